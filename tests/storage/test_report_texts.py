"""Texts and lists of reports: kept by period, begun from what was written last time."""

import pytest

from halsoverkstad.domain.economy import CostLine, Economy, Grant, Surplus
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import LONGEST_TEXT, FollowUp, OwnResource, Part, TextKey
from storage import report_lists, report_texts
from storage.report_texts import ReportText
from storage.store import Store

GOALS = TextKey(Part.GOALS)
SEWING = TextKey(Part.WORKSHOP, "Kvinnors hälsa")
Y2023, Y2024, Y2025 = map(Period.year, (2023, 2024, 2025))


def test_a_text_is_kept_for_its_period(store: Store) -> None:
    report_texts.write(store, Y2024, GOALS, "  Fler i rörelse.\r\n")
    report_texts.write(store, Y2024, SEWING, "Syverkstaden växte.")
    assert report_texts.texts(store, Y2024) == {
        GOALS: ReportText("Fler i rörelse."),
        SEWING: ReportText("Syverkstaden växte."),
    }


def test_the_same_days_are_the_same_period(store: Store) -> None:
    report_texts.write(store, Y2024, GOALS, "Fler i rörelse.")
    same = Period.parse("2024-01-01..2024-12-31")
    assert report_texts.own(store, same) == {GOALS: "Fler i rörelse."}


def test_the_latest_earlier_text_is_offered(store: Store) -> None:
    report_texts.write(store, Y2024, GOALS, "År 2024.")
    report_texts.write(store, Y2023, GOALS, "År 2023.")
    report_texts.write(store, Y2023, SEWING, "Bara då.")
    assert report_texts.texts(store, Y2025) == {
        GOALS: ReportText("År 2024.", Y2024),
        SEWING: ReportText("Bara då.", Y2023),
    }
    assert report_texts.own(store, Y2025) == {}


def test_nothing_is_offered_from_later(store: Store) -> None:
    report_texts.write(store, Y2025, GOALS, "År 2025.")
    report_texts.write(store, Period.half(2024, 2), GOALS, "Ett halvår.")
    assert report_texts.texts(store, Y2024) == {}


def test_an_offer_can_be_taken_over_or_be_replaced(store: Store) -> None:
    report_texts.write(store, Y2024, GOALS, "År 2024.")
    report_texts.write(store, Y2024, SEWING, "Sy.")
    report_texts.write(store, Y2025, GOALS, "Eget.")
    assert report_texts.accept(store, Y2025) == 1
    assert report_texts.own(store, Y2025) == {GOALS: "Eget.", SEWING: "Sy."}
    assert report_texts.accept(store, Y2025) == 0


def test_an_emptied_text_is_not_offered_again_until_forgotten(store: Store) -> None:
    report_texts.write(store, Y2024, GOALS, "År 2024.")
    report_texts.write(store, Y2025, GOALS, " ")
    assert report_texts.texts(store, Y2025) == {GOALS: ReportText("")}
    report_texts.forget(store, Y2025, GOALS)
    assert report_texts.texts(store, Y2025) == {GOALS: ReportText("År 2024.", Y2024)}


def test_an_empty_text_is_no_offer(store: Store) -> None:
    report_texts.write(store, Y2023, GOALS, "År 2023.")
    report_texts.write(store, Y2024, GOALS, "")
    assert report_texts.texts(store, Y2025) == {GOALS: ReportText("År 2023.", Y2023)}


def test_a_text_without_end_is_refused_and_the_one_before_stays(store: Store) -> None:
    report_texts.write(store, Y2024, GOALS, "Kort.")
    with pytest.raises(Fault, match="Korta den"):
        report_texts.write(store, Y2024, GOALS, "å" * (LONGEST_TEXT + 1))
    assert report_texts.own(store, Y2024) == {GOALS: "Kort."}
    report_texts.write(store, Y2024, GOALS, "å" * LONGEST_TEXT)
    assert len(report_texts.own(store, Y2024)[GOALS]) == LONGEST_TEXT


def test_lists_are_kept_in_order_and_replaced_whole(store: Store) -> None:
    asked = FollowUp("Psykisk hälsa", "WHO-5", 120, 80, "Bättre")
    unknown = FollowUp("Trygghet", "samtal", None, None, "")
    given = [OwnResource("Malmö stad", "rum"), OwnResource("Rädda Barnen", "tid", 40_000)]
    report_lists.set_follow_ups(store, Y2024, [asked, unknown])
    report_lists.set_resources(store, Y2024, given)
    assert report_lists.follow_ups(store, Y2024) == (asked, unknown)
    assert report_lists.resources(store, Y2024) == tuple(given)
    report_lists.set_follow_ups(store, Y2024, [unknown])
    assert report_lists.follow_ups(store, Y2024) == (unknown,)
    assert report_lists.follow_ups(store, Y2025) == ()
    assert report_lists.resources(store, Y2024) == tuple(given)


ECONOMY = Economy(
    (CostLine("Lön", 1_200_000, 1_011_578, "Staden"), CostLine("Material", -1, 2)),
    (Surplus(232_886, 1, 2, None, "Staden"), Surplus(carried_out=5)),
    (Grant("Område", 119_000, 20_000),),
)


def test_an_economy_is_kept_exactly(store: Store) -> None:
    assert report_lists.economy(store, Y2024).empty
    report_lists.set_economy(store, Y2024, ECONOMY)
    assert report_lists.economy(store, Y2024) == ECONOMY
    assert report_lists.economy(store, Y2025).empty


def test_the_economy_before_is_that_of_the_latest_period_that_had_ended(store: Store) -> None:
    assert report_lists.economy_before(store, Y2025) is None
    report_lists.set_economy(store, Y2023, Economy(surpluses=(Surplus(1),)))
    report_lists.set_economy(store, Y2024, ECONOMY)
    report_lists.set_follow_ups(store, Period.half(2024, 2), [FollowUp("a", "b", 1, 1, "")])
    assert report_lists.economy_before(store, Y2025) == ECONOMY
    assert report_lists.economy_before(store, Y2024) == Economy(surpluses=(Surplus(1),))
    overlapping = Period.parse("2024-07-01..2025-06-30")
    assert report_lists.economy_before(store, overlapping) == Economy(surpluses=(Surplus(1),))
