"""Rapport: a period chosen, the figures at a glance, the whole report and what is behind it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone

import pytest
from driving import PROGRAMME, MemoryOpening, Start, press, settle, text_of, write
from small_history import HEALTH, ask, said
from small_report import Y2024, goals, one_more, plain, read, row, two_years
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from halsoverkstad.app import HalsoverkstadApp
from halsoverkstad.demo.filling import fill
from halsoverkstad.demo.year import made_up_year
from halsoverkstad.domain.facts import Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from screens.report import ReportRoom
from screens.report_economy import EconomyForm
from screens.report_periods import first_period, offered
from screens.report_tables import FigureTable
from screens.report_texts import ReportTexts
from screens.report_view import ReportView
from screens.session_list import SessionList
from screens.widgets.chip import Chip
from storage import frozen, report_figures, sessions
from storage.opening import create_in_memory
from storage.sessions import SessionEntry
from storage.store import Store


async def test_f10_shows_the_figures_of_the_year_last_logged(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, ReportRoom)
        assert "← År 2024 → till kommunstyrelsen" in read(pilot)
        # Two registered and two heads, both new; Amina alone and one head the year before.
        assert row(pilot, "Totalt") == ["4", "(u)", "2", "(u)", "2", "425"]
        assert row(pilot, "Barn och unga")[:3] == ["1", "0", "1"]
        assert row(pilot, "Munhälsa och kost") == ["1", "minst", "2", "(u)"]
        assert row(pilot, "Hela programmet") == ["2", "4", "(u)"]
        shown = read(pilot)
        assert "Registreringsgrad: 42,9 %." in shown
        assert "inga öppna frågor ändrar 4." in shown
        assert "Registret förs sedan 2023-09-05." in shown


async def test_r_goes_there_from_the_overview(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "r")
        assert isinstance(pilot.app.screen, ReportRoom)


async def test_the_parts_say_how_far_they_have_come(start: Start):
    async with start(two_years, goals("Alla ska med.")) as pilot:
        await press(pilot, "f10")
        shown = read(pilot)
        for words in (
            "Siffror 4 unika",
            "0 av 6 klara",
            "Ekonomi saknas",
            "Fastställd inte än",
            "0 mått",
        ):
            assert words in plain(" ".join(_left(pilot)))
        assert "varningar" in shown
        await press(pilot, "down", "down")
        assert "○ Målbilder: förslag från 2023" in text_of(pilot)
        assert "▲ Följeforskning: saknas" in text_of(pilot)


def _left(pilot: Pilot[None]) -> list[str]:
    return " ".join(line.split("│")[0] for line in text_of(pilot).splitlines()).split()


@pytest.mark.parametrize(
    ("keys", "period"),
    [
        ("left", "År 2023"),
        ("comma", "År 2023"),
        ("right", "År 2025"),
        ("p home down down down down down enter", "Halvår 1 2024"),
    ],
)
async def test_the_period_is_chosen_by_keys(start: Start, keys: str, period: str):
    async with start(two_years) as pilot:
        await press(pilot, "f10", *keys.split())
        assert f"← {period} →" in read(pilot)


async def test_a_period_can_be_typed_and_stepped_by_its_own_length(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "t", "home", "shift+end")
        await write(pilot, "2023-07-01..2024-06-30")
        await press(pilot, "enter")
        assert "← 1 jul 2023 – 30 jun 2024 →" in read(pilot)
        assert row(pilot, HEALTH) == ["2", "minst", "4", "(u)"]
        await press(pilot, "right")
        assert "← 1 jul 2024 – 30 jun 2025 →" in read(pilot)


async def test_the_mouse_chooses_the_period_too(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10")
        await pilot.click(Chip)
        await settle(pilot)
        lines = pilot.app.screen.query_one(OptionList)
        assert str(lines.get_option_at_index(0).prompt) == (
            "År 2025 · kommunstyrelsen · senast 1 feb 2026"
        )
        await press(pilot, "home", "enter")
        assert "till kommunstyrelsen senast 1 feb 2026 (om 409 dagar)" in read(pilot)
        assert "inga tillfällen är loggade i 2025" in read(pilot)


def test_every_length_is_offered_once_what_is_asked_for_first() -> None:
    found = offered(Programme.parse(PROGRAMME), date(2026, 1, 10))
    names = [each.period.name for each in found]
    assert names[0] == "2025"
    assert found[0].deadline is not None
    assert len(set(names)) == len(names)
    assert {"2026", "2025H2", "2025-07-01..2026-06-30", "2024-07-01..2025-06-30"} <= set(names)
    assert {"2026K1", "2025K4"} <= set(names)
    assert "2026-07-01..2027-06-30" not in names


def test_what_is_due_comes_first_until_it_is_settled() -> None:
    now = datetime(2026, 1, 10, 9, tzinfo=timezone(timedelta(hours=1)))
    store = create_in_memory(PROGRAMME, "Dator 1", clock=lambda: now)
    assert first_period(store).name == "2026"
    sessions.save(store, SessionEntry(Session(date(2025, 5, 5), HEALTH)))
    sessions.save(store, SessionEntry(Session(date(2026, 1, 8), HEALTH)))
    assert first_period(store).name == "2025"
    with frozen.freezing(store, report_figures.figures(store, Period.year(2025))):
        pass
    assert first_period(store).name == "2026"
    store.close()


async def test_the_whole_report_is_read_section_by_section(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f10", "s")
        assert isinstance(pilot.app.screen, ReportView)
        assert "‹ 1 Sammanfattning ›" in read(pilot)
        await press(pilot, "plus")
        assert "[Text saknas: Målbilder]" in read(pilot)
        await press(pilot, "minus", "minus")
        assert "‹ 1 Sammanfattning ›" in read(pilot)
        await press(pilot, "i", "end", "enter")
        assert "kontrollsumma" in read(pilot)
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, ReportRoom)


async def test_enter_on_a_figure_opens_the_sessions_and_codes_behind_it(start: Start):
    async with start(two_years) as pilot:
        await _to_section(pilot, "3.1")
        await press(pilot, "right", "right", "enter")
        assert isinstance(pilot.app.screen, SessionList)
        shown = read(pilot)
        assert "Unika registrerade · barn och unga · År 2024: 1" in shown
        assert "tis 5 mar" in shown
        assert "1–1 av 1" in shown
        assert "1 deltagare: d-" in shown
        assert "Fatima" not in shown
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReportView)


async def test_a_share_is_opened_by_one_of_the_figures_it_is_made_of(start: Start):
    async with start(two_years) as pilot:
        await _to_section(pilot, "3.2")
        await press(pilot, "right", "right", "right", "enter")
        shown = read(pilot)
        assert "Siffran räknas ur" in shown
        await press(pilot, "down", "enter")
        assert "Deltagartillfällen · Munhälsa och kost · År 2024: 3" in read(pilot)


async def test_a_published_figure_says_that_nothing_is_behind_it(start: Start):
    async with start(two_years) as pilot:
        await _to_section(pilot, "3.1")
        await press(pilot, "end", "enter")
        assert "publicerad siffra ur en tidigare rapport" in said(pilot)
        await press(pilot, "home", "enter")
        assert "ingen siffra" in said(pilot)


async def test_what_is_typed_opens_where_it_is_typed(start: Start):
    from halsoverkstad.domain.economy import CostLine, Economy
    from storage import report_lists

    def noted(store: Store) -> None:
        report_lists.set_economy(store, Y2024, Economy((CostLine("Lön", 100, 90),)))

    async with start(two_years, noted) as pilot:
        await _to_section(pilot, "7")
        await press(pilot, "right", "enter")
        assert isinstance(pilot.app.screen, EconomyForm)


async def test_a_section_leads_to_its_text(start: Start):
    async with start(two_years) as pilot:
        await _to_section(pilot, "5")
        await press(pilot, "x")
        assert isinstance(pilot.app.screen, ReportTexts)
        await write(pilot, "Panelen fortsätter.")
        await press(pilot, "f9", "escape")
        assert isinstance(pilot.app.screen, ReportView)
        assert "Panelen fortsätter." in read(pilot)


async def test_a_wide_table_stands_in_parts_and_arrows_go_on_in_the_row(start: Start):
    async with start(two_years) as pilot:
        await _to_section(pilot, "3.1")
        first = pilot.app.focused
        await press(pilot, "down", "end")
        last = pilot.app.focused
        assert isinstance(first, FigureTable)
        assert isinstance(last, FigureTable)
        assert last is not first
        assert (last.model, last.cursor_row) == (first.model, 1)
        whole = pilot.app.screen.query_one("#section").size.width
        every = list(pilot.app.screen.query(FigureTable))
        assert all(each.virtual_size.width <= whole for each in every)
        await press(pilot, *["left"] * last.last_column)
        assert pilot.app.focused is first
        assert first.cursor_column == first.last_column
        await press(pilot, "right")
        assert (pilot.app.focused, last.cursor_column) == (last, 1)
        await press(pilot, "home")
        assert (pilot.app.focused, first.cursor_column, first.cursor_row) == (first, 0, 1)


async def test_another_width_draws_the_tables_anew(start: Start):
    async with start(two_years) as pilot:
        await _to_section(pilot, "3.1")
        narrow = len(pilot.app.screen.query(FigureTable))
        await pilot.resize_terminal(140, 40)
        await settle(pilot)
        assert len(pilot.app.screen.query(FigureTable)) < narrow


async def test_arrows_go_from_table_to_table(start: Start):
    async with start(two_years, size=(140, 40)) as pilot:
        await _to_section(pilot, "3.1")
        names = []
        for _ in range(7):
            table = pilot.app.focused
            assert isinstance(table, FigureTable)
            names.append((table.model.name, table.cursor_row))
            await press(pilot, "down")
        assert names[0] == ("T1", 0)
        assert names[5:] == [("G1", 0), ("G1", 1)]
        await press(pilot, "up", "up", "up")
        table = pilot.app.focused
        assert isinstance(table, FigureTable)
        assert (table.model.name, table.cursor_row) == ("T1", 4)


async def _to_section(pilot: Pilot[None], number: str) -> None:
    await press(pilot, "f10", "s")
    view = pilot.app.screen
    assert isinstance(view, ReportView)
    at = [each.number for each in view._sections].index(number)
    await press(pilot, *["plus"] * at)


async def test_what_changes_after_it_was_settled_is_said(start: Start):
    def settled(store: Store) -> None:
        with frozen.freezing(store, report_figures.figures(store, Y2024)):
            pass

    async with start(two_years, settled) as pilot:
        await press(pilot, "f10")
        assert "Fastställd tor 19 dec, gäller än" in " ".join(_left(pilot))
        await ask(pilot, one_more)
        await press(pilot, "ctrl+r")
        assert "Fastställd tor 19 dec, gäller än" not in " ".join(_left(pilot))
        assert "ändrade" in " ".join(_left(pilot))
        await press(pilot, "end", "up", "up")
        shown = str(pilot.app.screen.query_one("#detail", Static).content)
        assert shown.count("Unika deltagare: fastställt 4, nu 5\n") == 1
        assert "Unika deltagare · barn och unga: fastställt 1, nu 2\n" in shown
        assert "Unika deltagare · vuxna" not in shown
        assert "2024-03-12 Syverkstad (nytt)" in shown


async def test_the_made_up_year_shows_what_was_counted_beside_what_was_published(start: Start):
    async with start(lambda store: fill(store, made_up_year()), size=(120, 40)) as pilot:
        await press(pilot, "f10")
        assert row(pilot, "Barn och unga")[:3] == ["1", "711", "(u)"]
        assert row(pilot, "Vuxna/vårdnadshavare") == ["608", "(u)", "–", "708"]
        assert row(pilot, "Yrkesverksamma") == ["106", "(u)", "–", "106"]
        assert row(pilot, "Totalt") == ["2", "425", "(u)", "–", "2", "425"]
        assert row(pilot, "Hela programmet")[:3] == ["764", "16", "279"]
        await press(pilot, "s")
        assert "skillnaden är 100" in " ".join(_whole_section(pilot))
        lead = pilot.app.screen.query(".lead").first(Static)
        lines = [lead.render_line(y).text.strip() for y in range(lead.size.height)]
        assert any("16\u00a0279" in line for line in lines)
        assert len(lines) == 2


def _whole_section(pilot: Pilot[None]) -> list[str]:
    view = pilot.app.screen
    assert isinstance(view, ReportView)
    return [line for each in view._section.blocks for line in getattr(each, "lines", ())]


@pytest.fixture
def app() -> Iterator[HalsoverkstadApp]:
    made = HalsoverkstadApp(MemoryOpening(two_years, goals("Alla ska med.")))
    yield made
    made.finish()


@pytest.mark.parametrize("keys", [("f10",), ("f10", "k"), ("f10", "x", "down"), ("f10", "s")])
def test_rapport_looks_as_it_did(
    snap_compare: Callable[..., bool], app: HalsoverkstadApp, keys: tuple[str, ...]
) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, *keys)

    assert snap_compare(app, terminal_size=(80, 24), run_before=go)
