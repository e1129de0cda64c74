"""The lines of a `.halsa` file: versions and extras as canonical JSON, and back, strictly.

A line that is read is exactly the line that would be written of what it says, so no two lines
say the same and nothing hides between the known parts.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, cast

from exports.halsa.faults import Broken, wrong
from exports.halsa.shapes import (
    ENTITY_BYTES,
    ERASED,
    EXTRAS,
    FIELDS,
    PAIRS,
    REDACTED,
    TYPE,
    Shape,
)
from storage.encoding import dump
from storage.journal import ID_BYTES, NOTHING, Entity, Version

Extra = Mapping[str, Any]
"""A line that is no version: its `type`, and the keys that `shapes.EXTRAS` gives that type."""

LATEST_TIME = 253_370_764_800_000
"""Milliseconds since 1970: the year 9999, the last that a date can show."""
_IS_VERSION = b'{"id":"'
_ID_END = len(_IS_VERSION) + 2 * ID_BYTES
_VERSION = re.compile(
    r'\{"id":"([0-9a-f]{32})","entity":"((?:[0-9a-f]{32}){1,2})","kind":([1-9][0-9]{0,3}),'
    r'"laptop":"([0-9a-f]{32})","seq":(0|[1-9][0-9]{0,17}),"time":(0|[1-9][0-9]{0,14}),'
    r'"parents":\[((?:"[0-9a-f]{32}"(?:,"[0-9a-f]{32}")*)?)\],"deleted":(true|false),'
    r'"redacted":(true|false),"fields":(\{.*\})\}'
)
_PARENT_STEP = 2 * ID_BYTES + 3
_REMEMBERED = 8192
_SHORT = 300
_KINDS = {f"{kind:d}": kind for kind in Entity}
_JSON = {False: "false", True: "true"}


def version_line(version: Version) -> bytes:
    """A version as a line, without its end."""
    parents = ",".join(f'"{each.hex()}"' for each in version.parents)
    return (
        f'{{"id":"{version.id.hex()}","entity":"{version.entity.hex()}","kind":{version.kind:d},'
        f'"laptop":"{version.laptop.hex()}","seq":{version.seq},"time":{version.time},'
        f'"parents":[{parents}],"deleted":{_JSON[version.deleted]},'
        f'"redacted":{_JSON[version.redacted]},"fields":{version.fields}}}'
    ).encode()


def is_version(line: bytes) -> bool:
    """Whether a line is a version, as far as its beginning tells."""
    return line.startswith(_IS_VERSION)


def version_id(line: bytes) -> bytes:
    """What versions are ordered by, as it stands in the line."""
    return line[:_ID_END]


def version_from(line: bytes) -> Version:
    """The version that a line holds.

    Raises:
        Broken: it is none, holds what no version may, or is not what its id is a hash of.
    """
    match = _VERSION.fullmatch(_decoded(line))
    if match is None:
        raise wrong("en rad som ingen version kan ha skrivit")
    name, entity, kind, laptop, seq, time, parents, deleted, redacted, fields = match.groups()
    version = Version(
        bytes.fromhex(entity),
        _kind(kind),
        _laptop(laptop),
        int(seq),
        int(time),
        _parents(parents) if parents else (),
        deleted == "true",
        fields,
        bytes.fromhex(name),
        redacted == "true",
    )
    _check(version)
    return version


def extra_line(extra: Extra) -> bytes:
    """An extra as a line, without its end."""
    return dump(extra).encode()


def extra_from(line: bytes) -> Extra:
    """The extra that a line holds.

    Raises:
        Broken: it is of an unknown type, or not as that type is.
    """
    written = _decoded(line)
    extra = _parsed(written)
    kind = extra.get(TYPE)
    shape = EXTRAS.get(kind) if isinstance(kind, str) else None
    if shape is None:
        raise wrong("en rad av okänt slag")
    fault = shape.fault({name: value for name, value in extra.items() if name != TYPE})
    if fault:
        raise wrong(fault)
    return extra


def _check(version: Version) -> None:
    entity, kind = version.entity, version.kind
    if len(entity) != ENTITY_BYTES[kind]:
        raise wrong("en identitet av fel längd")
    if kind in PAIRS and entity[:ID_BYTES] >= entity[ID_BYTES:]:
        raise wrong("ett par i fel ordning")
    if kind is Entity.LINK and entity[:ID_BYTES] == entity[ID_BYTES:]:
        raise wrong("en deltagare kopplad till sig själv")
    if kind is Entity.PANEL_REFUSAL and entity[:ID_BYTES] != entity[ID_BYTES:]:
        raise wrong("ett nej från två deltagare")
    if version.time > LATEST_TIME:
        raise wrong("en tid långt efter alla kalendrar")
    if version.id in version.parents:
        raise wrong("en version som ersätter sig själv")
    if version.deleted:
        if version.fields != NOTHING or version.redacted:
            raise wrong("ett borttagande som säger mer än så")
    else:
        check = _check_short if len(version.fields) < _SHORT else _check_fields
        check(kind, version.fields, redacted=version.redacted)
    # What an erasure has blanked is no longer what its id is the hash of.
    if not version.redacted and version.content_id() != version.id:
        raise wrong("en version som inte stämmer med sin kontrollsumma")


def _check_fields(kind: Entity, written: str, *, redacted: bool) -> None:
    fields = _parsed(written)
    fault = _shape(kind, fields, redacted=redacted).fault(fields)
    if fault:
        raise wrong(fault)


# Most attendances have one of a few texts.
_check_short = lru_cache(_REMEMBERED)(_check_fields)


def _shape(kind: Entity, fields: Extra, *, redacted: bool) -> Shape:
    if redacted:
        return REDACTED.get(kind) or _never()
    if kind is Entity.PARTICIPANT and "erased" in fields:
        return ERASED
    return FIELDS[kind]


def _never() -> Shape:
    raise wrong("en rensad version av något som inte kan rensas")


def _kind(number: str) -> Entity:
    kind = _KINDS.get(number)
    if kind is None:
        raise Broken(
            "handlar om något som den här versionen av programmet inte känner till. Uppdatera "
            "programmet här och läs filen igen.",
            "ett okänt slag",
        )
    return kind


@lru_cache(256)
def _laptop(name: str) -> bytes:
    return bytes.fromhex(name)


def _parents(written: str) -> tuple[bytes, ...]:
    parents = tuple(
        bytes.fromhex(written[at : at + 2 * ID_BYTES])
        for at in range(1, len(written), _PARENT_STEP)
    )
    if any(one >= other for one, other in pairwise(parents)):
        raise wrong("föregångare i fel ordning")
    return parents


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise wrong("tecken som inte är UTF-8") from None


def _parsed(written: str) -> Extra:
    """The JSON object of a text that is exactly as `dump` would write it."""
    try:
        value: object = json.loads(written)
        canonical = isinstance(value, dict) and dump(cast("object", value)) == written
    except (ValueError, RecursionError):
        canonical, value = False, None
    if not canonical:
        raise wrong("JSON som inte är skriven som programmet skriver den")
    return cast("Extra", value)
