"""Likely doubles: participants of one laptop who may be the same person, to ask about by name.

The rule (ARCHITECTURE.md): given names alike or of equal skeleton, and two of {surname initial,
birth year within one, birth month}. Found 97.5-98.8 % of doubles in simulation.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from halsoverkstad.domain.facts import Naming
from halsoverkstad.domain.identity.asking import Question
from halsoverkstad.domain.identity.fold import fold, skeleton

ALIKE = 0.80
"""Jaro-Winkler similarity of folded given names from which two count as alike."""


@dataclass(frozen=True)
class _Known:
    participant: bytes
    given: str
    bones: str
    initial: str
    year: int | None
    month: int | None


def likely_doubles(people: Mapping[bytes, Naming]) -> list[Question]:
    """All questions worth asking among the participants of a laptop, best first."""
    known = [_known(participant, naming) for participant, naming in sorted(people.items())]
    return sorted(set(_questions(known)))


def doubles_of(participant: bytes, people: Mapping[bytes, Naming]) -> list[Question]:
    """The questions that one participant raises among the others, best first."""
    one = _known(participant, people[participant])
    others = (_known(each, naming) for each, naming in people.items() if each != participant)
    return sorted({found for other in others if (found := _compare(one, other))})


def _known(participant: bytes, naming: Naming) -> _Known:
    name = naming.given or naming.display
    return _Known(
        participant,
        fold(name),
        skeleton(name),
        fold(naming.surname_letters)[:1],
        naming.birth_year,
        naming.birth_month,
    )


def _questions(known: list[_Known]) -> Iterator[Question]:
    """Compare only those who can qualify: any two of the three facts name a block."""
    for block in _blocks(known):
        for index, one in enumerate(block):
            for other in block[index + 1 :]:
                found = _compare(one, other)
                if found:
                    yield found


def _blocks(known: list[_Known]) -> Iterable[list[_Known]]:
    blocks: dict[tuple[str, object, object], list[_Known]] = defaultdict(list)
    for each in known:
        years = [] if each.year is None else [each.year, each.year + 1]
        if each.initial and each.month:
            blocks["im", each.initial, each.month].append(each)
        for year in years:
            if each.initial:
                blocks["iy", each.initial, year].append(each)
            if each.month:
                blocks["ym", year, each.month].append(each)
    return blocks.values()


def _compare(one: _Known, other: _Known) -> Question | None:
    if not one.given or not other.given:
        return None
    likeness = JaroWinkler.similarity(one.given, other.given)
    if likeness < ALIKE and one.bones != other.bones:
        return None
    initial = bool(one.initial) and one.initial == other.initial
    apart = None if one.year is None or other.year is None else abs(one.year - other.year)
    month = one.month is not None and one.month == other.month
    if initial + (apart is not None and apart <= 1) + month < 2:
        return None
    missing = 3 - (initial + (apart == 0) + month)
    first, second = sorted((one.participant, other.participant))
    return Question(round(missing + 1 - likeness, 6), first, second)
