"""Whose words a laptop hands in: its own, and what it can know of the others.

A version is not signed by itself; its file is. So of what a file says in another laptop's name only
two things are taken: what the coordinator tells all laptops (answers, erasures; `storage.handing`),
and the register that a copy of a database goes on with, which has the same keys. Whatever is known
already is only repeated: its id is the hash of what it says.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from halsoverkstad.domain.errors import Fault
from storage import handing, journal, redacted
from storage.encoding import load
from storage.journal import Entity, Version
from storage.peers import Sender
from storage.store import Store


def refuse_others_words(
    store: Store, sender: Sender, versions: Sequence[Version], file: str
) -> None:
    """See that a laptop's file says nothing in another's name but what it may know.

    Raises:
        Fault: it does; the sentence names the file and both laptops.
    """
    others = [
        each for each in versions if each.laptop != sender.laptop and not handing.is_told_on(each)
    ]
    register = _register(store, sender, versions if others else ())
    for each in others:
        if each.seq > register.get(each.laptop, -1) and not _is_known(store, each):
            raise Fault(
                f"{file}: datorn {sender.name} lämnar in uppgifter i en annan dators namn "
                f"({_name(store, each.laptop)}), så filen lästes inte. Ring den som har "
                f"{sender.name} och fråga var de kommer ifrån."
            )


@dataclass(frozen=True)
class Erasures:
    """Whom a file says to be erased: its laptop, and the registers that it goes on with."""

    laptops: frozenset[bytes]
    participants: frozenset[bytes]


def erasures_in(store: Store, sender: Sender, versions: Sequence[Version]) -> Erasures:
    """Whom one file says to be erased."""
    participants = redacted.erased_in(each for each in versions if not each.redacted)
    register = _register(store, sender, versions if participants else ())
    return Erasures(frozenset({sender.laptop, *register}), frozenset(participants))


def of_others(store: Store, told: Sequence[Erasures], before: Collection[bytes]) -> tuple[int, ...]:
    """For each file, how many of another laptop it erases, of whom no file of that laptop says so.

    Args:
        store: the database, with the files' versions in its journal.
        told: what each of the files says.
        before: who was erased already.
    """
    new = frozenset[bytes]().union(*(each.participants for each in told)) - {*before}
    owners = {each: _registered_on(store, each) for each in new}
    strange = {
        each
        for each in new
        if not any(each in one.participants and owners[each] <= one.laptops for one in told)
    }
    return tuple(len(each.participants & strange) for each in told)


def _register(store: Store, sender: Sender, versions: Iterable[Version]) -> Mapping[bytes, int]:
    """The laptops whose register a laptop goes on with as a copy, and up to which number of theirs."""
    told = [
        each for each in versions if each.entity == sender.laptop and each.kind is Entity.LAPTOP
    ]
    register: dict[bytes, int] = {}
    for each in told:
        for laptop, seq in load(each.fields).get("knows", {}).items():
            name = bytes.fromhex(laptop)
            if _has_keys_of(store, name, sender):
                register[name] = max(seq, register.get(name, -1))
    return register


def _has_keys_of(store: Store, laptop: bytes, sender: Sender) -> bool:
    """Whether a laptop has the keys of another, as far as is known here."""
    key = store.connection.value("SELECT sign_key FROM peer WHERE laptop = ?", (laptop,))
    return key is None or key == sender.sign_key


def _is_known(store: Store, version: Version) -> bool:
    try:
        journal.version(store.connection, version.entity, version.id)
    except LookupError:
        return False
    return True


def _registered_on(store: Store, participant: bytes) -> set[bytes]:
    """The laptop that registered somebody; several, where one only says so."""
    versions = journal.versions_of(store.connection, participant)
    return {each.laptop for each in versions if not each.parents}


def _name(store: Store, laptop: bytes) -> str:
    return (
        store.connection.value("SELECT name FROM laptop WHERE id = ?", (laptop,)) or "okänd dator"
    )
