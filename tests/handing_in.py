"""Laptops of a programme and what they hand to each other, without files."""

from collections.abc import Iterable
from hashlib import sha256
from itertools import count

from storage import handing, journal, local, merging
from storage.delivery import Delivery
from storage.journal import Version
from storage.peers import Sender
from storage.store import Store
from tests.stores import new_store

SECRET = "11" * 32
_numbers = count(1)


def laptop(name: str, seed: int) -> Store:
    """A laptop of the programme, with the secret that all share."""
    store = new_store(seed=seed, laptop=name)
    local.put(store.connection, local.SECRET, SECRET)
    store.reload()
    return store


def handed_in(store: Store) -> Delivery:
    """What a laptop hands in: everything its journal has."""
    return _delivery(store, journal.every_version(store.connection))


def answer_of(coordinator: Store) -> Delivery:
    """What the coordinator sends back to the laptops."""
    return _delivery(coordinator, handing.answers_and_erasures(coordinator))


def merge(store: Store, *deliveries: Delivery) -> None:
    """Merge deliveries, one command each."""
    for each in deliveries:
        merging.merge(store, [each])


def _delivery(store: Store, versions: Iterable[Version]) -> Delivery:
    number = next(_numbers)
    mine = store.laptop
    return Delivery(
        f"{mine.name}.halsa",
        sha256(f"{mine.id.hex()} {number}".encode()).digest(),
        Sender(mine.id, mine.name, mine.id * 2, "age1", "samma"),
        number,
        number,
        list(versions),
    )
