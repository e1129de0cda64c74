"""What has been published, and every case in it that does not add up."""

import json
from dataclasses import replace
from importlib.resources import files

import pytest

from halsoverkstad.domain.adding_up import Mismatch, Sort, mismatches, not_by_group
from halsoverkstad.domain.errors import ProgrammeFault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.published import Published, PublishedFigure

TEXT = (files("halsoverkstad") / "programmes" / "jamlik-halsa-lindangen.publicerat.json").read_text(
    encoding="utf-8"
)


@pytest.fixture(scope="module")
def published() -> Published:
    return Published.parse(TEXT)


def of(published: Published, name: str) -> list[Mismatch]:
    one = published.of(Period.parse(name))
    assert one is not None
    return list(mismatches(published, one))


def test_the_figures_that_ship_are_those_that_were_published(published: Published) -> None:
    assert [each.period.name for each in published.periods] == [
        "2023H2",
        "2024",
        "2024-11-25..2024-12-16",
        "2025",
    ]
    first, second, workshop, last = published.periods
    assert (first.value("unika"), second.value("unika"), last.value("unika")) == (1463, 2425, 1553)
    assert first.figures["aterkommande"] == PublishedFigure(160, judged=True)
    assert second.figures["aterkommande"] == PublishedFigure(313, at_least=True)
    assert dict(second.groups) == {"barn_och_unga": 1711, "vuxna": 708, "yrkesverksamma": 106}
    assert (second.value("deltagartillfallen"), last.value("deltagartillfallen")) == (16279, 11444)
    assert (workshop.workshop, workshop.regular_share) == ("Barn och unga", 0.5)
    assert workshop.value("regelbundna") is None
    assert published.repayments == (232_886, 147_336)


def test_the_groups_of_2024_do_not_make_up_the_total(published: Published) -> None:
    (found,) = (each for each in of(published, "2024") if each.sort is Sort.GROUPS)
    assert found.parts == (1711, 708, 106)
    assert (found.computed, found.printed, found.difference) == (2525, 2425, 100)


def test_the_difference_of_2023_is_not_budget_minus_outcome(published: Published) -> None:
    (found,) = of(published, "2023H2")
    assert found.sort is Sort.DIFFERENCE
    assert found.parts == (555_000, -322_614)
    assert (found.computed, found.printed, found.difference) == (232_386, 232_886, 500)


def test_it_is_carried_on_into_the_surplus_of_2024(published: Published) -> None:
    found = {each.sort: each for each in of(published, "2024")}
    carried, surplus = found[Sort.CARRIED], found[Sort.SURPLUS]
    assert (carried.computed, carried.printed) == (232_386, 232_886)
    assert (surplus.computed, surplus.printed, surplus.difference) == (379_722, 380_222, 500)


def test_the_respondents_of_2024_are_more_than_a_third(published: Published) -> None:
    (found,) = (each for each in of(published, "2024") if each.sort is Sort.SHARE)
    assert found.parts == (120, 313)
    assert found.words == "en tredjedel av de återkommande"


def test_nothing_else_of_2024_is_questioned(published: Published) -> None:
    sorts = [each.sort for each in of(published, "2024")]
    assert sorts == [Sort.GROUPS, Sort.CARRIED, Sort.SURPLUS, Sort.SHARE]


def test_a_single_group_contradicts_nothing_and_the_rest_is_counted(published: Published) -> None:
    assert of(published, "2025") == []
    found = {each.period.name: not_by_group(each) for each in published.periods}
    assert found == {"2023H2": None, "2024": None, "2024-11-25..2024-12-16": None, "2025": 891}


def test_cost_lines_are_held_against_the_printed_total(published: Published) -> None:
    one = published.periods[1]
    assert one.economy
    economy = replace(one.economy, lines=one.economy.lines[:-1])
    found = [
        (each.what, each.difference)
        for each in mismatches(published, replace(one, economy=economy))
        if each.sort is Sort.LINES
    ]
    assert found == [("budget", 175_000), ("utfall", 161_606), ("differens", 13_394)]


def test_a_share_that_is_called_right_is_not_questioned(published: Published) -> None:
    one = published.periods[1]
    assert one.survey
    third = replace(one, survey=replace(one.survey, respondents=104))
    assert Sort.SHARE not in {each.sort for each in mismatches(published, third)}


def test_a_period_is_found_by_its_days_and_only_of_the_whole_programme(
    published: Published,
) -> None:
    assert published.of(Period.parse("2024-01-01..2024-12-31")) is published.periods[1]
    assert published.of(Period.parse("2023")) is None
    assert published.of(Period.parse("2024-11-25..2024-12-16")) is None
    assert [each.workshop for each in published.of_workshops(Period.parse("2024"))] == [
        "Barn och unga"
    ]
    assert published.of_workshops(Period.parse("2024H1")) == ()


def test_only_what_ended_before_is_told(published: Published) -> None:
    names = [each.period.name for each in published.up_to(Period.parse("2024"))]
    assert names == ["2023H2", "2024"]


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.pop("program"),
        lambda table: table["perioder"][0].pop("period"),
        lambda table: table["perioder"][0].update(period="i fjol"),
        lambda table: table["perioder"][1]["ekonomi"].update(budget="mycket"),
        lambda table: table.update(perioder=7),
    ],
)
def test_a_damaged_file_is_told_in_a_sentence(change) -> None:
    table = json.loads(TEXT)
    change(table)
    with pytest.raises(ProgrammeFault, match="publicerade siffror"):
        Published.parse(json.dumps(table))


def test_what_is_no_json_is_told_too() -> None:
    with pytest.raises(ProgrammeFault, match="publicerade siffror"):
        Published.parse("[")
