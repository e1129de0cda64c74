"""A table of the report on the screen, or a part of one: a cursor goes from figure to figure."""

from typing import Any

from rich.text import Text
from textual.containers import VerticalScroll
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from exports.report.model import Cell, Kind, Role, Table
from screens import report_columns
from screens.report_columns import GAP, Part


class FigureTable(DataTable[Text]):
    """Some columns of a table; arrows lead on to the table's other parts, and to other tables."""

    def __init__(self, table: Table, part: Part) -> None:
        """Show these columns of a table."""
        self._heads = [report_columns.heading(table, each) for each in part]
        super().__init__(
            cursor_type="cell",
            fixed_columns=1,
            header_height=max(each.count("\n") + 1 for each in self._heads),
            cell_padding=GAP // 2,
            classes="figures",
        )
        self.model = table
        self._part = part

    def on_mount(self) -> None:
        """Fill it: what it shows does not change."""
        for head, shown in zip(self._heads, self._part, strict=True):
            self.add_column(self._text(shown.at, head), width=shown.width)
        for row in self.model.rows:
            style = "bold" if row.role is Role.TOTAL else ""
            cells = [report_columns.cell(self.model, row, each) for each in self._part]
            self.add_row(
                *(
                    self._text(shown.at, cell, style)
                    for cell, shown in zip(cells, self._part, strict=True)
                ),
                height=max(each.count("\n") + 1 for each in cells),
            )

    @property
    def last_column(self) -> int:
        """Where the last of its columns stands."""
        return len(self._part) - 1

    def cell_at(self, coordinate: Coordinate) -> Cell:
        """What stands there."""
        return self.model.rows[coordinate.row].cells[self._part[coordinate.column].at]

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

    def action_cursor_right(self) -> None:
        """The next figure of the row, in the table's next part if need be."""
        if self.cursor_column >= self.last_column:
            self._go_on(1)
        else:
            super().action_cursor_right()

    def action_cursor_left(self) -> None:
        """The figure before, in the table's part before if need be."""
        if self.cursor_column <= 1 and self._parts[0] is not self:
            self._go_on(-1)
        else:
            super().action_cursor_left()

    def action_scroll_home(self) -> None:
        """What the row is called."""
        self._stand_in(self._parts[0], 0)

    def action_scroll_end(self) -> None:
        """The last figure of the row."""
        last = self._parts[-1]
        self._stand_in(last, last.last_column)

    def _leave(self, by: int) -> None:
        every = list(self.screen.query(FigureTable))
        at = every.index(self) + by
        if 0 <= at < len(every):
            every[at].move_cursor(row=0 if by > 0 else every[at].row_count - 1)
            every[at].focus()
        else:
            self.screen.query_one("#section", VerticalScroll).scroll_relative(y=3 * by)

    def _go_on(self, by: int) -> None:
        parts = self._parts
        at = parts.index(self) + by
        if 0 <= at < len(parts):
            self._stand_in(parts[at], 1 if by > 0 else parts[at].last_column)

    def _stand_in(self, part: "FigureTable", column: int) -> None:
        part.move_cursor(row=self.cursor_row, column=column)
        part.focus()

    @property
    def _parts(self) -> "list[FigureTable]":
        """The table's parts, this one among them."""
        return [each for each in self.screen.query(FigureTable) if each.model is self.model]

    def _text(self, at: int, text: str, style: str = "") -> Text:
        is_text = self.model.columns[at].kind is Kind.TEXT
        justify: Any = "left" if is_text else "right"
        return Text(text, style=style, justify=justify, no_wrap=True)
