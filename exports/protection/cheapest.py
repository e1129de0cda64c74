"""What is cheapest to hide so that a cell can be held apart: one linear programme.

Two worlds are sought in which the cell lies far enough apart; what differs in either has to be
hidden, and costs as much as it differs by. That is the cheapest cycle of a network, and works for
any relations (Fischetti and Salazar 2001, Kelly, Golden and Assad 1992: the same relaxation).
"""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from zlib import crc32

from exports.protection.model import Book, Name
from exports.protection.ranges import rows_of
from exports.protection.solver import INFINITE, Programme, Row
from exports.protection.worlds import Change, Judge, World, exact

_ALREADY_HIDDEN = 0.001
"""What moving a hidden cell costs: little, so that worlds stay plain."""
_PARTS = 4
"""Columns of a cell: up and down, in one world and in the other."""
_SIGNS = (1, -1)


class Cheapest:
    """Asks for pairs of worlds; kept between cells, which makes the next one quick."""

    def __init__(self, book: Book, judge: Judge, fixed: Collection[int]) -> None:
        """Let every cell differ but the fixed ones."""
        self._book = book
        self._judge = judge
        self._cells = [place for place in range(len(book.cells)) if place not in fixed]
        self._column = {place: _PARTS * at for at, place in enumerate(self._cells)}
        self._prices = {place: _price(book, place) for place in self._cells}
        rows: list[Row] = []
        for factors, low, high in rows_of(book, self._column):
            for first in (0, 2):
                split = {
                    column + first + part: sign * factor
                    for column, factor in factors.items()
                    for part, sign in enumerate(_SIGNS)
                }
                rows.append((split, low, high))
        self._apart = len(rows)
        rows.append(({}, -INFINITE, INFINITE))
        self._programme = Programme([0.0] * (_PARTS * len(self._cells)), rows)
        for place, column in self._column.items():
            room = book.cells[place].value - book.cells[place].least
            for down in (column + 1, column + 3):
                self._programme.bound(down, 0, room)

    def fix(self, place: int) -> None:
        """Let a cell differ no more."""
        for part in range(_PARTS):
            self._programme.bound(self._column[place] + part, 0, 0)

    def pair(
        self, place: int, need: Change, hidden: AbstractSet[int]
    ) -> tuple[World, World] | None:
        """Two worlds that hold a cell apart as needed; None: no two do."""
        column = self._column[place]
        costs = {
            self._column[each] + part: (_ALREADY_HIDDEN if each in hidden else self._prices[each])
            for each in self._cells
            for part in range(_PARTS)
        }
        self._programme.costs(costs)
        self._ask(column, float(need))
        found = self._programme.solve()
        self._forget(column)
        if found is None:
            return None
        one, other = (
            exact(
                self._judge,
                self._cells,
                [
                    found[self._column[each] + first] - found[self._column[each] + first + 1]
                    for each in self._cells
                ],
            )
            for first in (0, 2)
        )
        if one is None or other is None or one.get(place, 0) - other.get(place, 0) < need:
            return None
        return one, other

    def _ask(self, column: int, need: float) -> None:
        for part, factor in enumerate((1, -1, -1, 1)):
            self._programme.factor(self._apart, column + part, factor)
        self._programme.row(self._apart, need, INFINITE)

    def _forget(self, column: int) -> None:
        for part in range(_PARTS):
            self._programme.factor(self._apart, column + part, 0)
        self._programme.row(self._apart, -INFINITE, INFINITE)


def _price(book: Book, place: int) -> float:
    """The cost of a cell, made different from all others: no two ways to hide cost the same."""
    cell = book.cells[place]
    return cell.cost * (1 + _unlike(cell.name))


def _unlike(name: Name) -> float:
    return crc32(repr(name).encode()) / 2**32 / 50
