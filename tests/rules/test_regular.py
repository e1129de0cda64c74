"""`regelbundna`: three weeks, and half of those that the workshop held."""

import pytest

from halsoverkstad.domain.facts import Heads
from halsoverkstad.domain.words import (
    Kind,
)
from tests.reference import Definitions
from tests.rules.noting import (
    ADULT,
    CHILD,
    MOUTH,
    WOMEN,
    adult,
    child,
    counts,
    cut,
    held,
    log,
    total,
    weekly,
)


@pytest.mark.parametrize(
    ("attended", "weeks", "regular"),
    [(2, 2, 0), (3, 3, 1), (3, 6, 1), (3, 7, 0), (4, 8, 1), (4, 9, 0), (5, 9, 1)],
)
def test_regular_is_three_weeks_and_half_of_the_weeks(
    attended: int, weeks: int, regular: int
) -> None:
    history = log(*weekly("2025-01-07", weeks, Amina=range(1, attended + 1)))
    assert total(history, "2025")["regelbundna"] == regular


def test_two_sessions_in_a_week_are_one_week() -> None:
    """Amina: four sessions in two weeks. Bo: three sessions of twelve, but three weeks of six."""
    history = log(
        *weekly("2025-01-07", 6, Amina=(1, 2), Bo=(1, 2, 3)),
        *weekly("2025-01-09", 6, Amina=(1, 2)),
    )
    assert total(history, "2025")["aterkommande"] == 2
    assert total(history, "2025")["regelbundna"] == 1


def test_weeks_of_two_workshops_are_not_put_together() -> None:
    history = log(
        *weekly("2025-01-07", 2, workshop=WOMEN, Amina=(1, 2)),
        *weekly("2025-01-21", 2, workshop=MOUTH, Amina=(1, 2)),
    )
    assert total(history, "2025")["regelbundna"] == 0


def test_regular_in_two_workshops_is_one_person() -> None:
    history = log(
        *weekly("2025-01-07", 3, workshop=WOMEN, Amina=(1, 2, 3)),
        *weekly("2025-01-07", 3, workshop=MOUTH, Amina=(1, 2, 3)),
    )
    assert total(history, "2025")["regelbundna"] == 1


def test_no_workshop_counts_as_a_workshop() -> None:
    history = log(*weekly("2025-01-07", 3, workshop="", Amina=(1, 2, 3)))
    assert total(history, "2025")["regelbundna"] == 1


def test_weeks_of_two_quarters_are_not_put_together() -> None:
    """Five weeks running, three of them in March and two in April."""
    history = log(*weekly("2025-03-12", 5, Amina=(1, 2, 3), Bo=(2, 3, 4, 5)))
    assert total(history, "2025")["regelbundna"] == 1


def test_the_same_quarter_of_two_years_is_two_quarters() -> None:
    history = log(
        *weekly("2024-01-09", 2, Amina=(1, 2)),
        *weekly("2025-01-21", 2, Amina=(1, 2)),
    )
    assert total(history, "2024-01-01..2025-12-31")["regelbundna"] == 0


def test_a_week_astride_two_quarters_is_a_week_of_both() -> None:
    """Week 14 of 2025 is Monday 31 March and the six days of April after it."""
    monday = log(*(held(day, "Amina") for day in ("2025-03-18", "2025-03-25", "2025-03-31")))
    tuesday = log(*(held(day, "Amina") for day in ("2025-03-18", "2025-03-25", "2025-04-01")))
    assert total(monday, "2025")["regelbundna"] == 1
    assert total(tuesday, "2025")["regelbundna"] == 0


@pytest.mark.parametrize(
    ("days", "regular"),
    [
        (("2020-12-17", "2020-12-24", "2020-12-31"), 1),  # weeks 51, 52, 53
        (("2021-01-01", "2021-01-03", "2021-01-04"), 0),  # 53, 53, 1
        (("2021-01-03", "2021-01-04", "2021-01-11"), 1),  # 53, 1, 2: all in the first quarter
        (("2024-12-22", "2024-12-29", "2024-12-30"), 1),  # 51, 52, and 1 of 2025
        (("2025-12-15", "2025-12-22", "2025-12-31"), 1),  # 51, 52, and 1 of 2026
        (("2025-12-22", "2025-12-30", "2025-12-31"), 0),  # 52, 1, 1
        (("2025-12-15", "2025-12-22", "2026-01-01"), 0),  # the third in another quarter
    ],
)
def test_weeks_are_iso_weeks_also_at_new_year(days: tuple[str, ...], regular: int) -> None:
    history = log(*(held(day, "Amina") for day in days))
    assert total(history, "2020-01-01..2026-12-31")["regelbundna"] == regular


@pytest.mark.parametrize("kind", [Kind.EVENT, Kind.INDIVIDUAL])
def test_only_group_activities_make_a_week(kind: Kind) -> None:
    """Amina's third week is of another kind; a seventh week of another kind is no week for Bo."""
    history = log(
        *weekly("2025-01-07", 6, Amina=(1, 2), Bo=(1, 2, 3)),
        held("2025-01-24", "Amina", kind=kind),
        held("2025-02-18", kind=kind),
    )
    assert total(history, "2025")["regelbundna"] == 1


def test_a_week_is_held_also_when_nobody_or_only_heads_came() -> None:
    held_for_others = [
        held("2025-01-28"),
        held("2025-02-04", heads={CHILD: Heads(8)}),
        held("2025-02-11"),
    ]
    six = log(*weekly("2025-01-07", 3, Amina=(1, 2, 3)), *held_for_others)
    seven = log(*weekly("2025-01-07", 3, Amina=(1, 2, 3)), *held_for_others, held("2025-02-18"))
    assert total(six, "2025")["regelbundna"] == 1
    assert total(seven, "2025")["regelbundna"] == 0


def test_weeks_are_those_of_the_cell() -> None:
    """Regular at yoga, which was three weeks; not in the workshop, which was seven."""
    history = log(
        *weekly("2025-01-07", 3, activity="Yoga", Amina=(1, 2, 3)),
        *weekly("2025-01-28", 4, activity="Språkcirkel"),
    )
    assert total(history, "2025")["regelbundna"] == 0
    assert counts(cut(history, "2025", "verkstad"), "regelbundna") == {WOMEN: 0}
    assert counts(cut(history, "2025", "aktivitet"), "regelbundna") == {"Yoga": 1, "Språkcirkel": 0}
    assert counts(cut(history, "2025", "manad"), "regelbundna") == {"2025-01": 1, "2025-02": 0}


def test_cut_by_group_weeks_are_still_all_those_of_the_cell() -> None:
    """Adults came in three weeks, the workshop was held in seven: children had four alone."""
    history = log(
        *(held(f"2025-01-{day:02}", adult("Amina")) for day in (7, 14, 21)),
        *(held(f"2025-02-{day:02}", child("Dina")) for day in (4, 11, 18, 25)),
    )
    rows = cut(history, "2025", "grupp")
    assert counts(rows, "tillfallen") == {ADULT: 3, CHILD: 4}
    assert counts(rows, "regelbundna") == {ADULT: 0, CHILD: 1}


def test_what_makes_regular_is_a_setting() -> None:
    history = log(*weekly("2025-01-07", 5, Amina=(1, 2, 3), Bo=(1, 2)))
    for weeks, share, regular in ((3, 0.5, 1), (2, 0.4, 2), (3, 0.6, 1), (3, 0.61, 0), (4, 0.5, 0)):
        chosen = Definitions(regelbunden_veckor=weeks, regelbunden_andel=share)
        assert total(history, "2025", chosen)["regelbundna"] == regular
