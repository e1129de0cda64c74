"""Periods: every form that people write, and how parts and the year before follow from them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.errors import UsageFault
from halsoverkstad.domain.period import Period, iso_week, quarter_of
from halsoverkstad.domain.words import TIME_DIMENSIONS, Dimension
from tests.histories import periods

time_dimensions = st.sampled_from(TIME_DIMENSIONS)


@pytest.mark.parametrize(
    ("text", "first", "last", "name"),
    [
        ("2025", "2025-01-01", "2025-12-31", "2025"),
        ("2025H1", "2025-01-01", "2025-06-30", "2025H1"),
        ("2025h2", "2025-07-01", "2025-12-31", "2025H2"),
        ("2025K1", "2025-01-01", "2025-03-31", "2025K1"),
        ("2025k4", "2025-10-01", "2025-12-31", "2025K4"),
        ("2025Q3", "2025-07-01", "2025-09-30", "2025K3"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-02"),
        ("2025-02", "2025-02-01", "2025-02-28", "2025-02"),
        (" 2025 ", "2025-01-01", "2025-12-31", "2025"),
        ("2025-07-01..2026-06-30", "2025-07-01", "2026-06-30", "2025-07-01..2026-06-30"),
        ("2025-03-14..2025-03-14", "2025-03-14", "2025-03-14", "2025-03-14..2025-03-14"),
        ("9999", "9999-01-01", "9999-12-31", "9999"),
        ("9999K4", "9999-10-01", "9999-12-31", "9999K4"),
        ("9999-12", "9999-12-01", "9999-12-31", "9999-12"),
        ("0001H1", "0001-01-01", "0001-06-30", "0001H1"),
    ],
)
def test_every_form_is_read(text: str, first: str, last: str, name: str) -> None:
    period = Period.parse(text)
    assert (period.first.isoformat(), period.last.isoformat(), period.name) == (first, last, name)


@pytest.mark.parametrize(
    "text",
    [
        "", "25", "20255", "i år", "2025K0", "2025K5", "2025H3", "2025-13", "2025-00", "2025-1",
        "2025-02-30..2025-03-01", "2025-03-01", "2025-03-01..", "..",
        "2025..2026", "2025-03-01...2025-04-01", "0000", "2025 K1", "-2025", "20२5K९",
    ],
)  # fmt: skip
def test_what_is_no_period_is_told_with_the_forms_there_are(text: str) -> None:
    with pytest.raises(UsageFault) as told:
        Period.parse(text)
    assert f"”{text}”" in str(told.value)
    for form in ("2025", "2025H1", "2025K1", "2025-03", "2025-07-01..2026-06-30"):
        assert form in str(told.value)


def test_a_period_that_ends_before_it_begins_is_told_so() -> None:
    with pytest.raises(UsageFault, match="slutar innan den börjar"):
        Period.parse("2025-03-02..2025-03-01")


@given(periods())
def test_a_period_is_read_back_from_its_name(period: Period) -> None:
    assert Period.parse(period.name) == period
    assert Period.parse(period.name.lower()) == period


@given(periods(), st.integers(-400, 400))
def test_both_ends_are_included(period: Period, off: int) -> None:
    day = period.first + timedelta(days=off)
    assert (day in period) == (period.first <= day <= period.last)
    assert period.first in period
    assert period.last in period


# Parts


@given(periods(), time_dimensions)
def test_parts_follow_each_other_and_make_the_whole(period: Period, dimension: Dimension) -> None:
    parts = list(period.parts(dimension))
    assert parts[0].first == period.first
    assert parts[-1].last == period.last
    for one, other in pairwise(parts):
        assert other.first == one.last + timedelta(days=1)
    for part in parts:
        whole = Period.of(dimension, part.first)
        assert part.name == whole.name
        assert part == whole.cut_to(period)


@given(st.dates(), time_dimensions)
def test_a_day_lies_in_the_part_of_time_that_it_is_of(day: date, dimension: Dimension) -> None:
    part = Period.of(dimension, day)
    assert day in part
    assert Period.parse(part.name) == part
    assert Period.of(dimension, part.first) == Period.of(dimension, part.last) == part


@given(st.dates())
def test_shorter_parts_lie_within_longer_ones(day: date) -> None:
    for long, short in pairwise(Period.of(each, day) for each in TIME_DIMENSIONS):
        assert long.first <= short.first <= short.last <= long.last


def test_the_last_parts_of_all_time_end() -> None:
    assert [part.name for part in Period.parse("9999H2").parts(Dimension.MONTH)][-1] == "9999-12"


def test_what_is_no_time_has_no_parts() -> None:
    with pytest.raises(ValueError, match="grupp"):
        Period.of(Dimension.GROUP, date(2025, 1, 1))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2025", True),
        ("2025-01-01..2026-12-31", True),
        ("2025H1", False),
        ("2025-07-01..2026-06-30", False),
        ("2025-01-02..2025-12-31", False),
    ],
)
def test_whole_years(text: str, *, whole: bool) -> None:
    assert Period.parse(text).whole_years == whole


# The year before


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2025", "2024"),
        ("2025H2", "2024H2"),
        ("2025K1", "2024K1"),
        ("2025-02", "2024-02"),
        ("2024-02", "2023-02"),
        ("2025-07-01..2026-06-30", "2024-07-01..2025-06-30"),
        ("2024-02-29..2024-03-10", "2023-02-28..2023-03-10"),
        ("2025-02-01..2025-02-28", "2024-02-01..2024-02-28"),
    ],
)
def test_the_year_before_is_of_the_same_form(text: str, before: str) -> None:
    assert Period.parse(text).year_before() == Period.parse(before)


@given(periods())
def test_the_year_before_begins_on_the_same_day_a_year_earlier(period: Period) -> None:
    before = period.year_before()
    assert before.first.year == period.first.year - 1
    assert (before.first.month, min(before.first.day, 28)) == (
        period.first.month,
        min(period.first.day, 28),
    )
    assert before.last.month == period.last.month


def test_the_year_before_of_a_quarter_so_far_is_as_short() -> None:
    """Else some weeks would be compared with a whole quarter."""
    so_far = Period.parse("2025K1").cut_to(Period.parse("2025-01-01..2025-02-10"))
    before = so_far.year_before()
    assert (before.first, before.last) == (date(2024, 1, 1), date(2024, 2, 10))


def test_before_year_one_there_is_none() -> None:
    for text in ("0001", "0001K1", "0001-01-01..0001-01-05"):
        with pytest.raises(ValueError, match="year"):
            Period.parse(text).year_before()


# Weeks and quarters


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2020-12-31", 202053),
        ("2021-01-03", 202053),
        ("2021-01-04", 202101),
        ("2024-12-30", 202501),
        ("2025-12-28", 202552),
        ("2025-12-31", 202601),
    ],
)
def test_a_week_belongs_to_the_year_that_iso_says(day: str, week: int) -> None:
    assert iso_week(date.fromisoformat(day)) == week


@given(st.dates(max_value=date(9999, 12, 20)))
def test_seven_days_are_a_week(day: date) -> None:
    monday = day - timedelta(days=day.weekday()) if day.toordinal() > 7 else day
    weeks = {iso_week(monday + timedelta(days=n)) for n in range(7 - monday.weekday())}
    assert len(weeks) == 1
    assert iso_week(monday + timedelta(days=7)) not in weeks


@pytest.mark.parametrize(("month", "quarter"), [(1, 1), (3, 1), (4, 2), (6, 2), (9, 3), (10, 4)])
def test_quarters(month: int, quarter: int) -> None:
    assert quarter_of(date(2025, month, 1)) == quarter
