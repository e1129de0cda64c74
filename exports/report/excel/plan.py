"""Where everything of a sheet stands, known before anything is written: formulas point ahead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from exports import text_size
from exports.report import charts
from exports.report.model import Block, Box, Bullets, Chart, Kind, Paragraph, Row, Section, Table
from exports.report.wording import EMPTY_TABLE, cell_text, chart_origin, notes, prefix

_FIRST = (24.0, 46.0)
"""The least and the most that the first column is wide, in characters."""
_TEXT = (12.0, 22.0)
_FIGURE = (11.0, 24.0)
_MARGIN = 2.0
_HEAD_LINES = 3
_USUAL_HEADING = 60
"""Letters of a heading that its column is made for."""
_MOST_LINES = 24
"""A row of more lines would be higher than Excel has any; a text goes on in the next row."""
_MOST_LETTERS = 8000
"""A cell holds 32 767; broken earlier, no line of it is out of sight."""
_ROW_PIXELS = 20
_BULLET = "• "
_LEAST_COLUMNS = 5
"""As many columns as a chart takes, and lines of text go over."""


@dataclass(frozen=True)
class Line:
    """A line over the whole width of the sheet: a heading, a note."""

    row: int
    text: str
    look: str
    """section, caption, note, boxtitle, box."""


@dataclass(frozen=True)
class PlacedTable:
    """A table and where its head stands."""

    table: Table
    row: int
    rows: tuple[int, ...]
    """Where each of its rows begins."""


@dataclass(frozen=True)
class PlacedChart:
    """A chart and where it stands."""

    chart: Chart
    row: int


Item = Line | PlacedTable | PlacedChart


@dataclass(frozen=True)
class Plan:
    """A sheet: the widths of its columns in characters, and what stands in it."""

    widths: tuple[float, ...]
    items: tuple[Item, ...]
    end: int
    """The first row below everything."""
    parts: tuple[tuple[int, int], ...]
    """What is to stay on one page, from above: its first row and the first below it."""

    def tables(self) -> Iterator[PlacedTable]:
        """Its tables."""
        return (item for item in self.items if isinstance(item, PlacedTable))


def planned(top: str, sections: Iterable[tuple[Section, tuple[Block, ...]]]) -> Plan:
    """Plan a sheet.

    Args:
        top: what stands above everything.
        sections: what of each section belongs in it.
    """
    sections = [(section, blocks) for section, blocks in sections if blocks]
    every = [block for _, blocks in sections for block in blocks]
    widths = _widths([block for block in every if isinstance(block, Table)])
    planner = _Planner(widths)
    planner.line(top, "section")
    planner.row += 1
    for section, blocks in sections:
        first = planner.row
        planner.line(f"{section.number} {section.title}", "section")
        for block in blocks:
            planner.block(block)
            planner.parts.append((first, planner.row))
            first = planner.row
    if not sections:
        planner.line(EMPTY_TABLE, "note")
    return Plan(widths, tuple(planner.items), planner.row, tuple(planner.parts))


def pieces(text: str, width: float) -> list[str]:
    """A text in pieces that each fit a row when wrapped; nearly always one."""
    rest, found = text, list[str]()
    while len(rest) > _MOST_LETTERS or text_size.lines(rest, width) > _MOST_LINES:
        end = min(len(rest), _MOST_LETTERS)
        while text_size.lines(rest[:end], width) > _MOST_LINES:
            end = max(1, end * 3 // 4)
        space = rest.rfind(" ", 0, end)
        end = space + 1 if space > end // 2 else end
        found.append(rest[:end])
        rest = rest[end:]
    return [*found, rest]


def row_pieces(row: Row, widths: tuple[float, ...]) -> list[list[str]]:
    """The pieces of each cell of a row."""
    return [pieces(cell_text(cell), widths[index]) for index, cell in enumerate(row.cells)]


class _Planner:
    """Gives each thing its row."""

    def __init__(self, widths: tuple[float, ...]) -> None:
        self.row = 0
        self.items: list[Item] = []
        self.parts: list[tuple[int, int]] = []
        self._widths = widths

    def line(self, text: str, look: str) -> None:
        """Place a line of text."""
        for piece in pieces(text, sum(self._widths)):
            self.items.append(Line(self.row, piece, look))
            self.row += 1

    def block(self, block: Block) -> None:
        """Place a block with what belongs to it, and a row that is free."""
        match block:
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case Box():
                self.line(block.title, "boxtitle")
                for text in block.lines:
                    self.line(text, "box")
            case Paragraph():
                self.line(block.text, "note")
            case Bullets():
                for text in block.items:
                    self.line(f"{_BULLET}{text}", "note")
            case _:
                return
        self.row += 1

    def _table(self, table: Table) -> None:
        self.line(f"{prefix(table)}. {table.caption}", "caption")
        head = self.row
        self.row += 1
        starts: list[int] = []
        for row in table.rows:
            starts.append(self.row)
            self.row += max(len(each) for each in row_pieces(row, self._widths))
        self.items.append(PlacedTable(table, head, tuple(starts)))
        for text in notes(table) if table.rows else (EMPTY_TABLE,):
            self.line(text, "note")

    def _chart(self, chart: Chart) -> None:
        self.line(f"{prefix(chart)}. {chart.caption}", "caption")
        if not charts.is_drawn(chart):
            self.line(EMPTY_TABLE, "note")
            return
        self.items.append(PlacedChart(chart, self.row))
        rows = ceil(charts.height(chart) / _ROW_PIXELS) + 1
        # The figures stand beside the chart, and there may be more of them than it is high.
        self.row += max(rows, len(chart.categories) + 2)
        if chart_origin(chart):
            self.line(chart_origin(chart), "note")


def _widths(tables: list[Table]) -> tuple[float, ...]:
    count = max((len(table.columns) for table in tables), default=0)
    return tuple(_width(tables, index) for index in range(max(count, _LEAST_COLUMNS)))


def _width(tables: list[Table], index: int) -> float:
    """How wide a column has to be for every table that has it."""
    needed = 0.0
    least, most = _FIGURE
    for table in tables:
        if index >= len(table.columns):
            continue
        column = table.columns[index]
        if column.kind is Kind.TEXT:
            least, most = _FIRST if index == 0 else _TEXT
        heading = text_size.narrowest(column.heading[:_USUAL_HEADING], _HEAD_LINES)
        texts = (text_size.width(cell_text(row.cells[index])) for row in table.rows)
        needed = max(needed, heading, min(most, max(texts, default=0.0)))
    return round(min(most, max(least, needed)) + _MARGIN, 1)
