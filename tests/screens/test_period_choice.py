"""Choosing periods by keys."""

from datetime import date

import pytest

from halsoverkstad.domain.errors import UsageFault
from halsoverkstad.domain.words import Dimension
from screens.period_choice import PeriodChoice

TODAY = date(2024, 12, 19)


def names(choice, *steps):
    return [choice := choice.step(by) for by in steps][-1].period.name


def test_a_step_goes_to_the_next_of_the_same_length():
    assert names(PeriodChoice.around(TODAY), -1) == "2023"
    assert names(PeriodChoice.around(TODAY, Dimension.QUARTER), 1) == "2025K1"
    assert names(PeriodChoice.around(TODAY, Dimension.MONTH), -1, -1) == "2024-10"


def test_lengths_go_round_and_keep_to_today():
    choice = PeriodChoice.around(TODAY)
    found = []
    for _ in range(4):
        choice = choice.next_length(TODAY)
        found.append(choice.period.name)
    assert found == ["2024H2", "2024K4", "2024-12", "2024"]


def test_another_years_lengths_begin_with_its_first_part():
    assert PeriodChoice.typed("2022").next_length(TODAY).period.name == "2022H1"


@pytest.mark.parametrize("name", ["2025", "2025H1", "2025K1", "2025-03"])
def test_a_typed_period_is_known_by_its_length(name):
    choice = PeriodChoice.typed(name)
    assert choice.length is not None
    assert choice.period.name == name


def test_an_agreement_year_steps_by_years():
    choice = PeriodChoice.typed("2025-07-01..2026-06-30")
    assert choice.length is None
    assert names(choice, -1) == "2024-07-01..2025-06-30"
    assert names(choice, 1, 1) == "2027-07-01..2028-06-30"


def test_any_other_stretch_steps_by_its_own_length():
    assert names(PeriodChoice.typed("2024-11-25..2024-12-16"), 1) == "2024-12-17..2025-01-07"


def test_it_stays_at_the_ends_of_the_calendar():
    first, last = PeriodChoice.typed("0001"), PeriodChoice.typed("9999")
    assert first.step(-1) == first
    assert last.step(1) == last


def test_what_is_no_period_is_said_so():
    with pytest.raises(UsageFault, match="är ingen period"):
        PeriodChoice.typed("i våras")
