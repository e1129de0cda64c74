"""Faults for real: another program in the way, a full disk, the power gone. Nothing is ever lost."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from halsoverkstad.domain.errors import DatabaseBusy, DatabaseFault, Fault
from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension
from storage import (
    counting,
    doubles,
    erasure,
    history,
    journal,
    participants,
    register_rows,
    sessions,
    settings,
)
from storage.checking import findings
from storage.importing import take_in
from storage.opening import open_store
from storage.sessions import LogFilter, Present, SessionEntry
from storage.store import Store
from tests.rows import many_rows
from tests.stores import ADULT, KEY, PROGRAMME, counted, everything, new_file, register

CHILD = Path(__file__).with_name("child.py")
HOUSE = Path(__file__).parents[2]
YEAR = Period.year(2025)
SESSION = SessionEntry(Session(date(2025, 3, 31), activity="Yoga"))
OTHER_PROGRAMME = PROGRAMME.replace('namn = "Munhälsa och kost"', 'namn = "Bakning"', 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with a session that Amina attended."""
    path = tmp_path / "hälsa.db"
    with closing(new_file(path)) as store:
        came = (Present(register(store, "Amina"), Attributes(ADULT)),)
        sessions.save(store, SessionEntry(SESSION.session, came, "Regn"))
    return path


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(path, KEY)
    yield opened
    opened.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for others a moment only."""
    monkeypatch.setattr("storage.connection.BUSY_SECONDS", 0.05)


def content(path: Path):
    with closing(open_store(path, KEY)) as store:
        return everything(store)


def child(*arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, CHILD, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(HOUSE), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    said, complaint = process.communicate(timeout=60)
    assert complaint == ""
    return process.returncode, said.strip()


# Another copy of the program


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another process is in the midst of writing."""
    other = child("lock", path)
    assert other.stdout is not None
    assert other.stdout.readline().strip() == "låst"
    try:
        yield
    finally:
        assert ended(other)[0] == 0


def test_who_waits_too_long_is_told_and_nothing_is_changed(path: Path, impatient: None) -> None:
    amina = b""
    before = content(path)
    with closing(open_store(path, KEY)) as store, locked(path):
        (amina,) = (row.participant for row in register_rows.page(store, everybody(), 0, 9))
        session = sessions.page(store, LogFilter(), 0, 9)[0].session
        writes: list[Callable[[], object]] = [
            lambda: sessions.save(store, SESSION),
            lambda: sessions.save(store, SESSION, session),
            lambda: sessions.delete(store, session),
            lambda: register(store, "Bea"),
            lambda: participants.update(store, amina, Naming("A"), Attributes(), mend_earlier=True),
            lambda: doubles.answer(store, amina, b"x" * 16, same=True),
            lambda: erasure.erase(store, amina),
            lambda: history.undo(store),
            lambda: take_in(store, many_rows()),
            lambda: settings.set_programme(store, OTHER_PROGRAMME),
            lambda: settings.set_laptop_name(store, "Dator 2"),
            lambda: settings.set_local(store, "theme", "mörk"),
        ]
        for write in writes:
            with pytest.raises(DatabaseBusy) as told:
                write()
            assert str(path) in str(told.value)
            assert "försök igen" in str(told.value)
        assert everything(store) == before
        assert store.programme.workshop_names[0] == "Munhälsa och kost"
        assert sessions.count(store, LogFilter()) == 1
    assert content(path) == before


def everybody() -> register_rows.ParticipantFilter:
    return register_rows.ParticipantFilter()


def test_while_another_writes_one_can_open_and_read(path: Path, impatient: None) -> None:
    with locked(path), closing(open_store(path, KEY)) as store:
        assert sessions.count(store, LogFilter()) == 1
        assert counting.statistics(store, YEAR).rows[0].figures["unika"] == 1


def test_two_copies_in_turn_see_what_the_other_wrote(path: Path) -> None:
    with closing(open_store(path, KEY)) as one, closing(open_store(path, KEY)) as other:
        first = sessions.save(one, SESSION)
        assert sessions.get(other, first) == SESSION
        bea = register(other, "Bea")
        came = SessionEntry(SESSION.session, (Present(bea, Attributes()),))
        sessions.save(one, came, first)
        sessions.delete(other, first)
        assert history.undo(one) is not None
        assert sessions.get(other, first) == came
        assert counted(one, YEAR, [Dimension.GROUP]) == counted(other, YEAR, [Dimension.GROUP])
        numbers = [each.seq for each in journal.every_version(one.connection)]
        assert len(set(numbers)) == len(numbers)
        assert not [each for each in findings(other) if each.severity == "fel"]


def test_two_copies_give_nobody_the_same_name(path: Path) -> None:
    with closing(open_store(path, KEY)) as one, closing(open_store(path, KEY)) as other:
        register(one, "Bea")
        with pytest.raises(Fault, match="bea"):
            register(other, "bea")


def test_settings_changed_in_one_copy_hold_in_the_other(path: Path) -> None:
    """A workshop put first moves all the others: no figure may land in the wrong one."""
    with closing(open_store(path, KEY)) as one, closing(open_store(path, KEY)) as other:
        women = SessionEntry(Session(date(2025, 4, 1), "Kvinnors hälsa"))
        sessions.save(other, women)
        settings.set_programme(
            one,
            PROGRAMME.replace(
                "[[verkstader]]", '[[verkstader]]\nnamn = "Bakning"\n\n[[verkstader]]', 1
            ),
        )
        assert by_workshop(other) == {"": 1, "Kvinnors hälsa": 1}
        sessions.save(other, women)
        assert by_workshop(other) == by_workshop(one) == {"": 1, "Kvinnors hälsa": 2}
        assert other.programme == one.programme
        rows = sessions.page(other, LogFilter(workshop="Kvinnors hälsa"), 0, 9)
        assert [row.workshop for row in rows] == ["Kvinnors hälsa"] * 2
        assert not [each for each in findings(one) if each.severity == "fel"]


def by_workshop(store: Store) -> dict[str, int]:
    rows = counting.statistics(store, YEAR, [Dimension.WORKSHOP]).rows
    return {row.key[0]: row.figures["tillfallen"] for row in rows}


def test_what_one_copy_reads_in_one_go_is_of_one_moment(path: Path) -> None:
    with closing(open_store(path, KEY)) as one, closing(open_store(path, KEY)) as other:
        with one.snapshot():
            before = counting.statistics(one, YEAR)
            sessions.save(other, SESSION)
            assert counting.statistics(one, YEAR) == before
        assert counting.statistics(one, YEAR).rows[0].figures["tillfallen"] == 2


# A full disk


def test_a_full_disk_is_told_and_nothing_is_changed(store: Store) -> None:
    before = everything(store)
    pages = store.connection.value("PRAGMA page_count")
    store.connection.run(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DatabaseFault, match="Disken är full"):
        take_in(store, many_rows())
    long = SessionEntry(Session(date(2025, 4, 1)), note="x" * 50_000)
    with pytest.raises(DatabaseFault, match="Disken är full"):
        sessions.save(store, long)
    assert everything(store) == before
    store.connection.run(f"PRAGMA max_page_count = {pages * 1000}")
    sessions.save(store, long)
    assert take_in(store, many_rows()).faults == ()


@pytest.mark.parametrize("room", [0, 20_000, 150_000])
def test_a_disk_that_fills_up_under_way_is_told_and_nothing_is_changed(
    path: Path, room: int
) -> None:
    """The write itself fails, in a process that may not let its files grow."""
    before = content(path)
    status, said = ended(child("full", path, path.stat().st_size + room))
    assert status == 1
    assert said.endswith(".")
    assert "skadad" not in said, "nothing is damaged: to put the file away would be bad advice"
    assert "plats" in said
    assert content(path) == before
    with closing(open_store(path, KEY)) as store:
        assert not [each for each in findings(store) if each.severity == "fel"]
        assert take_in(store, many_rows()).faults == ()


@pytest.mark.parametrize("room", [0, 1000, 30_000, 100_000])
def test_a_database_that_does_not_fit_is_told_and_leaves_nothing(tmp_path: Path, room: int) -> None:
    path = tmp_path / "ny.db"
    status, said = ended(child("make", path, room))
    assert status == 1
    assert "plats" in said
    assert list(tmp_path.iterdir()) == []


def test_when_settings_do_not_fit_the_old_ones_hold(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the file and in the program that has it open."""
    before = everything(store)

    def full(_: Store) -> None:
        raise DatabaseFault("Disken är full.")

    with monkeypatch.context() as patch:
        patch.setattr("storage.derived.rebuild", full)
        with pytest.raises(DatabaseFault):
            settings.set_programme(store, OTHER_PROGRAMME)
    assert everything(store) == before
    assert store.programme.workshop_names[0] == "Munhälsa och kost"
    sessions.save(store, SessionEntry(Session(date(2025, 4, 1), "Munhälsa och kost")))
    assert by_workshop(store) == {"": 1, "Munhälsa och kost": 1}


def test_when_a_new_workshop_does_not_fit_it_is_new_again_next_time(store: Store) -> None:
    """Its number was given in a transaction that came to nothing."""
    pages = store.connection.value("PRAGMA page_count")
    store.connection.run(f"PRAGMA max_page_count = {pages + 2}")
    swimming = Session(date(2025, 4, 1), "Simskola", heads={ADULT: Heads(2)})
    with pytest.raises(DatabaseFault, match="Disken är full"):
        sessions.save(store, SessionEntry(swimming, note="x" * 50_000))
    store.connection.run(f"PRAGMA max_page_count = {pages * 1000}")
    sessions.save(store, SessionEntry(swimming))
    assert by_workshop(store) == {"": 1, "Simskola": 1}


# The power


def test_a_program_killed_while_it_imports_leaves_the_old_state_or_the_new(path: Path) -> None:
    """At each of many statements; the database opens again by itself and is whole."""
    before, whole = content(path), path.read_bytes()
    status, said = ended(child("import", path, 0))
    assert status == 0
    every = int(said)
    assert every > 50
    with closing(open_store(path, KEY)) as store:
        after, new = everything(store), figures(store)
    seen: list[str] = []
    for number in (1, *range(every // 5, every - 3, every // 5), every - 2, every - 1, every):
        path.write_bytes(whole)
        assert ended(child("import", path, number)) == (KILLED, "")
        with closing(open_store(path, KEY)) as store:
            assert not [each for each in findings(store) if each.severity == "fel"]
            seen.append("old" if everything(store) == before else "new")
            again = take_in(store, many_rows())
            assert again.faults == ()
            assert again.new == (ROWS if seen[-1] == "old" else 0)
            assert figures(store) == new
    assert seen == ["old"] * (len(seen) - 1) + ["new"]
    assert len(after["attendance"]) == ROWS - 60 + 1


KILLED = -9
ROWS = 60 + 60 * 12


def figures(store: Store) -> dict[str, int]:
    return dict(counting.statistics(store, Period.parse("2025-01-01..2026-12-31")).rows[0].figures)


# A file that may not be written


@pytest.mark.skipif("sys.platform == 'win32'")
def test_a_database_that_may_only_be_read_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_store(path, KEY)) as store:
        before = everything(store)
        store.connection.run("PRAGMA query_only = ON")
        with pytest.raises(DatabaseFault, match="får inte skrivas"):
            sessions.save(store, SESSION)
        assert everything(store) == before
