"""`statistik` in a terminal: the figures asked for most, and what they mean."""

import io
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from exports.measures import DEGREE, MEASURE_LABELS, Basis
from exports.numbers import NO_BREAK, percent
from exports.statistics_words import (
    basis,
    degree,
    figure,
    heading,
    notes,
    shown_figure,
    value_label,
)
from halsoverkstad.domain.words import MADE_UP

if TYPE_CHECKING:
    from storage.counting import Row, Statistics

_DEGREE = "registreringsgrad"
_ASKED = ("tillfallen", "deltagartillfallen", _DEGREE, "unika", "nya", "aterkommande")
_IF_THERE_IS_ROOM = ("regelbundna", "individuellt_stod")
_DEGREE_HEAD = "Registr.-\ngrad"
_GAP = 1
_NARROWEST_VALUE = 14
"""To this many characters a value such as the name of an activity is broken before all else."""
_MORE = "Alla mått finns med --format csv, xlsx eller json."


def as_table(statistics: "Statistics", width: int = 80) -> str:
    """The statistics as lines of text. Names are broken to fit the width, numbers never are."""
    made_up = [MADE_UP.upper(), ""] if statistics.made_up else []
    table = _rows(statistics, width) if statistics.dimensions else _list(statistics)
    small_print = [*notes(statistics), *([_MORE] if statistics.dimensions else [])]
    lines = [
        *made_up,
        *textwrap.wrap(heading(statistics), width),
        "",
        *_printed(table, width),
        "",
        *(line for note in small_print for line in textwrap.wrap(note, width)),
    ]
    return "\n".join(lines) + "\n"


def _printed(table: Table, width: int) -> list[str]:
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, color_system=None, legacy_windows=False)
    # Numbers are worth a line that is too long: the terminal wraps it, but nothing is lost.
    console.width = max(width, console.measure(table).minimum)
    console.print(table)
    return [line.rstrip(" ") for line in buffer.getvalue().rstrip("\n").split("\n")]


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP, 0, 0))


# With dimensions: a row a cell


def _rows(statistics: "Statistics", width: int) -> Table:
    table = _table()
    values = [
        [
            value_label(each, value)
            for each, value in zip(statistics.dimensions, row.key, strict=True)
        ]
        for row in statistics.rows
    ]
    for index, dimension in enumerate(statistics.dimensions):
        longest = max(len(word) for word in (dimension.label, *(row[index] for row in values)))
        table.add_column(dimension.label, overflow="fold", min_width=min(longest, _NARROWEST_VALUE))
    columns = _columns(statistics, width)
    for head, cells in columns:
        table.add_column(
            head, justify="right", vertical="top", no_wrap=True, min_width=_width(head, cells)
        )
    for index, row in enumerate(values):
        figures = [cells[index] for _, cells in columns]
        table.add_row(*(Text(each) for each in (*row, *figures)))
    return table


def _columns(statistics: "Statistics", width: int) -> list[tuple[str, list[str]]]:
    """Heads and cells of the measures; the last ones only as far as the width allows."""
    columns = [_column(statistics, measure) for measure in _ASKED]
    left = width - len(statistics.dimensions) * (_NARROWEST_VALUE + _GAP)
    left -= sum(_width(*column) + _GAP for column in columns)
    for measure in _IF_THERE_IS_ROOM:
        column = _column(statistics, measure)
        left -= _width(*column) + _GAP
        if left < 0:
            break
        columns.append(column)
    return columns


def _column(statistics: "Statistics", measure: str) -> tuple[str, list[str]]:
    if measure == _DEGREE:
        return _DEGREE_HEAD, [percent(degree(row)) for row in statistics.rows]
    return MEASURE_LABELS[measure].short, [
        _figure(statistics, row, measure) for row in statistics.rows
    ]


def _figure(statistics: "Statistics", row: "Row", measure: str) -> str:
    minst = f"minst{NO_BREAK}" if measure == "unika" and statistics.minimum(row) else ""
    return minst + shown_figure(figure(row, measure))


def _width(head: str, cells: list[str]) -> int:
    return max(len(text) for text in (*head.split("\n"), *cells))


# Without: every measure on a line of its own


def _list(statistics: "Statistics") -> Table:
    table = _table()
    table.add_column("Mått")
    table.add_column("Antal", justify="right", no_wrap=True)
    table.add_column("Vilar på")
    row = statistics.rows[0]
    for line in _lines(statistics, row):
        table.add_row(*(Text(each) for each in line))
    return table


def _lines(statistics: "Statistics", row: "Row") -> Iterator[tuple[str, str, str]]:
    share = percent(degree(row))
    for measure, words in MEASURE_LABELS.items():
        label = "  " * _depth(measure) + words.label
        rests_on = basis(row, measure)
        beside = f"{rests_on} ({share})" if rests_on is Basis.REGISTERED else str(rests_on)
        yield label, _figure(statistics, row, measure), beside
        if measure == "deltagartillfallen_registrerade":
            yield f"  {DEGREE}", share, ""


def _depth(measure: str) -> int:
    whole = MEASURE_LABELS[measure].part_of
    return 0 if whole is None else 1 + _depth(whole)
