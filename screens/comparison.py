"""Figures so far beside the same days last year, by workshop: what the overview shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.statistics import Row, Statistics
from halsoverkstad.domain.words import COMMON_LABEL, Dimension
from screens.widgets.bars import bar
from screens.words import NO_FIGURES, change, day_and_month, number, period_label
from storage.counting import statistics
from storage.store import Store

MEASURES = ("tillfallen", "deltagartillfallen", "unika", "aterkommande")
TOTAL = "Hela programmet"
_HEADINGS = {
    "tillfallen": "Tillfällen",
    "deltagartillfallen": "Deltagartillf.",
    "unika": "Unika",
    "aterkommande": "Återkomm.",
}
_BAR_MEASURE = "deltagartillfallen"
_GAP = 2
_LONG_BAR = 36
"""Where bars could be this long, the change in per cent is shown too."""


@dataclass(frozen=True)
class Line:
    """A workshop, or all of them, now and then; `before` is None where it had no sessions."""

    label: str
    now: Mapping[str, int]
    before: Mapping[str, int] | None


@dataclass(frozen=True)
class Comparison:
    """A part of this year so far, and the same days last year."""

    whole: Period
    now: Period
    before: Period
    lines: tuple[Line, ...]
    """One a workshop that runs, or had a session now or then; last all of them."""
    minimum: bool
    """Whether unika is a floor in any line."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show, now or then."""
        return not self.total.now["tillfallen"] and self.total.before is None

    @property
    def total(self) -> Line:
        """All workshops together."""
        return self.lines[-1]


def so_far(whole: Period, today: date) -> Period:
    """The part of a period up to today, both ends included."""
    last = min(today, whole.last)
    if last == whole.last:
        return whole
    return Period(whole.first, last, f"{whole.first}..{last}")


def compare(store: Store, whole: Period, today: date) -> Comparison:
    """Count a period so far and the same days last year."""
    now = so_far(whole, today)
    before = now.year_before()
    with store.snapshot():
        counted = [
            (statistics(store, period, (Dimension.WORKSHOP,)), statistics(store, period))
            for period in (now, before)
        ]
    (by_workshop, total), (by_workshop_before, total_before) = counted
    figures = {row.key[0]: row.figures for row in by_workshop.rows}
    figures_before = {row.key[0]: row.figures for row in by_workshop_before.rows}
    running = [each.name for each in store.programme.workshops if each.runs(now.last)]
    order = [*store.programme.workshop_names, *figures, *figures_before]
    lines = [
        Line(name or COMMON_LABEL, figures.get(name, {}), figures_before.get(name))
        for name in dict.fromkeys(order)
        if name in running or name in figures or name in figures_before
    ]
    lines.append(Line(TOTAL, total.rows[0].figures, _held(total_before.rows[0])))
    every = (by_workshop, total, by_workshop_before, total_before)
    return Comparison(whole, now, before, tuple(lines), any(map(_minimum, every)))


def render(comparison: Comparison, width: int) -> Content:
    """The comparison as lines of text that fit the width; bars take what is left of it."""
    then = comparison.total.before is not None
    floor = ", minst" if comparison.minimum else ""
    columns = [
        ["Verkstad", *(line.label for line in comparison.lines)],
        *(
            [
                _HEADINGS[measure] + (floor if measure == "unika" else ""),
                *(_cell(line, measure, then=then) for line in comparison.lines),
            ]
            for measure in MEASURES
        ),
    ]
    widths = [max(map(len, column)) for column in columns]
    space = width - sum(widths) - _GAP * len(widths)
    if then and space >= _LONG_BAR:
        for column, at, measure in zip(columns[1:], range(1, 9), MEASURES, strict=False):
            _add_changes(column, comparison, measure)
            widths[at] = max(map(len, column))
        space = width - sum(widths) - _GAP * len(widths)
    bars = _bars(comparison, min(space, _LONG_BAR))
    lines = zip(*columns, bars, strict=True)
    drawn_lines: list[Content] = []
    for at, (label, *cells, drawn) in enumerate(lines):
        style = "bold" if at in {0, len(bars) - 1} else ""
        figures = "".join(
            " " * _GAP + cell.rjust(wide) for cell, wide in zip(cells, widths[1:], strict=True)
        )
        drawn_lines.append(
            Content.assemble(
                (f"{label:<{widths[0]}} ", style), (drawn, "$primary"), (figures, style)
            )
        )
    return Content("\n").join(drawn_lines)


def heading(comparison: Comparison) -> str:
    """What is compared with what, in one line."""
    until = "" if comparison.now == comparison.whole else " hittills"
    then = comparison.before
    days = f"{day_and_month(then.first)} – {day_and_month(then.last)} {then.last.year}"
    if comparison.total.before is None:
        beside = f"{days}: {NO_FIGURES.lower()}"
    else:
        beside = f"inom parentes: {days}"
    return f"{period_label(comparison.whole)}{until} ({beside})"


def interval(comparison: Comparison) -> str | None:
    """What open questions about doubles leave open, if they leave anything."""
    figures = comparison.total.now
    low, high = figures["unika_lagst"], figures["unika_hogst"]
    if low == high:
        return None
    return f"Unika: {number(low)}–{number(high)}, så osäkert är det vilka som är samma person."


def _cell(line: Line, measure: str, *, then: bool) -> str:
    now = line.now.get(measure, 0)
    if not then:
        return number(now)
    return f"{number(now)} ({'–' if line.before is None else number(line.before[measure])})"


def _add_changes(column: list[str], comparison: Comparison, measure: str) -> None:
    """How much more or less, beside each figure; room for three digits and a sign."""
    for at, line in enumerate(comparison.lines, 1):
        before = line.before[measure] if line.before else 0
        column[at] += f"{change(line.now.get(measure, 0), before):>7}"


def _bars(comparison: Comparison, width: int) -> list[str]:
    values = [line.now.get(_BAR_MEASURE, 0) for line in comparison.lines[:-1]]
    width = max(width, 0)
    drawn = [bar(value, max(values, default=0), width) for value in values]
    return [" " * width, *drawn, " " * width]


def _held(row: Row) -> Mapping[str, int] | None:
    return row.figures if row.figures["tillfallen"] else None


def _minimum(answer: Statistics) -> bool:
    return any(answer.minimum(row) for row in answer.rows)
