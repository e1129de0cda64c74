"""Which figures of a report are hidden, over all of its tables at once (design.md, 4).

What `statistik --publik` and the open data of the same period hide and show by what a report is
cut by (`protection.cuts.IN_TURN`) holds here too: the report is made public beside them, and a
year stands in the next year's report as well. What only a report counts is settled after that, in
one book with all its tables: visits per person, other thresholds for återkommande, who could not
come in.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from exports.protection.choosing import Protection, protect
from exports.protection.cuts import IN_TURN, book_of, decided_before, protect_cut
from exports.protection.figures import Cut, Tables, coarser, in_order, name_of
from exports.protection.model import FEW, Book, Cell, Guard, Name, Relation, adds_up, at_most
from halsoverkstad.domain.programme import Definitions
from halsoverkstad.domain.words import Dimension
from storage.report_extras import CLASSES, DATES, TURNED_AWAY, VISITS
from storage.report_figures import ReportFigures
from storage.report_trace import Span, Trace

_WHOLE: Cut = ()
_DEARNESS = {0: 20, 1: 4}
"""How much dearer a figure is to hide by how little it is cut: totals go last of all."""


Traces = Mapping[Name, Trace]
"""How each printed cell of a book was counted."""


@dataclass(frozen=True)
class Shared:
    """A book of a report, and what other answers have shown and hidden of it."""

    book: Book
    traces: Traces
    shown: frozenset[Name]
    hidden: frozenset[Name]

    def protected(self) -> Protection:
        """What is hidden in it, that which the others hide among it.

        Where people are few, what the others show may leave a hidden figure of the report too
        little room. Then it hides what it has to by itself, and what they hide besides.
        """
        found = protect(self.book, self.shown, self.hidden)
        if not found.confined:
            return found
        alone = protect(self.book)
        printed = {cell.name for cell in self.book.cells if cell.printed}
        return replace(alone, hidden=alone.hidden | (self.hidden & printed))


def hidden_figures(counted: ReportFigures, shown: AbstractSet[Trace]) -> frozenset[Trace]:
    """The figures that may not be shown outside, as they were counted.

    `shown` are those that the report would show; of the others nobody learns from it.
    """
    return frozenset(
        each.traces[name] for each in books(counted, shown) for name in each.protected().hidden
    )


def hidden_elsewhere(span: Span, definitions: Definitions) -> frozenset[Trace]:
    """The totals, and the figures by workshop, that public answers on another period hide."""
    cut, tables = (Dimension.WORKSHOP,), _tables(span)
    hidden = protect_cut(tables, cut, definitions).hidden
    traces = _traces(span, {each: tables[each] for each in coarser(cut)})
    return frozenset(trace for name, trace in traces if name in hidden)


def books(counted: ReportFigures, shown: AbstractSet[Trace]) -> Iterator[Shared]:
    """All tables of the period as one book, and those of the year before as another."""
    yield _book(counted.now, counted.definitions, shown, _Extras(counted))
    if counted.before:
        yield _book(counted.before, counted.definitions, shown)


def _book(
    span: Span,
    definitions: Definitions,
    shown: AbstractSet[Trace],
    extras: "_Extras | None" = None,
) -> Shared:
    counted = _tables(span)
    printed = {in_order(each.dimensions) for each in shown if each.period == span.period}
    tables = {cut: rows for cut, rows in counted.items() if cut in printed}
    traces = dict(_traces(span, tables)) | (dict(extras.traces()) if extras else {})
    cells: list[Cell] = []
    relations: list[Relation] = []
    for cut in _finest(tables):
        book = book_of(tables, cut, definitions)
        cells += (_as_shown(cell, traces, shown) for cell in book.cells)
        relations += book.relations
    if extras:
        cells += extras.cells()
        relations += extras.relations()
    book = Book.of(cells, relations)
    open_, hidden = _decided(counted, printed, definitions)
    return Shared(book, traces, open_ & book.places.keys(), hidden & book.places.keys())


def _tables(span: Span) -> Tables:
    return {
        in_order(cut): {row.key: row.figures for row in rows} for cut, rows in span.cuts.items()
    }


def _decided(
    tables: Tables, printed: AbstractSet[Cut], definitions: Definitions
) -> tuple[frozenset[Name], frozenset[Name]]:
    """The figures of a report's cuts that `statistik --publik` shows, and those it hides."""
    *_, last = (cut for cut in IN_TURN if cut in printed)
    decided = protect_cut(tables, last, definitions)
    every = {
        name_of(cut, key, measure)
        for cut in decided_before(last)
        for key, figures in tables[cut].items()
        for measure in figures
    }
    return frozenset(every - decided.hidden), decided.hidden


def _as_shown(cell: Cell, traces: Traces, shown: AbstractSet[Trace]) -> Cell:
    """A cell as the report has it: dear where many look for it, not printed where it is not."""
    trace = traces.get(cell.name)
    if trace is None:  # few people between two figures
        return cell
    if trace not in shown:
        return replace(cell, guard=Guard.NONE, printed=False)
    # A report has a row to every kind of session, whether or not there was any.
    least = 0 if trace.dimensions == (Dimension.KIND,) else cell.least
    cost = cell.cost * _DEARNESS.get(len(trace.dimensions), 1)
    return replace(cell, cost=cost, least=least)


def _finest(tables: Tables) -> Iterator[Cut]:
    """The cuts that no other cut divides further."""
    for cut in tables:
        if not any(set(cut) < set(other) for other in tables):
            yield cut


def _traces(span: Span, tables: Tables) -> Iterator[tuple[Name, Trace]]:
    for cut, rows in tables.items():
        for key, figures in rows.items():
            for measure in figures:
                yield name_of(cut, key, measure), Trace(measure, span.period, cut, key)


class _Extras:
    """What a report counts beside the cuts, as cells, and what everyone knows of it."""

    def __init__(self, counted: ReportFigures) -> None:
        self._counted = counted
        self._figures = {
            each.trace: each.value
            for each in counted.figures.values()
            if each.trace.measure in {VISITS, DATES, TURNED_AWAY}
            and each.trace.period == counted.period
        }
        self._steps = sorted(
            (each for each in self._figures if each.measure == DATES), key=lambda it: int(it.key[0])
        )

    def traces(self) -> Mapping[Name, Trace]:
        return {self._name(each): each for each in self._figures}

    def cells(self) -> list[Cell]:
        cells = [
            Cell(self._name(trace), value, _guard(value)) for trace, value in self._figures.items()
        ]
        return [*cells, *(cell for cell, _ in self._between())]

    def relations(self) -> list[Relation]:
        people = name_of(_WHOLE, (), "unika_registrerade")
        attendances = name_of(_WHOLE, (), "deltagartillfallen_registrerade")
        classes = {word: self._name(self._trace(VISITS, word)) for word in CLASSES}
        least = tuple((CLASSES[word][0], name) for word, name in classes.items())
        found = [
            adds_up(people, classes.values()),
            Relation((*least, (-1, attendances)), exact=False),
            *self._away(),
            *(relation for _, relation in self._between()),
        ]
        for step in self._steps:
            often = [name for word, name in classes.items() if CLASSES[word][1] >= int(step.key[0])]
            found.append(at_most(self._name(step), *often))
        for fewer, more in pairwise(self._steps):
            found.append(at_most(self._name(more), self._name(fewer)))
        chosen = str(self._counted.definitions.returning_dates)
        returning = name_of(_WHOLE, (), "aterkommande")
        found.append(adds_up(returning, [self._name(self._trace(DATES, chosen))]))
        return found

    def _between(self) -> Iterator[tuple[Cell, Relation]]:
        """Few people who came so often that one threshold counts them and the next does not."""
        for fewer, more in pairwise(self._steps):
            value = self._figures[fewer] - self._figures[more]
            if value in FEW:
                name = ("utom", *self._name(fewer), *self._name(more))
                cell = Cell(name, value, Guard.ALWAYS, printed=False)
                terms = ((1, name), (1, self._name(more)), (-1, self._name(fewer)))
                yield cell, Relation(terms)

    def _away(self) -> Iterator[Relation]:
        parts = [each for each in self._figures if each.measure == TURNED_AWAY and each.dimensions]
        whole = Trace(TURNED_AWAY, self._counted.period)
        if parts:
            yield adds_up(self._name(whole), [self._name(each) for each in parts])

    def _trace(self, measure: str, word: str) -> Trace:
        return Trace(measure, self._counted.period, (), (word,))

    def _name(self, trace: Trace) -> tuple[str, ...]:
        workshop = ("verkstad",) if Dimension.WORKSHOP in trace.dimensions else ()
        return (trace.measure, *workshop, *trace.key)


def _guard(value: int) -> Guard:
    return Guard.ALWAYS if value in FEW else Guard.NONE
