"""What every room stands in: keys, palette, help, colours, trouble."""

import re
from datetime import date

import pytest
from driving import Start, press, settle, text_of
from rich.color import Color as RichColor
from small_history import ask, last_week, many, said
from textual.pilot import Pilot
from textual.widgets import Input

from halsoverkstad.domain.errors import DatabaseBusy, Fault
from screens.commands import ALWAYS, NAVIGATION, key_name
from screens.help import HelpScreen
from screens.log import LogRoom
from screens.overview import OverviewRoom
from screens.room import Page
from screens.session_form import SessionForm
from screens.settings import SettingsRoom
from screens.shell import Shell, place_of
from screens.statistics import StatisticsRoom
from screens.theme import THEMES
from screens.widgets.ask import Ask
from screens.widgets.top_line import Tab
from storage import local, settings

ROOMS = {"f2": OverviewRoom, "f4": LogRoom, "f6": StatisticsRoom, "f7": SettingsRoom}
ENGLISH = re.compile(
    r"\b(the|and|open|close|quit|help|search|show|toggle|select|command|theme|keys?|next|error|no)\b",
    re.IGNORECASE,
)


def shell(pilot: Pilot[None]) -> Shell:
    assert isinstance(pilot.app, Shell)
    return pilot.app


async def test_function_keys_go_to_the_rooms_also_from_a_field(start: Start):
    async with start(last_week) as pilot:
        for key, room in ROOMS.items():
            await press(pilot, key)
            assert isinstance(pilot.app.screen, room)
        await press(pilot, "f4", "slash")
        assert isinstance(pilot.app.focused, Input)
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, StatisticsRoom)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, OverviewRoom)


async def test_the_mouse_goes_to_the_rooms_too(start: Start):
    async with start() as pilot:
        await pilot.click(pilot.app.screen.query(Tab)[4])
        await settle(pilot)
        assert isinstance(pilot.app.screen, StatisticsRoom)


async def test_rooms_keep_what_was_chosen_in_them(start: Start):
    async with start(last_week) as pilot:
        await press(pilot, "f6", "p", "f2", "f6")
        assert "Halvår 2 2024" in text_of(pilot)


async def test_help_shows_the_keys_of_the_room_and_the_words(start: Start):
    async with start(size=(80, 60)) as pilot:
        await press(pilot, "f6", "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        shown = text_of(pilot)
        assert "Här: Statistik" in shown
        for command in (*StatisticsRoom.ROOM_COMMANDS, *NAVIGATION, *ALWAYS):
            assert key_name(command.first_key) in shown
        assert "Registreringsgrad" in shown
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, StatisticsRoom)


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5", "f6", "f7", "f10"])
@pytest.mark.parametrize("made_up", [True, False])
async def test_made_up_figures_say_so_everywhere(start: Start, key: str, made_up: bool):
    async with start(last_week, made_up=made_up) as pilot:
        await press(pilot, key)
        assert ("Påhittade uppgifter" in text_of(pilot)) is made_up
        await press(pilot, "f1")
        assert ("Påhittade uppgifter" in text_of(pilot)) is made_up


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5", "f6", "f7", "f10"])
async def test_the_footer_is_never_clipped_and_always_has_help(start: Start, key: str):
    async with start(last_week) as pilot:
        await press(pilot, key)
        footer = text_of(pilot).splitlines()[-1]
        assert "F1 Hjälp" in footer
        words = [each.label for each in pilot.app.screen.ROOM_COMMANDS if each.label in footer]
        assert len(words) >= 2


async def test_the_palette_is_swedish_and_does_what_it_says(start: Start):
    async with start(last_week) as pilot:
        await press(pilot, "ctrl+p")
        shown = text_of(pilot)
        assert "Sök bland kommandon" in shown
        assert not ENGLISH.findall(shown)
        await press(pilot, *"statistik")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, StatisticsRoom)


async def test_the_palette_says_in_swedish_that_nothing_fits(start: Start):
    async with start() as pilot:
        await press(pilot, "ctrl+p", *"xyzq")
        assert "Inget heter så" in text_of(pilot)


async def test_colours_are_chosen_by_name_and_remembered(start: Start):
    async with start() as pilot:
        await press(pilot, "ctrl+t")
        shown = text_of(pilot)
        assert all(each in shown for each in THEMES.values())
        assert "textual" not in shown.casefold()
        await press(pilot, *"mörka")
        await press(pilot, "enter")
        assert pilot.app.theme == "mork"
        assert await ask(pilot, settings.get_local, local.THEME) == "mork"


@pytest.mark.parametrize("theme", list(THEMES))
@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5", "f6", "f7", "f10"])
async def test_all_text_has_contrast(start: Start, theme: str, key: str):
    async with start(last_week, size=(100, 30)) as pilot:
        pilot.app.theme = theme
        await press(pilot, key)
        assert faint(pilot) == set()


async def test_undo_says_what_was_undone(start: Start):
    async with start(last_week) as pilot:
        await press(pilot, "ctrl+z")
        assert "Yoga" in said(pilot)
        await press(pilot, "f4")
        assert "Yoga" not in text_of(pilot).splitlines()[5]


async def test_ctrl_c_says_how_to_leave_in_swedish(start: Start):
    async with start() as pilot:
        await press(pilot, "ctrl+c")
        assert "Tryck Ctrl+Q för att avsluta." in said(pilot)


async def test_quitting_asks_only_for_what_would_be_lost(start: Start):
    async with start() as pilot:
        await press(pilot, "f3")
        pilot.app.screen.query_one("#minutes", Input).focus()
        await press(pilot, "5", "ctrl+q")
        assert isinstance(pilot.app.screen, Ask)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SessionForm)
        assert not pilot.app._exit
        await press(pilot, "f2", "j")
        assert isinstance(pilot.app.screen, OverviewRoom)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert pilot.app._exit


async def test_a_busy_database_says_so_and_can_be_read_again(start: Start, monkeypatch):
    def busy(*_args):
        raise DatabaseBusy("Databasen används av ett annat program. Försök igen om en stund.")

    async with start(last_week) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr("screens.overview.compare", busy)
            await press(pilot, "ctrl+r")
            assert "används av ett annat program" in said(pilot)
            assert "Ctrl+R" in said(pilot)
        await press(pilot, "ctrl+r")
        assert "Kvinnors hälsa" in text_of(pilot)


async def test_the_unexpected_is_one_sentence_without_data(start: Start, monkeypatch):
    name = "Amina från Gråbergsgatan"

    def broken(*_args):
        raise ValueError(name)

    async with start(last_week) as pilot:
        monkeypatch.setattr("screens.overview.compare", broken)
        await press(pilot, "ctrl+r")
        assert "Något oväntat gick fel (ValueError" in said(pilot)
        assert name not in said(pilot)
        assert isinstance(pilot.app.screen, OverviewRoom)
        shell(pilot).surprises.clear()


async def test_what_stops_the_program_is_one_sentence_too(start: Start, monkeypatch, capsys):
    name = "Amina från Gråbergsgatan"

    def broken(_self):
        held = name
        raise ValueError(held)

    async def journey() -> None:
        async with start(last_week) as pilot:
            monkeypatch.setattr(OverviewRoom, "action_open_missing", broken)
            await pilot.press("o")

    with pytest.raises(ValueError, match="Amina"):
        await journey()
    shown = "".join(capsys.readouterr())
    assert "Något oväntat gick fel (ValueError" in " ".join(shown.split())
    assert name not in shown
    assert "Traceback" not in shown


def test_the_place_of_an_error_names_our_line_only():
    with pytest.raises(ValueError, match="month") as caught:
        date(2024, 13, 1)
    assert re.fullmatch(r"ValueError tests/screens/test_shell\.py:\d+", place_of(caught.value))


async def test_a_fault_in_a_worker_is_told_and_the_room_lives_on(start: Start):
    async with start(many(1)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, Page)

        async def fail() -> None:
            raise Fault("Filen [gick] inte att läsa.")

        screen.run_worker(fail(), exit_on_error=False)
        await settle(pilot)
        assert "Filen [gick] inte att läsa." in text_of(pilot)


def faint(pilot: Pilot[None]) -> set[str]:
    """Texts whose contrast to what is behind them is less than 4.5:1, bars and frames apart."""
    found: set[str] = set()
    for strip in pilot.app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if style is None or style.color is None or style.bgcolor is None:
                continue
            front, behind = style.color, style.bgcolor
            if style.reverse:
                front, behind = behind, front
            if not re.search(r"\w", segment.text):
                continue
            dark, light = sorted((luminance(front), luminance(behind)))
            contrast = (light + 0.05) / (dark + 0.05)
            if contrast < 4.5:
                found.add(f"{segment.text.strip()} {contrast:.2f}")
    return found


def luminance(color: RichColor) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [each / 255 for each in color.get_truecolor()]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
