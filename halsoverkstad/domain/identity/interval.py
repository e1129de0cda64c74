"""How far the unique count could be from the truth, by what linking leaves open.

Lowest: every open question is answered "samma person". Highest: none is, and some who share a
token by chance were linked though they are two.
"""

import math
from bisect import bisect
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from halsoverkstad.domain.identity.asking import Question
from halsoverkstad.domain.identity.laptops import Registered
from halsoverkstad.domain.identity.linking import Linking

_DEVIATIONS = 2.0
"""How many standard deviations beyond the expected the bounds lie."""
_PRIOR_SHARED = 0.5
_PRIOR_PAIRS = 250_000
"""Before anything is known of a programme: half a pair in 250 000 shares a token by chance."""


def lowest(
    people: Collection[Registered], linking: Linking, questions: Iterable[Question]
) -> Mapping[bytes, bytes]:
    """Participant to person if every open question were "samma person", best first.

    What would join people known to differ is left out. Persons of `linking` stay together, so in
    no cell can this count more. Those of whom too little is known to ask anything (no linkage
    and no question token) are taken to be on other laptops as often as the others are, and each
    of them is joined with somebody there.
    """
    asked = sorted(questions)
    low = linking.doubting((each.first, each.second) for each in asked)
    low.join_all((each.first, each.second) for each in asked)
    _join_vague(people, linking, low)
    return low.linked()


def _join_vague(people: Collection[Registered], linking: Linking, low: Linking) -> None:
    known = [each for each in people if each.linkage]
    vague = sorted(
        each.participant
        for each in people
        if not each.linkage and not each.questions and not each.erased
    )
    linked = linking.linked()
    met_again = sum(
        each.participant in linked and linking.reach(each.participant) > 1 for each in known
    )
    expected = len(vague) * met_again / max(len(known), 1)
    candidates = sorted(each.participant for each in people)
    for each in vague[: _beyond(expected, expected)]:
        start = bisect(candidates, each)
        following = (
            candidates[place % len(candidates)] for place in range(start, start + len(candidates))
        )
        next((other for other in following if low.join(each, other)), None)


@dataclass(frozen=True)
class Chance:
    """How often two people share a linkage token by chance, learnt where laptops can tell.

    Only tokens made of names count: those with question tokens beside them. A code from a file
    is nobody else's. A pair is two people of one laptop who share such a token.
    """

    people: int = 0
    """Different persons with such a token."""
    on_laptops: tuple[int, ...] = ()
    """How many of them each laptop holds."""
    different: int = 0
    """Pairs of which someone said "olika personer"."""
    same: int = 0
    """Registrations of which someone said that they are a "samma person" with the same token."""
    unanswered: int = 0
    """Pairs of whom nobody said anything: most often one person registered twice."""

    @classmethod
    def of(cls, people: Iterable[Registered], linking: Linking) -> "Chance":
        """Count among registered people, linked already."""
        laptops: dict[bytes, set[bytes]] = {}
        holders: dict[tuple[bytes, str], list[bytes]] = {}
        for each in people:
            if each.linkage and each.questions:
                person = linking.person(each.participant)
                laptops.setdefault(each.laptop, set()).add(person)
                holders.setdefault((each.laptop, each.linkage), []).append(person)
        alike = [(each, set(each)) for each in holders.values() if len(each) > 1]
        pairs = [two for _, persons in alike for two in combinations(persons, 2)]
        different = sum(linking.said_to_differ(*two) for two in pairs)
        return cls(
            len(set[bytes]().union(*laptops.values())),
            tuple(len(each) for each in laptops.values()),
            different,
            sum(len(each) - len(persons) for each, persons in alike),
            len(pairs) - different,
        )

    def widening(self, persons: int) -> int:
        """How many more than `persons` there may be in a cell that counts so many.

        Of each two people on different laptops who share a token by chance, one is not counted.
        """
        if not self.people:
            return 0
        within = sum(map(_pairs, self.on_laptops))
        across = _pairs(sum(self.on_laptops)) - within
        answered = self.different + self.same
        told = answered / (answered + self.unanswered) if answered + self.unanswered else 1.0
        seen = _PRIOR_SHARED + self.different
        share = min(1.0, persons / self.people)
        expected = seen * across * share**2 / (_PRIOR_PAIRS + within * told)
        linked = sum(self.on_laptops) - self.people
        return min(linked, _beyond(expected, expected + expected**2 / seen))


def _pairs(number: int) -> int:
    return number * (number - 1) // 2


def _beyond(expected: float, variance: float) -> int:
    return round(expected + _DEVIATIONS * math.sqrt(variance))
