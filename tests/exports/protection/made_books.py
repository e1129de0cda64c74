"""Made-up tables of the kinds that a report prints, from a seed."""

from itertools import product
from random import Random

from exports.protection.model import FEW, Book, Cell, Guard, Relation, adds_up, at_most

_SIZES = (0, 0, 1, 2, 3, 4, 5, 6, 8, 9, 12, 17, 25, 40, 60)


def made_book(seed: int) -> Book:
    """A table that adds up both ways, or one of people over workshops and groups."""
    chance = Random(seed)
    return added(chance) if seed % 2 else people(chance)


def cell(name: str, value: int) -> Cell:
    """A count of people, to be hidden if they are few; what is larger costs more."""
    guard = Guard.ALWAYS if value in FEW else Guard.NONE
    return Cell(name, value, guard, cost=1 + value**0.25)


def added(chance: Random) -> Book:
    """Rows and columns with their sums."""
    rows, columns = range(chance.randint(2, 4)), range(chance.randint(2, 5))
    inner = {place: chance.choice(_SIZES) for place in product(rows, columns)}
    cells = [cell(f"{row}.{column}", value) for (row, column), value in inner.items()]
    cells += [cell(f"{row}.+", sum(inner[row, each] for each in columns)) for row in rows]
    cells += [cell(f"+.{column}", sum(inner[each, column] for each in rows)) for column in columns]
    cells.append(cell("+.+", sum(inner.values())))
    relations = [adds_up(f"{row}.+", [f"{row}.{each}" for each in columns]) for row in rows]
    relations += [
        adds_up(f"+.{column}", [f"{each}.{column}" for each in rows]) for column in columns
    ]
    relations.append(adds_up("+.+", [f"{row}.+" for row in rows]))
    relations.append(adds_up("+.+", [f"+.{column}" for column in columns]))
    return Book.of(cells, relations)


def people(chance: Random) -> Book:
    """People who come to one workshop or several, in groups; new or known, returning or not."""
    workshops, groups = range(chance.randint(2, 4)), range(chance.randint(2, 3))
    came = [
        (
            {each for each in workshops if chance.random() < 0.3} or {chance.choice(workshops)},
            chance.choices(groups, [8, 3, 1][: len(groups)])[0],
            chance.random() < 0.7,
            chance.random() < 0.4,
        )
        for _ in range(chance.randint(8, 60))
    ]
    cells: list[Cell] = []
    relations: list[Relation] = []
    for workshop in (*workshops, "+"):
        there = [each for each in came if workshop == "+" or workshop in each[0]]
        figures = {
            "alla": len(there),
            "nya": sum(new for _, _, new, _ in there),
            "kända": sum(not new for _, _, new, _ in there),
            "åter": sum(often for _, _, _, often in there),
            **{f"grupp{each}": sum(mine == each for _, mine, _, _ in there) for each in groups},
        }
        cells += [cell(f"{workshop}.{name}", value) for name, value in figures.items()]
        relations.append(adds_up(f"{workshop}.alla", [f"{workshop}.nya", f"{workshop}.kända"]))
        relations.append(
            adds_up(f"{workshop}.alla", [f"{workshop}.grupp{each}" for each in groups])
        )
        relations.append(at_most(f"{workshop}.åter", f"{workshop}.alla"))
        if workshop != "+":
            relations += [at_most(f"{workshop}.{name}", f"+.{name}") for name in figures]
    for name in ("alla", "nya", "kända", "åter", *(f"grupp{each}" for each in groups)):
        relations.append(at_most(f"+.{name}", *(f"{each}.{name}" for each in workshops)))
    return Book.of(cells, relations)
