"""Versions that an erasure has blanked: their id can no longer tell whether the rest is true.

Where the whole version is known, here or in the file, the blanked one must agree with it in all
that an erasure leaves: when it was written, on which laptop, what it replaced.
"""

from collections.abc import Collection, Iterable, Sequence

from halsoverkstad.domain.errors import Fault
from storage import journal
from storage.journal import ID_BYTES, Entity, Version
from storage.store import Store


def refuse_lies(store: Store, versions: Sequence[Version], file: str) -> None:
    """See that blanked versions agree with what is known of the same ones here.

    Raises:
        Fault: one does not; the sentence names the file.
    """
    for each in versions:
        if each.redacted and not _agrees(each, _known(store, each)):
            raise Fault(
                f"{file}: en rensad uppgift stämmer inte med det som redan är känt om den, så "
                "filen lästes inte. Uppdatera programmet på datorn som skrev filen och be om en ny."
            )


def make_room(store: Store, versions: Sequence[Version], erased: Collection[bytes]) -> None:
    """Drop blanked versions that whole ones take the place of, in a transaction before those arrive.

    A whole version is vouched for by its id. It takes the place of a blanked one that is untrue;
    and of one that has tokens, so that what they link can be written down before they go again.

    Args:
        store: the database.
        versions: those about to be written.
        erased: the participants who have been erased, here or in what is being merged.
    """
    if not erased:
        return
    for each in versions:
        if each.redacted or each.entity[-ID_BYTES:] not in erased:
            continue
        known = _known(store, each)
        if (
            known is not None
            and known.redacted
            and not (_agrees(each, known) and each.kind is Entity.ATTENDANCE)
        ):
            store.connection.run(
                "DELETE FROM version WHERE entity = ? AND id = ?", (each.entity, each.id)
            )


def erased_in(versions: Iterable[Version]) -> set[bytes]:
    """The participants of whom some versions say that they are erased."""
    return {
        each.entity
        for each in versions
        if each.kind is Entity.PARTICIPANT and '"erased":true' in each.fields
    }


def _known(store: Store, version: Version) -> Version | None:
    try:
        return journal.version(store.connection, version.entity, version.id)
    except LookupError:
        return None


def _agrees(one: Version, other: Version | None) -> bool:
    return other is None or (
        (one.kind, one.laptop, one.seq, one.time, one.parents, one.deleted)
        == (other.kind, other.laptop, other.seq, other.time, other.parents, other.deleted)
    )
