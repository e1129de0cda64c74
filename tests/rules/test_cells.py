"""Which cells there are, what belongs to them, and how their rows are written."""

import pytest

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import (
    Dimension,
    Kind,
)
from tests.reference import statistics
from tests.rules.noting import MEASURES, MOUTH, WOMEN, adult, counts, cut, held, log, total


def test_a_person_who_comes_to_two_workshops_is_one_in_the_total() -> None:
    history = log(
        held("2025-02-03", "Amina", "Bo", workshop=WOMEN),
        held("2025-02-04", "Amina", workshop=MOUTH),
    )
    assert counts(cut(history, "2025", "verkstad"), "unika") == {WOMEN: 2, MOUTH: 1}
    assert total(history, "2025")["unika"] == 2


@pytest.mark.parametrize(
    ("period", "sessions"),
    [
        ("2024-02", 2),
        ("2024-03", 2),
        ("2024K1", 4),
        ("2024K2", 1),
        ("2024H1", 5),
        ("2024H2", 0),
        ("2024", 5),
        ("2024-02-29..2024-03-31", 3),
        ("2024-02-29..2024-02-29", 1),
    ],
)
def test_a_period_includes_both_its_ends(period: str, sessions: int) -> None:
    days = ("2024-02-28", "2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01")
    assert total(log(*map(held, days)), period)["tillfallen"] == sessions


def test_without_dimensions_there_is_one_row_even_of_nothing() -> None:
    assert total(log(), "2025") == dict.fromkeys(MEASURES, 0)


@pytest.mark.parametrize("dimension", Dimension)
def test_cells_without_a_session_are_left_out(dimension: Dimension) -> None:
    assert cut(log(held("2024-12-31", "Amina")), "2025", dimension) == {}


def test_a_session_with_nobody_is_a_session_of_no_group() -> None:
    history = log(held("2025-02-03"))
    assert cut(history, "2025", "verkstad")[WOMEN]["tillfallen"] == 1
    assert cut(history, "2025", "grupp") == {}


def test_dimensions_come_first_as_asked_for_and_in_the_words_of_files() -> None:
    history = log(
        held("2025-03-31", adult("Amina"), workshop="", activity="Yoga", place="Motettens höghus")
    )
    (row,) = statistics(history, Period.parse("2025"), list(reversed(Dimension)))
    dimensions = {
        "manad": "2025-03",
        "kvartal": "2025K1",
        "halvar": "2025H1",
        "ar": "2025",
        "kon": "uppgift saknas",
        "omrade": "uppgift saknas",
        "plats": "Motettens höghus",
        "aktivitet": "Yoga",
        "typ": "grupp",
        "grupp": "vuxna",
        "verkstad": "",
    }
    assert list(row) == [*dimensions, *MEASURES]
    assert {key: row[key] for key in dimensions} == dimensions


def test_each_kind_has_its_own_count() -> None:
    history = log(
        held("2025-02-03", kind=Kind.GROUP),
        held("2025-02-03", kind=Kind.EVENT),
        held("2025-02-03", kind=Kind.EVENT),
        held("2025-02-04", kind=Kind.INDIVIDUAL),
    )
    assert counts(cut(history, "2025", "typ"), "tillfallen") == {
        "grupp": 1,
        "arrangemang": 2,
        "individuellt": 1,
    }
    row = total(history, "2025")
    assert (row["gruppaktiviteter"], row["arrangemang"], row["individuella"]) == (1, 2, 1)
