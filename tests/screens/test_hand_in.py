"""Lämna in: joining, handing in, answering and receiving, on a laptop's screen."""

from datetime import date
from pathlib import Path

import pytest
from driving import Start, paste, press, text_of, write
from several import PHRASE, Computer, coordinator, names_in, programme, stick
from small_history import ask, said
from textual.widgets import Input, Static

from exports.halsa.coordinating import make_programme
from exports.halsa.exchange import own_code
from halsoverkstad.domain.facts import Attributes, Naming, Session
from screens.asked import AskedRoom
from screens.doubles import DoublesRoom
from screens.gathering import GatheringRoom
from screens.hand_in import HandInRoom
from screens.join_form import JoinForm
from screens.widgets.tell import Tell
from screens.widgets.write_path import WritePath
from storage import asking, doubles, handing, joining, participants, sessions
from storage.sessions import Present, SessionEntry
from storage.store import Store

__all__ = ["coordinator", "programme", "stick"]
ADULT = Attributes("vuxna")
FATIMA = Naming("Fatima", "Fatima", "Al", 1985, 3)


@pytest.fixture
def joined(tmp_path: Path, programme: Path) -> Computer:
    """A laptop of the programme."""
    laptop = Computer(tmp_path, "ett")
    laptop.join(programme, "Dator 2")
    return laptop


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that nobody has suggested."""
    folder = tmp_path / "annan"
    folder.mkdir()
    return folder


def logged(naming: Naming, day: date = date(2024, 12, 12)):
    """Somebody registered, and at one session."""

    def fill(store: Store) -> None:
        person = participants.register(store, naming, ADULT)
        session = Session(day, "Kvinnors hälsa", activity="Yoga", place="Framtidens hus")
        sessions.save(store, SessionEntry(session, (Present(person, ADULT),)))

    return fill


def damage(programme: Path) -> None:
    """Change what stands in it."""
    text = programme.read_text(encoding="utf-8")
    programme.write_text(text.replace('"epoch": 1', '"epoch": 2'), encoding="utf-8")


async def test_a_laptop_joins_with_three_words_to_compare(
    start: Start, tmp_path: Path, programme: Path
):
    laptop = Computer(tmp_path, "ett")
    laptop.do(logged(FATIMA))
    other = Computer(tmp_path, "två")
    other.join(programme, "Dator 2")
    async with start(opening=laptop) as pilot:
        await press(pilot, "f8")
        assert "Anslut datorn" in text_of(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, JoinForm)
        # The only programme file on the stick is there already.
        assert (
            str(programme)[-20:] in pilot.app.screen.query_one("#programme-path-entry", Input).value
        )
        assert "Jämlik hälsa Lindängen" in text_of(pilot)
        await press(pilot, "tab")
        await write(pilot, PHRASE)
        assert PHRASE not in text_of(pilot)
        await press(pilot, "f8")
        assert PHRASE in text_of(pilot)
        await press(pilot, "f8", "tab", "tab", "home", "shift+end")
        await write(pilot, "Dator 4")
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, Tell)
        shown = text_of(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, HandInRoom)
        words = await ask(pilot, _words)
        assert " · ".join(words) in shown
        assert words == other.do(_words)
        await press(pilot, "k")
        assert " · ".join(words) in text_of(pilot)
        assert await ask(pilot, own_code) in text_of(pilot)
        assert "Dator 4" in text_of(pilot).splitlines()[0] + await ask(pilot, _name)


async def test_what_is_wrong_is_said_at_the_field_and_nothing_is_changed(
    start: Start, tmp_path: Path, programme: Path
):
    damage(programme)
    async with start(opening=Computer(tmp_path, "ett")) as pilot:
        await press(pilot, "f8", "enter", "tab")
        await write(pilot, "bara två")
        await press(pilot, "tab", "tab", "home", "shift+end", "delete", "f9")
        # The sentence breaks where the name of the file lets it.
        shown = " ".join(text_of(pilot).split())
        assert "signaturen stämmer" in shown
        assert "har bara två ord" in shown
        assert "Datorns namn är tomt" in shown
        assert await ask(pilot, joining.membership) is None
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HandInRoom)


async def test_another_programme_is_refused_and_nothing_is_changed(
    start: Start, tmp_path: Path, programme: Path
):
    laptop = Computer(tmp_path, "ett")
    laptop.join(programme, "Dator 2")
    Computer(tmp_path, "annan").do(lambda store: make_programme(store, programme))
    before = laptop.do(joining.membership)
    async with start(opening=laptop) as pilot:
        await press(pilot, "f8", "j", "tab")
        await write(pilot, PHRASE)
        await press(pilot, "f9")
        assert "hör redan till ett annat program" in said(pilot)
        assert isinstance(pilot.app.screen, JoinForm)
        assert await ask(pilot, joining.membership) == before


async def test_two_keys_hand_in(start: Start, tmp_path: Path, programme: Path, stick: Path):
    laptop = Computer(tmp_path, "ett")
    laptop.do(logged(FATIMA))
    laptop.join(programme, "Dator 2")
    async with start(opening=laptop) as pilot:
        await press(pilot, "f8")
        assert "aldrig lämnat in" in text_of(pilot)
        assert "1 tillfälle, 1 deltagartillfälle och 1 deltagare" in _detail(pilot)
        await press(pilot, "enter")
        written = stick / "dator-2_2024-12-19.halsa"
        assert written.exists()
        assert f"{written} är skriven" in said(pilot)
        assert "fil 1, tor 19 dec (idag)" in _detail(pilot)
        assert "sedan dess: inget" in _detail(pilot)
        first = written.read_bytes()
        await press(pilot, "s")
        # The same day again: one file, of which the latest is enough.
        assert written.read_bytes() != first
        assert names_in(stick) == [written.name]
        assert await ask(pilot, handing.next_number) == 3


async def test_another_laptop_of_the_same_name_is_not_overwritten(
    start: Start, tmp_path: Path, programme: Path, stick: Path
):
    for name in ("ett", "två"):
        laptop = Computer(tmp_path, name)
        laptop.join(programme, "Dator 2")
        async with start(opening=laptop) as pilot:
            await press(pilot, "f8", "enter")
    assert names_in(stick) == ["dator-2_2024-12-19.halsa", "dator-2_2024-12-19_2.halsa"]


async def test_the_file_can_go_elsewhere_and_that_is_remembered(
    start: Start, joined: Computer, elsewhere: Path, stick: Path
):
    async with start(opening=joined) as pilot:
        await press(pilot, "f8", "a")
        assert isinstance(pilot.app.screen, WritePath)
        await press(pilot, "home", "shift+end")
        await paste(pilot, str(elsewhere / "min.txt"))
        await press(pilot, "f9")
        assert "ska sluta på .halsa" in text_of(pilot)
        await press(pilot, "home", "shift+end")
        await paste(pilot, str(elsewhere / "min.halsa"))
        await press(pilot, "f9")
        assert (elsewhere / "min.halsa").exists()
        await press(pilot, "s")
    assert (elsewhere / "dator-2_2024-12-19.halsa").exists()
    assert names_in(stick) == []


async def test_enter_in_the_path_writes_or_says_what_is_wrong(
    start: Start, joined: Computer, elsewhere: Path, stick: Path
):
    async with start(opening=joined) as pilot:
        await press(pilot, "f8", "a")
        assert "Enter eller F9 skriver filen" in text_of(pilot)
        await press(pilot, "home", "shift+end")
        await paste(pilot, str(elsewhere / "min.txt"))
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, WritePath)
        assert "ska sluta på .halsa" in text_of(pilot)
        await press(pilot, "home", "shift+end")
        await paste(pilot, str(elsewhere / "min.halsa"))
        await press(pilot, "enter")
        assert f"{elsewhere / 'min.halsa'} är skriven" in said(pilot)
    assert names_in(elsewhere) == ["min.halsa"]


async def test_what_enter_completes_is_seen_before_it_is_written(
    start: Start, joined: Computer, stick: Path
):
    before = stick / "förra.halsa"
    before.touch()
    async with start(opening=joined) as pilot:
        await press(pilot, "f8", "a", "home", "shift+end")
        await paste(pilot, str(stick / "för"))
        await press(pilot, "enter")
        assert pilot.app.screen.query_one("#path-entry", Input).value == str(before)
        await press(pilot, "enter")
        asked = str(pilot.app.screen.query_one("#ask-question", Static).content)
        assert f"{before} finns redan" in asked
        await press(pilot, "n")
    assert before.read_bytes() == b""


async def test_a_full_stick_is_told_and_the_old_file_stays(
    start: Start, joined: Computer, stick: Path, monkeypatch: pytest.MonkeyPatch
):
    async with start(opening=joined) as pilot:
        await press(pilot, "f8", "enter")
        written = stick / "dator-2_2024-12-19.halsa"
        before = written.read_bytes()

        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "write_bytes", full)
        await press(pilot, "s")
        assert "disken är full" in said(pilot)
        assert written.read_bytes() == before
        assert await ask(pilot, handing.next_number) == 2


async def test_a_question_over_laptops_is_answered_taken_back_and_undone(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path, stick: Path
):
    laptop, other = Computer(tmp_path, "ett"), Computer(tmp_path, "två")
    for number, (computer, naming) in enumerate(
        ((laptop, FATIMA), (other, Naming("Fatima", "Fatima", "Al", 1985))), 1
    ):
        computer.join(programme, f"Dator {number}")
        computer.do(logged(naming))
        coordinator.read(computer.hand_in(stick / f"d{number}.halsa"))
    coordinator.hand_in(stick / "svar.halsa")
    async with start(opening=laptop) as pilot:
        await press(pilot, "f8", "l", "f9")
        assert "Så här skulle det bli" in text_of(pilot)
        assert await ask(pilot, asking.count_open) == 0
        await press(pilot, "f9", "escape", "down", "down", "enter")
        assert isinstance(pilot.app.screen, AskedRoom)
        (question,) = await ask(pilot, asking.open_questions)
        assert question.code in text_of(pilot)
        pilot.app.clear_notifications()
        assert question.here.pseudonym in text_of(pilot)
        await press(pilot, "s")
        assert await ask(pilot, asking.open_questions) == []
        (answered,) = await ask(pilot, asking.answers)
        assert answered.same
        assert (answered.here.display, answered.code) == ("Fatima", question.code)
        await press(pilot, "ctrl+z")
        assert len(await ask(pilot, asking.open_questions)) == 1
        await press(pilot, "o", "tab", "t")
        assert len(await ask(pilot, asking.open_questions)) == 1
        await press(pilot, "shift+tab", "v", "o")
        (answered,) = await ask(pilot, asking.answers)
        assert not answered.same
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HandInRoom)
        await press(pilot, "home")
        assert "sedan dess: 1 svar" in _detail(pilot)


async def test_own_doubles_and_the_overview_lead_here(
    start: Start, tmp_path: Path, programme: Path
):
    laptop = Computer(tmp_path, "ett")
    laptop.do(
        logged(FATIMA), logged(Naming("Fatimah", "Fatimah", "Al", 1985, 3), date(2024, 12, 5))
    )
    laptop.join(programme, "Dator 2")
    async with start(opening=laptop) as pilot:
        assert "har inte lämnat in något" in text_of(pilot)
        await press(pilot, "f8", "down", "enter")
        assert isinstance(pilot.app.screen, DoublesRoom)
        await press(pilot, "s", "escape")
        assert await ask(pilot, doubles.count_open) == 0
        assert isinstance(pilot.app.screen, HandInRoom)


async def test_a_computer_becomes_the_coordinators(start: Start, tmp_path: Path, stick: Path):
    async with start(opening=Computer(tmp_path, "ny")) as pilot:
        await press(pilot, "f8", "down", "enter")
        assert "går inte att ändra tillbaka" in _plain(pilot)
        await press(pilot, "escape")
        assert await ask(pilot, joining.membership) is None
        await press(pilot, "enter", "j", "f9")
        assert isinstance(pilot.app.screen, Tell)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, GatheringRoom)
        assert "Ingen dator har lämnat in än" in text_of(pilot)
        assert "F8 Samman." in text_of(pilot)
    assert len(names_in(stick, ".halsaprogram")) == 1


async def test_the_demo_hands_nothing_in(start: Start):
    async with start() as pilot:
        await press(pilot, "f8")
        assert "påhittade och lämnas inte in" in _detail(pilot)
        await press(pilot, "s", "j")
        assert isinstance(pilot.app.screen, HandInRoom)
        assert "Starta halsoverkstad utan demo" in said(pilot)


def _words(store: Store) -> list[str]:
    from storage import local, settings

    return (settings.get_local(store, local.CHECK_WORDS) or "").split()


def _name(store: Store) -> str:
    return store.laptop.name


def _detail(pilot) -> str:
    """What is to be read of the marked item."""
    told = str(pilot.app.screen.query_one("#detail", Static).content)
    return told.replace("\N{NO-BREAK SPACE}", " ")


def _plain(pilot) -> str:
    """What is to be read, in one line, without the frames."""
    text = text_of(pilot).replace("\N{NO-BREAK SPACE}", " ").replace("│", " ")
    return " ".join(text.split())
