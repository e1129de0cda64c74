"""How far apart a cell can be held by worlds that agree on what is shown: two linear programmes."""

from collections.abc import Collection, Mapping, Sequence

from exports.protection.model import WIDTH, Book
from exports.protection.solver import INFINITE, Programme, Row
from exports.protection.worlds import Change, Judge, Seen, World, exact

_ROUNDS = 3
"""So many worlds are tried that move many cells at once, before each is asked for by itself."""


class Ranges:
    """Worlds in which only some cells of a book may differ."""

    def __init__(self, book: Book, judge: Judge, fixed: Collection[int]) -> None:
        """Let every cell differ but the fixed ones."""
        self._judge = judge
        self._cells = [place for place in range(len(book.cells)) if place not in fixed]
        self._column = {place: column for column, place in enumerate(self._cells)}
        self._least = [book.cells[place].least - book.cells[place].value for place in self._cells]
        self._free = set(self._cells)
        self._programme = Programme(
            self._least, rows_of(book, self._column), only_costs_change=True
        )

    def let(self, free: Collection[int]) -> None:
        """Let these cells differ, and no others."""
        wanted = set(free) & self._column.keys()
        for place in sorted(wanted ^ self._free):
            self._bound(place, free=place in wanted)
        self._free = wanted

    def world(self, directions: Mapping[int, int]) -> World | None:
        """The world in which cells lie furthest up (1) or down (-1), each by WIDTH at most."""
        asked = {place: way for place, way in directions.items() if place in self._free}
        if not asked:
            return None
        for place in asked:
            column = self._column[place]
            self._programme.bound(column, max(self._least[column], -WIDTH), WIDTH)
        self._programme.costs({self._column[place]: -way for place, way in asked.items()})
        found = self._programme.solve()
        for place in asked:
            self._bound(place, free=True)
        return None if found is None else exact(self._judge, self._cells, found)

    def widen(self, seen: Seen, needs: Mapping[int, Change]) -> None:
        """Look for worlds that hold many cells apart at once."""
        for _ in range(_ROUNDS):
            for way in (1, -1):
                short = [place for place, need in needs.items() if seen.width(place) < need]
                if len(short) < 3:
                    return
                self._take(seen, dict.fromkeys(short, way))

    def holds(self, seen: Seen, place: int, need: Change) -> bool:
        """Whether worlds hold a cell as far apart as needed; what is found is noted in `seen`."""
        for way in (1, -1):
            if seen.width(place) >= need:
                return True
            self._take(seen, {place: way})
        return seen.width(place) >= need

    def _take(self, seen: Seen, directions: Mapping[int, int]) -> None:
        world = self.world(directions)
        if world:
            seen.add(world)

    def _bound(self, place: int, *, free: bool) -> None:
        column = self._column[place]
        least, most = (self._least[column], INFINITE) if free else (0, 0)
        self._programme.bound(column, least, most)


def rows_of(book: Book, column: Mapping[int, int]) -> Sequence[Row]:
    """The relations between cells that may differ, as limits to the differences."""
    rows: list[Row] = []
    for relation in book.relations:
        places = [(factor, book.places[name]) for factor, name in relation.terms]
        factors: dict[int, float] = {}
        for factor, place in places:
            if place in column:
                factors[column[place]] = factors.get(column[place], 0) + factor
        if factors:
            left = relation.total - sum(factor * book.cells[at].value for factor, at in places)
            rows.append((factors, left if relation.exact else -INFINITE, left))
    return rows
