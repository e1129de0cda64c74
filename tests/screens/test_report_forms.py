"""The forms of a report: economy with its differences, follow-up, own resources."""

from pathlib import Path

import pytest
from driving import Start, paste, press, write
from small_history import ask
from small_report import Y2023, Y2024, read, two_years
from textual.pilot import Pilot

from halsoverkstad.domain.economy import CostLine, Economy, Grant, Surplus
from halsoverkstad.domain.report import FollowUp, OwnResource
from screens.report import ReportRoom
from screens.report_economy import EconomyForm
from screens.report_lists import FollowUpForm, ResourceForm
from screens.widgets.sheet import SheetRow
from storage import report_lists
from storage.store import Store


def rows(pilot: Pilot[None]) -> list[tuple[tuple[str, ...], str]]:
    """What stands in every row, and what is computed beside it."""
    return [
        (each.values, str(each.query_one(".sheet-computed").content))
        for each in pilot.app.screen.query(SheetRow)
    ]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


async def test_the_difference_follows_what_is_written_and_is_never_typed(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "e")
        await write(pilot, "Lön")
        await press(pilot, "tab", "tab")
        await write(pilot, "1200000")
        assert plain(rows(pilot)[0][1]) == ""
        await press(pilot, "tab")
        await write(pilot, "1 273 375,00 kr")
        assert plain(rows(pilot)[0][1]) == "−73 375 kr"
        await press(pilot, "tab")
        await write(pilot, "Hyra")
        assert [plain(each) for each in rows(pilot)[0][0]] == ["Lön", "", "1 200 000", "1 273 375"]
        await press(pilot, "tab", "tab")
        await write(pilot, "100000")
        await press(pilot, "tab")
        await write(pilot, "0")
        assert "Summa 1 300 000 1 273 375 26 625 kr" in read(pilot)
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, ReportRoom)
        kept = await ask(pilot, report_lists.economy, Y2024)
        assert kept.lines == (CostLine("Lön", 1_200_000, 1_273_375), CostLine("Hyra", 100_000, 0))
        assert "differens 26 625 kr" in read(pilot)


def books(store: Store) -> None:
    """2023's, with a surplus that the books have as another than the figures."""
    economy = Economy(
        (CostLine("Lön", 555_000, 322_614, "Malmö stad"),),
        (Surplus(0, 0, 0, 232_886, "Malmö stad"),),
        (Grant("Söder", 119_000, 19_000),),
    )
    report_lists.set_economy(store, Y2023, economy)


async def test_a_period_begins_from_the_costs_and_the_surplus_of_the_one_before(start: Start):
    async with start(two_years, books) as pilot:
        await press(pilot, "f10", "e")
        shown = rows(pilot)
        assert shown[0][0] == ("Lön", "Malmö stad", "", "")
        assert plain(shown[2][0][1]) == "232 886"
        assert "Raderna är från förra perioden" in read(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReportRoom)
        assert (await ask(pilot, report_lists.economy, Y2024)).empty


async def test_what_does_not_come_out_is_said_while_it_is_written(start: Start):
    async with start(two_years, books) as pilot:
        await press(pilot, "f10", "left", "e")
        assert (
            "Överskott ut (Malmö stad): angivet 232 886 kr, framräknat 232 386 kr; skillnaden är "
            "500 kr."
        ) in read(pilot)
        carried = rows(pilot)[2]
        assert plain(carried[1]) == "232 386 kr"
        assert plain(rows(pilot)[4][1]) == "100 000 kr"


@pytest.mark.parametrize(
    ("cost", "budget", "told"),
    [
        ("Lön", "tolv", "”tolv” är inget belopp"),
        ("Lön", "1,5", "ören"),
        ("Lön", "", "Beloppet saknas"),
        ("", "100", "Skriv vad kostnaden avser."),
        ("Summa", "100", "Summan räknas fram"),
    ],
)
async def test_what_cannot_be_read_is_said_in_its_row(
    start: Start, cost: str, budget: str, told: str
):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "e")
        await write(pilot, cost)
        await press(pilot, "tab", "tab")
        await write(pilot, budget)
        await press(pilot, "tab")
        await write(pilot, "0")
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, EconomyForm)
        assert told in read(pilot)
        assert (await ask(pilot, report_lists.economy, Y2024)).empty
        await press(pilot, "escape", "j")
        assert isinstance(pilot.app.screen, ReportRoom)


async def test_the_same_cost_twice_is_refused(start: Start):
    async with start(two_years, books) as pilot:
        await press(pilot, "f10", "left", "e", "down")
        await write(pilot, "lön")
        await press(pilot, "tab")
        await write(pilot, "Malmö stad")
        await press(pilot, "tab")
        await write(pilot, "1")
        await press(pilot, "tab")
        await write(pilot, "1")
        await press(pilot, "f9")
        assert "står två gånger" in read(pilot)
        assert len((await ask(pilot, report_lists.economy, Y2023)).lines) == 1


async def test_a_row_that_is_emptied_is_gone(start: Start):
    async with start(two_years, books) as pilot:
        await press(pilot, "f10", "left", "e")
        for _ in range(4):
            await press(pilot, "home", "shift+end", "delete", "tab")
        await press(pilot, "f9")
        kept = await ask(pilot, report_lists.economy, Y2023)
        assert kept.lines == ()
        assert len(kept.surpluses) == 1


async def test_the_economy_is_read_from_a_file_into_the_fields(start: Start, tmp_path: Path):
    path = tmp_path / "ekonomi.csv"
    path.write_text("kostnad;budget;utfall\nLön;1 925 000;1 777 664\n", encoding="utf-8")
    async with start(two_years) as pilot:
        await press(pilot, "f10", "e", "ctrl+o")
        await paste(pilot, str(path))
        await press(pilot, "f9")
        assert plain(rows(pilot)[0][1]) == "147 336 kr"
        assert (await ask(pilot, report_lists.economy, Y2024)).empty
        await press(pilot, "f9")
        assert (await ask(pilot, report_lists.economy, Y2024)).lines == (
            CostLine("Lön", 1_925_000, 1_777_664),
        )


async def test_every_fault_of_a_file_is_told_and_nothing_is_read(start: Start, tmp_path: Path):
    path = tmp_path / "ekonomi.csv"
    path.write_text("kostnad;budget;utfall\nLön;1,5;x\n", encoding="utf-8")
    async with start(two_years) as pilot:
        await press(pilot, "f10", "e", "ctrl+o")
        await paste(pilot, str(tmp_path / "finns-inte.csv"))
        await press(pilot, "f9")
        assert "finns inte" in read(pilot)
        await press(pilot, "home", "shift+end")
        await paste(pilot, str(path))
        await press(pilot, "f9")
        shown = read(pilot)
        assert "rad 2, kolumn ”budget”" in shown
        assert "rad 2, kolumn ”utfall”" in shown
        await press(pilot, "enter", "escape")
        assert isinstance(pilot.app.screen, ReportRoom)


async def test_the_response_rate_is_computed(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "down", "down", "down", "enter")
        assert isinstance(pilot.app.screen, FollowUpForm)
        for text in ("Trivsel", "Enkät", "313", "120"):
            await write(pilot, text)
            await press(pilot, "tab")
        assert plain(rows(pilot)[0][1]) == "38,3 %"
        await write(pilot, "Fler sover bättre")
        await press(pilot, "f9")
        assert await ask(pilot, report_lists.follow_ups, Y2024) == (
            FollowUp("Trivsel", "Enkät", 313, 120, "Fler sover bättre"),
        )
        assert "1 mått" in read(pilot)


@pytest.mark.parametrize("asked", ["många", "-5"])
async def test_what_is_no_count_is_refused(start: Start, asked: str):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "down", "down", "down", "enter")
        for text in ("Trivsel", "Enkät", asked):
            await write(pilot, text)
            await press(pilot, "tab")
        await press(pilot, "f9")
        assert "är inget antal" in read(pilot)
        assert await ask(pilot, report_lists.follow_ups, Y2024) == ()


async def test_a_resource_may_have_no_value_in_kronor(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10", *["down"] * 4, "enter")
        assert isinstance(pilot.app.screen, ResourceForm)
        for text in ("Malmö universitet", "Handledning", "", "Rädda Barnen", "Lokal"):
            await write(pilot, text)
            await press(pilot, "tab")
        await write(pilot, "50 000 kr")
        await press(pilot, "f9")
        assert await ask(pilot, report_lists.resources, Y2024) == (
            OwnResource("Malmö universitet", "Handledning"),
            OwnResource("Rädda Barnen", "Lokal", 50_000),
        )
