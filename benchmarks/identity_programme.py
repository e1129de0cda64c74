"""What the program makes of a made-up programme: tokens, the laptops' own answers, links."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from benchmarks.identity_people import Entry, World, entries
from halsoverkstad.domain.identity.asking import Question, questions_between
from halsoverkstad.domain.identity.doubles import likely_doubles
from halsoverkstad.domain.identity.interval import Chance, lowest
from halsoverkstad.domain.identity.laptops import Links, Registered, link
from halsoverkstad.domain.identity.linking import Answers, Pair
from halsoverkstad.domain.identity.token import Secret, tokens_for

_SECRET = Secret(bytes(32))


@dataclass(frozen=True)
class Told:
    """What people answered, always rightly, and what they were asked."""

    same: frozenset[Pair]
    different: frozenset[Pair]

    @classmethod
    def of(cls, asked: Iterable[Question], person: dict[bytes, int]) -> "Told":
        pairs = {(each.first, each.second) for each in asked}
        same = {each for each in pairs if person[each[0]] == person[each[1]]}
        return cls(frozenset(same), frozenset(pairs - same))

    def __or__(self, other: "Told") -> "Told":
        return Told(self.same | other.same, self.different | other.different)


class Programme:
    """A made-up programme after every laptop has asked about its own doubles."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.entries = entries(world, Random(f"{world} {seed}"))
        self.person = {each.id: each.person for each in self.entries}
        self.people = [_registered(each) for each in self.entries]
        self.told = Told.of(_own_questions(self.entries), self.person)

    @cached_property
    def links(self) -> Links:
        return self._link(self.told)

    @cached_property
    def questions(self) -> list[Question]:
        """What is left to ask, over laptops."""
        return questions_between(self.people, self.links.linking)

    @property
    def unique(self) -> int:
        return self._count(self.links)

    @property
    def unique_when_answered(self) -> int:
        return self._count(self._link(self.told | Told.of(self.questions, self.person)))

    @property
    def lowest(self) -> int:
        low = lowest(self.people, self.links.linking, self.questions)
        return len({low.get(each.id, each.id) for each in self.entries})

    @property
    def highest(self) -> int:
        chance = Chance.of(self.people, self.links.linking)
        return self.unique + chance.widening(self.unique)

    @property
    def wrongly_linked(self) -> int:
        return sum(self.person[one] != self.person[other] for one, other in self.links.made)

    @property
    def doubles_found(self) -> tuple[int, int]:
        """Of those whom one laptop registered again: how many it found, and how many there are."""
        found = link((), Answers(self.told.same)).linking
        places = {(each.laptop, each.person) for each in self.entries}
        records = {(each.laptop, found.person(each.id)) for each in self.entries}
        return len(self.entries) - len(records), len(self.entries) - len(places)

    def _link(self, told: Told) -> Links:
        return link(self.people, Answers(told.same, told.different))

    def _count(self, links: Links) -> int:
        return len({links.linking.person(each.id) for each in self.entries})


def _registered(entry: Entry) -> Registered:
    # The text itself instead of scrypt: as good for comparing, and a thousand times as fast.
    tokens = tokens_for(entry.naming, _SECRET, lambda text, _: text)
    return Registered(entry.id, entry.laptop, entry.seq, tokens.linkage, tokens.questions)


def _own_questions(made: Sequence[Entry]) -> list[Question]:
    laptops: dict[bytes, list[Entry]] = defaultdict(list)
    for entry in made:
        laptops[entry.laptop].append(entry)
    return [
        question
        for here in laptops.values()
        for question in likely_doubles({each.id: each.naming for each in here})
    ]
