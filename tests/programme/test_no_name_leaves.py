"""No name, code or note of a participant is in anything that leaves the laptop, or comes of it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from exports.halsa.bundle import read_bundle
from exports.halsa.keys import keys_from
from exports.halsa.lines import version_line
from halsoverkstad import access
from halsoverkstad.domain.facts import Attributes, Naming, Session
from storage import doubles, joining, participants, sessions
from storage.sessions import Present, SessionEntry
from tests.programme.conftest import PROGRAMME, Computers

NAMES = ("Zulaikha", "Qvarnfrid", "Ömerina")
CODES = ("KODXQ77", "KODXQ78")
NOTES = ("kamomillte", "gråtmild")
KEYS = ("TILLFX9",)
HIDDEN = (*NAMES, *CODES, *NOTES, *KEYS)


@pytest.fixture
def programme(computers):
    """Two laptops with people by name and by code, who have been asked about, and notes."""
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    for laptop in "ab":
        rows = "".join(
            f"{KEYS[0]}{laptop};2025-01-01;{code};vuxna;Hon tog {NOTES[0]}\n" for code in CODES
        )
        (computers.folder / "t.csv").write_text(
            f"tillfälle;datum;deltagare;grupp;anteckning\n{rows}", encoding="utf-8"
        )
        computers.run(laptop, "importera", "t.csv")
        with closing(access.open_existing(Path(computers.path(f"{laptop}.db")))) as store:
            people = [
                participants.register(store, naming, Attributes("vuxna"))
                for naming in (
                    Naming(f"{NAMES[0]} {NAMES[1]}", NAMES[0], NAMES[1][:2], 1980, 4),
                    Naming(f"{NAMES[0]} lilla", NAMES[0], NAMES[1][:2], 1981, 4),
                    Naming(NAMES[2]),
                )
            ]
            present = tuple(Present(each, Attributes("vuxna")) for each in people)
            session = Session(date(2025, 2, 2), "Kvinnors hälsa", activity="Yoga")
            sessions.save(store, SessionEntry(session, present, NOTES[1]))
            doubles.answer(store, *people[:2], same=laptop == "b")
        computers.run(laptop, "anslut", PROGRAMME)
    return computers


def found_in(content: bytes) -> list[str]:
    """Which of what should be hidden stands there, in any case."""
    text = content.decode(errors="ignore").casefold()
    return [each for each in HIDDEN if each.casefold() in text]


def tables(store) -> Iterator[bytes]:
    """Every value of every table, as text."""
    names = store.connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    for (name,) in names:
        for row in store.connection.rows(f'SELECT * FROM "{name}"'):
            for value in row:
                yield value if isinstance(value, bytes) else str(value).encode()


def test_the_search_finds_what_a_laptop_has(programme: Computers):
    """What is looked for is there: on the laptop, where it belongs."""
    with closing(access.open_existing(Path(programme.path("a.db")))) as store:
        held = b"\n".join(tables(store))
    assert {*found_in(held)} == {*HIDDEN}


def test_the_lines_of_an_export_hold_none(programme: Computers):
    files = [programme.hands_in(each) for each in "ab"]
    with closing(access.open_existing(Path(programme.path("s.db")))) as store:
        mine = joining.membership(store)
    for file in files:
        bundle = read_bundle(
            programme.folder / file, keys_from(mine.keys), programme=mine.programme_id
        )
        lines = b"\n".join(map(version_line, bundle.versions))
        assert b"2025-02-02" in lines
        assert b"token" in lines
        assert found_in(lines + repr((bundle.header, bundle.extras)).encode()) == []


def test_the_coordinators_database_and_all_it_writes_hold_none(programme: Computers):
    programme.run("s", "sammanfoga", *map(programme.hands_in, "ab"))
    with closing(access.open_existing(Path(programme.path("s.db")))) as store:
        held = b"\n".join(tables(store))
        assert b"Kvinnors" in held
        assert found_in(held) == []

    for form in ("tabell", "json", "csv", "xlsx"):
        target = f"ut.{form}"
        for per in ((), ("--per", "verkstad,grupp,aktivitet")):
            programme.run("s", "statistik", "2025", *per, "--format", form, "-o", target)
            assert found_in(unpacked(programme.folder / target)) == []
    programme.run("s", "exportera", "--csv", programme.path("mapp"))
    for file in (programme.folder / "mapp").iterdir():
        assert b"2025-02-02" in file.read_bytes() or "narvaro" in file.name
        assert found_in(file.read_bytes()) == []

    programme.run("s", "exportera", "-o", "svar.halsa")
    with closing(access.open_existing(Path(programme.path("a.db")))) as store:
        mine = joining.membership(store)
    bundle = read_bundle(
        programme.folder / "svar.halsa", keys_from(mine.keys), programme=mine.programme_id
    )
    told = b"\n".join(map(version_line, bundle.versions)) + repr(bundle.extras).encode()
    assert b"settings" in told
    assert found_in(told) == []


def test_merging_back_and_forth_brings_none_either(programme: Computers):
    """What the coordinator sends to laptop B holds nothing of laptop A's names."""
    programme.run("s", "sammanfoga", *map(programme.hands_in, "ab"))
    programme.run("s", "exportera", "-o", "svar.halsa")
    programme.run("c", "anslut", PROGRAMME)
    programme.run("s", "sammanfoga", programme.hands_in("c"))
    programme.run("s", "exportera", "-o", "svar.halsa")
    programme.run("c", "sammanfoga", "svar.halsa")
    with closing(access.open_existing(Path(programme.path("c.db")))) as store:
        assert found_in(b"\n".join(tables(store))) == []


def unpacked(path: Path) -> bytes:
    """What a file says; of a .xlsx all its parts."""
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        return content
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        return b"\n".join(archive.read(each) for each in archive.namelist())
