"""Some sessions, such as those behind a figure: a list from which each can be opened."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.widgets import DataTable, Static

from halsoverkstad.domain.words import COMMON_LABEL
from screens.commands import Command
from screens.library import Library
from screens.room import Room
from screens.words import clock, number, short_date
from storage.sessions import LogRow

PAGE = 300
"""How many rows are put in the table at a time: it measures every cell."""


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
        table = DataTable[str](cursor_type="row", id="listed")
        yield table
        yield Static("", id="codes", markup=False)

    def on_mount(self) -> None:
        """Columns, and focus in the table."""
        table = self._table
        table.add_columns("Datum", "Tid", "Verkstad", "Aktivitet", "Plats", "Reg.", "Utan namn")
        table.focus()

    async def refresh_room(self) -> None:
        """Fetch and show, staying on the same row."""
        listed = await self._fetch()
        self._rows = listed.sessions
        table = self._table
        row = table.cursor_row
        today = self.library.today()
        table.clear()
        for each in self._rows[:PAGE]:
            table.add_row(
                short_date(each.day, today),
                clock(each.start) if each.start else "",
                each.workshop or COMMON_LABEL,
                each.activity,
                each.place,
                number(each.registered),
                number(each.heads),
            )
        table.move_cursor(row=row)
        self.query_one("#list-count", Static).update(self._counted(listed))
        codes = self.query_one("#codes", Static)
        codes.display = bool(listed.participants)
        codes.update(_codes(listed.participants))

    @on(DataTable.RowSelected)
    def action_open(self) -> None:
        """Open the session under the cursor."""
        row = self._table.cursor_row
        if row < min(len(self._rows), PAGE):
            from screens.session_form import SessionForm

            self.shell.push_screen(SessionForm(self.library, self._rows[row].session))

    @property
    def _table(self) -> DataTable[str]:
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
