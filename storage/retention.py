"""Who and what should be forgotten by now: asked for elsewhere, or kept for longer than needed.

Nothing is erased by itself. What is due is proposed, and a person who knows the names decides:
somebody not seen for two years may have been on the other laptop all the time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum, auto
from functools import partial

from halsoverkstad.domain.swedish import sort_key
from halsoverkstad.domain.words import Dimension, Kind
from storage import doubles, journal, redacted, traces
from storage.journal import Version
from storage.register_rows import ParticipantRow, rows_of
from storage.sessions import LogRow, log_rows
from storage.store import Store

_FIRST_DAY = date(1970, 1, 1).toordinal()
_DAY_MILLISECONDS = 24 * 60 * 60 * 1000
_LEAP_DAY = (2, 29)


class Why(IntEnum):
    """Why somebody should be forgotten; in this order they are asked about."""

    ERASED = auto()
    """This very record has been erased on another computer, as a file that was merged here says."""
    REQUESTED = auto()
    """Another record that counts as the same person has been erased."""
    UNSEEN = auto()
    """Nobody has seen them for long."""


@dataclass(frozen=True)
class Due:
    """Somebody known here by a name or a code, who should be forgotten, and why.

    `day` is when the record was erased, by the clock of the computer `by` that did it (None: its
    name is not known here), or when they were last seen.
    """

    row: ParticipantRow
    why: Why
    day: date
    by: str | None = None


@dataclass(frozen=True)
class DueNotes:
    """Notes that should go: of sessions long ago, and about individual support."""

    old: tuple[LogRow, ...]
    individual: tuple[LogRow, ...]


_KNOWN_HERE = "(p.id IN (SELECT participant FROM naming) OR p.id IN (SELECT participant FROM code))"
_ERASED = "p.erased = 1"
_ASKS = "e.erased = 1 AND e.id NOT IN (SELECT participant FROM kept_name)"
"""Whether an erased record `e` asks about others: not if somebody here has said no to it."""
_ASKED = f"p.person IN (SELECT e.person FROM participant AS e WHERE {_ASKS})"
_WHY = f"""
    CASE WHEN {_ERASED} THEN {Why.ERASED:d}
        WHEN {_ASKED} THEN {Why.REQUESTED:d} ELSE {Why.UNSEEN:d} END
"""
_LAST_SEEN = f"""
    coalesce(seen.day, {_FIRST_DAY} + (
        SELECT min(time) FROM version WHERE entity = p.id) / {_DAY_MILLISECONDS})
"""
"""Somebody's latest visit under any record of theirs; without one the day they were registered."""
_DUE = f"""
    SELECT p.id AS participant, {_WHY} AS why, {_LAST_SEEN} AS last
    FROM participant AS p
    LEFT JOIN (
        SELECT each.person, max(s.day) AS day FROM attendance AS a
        JOIN session AS s ON s.id = a.session JOIN participant AS each ON each.id = a.participant
        GROUP BY each.person
    ) AS seen ON seen.person = p.person
    WHERE {_KNOWN_HERE}
"""
_IS_DUE = f"why < {Why.UNSEEN:d} OR last < ?"


def due(store: Store) -> list[Due]:
    """Everybody who should be forgotten: first those erased elsewhere, then the longest unseen."""
    with store.snapshot():
        rows = store.connection.rows(
            f"SELECT participant, why, last FROM ({_DUE}) WHERE {_IS_DUE}",
            (names_before(store).toordinal(),),
        )
        lines = rows_of(store, [participant for participant, *_ in rows])
        found = [
            _due(store, line, Why(why), last)
            for line, (_, why, last) in zip(lines, rows, strict=True)
        ]
    return sorted(found, key=lambda each: (each.why, each.day, sort_key(each.row.display)))


def count_due(store: Store) -> tuple[int, int]:
    """How many have been erased elsewhere, and how many others have not been seen for long."""
    counts = dict(
        store.connection.rows(
            f"SELECT why < {Why.UNSEEN:d}, count(*) FROM ({_DUE}) WHERE {_IS_DUE} GROUP BY 1",
            (names_before(store).toordinal(),),
        )
    )
    return counts.get(1, 0), counts.get(0, 0)


def count_erased_elsewhere(store: Store) -> int:
    """How many who are known here have been erased elsewhere, themselves or as another record."""
    return store.connection.value(
        f"SELECT count(*) FROM participant AS p WHERE {_KNOWN_HERE} AND ({_ERASED} OR {_ASKED})"
    )


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
    for other in _others_erased(store, participant):
        doubles.answer(store, participant, other, same=False)


def _due(store: Store, row: ParticipantRow, why: Why, last: int) -> Due:
    participant = row.participant
    if why is Why.UNSEEN:
        return Due(row, why, date.fromordinal(last))
    erased = [participant] if why is Why.ERASED else _others_erased(store, participant)
    first = min(map(partial(_erasure, store), erased), key=lambda each: (each.time, each.id))
    when = datetime.fromtimestamp(first.time / 1000, tz=UTC).astimezone(store.now().tzinfo)
    name = store.connection.value("SELECT name FROM laptop WHERE id = ?", (first.laptop,))
    return Due(row, why, when.date(), name)


def _erasure(store: Store, participant: bytes) -> Version:
    """The first version that erased a participant."""
    versions = journal.versions_of(store.connection, participant)
    erasing = [each for each in versions if redacted.erased_in([each])]
    # What an erasure has blanked says so too.
    return min(erasing, key=lambda each: (each.redacted, each.time, each.id))


def _others_erased(store: Store, participant: bytes) -> list[bytes]:
    """Other records that count as the same person and have been erased, but for those kept here."""
    rows = store.connection.rows(
        "SELECT e.id FROM participant AS p "
        f"JOIN participant AS e ON e.person = p.person AND e.id <> p.id AND {_ASKS} WHERE p.id = ?",
        (participant,),
    )
    return [other for (other,) in rows]


def records_here(store: Store, participant: bytes) -> list[ParticipantRow]:
    """The records known here by a name or code that count as a participant, the own one first."""
    rows = store.connection.rows(
        f"""
        SELECT p.id FROM participant AS p JOIN participant AS own ON own.person = p.person
        WHERE own.id = ?1 AND (p.id = ?1 OR {_KNOWN_HERE}) ORDER BY p.id <> ?1, p.seq, p.id
        """,
        (participant,),
    )
    return rows_of(store, [each for (each,) in rows])


def clean_notes(store: Store) -> int:
    """Remove all notes that are due, for good; how many there were."""
    found = notes_due(store)
    sessions = [row.session for row in (*found.individual, *found.old)]
    traces.clean_notes(store, sessions)
    return len(sessions)
