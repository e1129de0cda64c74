"""Questions over laptops: who may be one person, as far as question tokens can tell."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain, combinations

from halsoverkstad.domain.identity import token
from halsoverkstad.domain.identity.laptops import Registered
from halsoverkstad.domain.identity.linking import Linking, pair

MOST_ALIKE = 40
"""A token that more participants share says too little of any two of them to be asked about."""

_GAP = "gap"
"""Stands for the month where one of the two lacks it."""
_RANKS = (_GAP, token.YEAR, token.NO_LETTERS, token.LETTER, token.MONTH, token.NAME, token.NO_YEAR)
"""What two people may differ in, the likeliest to be one person first (docs/likhet.md)."""
_OF_GAPS = {_GAP, token.NO_LETTERS, token.NO_YEAR}
"""What is asked only if not all is known of one of the two."""


@dataclass(frozen=True, order=True)
class Question:
    """Two participants who may be one person; the most alike sort first."""

    distance: float
    """0: all agrees; grows with what differs."""
    first: bytes
    second: bytes


def questions_between(people: Collection[Registered], linking: Linking) -> list[Question]:
    """What question tokens ask about people whom `linking` leaves apart, best first.

    The likeliest pair stands for its two persons. Not asked is what is answered, and what would
    join two whom one laptop holds as different; unless the pair itself is of that laptop, which
    may not have been asked yet.
    """
    best: dict[tuple[bytes, bytes], Question] = {}
    for question, alike in _holders(people).items():
        left_out = token.kind_of(question)
        for one, other in combinations(alike, 2):
            kind = _kind(left_out, one, other)
            if kind in _RANKS and _is_open(kind, one, other, linking):
                # Within a kind the rarer likeness is the likelier to be one person.
                distance = round(_RANKS.index(kind) + 1 - 2 / len(alike), 6)
                asked = Question(distance, *pair(one.participant, other.participant))
                persons = pair(linking.person(asked.first), linking.person(asked.second))
                best[persons] = min(asked, best.get(persons, asked))
    return sorted(best.values())


def _holders(people: Collection[Registered]) -> dict[str, list[Registered]]:
    """Those who share a question token, for each that is neither rare nor common."""
    number = Counter(chain.from_iterable(each.questions for each in people))
    holders: dict[str, list[Registered]] = defaultdict(list)
    for each in people:
        for question in each.questions:
            if 1 < number[question] <= MOST_ALIKE:
                holders[question].append(each)
    return holders


def _kind(left_out: str, one: Registered, other: Registered) -> str:
    """What the two differ in; "" if that is no question: of two complete ones more is known."""
    if one.named and other.named:
        return "" if left_out in _OF_GAPS else left_out
    return _GAP if left_out == token.MONTH else left_out


def _is_open(kind: str, one: Registered, other: Registered, linking: Linking) -> bool:
    first, second = one.participant, other.participant
    if one.laptop != other.laptop:
        return linking.may_join(first, second)
    # The laptop itself asks by name, and knows how unlike the names are.
    return (
        kind != token.NAME
        and linking.person(first) != linking.person(second)
        and not linking.said_to_differ(first, second)
    )
