"""How narrowly a hidden cell can be computed back, exactly: a plain simplex in whole numbers.

The slow reference that the protection is held against. It knows nothing of how cells are chosen,
and nothing in it is rounded: every tableau is kept in integers over one denominator (Edmonds),
and the least index enters and leaves (Bland), so that it ends.
"""

from collections.abc import Collection
from fractions import Fraction

from exports.protection.model import Book, Name


class Ranges:
    """Everything that the cells which are not shown may be, given what is."""

    def __init__(self, book: Book, hidden: Collection[Name]) -> None:
        self.unknown = [c for c in book.cells if c.name in hidden or not c.printed]
        column = {cell.name: at for at, cell in enumerate(self.unknown)}
        rows: list[tuple[dict[int, int], int]] = []
        slack = len(self.unknown)
        for relation in book.relations:
            factors: dict[int, int] = {}
            right = relation.total
            for factor, name in relation.terms:
                cell = book.cells[book.places[name]]
                if name in column:
                    factors[column[name]] = factors.get(column[name], 0) + factor
                    right -= factor * cell.least
                else:
                    right -= factor * cell.value
            if not any(factors.values()):
                continue
            if not relation.exact:
                factors[slack] = 1
                slack += 1
            rows.append((factors, right))
        self.columns = slack
        self.least = [cell.least for cell in self.unknown]
        self._begin(rows)

    def _begin(self, rows: list[tuple[dict[int, int], int]]) -> None:
        """A first corner, by way of artificial columns that are then taken away."""
        count, wide = len(rows), self.columns + len(rows)
        self.table = []
        self.basis = list(range(self.columns, wide))
        self.denominator = 1
        for at, (factors, right) in enumerate(rows):
            sign = -1 if right < 0 else 1
            line = [0] * (wide + 1)
            for place, factor in factors.items():
                line[place] = sign * factor
            line[self.columns + at] = 1
            line[-1] = sign * right
            self.table.append(line)
        costs = [0] * self.columns + [1] * count
        assert self._minimise(costs) == 0, "the facts themselves are not possible"
        for at in range(count):
            if self.basis[at] >= self.columns:
                for place in range(self.columns):
                    if self.table[at][place]:
                        self._pivot(at, place)
                        break
        kept = [at for at in range(count) if self.basis[at] < self.columns]
        self.table = [self.table[at][: self.columns] + self.table[at][-1:] for at in kept]
        self.basis = [self.basis[at] for at in kept]

    def width(self, name: Name) -> Fraction | None:
        """Upper less lower end; None: there is no upper end."""
        place = next(at for at, cell in enumerate(self.unknown) if cell.name == name)
        costs = [0] * self.columns
        costs[place] = -1
        highest = self._minimise(costs)
        if highest is None:
            return None
        costs[place] = 1
        lowest = self._minimise(costs)
        assert lowest is not None
        return -highest - lowest

    def _minimise(self, costs: list[int]) -> Fraction | None:
        while True:
            entering = self._entering(costs)
            if entering is None:
                total = sum(
                    costs[column] * line[-1]
                    for column, line in zip(self.basis, self.table, strict=True)
                )
                return Fraction(total, self.denominator)
            leaving = None
            for at, line in enumerate(self.table):
                if line[entering] > 0:
                    if leaving is None:
                        leaving = at
                        continue
                    best = self.table[leaving]
                    one, other = line[-1] * best[entering], best[-1] * line[entering]
                    if one < other or (one == other and self.basis[at] < self.basis[leaving]):
                        leaving = at
            if leaving is None:
                return None
            self._pivot(leaving, entering)

    def _entering(self, costs: list[int]) -> int | None:
        paid = [
            (costs[column], line)
            for column, line in zip(self.basis, self.table, strict=True)
            if costs[column]
        ]
        basic = set(self.basis)
        for place in range(len(costs)):
            if place not in basic:
                reduced = costs[place] * self.denominator - sum(
                    cost * line[place] for cost, line in paid
                )
                if reduced < 0:
                    return place
        return None

    def _pivot(self, at: int, place: int) -> None:
        row = self.table[at]
        pivot, before = row[place], self.denominator
        if pivot < 0:
            row = self.table[at] = [-value for value in row]
            pivot = -pivot
        for other, line in enumerate(self.table):
            if other != at:
                factor = line[place]
                self.table[other] = [
                    (value * pivot - factor * mine) // before
                    for value, mine in zip(line, row, strict=True)
                ]
        self.denominator = pivot
        self.basis[at] = place


def narrow(book: Book, hidden: Collection[Name], width: int = 5) -> list[Name]:
    """The hidden and the few-people cells that can be computed back to less than a width."""
    ranges = Ranges(book, hidden)
    secret = [
        cell.name
        for cell in ranges.unknown
        if cell.printed or cell.guard.value  # what is not printed matters if it counts people
    ]
    found = ((name, ranges.width(name)) for name in secret)
    return [name for name, wide in found if wide is not None and wide < width]


def any_narrow(book: Book, hidden: Collection[Name], width: int = 5) -> bool:
    """Whether there is one, looked for no longer than it takes."""
    ranges = Ranges(book, hidden)
    for cell in ranges.unknown:
        if cell.printed or cell.guard.value:
            wide = ranges.width(cell.name)
            if wide is not None and wide < width:
                return True
    return False
