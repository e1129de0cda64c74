"""Which participants count as one person, kept in the register of participants.

`person` follows the answers that people gave; `low` is who a participant would be if every open
question were answered "samma person", best first: the lowest that the unique count can be.
"""

from halsoverkstad.domain.identity.linking import Answers, Linking, Pair
from storage.store import Store


def refresh(store: Store) -> set[bytes]:
    """Work out persons anew; the participants for whom anything changed."""
    linking = Linking(given_answers(store))
    persons = dict(linking.linked())
    linking.join_all(open_pairs(store))
    lows = linking.linked()
    before = {
        participant: (person, low)
        for participant, person, low in store.connection.rows(
            "SELECT id, person, low FROM participant WHERE person <> id OR low <> id"
        )
    }
    after = {
        participant: (persons.get(participant, participant), low)
        for participant, low in lows.items()
    }
    changed = {
        participant
        for participant in before.keys() | after.keys()
        if before.get(participant) != after.get(participant)
    }
    store.connection.run_many(
        "UPDATE participant SET person = ?, low = ? WHERE id = ?",
        [(*after.get(each, (each, each)), each) for each in changed],
    )
    return changed


def given_answers(store: Store) -> Answers:
    """The answers that hold now, about participants that are there."""
    same: set[Pair] = set()
    different: set[Pair] = set()
    for first, second, is_same in store.connection.rows(
        """
        SELECT first, second, same FROM answer
        WHERE first IN (SELECT id FROM participant) AND second IN (SELECT id FROM participant)
        """
    ):
        (same if is_same else different).add((first, second))
    return Answers(frozenset(same), frozenset(different))


def open_pairs(store: Store) -> list[Pair]:
    """The questions without an answer, best first, about participants that are there."""
    return [
        (first, second)
        for first, second in store.connection.rows(
            """
            SELECT q.first, q.second FROM question AS q
            JOIN participant AS one ON one.id = q.first
            JOIN participant AS other ON other.id = q.second
            WHERE NOT EXISTS (
                SELECT 1 FROM answer AS a WHERE a.first = q.first AND a.second = q.second)
            ORDER BY q.distance, q.first, q.second
            """
        )
    ]
