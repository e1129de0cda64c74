"""Sammanställning: the whole way between two laptops and the coordinator, on their screens."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from driving import Start, press, text_of
from laptops_met import YOGA, held, laptop, plain, question, ticked, told_in, yoga
from several import PHRASE, Computer, coordinator, names_in, programme, stick
from small_history import ask, said
from textual.pilot import Pilot
from textual.widgets import OptionList

from exports.halsa.coordinating import (
    become_deputy,
    make_programme,
    takes_over,
    write_deputy_keys,
)
from halsoverkstad.domain.facts import Heads, Naming
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
    sessions,
)
from storage.sessions import LogFilter
from storage.store import Store

__all__ = ["coordinator", "programme", "stick"]


def unique(store: Store) -> int:
    return counting.statistics(store, Period.year(2024)).rows[0].figures["unika"]


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


def figures(told: str, label: str) -> list[str]:
    line = next(each for each in told.splitlines() if each.startswith(f"{label} "))
    return line.removeprefix(label).replace("→", " → ").split()


def tasks(pilot) -> list[str]:
    options = pilot.app.screen.query_one("#tasks", OptionList).options
    return [plain(str(each.prompt)) for each in options]
