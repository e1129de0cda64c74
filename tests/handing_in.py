"""Laptops of a programme and what they hand to each other, without files."""

from collections.abc import Iterable
from hashlib import sha256
from itertools import count

from storage import erasure, handing, journal, local, merging
from storage.delivery import Delivery
from storage.journal import Entity, Version
from storage.peers import Sender
from storage.store import Store
from tests.stores import new_store

SECRET = "11" * 32
BY_WHOM = ("another laptop", "in the owner's name", "the coordinator")
"""Who may say that somebody of a laptop is erased, beside that laptop."""
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


def erased_in_another_name(owner: Store, thief: Store, participant: bytes, who: str) -> Delivery:
    """A file that erases somebody of another laptop, whoever it says has done it."""
    there = journal.versions_of(owner.connection, participant)
    version = Version.written(
        participant,
        Entity.PARTICIPANT,
        laptop=(owner if who == "in the owner's name" else thief).laptop.id,
        seq=99,
        time=there[-1].time + 1000,
        parents=(each.id for each in journal.heads(there)),
        fields='{"erased":true,"group":"vuxna"}',
    )
    file = handed_in(thief)
    return Delivery(**{**file.__dict__, "versions": [*file.versions, version]})


def reached(three: tuple[Store, Store, Store], participant: bytes, who: str) -> None:
    """Let an erasure of the first laptop's person come back to it by way of the coordinator."""
    one, other, coordinator = three
    if who == "the coordinator":
        erasure.erase(coordinator, participant)
    else:
        merge(coordinator, erased_in_another_name(one, other, participant, who))
    merge(one, answer_of(coordinator))
