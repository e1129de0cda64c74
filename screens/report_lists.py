"""Uppföljning and Parternas resurser: two lists of a report, written row by row."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.types import CSSPathType
from textual.widgets import Static

from halsoverkstad.domain.economy import AmountFault, kronor
from halsoverkstad.domain.numbers import percent, thousands
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import FollowUp, OwnResource
from screens.commands import Command
from screens.library import Library
from screens.report_economy_draft import tidy
from screens.room import Room
from screens.widgets.sheet import Column, Sheet, SheetRow, Values
from screens.words import period_label
from storage import report_lists
from storage.store import Store

_HOW = "En rad som töms försvinner. ↑ ↓ byter rad."
_LONG = 4000
_MEASURES, _RESOURCES = "uppfoljning", "resurser"


class ListForm(Room):
    """One sheet, saved as a whole. Subclasses say what its rows are."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        "widgets/fields.tcss",
        "widgets/sheet.tcss",
        "report_forms.tcss",
    ]
    AUTO_FOCUS = ""
    NAVIGATES = False
    SAID: ClassVar[str] = _HOW
    ROOM_COMMANDS = (
        Command("save", "f9", "Spara", "Sparar och går tillbaka."),
        Command(
            "app.back", "escape", "Tillbaka", "Går tillbaka. Frågar om något skulle gå förlorat."
        ),
        Command("nothing_to_undo", "ctrl+z", "Ångra", "Ångrar inget här.", footer=False),
    )

    def __init__(self, library: Library, period: Period) -> None:
        """Write a list of the report on a period."""
        super().__init__(library)
        self._period = period
        self._untouched: list[Values] | None = None

    def sheet(self) -> Sheet:
        """The sheet, empty."""
        raise NotImplementedError

    def noted(self, store: Store, period: Period) -> list[Values]:
        """The rows as they have been noted."""
        raise NotImplementedError

    def keep(self, rows: Sequence[SheetRow]) -> Callable[[Store, Period], None] | None:
        """What keeps the rows; None: something is wrong, and the rows say it."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """A heading and the sheet."""
        heading = f"{self.HEADING} · {period_label(self._period)}"
        yield Static(heading, id="form-title", markup=False)
        yield Static(self.SAID, id="form-told", classes="quiet", markup=False)
        with VerticalScroll(id="sheets", can_focus=False):
            yield self.sheet()

    def on_mount(self) -> None:
        """Read what has been noted."""
        self._load()

    async def may_leave(self) -> bool:
        """Ask if something would be lost."""
        if self._untouched is None or self._rows() == self._untouched:
            return True
        return await self.ask_person(
            "Det du har skrivit är inte sparat. Vill du lämna det ändå?",
            yes="Lämna utan att spara",
            no="Nej, fortsätt",
        )

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Save, and go back."""
        if self._untouched is None:
            return
        keep = self.keep(self.query_one(Sheet).filled())
        if keep is None:
            return
        await self.library.ask(keep, self._period)
        self._untouched = self._rows()
        self.shell.notify(f"{self.HEADING} för {self._period.name}: sparat.", markup=False)
        self.shell.pop_screen()

    def action_nothing_to_undo(self) -> None:
        """What was done elsewhere is undone elsewhere."""
        self.say("Inget att ångra här. Det som inte är sparat lämnas med Esc.")

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        sheet = self.query_one(Sheet)
        await sheet.show(await self.library.ask(self.noted, self._period))
        self._untouched = self._rows()
        sheet.enter()

    def _rows(self) -> list[Values]:
        return [each.values for each in self.query_one(Sheet).filled()]


class FollowUpForm(ListForm):
    """What was measured, by what, how many were asked and answered, and what came out."""

    HEADING = "Uppföljning"
    SAID = f"Svarsfrekvensen räknas fram. {_HOW}"

    def sheet(self) -> Sheet:
        """A measure a row, its result below."""
        return Sheet(
            "",
            (
                Column("Mått"),
                Column("Instrument", 18),
                Column("Tillfrågade", 13, tidy=tidy),
                Column("Svarande", 11, tidy=tidy),
                Column("Resultat", below=True, longest=_LONG),
            ),
            id=_MEASURES,
            computed="Svarsfrekvens",
            compute=_rate,
        )

    def noted(self, store: Store, period: Period) -> list[Values]:
        """The measures."""
        return [
            (
                each.measure,
                each.instrument,
                _written(each.asked),
                _written(each.answered),
                each.result,
            )
            for each in report_lists.follow_ups(store, period)
        ]

    def keep(self, rows: Sequence[SheetRow]) -> Callable[[Store, Period], None] | None:
        """Keep the measures, if their counts are counts."""
        read = [_follow_up(row) for row in rows]
        kept = [each for each in read if each is not None]
        if len(kept) < len(read):
            return None
        return lambda store, period: report_lists.set_follow_ups(store, period, kept)


class ResourceForm(ListForm):
    """What partners put in of their own."""

    HEADING = "Parternas resurser"
    SAID = f"Värdet får stå tomt om det inte är satt i kronor. {_HOW}"

    def sheet(self) -> Sheet:
        """A resource a row."""
        return Sheet(
            "",
            (
                Column("Part", 24),
                Column("Resurs", longest=_LONG),
                Column("Värde i kronor", 17, tidy=tidy),
            ),
            id=_RESOURCES,
        )

    def noted(self, store: Store, period: Period) -> list[Values]:
        """The resources."""
        return [
            (each.partner, each.resource, _written(each.kronor))
            for each in report_lists.resources(store, period)
        ]

    def keep(self, rows: Sequence[SheetRow]) -> Callable[[Store, Period], None] | None:
        """Keep the resources, if their values are amounts."""
        read = [_resource(row) for row in rows]
        kept = [each for each in read if each is not None]
        if len(kept) < len(read):
            return None
        return lambda store, period: report_lists.set_resources(store, period, kept)


def _follow_up(row: SheetRow) -> FollowUp | None:
    measure, instrument, asked, answered, result = row.values
    if not measure:
        row.complain(0, "Skriv vad som mättes.")
        return None
    counts: list[int | None] = []
    for column, text in ((2, asked), (3, answered)):
        try:
            number = kronor(text) if text else None
        except AmountFault:
            number = -1
        if number is not None and number < 0:
            row.complain(column, f"”{text}” är inget antal; skriv ett heltal eller lämna tomt.")
            return None
        counts.append(number)
    return FollowUp(measure, instrument, counts[0], counts[1], result)


def _resource(row: SheetRow) -> OwnResource | None:
    partner, resource, value = row.values
    if not partner or not resource:
        row.complain(0 if not partner else 1, "Skriv både part och resurs.")
        return None
    try:
        return OwnResource(partner, resource, kronor(value) if value else None)
    except AmountFault as fault:
        row.complain(2, str(fault))
        return None


def _rate(row: Values) -> str:
    """How large a share answered; empty while one of the counts is missing."""
    try:
        asked, answered = kronor(row[2]), kronor(row[3])
    except AmountFault:
        return ""
    return percent(answered / asked) if asked > 0 else ""


def _written(number: int | None) -> str:
    return "" if number is None else thousands(number)
