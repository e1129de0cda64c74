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
from exports.numbers import NO_BREAK
from exports.statistics_layout import Column, fitted
from exports.statistics_words import (
    basis,
    figure,
    heading,
    is_floor,
    notes,
    shown_degree,
    shown_figure,
    value_label,
)
from halsoverkstad.domain.words import MADE_UP

if TYPE_CHECKING:
    from exports.statistics_answer import Answer, AnswerRow

_DEGREE = "registreringsgrad"
_ASKED = ("tillfallen", "deltagartillfallen", _DEGREE, "unika", "aterkommande")
_IF_THERE_IS_ROOM = ("nya", "regelbundna", "individuellt_stod")
_DEGREE_HEAD = "Reg.-\ngrad"
_LIST_WIDTH = 76
_MORE = "Alla mått finns med --format csv, xlsx eller json."


def as_table(statistics: "Answer", width: int = 80) -> str:
    """The statistics as lines of text. Names are broken to fit the width, numbers never are."""
    made_up = [MADE_UP.upper(), ""] if statistics.made_up else []
    table = _rows(statistics, width) if statistics.dimensions else _list(statistics, width)
    small_print = [*notes(statistics), *([_MORE] if statistics.dimensions else [])]
    lines = [
        *made_up,
        *textwrap.wrap(heading(statistics), width),
        "",
        *table,
        "",
        *(line for note in small_print for line in textwrap.wrap(note, width)),
    ]
    return "\n".join(lines) + "\n"


def _printed(table: Table, width: int) -> list[str]:
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, color_system=None, legacy_windows=False)
    console.print(table)
    return [line.rstrip(" ") for line in buffer.getvalue().rstrip("\n").split("\n")]


def _table(gap: int = 2) -> Table:
    """A table without frame; its box puts one of the spaces between columns."""
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, gap - 1, 0, 0))


# With dimensions: a row a cell


def _rows(statistics: "Answer", width: int) -> list[str]:
    layout = fitted(
        [_values(statistics, index) for index in range(len(statistics.dimensions))],
        [_figures(statistics, measure) for measure in _ASKED],
        [_figures(statistics, measure) for measure in _IF_THERE_IS_ROOM],
        width,
    )
    table = _table(layout.gap)
    for column, characters in layout.texts:
        table.add_column(column.head, overflow="fold", width=characters)
    for column in layout.numbers:
        table.add_column(column.head, justify="right", no_wrap=True, width=column.width)
    shown = (*(column for column, _ in layout.texts), *layout.numbers)
    for index in range(len(statistics.rows)):
        table.add_row(*(Text(column.cells[index]) for column in shown))
    return _printed(table, layout.width)


def _values(statistics: "Answer", index: int) -> Column:
    dimension = statistics.dimensions[index]
    return Column(
        dimension.label, [value_label(dimension, row.key[index]) for row in statistics.rows]
    )


def _figures(statistics: "Answer", measure: str) -> Column:
    if measure == _DEGREE:
        return Column(_DEGREE_HEAD, [shown_degree(row) for row in statistics.rows])
    cells = [_figure(statistics, row, measure) for row in statistics.rows]
    return Column(MEASURE_LABELS[measure].short, cells)


def _figure(statistics: "Answer", row: "AnswerRow", measure: str) -> str:
    number = figure(row, measure)
    floor = measure == "unika" and number is not None and is_floor(statistics, row)
    return f"minst{NO_BREAK}{shown_figure(number)}" if floor else shown_figure(number)


# Without: every measure on a line of its own


def _list(statistics: "Answer", width: int) -> list[str]:
    table = _table()
    table.add_column("Mått")
    table.add_column("Antal", justify="right", no_wrap=True)
    table.add_column("Vilar på")
    row = statistics.rows[0]
    for line in _lines(statistics, row):
        table.add_row(*(Text(each) for each in line))
    return _printed(table, max(width, _LIST_WIDTH))


def _lines(statistics: "Answer", row: "AnswerRow") -> Iterator[tuple[str, str, str]]:
    share = shown_degree(row)
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
