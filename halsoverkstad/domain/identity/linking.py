"""Who is one person: participants linked by answers, and how far open questions could go.

People are linked, never melted: the result only says which participants count as one. A human
"olika personer" is never overridden; an answer can be taken back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Pair = tuple[bytes, bytes]
"""Two participant ids, the smaller first."""


@dataclass(frozen=True)
class Answers:
    """What people have said of pairs: `same` (samma person) and `different` (olika personer)."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


def pair(one: bytes, other: bytes) -> Pair:
    """The pair of two ids, the smaller first."""
    return (one, other) if one < other else (other, one)


class Linking:
    """Participants joined step by step, never across a "different"."""

    def __init__(self, answers: Answers) -> None:
        """Start with everybody alone, then join what the answers say is one person."""
        self._person: dict[bytes, bytes] = {}
        self._members: dict[bytes, set[bytes]] = {}
        self._different: dict[bytes, set[bytes]] = {}
        for one, other in answers.different:
            self._different.setdefault(one, set()).add(other)
            self._different.setdefault(other, set()).add(one)
        self.join_all(sorted(answers.same))

    def join_all(self, pairs: Iterable[Pair]) -> None:
        """Join each pair in turn, leaving out what would join people known to differ."""
        for one, other in pairs:
            self._join(one, other)

    def person(self, participant: bytes) -> bytes:
        """The person a participant counts as: the smallest id of those linked."""
        return self._person.get(participant, participant)

    def linked(self) -> Mapping[bytes, bytes]:
        """Participant to person, for those who are linked to anyone."""
        return self._person

    def _join(self, one: bytes, other: bytes) -> None:
        first, second = self.person(one), self.person(other)
        if first == second:
            return
        left = self._members.get(first, {first})
        right = self._members.get(second, {second})
        if any(self._different.get(each, set()) & right for each in left):
            return
        everyone = left | right
        person = min(everyone)
        self._members[person] = everyone
        self._person.update(dict.fromkeys(everyone, person))
