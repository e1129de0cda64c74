"""The history of one session: who changed it, when, and what."""

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.types import CSSPathType
from textual.widgets import Static

from screens.commands import Command
from screens.library import Library
from screens.room import Room
from screens.words import long_date
from storage import history
from storage.history import Change
from storage.sessions import LogRow


class SessionHistory(Room):
    """What has been done to a session, the newest first."""

    CSS_PATH: ClassVar[CSSPathType | None] = "session_history.tcss"
    HEADING = "Historik"
    NAVIGATES = False
    ROOM_COMMANDS = (Command("app.back", "escape,h", "Tillbaka", "Går tillbaka till loggen."),)

    def __init__(self, library: Library, row: LogRow) -> None:
        """The history of the session of that line."""
        super().__init__(library)
        self._row = row

    def body(self) -> ComposeResult:
        """Heading and list."""
        row = self._row
        title = f"{row.activity or row.kind.label.capitalize()}, {long_date(row.day)} ({row.code})"
        with VerticalScroll(id="history"):
            yield Static(f"Historik: {title}", classes="heading", markup=False)
            yield Static("", id="changes")

    def on_mount(self) -> None:
        """Let the arrow keys scroll at once."""
        self.query_one("#history").focus()

    async def refresh_room(self) -> None:
        """Load the changes."""
        changes = await self.library.ask(history.of_session, self._row.session)
        self.query_one("#changes", Static).update(_table(changes))


def _table(changes: list[Change]) -> Table:
    table = Table.grid(padding=(0, 2, 1, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, max_width=20)
    table.add_column(ratio=1)
    for change in changes:
        when = f"{change.when:%Y-%m-%d %H:%M}"
        table.add_row(Text(when), Text(change.laptop), Text("\n".join(change.sentences)))
    return table
