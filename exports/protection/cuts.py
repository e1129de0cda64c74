"""Protecting every cut of a period in turn: what a coarser one shows is known in a finer one.

A cut is protected after all cuts by fewer of its dimensions, the whole period first. What those
hide and show is decided by then, from the facts alone, so that answers made on different days
agree. The cuts that a report has too (`IN_TURN`: workshop, group and quarter together, and kind,
area, sex and month each by itself) are decided in one order, whichever is asked for, and each
with all that came before, since side by side they tell more than each alone; to see how they hang
together finer cuts are counted as well, though not printed. In the whole, by workshop, by group
and by both no count of people that is hidden can be told to less than 5 by all of these answers
together.

What this does not cover:
- periods that overlap and differ (a year, and the same year without December);
- answers made before and after facts were changed;
- other cuts of which neither is a part of the other (`--per manad,grupp` beside
  `--per plats,grupp`): who asks for one is told so (`agrees`);
- where people are few, what several tables tell together of a cell that each of them hides: it
  stays hidden, but may be told to less than 5. `Decided.confined` names such cells; nothing that
  was still to be decided could have kept them apart. It is most often a count of sessions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from exports.protection.choosing import protect
from exports.protection.figures import Cut, Tables, coarser, in_order
from exports.protection.laws import SESSIONS, cut_laws, row_laws
from exports.protection.model import Book, Cell, Guard, Name, Relation
from exports.protection.people import differences, only_elsewhere, row_cells
from exports.protection.worlds import Change, World
from halsoverkstad.domain.programme import Definitions
from halsoverkstad.domain.words import Dimension

_MOST_ASKED = in_order((Dimension.WORKSHOP, Dimension.GROUP))
_BY_QUARTER: tuple[Cut, ...] = tuple((*cut, Dimension.QUARTER) for cut in coarser(_MOST_ASKED))
STANDARD: tuple[Cut, ...] = (*coarser(_MOST_ASKED), *_BY_QUARTER)
"""Every cut by some of workshop, group and quarter."""
_SINGLE: tuple[Cut, ...] = tuple(
    (each,) for each in (Dimension.KIND, Dimension.AREA, Dimension.SEX, Dimension.MONTH)
)
IN_TURN: tuple[Cut, ...] = (
    *coarser(_MOST_ASKED),
    *_SINGLE[:-1],
    _BY_QUARTER[0],
    _SINGLE[-1],
    *_BY_QUARTER[1:],
)
"""The cuts that agree with each other, in the order in which they are decided."""
_PARTS_OF_TIME = in_order((Dimension.QUARTER, Dimension.MONTH))

_SEARCH_UP_TO = 4000
"""A cut whose book has more cells is too fine to search: all that is not nought in it is hidden."""


@dataclass(frozen=True)
class Decided:
    """What is hidden of a cut and of those decided before it."""

    hidden: frozenset[Name]
    confined: Mapping[Name, Change]
    """Hidden cells that the other cuts, if all were printed, hold within less than WIDTH."""
    worlds: tuple[World, ...]
    """Worlds that prove it, by the places of cells in the cut's book."""


def agrees(cut: Cut) -> bool:
    """Whether what a cut hides holds beside a report and the other cuts of the same period."""
    return cut in IN_TURN


def protect_cut(tables: Tables, cut: Cut, definitions: Definitions) -> Decided:
    """Protect a cut and all that are decided before it.

    `tables` has the rows of each cut in `needed(cut)`; a cut that it has not is passed over, and
    what is decided then need not agree with answers that took it into account.
    """
    shown: set[Name] = set()
    hidden: set[Name] = set()
    confined: dict[Name, Change] = {}
    worlds: tuple[World, ...] = ()
    for each in decided_before(cut):
        if each in tables:
            book = book_of(tables, each, definitions)
            there = book.places.keys()
            if len(book.cells) > _SEARCH_UP_TO:
                hidden |= _all_of(book, each)
                continue
            found = protect(book, shown & there, hidden & there)
            hidden |= found.hidden
            shown |= {cell.name for cell in book.cells if cell.printed} - found.hidden
            confined |= found.confined
            worlds = found.worlds
    return Decided(frozenset(hidden), confined, worlds)


def _all_of(book: Book, cut: Cut) -> set[Name]:
    mine = [cell for cell in book.cells if cell.printed and cell.name[1::2] == cut]
    return {cell.name for cell in mine if cell.value or cell.guard is not Guard.NONE}


def decided_before(cut: Cut) -> list[Cut]:
    """The cuts that are decided for a cut, in order, itself last."""
    wanted = set(coarser(cut))
    for each in coarser(cut):
        if each in IN_TURN:
            wanted |= set(IN_TURN[: IN_TURN.index(each)])
    others = sorted(wanted - set(IN_TURN), key=_in_turn)
    return [*(each for each in IN_TURN if each in wanted), *others]


def _in_turn(cut: Cut) -> tuple[int, list[int]]:
    return len(cut), [list(Dimension).index(each) for each in cut]


def needed(cut: Cut) -> list[Cut]:
    """The cuts that have to be counted to protect one."""
    found = {
        each
        for turn in decided_before(cut)
        for family in _families(decided_before(turn))
        for each in family
    }
    return sorted(found, key=_in_turn)


def book_of(tables: Tables, cut: Cut, definitions: Definitions) -> Book:
    """A cut with all that are decided before it, and what holds in them and between them.

    Cuts through which these hang together are part of the book, not printed; of some it is seen
    to already that what they must hide can be hidden.
    """
    printed = [each for each in decided_before(cut) if each in tables]
    families = [[each for each in family if each in tables] for family in _families(printed)]
    every = sorted({each for family in families for each in family}, key=_in_turn)
    ahead = {each for family in families for each in _looked_after(family, printed)}
    cells: list[Cell] = []
    relations: list[Relation] = []
    for each in every:
        for key, figures in tables[each].items():
            row = row_cells(each, key, figures)
            if each not in printed:
                row = (_not_printed(cell, guarded=each in ahead) for cell in row)
            cells.extend(row)
            laws = row_laws(
                each, key, figures, definitions, printed=each in printed or each in ahead
            )
            relations.extend(laws)
        relations.extend(cut_laws(tables, each))
    for each in printed:
        for cell, relation in _differences(tables, each):
            cells.append(cell)
            relations.append(relation)
    return Book.of(cells, relations)


def _families(printed: list[Cut]) -> Iterator[list[Cut]]:
    """The cuts, and those through which they hang together, by what they hang together through.

    Of each family that by all its dimensions is last. Cuts of different families know of each
    other only what they have in common.
    """
    standard = {dimension for cut in printed if cut in STANDARD for dimension in cut}
    tops = [_MOST_ASKED if standard.issubset(_MOST_ASKED) else in_order(standard)]
    tops += (
        _PARTS_OF_TIME if cut == (Dimension.MONTH,) else cut
        for cut in printed
        if cut not in STANDARD
    )
    for top in dict.fromkeys(tops):
        if not any(set(top) < set(other) for other in tops):
            yield list(coarser(top))


def _looked_after(every: list[Cut], printed: list[Cut]) -> set[Cut]:
    """The cuts whose few are thought of before they are decided: later would be too late."""
    *fewer, finest = every
    if finest == _MOST_ASKED:
        return set(every) - set(printed)
    return {finest} if all(each in printed for each in fewer) else set()


def _differences(tables: Tables, cut: Cut) -> Iterator[tuple[Cell, Relation]]:
    for key, figures in tables[cut].items():
        yield from differences(cut, key, figures)
    yield from only_elsewhere(tables, cut)


def _not_printed(cell: Cell, *, guarded: bool) -> Cell:
    counts_people = cell.guard is Guard.ALWAYS and cell.name[0] not in SESSIONS
    guard = cell.guard if guarded and counts_people else Guard.NONE
    return replace(cell, guard=guard, printed=False, least=cell.least if guarded else 0)
