"""Sammanställning: the whole way between two laptops and the coordinator, on their screens."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from driving import Start, paste, press, text_of
from several import PHRASE, Computer, names_in, stick
from small_history import ask, said
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from exports.halsa.coordinating import (
    become_deputy,
    make_programme,
    takes_over,
    write_deputy_keys,
)
from exports.halsa.exchange import own_code
from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from halsoverkstad.domain.period import Period
from screens.conflict_room import ConflictRoom
from screens.gathering import GatheringRoom
from screens.logged_twice import LoggedTwiceRoom
from screens.merge_files import MergeFiles
from screens.over_laptops import OverLaptops
from screens.widgets.ask import Ask
from screens.widgets.write_path import WritePath
from storage import (
    conflicts,
    counting,
    coverage,
    history,
    journal,
    participants,
    register_rows,
    sessions,
)
from storage.journal import Entity
from storage.sessions import LogFilter, Present, SessionEntry
from storage.store import Store
from storage.writing import writing

__all__ = ["stick"]
ADULT = Attributes("vuxna")
DAY = date(2024, 12, 12)
YOGA = Session(DAY, "Kvinnors hälsa", activity="Yoga", place="Framtidens hus", minutes=60)


@pytest.fixture
def coordinator(tmp_path: Path) -> Computer:
    return Computer(tmp_path, "samordnare")


@pytest.fixture
def programme(coordinator: Computer, stick: Path) -> Path:
    path = stick / "lindangen.halsaprogram"
    coordinator.do(lambda store: make_programme(store, path))
    return path


def laptop(folder: Path, number: int, programme: Path, *fills, phrase: str = PHRASE) -> Computer:
    made = Computer(folder, f"l{number}")
    made.join(programme, f"Dator {number}", phrase)
    for fill in fills:
        made.do(fill)
    return made


def yoga(*names: Naming, session: Session = YOGA):
    """A session with these people, who are new in the register."""

    def fill(store: Store) -> bytes:
        present = [Present(participants.register(store, each, ADULT), ADULT) for each in names]
        return sessions.save(store, SessionEntry(session, tuple(present)))

    return fill


def unique(store: Store) -> int:
    return counting.statistics(store, Period.year(2024)).rows[0].figures["unika"]


def held(store: Store) -> int:
    return counting.statistics(store, Period.year(2024)).rows[0].figures["tillfallen"]


def log(store: Store):
    return sessions.page(store, LogFilter(), 0, 100)


def changed(**fields):
    """The only session, changed."""

    def fill(store: Store) -> None:
        (row,) = log(store)
        entry = sessions.get(store, row.session)
        sessions.save(store, replace(entry, session=replace(entry.session, **fields)), row.session)

    return fill


async def test_the_whole_way_and_back(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path, stick: Path
):
    known = Naming("Fatima", "Fatima", "Al", 1985, 3)
    half_known = Naming("Fatima", "Fatima", "Al", 1985)
    one = laptop(tmp_path, 1, programme, yoga(known, Naming("Amina")))
    two = laptop(tmp_path, 2, programme, yoga(half_known, Naming("Sara")))
    one.hand_in(stick / "dator-1.halsa")
    two.hand_in(stick / "dator-2.halsa")

    async with start(opening=coordinator) as pilot:
        await press(pilot, "f8")
        assert any("2 nya filer" in each for each in tasks(pilot))
        await read_the_first_files(pilot)
        await press(pilot, "escape", "end", "up", "enter")
        await answer_the_double(pilot)
        await press(pilot, "escape")
        # One question over the laptops; here there are only codes.
        assert any("1 följer med filen" in each for each in tasks(pilot))
        await press(pilot, "up", "enter")
        assert isinstance(pilot.app.screen, OverLaptops)
        shown = text_of(pilot)
        assert "Fatima" not in shown
        assert "Dator 1" in shown
        assert "d-" in shown
        await press(pilot, "escape", "s")
        back = stick / "samordnarens-dator_2024-12-19.halsa"
        assert f"{back} är skriven" in said(pilot)

    async with start(opening=two) as pilot:
        await press(pilot, "f8", "l")
        # Only what is for the laptops is ticked.
        assert [each[:12] for each in ticked(pilot)] == ["samordnarens"]
        await press(pilot, "f9", "f9", "escape", "home", "down", "down", "enter", "s", "escape")
        await press(pilot, "s")

    async with start(opening=coordinator) as pilot:
        await press(pilot, "f8", "enter", "f9")
        assert figures(told_in(pilot), "Unika deltagare") == ["4", "→", "3"]
        await press(pilot, "f9")
        assert await ask(pilot, unique) == 3
        assert await ask(pilot, held) == 1


async def read_the_first_files(pilot: Pilot[None]) -> None:
    """Two laptops, seen before they are read, each asked about once."""
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, MergeFiles)
    await press(pilot, "p")
    told = told_in(pilot)
    assert "Inget är ändrat än" in told
    assert "Dator 1, fil 1: 1 tillfälle, 2 deltagartillfällen och 2 deltagare" in told
    assert told.count("är ny här") == 2
    assert figures(told, "Tillfällen") == ["0", "→", "2"]
    assert figures(told, "Unika deltagare") == ["0", "→", "4"]
    assert await ask(pilot, held) == 0
    await press(pilot, "f9")
    assert isinstance(pilot.app.screen, Ask)
    await press(pilot, "j", "j")
    assert "2 filer är inlästa" in plain(said(pilot))
    assert await ask(pilot, unique) == 4
    assert all(each.confirmed for each in await ask(pilot, coverage.laptops))


async def answer_the_double(pilot: Pilot[None]) -> None:
    """Both logged the same group: one session, counted once; undone, taken back, said again."""
    assert isinstance(pilot.app.screen, LoggedTwiceRoom)
    compared = text_of(pilot)
    assert "Dator 1" in compared
    assert "Dator 2" in compared
    await press(pilot, "s")
    assert await ask(pilot, held) == 1
    await press(pilot, "ctrl+z")
    assert await ask(pilot, held) == 2
    await press(pilot, "s", "tab", "t")
    assert await ask(pilot, held) == 2
    await press(pilot, "shift+tab", "s")
    assert await ask(pilot, held) == 1


async def test_a_conflict_is_put_together_field_by_field(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path, stick: Path
):
    one = laptop(tmp_path, 1, programme, yoga(Naming("Amina")))
    clone = Computer(tmp_path, "klon")
    shutil.copy(tmp_path / "l1.db", tmp_path / "klon.db")
    one.do(changed(place="Motettens höghus", minutes=90))
    clone.do(changed(activity="Dans", heads={"vuxna": Heads(4, 1)}))
    coordinator.read(one.hand_in(stick / "1.halsa"), clone.hand_in(stick / "2.halsa"))
    async with start(opening=coordinator) as pilot:
        assert "1 krock" in plain(text_of(pilot))
        await press(pilot, "f8", "end", "enter")
        assert isinstance(pilot.app.screen, ConflictRoom)
        shown = plain(text_of(pilot))
        for word in ("Motettens höghus", "Framtidens hus", "Dans", "Yoga", "90", "4 (varav 1 nya)"):
            assert word in shown
        (conflict,) = await ask(pilot, conflicts.every_conflict)
        moved_first = conflict.sides[0].fields["place"] == "Motettens höghus"
        # All of the side that moved, but what was done from the other.
        await press(pilot, "enter", "1" if moved_first else "2")
        rows = [each.split("○")[0].split("●")[0] for each in shown.splitlines()]
        steps = [row.strip("│ ").strip() for row in rows if "│" in row]
        differing = [each for each in steps if each in {"Minuter", "Aktivitet", "Plats"}]
        assert differing == ["Minuter", "Aktivitet", "Plats"]
        await press(pilot, "down", "right" if moved_first else "left", "f9")
        assert await ask(pilot, conflicts.count) == 0
        (row,) = await ask(pilot, log)
        session = (await ask(pilot, sessions.get, row.session)).session
        assert (session.activity, session.place, session.minutes) == (
            "Dans",
            "Motettens höghus",
            90,
        )
        assert session.heads == {}
        # What was not chosen is in the history.
        told = [each.sentences for each in await ask(pilot, history.of_session, row.session)]
        assert any("Utan namn, vuxna/vårdnadshavare: 0 → 4 (varav 1 nya)" in each for each in told)
        await press(pilot, "ctrl+z")
        assert await ask(pilot, conflicts.count) == 0
    # Both sides travel back to nobody's loss: the same files again bring no conflict back.
    coordinator.read(stick / "1.halsa", stick / "2.halsa")
    assert coordinator.do(conflicts.count) == 0


async def test_bad_files_are_named_and_the_others_read_only_after_a_yes(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path, stick: Path
):
    whole = laptop(tmp_path, 1, programme, yoga(Naming("Amina"))).hand_in(stick / "hel.halsa")
    data = whole.read_bytes()
    (stick / "trasig.halsa").write_bytes(data[:-40])
    async with start(opening=coordinator) as pilot:
        await press(pilot, "f8", "l", "a", "a")
        names = set(names_in(stick))
        while set(ticked(pilot)) != names:
            await press(pilot, "space", "down")
        await press(pilot, "p")
        assert "trasig.halsa" in told_in(pilot)
        assert "skadad" in told_in(pilot)
        await press(pilot, "f9")
        asked = question(pilot)
        assert "1 fil går inte att läsa: trasig.halsa. Läsa in de andra ändå?" in asked
        await press(pilot, "escape")
        assert await ask(pilot, held) == 0
        await press(pilot, "f9", "j", "j")
        assert await ask(pilot, held) == 1


async def test_a_laptop_that_is_not_ours_is_left_out(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path, stick: Path
):
    first = laptop(tmp_path, 1, programme, yoga(Naming("Amina")))
    first.hand_in(stick / "1.halsa")
    async with start(opening=coordinator) as pilot:
        await press(pilot, "f8", "l", "f9", "f9")
        asked = question(pilot)
        assert "Dator 1 har inte lämnat in förut" in asked
        assert f"jämför koden {first.do(own_code)} med den som visas där" in asked
        await press(pilot, "n")
        assert ticked(pilot) == []
        assert await ask(pilot, held) == 0


async def test_a_file_that_erases_others_people_is_asked_about(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path, stick: Path
):
    """A copy of a laptop's database that says to be another laptop."""
    first = laptop(tmp_path, 1, programme, yoga(Naming("Amina")))
    second = laptop(tmp_path, 2, programme)
    for each in (first, second):
        coordinator.read(each.hand_in(stick / "fil.halsa"))
    (amina,) = first.do(
        lambda store: register_rows.page(store, register_rows.ParticipantFilter(), 0, 9)
    )
    versions = first.do(lambda store: journal.versions_of(store.connection, amina.participant))

    def erase(store: Store) -> None:
        journal.append(store.connection, versions)
        with writing(store) as pen:
            pen.put(Entity.PARTICIPANT, amina.participant, {"erased": True})

    second.do(erase)
    second.hand_in(stick / "fil.halsa")
    async with start(opening=coordinator) as pilot:
        await press(pilot, "f8", "l", "f9", "f9")
        asked = question(pilot)
        assert "Dator 2 raderar 1 deltagare som är registrerade på andra datorer" in asked
        await press(pilot, "n")
        assert ticked(pilot) == []
        (row,) = await ask(pilot, register_rows.page, register_rows.ParticipantFilter(), 0, 9)
        assert not row.erased


async def test_a_mistyped_phrase_and_an_unconfirmed_laptop_stand_out(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path, stick: Path
):
    files = [
        laptop(tmp_path, number, programme, phrase=phrase).hand_in(stick / f"{number}.halsa")
        for number, phrase in enumerate((PHRASE, PHRASE, "sol vind vatten elden"), 1)
    ]
    # As the command line does: accepted, and named.
    coordinator.read(*files)
    async with start(opening=coordinator) as pilot:
        assert "annan lösenfras" in plain(text_of(pilot))
        # What weighs most stands first, and leads to where it is seen to.
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, GatheringRoom)
        shown = text_of(pilot)
        assert shown.count("▲ Dator") >= 3
        await press(pilot, "tab", "down", "down")
        assert "Lösenfrasen är en annan" in plain(text_of(pilot))
        await press(pilot, "b", "home", "b")
        known = {each.name: each for each in await ask(pilot, coverage.laptops)}
        assert known["Dator 1"].confirmed
        assert not known["Dator 2"].confirmed
        assert known["Dator 3"].phrase_differs
        assert not known["Dator 1"].phrase_differs


async def test_weeks_tell_held_none_and_not_heard_apart(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path, stick: Path
):
    days = [date(2024, 11, 4), date(2024, 11, 5), date(2024, 11, 19)]
    one = laptop(tmp_path, 1, programme, *(yoga(session=replace(YOGA, day=each)) for each in days))
    coordinator.read(one.hand_in(stick / "1.halsa"))
    async with start(opening=coordinator, size=(80, 24)) as pilot:
        await press(pilot, "f8")
        (line,) = [
            each for each in text_of(pilot).splitlines() if "Dator 1 " in each and "│" in each
        ]
        assert "2·1····" in line
        assert "3  0 │" in plain(line)
        await press(pilot, "minus")
        assert "Tillfällen per vecka 2023" in text_of(pilot)
        await press(pilot, "plus", "plus")
        assert "Tillfällen per vecka 2024" in text_of(pilot)


async def test_an_empty_folder_and_no_tick_say_what_to_do(
    start: Start, coordinator: Computer, programme: Path
):
    async with start(opening=coordinator) as pilot:
        await press(pilot, "f8", "s")
        assert "Ingen dator har lämnat in något än" in said(pilot)
        await press(pilot, "l")
        assert "Inga .halsa-filer här" in text_of(pilot)
        await press(pilot, "f9", "p", "space", "a")
        assert "Kryssa först" in said(pilot)


async def test_from_an_empty_folder_up_leads_to_another(
    start: Start, tmp_path: Path, coordinator: Computer, programme: Path
):
    folder = tmp_path / "annan"
    folder.mkdir()
    laptop(tmp_path, 1, programme).hand_in(folder / "1.halsa")
    async with start(opening=coordinator) as pilot:
        await press(pilot, "f8", "l")
        assert "mapp ovanför (↑)" in text_of(pilot)
        await press(pilot, "up", "home", "shift+end")
        await paste(pilot, str(folder))
        await press(pilot, "enter")
        assert [each.split()[0] for each in ticked(pilot)] == ["1.halsa"]
        # Where there are files up goes through them.
        await press(pilot, "up", "space")
        assert ticked(pilot) == []


async def test_a_deputy_takes_over_only_after_a_yes(
    start: Start, tmp_path: Path, coordinator: Computer, stick: Path
):
    deputy = Computer(tmp_path, "ersättare")
    keys, named = tmp_path / "e.halsanyckel", tmp_path / "p.halsaprogram"
    deputy.do(lambda store: write_deputy_keys(store, keys))
    coordinator.do(lambda store: make_programme(store, named, deputies=[keys]))
    deputy.do(lambda store: become_deputy(store, named))
    async with start(opening=deputy) as pilot:
        await press(pilot, "f8", "p")
        assert "Vill du ta över?" in question(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, GatheringRoom)
        assert await ask(pilot, takes_over)
        await press(pilot, "p", "j", "f9")
        assert names_in(stick, ".halsaprogram") == ["jamlik-halsa-lindangen.halsaprogram"]
        assert not await ask(pilot, takes_over)
        # Who is the coordinator is asked no more.
        await press(pilot, "p")
        assert isinstance(pilot.app.screen, WritePath)
        await press(pilot, "escape")


def question(pilot: Pilot[None]) -> str:
    return plain(str(pilot.app.screen.query_one("#ask-question", Static).content))


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split(" "))


def told_in(pilot) -> str:
    return plain(str(pilot.app.screen.query_one("#told", Static).content))


def figures(told: str, label: str) -> list[str]:
    line = next(each for each in told.splitlines() if each.startswith(f"{label} "))
    return line.removeprefix(label).replace("→", " → ").split()


def tasks(pilot) -> list[str]:
    options = pilot.app.screen.query_one("#tasks", OptionList).options
    return [plain(str(each.prompt)) for each in options]


def ticked(pilot) -> list[str]:
    options = pilot.app.screen.query_one("#halsa-files", OptionList)
    lines = [str(each.prompt) for each in options.options]
    return [each.split()[1] for each in lines if each.startswith("[x]")]
