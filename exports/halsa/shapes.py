"""What may stand in a line, key by key. What is not known here does not travel, either way.

These tables are why no name can leave or enter in a `.halsa` file: a version with any other key
is refused, by the computer that would write it and by the one that would read it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from halsoverkstad.domain.words import Kind
from storage.journal import ID_BYTES, Entity

Check = Callable[[Any], bool]

_LONGEST_TEXT = 30_000
_LONGEST_SETTINGS = 1_000_000
_MOST_ITEMS = 1_000
_GREATEST = 10**9
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_START = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_GROUP = re.compile(r"[a-z][a-z0-9_]*")
_TOKEN = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}\.(?:[A-Z]\.)?[0-9a-f]{32}")
_ID = re.compile(r"[0-9a-f]{32}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Shape:
    """The keys an object may have, and what each value must be."""

    required: Mapping[str, Check] = field(default_factory=dict[str, Check])
    optional: Mapping[str, Check] = field(default_factory=dict[str, Check])

    def fault(self, fields: Mapping[str, Any]) -> str | None:
        """What is wrong with an object, in words that quote none of it; None: nothing."""
        checks = {**self.required, **self.optional}
        if not fields.keys() <= checks.keys():
            return "ett okänt fält"
        for name in self.required:
            if name not in fields:
                return f"fältet {name} saknas"
        for name, value in fields.items():
            if not checks[name](value):
                return f"fältet {name} har ett otillåtet värde"
        return None


def text(value: object, longest: int = _LONGEST_TEXT) -> bool:
    """Text that is safe to show: no control characters but tab and line ends."""
    return isinstance(value, str) and len(value) <= longest and not _CONTROL.search(value)


def count(value: object) -> bool:
    """A whole number from 0 that any database can hold."""
    return type(value) is int and 0 <= value <= _GREATEST


def hexadecimal(pattern: re.Pattern[str]) -> Check:
    """Text of exactly this form."""
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _day(value: object) -> bool:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _kind(value: object) -> bool:
    return isinstance(value, str) and value in set(Kind)


def _count_or_unknown(value: object) -> bool:
    return value is None or count(value)


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _heads(value: object) -> bool:
    if not isinstance(value, dict) or len(cast("dict[str, Any]", value)) > _MOST_ITEMS:
        return False
    return all(
        _GROUP.fullmatch(group) and _heads_of_group(heads)
        for group, heads in cast("dict[str, Any]", value).items()
    )


def _heads_of_group(value: object) -> bool:
    if not isinstance(value, list):
        return False
    numbers = cast("list[Any]", value)
    if len(numbers) != 2 or not count(numbers[0]):
        return False
    return numbers[1] is None or (count(numbers[1]) and numbers[1] <= numbers[0])


def _knows(value: object) -> bool:
    if not isinstance(value, dict) or len(cast("dict[str, Any]", value)) > _MOST_ITEMS:
        return False
    return all(
        _ID.fullmatch(laptop) and count(seq)
        for laptop, seq in cast("dict[str, Any]", value).items()
    )


def _list_of(check: Check) -> Check:
    def all_pass(value: object) -> bool:
        if not isinstance(value, list):
            return False
        items = cast("list[Any]", value)
        return len(items) <= _MOST_ITEMS and all(map(check, items))

    return all_pass


def _parts(*checks: Check) -> Check:
    def all_pass(value: object) -> bool:
        if not isinstance(value, list):
            return False
        items = cast("list[Any]", value)
        return len(items) == len(checks) and all(
            check(item) for check, item in zip(checks, items, strict=True)
        )

    return all_pass


def _distance(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1000


def _settings(value: object) -> bool:
    return text(value, _LONGEST_SETTINGS)


_group = hexadecimal(_GROUP)
_token = hexadecimal(_TOKEN)
_id = hexadecimal(_ID)
_attributes: Mapping[str, Check] = {"group": _group, "area": text, "sex": text}
_same = Shape({"same": _flag})

FIELDS: Mapping[Entity, Shape] = {
    Entity.LAPTOP: Shape({"name": text}, {"knows": _knows}),
    Entity.PARTICIPANT: Shape(
        optional=_attributes
        | {"token": _token, "questions": _list_of(_token), "further": _list_of(_token)},
    ),
    Entity.SESSION: Shape(
        {"day": _day, "kind": _kind},
        {
            "start": hexadecimal(_START),
            "minutes": _count_or_unknown,
            "workshop": text,
            "activity": text,
            "place": text,
            "heads": _heads,
            "turned_away": count,
            "language_training": _flag,
            "partners": _list_of(text),
        },
    ),
    Entity.ATTENDANCE: Shape(optional=_attributes),
    Entity.ANSWER: _same,
    Entity.LINK: Shape(),
    Entity.SESSION_ANSWER: _same,
    Entity.PANEL: Shape(
        {
            "first": _day,
            "last": _day,
            "day": _day,
            "seed": count,
            "size": count,
            "workshops": _list_of(text),
            "groups": _list_of(_group),
            "eligible": _list_of(_parts(text, _group, count)),
            "drawn": _list_of(_parts(_list_of(_id), text, _group, _flag)),
        },
    ),
    Entity.PANEL_REFUSAL: Shape(),
    Entity.PANEL_RESPONSE: Shape(
        {"counts": _list_of(_parts(text, _group, count, count))},
    ),
}
"""The fields of a version that says how its entity is, by kind of entity."""

ERASED = Shape({"erased": lambda value: value is True}, {"group": _group})
"""The fields of a participant who has been erased."""
REDACTED: Mapping[Entity, Shape] = {
    Entity.PARTICIPANT: Shape(optional={"group": _group, "erased": lambda value: value is True}),
    Entity.ATTENDANCE: Shape(optional={"group": _group}),
}
"""What an erasure leaves of an earlier version."""

ENTITY_BYTES: Mapping[Entity, int] = {
    Entity.LAPTOP: ID_BYTES,
    Entity.PARTICIPANT: ID_BYTES,
    Entity.SESSION: ID_BYTES,
    Entity.ATTENDANCE: 2 * ID_BYTES,
    Entity.ANSWER: 2 * ID_BYTES,
    Entity.LINK: 2 * ID_BYTES,
    Entity.SESSION_ANSWER: 2 * ID_BYTES,
    Entity.PANEL: ID_BYTES,
    Entity.PANEL_REFUSAL: 2 * ID_BYTES,
    Entity.PANEL_RESPONSE: 2 * ID_BYTES,
}
"""How long an entity's id is: pairs have two after each other."""
PAIRS = frozenset({Entity.ANSWER, Entity.SESSION_ANSWER})
"""Entities that are two ids of one sort, the smaller first. A link has the greater first, or the
smaller, as it was once written."""

TYPE = "type"
"""The key that says what an extra line is."""
EXTRAS: Mapping[str, Shape] = {
    "question": Shape({"first": _id, "second": _id, "distance": _distance}),
    "settings": Shape({"toml": _settings}),
    "programme": Shape({"text": _settings}),
}
"""Lines beside the versions, by their type: what is asked for or told, but is no fact."""
