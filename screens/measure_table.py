"""All measures of all cells in one table; Enter on a figure opens what is behind it."""

from collections.abc import Callable

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import DataTable, Static

from exports.measures import MEASURE_LABELS
from screens.commands import Command
from screens.figures import Cell, Figures
from screens.library import Library
from screens.room import Room
from screens.words import period_label

MOST = 300
"""How many rows are put in the table: it measures every cell."""


class MeasureTable(Room):
    """Cells down, measures across."""

    HEADING = "Alla mått"
    NAVIGATES = False
    CSS_PATH = "measure_table.tcss"
    ROOM_COMMANDS = (
        Command("behind", "enter,o", "Bakom", "Visar tillfällena och koderna bakom siffran."),
        Command("app.back", "escape,a", "Tillbaka", "Går tillbaka till staplarna."),
    )

    def __init__(
        self, library: Library, shown: Figures, open_behind: Callable[[Cell, str], None]
    ) -> None:
        """Show these figures; `open_behind` opens the sessions behind one."""
        super().__init__(library)
        self._shown = shown
        self._open_behind = open_behind

    def body(self) -> ComposeResult:
        """A heading and the table."""
        answer = self._shown.answer
        cuts = ", ".join(each.label.lower() for each in answer.dimensions)
        heading = (
            f"{period_label(answer.period)}, per {cuts}" if cuts else period_label(answer.period)
        )
        many = len(self._shown.cells)
        if many > MOST:
            heading += f" (de {MOST} första av {many}; alla kommer med när du sparar)"
        yield Static(heading, id="table-heading", classes="heading", markup=False)
        table = DataTable[Text](cursor_type="cell", fixed_columns=1, header_height=2)
        table.id = "all-measures"
        yield table

    def on_mount(self) -> None:
        """Fill the table once: the figures do not change while it is open."""
        table = self._table
        table.add_column("", width=max(len(cell.label) for cell in self._shown.cells[:MOST]))
        for known in MEASURE_LABELS.values():
            table.add_column(Text(known.short))
        for cell in self._shown.cells[:MOST]:
            figures = (Text(cell.text(each), justify="right") for each in MEASURE_LABELS)
            table.add_row(Text(cell.label), *figures)
        table.move_cursor(column=1)
        table.focus()

    @on(DataTable.CellSelected)
    def action_behind(self) -> None:
        """Open what is behind the marked figure."""
        place = self._table.cursor_coordinate
        if place.column:
            measure = list(MEASURE_LABELS)[place.column - 1]
            self._open_behind(self._shown.cells[place.row], measure)

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one("#all-measures", DataTable)  # pyright: ignore[reportUnknownVariableType]
