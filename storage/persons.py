"""Which participants count as one person, kept in the register of participants.

`person` follows answers, links and tokens; `low` is who a participant would be if every open
question were answered "samma person", best first: the lowest that the unique count can be.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from halsoverkstad.domain.identity.asking import Question, questions_between
from halsoverkstad.domain.identity.interval import Chance, lowest
from halsoverkstad.domain.identity.laptops import Links, Registered, link
from halsoverkstad.domain.identity.linking import Answers, Pair
from storage.connection import Row
from storage.store import Store

_PART = 1_000
"""How many participants are read at a time: their text need not stay in memory."""
_YEAR = 365 * 24 * 60 * 60 * 1000
_COMPARED = f"""
    CASE WHEN p.erased THEN {_YEAR} <= (
        SELECT min(time) FILTER (WHERE NOT redacted AND fields LIKE '%"erased":true%') - min(time)
        FROM version WHERE entity = p.id) ELSE 0 END
"""
"""Whether somebody erased was on record for a year: by then every laptop's file has come."""


def refresh(store: Store) -> set[bytes]:
    """Work out persons anew; the participants for whom anything changed."""
    people = _registered(store)
    linking = _links(store, people).linking
    persons = linking.linked()
    questions = [*_local_questions(store), *questions_between(people, linking)]
    lows = lowest(people, linking, questions)
    before = {
        participant: (person, low)
        for participant, person, low in store.connection.rows(
            "SELECT id, person, low FROM participant WHERE person <> id OR low <> id"
        )
    }
    after = {
        participant: (persons.get(participant, participant), low)
        for participant, low in lows.items()
        if low != participant
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


def links(store: Store) -> Links:
    """Who is linked with whom, and the pairs that tokens joined to make it so."""
    return _links(store, _registered(store))


def questions_over_laptops(store: Store) -> list[Question]:
    """What tokens ask about people of two laptops, best first; without those answered.

    A laptop's own doubles it asks about itself, by name.
    """
    people = _registered(store)
    laptops = {each.participant: each.laptop for each in people}
    return [
        each
        for each in questions_between(people, _links(store, people).linking)
        if laptops[each.first] != laptops[each.second]
    ]


def chance(store: Store) -> Chance:
    """How often two people here share a linkage token by chance."""
    # Who is named raises the question that leaves out the name (token.NAME); a code never does.
    named = "FROM participant WHERE linkage IS NOT NULL AND questions LIKE '%.K.%'"
    laptops = store.connection.rows(
        f"SELECT count(DISTINCT person) AS n {named} GROUP BY laptop ORDER BY n"
    )
    if len(laptops) < 2:
        return Chance()
    alike = store.connection.rows(
        f"SELECT count(*) AS n, count(DISTINCT person) {named} GROUP BY laptop, linkage HAVING n > 1"
    )
    different = store.connection.value(
        """
        SELECT count(*) FROM answer JOIN participant AS one ON one.id = first
        JOIN participant AS other ON other.id = second
        WHERE same = 0 AND one.laptop = other.laptop AND one.linkage = other.linkage
        """
    )
    return Chance(
        store.connection.value(f"SELECT count(DISTINCT person) {named}"),
        tuple(number for (number,) in laptops),
        different,
        sum(number - persons for number, persons in alike),
        max(sum(persons * (persons - 1) // 2 for _, persons in alike) - different, 0),
    )


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
    """The questions found by name that have no answer, best first."""
    return [(each.first, each.second) for each in _local_questions(store)]


def _registered(store: Store) -> list[Registered]:
    """All participants as linking knows them; none where one laptop registered them all.

    There tokens can tell nothing, and a register of one laptop is by far the most often written.
    """
    if store.connection.value("SELECT count(DISTINCT laptop) FROM participant") < 2:
        return []
    rows = store.connection.each(
        f"SELECT id, laptop, seq, linkage, {_COMPARED}, questions, codes, earlier "
        "FROM participant AS p"
    )
    splits = _splits(store)
    people: list[Registered] = []
    while part := list(islice(rows, _PART)):
        people += _parsed(part, splits)
    return people


def _parsed(
    rows: Sequence[Row], splits: Mapping[bytes, list[tuple[bytes, int]]]
) -> Iterator[Registered]:
    # One list of lists is read in a third of the time.
    told = json.loads(f"[{','.join(f'[{row[5]},{row[6]},{row[7]}]' for row in rows)}]")
    for (participant, laptop, seq, linkage, compared, *_), (questions, codes, earlier) in zip(
        rows, told, strict=True
    ):
        yield Registered(
            participant,
            laptop,
            seq,
            linkage,
            tuple(questions),
            bool(compared),
            tuple(codes),
            tuple(earlier),
            _holders(splits.get(laptop), seq),
        )


def _splits(store: Store) -> dict[bytes, list[tuple[bytes, int]]]:
    """By laptop: those that hold its register too, and up to which of its sequence numbers."""
    splits: dict[bytes, list[tuple[bytes, int]]] = {}
    for holder, knows in store.connection.rows(
        "SELECT id, knows FROM laptop WHERE knows <> '{}' ORDER BY id"
    ):
        for laptop, seq in json.loads(knows).items():
            if laptop != holder.hex():
                splits.setdefault(bytes.fromhex(laptop), []).append((holder, seq))
    return splits


def _holders(splits: list[tuple[bytes, int]] | None, seq: int) -> tuple[bytes, ...]:
    return tuple(holder for holder, until in splits if seq <= until) if splits else ()


def _links(store: Store, people: list[Registered]) -> Links:
    kept = store.connection.rows(
        """
        SELECT first, second FROM link
        WHERE first IN (SELECT id FROM participant) AND second IN (SELECT id FROM participant)
            AND (first IN (SELECT id FROM participant WHERE erased)
                OR second IN (SELECT id FROM participant WHERE erased))
        """
    )
    # Nobody writes a link down but for somebody erased; the living are linked by what they have.
    return link(people, given_answers(store), [(first, second) for first, second in kept])


def _local_questions(store: Store) -> list[Question]:
    """The questions found by name that have no answer, about participants that are there."""
    return [
        Question(distance, first, second)
        for first, second, distance in store.connection.rows(
            """
            SELECT q.first, q.second, q.distance FROM question AS q
            JOIN participant AS one ON one.id = q.first
            JOIN participant AS other ON other.id = q.second
            WHERE NOT EXISTS (
                SELECT 1 FROM answer AS a WHERE a.first = q.first AND a.second = q.second)
            ORDER BY q.distance, q.first, q.second
            """
        )
    ]
