"""Counted figures as cells of the report: hidden where few people would show, marked as they are."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction

from exports.report.model import Cell, Change, Count, Hidden, Mark, Mean, Missing, Share, Text
from halsoverkstad.domain.numbers import NO_BREAK, percent, thousands
from halsoverkstad.domain.report_names import BEFORE
from halsoverkstad.domain.words import UNKNOWN
from storage.report_figures import ReportFigures
from storage.report_trace import Figure, Trace

NONE = "–"
_HIDDEN_NUMBER = "ett dolt antal"
_HALF_ESTIMATED = {
    "unika": "unika_uppskattade",
    "unika_lagst": "unika_uppskattade",
    "unika_hogst": "unika_uppskattade",
    "unika_uppskattade": "unika_uppskattade",
}


class Cells:
    """Makes cells out of counted figures.

    `hidden` are the figures that are kept back, as they were counted: a figure that stands in
    two tables is hidden in both, and nothing is computed from it.
    """

    def __init__(self, counted: ReportFigures, hidden: AbstractSet[Trace] | None = None) -> None:
        """Prepare to show figures; `hidden` None: for internal use, nothing is kept back."""
        self.counted = counted
        self.protecting = hidden is not None
        self._hidden: AbstractSet[Trace] = hidden or frozenset()
        self.used: set[Trace] = set()
        """The figures that have been shown, or that something shown was computed from."""
        self._values = {each.trace: each.value for each in counted.figures.values()}

    def cell(self, name: str) -> Cell:
        """A figure; with "minst" and "uppskattad" where they are due."""
        figure = self._figure(name)
        if figure.trace in self._hidden:
            return Cell(Hidden(), name)
        return Cell(Count(figure.value), name, self._marks(figure))

    def hides(self, trace: Trace) -> bool:
        """Whether a figure is kept back, of whichever period it is."""
        return trace in self._hidden

    def number(self, name: str) -> int | None:
        """A figure's number; None: it is hidden."""
        figure = self._figure(name)
        return None if figure.trace in self._hidden else figure.value

    def words(self, name: str, hidden: str = _HIDDEN_NUMBER) -> str:
        """A figure within a sentence; what stands for one that is kept back."""
        figure = self._figure(name)
        if figure.trace in self._hidden:
            return hidden
        minimum = Mark.MINIMUM in self._marks(figure)
        return f"minst{NO_BREAK}" * minimum + thousands(figure.value)

    def several(self, name: str, one: str, many: str) -> str:
        """A figure with its noun: `1 tillfälle`, `2 tillfällen`."""
        return f"{self.words(name)}{NO_BREAK}{one if self.number(name) == 1 else many}"

    def before(self, name: str) -> Cell:
        """The same figure a year before, as it is counted; a dash if nothing was."""
        earlier = f"{name}.{BEFORE}"
        return self.cell(earlier) if earlier in self.counted.figures else _none(earlier)

    def change(self, name: str) -> Cell:
        """How much more or less it has become."""
        earlier = f"{name}.{BEFORE}"
        ending = f"{name}.forandring"
        if earlier not in self.counted.figures:
            return _none(ending)
        now, then = self.number(name), self.number(earlier)
        if now is None or then is None:
            return Cell(Hidden(), ending)
        return Cell(Change(now - then), ending)

    def change_share(self, name: str) -> Cell:
        """How much more or less it has become, as a share of what it was."""
        earlier = f"{name}.{BEFORE}"
        ending = f"{name}.forandring_andel"
        if earlier not in self.counted.figures or not self.counted.whole_before:
            return _none(ending)
        now, then = self.number(name), self.number(earlier)
        if now is None or then is None:
            return Cell(Hidden(), ending)
        return (
            Cell(Share(Fraction(now - then, then), signed=True), ending) if then else _none(ending)
        )

    def ratio(self, part: str, whole: str, name: str) -> Cell:
        """A share of one figure in another."""
        some, all_ = self.number(part), self.number(whole)
        if some is None or all_ is None:
            return Cell(Hidden(), name)
        return Cell(Share(Fraction(some, all_)), name) if all_ else _none(name)

    def mean(self, amount: str, number: str, name: str) -> Cell:
        """A mean of one figure per another."""
        some, of = self.number(amount), self.number(number)
        if some is None or of is None:
            return Cell(Hidden(), name)
        return Cell(Mean(Fraction(some, of)), name) if of else _none(name)

    def degree(self, table: str, part: str, *ending: str) -> Cell:
        """Registreringsgrad: registered deltagartillfällen of all of them."""
        names = [
            ".".join((table, measure, part, *ending)).replace("..", ".")
            for measure in (
                "deltagartillfallen_registrerade",
                "deltagartillfallen",
                "registreringsgrad",
            )
        ]
        return self.ratio(*names)

    def degree_in_words(self, table: str, part: str) -> str:
        """Registreringsgrad within a sentence."""
        value = self.degree(table, part).value
        if isinstance(value, Hidden):
            return "dold, för att skydda dem som är få"
        return percent(value.part) if isinstance(value, Share) else UNKNOWN

    def _figure(self, name: str) -> Figure:
        figure = self.counted.figures[name]
        self.used.add(figure.trace)
        return figure

    def _marks(self, figure: Figure) -> tuple[Mark, ...]:
        estimated = self._estimated(figure)
        minimum = estimated and figure.trace.measure.startswith("unika") and self._floor(figure)
        return (Mark.MINIMUM,) * minimum + (Mark.ESTIMATED,) * estimated

    def _estimated(self, figure: Figure) -> bool:
        """Whether people counted without name are part of it."""
        trace = figure.trace
        if trace.measure == "deltagartillfallen":
            registered = replace(trace, measure="deltagartillfallen_registrerade")
            return figure.value > self._values.get(registered, figure.value)
        part = _HALF_ESTIMATED.get(trace.measure)
        return part is not None and self._values.get(replace(trace, measure=part), 0) > 0

    def _floor(self, figure: Figure) -> bool:
        """The estimated part holds only for whole calendar years over all sessions."""
        over_all = all(each.of_person for each in figure.trace.dimensions)
        return not (figure.trace.period.whole_years and over_all)


def text(words: str) -> Cell:
    """Words in a cell."""
    return Cell(Text(words))


def missing(words: str, *marks: Mark) -> Cell:
    """No figure, and why."""
    return Cell(Missing(words), marks=marks)


def _none(name: str) -> Cell:
    del name  # what is not there has nothing to be traced to
    return Cell(Missing(NONE))
