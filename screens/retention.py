"""Gallring: whose names should go by now, chosen one by one or all, erased after one question."""

from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.types import CSSPathType
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from screens.commands import Command
from screens.erasing import say_gone
from screens.library import Library
from screens.participant_form import ParticipantForm
from screens.room import Room
from screens.traces import TracesRoom
from screens.widgets.tick import TickList
from screens.words import count, short_date
from storage import erasure, keeping, retention
from storage.retention import Due, DueNotes, Why
from storage.store import Store

MOST_SHOWN = 500
"""More than this nobody reads through at a sitting."""
_WHY = {
    Why.ERASED: "raderad på {where}",
    Why.REQUESTED: "samma person raderad på {where}",
    Why.UNSEEN: "senast",
}
_NOBODY = "Ingen att gallra just nu."


class RetentionRoom(Room):
    """Those erased elsewhere, those not seen for long, and notes that are due."""

    HEADING = "Gallring"
    CSS_PATH: ClassVar[CSSPathType | None] = "retention.tcss"
    AUTO_FOCUS = "#due"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("erase", "delete", "Radera", "Raderar de kryssade för gott."),
        Command("all", "a", "Alla", "Kryssar alla, eller ingen."),
        Command("look", "v", "Visa", "Öppnar den markerade deltagaren."),
        Command(
            "different",
            "o",
            "Annan person",
            "Svarar att den markerade är någon annan än den som raderats på en annan dator.",
        ),
        Command(
            "keep",
            "b",
            "Behåll",
            "Behåller namnet på den markerade, som har raderats på en annan dator, efter en fråga.",
        ),
        Command("notes", "t", "Anteckningar", "Tar bort gamla anteckningar, efter en fråga."),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka till deltagarna."),
    )

    def __init__(self, library: Library) -> None:
        """Ask about the library's participants."""
        super().__init__(library)
        self._due: list[Due] = []
        self._notes = DueNotes((), ())

    def body(self) -> ComposeResult:
        """What this is, the people, and the notes."""
        yield Static("", id="retention-title", classes="heading", markup=False)
        yield Static("", id="retention-why", classes="quiet", markup=False)
        yield TickList(id="due", compact=True)
        yield Static("", id="retention-notes", markup=False)

    async def refresh_room(self) -> None:
        """Load who and what is due; what was ticked stays so."""
        self._due, self._notes = await self.library.ask(_load)
        self.query_one("#retention-title", Static).update(_title(self._due))
        self.query_one("#retention-why", Static).update(self._why())
        self.query_one("#retention-notes", Static).update(_about_notes(self._notes))
        ticked, at = set(self._list.selected), self._list.highlighted
        self._list.clear_options()
        self._list.add_options(
            Selection(self._line(each), each.row.participant, each.row.participant in ticked)
            for each in self._due[:MOST_SHOWN]
        )
        if self._due:
            self._list.highlighted = min(at or 0, len(self._due) - 1, MOST_SHOWN - 1)

    # Actions

    def action_all(self) -> None:
        """Tick everybody shown; nobody, if all were ticked."""
        if len(self._list.selected) == self._list.option_count:
            self._list.deselect_all()
        else:
            self._list.select_all()

    def action_look(self) -> None:
        """Open the marked participant."""
        marked = self._marked()
        if marked is not None:
            self.shell.push_screen(ParticipantForm(self.library, marked.row.participant))

    @work(exclusive=True, group="retention", exit_on_error=False)
    async def action_different(self) -> None:
        """Say that the marked participant is another person than the one erased elsewhere."""
        marked = self._marked()
        if marked is None or marked.why is not Why.REQUESTED:
            self.say("Det gäller bara dem som räknas som samma person som någon raderad.")
            return
        await self.library.ask(retention.say_different, marked.row.participant)
        self.say(f"{marked.row.display} är någon annan och behålls. Ctrl+Z ångrar.")
        self.reload()

    @work(exclusive=True, group="retention", exit_on_error=False)
    async def action_keep(self) -> None:
        """Say no to the erasure of the marked participant, after a question."""
        marked = self._marked()
        if marked is None or marked.why is not Why.ERASED:
            self.say(
                "Det gäller bara dem som själva har raderats på en annan dator. Är det någon annan "
                "än den som raderades: tryck o."
            )
            return
        name = marked.row.display
        sure = await self.ask_person(
            f"Behålla {name}? Bara om {name} inte har bett om att bli bortglömd. Namnet flyttas "
            "till en ny registrering, med besöken; bostadsområde och kön vid dem är redan borta. Det "
            "går inte att ångra.",
            yes="Behåll namnet",
            no="Nej, vänta",
        )
        if sure:
            await self.library.ask(keeping.keep, marked.row.participant)
            self.say(f"{name} behålls. Nästa fil till samordnaren berättar det.")
            self.reload()

    @work(exclusive=True, group="retention", exit_on_error=False)
    async def action_erase(self) -> None:
        """Erase those who are ticked, after a question: it can't be undone."""
        ticked = self._list.selected
        if not ticked:
            self.say("Kryssa först dem som ska raderas, med mellanslag. A kryssar alla.")
            return
        whose = self._due_row(ticked[0]).row.display if len(ticked) == 1 else ""
        people = whose or count(len(ticked), "deltagare", "deltagare")
        sure = await self.ask_person(
            f"Radera uppgifterna om {people} för gott? Namnen och allt utom gruppen glöms, och det "
            "går inte att ångra. Besöken räknas kvar.",
            yes="Radera för gott",
            no="Nej, behåll",
        )
        if sure:
            erased = await self.library.ask(erasure.erase, *ticked)
            people = count(erased.participants, "deltagare", "deltagare")
            await say_gone(self, f"{people} har raderats.")
            self.reload()
            if erased.to_read:
                await self.shell.push_screen(TracesRoom(self.library, erased.to_read))

    @work(exclusive=True, group="retention", exit_on_error=False)
    async def action_notes(self) -> None:
        """Remove the notes that are due, after a question."""
        number = len(self._notes.individual) + len(self._notes.old)
        if not number:
            self.say("Det finns inga anteckningar att ta bort.")
            return
        sure = await self.ask_person(
            f"Ta bort {count(number, 'anteckning', 'anteckningar')} för gott? "
            f"{_about_notes(self._notes)} Det går inte att ångra.",
            yes="Ta bort för gott",
            no="Nej, behåll",
        )
        if sure:
            removed = await self.library.ask(retention.clean_notes)
            notes = count(removed, "anteckning", "anteckningar")
            await say_gone(self, f"{notes} har tagits bort.")
            self.reload()

    @on(SelectionList.SelectedChanged)
    def _ticked(self) -> None:
        self.query_one("#retention-title", Static).update(
            f"{_title(self._due)} {count(len(self._list.selected), 'kryssad', 'kryssade')}."
        )

    # Inside

    def _line(self, due: Due) -> Text:
        why = _WHY[due.why].format(where=due.by or "en annan dator")
        day = short_date(due.day, self.library.today())
        return Text(f"{due.row.display} · {why} {day}", no_wrap=True, overflow="ellipsis")

    def _why(self) -> str:
        rules = self.library.programme.retention
        years = "ett år" if rules.name_years == 1 else f"{rules.name_years} år"
        return (
            f"De som inte har varit här på {years}, och de vars uppgifter har raderats på en annan "
            "dator. Besöken räknas kvar när namnet är borta."
        )

    def _marked(self) -> Due | None:
        at = self._list.highlighted
        return self._due[at] if at is not None and at < len(self._due) else None

    def _due_row(self, participant: bytes) -> Due:
        return next(each for each in self._due if each.row.participant == participant)

    @property
    def _list(self) -> TickList:
        return self.query_one("#due", TickList)


def _load(store: Store) -> tuple[list[Due], DueNotes]:
    return retention.due(store), retention.notes_due(store)


def _title(due: list[Due]) -> str:
    if not due:
        return _NOBODY
    shown = f" De {MOST_SHOWN} första visas." if len(due) > MOST_SHOWN else ""
    return f"{count(len(due), 'deltagare', 'deltagare')} att gallra.{shown}"


def _about_notes(notes: DueNotes) -> str:
    told = [
        count(len(rows), one, many)
        for rows, one, many in (
            (
                notes.individual,
                "anteckning om individuellt stöd",
                "anteckningar om individuellt stöd",
            ),
            (notes.old, "gammal anteckning", "gamla anteckningar"),
        )
        if rows
    ]
    return f"Att ta bort: {' och '.join(told)}." if told else ""
