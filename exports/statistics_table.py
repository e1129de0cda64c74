"""`statistik` in a terminal: the figures asked for most, and what they mean."""

import io
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from exports.measures import DEGREE, MEASURE_LABELS, Basis
from exports.statistics_layout import Column, Layout, fitted, numbers_alone
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
from halsoverkstad.domain.numbers import NO_BREAK
from halsoverkstad.domain.words import MADE_UP

if TYPE_CHECKING:
    from exports.statistics_answer import Answer, AnswerRow

_DEGREE = "registreringsgrad"
_ASKED = ("tillfallen", "deltagartillfallen", _DEGREE, "unika", "aterkommande")
_IF_THERE_IS_ROOM = ("nya", "regelbundna", "individuellt_stod")
_DEGREE_HEAD = "Reg.-\ngrad"
_NUMBER = "Antal"
_LIST_HEADS = ("Mått", _NUMBER, "Vilar på")
_LIST_GAP = 2
_INDENT = "  "
_BETWEEN = " · "
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
    names = [_values(statistics, index) for index in range(len(statistics.dimensions))]
    asked = [_figures(statistics, measure) for measure in _ASKED]
    more = [_figures(statistics, measure) for measure in _IF_THERE_IS_ROOM]
    layout = fitted(names, asked, more, width)
    if layout is None:
        alone = numbers_alone(asked, more, width - len(_INDENT))
        return _names_above(names, alone, width)
    return _drawn(layout)


def _drawn(layout: Layout) -> list[str]:
    table = _table(layout.gap)
    for column, characters in layout.texts:
        table.add_column(column.head, overflow="fold", width=characters)
    for column in layout.numbers:
        table.add_column(column.head, justify="right", no_wrap=True, width=column.width)
    shown = (*(column for column, _ in layout.texts), *layout.numbers)
    for index in range(len(shown[0].cells)):
        table.add_row(*(Text(column.cells[index]) for column in shown))
    return _printed(table, layout.width)


def _names_above(names: Sequence[Column], layout: Layout, width: int) -> list[str]:
    """The names of a row on lines of their own, its figures below: where both have no room."""
    drawn = _drawn(layout)
    count = len(names[0].cells)
    *heads, rule = drawn[: len(drawn) - count]
    lines = [_BETWEEN.join(each.head for each in names), *(f"{_INDENT}{each}" for each in heads)]
    lines.append(rule + "─" * len(_INDENT))
    for index, figures in enumerate(drawn[len(drawn) - count :]):
        lines += textwrap.wrap(_BETWEEN.join(each.cells[index] for each in names), width)
        lines.append(f"{_INDENT}{figures}")
    return lines


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
    """What a figure rests on is said in as many words as there is room for."""
    whole = list(_lines(statistics, statistics.rows[0]))
    shorter = [(label, number, beside.split(" (")[0]) for label, number, beside in whole]
    words = [(label, number, word) for label, number, text in shorter for word in text.split()]
    shortest = [(label, number) for label, number, _ in whole]
    if _width(whole) <= width:
        return _listed(whole, width)
    return _listed(shorter if _width(words) <= width else shortest, width)


def _width(lines: Sequence[tuple[str, ...]]) -> int:
    columns = zip(_LIST_HEADS, *lines, strict=True)
    return sum(max(map(len, column)) + _LIST_GAP for column in columns) - _LIST_GAP


def _listed(lines: Sequence[tuple[str, ...]], width: int) -> list[str]:
    """The last column of text is the one whose words may go on below."""
    heads = _LIST_HEADS[: len(lines[0])]
    bends = heads[0] if heads[-1] == _NUMBER else heads[-1]
    table = _table(_LIST_GAP)
    for head in heads:
        table.add_column(
            head, justify="right" if head == _NUMBER else "left", no_wrap=head != bends
        )
    for line in lines:
        table.add_row(*(Text(each) for each in line))
    return _printed(table, width)


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
