"""What this computer hands in: the export's number, whom it is for, and the coordinator's part."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from storage import journal, local
from storage.journal import Entity, Version
from storage.store import Store

_TOLD_ON = frozenset({Entity.ANSWER, Entity.SESSION_ANSWER, Entity.LINK, *journal.SETTLED_BY_RULE})


def next_number(store: Store) -> int:
    """The number of this computer's next export, from 1."""
    return int(local.get(store.connection, local.EXPORT_NUMBER) or 0) + 1


def answer_time(store: Store) -> int:
    """The time of the coordinator's next file, milliseconds since 1970: later than of any before.

    Laptops tell by it which file is the latest, whatever the clock here has been through.
    """
    last = int(local.get(store.connection, local.ANSWER_TIME) or 0)
    return max(int(store.now().timestamp() * 1000), last + 1)


def remember_answer(store: Store, time: int) -> None:
    """Note the time of the coordinator's latest file."""
    with store.connection.transaction():
        local.put(store.connection, local.ANSWER_TIME, str(time))


def remember_export(store: Store, number: int) -> None:
    """Note that an export has been written."""
    with store.connection.transaction():
        local.put(store.connection, local.EXPORT_NUMBER, str(number))
        local.put(store.connection, local.EXPORTED, store.now().isoformat(timespec="seconds"))
        seq = local.get(store.connection, local.SEQ) or "0"
        local.put(store.connection, local.EXPORTED_SEQ, seq)


def last_export(store: Store) -> datetime | None:
    """When this computer last wrote an export; None: never."""
    told = local.get(store.connection, local.EXPORTED)
    return None if told is None else datetime.fromisoformat(told)


def changes_since(store: Store) -> Mapping[Entity, int]:
    """What was written here since the latest export, or ever: how many of each kind of entity."""
    seq = int(local.get(store.connection, local.EXPORTED_SEQ) or 0)
    return {
        Entity(kind): count
        for kind, count in store.connection.rows(
            "SELECT kind, count(DISTINCT entity) FROM version WHERE laptop = ? AND seq > ? "
            "GROUP BY kind",
            (store.laptop.id, seq),
        )
    }


def peer_keys(store: Store) -> list[tuple[bytes, str]]:
    """Public keys (Ed25519, age) of the other computers known, by laptop id."""
    return [
        (sign, age)
        for sign, age in store.connection.rows(
            "SELECT sign_key, age_key FROM peer WHERE laptop <> ? ORDER BY laptop",
            (store.laptop.id,),
        )
    ]


def versions(store: Store) -> int:
    """How many versions the journal holds."""
    return store.connection.value("SELECT count(*) FROM version")


def answers_and_erasures(store: Store) -> Iterator[Version]:
    """What the coordinator tells the laptops: answers, and who has been erased. No attendance.

    With the links that were written down when tokens went: they tell a laptop whom of its own an
    erasure elsewhere may concern; and with the survey's panel, whom a laptop knows by name.
    """
    kinds = _TOLD_ON | {Entity.PARTICIPANT}
    yield from filter(is_told_on, journal.every_version(store.connection, kinds))


def is_told_on(version: Version) -> bool:
    """Whether a laptop may know a version of another one, from the coordinator's file."""
    if version.kind is Entity.PARTICIPANT:
        return version.redacted or '"erased":true' in version.fields
    return version.kind in _TOLD_ON
