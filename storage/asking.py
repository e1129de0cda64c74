"""Questions over laptops: pairs that the coordinator's computer asks about, one of them known here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from storage import persons
from storage.pseudonym import participant_code
from storage.register_rows import ParticipantRow, get
from storage.store import Store


@dataclass(frozen=True)
class Asked:
    """Somebody here and a code from another laptop, who may be one person.

    The code can be said on the phone: the other laptop shows it beside a name.
    """

    here: ParticipantRow
    there: bytes
    code: str
    distance: float


@dataclass(frozen=True)
class AnsweredOver:
    """What was said of somebody here and a code from another laptop."""

    here: ParticipantRow
    there: bytes
    code: str
    same: bool
    when: datetime


@dataclass(frozen=True)
class Travelling:
    """A question of the coordinator's next file: two codes, and the laptops that know them."""

    codes: tuple[str, str]
    laptops: tuple[str, str]


def replace(store: Store, questions: Iterable[tuple[bytes, bytes, float]]) -> None:
    """Take over the questions of the coordinator's latest file, inside a transaction."""
    store.connection.run("DELETE FROM asked")
    store.connection.run_many("INSERT OR IGNORE INTO asked VALUES (?, ?, ?)", questions)


def open_questions(store: Store) -> list[Asked]:
    """The questions without an answer about somebody known here by name, the likeliest first."""
    with store.snapshot():
        rows = store.connection.rows(
            """
            SELECT n.participant, CASE WHEN q.first = n.participant THEN q.second ELSE q.first END,
                q.distance
            FROM asked AS q JOIN naming AS n ON n.participant IN (q.first, q.second)
            WHERE NOT EXISTS (
                SELECT 1 FROM answer AS a WHERE a.first = q.first AND a.second = q.second)
            ORDER BY q.distance, q.first, q.second
            """
        )
        return [
            Asked(get(store, here), there, participant_code(there), distance)
            for here, there, distance in rows
        ]


def count_open(store: Store) -> int:
    """How many questions about somebody known here by name have no answer."""
    return store.connection.value(
        """
        SELECT count(*) FROM asked AS q JOIN naming AS n ON n.participant IN (q.first, q.second)
        WHERE NOT EXISTS (SELECT 1 FROM answer AS a
            WHERE a.first = q.first AND a.second = q.second)
        """
    )


def answers(store: Store) -> list[AnsweredOver]:
    """The answers that hold about somebody known here by name and somebody who is not.

    The newest first.
    """
    with store.snapshot():
        rows = store.connection.rows(
            """
            SELECT n.participant, CASE WHEN a.first = n.participant THEN a.second ELSE a.first END
                AS there, a.same, a.time
            FROM answer AS a JOIN naming AS n ON n.participant IN (a.first, a.second)
            WHERE there NOT IN (SELECT id FROM participant WHERE laptop = ?)
                AND n.participant IN (SELECT id FROM participant)
            ORDER BY a.time DESC, a.first, a.second
            """,
            (store.laptop.id,),
        )
        zone = store.now().tzinfo
        return [
            AnsweredOver(
                get(store, here),
                there,
                participant_code(there),
                bool(same),
                datetime.fromtimestamp(time / 1000, tz=UTC).astimezone(zone),
            )
            for here, there, same, time in rows
        ]


def travelling(store: Store) -> list[Travelling]:
    """The questions that the coordinator's next file brings to the laptops, the likeliest first."""
    with store.snapshot():
        names = dict(
            store.connection.rows(
                "SELECT p.id, coalesce(l.name, 'okänd dator') FROM participant AS p "
                "LEFT JOIN laptop AS l ON l.id = p.laptop"
            )
        )
        return [
            Travelling(
                (participant_code(each.first), participant_code(each.second)),
                (names[each.first], names[each.second]),
            )
            for each in persons.questions_over_laptops(store)
        ]


def answered(store: Store) -> tuple[int, int]:
    """How many pairs of participants are said to be one person, and how many to be two."""
    counts = dict(store.connection.rows("SELECT same, count(*) FROM answer GROUP BY same"))
    return counts.get(1, 0), counts.get(0, 0)
