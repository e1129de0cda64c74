"""The first line inside a `.halsa` file: who wrote it, and what it says follows."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from exports.halsa.faults import wrong
from exports.halsa.keys import PublicKeys, public_keys_in
from exports.halsa.lines import LATEST_TIME
from exports.halsa.shapes import Shape, count, hexadecimal, text
from storage.encoding import dump

_LONGEST = 64 * 1024
_id = hexadecimal(re.compile(r"[0-9a-f]{32}"))
_check_value = hexadecimal(re.compile(r"[0-9a-f]{16}"))
_digest = hexadecimal(re.compile(r"[0-9a-f]{64}"))


@dataclass(frozen=True)
class Header:
    """Who wrote the file.

    `number` counts this computer's exports from 1; `time` is milliseconds since 1970 by its own
    clock; `phrase_check` is the check value (8 bytes) of its lösenfras and `epoch` the phrase's
    number; None: it has no phrase, as the coordinator's computer.
    """

    laptop: bytes
    name: str
    number: int
    time: int
    keys: PublicKeys
    epoch: int = 0
    phrase_check: bytes | None = None


@dataclass(frozen=True)
class Promise:
    """What the header says of the rest: for whom, how many lines of each kind, their SHA-256."""

    recipients: tuple[str, ...]
    counts: Mapping[str, int]
    digest: bytes


def header_line(header: Header, promise: Promise) -> bytes:
    """The header as a line, without its end."""
    check = header.phrase_check
    return dump(
        {
            "counts": dict(promise.counts),
            "epoch": header.epoch,
            "keys": header.keys.fields(),
            "laptop": header.laptop.hex(),
            "name": header.name,
            "number": header.number,
            "phrase_check": check.hex() if check is not None else None,
            "recipients": sorted(promise.recipients),
            "sha256": promise.digest.hex(),
            "time": header.time,
        }
    ).encode()


def header_from(line: bytes) -> tuple[Header, Promise]:
    """What the header line says.

    Raises:
        Broken: it is no such line.
    """
    fields = _parsed(line)
    fault = _SHAPE.fault(fields)
    if fault:
        raise wrong(f"inledande raden: {fault}")
    try:
        keys = public_keys_in(fields["keys"])
    except ValueError:
        raise wrong("inledande raden: nycklar som inga är") from None
    check = fields["phrase_check"]
    header = Header(
        laptop=bytes.fromhex(fields["laptop"]),
        name=fields["name"],
        number=fields["number"],
        time=fields["time"],
        keys=keys,
        epoch=fields["epoch"],
        phrase_check=None if check is None else bytes.fromhex(check),
    )
    digest = bytes.fromhex(fields["sha256"])
    promise = Promise(tuple(fields["recipients"]), fields["counts"], digest)
    if header_line(header, promise) != line:
        raise wrong("inledande raden: inte skriven som programmet skriver den")
    return header, promise


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        fields: object = json.loads(line.decode()) if len(line) <= _LONGEST else None
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise wrong("inledande raden går inte att läsa")
    return cast("Mapping[str, Any]", fields)


def _time(value: object) -> bool:
    return type(value) is int and 0 <= value <= LATEST_TIME


def _counts(value: object) -> bool:
    return isinstance(value, dict) and all(map(count, cast("dict[str, Any]", value).values()))


def _recipients(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, str) for each in cast("list[object]", value)
    )


_SHAPE = Shape(
    {
        "counts": _counts,
        "epoch": count,
        "keys": lambda value: isinstance(value, dict),
        "laptop": _id,
        "name": text,
        "number": count,
        "phrase_check": lambda value: value is None or _check_value(value),
        "recipients": _recipients,
        "sha256": _digest,
        "time": _time,
    }
)
