"""Nytt tillfälle: what happened, who came, and how many nobody registered."""

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Grid, Horizontal, Vertical
from textual.types import CSSPathType
from textual.widgets import Input, Select, Static

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Session
from halsoverkstad.domain.words import Kind
from screens import session_tasks
from screens.attendance_picker import AttendancePicker
from screens.commands import Command
from screens.heads_fields import HeadsFields
from screens.library import Library
from screens.new_participant import NewParticipant
from screens.room import Room
from screens.session_draft import (
    Unreadable,
    Written,
    as_last,
    as_ticked,
    heads_so_far,
    read,
    saved,
    total,
    written,
)
from screens.session_fields import RestFields, WhatFields, fill, take_down
from screens.widgets.choice import Choice
from screens.widgets.completing import Completing
from screens.widgets.fields import Field
from screens.widgets.frames import mark_frames
from screens.words import parse_day
from storage.sessions import SessionEntry

_NOBODY = "Ingen är noterad. F9 igen sparar ändå."
_TEXTS = ("activity", "place", "start", "minutes", "partners")
"""What is taken from last time, if it was filled in then."""


class SessionForm(Room):
    """A new session, or one that is changed."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["widgets/fields.tcss", "session_form.tcss"]
    AUTO_FOCUS = ""
    HEADING = "Nytt tillfälle"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("save", "f9", "Spara", "Sparar tillfället och går tillbaka."),
        Command(
            "as_last",
            "f8",
            "Som sist",
            "Fyller i som förra gången och föreslår dem som var med. En gång till kryssar dem alla.",
        ),
        Command(
            "app.back", "escape", "Tillbaka", "Går tillbaka. Frågar om något skulle gå förlorat."
        ),
        Command(
            "undo_tick", "ctrl+z", "Ångra kryss", "Tar tillbaka det senaste krysset.", footer=False
        ),
    )

    def __init__(self, library: Library, session: bytes | None = None) -> None:
        """A new session; or that session, to be changed."""
        super().__init__(library)
        self._session = session
        self._ready = False
        self._saving = False
        self._nobody_said = False
        self._cloned = False
        self._counted_before: set[bytes] = set()
        self._first_form = Written()
        self._untouched: tuple[object, ...] = ()

    def body(self) -> ComposeResult:
        """Heading and total, the fields on the left, who came on the right."""
        with Horizontal(id="form-title"):
            yield Static("Ändra tillfälle" if self._session else "Nytt tillfälle", id="form-name")
            yield Static("", id="form-total")
        with Grid(id="form-grid"):
            yield WhatFields(self.library)
            with Vertical(id="who"):
                yield AttendancePicker(self.library)
                yield NewParticipant(self.library)
            yield RestFields(self.library)

    def on_mount(self) -> None:
        """Name the frames and read what is needed."""
        self.query_one("#what").border_title = "Vad, när och var"
        self.query_one("#who").border_title = "Vilka kom?"
        self.query_one("#rest").border_title = "Fler uppgifter"
        self.query_one(NewParticipant).display = False
        self._load()

    async def may_leave(self) -> bool:
        """Ask if something would be lost."""
        if not self._ready or self._state() == self._untouched:
            return True
        return await self.ask_person(
            "Det du har skrivit är inte sparat. Vill du lämna det ändå?",
            yes="Lämna utan att spara",
            no="Nej, fortsätt",
        )

    # Events

    def on_descendant_focus(self) -> None:
        """Draw the frame one has come to stronger."""
        mark_frames(self, "#what", "#who", "#rest")

    @on(Input.Changed, "#day")
    @on(Select.Changed, "#workshop")
    def _context_changed(self) -> None:
        if self._ready:
            self._follow_context()

    @on(Select.Changed, "#kind")
    def _kind_changed(self) -> None:
        individual = self.query_one("#kind", Choice).chosen == Kind.INDIVIDUAL
        self._rest.allow_note(allowed=not individual)

    @on(Input.Changed)
    @on(AttendancePicker.Changed)
    def _count(self) -> None:
        heads = self.query_one(HeadsFields).heads()
        self.query_one("#form-total", Static).update(
            total(len(self._picker.attendance.chosen), heads_so_far(heads)), layout=False
        )

    @on(Input.Changed)
    @on(Select.Changed)
    def _mended(self, event: Input.Changed | Select.Changed) -> None:
        for node in event.control.ancestors:
            if isinstance(node, Field) and node.faulty:
                node.complain(None)

    @on(AttendancePicker.NewWanted)
    def _new_wanted(self, event: AttendancePicker.NewWanted) -> None:
        self._picker.display = False
        self.query_one(NewParticipant).open(event.name, self._picker.attendance.usual_group())

    @on(NewParticipant.Added)
    def _added(self, event: NewParticipant.Added) -> None:
        self._show_picker()
        self._picker.add(event.row, event.attributes)
        if event.counted:
            self._counted_before.add(event.row.participant)

    @on(NewParticipant.GivenUp)
    def _show_picker(self) -> None:
        self._picker.display = True
        self._picker.enter()

    # Actions

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Save, say what was saved, and go back."""
        if not self._ready or self._saving:
            return
        new = self.query_one(NewParticipant)
        if new.begun and not await new.add():
            return
        if self._session is not None and self._state() == self._untouched:
            self.shell.notify("Inget är ändrat.", markup=False)
            self.shell.pop_screen()
            return
        try:
            session, note = read(self._form(), self.library.today())
        except Unreadable as unreadable:
            self._complain(unreadable)
            return
        if self._nobody_on(session) and not self._nobody_said:
            self._nobody_said = True
            new.display = False
            self._show_picker()
            self._picker.tell(_NOBODY)
            return
        self._saving = True
        try:
            await self._save(session, note)
        finally:
            self._saving = False

    @work(exclusive=True, group="clone", exit_on_error=False)
    async def action_as_last(self) -> None:
        """Fill in as last time; the second time, tick those who were there."""
        if not self._ready:
            return
        if self._cloned:
            ticked = self._picker.tick_first()
            self._picker.tell(as_ticked(ticked))
            return
        chosen = self._form().workshop
        asked_for = chosen if chosen != self._first_form.workshop else None
        found = await self.library.ask(session_tasks.last_time, asked_for)
        if found is None:
            self.say("Det finns inget tidigare tillfälle att utgå från.")
            return
        last, rows = found
        untouched = self._state() == self._untouched
        fill(self._as(last), self._what, self._rest)
        await self._suggest()
        if untouched:
            self._untouched = self._state()
        self._cloned = True
        self._picker.put_first(rows)
        self._picker.enter()
        self._picker.tell(as_last(last, len(rows)))

    def action_undo_tick(self) -> None:
        """Take back the last tick. What is saved is undone outside the form."""
        if self._picker.undo():
            self._picker.tell("Det senaste krysset är ångrat.")
        else:
            self.say("Inga kryss att ångra. Det som är sparat ångras när formuläret är stängt.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A session that is changed is not filled in as another one."""
        if action == "as_last":
            return self._session is None
        return super().check_action(action, parameters)

    # Inside

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        library = self.library
        try:
            if self._session is None:
                opened = await library.ask(session_tasks.open_blank, library.now())
            else:
                opened = await library.ask(session_tasks.open_session, self._session)
        except LookupError:
            self.shell.notify("Tillfället finns inte längre.", markup=False)
            self.shell.pop_screen()
            return
        fill(opened.form, self._what, self._rest)
        await self.query_one(HeadsFields).show(opened.form.heads)
        self._picker.start_with(opened.chosen)
        await self._suggest()
        self._first_form = self._form()
        self._untouched = self._state()
        self._nobody_said = self._session is not None and not (opened.chosen or opened.form.heads)
        self._ready = True
        self._follow_context()
        self._count()
        self.query_one("#workshop").focus()

    async def _suggest(self) -> None:
        known = await self.library.ask(session_tasks.known_words, self._form().workshop)
        self.query_one("#activity", Completing).suggest(known.activities)
        self.query_one("#place", Completing).suggest(known.places)
        self.query_one("#partners", Completing).suggest(known.partners)

    def _follow_context(self) -> None:
        form = self._form()
        today = self.library.today()
        try:
            day = parse_day(form.day, today)
        except Fault:
            day = None
        self._what.show_day(day, today)
        self._picker.set_context(form.workshop, day or today)
        self.run_worker(self._suggest, group="words", exclusive=True, exit_on_error=False)

    def _as(self, last: Session) -> Written:
        """The form with the fields of last time wherever nothing else has been filled in."""
        now, first, then = self._form(), self._first_form, written(last)
        filled = [each for each in _TEXTS if getattr(then, each)]
        same = {
            each: getattr(then, each)
            for each in ("workshop", "kind", *filled)
            if getattr(now, each) == getattr(first, each)
        }
        language = now.language_training or then.language_training
        return replace(now, language_training=language, **same)

    async def _save(self, session: Session, note: str) -> None:
        chosen = self._picker.attendance.chosen
        counted = [chosen[each].attributes.group for each in self._counted_before if each in chosen]
        entry = SessionEntry(session, self._picker.attendance.present(), note)
        taken = await self.library.ask(session_tasks.save, entry, self._session, counted)
        self._untouched = self._state()
        heads = sum(each.count for each in session.heads.values())
        self.shell.notify(saved(session, len(chosen), heads, len(counted), taken), markup=False)
        self.shell.pop_screen()

    def _nobody_on(self, session: Session) -> bool:
        """Whether nobody is on it: true now and then, more often forgotten, so it is said once.

        Undoing what was saved would not bring back who came.
        """
        heads = sum(each.count for each in session.heads.values())
        return not (heads or self._picker.attendance.chosen)

    def _complain(self, unreadable: Unreadable) -> None:
        wrong: list[Field] = []
        for name, sentence in unreadable.faults.items():
            field = self.query_one(f"#field-{name.replace('.', '-')}", Field)
            field.complain(sentence)
            wrong.append(field)
        wrong[0].enter()

    def _form(self) -> Written:
        return take_down(self._what, self._rest)

    def _state(self) -> tuple[object, ...]:
        """All that would be lost."""
        return self._form(), self._picker.attendance.present(), self.query_one(NewParticipant).begun

    @property
    def _what(self) -> WhatFields:
        return self.query_one(WhatFields)

    @property
    def _rest(self) -> RestFields:
        return self.query_one(RestFields)

    @property
    def _picker(self) -> AttendancePicker:
        return self.query_one(AttendancePicker)
