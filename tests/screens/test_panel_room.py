"""Panel: drawn on the coordinator's computer, asked by name on the laptop that knows the names."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from driving import MemoryOpening, Start, paste, press, settle, text_of, write
from several import Computer, stick
from small_history import ask, said
from textual.pilot import Pilot
from textual.widgets import Input

from exports.halsa.coordinating import make_programme
from halsoverkstad.app import HalsoverkstadApp
from halsoverkstad.domain.facts import Attributes, Naming, Session
from halsoverkstad.domain.period import Period
from screens.panel import PanelRoom
from screens.panel_drawing import PanelDrawing
from screens.participant_form import ParticipantForm
from screens.report import ReportRoom
from storage import panel, panel_following, participants, sessions
from storage.panel_drawing import Wish, draw
from storage.sessions import Present, SessionEntry
from storage.store import Store

__all__ = ["stick"]
ADULT = Attributes("vuxna")
NAMES = ("Amina", "Bodil", "Cecilia", "Dana", "Elif")
HEALTH, ORAL = "Kvinnors hälsa", "Munhälsa och kost"


def two_years(store: Store) -> None:
    """Three who return to one workshop and two to another, all of them both years."""
    people = [participants.register(store, Naming(name), ADULT) for name in NAMES]
    for year in (2023, 2024):
        for month in (3, 5):
            for workshop, those in ((HEALTH, people[:3]), (ORAL, people[3:])):
                present = tuple(Present(each, ADULT) for each in those)
                sessions.save(store, SessionEntry(Session(date(year, month, 4), workshop), present))


def drawn(store: Store) -> None:
    """A round of 2023."""
    draw(store, Wish(Period.year(2023), 2, 7))


def plain(pilot: Pilot[None]) -> str:
    return " ".join(text_of(pilot).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture
def laptop(tmp_path: Path) -> Computer:
    """Where the names are known."""
    made = Computer(tmp_path, "ett")
    made.do(two_years)
    return made


@pytest.fixture
def coordinator(tmp_path: Path, stick: Path, laptop: Computer) -> Computer:
    """Has read what the laptop handed in."""
    made, programme = Computer(tmp_path, "samordnare"), stick / "p.halsaprogram"
    made.do(lambda store: make_programme(store, programme))
    laptop.join(programme, "Dator 1")
    made.read(laptop.hand_in(stick / "ett.halsa"))
    return made


async def test_the_coordinator_draws_and_gives_the_university_codes(
    start: Start, coordinator: Computer, stick: Path
) -> None:
    file = stick / "koder.csv"
    async with start(opening=coordinator) as pilot:
        await press(pilot, "f12")
        assert "Ingen panel är dragen än" in text_of(pilot)
        await press(pilot, "d", "f9")
        assert isinstance(pilot.app.screen, PanelDrawing)
        assert "Skriv hur många" in text_of(pilot)
        await write(pilot, "2")
        await press(pilot, "f8")
        assert "Alla: 4 av 5" in plain(pilot)
        assert await ask(pilot, panel.draws) == [], "tried, not drawn"
        await press(pilot, "tab")
        await write(pilot, "7")
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, PanelRoom)
        pilot.app.clear_notifications()
        await settle(pilot)
        shown = plain(pilot)
        assert "Panelen 2024, vuxna" in shown
        assert "dragen 2024-12-19 med frö 7, högst 2 av varje" in shown
        assert "Kvinnors hälsa 2 av 3 0 0 0" in shown
        assert text_of(pilot).count(" d-") == 4
        assert not any(name in shown for name in NAMES)
        await press(pilot, "k", "home", "shift+end")
        await paste(pilot, str(file))
        await press(pilot, "f9")
    assert file.read_text("utf-8-sig").count("\nd-") == 4


async def test_a_laptop_knows_the_names_and_notes_a_no_and_the_answers(
    start: Start, coordinator: Computer, laptop: Computer, stick: Path
) -> None:
    found = coordinator.do(lambda store: draw(store, Wish(Period.year(2024), 2, 7)))
    coordinator.hand_in(stick / "svar.halsa")
    laptop.read(stick / "svar.halsa")
    async with start(opening=laptop) as pilot:
        await press(pilot, "f8")
        assert "4 att fråga" in text_of(pilot)
        await press(pilot, "f12", "d", "k", "delete")
        assert isinstance(pilot.app.screen, PanelRoom)
        assert len(await ask(pilot, panel.draws)) == 1, "drawn and removed by the coordinator only"
        known = [name for name in NAMES if name in text_of(pilot)]
        assert len(known) == 4
        assert "Visa inte listan för andra" in text_of(pilot)
        await press(pilot, "n")
        assert "Markera den som inte vill" in said(pilot)
        await press(pilot, "n")
        assert f"{known[0]} tillfrågas inte" in said(pilot)
        assert "vill inte" in text_of(pilot)
        await press(pilot, "shift+tab", "down", "s")
        await write(pilot, "3")
        await press(pilot, "enter")
        assert "högst 2" in text_of(pilot)
        await press(pilot, "backspace", "1", "enter", "1", "enter")
        assert "Kvinnors hälsa 2 av 3 1 1 1 (50,0 %)" in plain(pilot)
    coordinator.read(laptop.hand_in(stick / "ett.halsa"))
    whole = coordinator.do(lambda store: panel_following.attrition(store, found)[None])
    assert (whole.drawn, whole.left, whole.reached, whole.answered) == (4, 1, 1, 1)


async def test_a_second_round_keeps_the_first_and_tells_who_stayed(start: Start) -> None:
    async with start(two_years, drawn) as pilot:
        await press(pilot, "f12", "d")
        # As the round before, which is kept; only the period is another.
        assert pilot.app.screen.query_one("#size", Input).value == "2"
        await press(pilot, "f9")
        assert "Kvinnors hälsa 2 av 3 2 av 2 0 0 0 0" in plain(pilot)
        await press(pilot, "left")
        assert "Panelen 2023, vuxna" in text_of(pilot)
        await press(pilot, "p", "down", "enter")
        assert "Panelen 2024, vuxna" in text_of(pilot)
        await press(pilot, "delete")
        assert "Panelen 2023, vuxna" in text_of(pilot)
        await press(pilot, "ctrl+z", "right")
        assert "Panelen 2024, vuxna" in text_of(pilot)


async def test_what_cannot_be_drawn_is_told_in_the_form(start: Start) -> None:
    async with start(two_years, drawn) as pilot:
        await press(pilot, "f12", "d", "home", "shift+end")
        await write(pilot, "2023")
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, PanelDrawing)
        assert "är redan dragen" in plain(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PanelRoom)


async def test_the_marked_workshop_shows_its_own_and_enter_opens_one(start: Start) -> None:
    async with start(two_years, drawn) as pilot:
        await press(pilot, "f12", "end")
        assert "1–2 av 2" in text_of(pilot)
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, ParticipantForm)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PanelRoom)
        assert "1–2 av 2" in text_of(pilot), "the same workshop is marked when one comes back"


async def test_all_are_not_answered_for_at_once(start: Start) -> None:
    async with start(two_years, drawn) as pilot:
        await press(pilot, "f12", "s")
        assert "Markera först en verkstad" in said(pilot)


async def test_rapport_leads_there(start: Start) -> None:
    async with start(two_years) as pilot:
        await press(pilot, "f10", "end", "enter")
        assert isinstance(pilot.app.screen, PanelRoom)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReportRoom)
        await press(pilot, "enter", "f12")
        assert isinstance(pilot.app.screen, PanelRoom)


async def test_a_no_is_noted_on_the_participant_too(start: Start) -> None:
    async with start(two_years) as pilot:
        await press(pilot, "f5", "enter")
        pilot.app.screen.query_one("#no-panel").focus()
        await press(pilot, "space", "f9")
        assert len(await ask(pilot, panel.refusals)) == 1
        await press(pilot, "enter", "escape")
        assert not isinstance(pilot.app.screen, ParticipantForm), "nothing to lose, nothing asked"
        await press(pilot, "ctrl+z")
        assert await ask(pilot, panel.refusals) == set()


@pytest.fixture
def app() -> Iterator[HalsoverkstadApp]:
    made = HalsoverkstadApp(MemoryOpening(two_years, drawn))
    yield made
    made.finish()


@pytest.mark.parametrize("keys", [("f12",), ("f12", "d", "f8")])
def test_panel_looks_as_it_did(
    snap_compare: Callable[..., bool], app: HalsoverkstadApp, keys: tuple[str, ...]
) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, *keys)

    assert snap_compare(app, terminal_size=(80, 24), run_before=go)
