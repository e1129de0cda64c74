"""What the form of a session asks of the store; each runs as one call on its thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from halsoverkstad.domain.facts import Session
from halsoverkstad.domain.swedish import sort_key
from halsoverkstad.domain.words import COMMON
from screens.attendance import Chosen
from screens.session_draft import Written, blank, written
from storage import register_rows, sessions
from storage.register_rows import ParticipantFilter, ParticipantRow
from storage.sessions import LogFilter, SessionEntry
from storage.store import Store


@dataclass(frozen=True)
class Opened:
    """A session as the form shows it."""

    form: Written
    chosen: tuple[Chosen, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is often written in the fields, the likeliest first."""

    activities: Sequence[str]
    places: Sequence[str]
    partners: Sequence[str]


def open_blank(store: Store, now: datetime) -> Opened:
    """A new session: in the workshop and at the place where the last one logged here was."""
    form = blank(now)
    last = sessions.latest(store)
    if last is None:
        return Opened(form)
    workshop = store.programme.workshop(last.session.workshop)
    runs = workshop is not None and workshop.runs(now.date())
    return Opened(
        replace(form, workshop=last.session.workshop if runs else COMMON, place=last.session.place)
    )


def open_session(store: Store, session: bytes) -> Opened:
    """A session that is to be changed.

    Raises:
        LookupError: it has been deleted.
    """
    entry = sessions.get(store, session)
    return Opened(written(entry.session, entry.note), _chosen(store, entry))


def last_time(store: Store, workshop: str | None) -> tuple[Session, list[ParticipantRow]] | None:
    """The session logged last here, or the latest of a workshop; and who was there."""
    if workshop is None:
        entry = sessions.latest(store)
    else:
        found = sessions.page(store, LogFilter(workshop=workshop), 0, 1)
        entry = sessions.get(store, found[0].session) if found else None
    if entry is None:
        return None
    return entry.session, [each.row for each in _chosen(store, entry)]


def known_words(store: Store, workshop: str) -> Known:
    """What to suggest in the fields."""
    return Known(
        sessions.known_activities(store, workshop),
        sessions.known_places(store),
        sessions.known_partners(store),
    )


def save(
    store: Store, entry: SessionEntry, session: bytes | None, counted_before: Sequence[str]
) -> int:
    """Save, and take those who were counted without name before off what was counted then.

    Args:
        store: where.
        entry: what the form holds.
        session: the session that is changed; None: a new one.
        counted_before: the group of each newly registered who was counted earlier this year.

    Returns:
        How many were taken off.
    """
    # A new session is saved last: its own heads are others, and one undo takes it back. A changed
    # one is saved first: what is taken off may be its own.
    if session is not None:
        sessions.save(store, entry, session)
    taken = sum(sessions.take_off_new(store, group, entry.session.day) for group in counted_before)
    if session is None:
        sessions.save(store, entry)
    return taken


def _chosen(store: Store, entry: SessionEntry) -> tuple[Chosen, ...]:
    register = _register(store) if entry.present else {}
    found = [
        Chosen(register[each.participant], each.attributes)
        for each in entry.present
        if each.participant in register
    ]
    return tuple(sorted(found, key=lambda each: sort_key(each.row.display)))


def _register(store: Store) -> dict[bytes, ParticipantRow]:
    # The whole register in one query takes 30 ms; one participant at a time takes 6 ms each.
    everyone = ParticipantFilter()
    rows = register_rows.page(store, everyone, 0, register_rows.count(store, everyone))
    return {row.participant: row for row in rows}
