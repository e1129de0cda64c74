"""Conflicts: two computers changed the same thing without knowing of each other.

Both changes are kept. One is shown by a fixed rule until a person chooses; choosing writes a
version that has both as parents, so what was not chosen stays in the history.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from storage import journal
from storage.encoding import load
from storage.journal import Entity
from storage.store import Store
from storage.writing import writing


@dataclass(frozen=True)
class Side:
    """One of the changes: who made it when, and what it says; deleted: nothing."""

    version: bytes
    laptop: str
    when: datetime
    deleted: bool
    fields: dict[str, Any]


@dataclass(frozen=True)
class Conflict:
    """An entity with changes that differ; the first side is the one shown meanwhile."""

    entity: bytes
    kind: Entity
    sides: tuple[Side, ...]


def every_conflict(store: Store) -> list[Conflict]:
    """All conflicts nobody has chosen in yet."""
    with store.snapshot():
        laptops = dict(store.connection.rows("SELECT id, name FROM laptop"))
        found: list[Conflict] = []
        for entity, kind in store.connection.rows("SELECT entity, kind FROM conflict"):
            versions = journal.versions_of(store.connection, entity)
            shown = journal.state_of(versions).shown
            tips = sorted(journal.heads(versions), key=lambda each: each.id != shown.id)
            sides = tuple(
                Side(
                    each.id,
                    laptops.get(each.laptop, "okänd dator"),
                    datetime.fromtimestamp(each.time / 1000, tz=UTC).astimezone(store.now().tzinfo),
                    each.deleted,
                    load(each.fields),
                )
                for each in tips
            )
            found.append(Conflict(entity, Entity(kind), sides))
        return found


def count(store: Store) -> int:
    """How many conflicts nobody has chosen in."""
    return store.connection.value("SELECT count(*) FROM conflict")


def choose(store: Store, entity: bytes, version: bytes) -> None:
    """Let one of the changes hold.

    Raises:
        LookupError: there is no such change.
    """
    chosen = journal.version(store.connection, entity, version)
    with writing(store, "Ett val mellan två ändringar") as pen:
        pen.put_text(chosen.kind, entity, None if chosen.deleted else chosen.fields)
