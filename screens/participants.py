"""Deltagare: the register on this laptop, found, changed and erased."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.types import CSSPathType
from textual.widgets import Checkbox, Input, Select, Static

from halsoverkstad.domain.words import UNKNOWN
from screens.attendance_rows import short_group
from screens.commands import Command
from screens.doubles import DoublesRoom
from screens.erasing import say_gone
from screens.library import Library
from screens.participant_form import ParticipantForm
from screens.person_fields import groups, values
from screens.retention import RetentionRoom
from screens.room import Room
from screens.traces import TracesRoom
from screens.widgets.choice import Choice
from screens.widgets.fields import Entry, Field
from screens.widgets.filters import FilterBar
from screens.widgets.paged_table import PAGE, Column, Line, PagedTable
from screens.widgets.tick import Tick
from screens.words import count, number, short_date
from storage import doubles, erasure, register_rows, retention
from storage.register_rows import ParticipantFilter, ParticipantRow
from storage.store import Store

COLUMNS = (
    Column("Visningsnamn", stretch=1),
    Column("Grupp", 14),
    Column("Bostadsområde", 14, from_width=100),
    Column("Kön", 14, from_width=100),
    Column("Besök", 5, right=True),
    Column("Senast", 15),
    Column("Uppgifter", 13),
)
NOTHING = "Ingen här. N registrerar en ny deltagare; Backsteg tömmer filtren."


class ParticipantsRoom(Room):
    """The register of participants."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        "widgets/fields.tcss",
        "widgets/paged_table.tcss",
        "participants.tcss",
    ]
    HEADING = "Deltagare"
    HERE = "go('participants')"
    AUTO_FOCUS = "#participants DataTable"
    ROOM_COMMANDS = (
        Command("open", "enter", "Öppna", "Visar och ändrar deltagaren, och dennes tillfällen."),
        Command("new", "n", "Ny", "Registrerar en ny deltagare."),
        Command("search", "slash", "Sök", "Söker bland visningsnamnen."),
        Command("doubles", "d", "Dubbletter", "Frågor om två är samma person, och svaren."),
        Command("erase", "delete", "Radera", "Raderar deltagarens uppgifter för gott."),
        Command(
            "retention",
            "g",
            "Gallring",
            "De som inte har setts på länge, och de som har raderats på en annan dator.",
            footer=False,
        ),
        Command("incomplete", "u", "Ofullständiga", "Visar bara dem som saknar uppgifter."),
        Command("clear", "backspace", "Töm filter", "Visar alla deltagare igen."),
        Command("turn(1)", "plus", "Nästa sida", "Nästa sida i listan.", footer=False),
        Command("turn(-1)", "minus", "Förra sidan", "Förra sidan i listan.", footer=False),
    )

    def __init__(self, library: Library, *, incomplete: bool = False) -> None:
        """Show the library's participants; or to begin with those whose details are incomplete."""
        super().__init__(library)
        self._incomplete = incomplete
        self._rows: list[ParticipantRow] = []

    def body(self) -> ComposeResult:
        """Two rows of filters, the open questions, and the table."""
        programme = self.library.programme
        with FilterBar():
            with Horizontal():
                yield Field("Sök", Entry(id="search", placeholder="namn"))
                yield Field("Grupp", Choice(groups(programme), blank="alla", id="of-group"))
            with Horizontal():
                yield Field("Område", Choice(values(programme.areas), blank="alla", id="of-area"))
                yield Field("Kön", Choice(values(programme.sexes), blank="alla", id="of-sex"))
                yield Tick("Ofullständiga", value=self._incomplete, id="of-incomplete")
        yield Static("", id="open-questions", markup=False)
        yield PagedTable(COLUMNS, nothing=NOTHING, id="participants")

    async def refresh_room(self) -> None:
        """Load the page that is wanted and the number of open questions."""
        wanted, offset = self._filter(), self._table.offset_wanted
        self._rows, total, questions, due = await self.library.ask(_page, wanted, offset)
        self._table.show([self._line(row) for row in self._rows], total)
        line = self.query_one("#open-questions", Static)
        line.display = bool(questions or due)
        line.update(_waiting(questions, due))

    # Events

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Checkbox.Changed)
    def _filter_changed(self) -> None:
        if self.is_current:
            self._table.from_start()
            self.reload()

    @on(PagedTable.PageWanted)
    def _page_wanted(self) -> None:
        self.reload()

    @on(PagedTable.Opened)
    def _opened(self, event: PagedTable.Opened) -> None:
        self.shell.push_screen(ParticipantForm(self.library, event.key))

    @on(FilterBar.Left)
    def _filters_left(self) -> None:
        self._table.enter()

    # Actions

    def action_open(self) -> None:
        """Open the marked participant."""
        if self._table.marked is not None:
            self.shell.push_screen(ParticipantForm(self.library, self._table.marked))

    def action_new(self) -> None:
        """Register somebody."""
        self.shell.push_screen(ParticipantForm(self.library))

    def action_search(self) -> None:
        """Go to the search field."""
        self.query_one("#search").focus()

    def action_doubles(self) -> None:
        """Go to the questions about doubles."""
        self.shell.push_screen(DoublesRoom(self.library))

    def action_retention(self) -> None:
        """Go to those whose names should go by now."""
        self.shell.push_screen(RetentionRoom(self.library))

    @work(exit_on_error=False)
    async def action_erase(self) -> None:
        """Erase the marked participant, after a question: it can't be undone."""
        marked = self._table.marked
        if marked is None:
            return
        records = await self.library.ask(retention.records_here, marked)
        if not await self.ask_person(
            _erase_question(records), yes="Radera för gott", no="Nej, behåll"
        ):
            return
        erased = await self.library.ask(erasure.erase, *(row.participant for row in records))
        await say_gone(self, "Uppgifterna är raderade. Besöken räknas kvar.")
        self.reload()
        if erased.to_read:
            await self.shell.push_screen(TracesRoom(self.library, erased.to_read))

    def action_incomplete(self) -> None:
        """Show only those whose details are incomplete, or all again."""
        self.query_one("#of-incomplete", Tick).toggle()

    def action_clear(self) -> None:
        """Show all participants."""
        self.query_one("#search", Entry).value = ""
        for name in ("of-group", "of-area", "of-sex"):
            self.query_one(f"#{name}", Choice).clear()
        self.query_one("#of-incomplete", Tick).value = False

    def action_turn(self, by: int) -> None:
        """Turn the page."""
        self._table.turn(by)

    # Inside

    def _filter(self) -> ParticipantFilter:
        return ParticipantFilter(
            text=self.query_one("#search", Entry).value.strip(),
            group=self.query_one("#of-group", Choice).chosen,
            area=self.query_one("#of-area", Choice).chosen,
            sex=self.query_one("#of-sex", Choice).chosen,
            incomplete=self.query_one("#of-incomplete", Tick).value,
        )

    def _line(self, row: ParticipantRow) -> Line:
        attributes = row.attributes
        return Line(
            row.participant,
            (
                row.display,
                short_group(self.library.programme, attributes.group),
                "" if attributes.area == UNKNOWN else attributes.area,
                "" if attributes.sex == UNKNOWN else attributes.sex,
                number(row.visits),
                short_date(row.last, self.library.today()) if row.last else "inget besök",
                _details(row),
            ),
        )

    @property
    def _table(self) -> PagedTable:
        return self.query_one("#participants", PagedTable)


def _details(row: ParticipantRow) -> str:
    if row.erased:
        return "raderade"
    return "" if row.complete else "ofullständiga"


def _erase_question(records: Sequence[ParticipantRow]) -> str:
    visits = sum(row.visits for row in records)
    names = " och ".join(row.display for row in records)
    same = " De är samma person." if len(records) > 1 else ""
    return (
        f"Radera uppgifterna om {names} för gott?{same} Namnet och allt utom gruppen glöms, "
        f"och det går inte att ångra. {count(visits, 'besök', 'besök')} räknas kvar."
    )


def _waiting(questions: int, due: int) -> str:
    """What waits for somebody to see to it."""
    told: list[str] = []
    if questions:
        told.append(f"{count(questions, 'fråga', 'frågor')} om dubbletter: tryck D.")
    if due:
        told.append(f"{count(due, 'deltagare', 'deltagare')} att gallra: tryck G.")
    return " ".join(told)


def _page(
    store: Store, wanted: ParticipantFilter, offset: int
) -> tuple[list[ParticipantRow], int, int, int]:
    return (
        register_rows.page(store, wanted, offset, PAGE),
        register_rows.count(store, wanted),
        doubles.count_open(store),
        sum(retention.count_due(store)),
    )
