"""Who is one person: participants joined step by step, never across what is known to differ.

People are linked, never melted: the result only says which participants count as one. A human
"olika personer" is never overridden; an answer can be taken back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

Pair = tuple[bytes, bytes]
"""Two participant ids, the smaller first."""

_NOBODY: frozenset[bytes] = frozenset()
_NOWHERE: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Answers:
    """What people have said of pairs: `same` (samma person) and `different` (olika personer)."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


def pair(one: bytes, other: bytes) -> Pair:
    """The pair of two ids, the smaller first."""
    return (one, other) if one < other else (other, one)


class Linking:
    """Participants joined step by step, never across a "different".

    With `laptops`, for each participant the laptop that registered it and then all others that
    hold it too, a laptop knows best: once the answers have been followed, nothing joins two whom
    one laptop holds as different.
    """

    def __init__(
        self, answers: Answers, laptops: Mapping[bytes, tuple[bytes, ...]] | None = None
    ) -> None:
        """Start with everybody alone, then join what the answers say is one person."""
        self._person: dict[bytes, bytes] = {}
        self._members: dict[bytes, set[bytes]] = {}
        self._different: dict[bytes, set[bytes]] = {}
        self._laptops: Mapping[bytes, tuple[bytes, ...]] = {}
        self._held: dict[bytes, frozenset[bytes]] = {}
        self._asked: frozenset[Pair] = frozenset()
        for one, other in answers.different:
            self._different.setdefault(one, set()).add(other)
            self._different.setdefault(other, set()).add(one)
        self.join_all(sorted(answers.same))
        self._laptops = laptops or {}
        self._held = {}

    def join_all(self, pairs: Iterable[Pair]) -> None:
        """Join each pair in turn, leaving out what would join people known to differ."""
        for one, other in pairs:
            self.join(one, other)

    def join(self, one: bytes, other: bytes) -> bool:
        """Join two; False if they are one already or would join people known to differ."""
        if not self.may_join(one, other):
            return False
        first, second = self.person(one), self.person(other)
        everyone = self._with(first) | self._with(second)
        person = min(first, second)
        self._held[person] = self._holding(first) | self._holding(second)
        self._members[person] = everyone
        self._person.update(dict.fromkeys(everyone, person))
        return True

    def may_join(self, one: bytes, other: bytes) -> bool:
        """Whether two are not one person yet, and may become one."""
        first, second = self.person(one), self.person(other)
        if first == second or self.said_to_differ(one, other):
            return False
        return all(
            any(pair(*each) in self._asked for each in product(here, there))
            for here, there in self._on_one_laptop(first, second)
        )

    def said_to_differ(self, one: bytes, other: bytes) -> bool:
        """Whether someone said "olika personer" of the two, or of any that they are."""
        right = self._with(self.person(other))
        return any(
            not self._different.get(each, _NOBODY).isdisjoint(right)
            for each in self._with(self.person(one))
        )

    def doubting(self, pairs: Iterable[Pair]) -> "Linking":
        """A copy in which laptops are not sure that these pairs of theirs are two people."""
        other = Linking(Answers())
        other._person = dict(self._person)
        other._members = dict(self._members)
        other._different = self._different
        other._laptops = self._laptops
        other._held = dict(self._held)
        other._asked = self._asked.union(pairs)
        return other

    def person(self, participant: bytes) -> bytes:
        """The person a participant counts as: the smallest id of those linked."""
        return self._person.get(participant, participant)

    def reach(self, participant: bytes) -> int:
        """On how many laptops the person of a participant is registered."""
        together = self._members.get(self.person(participant), ())
        return len({self._laptops.get(each, _NOWHERE)[:1] for each in together}) or 1

    def together(self, participant: bytes) -> frozenset[bytes]:
        """All who are the person of a participant, that one included."""
        return frozenset(self._with(self.person(participant)))

    def linked(self) -> Mapping[bytes, bytes]:
        """Participant to person, for those who are linked to anyone."""
        return self._person

    def _with(self, person: bytes) -> set[bytes]:
        return self._members.get(person, {person})

    def _on_one_laptop(
        self, first: bytes, second: bytes
    ) -> Iterable[tuple[list[bytes], list[bytes]]]:
        """For each laptop that has participants of both persons, those of each."""
        for laptop in self._holding(first) & self._holding(second):
            yield (
                [e for e in self._with(first) if laptop in self._laptops.get(e, _NOWHERE)],
                [e for e in self._with(second) if laptop in self._laptops.get(e, _NOWHERE)],
            )

    def _holding(self, person: bytes) -> frozenset[bytes]:
        """The laptops that hold any participant of a person."""
        held = self._held.get(person)
        if held is None:
            known = self._laptops
            held = frozenset(
                laptop for e in self._with(person) for laptop in known.get(e, _NOWHERE)
            )
            self._held[person] = held
        return held
