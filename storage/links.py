"""Links between participants that outlive the tokens which made them.

A token goes away by an erasure. The links it made are written down first, as facts between ids: so
an erased person still counts once. (A new lösenfras takes none away: `storage.epochs`.)
"""

from collections.abc import Iterable

from storage import persons
from storage.journal import ID_BYTES, Entity, Version
from storage.store import Store

_WRITER = bytes(ID_BYTES)
"""Links written down have no laptop, number or time: equal facts are equal versions."""


def link_version(one: bytes, other: bytes) -> Version:
    """The fact that two participants are one, as a version that anyone would write alike.

    The greater id stands first: with the smaller first the pair is what a person answers about, and
    an answer must not replace the fact, nor its taking back take the fact away.
    """
    return Version.written(
        max(one, other) + min(one, other),
        Entity.LINK,
        laptop=_WRITER,
        seq=0,
        time=0,
        parents=(),
        fields="{}",
    )


def behind(store: Store, participants: Iterable[bytes]) -> list[Version]:
    """What tokens have linked within the persons of some participants, as facts to write down."""
    wanted = list(participants)
    if not wanted:
        return []
    links = persons.links(store)
    pairs = {pair for each in wanted for pair in links.behind(each)}
    return [link_version(*pair) for pair in sorted(pairs)]
