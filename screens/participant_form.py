"""One participant: what they are called, what is known of them, and the sessions they came to."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.types import CSSPathType
from textual.widgets import Checkbox, Input, Static

from exports.person_extract import form_of, write_extract
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Naming
from halsoverkstad.domain.words import COMMON, COMMON_LABEL
from screens.commands import Command
from screens.library import Library
from screens.person_draft import WrittenPerson, written_person
from screens.person_fields import PersonFields
from screens.room import Room
from screens.saving import documents, is_there
from screens.session_form import SessionForm
from screens.widgets.frames import mark_frames
from screens.widgets.paged_table import Column, Line, PagedTable
from screens.widgets.tick import Tick
from screens.widgets.write import Write
from screens.words import count, short_date
from storage import doubles, panel, participants, register_rows
from storage.register_rows import ParticipantRow
from storage.sessions import LogRow
from storage.store import Store

COLUMNS = (
    Column("Datum", 14),
    Column("Aktivitet", stretch=1),
    Column("Verkstad", 17, from_width=56),
)
NO_SESSIONS = "Inga tillfällen än."


class ParticipantForm(Room):
    """A new participant, or one that is changed."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        "widgets/fields.tcss",
        "widgets/paged_table.tcss",
        "participant_form.tcss",
    ]
    AUTO_FOCUS = ""
    HEADING = "En deltagare"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("save", "f9", "Spara", "Sparar deltagaren och går tillbaka."),
        Command(
            "extract",
            "f8",
            "Utdrag",
            "Skriver vad datorn har om deltagaren, att lämna till den det gäller.",
        ),
        Command(
            "app.back", "escape", "Tillbaka", "Går tillbaka. Frågar om något skulle gå förlorat."
        ),
    )

    def __init__(self, library: Library, participant: bytes | None = None) -> None:
        """A new participant; or that participant, to be changed."""
        super().__init__(library)
        self._participant = participant
        self._untouched: tuple[WrittenPerson, bool] | None = None

    def body(self) -> ComposeResult:
        """The fields on the left; on the right the sessions of someone known."""
        yield Static("Ny deltagare", id="person-title", markup=False)
        with Horizontal():
            with VerticalScroll(id="person", can_focus=False):
                yield PersonFields(self.library)
                if self._participant is None:
                    yield Tick("Utan uppgifter (påhittat namn)", id="without-details")
                else:
                    yield Tick("Rätta även tidigare tillfällen", id="mend-earlier")
                    yield Tick("Vill inte vara med i enkäten", id="no-panel")
                yield Static("", id="person-facts", markup=False)
            if self._participant is not None:
                with Vertical(id="person-sessions"):
                    yield PagedTable(COLUMNS, nothing=NO_SESSIONS, id="sessions")

    def on_mount(self) -> None:
        """Name the frames; begin."""
        self.query_one("#person").border_title = "Uppgifter"
        for frame in self.query("#person-sessions"):
            frame.border_title = "Tillfällen"
        self._load()

    async def refresh_room(self) -> None:
        """Load the sessions anew: one of them may have been changed."""
        if self._participant is not None:
            rows = await self.library.ask(register_rows.sessions_of, self._participant)
            lines = [self._line(row) for row in rows]
            self.query_one("#sessions", PagedTable).show(lines, len(lines))

    async def may_leave(self) -> bool:
        """Ask if something would be lost."""
        if self._untouched is None or self._state() == self._untouched:
            return True
        return await self.ask_person(
            "Ändringarna är inte sparade. Vill du lämna dem ändå?",
            yes="Lämna utan att spara",
            no="Nej, fortsätt",
        )

    # Events

    def on_descendant_focus(self) -> None:
        """Draw the frame one has come to stronger."""
        mark_frames(self, "#person", "#person-sessions")

    @on(Input.Changed, "#display")
    def _renamed(self) -> None:
        self._fields.suggest_given_name()

    @on(Checkbox.Changed, "#without-details")
    def _without_details_changed(self) -> None:
        hidden = self._ticked("#without-details")
        self._fields.without_details(hidden=hidden)
        if hidden:
            self._fields.enter("group")

    @on(PagedTable.Opened)
    def _opened(self, event: PagedTable.Opened) -> None:
        self.shell.push_screen(SessionForm(self.library, event.key))

    # Actions

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Save, say so, and go back."""
        read = self._fields.read(without_details=self._ticked("#without-details"))
        if read is None:
            return
        try:
            row = await self.library.ask(
                _save,
                self._participant,
                *read,
                mend_earlier=self._ticked("#mend-earlier"),
                no_panel=self._ticked("#no-panel"),
            )
        except Fault as fault:
            self._fields.complain({"display": str(fault)})
            return
        self.shell.notify(await self._said(row), markup=False)
        self.shell.pop_screen()

    @work(exclusive=True, group="extract", exit_on_error=False)
    async def action_extract(self) -> None:
        """Save what is kept about the participant, as it was last saved."""
        if self._participant is None:
            self.say("Spara deltagaren först.")
            return
        participant = self._participant
        row = await self.library.ask(register_rows.get, participant)
        # Not the name: file names are seen by others.
        field = Write(
            "Spara utdraget som",
            str(documents() / f"utdrag-{row.pseudonym}.md"),
            hint="Filens ändelse väljer: .md eller .txt att läsa, .json att föra över.",
            done="Spara",
            check=lambda text: form_of(_path(text)),
        )
        written = await self.shell.push_screen_wait(field)
        if written is None:
            return
        path = _path(written)
        if await is_there(path) and not await self.ask_person(
            f"{path.name} finns redan. Ska den ersättas?", yes="Ersätt"
        ):
            return
        await self.library.ask(write_extract, participant, path)
        self.say(f"Sparat: {path}. Läs igenom det innan det lämnas ut.")

    # Inside

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        if self._participant is None:
            self._begin(WrittenPerson())
            return
        try:
            row, no_panel = await self.library.ask(_opened, self._participant)
        except LookupError:
            self.shell.notify("Deltagaren finns inte längre.", markup=False)
            self.shell.pop_screen()
            return
        self.query_one("#person-title", Static).update(f"{row.display} ({row.pseudonym})")
        self.query_one("#person-facts", Static).update(_facts(row))
        self.query_one("#no-panel", Tick).value = no_panel
        self._begin(written_person(row.naming, row.attributes))

    def _begin(self, form: WrittenPerson) -> None:
        self._fields.show(form)
        self._fields.suggest_given_name()
        self._fields.enter("display")
        self._untouched = self._state()

    def _state(self) -> tuple[WrittenPerson, bool]:
        """All that would be lost."""
        return self._fields.form(), self._ticked("#no-panel")

    async def _said(self, row: ParticipantRow) -> str:
        sentence = f"Sparat: {row.display}. Ctrl+Z ångrar."
        doubts = await self.library.ask(doubles.questions_about, row.participant)
        if doubts:
            sentence += (
                f" {count(len(doubts), 'fråga', 'frågor')} om dubbletter väntar under Deltagare, D."
            )
        return sentence

    def _line(self, row: LogRow) -> Line:
        day = short_date(row.day, self.library.today())
        workshop = COMMON_LABEL if row.workshop == COMMON else row.workshop
        return Line(row.session, (day, row.activity or row.kind.label, workshop))

    def _ticked(self, name: str) -> bool:
        return any(tick.value for tick in self.query(name).results(Tick))

    @property
    def _fields(self) -> PersonFields:
        return self.query_one(PersonFields)


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser()


def _facts(row: ParticipantRow) -> str:
    visits = count(row.visits, "besök", "besök")
    if row.first is not None and row.last is not None:
        visits += f", {row.first} – {row.last}"
    return f"{visits}\n{_known(row)}"


def _known(row: ParticipantRow) -> str:
    if row.erased:
        return "Raderad på en annan dator: svara under Deltagare, Gallring." if row.naming else ""
    if row.complete:
        return "Känns igen också från andra datorer."
    return "Kan inte kännas igen från andra datorer: det kräver för- och efternamn, födelseår och månad."


def _opened(store: Store, participant: bytes) -> tuple[ParticipantRow, bool]:
    """A participant, and whether they do not want to be asked in the survey."""
    return register_rows.get(store, participant), panel.refuses(store, participant)


def _save(  # noqa: PLR0913 - what the form holds
    store: Store,
    participant: bytes | None,
    naming: Naming | None,
    attributes: Attributes,
    *,
    mend_earlier: bool,
    no_panel: bool,
) -> ParticipantRow:
    if naming is None:
        participant = participants.register_without_details(store, attributes)
    elif participant is None:
        participant = participants.register(store, naming, attributes)
    else:
        participants.update(store, participant, naming, attributes, mend_earlier=mend_earlier)
        if no_panel != panel.refuses(store, participant):
            panel.set_refusal(store, participant, refuses=no_panel)
    return register_rows.get(store, participant)
