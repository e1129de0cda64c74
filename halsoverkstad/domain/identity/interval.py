"""How far the unique count could be from the truth, by what linking leaves open.

Lowest: every open question is answered "samma person". Highest: none is, and some who share a
token by chance were linked though they are two.
"""

import math
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from halsoverkstad.domain.identity.asking import Question
from halsoverkstad.domain.identity.laptops import Registered
from halsoverkstad.domain.identity.linking import Linking
from halsoverkstad.domain.identity.token import OWN_EPOCH, epoch_of

_DEVIATIONS = 2.0
"""How many standard deviations beyond the expected the bounds lie."""
_PRIOR_SHARED, _PRIOR_PAIRS = 0.5, 250_000
"""Before a programme has told: half a pair in 250 000 shares a token by chance."""
_TRIES = 50
"""How many are tried to find one of another laptop. Where so many fail, nearly all are on all."""
_PRIOR_UNLIKE, _PRIOR_TWICE = 0.5, 20
"""Before a programme has told: of 20 typed in twice half a one shares no token with itself."""


def lowest(
    people: Collection[Registered], linking: Linking, questions: Iterable[Question]
) -> Mapping[bytes, bytes]:
    """Participant to person if every open question were "samma person", best first.

    What would join people known to differ is left out. Persons of `linking` stay together, so in
    no cell can this count more. Some doubles raise no question; as many as there may be of them
    are joined with anybody of another laptop.
    """
    asked = sorted(questions)
    low = linking.doubting((each.first, each.second) for each in asked)
    low.join_all((each.first, each.second) for each in asked)
    _join_unasked(people, linking, low)
    return low.linked()


def _join_unasked(people: Collection[Registered], linking: Linking, low: Linking) -> None:
    """First those of whom too little is known, then anybody; each with the next on a list.

    Who was erased soon after registering is one of the first: their tokens were gone before every
    laptop's file had come.
    """
    ids = sorted(each.participant for each in people)
    gaps = {each.participant for each in people if not each.linkage and not each.compared}
    gaps |= _across_phrases(people, linking)
    alone = [each for each in ids if low.reach(each) == 1]
    left = _most_unasked(people, linking, sum(each in gaps for each in alone))
    for each in sorted(alone, key=lambda each: each not in gaps):
        if not left:
            break
        if low.reach(each) == 1:
            start = bisect(ids, each)
            following = (*ids[start : start + _TRIES], *ids[:_TRIES])
            left -= any(low.join(each, other) for other in following)


def _across_phrases(people: Collection[Registered], linking: Linking) -> set[bytes]:
    """Those who lack the lösenfras that fewest lack: any double that no token shows is one of them.

    Whoever has tokens of one lösenfras is compared with all others who do. A laptop that went
    before a new one, or joined after it, leaves people who cannot be compared with one another.
    """
    known: dict[bytes, set[int]] = defaultdict(set)
    for each in people:
        if each.linkage:
            tokens = (each.linkage, *each.codes, *each.earlier)
            known[linking.person(each.participant)].update(map(epoch_of, tokens))
    phrases = set[int]().union(*known.values()) - {OWN_EPOCH}
    lacking = [
        {person for person, epochs in known.items() if phrase not in epochs}
        for phrase in sorted(phrases)
    ]
    fewest = min(lacking, key=len, default=set[bytes]())
    if not fewest:
        return set()
    return {each.participant for each in people if linking.person(each.participant) in fewest}


def _most_unasked(people: Iterable[Registered], linking: Linking, gaps: int) -> int:
    """How many doubles there may be that no question finds, `gaps` people having none.

    People with a gap are taken to be on several laptops as often as the others. How often two
    complete registrations of one person share no token at all shows where one laptop made both.
    """
    made = [
        ((each.laptop, linking.person(each.participant)), each) for each in people if each.linkage
    ]
    places = Counter(place for place, _ in made)
    named = {place for place, each in made if each.named}
    again: dict[tuple[bytes, bytes], list[Registered]] = defaultdict(list)
    for place, each in made:
        if places[place] > 1 and place in named:
            again[place].append(each)
    twice = [
        set(one.questions).isdisjoint(other.questions)
        for several in again.values()
        for one, other in pairwise(sorted(several))
    ]
    unlike = _PRIOR_UNLIKE + sum(twice)
    unseen = _links(named) * unlike / (_PRIOR_TWICE + len(twice))
    expected = gaps * _links(places) / max(len(places), 1) + unseen
    return _beyond(expected, expected + unseen**2 / unlike)


def _links(places: Collection[tuple[bytes, bytes]]) -> int:
    """How many of these places (laptop, person) have a person who is at another of them too."""
    return len(places) - len({person for _, person in places})


@dataclass(frozen=True)
class Chance:
    """How often two people share a linkage token by chance, learnt where laptops can tell.

    Only tokens made of names count. A code from a file is nobody else's. A pair is two people of one laptop who share such a token.
    """

    people: int = 0
    """Different persons with such a token."""
    on_laptops: tuple[int, ...] = ()
    """How many of them each laptop holds, in order of size."""
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
            if each.linkage and each.named:
                person = linking.person(each.participant)
                laptops.setdefault(each.laptop, set()).add(person)
                holders.setdefault((each.laptop, each.linkage), []).append(person)
        alike = [(each, set(each)) for each in holders.values() if len(each) > 1]
        pairs = [two for _, persons in alike for two in combinations(persons, 2)]
        different = sum(linking.said_to_differ(*two) for two in pairs)
        return cls(
            len(set[bytes]().union(*laptops.values())),
            tuple(sorted(len(each) for each in laptops.values())),
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
