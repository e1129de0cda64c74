"""Amounts as people write them, and surpluses that come out or do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.economy import (
    AmountFault,
    CostLine,
    Economy,
    Surplus,
    contradictions,
    kronor,
    total,
)

WHOLE = st.integers(-(10**9), 10**9)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("1200000", 1_200_000),
        ("1 200 000", 1_200_000),
        ("1\u00a0200\u00a0000", 1_200_000),
        ("1\u202f200\u2009000", 1_200_000),
        ("1 200 000,00 kr", 1_200_000),
        ("1200000.00", 1_200_000),
        ("1 200 000 kronor", 1_200_000),
        ("1 200 000 SEK", 1_200_000),
        ("500:-", 500),
        ("500,-", 500),
        (" 7 ", 7),
        ("+12", 12),
        ("-73375", -73_375),
        ("−73 375 kr", -73_375),
        ("–73 375", -73_375),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: int) -> None:
    assert kronor(text) == amount


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "saknas"),
        ("   ", "saknas"),
        ("tusen", "inget belopp"),
        ("12 34", "inget belopp"),
        ("1e5", "inget belopp"),
        ("1.200.000", "inget belopp"),
        ("٣", "inget belopp"),
        ("12,50", "ören"),
        ("12,01", "ören"),
        ("1.200", "två sätt"),
        ("1,000", "två sätt"),
        ("9" * 5000, "orimligt stort"),
        ("1000000000001", "orimligt stort"),
    ],
)
def test_what_is_no_amount_in_whole_kronor_is_refused(text: str, said: str) -> None:
    with pytest.raises(AmountFault, match=said) as told:
        kronor(text)
    assert len(str(told.value)) < 200


@given(WHOLE, st.sampled_from(["", " ", "\u00a0", "\u202f"]), st.sampled_from(["", ",00", ".0"]))
def test_every_amount_survives_being_written(amount: int, space: str, fraction: str) -> None:
    written = f"{amount:,}".replace(",", space).replace("-", "−")
    assert kronor(f"{written}{fraction} kr") == amount


@given(st.lists(st.tuples(WHOLE, WHOLE)))
def test_the_difference_of_a_total_is_the_sum_of_the_differences(pairs) -> None:
    lines = [CostLine(f"k{at}", *pair) for at, pair in enumerate(pairs)]
    assert total(lines).difference == sum(each.difference for each in lines)


@given(WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE)
def test_a_surplus_carried_out_is_what_came_in_less_what_went_and_the_years_difference(
    brought: int, used: int, repaid: int, budget: int, outcome: int, apart: int
) -> None:
    out = brought - used - repaid + budget - outcome
    economy = Economy(
        (CostLine("Lön", budget, outcome),), (Surplus(brought, used, repaid, out + apart),)
    )
    found = list(contradictions(economy))
    assert [each.difference for each in found] == ([apart] if apart else [])
    assert all((each.noted, each.computed) == (out + apart, out) for each in found)


def test_what_is_not_noted_contradicts_nothing() -> None:
    assert not list(contradictions(Economy((CostLine("Lön", 5, 3),), (Surplus(10),))))


def test_a_surplus_brought_in_is_held_against_what_the_period_before_carried_out() -> None:
    before = Economy((CostLine("Lön", 555_000, 322_614),), (Surplus(),))
    now = Economy((), (Surplus(232_886),))
    (found,) = contradictions(now, before)
    assert (found.noted, found.computed, found.difference) == (232_886, 232_386, 500)
    noted = Economy(before.lines, (Surplus(carried_out=232_886),))
    assert not list(contradictions(now, noted))


def test_funders_are_kept_apart() -> None:
    lines = (CostLine("Lön", 10, 4, "A"), CostLine("Lön", 100, 50, "B"))
    economy = Economy(
        lines, (Surplus(carried_out=6, funder="A"), Surplus(carried_out=6, funder="B"))
    )
    (found,) = contradictions(economy)
    assert (found.funder, found.computed) == ("B", 50)
    assert economy.funders == ("A", "B")
