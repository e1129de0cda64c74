"""What this computer hands in: the export's number, whom it is for, and the coordinator's part."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from storage import journal, local
from storage.journal import Entity, Version
from storage.store import Store


def next_number(store: Store) -> int:
    """The number of this computer's next export, from 1."""
    return int(local.get(store.connection, local.EXPORT_NUMBER) or 0) + 1


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
    told = {Entity.ANSWER, Entity.SESSION_ANSWER, Entity.LINK} | {*journal.SETTLED_BY_RULE}
    yield from journal.every_version(store.connection, told)
    for version in journal.every_version(store.connection, {Entity.PARTICIPANT}):
        if version.redacted or '"erased":true' in version.fields:
            yield version
