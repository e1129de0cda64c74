"""`nya` and `tidigare`: who had come to anything before."""

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import (
    Dimension,
    Kind,
)
from tests.reference import statistics
from tests.rules.noting import MOUTH, WOMEN, YOUNG, counts, cut, held, log, total


def test_new_is_who_had_never_come_to_anything_before_the_period() -> None:
    """Bo came to another workshop, for something else, the day before."""
    history = log(
        held("2024-12-31", "Bo", workshop=MOUTH, kind=Kind.INDIVIDUAL),
        held("2025-01-01", "Amina", "Bo"),
    )
    row = total(history, "2025")
    assert (row["nya"], row["tidigare"]) == (1, 1)


def test_new_in_a_workshop_is_new_in_the_programme() -> None:
    """Amina is new this year wherever she comes this year; what comes later changes nothing."""
    history = log(
        held("2025-01-08", "Amina", workshop=WOMEN),
        held("2025-05-07", "Amina", workshop=MOUTH),
        held("2026-05-07", "Amina", workshop=YOUNG),
    )
    assert counts(cut(history, "2025", "verkstad"), "nya") == {WOMEN: 1, MOUTH: 1}
    assert counts(cut(history, "2025", "kvartal"), "nya") == {"2025K1": 1, "2025K2": 0}


def test_cut_by_time_new_is_counted_from_the_part_cut_to_the_period() -> None:
    """Amina's first day is in January, but before the asked period; Bo's is in it."""
    history = log(
        held("2025-01-10", "Amina"),
        held("2025-01-15", "Amina", "Bo"),
        held("2025-02-03", "Amina", "Bo"),
    )
    rows = cut(history, "2025-01-15..2025-02-10", "manad")
    assert counts(rows, "nya") == {"2025-01": 1, "2025-02": 0}
    assert counts(rows, "tidigare") == {"2025-01": 1, "2025-02": 2}


def test_with_several_dimensions_of_time_the_shortest_counts() -> None:
    history = log(held("2025-01-10", "Amina"), held("2025-02-03", "Amina", "Bo"))
    period = Period.parse("2025")
    for asked in (["ar", "manad"], ["manad", "ar"]):
        rows = statistics(history, period, [Dimension(word) for word in asked])
        assert {(row["ar"], row["manad"]): row["nya"] for row in rows} == {
            ("2025", "2025-01"): 1,
            ("2025", "2025-02"): 1,
        }
