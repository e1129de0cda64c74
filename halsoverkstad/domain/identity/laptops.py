"""Linking over laptops: what equal tokens say, where each laptop knows its own people best.

People on different laptops with the same linkage token are linked in order, first with first,
second with second, by their laptops' own sequence numbers. So per token the count is the largest
number that any one laptop holds (docs/likhet.md has the measurements).

A laptop that took a new id (restored from a copy, cloned) goes on with the register of the old
one: it holds what both registered, the old one up to the split.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from operator import attrgetter
from typing import NamedTuple

from halsoverkstad.domain.identity.linking import Answers, Linking, Pair, pair
from halsoverkstad.domain.identity.token import epoch_of, named

_IN_ORDER = attrgetter("laptop", "seq", "participant")
_IN_REGISTER = attrgetter("seq", "participant")


class Registered(NamedTuple):
    """A participant as linking knows one: where and when registered, and tokens."""

    participant: bytes
    laptop: bytes
    seq: int
    """The laptop's own sequence number at the registration."""
    linkage: str | None = None
    questions: tuple[str, ...] = ()
    compared: bool = False
    """Whether somebody erased had tokens for so long that all laptops were compared with them."""
    codes: tuple[str, ...] = ()
    """Tokens of codes beside `linkage`; they link too, and before names do."""
    earlier: tuple[str, ...] = ()
    """What `linkage` was under earlier phrases: it links with who is not on the new one yet."""
    holders: tuple[bytes, ...] = ()
    """The laptops that hold this participant beside the one that registered it."""

    @property
    def named(self) -> bool:
        """Whether `linkage` was made of a name."""
        return self.linkage is not None and named(self.questions)


@dataclass(frozen=True)
class Links:
    """Who is one person, and the pairs that tokens joined to make it so."""

    linking: Linking
    made: tuple[Pair, ...]
    """The pairs that tokens, or earlier links, joined to make it so."""

    def behind(self, *participants: bytes) -> list[Pair]:
        """What to keep as facts when the tokens of these go by an erasure.

        Each with everyone whom tokens made one with them, not only with the next in a row: a laptop
        does not know who is between on a third.
        """
        persons = {self.linking.person(each) for each in participants}
        alike = Linking(Answers())
        alike.join_all(each for each in self.made if self.linking.person(each[0]) in persons)
        return sorted(
            {
                pair(each, other)
                for each in participants
                for other in alike.together(each)
                if other != each
            }
        )


def link(people: Collection[Registered], answers: Answers, links: Iterable[Pair] = ()) -> Links:
    """Follow the answers, then earlier links kept as facts, then the tokens.

    The order in which people come changes nothing.
    """
    linking = Linking(answers, {each.participant: (each.laptop, *each.holders) for each in people})
    linking = linking.doubting(_of_one_code(people))
    made = [each for each in sorted(links) if linking.join(*each)]
    for holders in _by_token(people):
        made += _join_in_order(linking, holders)
    return Links(linking, tuple(made))


def _of_one_code(people: Collection[Registered]) -> list[Pair]:
    """Those of one laptop who have a code in common.

    A laptop gives a code to one participant. Two have it where nobody could see that a database had
    been copied, and both copies read the code from a file: the same code is the same person.
    """
    together: dict[tuple[bytes, str], list[bytes]] = defaultdict(list)
    for each in people:
        for token in _codes(each):
            together[each.laptop, token].append(each.participant)
    return [pair(*two) for alike in together.values() for two in combinations(alike, 2)]


def _codes(each: Registered) -> tuple[str, ...]:
    """The tokens that were made of codes."""
    return each.codes if each.named or each.linkage is None else (each.linkage, *each.codes)


def _by_token(people: Collection[Registered]) -> list[list[Registered]]:
    """Those who share a linkage token, by laptop and in its order.

    Codes come first: a code is nobody else's, so it settles who is who among namesakes. Then the
    older phrases, so that a new one changes nothing of what was linked.
    """
    number = Counter(each.linkage for each in people if each.linkage)
    number.update(chain.from_iterable(map(_beside, people)))
    holders: dict[str, list[Registered]] = defaultdict(list)
    of_codes: set[str] = set()
    for each in people:
        if each.linkage and number[each.linkage] > 1:
            holders[each.linkage].append(each)
        for token in _beside(each):
            if number[token] > 1:
                holders[token].append(each)
        of_codes.update(_codes(each))
    in_turn = sorted(holders, key=lambda token: (token not in of_codes, epoch_of(token), token))
    return [sorted(holders[token], key=_IN_ORDER) for token in in_turn]


def _beside(each: Registered) -> tuple[str, ...]:
    """What links somebody beside `linkage`."""
    return each.codes + each.earlier


def _join_in_order(linking: Linking, holders: list[Registered]) -> list[Pair]:
    """Give each person the first place that nobody of the same laptop has; what that joined.

    Who is on several laptops already goes first, so that the others fill the gaps.
    """
    places = _places(linking, holders)
    bearer = {linking.person(each.participant): each.participant for each in holders}
    in_turn = sorted(places, key=lambda person: (-linking.reach(person), places[person], person))
    made: list[Pair] = []
    taken: list[bytes] = []
    for each in (bearer[person] for person in in_turn):
        one = next((one for one in taken if linking.join(one, each)), None)
        if one is None:
            taken.append(each)
        else:
            made.append(pair(one, each))
    return made


def _places(linking: Linking, holders: list[Registered]) -> Mapping[bytes, int]:
    """Each person's place in the order of their laptop; on several laptops the foremost."""
    places: dict[bytes, int] = {}
    registers: dict[bytes, list[Registered]] = defaultdict(list)
    if any(each.holders for each in holders):
        holders = sorted(holders, key=_IN_REGISTER)
    for each in holders:
        for laptop in (each.laptop, *each.holders):
            registers[laptop].append(each)
    for here in registers.values():
        persons = dict.fromkeys(linking.person(each.participant) for each in here)
        for place, person in enumerate(persons):
            places[person] = min(place, places.get(person, place))
    return places
