"""What conflicts are about, in words that people know it by: a date, a workshop, a pseudonym."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from storage import journal
from storage.encoding import load, session_from
from storage.journal import ID_BYTES, Entity
from storage.pseudonym import participant_code
from storage.store import Store


@dataclass(frozen=True)
class Clash:
    """What was changed on two computers. What does not apply is None or empty."""

    kind: Entity
    day: date | None = None
    workshop: str = ""
    activity: str = ""
    participant: str = ""
    """A pseudonym."""
    laptop: str = ""


def clashes(store: Store) -> tuple[Clash, ...]:
    """All conflicts nobody has chosen in yet: sessions by date, then the rest."""
    rows = store.connection.rows("SELECT entity, kind FROM conflict ORDER BY kind, entity")
    found = [_clash(store, entity, Entity(kind)) for entity, kind in rows]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.day is None,
                each.day or date.min,
                each.workshop,
                each.activity,
                each.participant,
            ),
        )
    )


def _clash(store: Store, entity: bytes, kind: Entity) -> Clash:
    participant = ""
    if kind is Entity.PARTICIPANT:
        participant = participant_code(entity)
    elif kind is Entity.ATTENDANCE:
        participant = participant_code(entity[ID_BYTES:])
    elif kind is Entity.ANSWER:
        participant = " och ".join(map(participant_code, (entity[:ID_BYTES], entity[ID_BYTES:])))
    if kind in {Entity.SESSION, Entity.ATTENDANCE, Entity.SESSION_ANSWER}:
        for fields in _told(store, entity[:ID_BYTES]):
            session = session_from(fields)
            return Clash(kind, session.day, session.workshop, session.activity, participant)
    if kind is Entity.LAPTOP:
        for fields in _told(store, entity):
            return Clash(kind, laptop=str(fields["name"]))
    return Clash(kind, participant=participant)


def _told(store: Store, entity: bytes) -> Iterator[dict[str, object]]:
    """What is shown of an entity, and before that what was; nothing of one that never was."""
    versions = journal.versions_of(store.connection, entity)
    if not versions:
        return
    shown = journal.state_of(versions).shown
    for each in (shown, *reversed(versions)):
        if not each.deleted:
            yield load(each.fields)
