"""Conflicts: two computers changed the same thing without knowing of each other.

Both changes are kept. One is shown by a fixed rule until a person chooses; choosing writes a
version that has both as parents, so what was not chosen stays in the history.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from halsoverkstad.domain.errors import Fault
from storage import journal
from storage.encoding import attributes_from, load, session_from
from storage.journal import Entity, Version
from storage.store import Store
from storage.writing import writing

_HEADS = "heads"
TOKENS = "tokens"
"""What recognises a participant goes together: parts of two sides would fit nobody."""
_TOKEN_FIELDS = ("token", "questions", "further")


@dataclass(frozen=True)
class Side:
    """One of the changes: who made it when, and what it says; deleted: nothing."""

    version: bytes
    laptop: str
    when: datetime
    deleted: bool
    fields: dict[str, Any]

    @property
    def parts(self) -> dict[str, Any]:
        """The fields as they may be chosen one by one: the heads of each group are one each."""
        return _parts(self.fields)


@dataclass(frozen=True)
class Conflict:
    """An entity with changes that differ; the first side is the one shown meanwhile."""

    entity: bytes
    kind: Entity
    sides: tuple[Side, ...]

    @property
    def differing(self) -> tuple[str, ...]:
        """The parts that are not alike on all sides; none where a side is deleted."""
        if any(each.deleted for each in self.sides):
            return ()
        parts = [each.parts for each in self.sides]
        names = dict.fromkeys(name for each in parts for name in each)
        return tuple(
            name for name in names if any(each.get(name) != parts[0].get(name) for each in parts)
        )


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


def combine(store: Store, entity: bytes, fields: Mapping[str, bytes]) -> None:
    """Let parts of several changes hold together.

    Args:
        store: the database.
        entity: what the changes are about.
        fields: for each part (`Side.parts`) the change that it is taken from. A part that is not
            named is taken from the change that is shown.

    Raises:
        Fault: somebody has chosen meanwhile, a change is a deletion, or the parts do not fit.
    """
    with writing(store, "Ett val mellan två ändringar") as pen:
        versions = journal.versions_of(store.connection, entity)
        heads = {each.id: each for each in journal.heads(versions)}
        if not set(fields.values()) <= heads.keys() or any(each.deleted for each in heads.values()):
            raise Fault(
                "Ändringarna är inte längre de som visades. Läs in dem igen med Ctrl+R och välj "
                "på nytt."
            )
        shown = journal.state_of(versions).shown
        put_together = _put_together(heads, shown, fields)
        _check(shown.kind, put_together)
        pen.put(shown.kind, entity, put_together)


def _put_together(
    heads: Mapping[bytes, Version], shown: Version, fields: Mapping[str, bytes]
) -> dict[str, Any]:
    parts = {name: _parts(load(each.fields)) for name, each in heads.items()}
    every = {name for each in parts.values() for name in each}
    chosen = {name: parts[fields.get(name, shown.id)].get(name) for name in sorted(every)}
    whole: dict[str, Any] = {}
    for name, value in chosen.items():
        if name.startswith(f"{_HEADS}."):
            if value is not None:
                whole.setdefault(_HEADS, {})[name.removeprefix(f"{_HEADS}.")] = value
        elif name == TOKENS:
            whole |= value or {}
        elif value is not None or name == "minutes":
            whole[name] = value
    return whole


def _parts(fields: Mapping[str, Any]) -> dict[str, Any]:
    parts = {name: value for name, value in fields.items() if name not in {_HEADS, *_TOKEN_FIELDS}}
    parts |= {f"{_HEADS}.{group}": value for group, value in fields.get(_HEADS, {}).items()}
    tokens = {name: fields[name] for name in _TOKEN_FIELDS if name in fields}
    return parts | ({TOKENS: tokens} if tokens else {})


def _check(kind: Entity, fields: Mapping[str, Any]) -> None:
    readers: Mapping[Entity, Callable[[Mapping[str, Any]], object]] = {
        Entity.SESSION: session_from,
        Entity.ATTENDANCE: attributes_from,
        Entity.PARTICIPANT: attributes_from,
    }
    try:
        readers.get(kind, dict)(fields)
    except (KeyError, TypeError, ValueError):
        raise Fault(
            "De valda delarna passar inte ihop. Välj hela den ena ändringen och rätta sedan."
        ) from None
