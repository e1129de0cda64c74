"""Conflicts in words: what each is about, and its parts side by side."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import UNKNOWN
from screens.attendance_rows import short_group
from screens.words import clock, short_date
from storage import conflicts, register_rows
from storage.conflicts import TOKENS, Conflict, Side
from storage.field_words import COLUMN_LABELS, column_word, heads_word
from storage.journal import ID_BYTES, Entity
from storage.pseudonym import participant_code, session_code
from storage.sessions import row_of
from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADS = "heads."
_PERSON = {"group": "Grupp", "area": "Bostadsområde", "sex": "Kön", TOKENS: "Igenkänning"}
GONE = "borttaget"
_WHOLE = "whole"
"""Stands for everything, where one side is a deletion."""


@dataclass(frozen=True)
class Titled:
    """A conflict and what it is about; `session` is the one whose history tells of it."""

    conflict: Conflict
    title: str
    session: bytes | None


@dataclass(frozen=True)
class Part:
    """One part of a conflict: its name in the version, its label, its value on each side."""

    name: str
    label: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return len(set(self.values)) > 1


def every_titled(store: Store) -> list[Titled]:
    """All conflicts with their titles."""
    return [_titled(store, each) for each in conflicts.every_conflict(store)]


def parts_of(programme: Programme, conflict: Conflict) -> list[Part]:
    """The parts, those that differ first; one for all where a side is deleted."""
    sides = conflict.sides
    if any(each.deleted for each in sides):
        told = tuple(
            GONE if each.deleted else _in_short(programme, conflict, each) for each in sides
        )
        return [Part(_WHOLE, "Allt", told)]
    values = [each.parts for each in sides]
    names = _names(programme, conflict.kind, values)
    differing = conflict.differing
    parts = [
        Part(
            name,
            _label(programme, conflict.kind, name),
            _distinct(
                tuple(_word(programme, conflict.kind, name, each.get(name)) for each in values),
                differs=name in differing,
            ),
        )
        for name in names
    ]
    return sorted(parts, key=lambda each: each.name not in differing)


def side_heading(side: Side, today: date) -> str:
    """Who changed it and when."""
    return f"{side.laptop}, {short_date(side.when.date(), today)} {clock(side.when.time())}"


def _titled(store: Store, conflict: Conflict) -> Titled:
    entity, first, second = (
        conflict.entity,
        conflict.entity[:ID_BYTES],
        conflict.entity[ID_BYTES:],
    )
    match conflict.kind:
        case Entity.SESSION:
            return Titled(conflict, f"Tillfälle: {_session(store, entity)}", entity)
        case Entity.ATTENDANCE:
            who = register_rows.display(store, second)
            return Titled(conflict, f"Närvaro: {who}, {_session(store, first)}", first)
        case Entity.PARTICIPANT:
            return Titled(conflict, f"Deltagare: {register_rows.display(store, entity)}", None)
        case Entity.ANSWER:
            pair = " och ".join(register_rows.display(store, each) for each in (first, second))
            return Titled(conflict, f"Svar: {pair}", None)
        case Entity.SESSION_ANSWER:
            pair = " och ".join(_session(store, each) for each in (first, second))
            return Titled(conflict, f"Svar: {pair}", None)
        case Entity.LAPTOP:
            return Titled(conflict, "Datorns namn", None)
        case Entity.LINK:
            pair = " och ".join(map(participant_code, (first, second)))
            return Titled(conflict, f"Koppling: {pair}", None)
        case Entity.PANEL | Entity.PANEL_REFUSAL | Entity.PANEL_RESPONSE:
            return Titled(conflict, "Enkätens panel", None)


def _session(store: Store, session: bytes) -> str:
    try:
        row = row_of(store, session)
    except LookupError:
        return session_code(session)
    return f"{row.activity or row.kind.label} {short_date(row.day, store.today())}"


def _names(programme: Programme, kind: Entity, values: list[dict[str, Any]]) -> list[str]:
    every = {name for each in values for name in each}
    if kind is Entity.SESSION:
        heads = [f"{_HEADS}{group}" for group in programme.group_keys]
        order = [*COLUMN_LABELS, *heads]
        return [*(each for each in order if each in every), *sorted(every - {*order})]
    if kind in {Entity.ATTENDANCE, Entity.PARTICIPANT}:
        return [each for each in _PERSON if each in every]
    return sorted(every & {"same", "name"})


def _label(programme: Programme, kind: Entity, name: str) -> str:
    if name.startswith(_HEADS):
        return f"Utan namn, {short_group(programme, name.removeprefix(_HEADS))}"
    if kind is Entity.SESSION:
        return COLUMN_LABELS.get(name, name)
    return {**_PERSON, "same": "Svar", "name": "Namn"}.get(name, name)


def _word(programme: Programme, kind: Entity, name: str, value: Any) -> str:
    if name.startswith(_HEADS):
        return heads_word(value)
    if kind is Entity.SESSION:
        return column_word(name, value)
    match name:
        case "group":
            return programme.group_label(value) if value else UNKNOWN
        case "area" | "sex":
            return str(value or UNKNOWN)
        case "same" if kind is Entity.SESSION_ANSWER:
            return "samma tillfälle" if value else "olika tillfällen"
        case "same":
            return "samma person" if value else "olika personer"
        case conflicts.TOKENS:
            return "uppgifter finns" if value else "uppgifter saknas"
        case _:
            return str(value)


def _distinct(values: tuple[str, ...], *, differs: bool) -> tuple[str, ...]:
    """Values that differ read differently, also where what they say is not for people."""
    if not differs or len(set(values)) > 1:
        return values
    return tuple(f"{value} ({at})" for at, value in enumerate(values, 1))


def _in_short(programme: Programme, conflict: Conflict, side: Side) -> str:
    parts: Mapping[str, Any] = side.parts
    names = _names(programme, conflict.kind, [dict(parts)])
    words = [_word(programme, conflict.kind, name, parts[name]) for name in names]
    return ", ".join(words) or "finns kvar"
