"""What there is to analyse: sessions as they count, and who was at them. No names, codes or notes.

As figures count them: a session logged twice is one, linked people are one.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from halsoverkstad.domain.facts import Attributes, Heads
from halsoverkstad.domain.words import Dimension
from storage import keeping
from storage.store import Store


@dataclass(frozen=True)
class HeldSession:
    """A session that counts; `start` is `HH:MM` or empty, `workshop` empty for none."""

    id: bytes
    laptop: bytes
    day: date
    start: str
    minutes: int | None
    workshop: str
    kind: str
    activity: str
    place: str
    turned_away: int
    language_training: bool
    partners: tuple[str, ...]


@dataclass(frozen=True)
class Visit:
    """One person at one session."""

    session: bytes
    person: bytes
    day: date
    attributes: Attributes


def sessions(store: Store) -> Iterator[HeldSession]:
    """Every session that counts; of one logged twice the fuller log's turned away."""
    away = dict(store.connection.rows("SELECT held, max(turned_away) FROM session GROUP BY held"))
    choices = store.choices
    for row in store.connection.each(
        "SELECT id, laptop, day, start, minutes, workshop, kind, activity, place, "
        "language_training, partners FROM session WHERE held = id ORDER BY id"
    ):
        session, laptop, day, start, minutes, workshop, kind, activity, place, trains, partners = (
            row
        )
        yield HeldSession(
            session,
            laptop,
            date.fromordinal(day),
            start,
            minutes,
            choices.value(Dimension.WORKSHOP, workshop),
            choices.value(Dimension.KIND, kind),
            activity,
            place,
            away[session],
            bool(trains),
            tuple(json.loads(partners)),
        )


def heads(store: Store) -> Iterator[tuple[bytes, str, Heads]]:
    """The heads counted without name, by session and group; `new` None: nobody said."""
    for session, grp, count, new in store.connection.each(
        """
        SELECT logged.held, h.grp, sum(h.counted),
            CASE WHEN count(h.new) > 0 THEN sum(h.counted_new) END
        FROM heads AS h JOIN session AS logged ON logged.id = h.session
        GROUP BY logged.held, h.grp HAVING sum(h.counted) > 0 OR sum(h.counted_new) > 0
        ORDER BY logged.held, h.grp
        """
    ):
        yield session, store.choices.value(Dimension.GROUP, grp), Heads(count, new)


def visits(store: Store) -> Iterator[Visit]:
    """Every person at every session, person by person in the order of time."""
    for session, person, day, *ranks in store.connection.each(
        "SELECT session, person, day, grp, area, sex FROM fact ORDER BY person, day, session"
    ):
        yield Visit(session, person, date.fromordinal(day), store.choices.attributes(*ranks))


def erased_people(store: Store) -> set[bytes]:
    """The people of whom any record has been erased: no more of them may be told than counts.

    Whom this computer has kept, since nobody had asked for it, is not among them.
    """
    gone = keeping.erased(store)
    persons = store.connection.rows("SELECT id, person FROM participant WHERE erased = 1")
    return {person for participant, person in persons if participant in gone}


def values(store: Store) -> Mapping[Dimension, tuple[str, ...]]:
    """The values of each dimension in their order, which decides ties; the unknown one first."""
    found: dict[Dimension, list[str]] = {}
    for dimension, value in store.connection.rows(
        "SELECT dimension, value FROM choice ORDER BY dimension, rank"
    ):
        found.setdefault(Dimension(dimension), []).append(value)
    return {dimension: tuple(each) for dimension, each in found.items()}
