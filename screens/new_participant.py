"""Someone new, registered in the same breath as the session."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Button, Checkbox, Input, Static

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Naming
from screens.library import Library
from screens.person_draft import WrittenPerson
from screens.person_fields import PersonFields
from screens.widgets.tick import Tick
from storage import doubles, participants, register_rows
from storage.register_rows import ParticipantRow
from storage.store import Store


class NewParticipant(Vertical):
    """A small form in the place of the list of participants."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "add", "Lägg till"),
        Binding("escape", "give_up", "Avbryt"),
    ]

    @dataclass
    class Added(Message):
        """Someone was registered; `counted`: they were counted without name before, this year."""

        row: ParticipantRow
        attributes: Attributes
        counted: bool

    @dataclass
    class GivenUp(Message):
        """Nobody was registered."""

    def __init__(self, library: Library) -> None:
        """Register in a library."""
        super().__init__(id="new-participant")
        self._library = library
        self._busy = False

    def compose(self) -> ComposeResult:
        """The fields, two boxes and two buttons."""
        yield Static("Ny deltagare", classes="heading", markup=False)
        with VerticalScroll(can_focus=False):
            yield PersonFields(self._library)
            yield Tick("Utan uppgifter (påhittat namn)", id="without-details")
            yield Tick("Redan räknad utan namn i år", id="counted-before")
        with Horizontal(classes="buttons"):
            yield Button("Lägg till", id="add-participant", variant="primary", compact=True)
            yield Button("Avbryt", id="give-up", compact=True)

    def open(self, name: str, group: str | None) -> None:
        """Start with an empty form, but for what is known already."""
        self.display = True
        self._fields.show(WrittenPerson(display=name, group=group))
        self._fields.suggest_given_name()
        for tick in self.query(Tick):
            tick.value = False
        self._fields.enter("group" if name else "display")

    @property
    def begun(self) -> bool:
        """Whether someone is being registered."""
        return self.display and (bool(self._fields.form().display.strip()) or self._without_details)

    async def add(self) -> bool:
        """Register; False: something is wrong, and it is shown where."""
        if self._busy:
            return False
        read = self._fields.read(without_details=self._without_details)
        if read is None:
            return False
        self._busy = True
        try:
            row = await self._library.ask(_register, *read)
        except Fault as fault:
            self._fields.complain({"display": str(fault)})
            return False
        finally:
            self._busy = False
        self.display = False
        counted = self.query_one("#counted-before", Tick).value
        self.post_message(self.Added(row, read[1], counted))
        await self._look_for_doubles(row)
        return True

    def action_add(self) -> None:
        """Register, in a worker of the screen's, which says what goes wrong in it."""
        self.screen.run_worker(self.add, group="add", exit_on_error=False)

    def action_give_up(self) -> None:
        """Close without registering."""
        self.display = False
        self.post_message(self.GivenUp())

    @on(Button.Pressed, "#add-participant")
    def _add_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_add()

    @on(Button.Pressed, "#give-up")
    def _give_up_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_give_up()

    @on(Checkbox.Changed, "#without-details")
    def _without_details_changed(self) -> None:
        self._fields.without_details(hidden=self._without_details)
        if self._without_details:
            self._fields.enter("group")

    @on(Input.Changed, "#display")
    def _renamed(self) -> None:
        self._fields.suggest_given_name()

    async def _look_for_doubles(self, row: ParticipantRow) -> None:
        doubts = await self._library.ask(doubles.questions_about, row.participant)
        if doubts:
            other = (
                doubts[0].second
                if doubts[0].first.participant == row.participant
                else doubts[0].first
            )
            self.screen.notify(
                f"{row.display} liknar {other.display}. Är det samma person? Svara under Deltagare.",
                markup=False,
            )

    @property
    def _fields(self) -> PersonFields:
        return self.query_one(PersonFields)

    @property
    def _without_details(self) -> bool:
        return self.query_one("#without-details", Tick).value


def _register(store: Store, naming: Naming | None, attributes: Attributes) -> ParticipantRow:
    if naming is None:
        participant = participants.register_without_details(store, attributes)
    else:
        participant = participants.register(store, naming, attributes)
    return register_rows.get(store, participant)
