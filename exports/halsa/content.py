"""The lines after the header, read or about to be written: parsed, ordered, counted, hashed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from exports.halsa.faults import wrong
from exports.halsa.lines import (
    Extra,
    extra_from,
    is_version,
    version_from,
    version_id,
)
from exports.halsa.shapes import TYPE
from storage.journal import Version


@dataclass(frozen=True)
class Content:
    """Versions by id, extras by their text, how many of each kind, SHA-256 of all lines."""

    versions: tuple[Version, ...]
    extras: tuple[Extra, ...]
    counts: Mapping[str, int]
    digest: bytes


def in_order(lines: Iterable[bytes]) -> list[bytes]:
    """Lines as they stand in a file: versions by id, then extras, each line once."""
    return sorted(set(lines), key=lambda line: (not is_version(line), line))


def gather(lines: Iterable[bytes]) -> Content:
    """Parse lines that stand in order.

    Raises:
        Broken: a line is not as it must be, or stands in the wrong place.
    """
    digest = sha256()
    versions: list[Version] = []
    extras: list[Extra] = []
    before = b""
    for line in lines:
        digest.update(line)
        digest.update(b"\n")
        if is_version(line):
            place = version_id(line)
            if place <= before or extras:
                raise wrong("rader i fel ordning eller dubbla")
            versions.append(version_from(line))
        else:
            place = line
            if extras and place <= before:
                raise wrong("rader i fel ordning eller dubbla")
            extras.append(extra_from(line))
        before = place
    counts = Counter(each.kind for each in versions)
    named = {kind.name.lower(): number for kind, number in counts.items()}
    told = Counter(f"{each[TYPE]}" for each in extras)
    return Content(tuple(versions), tuple(extras), named | told, digest.digest())
