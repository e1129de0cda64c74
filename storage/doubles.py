"""Likely doubles on this laptop, asked about while names are known, and the answers given."""

from dataclasses import dataclass
from datetime import UTC, datetime

from halsoverkstad.domain.identity.linking import pair
from storage.journal import Entity
from storage.register_rows import ParticipantRow, get
from storage.store import Store
from storage.writing import writing

_OPEN = """
    SELECT q.first, q.second, q.distance FROM question AS q
    JOIN participant AS one ON one.id = q.first
    JOIN participant AS other ON other.id = q.second
    WHERE one.person <> other.person AND NOT EXISTS (
        SELECT 1 FROM answer AS a WHERE a.first = q.first AND a.second = q.second)
"""


@dataclass(frozen=True)
class Doubt:
    """Two participants who may be one person; the smaller the distance, the likelier."""

    first: ParticipantRow
    second: ParticipantRow
    distance: float


@dataclass(frozen=True)
class Answered:
    """What somebody said of two participants."""

    first: ParticipantRow
    second: ParticipantRow
    same: bool
    when: datetime


def open_questions(store: Store) -> list[Doubt]:
    """All questions without an answer, the likeliest first."""
    with store.snapshot():
        rows = store.connection.rows(f"{_OPEN} ORDER BY q.distance, q.first, q.second")
        return [Doubt(get(store, one), get(store, other), far) for one, other, far in rows]


def count_open(store: Store) -> int:
    """How many questions have no answer."""
    return store.connection.value(f"SELECT count(*) FROM ({_OPEN})")


def questions_about(store: Store, participant: bytes) -> list[Doubt]:
    """The open questions in which a participant takes part, the likeliest first."""
    rows = store.connection.rows(
        f"{_OPEN} AND ? IN (q.first, q.second) ORDER BY q.distance, q.first, q.second",
        (participant,),
    )
    return [Doubt(get(store, one), get(store, other), far) for one, other, far in rows]


def answers(store: Store) -> list[Answered]:
    """The answers that hold, the newest first."""
    with store.snapshot():
        rows = store.connection.rows(
            """
            SELECT first, second, same, time FROM answer
            WHERE first IN (SELECT id FROM participant) AND second IN (SELECT id FROM participant)
            ORDER BY time DESC, first, second
            """
        )
        zone = store.now().tzinfo
        return [
            Answered(
                get(store, one),
                get(store, other),
                bool(same),
                datetime.fromtimestamp(time / 1000, tz=UTC).astimezone(zone),
            )
            for one, other, same, time in rows
        ]


def answer(store: Store, first: bytes, second: bytes, *, same: bool) -> None:
    """Say that two participants are one person (`samma person`), or two (`olika personer`)."""
    label = "Svaret samma person" if same else "Svaret olika personer"
    with writing(store, label) as pen:
        pen.put(Entity.ANSWER, b"".join(pair(first, second)), {"same": same})


def take_back(store: Store, first: bytes, second: bytes) -> None:
    """Take an answer back: the question is open again."""
    with writing(store, "Ett svar togs tillbaka") as pen:
        pen.put(Entity.ANSWER, b"".join(pair(first, second)), None)
