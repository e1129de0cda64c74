"""What stands on paper for a cell, and what has to be said about a table or the whole report."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from exports.report.model import (
    Cell,
    Change,
    Chart,
    Count,
    Day,
    Hidden,
    Mark,
    Mean,
    Missing,
    Money,
    Report,
    Share,
    Status,
    Table,
    Text,
    Value,
)
from exports.statistics_words import HIDDEN, HIDDEN_NOTE
from halsoverkstad.domain.numbers import NO_BREAK, decimal, percent, signed, thousands
from halsoverkstad.domain.words import MADE_UP

CONTENTS = "Innehåll"
DRAFT = "UTKAST"
INTERNAL = "INTERNT – små tal är inte skyddade"
EMPTY_TABLE = "Inga uppgifter för perioden."
SOURCE = "Källa"
MONEY_NOTE = "Belopp i hela kronor."
SOFT_HYPHEN = "\u00ad"
_SIGNS = {Mark.ESTIMATED: "u", Mark.PUBLISHED: "p", Mark.BREAK: "t"}
SIGN_NOTES = {
    Mark.ESTIMATED: "(u) uppskattad: räknad utan namn eller bedömd.",
    Mark.PUBLISHED: "(p) publicerad i en tidigare rapport, inte räknad av programmet.",
    Mark.BREAK: (
        "(t) tidsseriebrott: framtagen på ett annat sätt än siffran bredvid, så de kan inte "
        "jämföras rakt av."
    ),
}
_LABEL = re.compile(r"(.*?)(\d+)", re.DOTALL)


class Label(NamedTuple):
    """What a table or chart is called: `T1` is the letters T and the number 1."""

    letters: str
    number: str


def label(name: str) -> Label:
    """Split a name at its number at the end; without one the number is empty."""
    match = _LABEL.fullmatch(name)
    return Label(*match.groups()) if match else Label(name, "")


def value_text(value: Value) -> str:
    """A value as it is read."""
    match value:
        case Count(number):
            return thousands(number)
        case Change(number):
            return signed(thousands(number))
        case Share(part, is_signed):
            return signed(percent(part)) if is_signed else percent(part)
        case Mean(number):
            return decimal(number)
        case Money(kronor):
            return thousands(kronor)
        case Text(text) | Missing(text):
            return text
        case Day(date):
            return date.isoformat()
        case Hidden():
            return HIDDEN


class Shown(NamedTuple):
    """A cell in two parts: the figure, and the signs that follow it."""

    figure: str
    signs: str

    @property
    def whole(self) -> str:
        """Both, with a space between that does not break."""
        return f"{self.figure}\u00a0{self.signs}" if self.signs else self.figure


def shown(cell: Cell) -> Shown:
    """A cell as it is read: `minst 313`, `2 425` and `(p)`."""
    text = value_text(cell.value)
    at_least = Mark.MINIMUM in cell.marks and not isinstance(cell.value, Hidden | Missing)
    return Shown(f"{Mark.MINIMUM}\u00a0{text}" if at_least else text, signs(cell))


def signs(cell: Cell) -> str:
    """What stands after a cell's figure: `(u)`, `(p, t)`, nothing."""
    letters = [letter for mark, letter in _SIGNS.items() if mark in cell.marks]
    return f"({f',{NO_BREAK}'.join(letters)})" if letters else ""


def cell_text(cell: Cell) -> str:
    """A cell in one string."""
    return shown(cell).whole


def notes(table: Table) -> Iterator[str]:
    """Everything that is printed below a table: its notes, and what explains signs and `..`."""
    yield from table.notes
    cells = [cell for row in table.rows for cell in row.cells]
    for mark, sentence in SIGN_NOTES.items():
        if any(mark in cell.marks for cell in cells):
            yield sentence
    if any(isinstance(cell.value, Hidden) for cell in cells):
        yield HIDDEN_NOTE
    if any(isinstance(cell.value, Money) for cell in cells):
        yield MONEY_NOTE
    if table.source:
        yield f"{SOURCE}: {table.source}"


def banners(report: Report) -> tuple[str, ...]:
    """What every page says of the whole report; a report that is final and real says nothing."""
    lines = (
        (DRAFT, report.status is Status.DRAFT),
        (MADE_UP, report.made_up),
        (INTERNAL, not report.protected),
    )
    return tuple(text for text, said in lines if said)


def particulars(report: Report) -> Iterator[tuple[str, str]]:
    """What stands under the title, by what it is."""
    yield "Program", report.programme
    yield "Period", report.period
    yield "Mottagare", report.receiver
    yield "Status", f"{report.status.capitalize()} {report.date.isoformat()}"
    yield "Kontrollsumma", report.checksum


def chart_origin(chart: Chart) -> str:
    """Where the figures of a chart stand; empty: in no table."""
    return f"Diagrammet visar siffror ur {chart.table}." if chart.table else ""


def prefix(block: Table | Chart) -> str:
    """What a caption begins with: `Tabell T1`."""
    return f"{'Tabell' if isinstance(block, Table) else 'Diagram'} {block.name}"
