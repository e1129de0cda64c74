"""Tables that are published together, as cells and what is known to hold between them."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

WIDTH = 5
"""A hidden cell must be possible over an interval at least this wide (design.md, 4)."""
FEW = range(1, WIDTH)
"""So many people may not be told apart: one to four."""

Name = str | tuple[str, ...]
"""What a cell is called: two tables that print the same figure call it the same."""


class Guard(Enum):
    """How much it matters that a cell is hidden."""

    NONE = 0
    """May be shown; is hidden only where that is needed to hide another."""
    WISH = 1
    """A nought that would say something of few people: hidden if it can be, and else shown."""
    UNLESS_KNOWN = 2
    """A figure about few people that counts none of them: hidden, unless what has been shown
    before tells it exactly."""
    ALWAYS = 3
    """A count of few people: never shown."""


@dataclass(frozen=True)
class Cell:
    """A figure, and whether few people stand behind it."""

    name: Name
    value: int
    guard: Guard = Guard.NONE
    printed: bool = True
    """False: stands in no table but could be worked out of them, as a difference of two cells."""
    cost: float = 1.0
    """What is lost if it is hidden."""
    least: int = 0
    """What everyone knows that it is at least."""


@dataclass(frozen=True)
class Relation:
    """What everyone knows of some cells: multiples of them add up to `total`, or to at most that."""

    terms: tuple[tuple[int, Name], ...]
    total: int = 0
    exact: bool = True


def adds_up(total: Name, parts: Iterable[Name]) -> Relation:
    """The parts add up to the total."""
    return Relation(((-1, total), *((1, part) for part in parts)))


def at_most(smaller: Name, *larger: Name) -> Relation:
    """A cell is at most the sum of the others."""
    return Relation(((1, smaller), *((-1, each) for each in larger)), exact=False)


@dataclass(frozen=True)
class Book:
    """All cells that are published together, each once, in a fixed order.

    Raises:
        ValueError: two cells of one name differ, a relation names a cell that there is not, or
            does not hold: then what an outsider works out would be wrong, and the audit with it.
    """

    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...]

    def __post_init__(self) -> None:
        """Hold everything that is said against the figures."""
        values = {cell.name: cell.value for cell in self.cells}
        if len(values) < len(self.cells):
            raise ValueError("two cells have one name")
        for cell in self.cells:
            if cell.value < cell.least:
                raise ValueError(f"{cell.name} is less than it can be")
        for relation in self.relations:
            found = sum(factor * values[name] for factor, name in relation.terms)
            if found > relation.total or (relation.exact and found != relation.total):
                raise ValueError(f"{relation} does not hold")

    @classmethod
    def of(cls, cells: Iterable[Cell], relations: Iterable[Relation]) -> "Book":
        """Several tables as one book: a cell that stands in two of them is one cell.

        It is guarded as the strictest of them says.
        """
        together: dict[Name, Cell] = {}
        for cell in cells:
            other = together.get(cell.name)
            if other is None or other.value != cell.value:
                if other is not None:
                    raise ValueError(f"{cell.name} has two values")
                together[cell.name] = cell
            else:
                together[cell.name] = _stricter(other, cell)
        return cls(tuple(together.values()), tuple(dict.fromkeys(relations)))

    @cached_property
    def places(self) -> Mapping[Name, int]:
        """Where in the order each cell stands."""
        return {cell.name: place for place, cell in enumerate(self.cells)}

    def places_but(self, shown: AbstractSet[int]) -> AbstractSet[int]:
        """The places of all cells that are not shown."""
        return set(range(len(self.cells))) - shown


def _stricter(one: Cell, other: Cell) -> Cell:
    return Cell(
        one.name,
        one.value,
        max(one.guard, other.guard, key=lambda guard: guard.value),
        one.printed or other.printed,
        max(one.cost, other.cost),
        max(one.least, other.least),
    )
