"""Other figures that everything published would fit as well, checked without rounding.

A world says by how much some cells differ from the facts. Two worlds that agree on all that is
shown, and in which a hidden cell lies at least 5 apart, prove that nobody can compute it back to
less: the proof rests on whole numbers, not on the solver that proposed the worlds.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from exports.protection.model import Book

_NEAR = 1e-5
_PARTS = (1, 1000, 1_000_000)
"""How fine the fractions may be: as coarse as will do."""

Change = Fraction | int
World = Mapping[int, Change]
"""By how much a cell differs from its figure, by its place in the book; the others do not."""


class Judge:
    """Tells whether a world is possible."""

    def __init__(self, book: Book) -> None:
        """Note which relations each cell is part of, and how much they leave."""
        self._room = [cell.value - cell.least for cell in book.cells]
        self._relations: list[tuple[tuple[tuple[int, int], ...], int, bool]] = []
        self._of_cell: list[list[int]] = [[] for _ in book.cells]
        for number, relation in enumerate(book.relations):
            terms = tuple((factor, book.places[name]) for factor, name in relation.terms)
            left = relation.total - sum(factor * book.cells[at].value for factor, at in terms)
            self._relations.append((terms, left, relation.exact))
            for _, place in terms:
                self._of_cell[place].append(number)

    def possible(self, world: World, shown: Iterable[int] | None = None) -> bool:
        """Whether everything known holds in a world, and nothing shown differs."""
        if shown is not None and not world.keys().isdisjoint(shown):
            return False
        scale = lcm(*(change.denominator for change in world.values()))
        moved = {place: int(change * scale) for place, change in world.items()}
        if any(self._room[place] * scale + change < 0 for place, change in moved.items()):
            return False
        return all(
            self._holds(number, moved, scale)
            for number in {number for place in moved for number in self._of_cell[place]}
        )

    def _holds(self, number: int, moved: Mapping[int, int], scale: int) -> bool:
        terms, left, exact = self._relations[number]
        change = sum(factor * moved[place] for factor, place in terms if place in moved)
        return change == 0 if exact else change <= left * scale


def exact(judge: Judge, places: Sequence[int], changes: Sequence[float]) -> World | None:
    """The possible world that the solver meant; None: none of those near to it is possible."""
    near = [
        (place, change)
        for place, change in zip(places, changes, strict=True)
        if abs(change) > _NEAR
    ]
    for parts in _PARTS:
        world = {place: _fraction(change, parts) for place, change in near}
        if judge.possible(world):
            return world
    return None


def _fraction(change: float, parts: int) -> Change:
    whole = round(change)
    if parts == 1 or abs(change - whole) < _NEAR:
        return whole
    return Fraction(change).limit_denominator(parts)


class Seen:
    """The possible worlds found so far, and how far apart they hold each cell."""

    def __init__(self, worlds: Iterable[World] = ()) -> None:
        """Begin with some worlds; the facts are one as well."""
        self.worlds: list[World] = []
        self._lowest: dict[int, Change] = {}
        self._highest: dict[int, Change] = {}
        for world in worlds:
            self.add(world)

    def add(self, world: World) -> None:
        """Take a world that is known to be possible."""
        self.worlds.append(world)
        for place, change in world.items():
            if change < self._lowest.get(place, 0):
                self._lowest[place] = change
            elif change > self._highest.get(place, 0):
                self._highest[place] = change

    def width(self, place: int) -> Change:
        """The widest that a cell is known to be possible over."""
        return self._highest.get(place, 0) - self._lowest.get(place, 0)

    def only_for(self, places: Iterable[int]) -> "Seen":
        """The worlds that some cells need to be held as far apart as they are."""
        kept: dict[int, World] = {}
        for place in places:
            for furthest in (self._lowest.get(place), self._highest.get(place)):
                if furthest is not None and not any(
                    world.get(place) == furthest for world in kept.values()
                ):
                    at, world = next(
                        (at, world)
                        for at, world in enumerate(self.worlds)
                        if world.get(place) == furthest
                    )
                    kept[at] = world
        return Seen(kept.values())

    def without(self, place: int) -> "Seen":
        """The worlds in which a cell stays as it is."""
        return Seen(world for world in self.worlds if place not in world)
