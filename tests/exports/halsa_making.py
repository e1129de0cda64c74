"""What the tests of `.halsa` files are made of: key pairs, a small journal, files put together."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest

from exports.halsa import packing, sealing
from exports.halsa.bundle import Bundle, read_bundle, write_bundle
from exports.halsa.content import gather, in_order
from exports.halsa.faults import BundleFault
from exports.halsa.header import Header, Promise, header_line
from exports.halsa.keys import Keys, keys_from_root
from exports.halsa.lines import version_line
from exports.halsa.preamble import Preamble
from storage.encoding import dump
from storage.journal import Entity, Version

PROGRAMME = bytes(range(16))
LAPTOP = b"L" * 16
TIME = 1_740_000_000_000


@cache
def keys(who: str) -> Keys:
    """The keys of somebody: the same at every run."""
    return keys_from_root(sha256(who.encode()).digest()[:16])


def version(
    kind: Entity = Entity.LAPTOP,
    entity: bytes = LAPTOP,
    fields: Mapping[str, Any] | str | None = None,
    **parts: Any,
) -> Version:
    """A version; without fields one that is right for its kind."""
    text = fields if isinstance(fields, str) else dump(FIELDS[kind] if fields is None else fields)
    whole = {"laptop": LAPTOP, "seq": 1, "time": TIME, "parents": ()} | parts
    return Version.written(entity, kind, fields=text, **whole)


FIELDS: Mapping[Entity, Mapping[str, Any]] = {
    Entity.LAPTOP: {"name": "Dator 1"},
    Entity.PARTICIPANT: {
        "group": "vuxna",
        "area": "Lindängen",
        "sex": "kvinna/flicka",
        "token": f"1.2.{'ab' * 16}",
        "questions": [f"1.2.Y.{'cd' * 16}", f"1.2.{'ef' * 16}"],
    },
    Entity.SESSION: {
        "day": "2025-03-14",
        "kind": "grupp",
        "start": "13:30",
        "minutes": None,
        "workshop": "Kvinnors hälsa",
        "activity": "Språkcirkel",
        "place": "Framtidens hus",
        "heads": {"barn_och_unga": [7, 2], "vuxna": [3, None]},
        "turned_away": 2,
        "language_training": True,
        "partners": ["Folktandvården"],
    },
    Entity.ATTENDANCE: {"group": "vuxna"},
    Entity.ANSWER: {"same": False},
    Entity.LINK: {},
    Entity.SESSION_ANSWER: {"same": True},
    Entity.PANEL: {
        "first": "2025-01-01",
        "last": "2025-12-31",
        "day": "2026-01-08",
        "seed": 7,
        "size": 2,
        "workshops": [],
        "groups": ["vuxna"],
        "eligible": [["Kvinnors hälsa", "vuxna", 3]],
        "drawn": [[["70" * 16, "71" * 16], "Kvinnors hälsa", "vuxna", False]],
    },
    Entity.PANEL_REFUSAL: {},
    Entity.PANEL_RESPONSE: {"counts": [["Kvinnors hälsa", "vuxna", 2, 1]]},
}
ENTITIES = dict.fromkeys(Entity, b"e" * 16) | {
    Entity.LAPTOP: LAPTOP,
    Entity.ATTENDANCE: b"s" * 16 + b"p" * 16,
    Entity.ANSWER: b"p" * 16 + b"q" * 16,
    Entity.LINK: b"q" * 16 + b"p" * 16,
    Entity.SESSION_ANSWER: b"s" * 16 + b"t" * 16,
    Entity.PANEL: b"d" * 16,
    Entity.PANEL_REFUSAL: b"p" * 32,
    Entity.PANEL_RESPONSE: b"d" * 16 + LAPTOP,
}


def journal() -> list[Version]:
    """One version of every kind, one that deletes, one with parents, one blanked by an erasure."""
    all_kinds = [version(kind, ENTITIES[kind], seq=kind) for kind in Entity]
    session = all_kinds[Entity.SESSION - 1]
    changed = version(Entity.SESSION, session.entity, seq=90, parents=[session.id])
    gone = Version.written(
        session.entity,
        Entity.SESSION,
        laptop=LAPTOP,
        seq=91,
        time=TIME,
        parents=[session.id, changed.id],
        fields=None,
    )
    return [*all_kinds, changed, gone, blanked(version(Entity.PARTICIPANT, b"f" * 16))]


def blanked(whole: Version) -> Version:
    """What an erasure leaves of a version."""
    return Version(
        whole.entity,
        whole.kind,
        whole.laptop,
        whole.seq,
        whole.time,
        whole.parents,
        whole.deleted,
        '{"group":"vuxna"}',
        whole.id,
        redacted=True,
    )


def header(**changed: Any) -> Header:
    parts = {
        "laptop": LAPTOP,
        "name": "Dator 1",
        "number": 3,
        "time": TIME,
        "keys": keys("laptop").public,
        "epoch": 1,
        "phrase_check": b"12345678",
    }
    return Header(**(parts | changed))


def written(
    path: Path,
    lines: Iterable[bytes | Mapping[str, Any]] | None = None,
    *,
    preamble: Preamble | None = None,
    sender: str = "laptop",
    **changed: Any,
) -> Path:
    """A file from a laptop to coordinator and deputy."""
    write_bundle(
        path,
        preamble or Preamble(PROGRAMME),
        header(keys=keys(sender).public, **changed),
        map(version_line, journal()) if lines is None else lines,
        keys(sender),
        [keys("coordinator").public, keys("deputy").public],
    )
    return path


def forged(
    path: Path,
    lines: Iterable[bytes] | None = None,
    *,
    first: Callable[[bytes], bytes] = lambda line: line,
    promise: Mapping[str, Any] | None = None,
    pack: Callable[[list[bytes]], bytes] = packing.pack,
    preamble: Preamble | None = None,
    **changed: Any,
) -> Path:
    """A file that a dishonest or faulty sender signed: any lines under any header."""
    ordered = in_order(map(version_line, journal())) if lines is None else list(lines)
    head = (preamble or Preamble(PROGRAMME)).encoded()
    honest = gather(in_order(map(version_line, journal())))
    receiver = keys("coordinator").public.age
    parts: dict[str, Any] = {
        "recipients": (receiver,),
        "counts": honest.counts,
        "digest": honest.digest,
    }
    line = first(header_line(header(**changed), Promise(**(parts | dict(promise or {})))))
    path.write_bytes(head + sealing.seal(head, pack([line, *ordered]), keys("laptop"), [receiver]))
    return path


def read(path: Path, who: str = "coordinator", programme: bytes = PROGRAMME) -> Bundle:
    return read_bundle(path, keys(who), programme=programme)


def refused(path: Path, who: str = "coordinator", programme: bytes = PROGRAMME) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(BundleFault) as caught:
        read(path, who, programme)
    return sentence(caught.value, path)


def seeded(seed: int) -> Random:
    """Chance that is the same in every run."""
    return Random(seed)


def sentence(fault: BundleFault, path: Path) -> str:
    """A fault's text, seen to be a sentence that names the file and shows no control character."""
    text = str(fault)
    assert path.name in text
    assert text.endswith(".")
    assert text.isprintable()
    return text
