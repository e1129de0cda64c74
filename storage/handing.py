"""What this computer hands in: the export's number, whom it is for, and the coordinator's part."""

from collections.abc import Iterator
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


def last_export(store: Store) -> datetime | None:
    """When this computer last wrote an export; None: never."""
    told = local.get(store.connection, local.EXPORTED)
    return None if told is None else datetime.fromisoformat(told)


def peer_keys(store: Store) -> list[tuple[bytes, str]]:
    """Public keys (Ed25519, age) of the other computers known, by laptop id."""
    return [
        (sign, age)
        for sign, age in store.connection.rows(
            "SELECT sign_key, age_key FROM peer WHERE laptop <> ? ORDER BY laptop",
            (store.laptop.id,),
        )
    ]


def answers_and_erasures(store: Store) -> Iterator[Version]:
    """What the coordinator tells the laptops: answers, and who has been erased. No attendance."""
    yield from journal.every_version(store.connection, {Entity.ANSWER, Entity.SESSION_ANSWER})
    for version in journal.every_version(store.connection, {Entity.PARTICIPANT}):
        if version.redacted or '"erased":true' in version.fields:
            yield version
