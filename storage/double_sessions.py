"""Sessions that may have been logged twice: questions, and the answers given.

Same day, kind, workshop, activity and place, and times that overlap (or are not known), or people
who were at both.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from halsoverkstad.domain.identity.linking import pair
from storage import sessions
from storage.journal import Entity
from storage.sessions import LogRow, SessionEntry, row_of
from storage.store import Store
from storage.writing import writing

_ALIKE = """
    FROM session AS one JOIN session AS other
    ON other.day = one.day AND other.id > one.id AND other.kind = one.kind
        AND other.workshop = one.workshop AND other.activity = one.activity
        AND other.place = one.place
    WHERE one.day BETWEEN ? AND ? AND one.held <> other.held
    AND (one.start = '' OR other.start = '' OR (
            unixepoch(one.start) < unixepoch(other.start) + 60 * coalesce(other.minutes, 1)
            AND unixepoch(other.start) < unixepoch(one.start) + 60 * coalesce(one.minutes, 1))
        OR EXISTS (SELECT 1 FROM fact AS f JOIN fact AS g ON g.day = f.day AND g.person = f.person
            WHERE f.day = one.day AND f.session = one.held AND g.session = other.held))
    AND NOT EXISTS (SELECT 1 FROM session_answer AS a
        WHERE a.first = one.id AND a.second = other.id)
"""


@dataclass(frozen=True)
class LoggedTwice:
    """Two sessions that may be one."""

    first: LogRow
    second: LogRow


@dataclass(frozen=True)
class AnsweredTwice:
    """What somebody said of two sessions."""

    first: LogRow
    second: LogRow
    same: bool
    when: datetime


@dataclass(frozen=True)
class Beside:
    """Two sessions with all that was logged, by which computer, and how many were at both."""

    entries: tuple[SessionEntry, SessionEntry]
    laptops: tuple[str, str]
    in_both: int


def open_questions(
    store: Store, first_day: int = 1, last_day: int = 4_000_000
) -> list[LoggedTwice]:
    """The pairs without an answer, the newest first; days as `date.toordinal()`."""
    rows = store.connection.rows(
        f"SELECT one.id, other.id {_ALIKE} ORDER BY one.day DESC, one.id, other.id",
        (first_day, last_day),
    )
    return [LoggedTwice(row_of(store, one), row_of(store, other)) for one, other in rows]


def count_open(store: Store) -> int:
    """How many pairs have no answer."""
    return store.connection.value(f"SELECT count(*) {_ALIKE}", (1, 4_000_000))


def answers(store: Store) -> list[AnsweredTwice]:
    """The answers that hold, about sessions that are there, the newest first."""
    with store.snapshot():
        rows = store.connection.rows(
            """
            SELECT first, second, same, time FROM session_answer
            WHERE first IN (SELECT id FROM session) AND second IN (SELECT id FROM session)
            ORDER BY time DESC, first, second
            """
        )
        zone = store.now().tzinfo
        return [
            AnsweredTwice(
                row_of(store, one),
                row_of(store, other),
                bool(same),
                datetime.fromtimestamp(time / 1000, tz=UTC).astimezone(zone),
            )
            for one, other, same, time in rows
        ]


def beside(store: Store, first: bytes, second: bytes) -> Beside:
    """Two sessions, to be compared.

    Raises:
        LookupError: one of them is not there.
    """
    with store.snapshot():
        entries = sessions.get(store, first), sessions.get(store, second)
        laptops = [
            store.connection.value(
                "SELECT coalesce(l.name, '') FROM session AS s LEFT JOIN laptop AS l "
                "ON l.id = s.laptop WHERE s.id = ?",
                (session,),
            )
            for session in (first, second)
        ]
        in_both = store.connection.value(
            """
            SELECT count(DISTINCT p.person) FROM attendance AS a
            JOIN participant AS p ON p.id = a.participant
            WHERE a.session = ? AND p.person IN (
                SELECT q.person FROM attendance AS b JOIN participant AS q
                ON q.id = b.participant WHERE b.session = ?)
            """,
            (first, second),
        )
        return Beside(entries, (laptops[0], laptops[1]), in_both)


def answer(store: Store, first: bytes, second: bytes, *, same: bool) -> None:
    """Say that two sessions are one, logged twice, or that they are two."""
    label = "Svaret samma tillfälle" if same else "Svaret olika tillfällen"
    with writing(store, label) as pen:
        pen.put(Entity.SESSION_ANSWER, b"".join(pair(first, second)), {"same": same})


def take_back(store: Store, first: bytes, second: bytes) -> None:
    """Take an answer back: the question is open again."""
    with writing(store, "Ett svar om tillfällen togs tillbaka") as pen:
        pen.put(Entity.SESSION_ANSWER, b"".join(pair(first, second)), None)
