"""Some sessions, such as those behind a figure: a list from which each can be opened."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.types import CSSPathType
from textual.widgets import Static

from screens.commands import Command
from screens.library import Library
from screens.log import COLUMNS, log_cells
from screens.room import Room
from screens.session_form import SessionForm
from screens.widgets.paged_table import PAGE, Line, PagedTable
from screens.words import number
from storage.sessions import LogRow


@dataclass(frozen=True)
class Listed:
    """The sessions, and codes of participants if they too are behind the figure."""

    sessions: Sequence[LogRow]
    participants: Sequence[str] = ()


class SessionList(Room):
    """Sessions under a heading; Enter opens one."""

    HEADING = "Tillfällen bakom en siffra"
    CSS_PATH: ClassVar[CSSPathType | None] = ["widgets/paged_table.tcss", "session_list.tcss"]
    ROOM_COMMANDS = (
        Command("open", "enter,o", "Öppna", "Öppnar tillfället som är markerat."),
        Command("turn(1)", "plus", "Nästa sida", "Äldre tillfällen.", footer=False),
        Command("turn(-1)", "minus", "Förra sidan", "Nyare tillfällen.", footer=False),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka till siffrorna."),
    )

    def __init__(
        self, library: Library, heading: str, fetch: Callable[[], Awaitable[Listed]]
    ) -> None:
        """Show what `fetch` finds, anew each time one comes back."""
        super().__init__(library)
        self._heading = heading
        self._fetch = fetch
        self._sessions: Sequence[LogRow] = ()

    def body(self) -> ComposeResult:
        """Heading, table, codes."""
        yield Static(self._heading, id="list-heading", classes="heading", markup=False)
        yield PagedTable(COLUMNS, nothing="Inga tillfällen.", id="listed")
        with VerticalScroll(id="codes-scroll", can_focus=True):
            yield Static("", id="codes", markup=False)

    async def refresh_room(self) -> None:
        """Fetch and show, staying on the same row."""
        listed = await self._fetch()
        first = not self._sessions
        self._sessions = listed.sessions
        self._show()
        if first:
            self._table.enter()
        self.query_one("#codes-scroll").display = bool(listed.participants)
        self.query_one("#codes", Static).update(_codes(listed.participants))

    @on(PagedTable.PageWanted)
    def _show(self) -> None:
        first = self._table.offset_wanted
        page = self._sessions[first : first + PAGE]
        lines = [Line(each.session, log_cells(each, self.library)) for each in page]
        self._table.show(lines, len(self._sessions))

    @on(PagedTable.Opened)
    def action_open(self) -> None:
        """Open the marked session."""
        if self._table.marked is not None:
            self.shell.push_screen(SessionForm(self.library, self._table.marked))

    def action_turn(self, by: int) -> None:
        """To the next page or the one before."""
        self._table.turn(by)

    @property
    def _table(self) -> PagedTable:
        return self.query_one("#listed", PagedTable)


def _codes(participants: Sequence[str]) -> str:
    return f"{number(len(participants))} deltagare: " + "  ".join(participants)
