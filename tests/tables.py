"""Tables as people write them, imported into a database, and what has become of them."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from exports.facts_csv import write_folder
from exports.reading import read_files
from halsoverkstad.domain.facts import Attributes
from halsoverkstad.domain.period import Period
from storage import register_rows, sessions
from storage.importing import ImportResult, take_in
from storage.register_rows import ParticipantFilter
from storage.sessions import SessionEntry
from storage.store import Store

Take = Callable[..., ImportResult]
YEAR = Period.year(2025)
HELD = """
tillfälle;datum;verkstad;aktivitet;vuxna;vuxna nya;anteckning
t1;2025-03-31;Kvinnors hälsa;Yoga;5;2;Nyckeln hos Eva
"""
CAME = """
tillfälle;deltagare;grupp;bostadsområde;kön
t1;kod-A;vuxna;Lindängen;kvinna/flicka
t1;kod-B;barn och unga;;
"""


def taking(store: Store, folder: Path) -> Take:
    numbers = count()

    def take(*tables: str, dry_run: bool = False) -> ImportResult:
        paths = [folder / f"{next(numbers)}.csv" for _ in tables]
        for path, table in zip(paths, tables, strict=True):
            path.write_text(table.strip(), encoding="utf-8")
        return take_in(store, read_files(paths, store.programme), dry_run=dry_run)

    return take


def entry(store: Store, key: str = "t1") -> SessionEntry:
    """A session as the form shows it, by the id of its row."""
    return sessions.get(store, id_of(store, key))


def id_of(store: Store, key: str = "t1") -> bytes:
    return store.connection.value("SELECT session FROM session_key WHERE key = ?", (key,))


def person(store: Store, code: str) -> bytes:
    return store.connection.value("SELECT participant FROM code WHERE code = ?", (code,))


def noted(store: Store, key: str = "t1") -> dict[str, Attributes]:
    """What is noted about each person at a session, by code."""
    by_id = {person: register_rows.display(store, person) for person in known(store)}
    return {by_id[each.participant]: each.attributes for each in entry(store, key).present}


def known(store: Store) -> list[bytes]:
    return [row.participant for row in register_rows.page(store, ParticipantFilter(), 0, 10_000)]


def counts(result: ImportResult) -> tuple[int, int, int]:
    assert result.faults == ()
    return result.new, result.changed, result.unchanged


def sentences(result: ImportResult) -> list[str]:
    assert (result.new, result.changed, result.unchanged) == (0, 0, 0)
    return [fault.fault for fault in result.faults]


def export(store: Store, folder: Path) -> list[str]:
    write_folder(store, folder)
    return [
        (folder / name).read_text(encoding="utf-8-sig")
        for name in ("narvaro.csv", "tillfallen.csv")
    ]
