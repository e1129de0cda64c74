"""A table that shows a page at a time, so that it is quick however much there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import DataTable, Static

from screens.words import number

PAGE = 200
"""Lines a page: a table measures every cell, and more would be felt."""
_SCROLLBAR = 1
_PADDING = 2


@dataclass(frozen=True)
class Column:
    """A column: cells wide, or with `stretch` a share of what is left over.

    It is shown where the table is at least `from_width` cells wide.
    """

    heading: str
    width: int = 0
    stretch: int = 0
    from_width: int = 0
    right: bool = False


@dataclass(frozen=True)
class Line:
    """A row: what it is about, and a text for every column, shown or not."""

    key: bytes
    cells: tuple[str, ...]


class _Table(DataTable[Text]):
    """Goes on to the next page when one steps over its edge."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select_cursor", "Öppna")]

    def __init__(self, paged: "PagedTable") -> None:
        super().__init__(cursor_type="row", cell_padding=_PADDING // 2)
        self._paged = paged

    def action_cursor_down(self) -> None:
        if self.cursor_row >= self.row_count - 1 and self._paged.turn(1):
            return
        super().action_cursor_down()

    def action_page_down(self) -> None:
        if self.cursor_row >= self.row_count - 1 and self._paged.turn(1):
            return
        super().action_page_down()

    def action_cursor_up(self) -> None:
        if self.cursor_row <= 0 and self._paged.turn(-1):
            return
        super().action_cursor_up()

    def action_scroll_home(self) -> None:
        self.move_cursor(row=0)

    def action_scroll_end(self) -> None:
        self.move_cursor(row=self.row_count - 1)

    def action_page_up(self) -> None:
        if self.cursor_row <= 0 and self._paged.turn(-1):
            return
        super().action_page_up()


class PagedTable(Vertical):
    """A table with a foot that says which lines are shown of how many."""

    @dataclass
    class Opened(Message):
        """A line was chosen, with Enter or a click."""

        table: "PagedTable"
        key: bytes

        @property
        def control(self) -> "PagedTable":
            """The table."""
            return self.table

    @dataclass
    class PageWanted(Message):
        """Another page is wanted; `offset` is now the one to load."""

        table: "PagedTable"

        @property
        def control(self) -> "PagedTable":
            """The table."""
            return self.table

    def __init__(self, columns: Sequence[Column], *, nothing: str, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """A table of these columns; `nothing` stands where there are no lines."""
        super().__init__(id=id, classes="paged")
        self.offset_wanted = 0
        self._columns = columns
        self._nothing = nothing
        self._lines: Sequence[Line] = ()
        self._total = 0
        self._from_below = False

    def compose(self) -> ComposeResult:
        """The table, what stands instead of it, and the foot."""
        yield _Table(self)
        yield Static(self._nothing, classes="paged-nothing", markup=False)
        with Horizontal(classes="paged-foot"):
            yield Static("", classes="paged-where", markup=False)
            yield Static("‹ Förra (-)", classes="paged-turn -back", markup=False)
            yield Static("Nästa (+) ›", classes="paged-turn -on", markup=False)

    def show(self, lines: Sequence[Line], total: int) -> None:
        """Show the page that was asked for; the mark stays where it was if it can."""
        key, at = self.marked, self._table.cursor_row
        self._lines, self._total = lines, total
        keys = [line.key for line in lines]
        if self._from_below:
            at = len(lines) - 1
        elif key in keys:
            at = keys.index(key)
        self._from_below = False
        # The table is never hidden: it would lose the focus.
        self.set_class(not lines, "-empty")
        self._draw(at)

    @property
    def marked(self) -> bytes | None:
        """What the marked line is about; None: there is no line."""
        at = self._table.cursor_row
        return self._lines[at].key if 0 <= at < len(self._lines) else None

    def from_start(self) -> None:
        """Begin with the first page, after the filter has changed."""
        self.offset_wanted = 0
        self._table.move_cursor(row=0)

    def turn(self, by: int) -> bool:
        """Ask for the next or previous page; False: there is none."""
        offset = self.offset_wanted + by * PAGE
        if not 0 <= offset < self._total:
            return False
        self.offset_wanted = offset
        self._from_below = by < 0
        if by > 0:
            self._table.move_cursor(row=0)
            self._lines = ()
        self.post_message(self.PageWanted(self))
        return True

    def enter(self) -> None:
        """Put the cursor in the table."""
        self._table.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the columns to the new width."""
        if event.size.width:
            self._draw(self._table.cursor_row)

    @on(DataTable.RowSelected)
    def _selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        if self.marked is not None:
            self.post_message(self.Opened(self, self.marked))

    @on(DataTable.RowHighlighted)
    def _keep_quiet(self, event: DataTable.RowHighlighted) -> None:
        event.stop()

    @on(events.Click, ".-back")
    def _back(self) -> None:
        self.turn(-1)

    @on(events.Click, ".-on")
    def _on(self) -> None:
        self.turn(1)

    @property
    def _table(self) -> _Table:
        return self.query_one(_Table)

    def _draw(self, at: int) -> None:
        table = self._table
        table.clear(columns=True)
        shown = self._widths()
        for index, width in shown:
            column = self._columns[index]
            heading = Text(column.heading, justify="right" if column.right else "left")
            table.add_column(heading, width=width)
        for line in self._lines:
            table.add_row(*(self._cell(index, width, line) for index, width in shown))
        if self._lines:
            table.move_cursor(row=min(max(at, 0), len(self._lines) - 1))
        self._draw_foot()

    def _draw_foot(self) -> None:
        first = self.offset_wanted + 1
        last = self.offset_wanted + len(self._lines)
        where = f"{number(first)}–{number(last)} av {number(self._total)}"
        self.query_one(".paged-where", Static).update(where if self._lines else "")
        self.query_one(".-back").display = self.offset_wanted > 0
        self.query_one(".-on").display = last < self._total

    def _widths(self) -> list[tuple[int, int]]:
        space = self.size.width - _SCROLLBAR
        shown = [
            (index, column)
            for index, column in enumerate(self._columns)
            if column.from_width <= self.size.width
        ]
        left = space - sum(column.width + _PADDING for _, column in shown)
        shares = sum(column.stretch for _, column in shown) or 1
        return [
            (index, column.width or max(left * column.stretch // shares, 8))
            for index, column in shown
        ]

    def _cell(self, index: int, width: int, line: Line) -> Text:
        # Text and not str: what people write may hold square brackets, which are markup.
        justify: Any = "right" if self._columns[index].right else "left"
        return Text(cut(line.cells[index], width), justify=justify, no_wrap=True)


def cut(text: str, width: int) -> str:
    """A text that is at most so many cells wide; an ellipsis says that there was more."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
