"""What `kontrollera` says of a journal, tables or a file that are not as they were written."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from storage import counting, erasure, journal, sessions
from storage.checking import Finding, findings
from storage.opening import open_store
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.storage.test_checking import found, log, three_people
from tests.stores import ADULT, CHILD, KEY, everything, new_file, register


@pytest.fixture
def people(store: Store, quick_tokens: None) -> list[bytes]:
    """Three people of whom all is known."""
    return three_people(store)


def damaged(store: Store, sql: str, *values: object) -> list[Finding]:
    assert store.connection.run(sql, values) == 1
    return [each for each in found(store) if each.severity == "fel"]


def test_a_version_that_is_not_what_was_written_is_told(store: Store, people: list[bytes]) -> None:
    session = log(store, "2025-10-01", *people)
    before = counting.statistics(store, Period.year(2025)).rows
    told = damaged(
        store,
        "UPDATE version SET fields = replace(fields, '2025-10-01', '2024-10-01') WHERE entity = ?",
        session,
    )
    assert [each.what for each in told] == ["En uppgift i journalen är inte den som skrevs"]
    assert journal.versions_of(store.connection, session)[0].id.hex() in told[0].where
    assert "aterstall" in told[0].advice
    # What is counted from the tables is still what was written.
    assert counting.statistics(store, Period.year(2025)).rows == before


@pytest.mark.parametrize(
    "change",
    ["fields = '{}'", "fields = 'x'", "time = time + 1", "deleted = 1", "laptop = zeroblob(16)"],
)
def test_whatever_was_changed_in_a_version_is_told(store: Store, change: str) -> None:
    session = log(store)
    told = damaged(store, f"UPDATE version SET {change} WHERE entity = ?", session)
    assert [each.what for each in told] == ["En uppgift i journalen är inte den som skrevs"]


def test_a_version_that_is_gone_is_told_by_the_one_after_it(store: Store) -> None:
    session = log(store)
    first = journal.versions_of(store.connection, session)[0]
    sessions.delete(store, session)
    told = damaged(store, "DELETE FROM version WHERE id = ?", first.id)
    assert [each.what for each in told] == ["En uppgift i journalen saknar den som den ersatte"]
    assert first.id.hex() in told[0].where


def test_what_was_erased_is_no_damage(store: Store, people: list[bytes]) -> None:
    log(store, "2025-10-01", *people)
    erasure.erase(store, people[0])
    assert found(store) == []


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("DELETE FROM fact WHERE person = (SELECT min(person) FROM fact)", "fact"),
        ("UPDATE session SET day = day + 1", "session"),
        ("UPDATE heads SET count = count + 1", "heads"),
        ("UPDATE participant SET person = zeroblob(16) WHERE grp = 1", "participant"),
        ("INSERT INTO answer VALUES (zeroblob(16), zeroblob(16), 1, 0)", "answer"),
        ("UPDATE laptop SET name = 'x'", "laptop"),
        ("DELETE FROM attendance WHERE grp = 1", "attendance"),
    ],
)
def test_tables_that_differ_from_the_journal_are_told_and_counted_anew(
    store: Store, sql: str, table: str
) -> None:
    person = register(store, "Amina", Attributes(CHILD), given="Amina", birth_year=1980)
    came = (Present(person, Attributes(CHILD)),)
    session = Session(date(2025, 10, 1), heads={ADULT: Heads(1)})
    sessions.save(store, SessionEntry(session, came))
    before = everything(store)
    (told,) = damaged(store, sql)
    assert told.what == "Räknetabellerna stämde inte med journalen"
    assert table in told.where
    assert everything(store) == before
    assert [each for each in found(store) if each.severity == "fel"] == []


def test_values_that_went_out_of_use_are_no_damage(store: Store, people: list[bytes]) -> None:
    """Two workshops that the settings do not know, of which one is no longer on any session."""
    first = log(store, "2025-10-01", *people, workshop="Bakning")
    log(store, "2025-10-02", *people, workshop="Cykling")
    entry = sessions.get(store, first)
    sessions.save(
        store, SessionEntry(Session(date(2025, 10, 1), "Kvinnors hälsa"), entry.present), first
    )
    assert [(each.severity, each.what) for each in found(store)] == [
        ("varning", "Verkstaden ”Cykling” finns inte i programmets inställningar")
    ]


def test_a_damaged_page_is_told(tmp_path: Path) -> None:
    """A page that asking does not need: the second half of a long note."""
    path = tmp_path / "hälsa.db"
    with closing(new_file(path)) as store:
        log(store)
    small = path.stat().st_size
    with closing(open_store(path, KEY)) as store:
        session = sessions.page(store, sessions.LogFilter(), 0, 1)[0].session
        sessions.save(
            store, SessionEntry(sessions.get(store, session).session, note="x" * 40_000), session
        )
    content = bytearray(path.read_bytes())
    content[small + 4096 + 99] ^= 1
    path.write_bytes(content)
    with closing(open_store(path, KEY)) as store:
        (told,) = findings(store)
        assert (told.severity, told.what) == ("fel", "Databasfilen är skadad")
        assert told.where == str(path)
        assert "aterstall" in told.advice
