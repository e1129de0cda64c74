"""Logg: every session, found, opened, deleted; and what has been done to it."""

from contextlib import suppress
from datetime import timedelta
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.types import CSSPathType
from textual.widgets import Checkbox, Input, Select

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import COMMON, COMMON_LABEL, Dimension, Kind
from screens.commands import Command
from screens.library import Library
from screens.room import Room
from screens.session_fields import kinds, workshops
from screens.session_form import SessionForm
from screens.session_history import SessionHistory
from screens.widgets.choice import Choice
from screens.widgets.completing import Completing
from screens.widgets.fields import Entry, Field
from screens.widgets.filters import FilterBar
from screens.widgets.paged_table import PAGE, Column, Line, PagedTable
from screens.widgets.tick import Tick
from screens.words import clock, number, short_date
from storage import sessions
from storage.sessions import LogFilter, LogRow
from storage.store import Store

COLUMNS = (
    Column("Datum", 14),
    Column("Tid", 5, from_width=100),
    Column("Verkstad", 17),
    Column("Typ", 17, from_width=116),
    Column("Aktivitet", stretch=3),
    Column("Plats", stretch=2, from_width=100),
    Column("Reg.", 4, right=True),
    Column("Utan namn", 9, right=True),
)
NOTHING = "Inga tillfällen här. F3 loggar ett nytt; töm filtren med Backsteg om något är ifyllt."


class LogRoom(Room):
    """The log."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["widgets/fields.tcss", "widgets/paged_table.tcss"]
    HEADING = "Logg"
    HERE = "go('log')"
    AUTO_FOCUS = "#log DataTable"
    ROOM_COMMANDS = (
        Command("open", "enter", "Öppna", "Öppnar tillfället för att läsa eller ändra."),
        Command("app.new_session", "n", "Nytt", "Loggar ett nytt tillfälle."),
        Command("search", "slash", "Sök", "Söker i aktivitet, plats, verkstad och anteckning."),
        Command("history", "h", "Historik", "Vem som ändrade tillfället, när och vad."),
        Command("delete", "delete", "Ta bort", "Tar bort tillfället. Ctrl+Z ångrar."),
        Command("without", "u", "Utan deltagare", "Visar bara tillfällen utan någon på."),
        Command("clear", "backspace", "Töm filter", "Visar alla tillfällen igen."),
        Command("turn(1)", "plus", "Nästa sida", "Äldre tillfällen.", footer=False),
        Command("turn(-1)", "minus", "Förra sidan", "Nyare tillfällen.", footer=False),
    )

    def __init__(self, library: Library, first: LogFilter | None = None) -> None:
        """Show the library's sessions, to begin with those of a period, a workshop or nobody."""
        super().__init__(library)
        self._first = first or LogFilter()
        self._rows: list[LogRow] = []

    def body(self) -> ComposeResult:
        """Two rows of filters and the table."""
        programme = self.library.programme
        with FilterBar():
            with Horizontal():
                yield Field("Sök", Entry(id="search", placeholder="aktivitet, plats, ord"))
                yield Field(
                    "Period", Completing(id="period", placeholder="t.ex. 2025K4"), id="field-period"
                )
            with Horizontal():
                yield Field(
                    "Verkstad", Choice(workshops(programme), blank="alla", id="of-workshop")
                )
                yield Field("Typ", Choice(kinds(), blank="alla", id="of-kind"))
                yield Tick("Utan deltagare", value=self._first.without_people, id="without-people")
        yield PagedTable(COLUMNS, nothing=NOTHING, id="log")

    def on_mount(self) -> None:
        """Suggest the periods that are asked for most."""
        field = self.query_one("#period", Completing)
        field.suggest(likely_periods(self.library))
        if self._first.period is not None:
            field.value = self._first.period.name
        if self._first.workshop is not None:  # perhaps one that the settings no longer have
            self.query_one("#of-workshop", Choice).choose(self._first.workshop)

    async def refresh_room(self) -> None:
        """Load the page that is wanted."""
        wanted, offset = self._filter(), self._table.offset_wanted
        self._rows, total = await self.library.ask(_page, wanted, offset)
        self._table.show([self._line(row) for row in self._rows], total)

    # Events

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Checkbox.Changed)
    def _filter_changed(self) -> None:
        if self.is_current:
            self._table.from_start()
            self.reload()

    @on(Input.Blurred)
    def _check_period(self) -> None:
        field = self.query_one("#field-period", Field)
        try:
            self._period()
        except Fault as fault:
            field.complain(str(fault))
        else:
            field.complain(None)

    @on(PagedTable.PageWanted)
    def _page_wanted(self) -> None:
        self.reload()

    @on(PagedTable.Opened)
    def _opened(self, event: PagedTable.Opened) -> None:
        self.shell.push_screen(SessionForm(self.library, event.key))

    @on(FilterBar.Left)
    def _filters_left(self) -> None:
        self._table.enter()

    # Actions

    def action_open(self) -> None:
        """Open the marked session."""
        if self._table.marked is not None:
            self.shell.push_screen(SessionForm(self.library, self._table.marked))

    def action_search(self) -> None:
        """Go to the search field."""
        self.query_one("#search").focus()

    def action_history(self) -> None:
        """Show what has been done to the marked session."""
        row = self._marked()
        if row is not None:
            self.shell.push_screen(SessionHistory(self.library, row))

    @work(exit_on_error=False)
    async def action_delete(self) -> None:
        """Delete the marked session; that can be undone, so nothing is asked."""
        row = self._marked()
        if row is None:
            return
        with suppress(LookupError):  # gone already: another copy was first
            await self.library.ask(sessions.delete, row.session)
            self.say(f"{log_title(row)} togs bort. Ctrl+Z ångrar.")
        self.reload()

    def action_without(self) -> None:
        """Show only sessions with nobody on them, or all again."""
        self.query_one("#without-people", Tick).toggle()

    def action_clear(self) -> None:
        """Show all sessions."""
        self.query_one("#search", Entry).value = ""
        self.query_one("#period", Completing).value = ""
        self.query_one("#of-workshop", Choice).clear()
        self.query_one("#of-kind", Choice).clear()
        self.query_one("#without-people", Tick).value = False

    def action_turn(self, by: int) -> None:
        """Turn the page."""
        self._table.turn(by)

    # Inside

    def _filter(self) -> LogFilter:
        kind = self.query_one("#of-kind", Choice).chosen
        period: Period | None = None
        with suppress(Fault):  # half typed: shown at the field when one leaves it
            period = self._period()
        return LogFilter(
            text=self.query_one("#search", Entry).value.strip(),
            period=period,
            workshop=self.query_one("#of-workshop", Choice).chosen,
            kind=None if kind is None else Kind(kind),
            without_people=self.query_one("#without-people", Tick).value,
        )

    def _period(self) -> Period | None:
        text = self.query_one("#period", Completing).value.strip()
        return Period.parse(text) if text else None

    def _marked(self) -> LogRow | None:
        marked = self._table.marked
        return next((row for row in self._rows if row.session == marked), None)

    def _line(self, row: LogRow) -> Line:
        return Line(row.session, log_cells(row, self.library))

    @property
    def _table(self) -> PagedTable:
        return self.query_one("#log", PagedTable)


def log_cells(row: LogRow, library: Library) -> tuple[str, ...]:
    """A session as the texts of `COLUMNS`."""
    return (
        short_date(row.day, library.today()),
        clock(row.start) if row.start else "",
        COMMON_LABEL if row.workshop == COMMON else row.workshop,
        row.kind.label,
        row.activity or row.kind.label,
        row.place,
        number(row.registered),
        number(row.heads),
    )


def log_title(row: LogRow) -> str:
    """A session in few words: `Yoga ons 3 dec`."""
    return f"{row.activity or row.kind.label.capitalize()} {short_date(row.day)}"


def likely_periods(library: Library) -> list[str]:
    """The year, quarter, month and half it is, and the ones before."""
    now = [Period.of(each, library.today()) for each in _PARTS]
    before = [
        Period.of(part, each.first - timedelta(days=1))
        for part, each in zip(_PARTS, now, strict=True)
    ]
    return [each.name for each in (*now, *before)]


_PARTS = (Dimension.YEAR, Dimension.QUARTER, Dimension.MONTH, Dimension.HALF)


def _page(store: Store, wanted: LogFilter, offset: int) -> tuple[list[LogRow], int]:
    return sessions.page(store, wanted, offset, PAGE), sessions.count(store, wanted)
