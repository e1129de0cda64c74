"""Statistik: period, cut and measure by keys; what is behind a figure; saving it."""

from datetime import date
from pathlib import Path

import pytest
from driving import Start, paste, press, settle, text_of, write
from python_calamine import CalamineWorkbook
from small_history import HEALTH, said

from halsoverkstad.demo.filling import fill
from halsoverkstad.demo.year import made_up_year
from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from screens.definitions import DefinitionsScreen
from screens.measure_table import MeasureTable
from screens.session_form import SessionForm
from screens.session_list import SessionList
from screens.statistics import StatisticsRoom
from storage import participants, sessions
from storage.sessions import Present, SessionEntry
from storage.store import Store


def two_years(store: Store) -> None:
    """Amina comes three times, Fatima once, and heads are counted, in two workshops."""
    amina = participants.register(store, Naming("Amina"), Attributes("vuxna"))
    fatima = participants.register(store, Naming("Fatima"), Attributes("barn_och_unga"))
    for day, workshop, present in (
        (date(2023, 5, 2), HEALTH, (amina,)),
        (date(2024, 3, 5), HEALTH, (amina, fatima)),
        (date(2024, 11, 5), "Munhälsa och kost", (amina,)),
    ):
        group = {amina: Attributes("vuxna"), fatima: Attributes("barn_och_unga")}
        people = tuple(Present(each, group[each]) for each in present)
        session = Session(day, workshop, activity="Yoga", heads={"vuxna": Heads(2, 1)})
        sessions.save(store, SessionEntry(session, people))


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def row(pilot, words: str) -> str:
    return next(
        each for each in plain(text_of(pilot)).splitlines() if each.strip().startswith(words)
    )


async def test_this_year_by_workshop_is_shown_first(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f6")
        shown = text_of(pilot)
        assert "← År 2024 →" in shown
        assert "Skärning: Verkstad" in shown
        assert "Mått: Unika deltagare" in shown
        assert row(pilot, "Hela programmet").split()[2] == "4"
        assert "minst 3" in row(pilot, HEALTH)
        assert "█" in row(pilot, HEALTH)
        assert "Registreringsgrad" in shown
        assert "Registret förs sedan 2 maj 2023." in plain(shown)


@pytest.mark.parametrize(
    ("keys", "period"),
    [
        ("p", "Halvår 2 2024"),
        ("p p", "Kvartal 4 2024"),
        ("p p p", "December 2024"),
        ("p p p p", "År 2024"),
        ("left", "År 2023"),
        ("right", "År 2025"),
        ("p p comma", "Kvartal 3 2024"),
        ("p p full_stop full_stop", "Kvartal 2 2025"),
    ],
)
async def test_the_period_is_chosen_by_keys(start: Start, keys: str, period: str):
    async with start(two_years) as pilot:
        await press(pilot, "f6", *keys.split())
        assert f"← {period} →" in text_of(pilot)


async def test_a_period_can_be_typed(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f6", "t", "home", "shift+end")
        await write(pilot, "2023-07-01..2024-06-30")
        await press(pilot, "enter")
        assert "1 jul 2023 – 30 jun 2024" in text_of(pilot)
        await press(pilot, "left")
        assert "1 jul 2022 – 30 jun 2023" in text_of(pilot)


async def test_what_is_no_period_is_said_where_it_is_typed(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f6", "t", "x", "enter")
        assert "är ingen period" in text_of(pilot)
        await press(pilot, "escape")
        assert "← År 2024 →" in text_of(pilot)


async def test_an_empty_period_shows_nought_and_no_bars(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f6", "right")
        assert row(pilot, "Hela programmet").split()[-1] == "0"


async def test_cuts_by_one_and_two(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f6", "s", "down", "enter")
        assert "Skärning: Grupp" in text_of(pilot)
        assert row(pilot, "barn och unga").split()[3] == "1"
        await press(pilot, "u", "down", "enter")
        assert "Skärning: Grupp · Verkstad" in text_of(pilot)
        assert row(pilot, f"vuxna/vårdnadshavare · {HEALTH}")
        await press(pilot, "s", "home", "enter")
        assert "Skärning: Ingen" in text_of(pilot)


async def test_the_arrows_choose_a_measure_that_the_bars_show(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f6", "m", "right", "down", "down")
        shown = " ".join(plain(text_of(pilot)).split())
        assert "Mått: Återkommande" in shown
        assert "Återkommande är registrerade personer" in shown
        assert "minst 2 olika datum" in shown
        assert row(pilot, "Hela programmet").split()[2] == "1"
        assert "Antal personer efter hur många gånger de kom: 1: 1, 2: 1" in shown


async def test_enter_opens_the_sessions_and_codes_behind(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f6", "down", "enter")
        assert isinstance(pilot.app.screen, SessionList)
        shown = plain(text_of(pilot))
        assert "Unika deltagare: minst 2 · Munhälsa och kost · År 2024" in shown
        assert "tis 5 nov" in shown
        assert "1 deltagare: d-" in shown
        assert "Amina" not in shown
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SessionForm)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, StatisticsRoom)


async def test_all_measures_stand_in_one_table(start: Start):
    async with start(two_years, size=(200, 30)) as pilot:
        await press(pilot, "f6", "a")
        assert isinstance(pilot.app.screen, MeasureTable)
        assert "Regel-" in text_of(pilot)
        await press(pilot, "enter")
        assert "Tillfällen: 2" in plain(text_of(pilot))
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, StatisticsRoom)


async def test_all_definitions_can_be_read(start: Start):
    async with start(two_years, size=(120, 60)) as pilot:
        await press(pilot, "f6", "d")
        assert isinstance(pilot.app.screen, DefinitionsScreen)
        shown = " ".join(text_of(pilot).split())
        assert "Olika registrerade personer" in shown
        assert "50 % av de veckor" in plain(shown)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
async def test_what_is_shown_is_saved(start: Start, tmp_path: Path, ending: str):
    path = tmp_path / f"siffror.{ending}"
    async with start(two_years) as pilot:
        await press(pilot, "f6", "f9", "enter", "home", "shift+end")
        await paste(pilot, str(path))
        await press(pilot, "enter")
        assert "Sparad" in said(pilot)
    if ending == "csv":
        assert "Munhälsa och kost" in path.read_text(encoding="utf-8-sig")
    else:
        book = CalamineWorkbook.from_path(path)
        assert any(
            HEALTH in map(str, line)
            for name in book.sheet_names
            for line in book.get_sheet_by_name(name).to_python()
        )


@pytest.mark.parametrize(
    ("keys", "mark", "figure"),
    [("enter", "Att lämna ut: små tal är skyddade", ""), ("down enter", "Intern", "1")],
)
async def test_what_is_saved_says_whether_it_may_be_handed_out(
    start: Start, tmp_path: Path, keys: str, mark: str, figure: str
):
    path = tmp_path / "siffror.csv"
    async with start(two_years) as pilot:
        await press(pilot, "f6", "f9")
        assert "Intern: små tal är inte skyddade" in text_of(pilot)
        await press(pilot, *keys.split())
        assert ("-intern" in text_of(pilot)) == (mark == "Intern")
        await press(pilot, "home", "shift+end")
        await paste(pilot, str(path))
        await press(pilot, "enter")
        assert "Sparad" in said(pilot)
    head, *lines = path.read_text(encoding="utf-8-sig").splitlines()
    line = next(each for each in lines if each.startswith("Munhälsa"))
    assert line.split(";")[-1].startswith(mark)
    assert line.split(";")[head.split(";").index("unika_registrerade")] == figure


async def test_nothing_is_saved_if_nobody_says_for_whom(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f6", "f9", "escape")
        assert isinstance(pilot.app.screen, StatisticsRoom)


async def test_a_file_that_is_there_is_replaced_only_after_a_yes(start: Start, tmp_path: Path):
    path = tmp_path / "siffror.csv"
    path.write_text("mitt", encoding="utf-8")
    async with start(two_years) as pilot:
        await press(pilot, "f6", "f9", "enter", "home", "shift+end")
        await paste(pilot, str(path))
        await press(pilot, "enter")
        assert "finns redan" in text_of(pilot)
        await press(pilot, "enter")
        assert path.read_text(encoding="utf-8") == "mitt"
        await press(pilot, "f9", "enter", "home", "shift+end")
        await paste(pilot, str(path))
        await press(pilot, "enter", "j")
        await settle(pilot)
    assert path.read_text(encoding="utf-8-sig").startswith("verkstad;")


async def test_another_ending_is_said_where_it_is_typed(start: Start):
    async with start(two_years) as pilot:
        await press(pilot, "f6", "f9", "enter", "end", "backspace", "enter")
        assert "ska sluta på .xlsx eller .csv" in text_of(pilot)


async def test_a_folder_that_is_missing_is_a_sentence(start: Start, tmp_path: Path):
    async with start(two_years) as pilot:
        await press(pilot, "f6", "f9", "enter", "home", "shift+end")
        await paste(pilot, str(tmp_path / "saknas" / "a.csv"))
        await press(pilot, "enter")
        assert "mappen finns inte" in said(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_nothing_is_clipped(start: Start, size: tuple[int, int]):
    async with start(lambda store: fill(store, made_up_year()), size=size) as pilot:
        await press(pilot, "f6")
        definition = pilot.app.screen.query_one("#definition")
        assert definition.max_scroll_y == 0
        assert "…" not in text_of(pilot)
