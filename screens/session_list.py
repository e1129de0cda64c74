"""Some sessions, such as those behind a figure: a list from which each can be opened."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.widgets import DataTable, Static

from halsoverkstad.domain.words import COMMON_LABEL
from screens.commands import Command
from screens.library import Library
from screens.room import Room
from screens.words import clock, number, short_date
from storage.sessions import LogRow

PAGE = 1000
"""How many rows are put in the table at a time: it measures every cell."""

_COLUMNS = {
    "Datum": 15,
    "Tid": 5,
    "Verkstad": 17,
    "Aktivitet": 20,
    "Plats": 24,
    "Reg.": 4,
    "Utan namn": 9,
}
_WHEN_WIDE = {"Tid", "Plats"}
_NUMBERS = {"Reg.", "Utan namn"}
_WIDE = 110
"""Columns of the screen from which there is space for time and place too."""


@dataclass(frozen=True)
class Listed:
    """The sessions, and codes of participants if they too are behind the figure."""

    sessions: Sequence[LogRow]
    participants: Sequence[str] = ()


class SessionList(Room):
    """Sessions under a heading; Enter opens one."""

    HEADING = "Tillfällen bakom en siffra"
    CSS_PATH = "session_list.tcss"
    ROOM_COMMANDS = (
        Command("open", "enter,o", "Öppna", "Öppnar tillfället som är markerat."),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka till siffrorna."),
    )

    def __init__(
        self, library: Library, heading: str, fetch: Callable[[], Awaitable[Listed]]
    ) -> None:
        """Show what `fetch` finds, anew each time one comes back."""
        super().__init__(library)
        self._heading = heading
        self._fetch = fetch
        self._rows: Sequence[LogRow] = ()

    def body(self) -> ComposeResult:
        """Heading, table, codes."""
        yield Static(self._heading, id="list-heading", classes="heading", markup=False)
        yield Static("", id="list-count", classes="quiet", markup=False)
        table = DataTable[Text](cursor_type="row", id="listed")
        yield table
        with VerticalScroll(id="codes-scroll", can_focus=True):
            yield Static("", id="codes", markup=False)

    def on_mount(self) -> None:
        """Focus in the table."""
        self._table.focus()

    def on_resize(self, _event: Resize) -> None:
        """There is space for the place on a wide screen."""
        self._show()

    async def refresh_room(self) -> None:
        """Fetch and show, staying on the same row."""
        listed = await self._fetch()
        self._rows = listed.sessions
        self._show()
        self.query_one("#list-count", Static).update(self._counted(listed))
        self.query_one("#codes-scroll").display = bool(listed.participants)
        self.query_one("#codes", Static).update(_codes(listed.participants))

    @on(DataTable.RowSelected)
    def action_open(self) -> None:
        """Open the session under the cursor."""
        row = self._table.cursor_row
        if row < min(len(self._rows), PAGE):
            from screens.session_form import SessionForm

            self.shell.push_screen(SessionForm(self.library, self._rows[row].session))

    def _show(self) -> None:
        table = self._table
        row = table.cursor_row
        table.clear(columns=True)
        today = self.library.today()
        wide = self.size.width >= _WIDE
        for heading, width in _COLUMNS.items():
            if wide or heading not in _WHEN_WIDE:
                table.add_column(heading, width=width)
        for each in self._rows[:PAGE]:
            cells = {
                "Datum": short_date(each.day, today),
                "Tid": clock(each.start) if each.start else "",
                "Verkstad": each.workshop or COMMON_LABEL,
                "Aktivitet": each.activity,
                "Plats": each.place,
                "Reg.": number(each.registered),
                "Utan namn": number(each.heads),
            }
            table.add_row(
                *(
                    Text(text, justify="right" if heading in _NUMBERS else "left")
                    for heading, text in cells.items()
                    if wide or heading not in _WHEN_WIDE
                )
            )
        table.move_cursor(row=row)

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one("#listed", DataTable)  # pyright: ignore[reportUnknownVariableType]

    def _counted(self, listed: Listed) -> str:
        many = len(listed.sessions)
        text = f"{number(many)} {'tillfälle' if many == 1 else 'tillfällen'}"
        if many > PAGE:
            text += f", de {PAGE} första visas"
        return text


def _codes(participants: Sequence[str]) -> str:
    if not participants:
        return ""
    return f"{number(len(participants))} deltagare: " + "  ".join(participants)
