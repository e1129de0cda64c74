"""Who and what should be forgotten by now: asked for elsewhere, or kept for longer than needed.

Nothing is erased by itself. What is due is proposed, and a person who knows the names decides:
somebody not seen for two years may have been on the other laptop all the time.
"""

from dataclasses import dataclass
from datetime import date

from halsoverkstad.domain.swedish import sort_key
from halsoverkstad.domain.words import Dimension, Kind
from storage import doubles, erasure, participants, traces
from storage.participants import ParticipantRow
from storage.sessions import LogRow, log_rows
from storage.store import Store

_FIRST_DAY = date(1970, 1, 1).toordinal()
_DAY_MILLISECONDS = 24 * 60 * 60 * 1000
_LEAP_DAY = (2, 29)


@dataclass(frozen=True)
class Due:
    """Somebody known here by a name or a code, who should be forgotten.

    `requested`: another record that counts as the same person has been erased. Else they have not
    been seen since `last`.
    """

    row: ParticipantRow
    requested: bool
    last: date


@dataclass(frozen=True)
class DueNotes:
    """Notes that should go: of sessions long ago, and about individual support."""

    old: tuple[LogRow, ...]
    individual: tuple[LogRow, ...]


_KNOWN_HERE = (
    "p.erased = 0 AND (p.id IN (SELECT participant FROM naming) "
    "OR p.id IN (SELECT participant FROM code))"
)
_REQUESTED = (
    "EXISTS (SELECT 1 FROM participant AS e "
    "WHERE e.person = p.person AND e.id <> p.id AND e.erased = 1)"
)
_LAST_SEEN = f"""
    coalesce(seen.day, {_FIRST_DAY} + (
        SELECT min(time) FROM version WHERE entity = p.id) / {_DAY_MILLISECONDS})
"""
"""Somebody's latest visit under any record of theirs; without one the day they were registered."""
_DUE = f"""
    FROM participant AS p
    LEFT JOIN (
        SELECT each.person, max(s.day) AS day FROM attendance AS a
        JOIN session AS s ON s.id = a.session JOIN participant AS each ON each.id = a.participant
        GROUP BY each.person
    ) AS seen ON seen.person = p.person
    WHERE {_KNOWN_HERE} AND ({_REQUESTED} OR {_LAST_SEEN} < ?)
"""


def due(store: Store) -> list[Due]:
    """Everybody who should be forgotten: first those asked for, then those not seen the longest."""
    with store.snapshot():
        rows = store.connection.rows(
            f"SELECT p.id, {_REQUESTED}, {_LAST_SEEN} {_DUE}",
            (names_before(store).toordinal(),),
        )
        found = [
            Due(participants.get(store, participant), bool(requested), date.fromordinal(last))
            for participant, requested, last in rows
        ]
    return sorted(
        found, key=lambda each: (not each.requested, each.last, sort_key(each.row.display))
    )


def count_due(store: Store) -> tuple[int, int]:
    """How many erasures are asked for, and how many others have not been seen for long."""
    requested = store.connection.value(
        f"SELECT count(*) FROM participant AS p WHERE {_KNOWN_HERE} AND {_REQUESTED}"
    )
    every = store.connection.value(f"SELECT count(*) {_DUE}", (names_before(store).toordinal(),))
    return requested, every - requested


def notes_due(store: Store) -> DueNotes:
    """The notes that should go, the newest first."""
    has_note = "s.id IN (SELECT session FROM note)"
    individual = store.choices.rank(Dimension.KIND, Kind.INDIVIDUAL)
    return DueNotes(
        tuple(
            log_rows(
                store,
                f"{has_note} AND s.kind <> ? AND s.day < ?",
                (individual, notes_before(store).toordinal()),
            )
        ),
        tuple(log_rows(store, f"{has_note} AND s.kind = ?", (individual,))),
    )


def names_before(store: Store) -> date:
    """The day before which somebody must have been seen last to be proposed for erasure."""
    return _years_before(store.today(), store.programme.retention.name_years)


def notes_before(store: Store) -> date:
    """The day before which a session must lie for its note to be proposed for removal."""
    return _years_before(store.today(), store.programme.retention.note_years)


def _years_before(day: date, years: int) -> date:
    year = max(day.year - years, date.min.year)
    if (day.month, day.day) == _LEAP_DAY:
        return date(year, 3, 1)
    return day.replace(year=year)


def say_different(store: Store, participant: bytes) -> None:
    """Say that somebody is another person than those whose erasure asks for theirs."""
    erased = store.connection.rows(
        "SELECT e.id FROM participant AS e JOIN participant AS p ON p.person = e.person "
        "WHERE p.id = ? AND e.id <> p.id AND e.erased = 1",
        (participant,),
    )
    for (other,) in erased:
        doubles.answer(store, participant, other, same=False)


def records_here(store: Store, participant: bytes) -> list[ParticipantRow]:
    """The records known here by a name or code that count as a participant, the own one first."""
    rows = store.connection.rows(
        f"""
        SELECT p.id FROM participant AS p JOIN participant AS own ON own.person = p.person
        WHERE own.id = ?1 AND (p.id = ?1 OR {_KNOWN_HERE}) ORDER BY p.id <> ?1, p.seq, p.id
        """,
        (participant,),
    )
    return [participants.get(store, each) for (each,) in rows]


def clean_notes(store: Store) -> int:
    """Remove all notes that are due, for good; how many there were."""
    found = notes_due(store)
    sessions = [row.session for row in (*found.individual, *found.old)]
    for session in sessions:
        traces.clean_note(store, session)
    erasure.truncate_log(store)
    return len(sessions)
