"""A small quarter, every figure counted on paper from the rules, not by the program."""

from halsoverkstad.domain.facts import Heads
from halsoverkstad.domain.words import (
    UNKNOWN_GROUP,
    Kind,
)
from tests.rules.noting import (
    ADULT,
    CHILD,
    MOUTH,
    WOMEN,
    adult,
    child,
    cut,
    held,
    log,
    measured,
    total,
)

SMALL_QUARTER = log(
    held("2024-12-10", adult("Bo")),
    held("2025-01-07", adult("Amina"), adult("Bo")),
    held("2025-01-14", adult("Amina")),
    held("2025-01-21", adult("Amina")),
    held("2025-01-28", adult("Bo"), "Cilla"),
    held(
        "2025-02-01",
        adult("Amina"),
        child("Dina"),
        workshop="",
        kind=Kind.EVENT,
        heads={CHILD: Heads(10, 4), ADULT: Heads(5)},
    ),
    held("2025-02-10", adult("Bo"), workshop=MOUTH, kind=Kind.INDIVIDUAL),
)


def test_a_small_quarter_in_total() -> None:
    """Amina comes in three weeks of four, Bo was here before; nine attendances and 15 heads."""
    assert total(SMALL_QUARTER, "2025K1") == measured(
        sessions=(6, 4, 1, 1),
        visits=(24, 9),
        unique=(8, 4, 4),
        new=(3, 1),
        returning=2,
        regular=1,
        supported=1,
    )


def test_a_small_quarter_by_group() -> None:
    assert cut(SMALL_QUARTER, "2025K1", "grupp") == {
        CHILD: measured(sessions=(1, 0, 1, 0), visits=(11, 1), unique=(5, 1, 4), new=(1, 0)),
        ADULT: measured(
            sessions=(6, 4, 1, 1),
            visits=(12, 7),
            unique=(2, 2, 0),
            new=(1, 1),
            returning=2,
            regular=1,
            supported=1,
        ),
        UNKNOWN_GROUP: measured(sessions=(1, 1, 0, 0), visits=(1, 1), unique=(1, 1, 0), new=(1, 0)),
    }


def test_a_small_quarter_by_workshop() -> None:
    assert cut(SMALL_QUARTER, "2025K1", "verkstad") == {
        "": measured(sessions=(1, 0, 1, 0), visits=(17, 2), unique=(6, 2, 4), new=(2, 0)),
        WOMEN: measured(
            sessions=(4, 4, 0, 0),
            visits=(6, 6),
            unique=(3, 3, 0),
            new=(2, 1),
            returning=2,
            regular=1,
        ),
        MOUTH: measured(
            sessions=(1, 0, 0, 1), visits=(1, 1), unique=(1, 1, 0), new=(0, 1), supported=1
        ),
    }


def test_a_small_quarter_by_month() -> None:
    """In February Amina is no longer new; Dina is."""
    assert cut(SMALL_QUARTER, "2025K1", "manad") == {
        "2025-01": measured(
            sessions=(4, 4, 0, 0),
            visits=(6, 6),
            unique=(3, 3, 0),
            new=(2, 1),
            returning=2,
            regular=1,
        ),
        "2025-02": measured(
            sessions=(2, 0, 1, 1), visits=(18, 3), unique=(7, 3, 4), new=(1, 2), supported=1
        ),
    }
