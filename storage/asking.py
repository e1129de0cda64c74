"""Questions over laptops: pairs that the coordinator's computer asks about, one of them known here."""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.participants import ParticipantRow, get
from storage.pseudonym import participant_code
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
