"""A table of the report on the screen: a cursor goes from figure to figure."""

from textwrap import wrap
from typing import Any

from rich.cells import cell_len
from rich.text import Text
from textual.containers import VerticalScroll
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from exports.report.model import Cell, Kind, Role, Table
from exports.report.wording import SOFT_HYPHEN, cell_text
from screens.widgets.paged_table import cut

_LONGEST_TEXT = 44
_HEADING = 12
"""Cells that a heading of a narrow column is broken at, where it has words to break between."""


class FigureTable(DataTable[Text]):
    """The first column stands still; what does not fit is reached with the arrow keys."""

    def __init__(self, table: Table) -> None:
        """Show a table."""
        headings = [_heading(table, at) for at in range(len(table.columns))]
        super().__init__(
            cursor_type="cell",
            fixed_columns=1,
            header_height=max(map(len, headings)),
            classes="figures",
        )
        self.model = table
        self._headings = headings

    def on_mount(self) -> None:
        """Fill it: what it shows does not change."""
        for at, lines in enumerate(self._headings):
            justify: Any = "left" if self._is_text(at) else "right"
            self.add_column(Text("\n".join(lines), justify=justify), width=self._width(at))
        for row in self.model.rows:
            style = "bold" if row.role is Role.TOTAL else ""
            indent = "  " * (row.role is Role.PART)
            self.add_row(
                *(
                    self._text(at, f"{indent * (at == 0)}{cell_text(cell)}", style)
                    for at, cell in enumerate(row.cells)
                )
            )

    def cell_at(self, coordinate: Coordinate) -> Cell:
        """What stands there."""
        return self.model.rows[coordinate.row].cells[coordinate.column]

    def action_cursor_down(self) -> None:
        """The row below; from the last one, on to what follows the table."""
        if self.cursor_row >= self.row_count - 1:
            self._leave(1)
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """The row above; from the first one, back to what comes before the table."""
        if self.cursor_row <= 0:
            self._leave(-1)
        else:
            super().action_cursor_up()

    def _leave(self, by: int) -> None:
        every = list(self.screen.query(FigureTable))
        at = every.index(self) + by
        if 0 <= at < len(every):
            every[at].move_cursor(row=0 if by > 0 else every[at].row_count - 1)
            every[at].focus()
        else:
            self.screen.query_one("#section", VerticalScroll).scroll_relative(y=3 * by)

    def _is_text(self, at: int) -> bool:
        return self.model.columns[at].kind is Kind.TEXT

    def _width(self, at: int) -> int:
        cells = [cell_len(cell_text(row.cells[at])) + 2 * (at == 0) for row in self.model.rows]
        return min(max(*map(cell_len, self._headings[at]), *cells, 1), _LONGEST_TEXT)

    def _text(self, at: int, text: str, style: str) -> Text:
        justify: Any = "left" if self._is_text(at) else "right"
        line = cut(" ".join(text.split("\n")), self._width(at))
        return Text(line, style=style, justify=justify, no_wrap=True)


def _heading(table: Table, at: int) -> list[str]:
    text = table.columns[at].heading.replace(SOFT_HYPHEN, "")
    return wrap(text, _HEADING, break_long_words=False) or [""]
