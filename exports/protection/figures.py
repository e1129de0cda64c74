"""The figures of `statistik` as cells: every cut of a period by some dimensions, and their names."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from exports.protection.model import Name
from halsoverkstad.domain.words import Dimension

Cut = tuple[Dimension, ...]
"""What figures are cut by, in the order of `Dimension`, so that each cut has one name."""
Key = tuple[str, ...]
Figures = Mapping[str, int]
Table = Mapping[Key, Figures]
"""The rows of one cut; what has no row is nought."""
Tables = Mapping[Cut, Table]


def in_order(dimensions: Iterable[Dimension]) -> Cut:
    """The dimensions in their own order, whatever the order they were asked for in."""
    asked = set(dimensions)
    return tuple(each for each in Dimension if each in asked)


def coarser(cut: Cut) -> Iterator[Cut]:
    """The cut and every cut by fewer of its dimensions, the fewest first."""
    for count in range(len(cut) + 1):
        yield from combinations(cut, count)


def name_of(cut: Cut, key: Key, measure: str) -> Name:
    """What a figure is called: the same figure is called the same in every table."""
    parts = (text for pair in zip(cut, key, strict=True) for text in pair)
    return (measure, *parts)


def persons_in(cut: Cut) -> int:
    """By how many things noted about a person a cut divides."""
    return sum(each.of_person for each in cut)
