"""Databases for tests: in memory or in a file, the same ids at every run, made-up years in them."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from exports.reading import read_files
from halsoverkstad.access import shipped_programme
from halsoverkstad.domain.facts import Attributes, Naming
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.rows import Intake
from halsoverkstad.domain.words import Dimension
from storage import counting, derived, doubles, participants
from storage.encoding import attribute_fields, session_fields
from storage.journal import Entity
from storage.keys import Key
from storage.opening import create_in_memory, create_store
from storage.store import Store
from storage.writing import writing
from tests.linked import joined, person_of
from tests.reference import GROUP_ORDER, STANDARD, Definitions, History, statistics

PROGRAMME = shipped_programme()
NOW = datetime(2026, 1, 8, 12, tzinfo=timezone(timedelta(hours=1)))
YEAR_2024 = Path(__file__).parent / "data" / "2024"
CHILD, ADULT, WORKER, NO_GROUP = GROUP_ORDER
KEY = Key(b"a seed for tests", b"a salt for tests")
"""A key at once, for files whose password is not what a test is about."""
OTHER_KEY = Key(b"another seed !!!", b"another salt !!!")

Tables = Mapping[str, Sequence[tuple[object, ...]]]


def ticking() -> Callable[[], datetime]:
    """A clock that starts on 8 January 2026 and goes a second further each time it is read."""
    seconds = count()
    return lambda: NOW + timedelta(seconds=next(seconds))


def seeded(seed: int) -> Callable[[int], bytes]:
    """Random bytes that are the same at every run."""
    return random.Random(seed).randbytes


def new_store(
    programme: str = PROGRAMME, *, seed: int = 1, made_up: bool = False, laptop: str = "Dator 1"
) -> Store:
    """An empty database in memory."""
    return create_in_memory(
        programme, laptop, clock=ticking(), entropy=seeded(seed), made_up=made_up
    )


def new_file(path: Path, key: Key = KEY, *, programme: str = PROGRAMME, seed: int = 1) -> Store:
    """An empty database in a file."""
    return create_store(path, key, programme, clock=ticking(), entropy=seeded(seed))


# Whole histories


@dataclass(frozen=True)
class Filled:
    """The ids under which a history was written."""

    sessions: Mapping[str, bytes]
    persons: Mapping[str, bytes]


def fill(store: Store, history: History) -> Filled:
    """Write a whole history in one go; everybody goes by their name in it."""
    persons = {each: store.new_id() for each in sorted({a.person for a in history.attendances})}
    with writing(store) as pen:
        sessions = {key: store.new_session_id() for key in history.sessions}
        for person, participant in persons.items():
            pen.put(Entity.PARTICIPANT, participant, {}, new=True)
            participants.put_naming(store, participant, Naming(person))
        for key, session in history.sessions.items():
            pen.put(Entity.SESSION, sessions[key], session_fields(session), new=True)
        for noted in history.attendances:
            entity = sessions[noted.session] + persons[noted.person]
            pen.put(Entity.ATTENDANCE, entity, attribute_fields(noted.attributes), new=True)
    return Filled(sessions, persons)


def ask(store: Store, pairs: Sequence[tuple[bytes, bytes]]) -> None:
    """Raise questions whether people are the same, the first the likeliest."""
    with store.connection.transaction():
        store.connection.run_many(
            "INSERT INTO question VALUES (?, ?, ?)",
            [(*sorted(pair), float(rank)) for rank, pair in enumerate(pairs)],
        )
        derived.refresh_persons(store)


def answer(
    store: Store, ids: Mapping[str, bytes], said: Mapping[tuple[str, str], bool]
) -> Mapping[str, str]:
    """Say of pairs whether they are the same; who then counts as whom, by plain sets.

    Those of whom nothing is known are passed over. Of contradicting answers a "no" counts.
    """
    asked = {
        (ids[one], ids[other]): same
        for (one, other), same in said.items()
        if {one, other} <= {*ids}
    }
    for (one, other), same in asked.items():
        doubles.answer(store, one, other, same=same)
    return named_persons(
        ids,
        sorted(tuple(sorted(pair)) for pair, same in asked.items() if same),
        [pair for pair, same in asked.items() if not same],
    )


def named_persons(
    ids: Mapping[str, bytes],
    same: Sequence[tuple[bytes, bytes]],
    different: Sequence[tuple[bytes, bytes]],
) -> Mapping[str, str]:
    """Who counts as whom, by name, when pairs of ids are joined in that order."""
    names = {participant: name for name, participant in ids.items()}
    persons = person_of(joined(same, different))
    return {names[one]: names[person] for one, person in persons.items()}


def intake_2024(programme: Programme) -> Intake:
    """The three laptops' files for the year 2024."""
    return read_files(sorted(YEAR_2024.glob("*.csv")), programme)


# Comparing


def counted(
    store: Store, period: Period, dimensions: Sequence[Dimension]
) -> dict[tuple[str, ...], dict[str, int]]:
    """What the database counts, by the rows' keys; without the interval of `unika`."""
    rows = counting.statistics(store, period, dimensions).rows
    figures = {
        row.key: {
            name: value
            for name, value in row.figures.items()
            if name not in {"unika_lagst", "unika_hogst"}
        }
        for row in rows
    }
    assert len(figures) == len(rows), "a row that stands twice"
    return figures


def expected(
    history: History,
    period: Period,
    dimensions: Sequence[Dimension],
    definitions: Definitions = STANDARD,
) -> dict[tuple[str, ...], dict[str, int]]:
    """What the reference counts, by the rows' keys."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for row in statistics(history, period, dimensions, definitions):
        key = tuple(str(row.pop(each.value)) for each in dimensions)
        found[key] = {name: int(str(value)) for name, value in row.items()}
    return found


def derived_tables(store: Store) -> Tables:
    """All that the derived tables hold, with values instead of their numbers."""
    return {
        table: store.connection.rows(f"SELECT * FROM {table}")
        for table in ("choice", *derived.TABLES)
    }


def everything(store: Store) -> Tables:
    """All that the database holds, table by table."""
    names = store.connection.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "ORDER BY name"
    )
    return {name: store.connection.rows(f'SELECT * FROM "{name}"') for (name,) in names}


def register(
    store: Store, name: str, attributes: Attributes | None = None, **details: str | int
) -> bytes:
    """Register somebody; details are those of `Naming`."""
    naming = Naming(name, **details)  # pyright: ignore[reportArgumentType]
    return participants.register(store, naming, attributes or Attributes(ADULT))
