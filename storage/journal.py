"""The journal of versions: nothing is updated or deleted in place.

A version names its entity, its fields, its laptop and the versions it replaces (parents); its id
is the hash of all that. What holds now is what no other version replaces: the heads. Merging is
the union of versions. Clocks order only what is shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from storage.connection import Connection, Row

ID_BYTES = 16
_NEVER = 2**63 - 1
"""The arrival that no version reaches."""
NOTHING = "{}"
"""Fields of a version that deletes its entity."""


class Entity(IntEnum):
    """What a version is about."""

    LAPTOP = 1
    PARTICIPANT = 2
    SESSION = 3
    ATTENDANCE = 4
    ANSWER = 5
    """`samma person` or `olika personer`, of two participants."""
    LINK = 6
    """Two participants linked by a token that is no longer there to link them."""
    SESSION_ANSWER = 7
    """Whether two sessions are one, logged twice."""
    PANEL = 8
    """A draw of the survey's panel: who was drawn, by which seed, on which day."""
    PANEL_REFUSAL = 9
    """A participant does not want to be asked; its id is the participant's, twice."""
    PANEL_RESPONSE = 10
    """How many of a draw one computer says were reached and answered; draw and laptop."""


SETTLED_BY_RULE = frozenset({Entity.PANEL, Entity.PANEL_REFUSAL, Entity.PANEL_RESPONSE})
"""Where heads differ the fixed rule is enough: what is there beats its deletion, so who said no on
any computer has said no. Nobody needs to be asked."""


class Version(NamedTuple):
    """One state of one entity, as one laptop wrote it.

    A tuple: there are millions, and no other class is made, or sent to another process, as fast.
    """

    entity: bytes
    kind: Entity
    laptop: bytes
    seq: int
    time: int
    parents: tuple[bytes, ...]
    deleted: bool
    fields: str
    id: bytes
    redacted: bool = False

    @classmethod
    def written(  # noqa: PLR0913 - these are the parts of a version
        cls,
        entity: bytes,
        kind: Entity,
        *,
        laptop: bytes,
        seq: int,
        time: int,
        parents: Iterable[bytes],
        fields: str | None,
    ) -> "Version":
        """A new version; `fields` None deletes."""
        ordered = tuple(sorted(parents))
        deleted = fields is None
        text = NOTHING if fields is None else fields
        name = content_id(entity, kind, laptop, seq, time, ordered, deleted, text)
        return cls(entity, kind, laptop, seq, time, ordered, deleted, text, name)

    def content_id(self) -> bytes:
        """The hash of what stands here: equals `id` unless something was changed or redacted."""
        return content_id(
            self.entity,
            self.kind,
            self.laptop,
            self.seq,
            self.time,
            self.parents,
            self.deleted,
            self.fields,
        )


def content_id(  # noqa: PLR0913, PLR0917 - these are the parts of a version
    entity: bytes,
    kind: int,
    laptop: bytes,
    seq: int,
    time: int,
    parents: tuple[bytes, ...],
    deleted: bool,
    fields: str,
) -> bytes:
    """The id of a version with this content: the first 16 bytes of a SHA-256."""
    head = (
        f"1|{kind:d}|{entity.hex()}|{laptop.hex()}|{seq}|{time}|{b''.join(parents).hex()}|"
        f"{deleted:d}|{fields}"
    )
    return sha256(head.encode()).digest()[:ID_BYTES]


COLUMNS = "entity, id, kind, laptop, seq, time, parents, deleted, redacted, fields"
"""As they stand in the table after `arrival`, and in what `as_row` gives."""


ERASED = f"kind = {Entity.PARTICIPANT:d} AND fields LIKE '%\"erased\":true%'"
"""Of the versions that say that a participant is erased, in the words of their index."""


BUT_ATTENDANCES = f"kind <> {Entity.ATTENDANCE:d}"
"""Of all versions but those, in the words of their index."""


def as_row(version: Version) -> Row:
    """A version as the columns of its table."""
    return (
        version.entity,
        version.id,
        int(version.kind),
        version.laptop,
        version.seq,
        version.time,
        b"".join(version.parents),
        int(version.deleted),
        int(version.redacted),
        version.fields,
    )


def latest_arrival(connection: Connection) -> int:
    """The number of the version that came last; 0: there is none."""
    return connection.value("SELECT coalesce(max(arrival), 0) FROM version")


def append(connection: Connection, versions: Iterable[Version]) -> None:
    """Write versions; one that is there already is left as it is."""
    connection.run_many(
        f"INSERT OR IGNORE INTO version ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        map(as_row, versions),
    )


def versions_of(connection: Connection, entity: bytes) -> list[Version]:
    """All versions of an entity, oldest first as far as their clocks tell."""
    rows = connection.rows(f"SELECT {COLUMNS} FROM version WHERE entity = ?", (entity,))
    return sorted(map(_version, rows), key=attrgetter("time", "seq", "id"))


def versions_below(connection: Connection, prefix: bytes) -> list[Version]:
    """All versions of the entities whose id begins with `prefix`: a session and its attendances."""
    rows = connection.rows(
        f"SELECT {COLUMNS} FROM version WHERE entity >= ? AND entity < ?",
        (prefix, prefix + b"\xff" * (ID_BYTES + 1)),
    )
    return sorted(map(_version, rows), key=attrgetter("time", "seq", "id"))


def version(connection: Connection, entity: bytes, name: bytes) -> Version:
    """One version by its id.

    Raises:
        LookupError: there is none.
    """
    row = connection.row(
        f"SELECT {COLUMNS} FROM version WHERE entity = ? AND id = ?", (entity, name)
    )
    if row is None:
        raise LookupError(name.hex())
    return _version(row)


def every_version(connection: Connection, kinds: Iterable[Entity] = Entity) -> Iterator[Version]:
    """The whole journal, or the versions of some kinds, entity by entity."""
    wanted = ", ".join(f"{kind:d}" for kind in kinds)
    for row in connection.each(
        f"SELECT {COLUMNS} FROM version WHERE kind IN ({wanted}) ORDER BY entity, id"
    ):
        yield _version(row)


def heads(versions: Iterable[Version]) -> list[Version]:
    """The versions of one entity that no other replaces, by id."""
    everything = list(versions)
    replaced = {parent for each in everything for parent in each.parents}
    return sorted((each for each in everything if each.id not in replaced), key=attrgetter("id"))


def current(versions: Iterable[Version]) -> Version | None:
    """The version shown: an edit beats a deletion, then the greatest id, until someone chooses."""
    tips = heads(versions)
    if not tips:
        return None
    return max(tips, key=lambda each: (not each.deleted, each.id))


@dataclass(frozen=True, slots=True)
class State:
    """What holds of one entity: the version shown, its first one, whether heads differ."""

    shown: Version
    first: Version
    conflict: bool = False


def state_of(versions: Sequence[Version]) -> State:
    """The state that all versions of one entity amount to; there is at least one."""
    if len(versions) == 1:
        return State(versions[0], versions[0])
    tips = heads(versions)
    shown = max(tips, key=lambda each: (not each.deleted, each.id))
    first = min(versions, key=lambda each: (bool(each.parents), each.id))
    differ = len({(each.deleted, each.fields) for each in tips}) > 1
    return State(shown, first, differ and shown.kind not in SETTLED_BY_RULE)


def states(connection: Connection, kinds: Iterable[Entity] = Entity) -> Iterator[State]:
    """The state of every entity of some kinds, deleted ones included."""
    return _states(every_version(connection, kinds))


def states_among(connection: Connection, kind: Entity, entities: str) -> Iterator[State]:
    """The state of every entity of a kind that a query gives."""
    rows = connection.each(
        f"""
        SELECT {COLUMNS} FROM version WHERE kind = {kind:d} AND entity IN ({entities})
        ORDER BY entity, id
        """
    )
    return _states(map(_version, rows))


def _states(versions: Iterable[Version]) -> Iterator[State]:
    for _, group in groupby(versions, key=attrgetter("entity")):
        yield state_of(list(group))


def states_but_attendances(connection: Connection) -> Iterator[State]:
    """The state of every entity but attendances, of which there are most by far."""
    rows = connection.each(
        f"SELECT {COLUMNS} FROM version WHERE {BUT_ATTENDANCES} ORDER BY entity, id"
    )
    return _states(map(_version, rows))


def texts(
    connection: Connection, kind: Entity, *, after: int = 0, until: int = _NEVER
) -> list[str]:
    """What the fields of a kind say, each text once: of what arrived after one and until another."""
    rows = connection.rows(
        "SELECT DISTINCT fields FROM version "
        f"WHERE arrival > ? AND arrival <= ? AND kind = {kind:d} AND NOT deleted",
        (after, until),
    )
    return [text for (text,) in rows]


def checksum(connection: Connection) -> str:
    """The kontrollsumma: SHA-256 over the sorted ids of all versions that somebody wrote.

    Links are left out. A merge writes them down itself when a token goes away, so which of them
    there are depends on what was known at that moment; they say only what other versions said.
    """
    digest = sha256()
    for (name,) in connection.each(
        f"SELECT id FROM version WHERE kind <> {Entity.LINK:d} ORDER BY id"
    ):
        digest.update(name)
    return f"sha256:{digest.hexdigest()}"


def _version(row: Row) -> Version:
    entity, name, kind, laptop, seq, time, parents, deleted, redacted, fields = row
    ids = tuple(parents[at : at + ID_BYTES] for at in range(0, len(parents), ID_BYTES))
    return Version(
        entity,
        Entity(kind),
        laptop,
        seq,
        time,
        ids,
        bool(deleted),
        fields,
        name,
        bool(redacted),
    )
