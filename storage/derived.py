"""The derived tables: what holds now, flat enough to be counted. Rebuilt from the journal at will.

`apply` keeps them up to date as versions are written or merged: it is given what holds now of each
entity that changed. `rebuild` reads the whole journal.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice

from halsoverkstad.domain.words import Dimension
from storage import derived_bulk, derived_facts, derived_rows, held, journal, persons
from storage.encoding import attributes_from, load, session_from
from storage.journal import ID_BYTES, Entity, State
from storage.store import Store

TABLES = (
    "laptop",
    "participant",
    "answer",
    "link",
    "session",
    "heads",
    "session_answer",
    "attendance",
    "conflict",
    "fact",
)
"""What `rebuild` empties and fills. `choice` is filled before."""

_PART = 10_000
"""How many entities a rebuild holds at a time."""


def apply(store: Store, states: Sequence[State]) -> None:
    """Bring the derived tables up to date with the new states of some entities."""
    by_kind = _by_kind(states)
    if _lacks_choices(store, states):
        rebuild(store)
        return
    derived_rows.write_laptops(store, by_kind[Entity.LAPTOP])
    derived_rows.write_participants(store, by_kind[Entity.PARTICIPANT])
    derived_rows.write_pairs(store, by_kind)
    moved = {each.shown.entity for each in by_kind[Entity.PARTICIPANT]}
    if moved or any(by_kind[each] for each in (Entity.ANSWER, Entity.LINK, Entity.LAPTOP)):
        moved |= persons.refresh(store)
    touched = {each.shown.entity for each in by_kind[Entity.SESSION]}
    touched |= {each.shown.entity[:ID_BYTES] for each in by_kind[Entity.ATTENDANCE]}
    touched |= derived_facts.sessions_of(store, moved)
    derived_facts.forget(store, touched)
    groups = held.groups(store.connection)
    derived_rows.write_sessions(store, by_kind[Entity.SESSION])
    derived_rows.write_attendances(store, by_kind[Entity.ATTENDANCE])
    derived_rows.write_conflicts(store, states)
    regrouped = held.refresh(store.connection, groups)
    if regrouped:
        derived_facts.forget(store, touched | regrouped)
    derived_facts.remember(store)
    held.recount(store.connection, regrouped)


def refresh_persons(store: Store) -> None:
    """Bring persons and facts up to date after questions were found or dropped."""
    derived_facts.forget(store, derived_facts.sessions_of(store, persons.refresh(store)))
    derived_facts.remember(store)


def rebuild(store: Store, noted: Collection[str] | None = None) -> None:
    """Empty the derived tables and fill them from the journal, never all of it in memory.

    `noted` is what the fields of all attendances say, where that is known; else it is looked for.
    """
    connection = store.connection
    if noted is None:
        noted = journal.texts(connection, Entity.ATTENDANCE)
    for table in TABLES:
        connection.run(f"DELETE FROM {table}")
    _write_all_but_attendances(store, noted)
    persons.refresh(store)
    derived_bulk.write_attendances(store, noted)
    twice = held.refresh(connection, {})
    derived_bulk.write_facts(connection)
    held.recount(connection, twice)


def _write_all_but_attendances(store: Store, noted: Collection[str]) -> None:
    connection = store.connection
    store.choices.renumber(
        _values_used(
            chain(
                _texts(journal.states_but_attendances(connection)),
                ((Entity.ATTENDANCE, text) for text in noted),
            )
        )
    )
    states = journal.states_but_attendances(connection)
    while part := list(islice(states, _PART)):
        by_kind = _by_kind(part)
        derived_rows.write_laptops(store, by_kind[Entity.LAPTOP])
        derived_rows.write_participants(store, by_kind[Entity.PARTICIPANT])
        derived_rows.write_pairs(store, by_kind)
        derived_rows.write_sessions(store, by_kind[Entity.SESSION])
        derived_rows.write_conflicts(store, part)


def _by_kind(states: Iterable[State]) -> dict[Entity, list[State]]:
    by_kind: dict[Entity, list[State]] = defaultdict(list)
    for state in states:
        by_kind[state.shown.kind].append(state)
    return by_kind


def _lacks_choices(store: Store, states: Iterable[State]) -> bool:
    needed: dict[Dimension, set[str]] = defaultdict(set)
    for dimension, value in _values_used(_texts(states)):
        needed[dimension].add(value)
    return any(store.choices.lacks(dimension, values) for dimension, values in needed.items())


def _texts(states: Iterable[State]) -> Iterator[tuple[Entity, str]]:
    """What the fields of entities that are there say."""
    return ((each.shown.kind, each.shown.fields) for each in states if not each.shown.deleted)


def _values_used(texts: Iterable[tuple[Entity, str]]) -> set[tuple[Dimension, str]]:
    used: set[tuple[Dimension, str]] = set()
    seen: set[str] = set()
    for kind, text in texts:
        if kind is Entity.SESSION:
            session = session_from(load(text))
            used.add((Dimension.WORKSHOP, session.workshop))
            used |= {(Dimension.GROUP, group) for group in session.heads}
        elif kind in {Entity.ATTENDANCE, Entity.PARTICIPANT} and text not in seen:
            seen.add(text)
            attributes = attributes_from(load(text))
            used |= {
                (Dimension.GROUP, attributes.group),
                (Dimension.AREA, attributes.area),
                (Dimension.SEX, attributes.sex),
            }
    return used
