"""Joining a programme: its file, the lösenfras, the laptop's name; then three words to compare."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.types import CSSPathType
from textual.widgets import Button, Checkbox, Input, Static

from exports.halsa.exchange import OTHER_PHRASE, join_programme
from exports.halsa.programme_file import ProgrammeFile, read_programme_file
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.phrase import normalised
from screens.commands import Command
from screens.exchange_words import CHECK_ADVICE
from screens.library import Library
from screens.places import PROGRAMME, find_files
from screens.room import Room
from screens.widgets.fields import Entry, Field
from screens.widgets.path_field import PathField
from screens.widgets.tell import Tell
from screens.widgets.tick import Tick
from screens.widgets.work_line import WorkLine
from storage import settings

_ADVICE = (
    "Programfilen kommer från samordnaren. Lösenfrasen har ni hälsofrämjare kommit överens om, "
    "minst fyra ord; samordnaren ska inte ha den, och den sparas inte på datorn."
)
_NAME_ADVICE = "Datorns namn syns i rapporterna. Ge varje dator ett eget, och inte ditt eget namn."


class JoinForm(Room):
    """Three fields and what to do with them."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["widgets/fields.tcss", "join_form.tcss"]
    AUTO_FOCUS = "#programme-path-entry"
    HEADING = "Anslut datorn"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("join", "f9", "Anslut", "Ansluter datorn till programmet."),
        Command("show", "f8", "Visa frasen", "Visar lösenfrasen, eller döljer den."),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka utan att ansluta."),
    )

    def __init__(self, library: Library) -> None:
        """Ask for what is needed to join."""
        super().__init__(library)
        self._file: ProgrammeFile | None = None

    def body(self) -> ComposeResult:
        """The fields, two buttons, and how far the work has come."""
        yield Static("Anslut datorn till ett program", id="form-title", markup=False)
        with VerticalScroll(id="join", can_focus=False):
            yield Static(_ADVICE, classes="join-advice", markup=False)
            yield Field(
                "Programfil",
                PathField(PROGRAMME, id="programme-path", placeholder="↓ visar de som finns"),
                id="field-programme",
            )
            yield Static("", id="programme-told", markup=False)
            yield Field("Lösenfras", _Secret(id="phrase"), id="field-phrase")
            yield Field("", Tick("Visa lösenfrasen", id="show-phrase"))
            yield Field("Datorns namn", Entry(self.library.laptop_name, id="name"), id="field-name")
            yield Static(_NAME_ADVICE, classes="join-advice", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Anslut", id="join-now", variant="primary", compact=True)
                yield Button("Tillbaka", id="join-not", compact=True)
        yield WorkLine(id="work")

    def on_mount(self) -> None:
        """Look for programme files where they may lie."""
        self._find_files()

    async def may_leave(self) -> bool:
        """Not in the middle of joining."""
        if self._line.busy:
            self.say("Datorn ansluts just nu. Vänta tills det är klart.")
        return not self._line.busy

    # Events

    @on(Input.Blurred, "#programme-path-entry")
    def _left_path(self) -> None:
        self._read_file()

    @on(Checkbox.Changed, "#show-phrase")
    def _shown(self, event: Checkbox.Changed) -> None:
        self.query_one("#phrase", Input).password = not event.value

    @on(Button.Pressed, "#join-now")
    def action_join(self) -> None:
        """Join, if all is filled in."""
        if not self._line.busy:
            self._join()

    @on(Button.Pressed, "#join-not")
    def _back(self) -> None:
        self.shell.run_worker(self.shell.run_action("back"), exit_on_error=False)

    def action_show(self) -> None:
        """Show the lösenfras, or hide it."""
        self.query_one("#show-phrase", Tick).toggle()

    # Inside

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _find_files(self) -> None:
        found = await asyncio.to_thread(find_files, PROGRAMME)
        field = self.query_one("#programme-path", PathField)
        field.offer(found)
        if len(found) == 1 and not field.value:
            field.value = str(found[0])
            await self._look_at_file()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read_file(self) -> None:
        await self._look_at_file()

    async def _look_at_file(self) -> bool:
        """Read the programme file, and tell what it is; whether it will do."""
        path = self.query_one("#programme-path", PathField).path
        field, told = (
            self.query_one("#field-programme", Field),
            self.query_one("#programme-told", Static),
        )
        self._file = None
        told.update("")
        if path is None:
            return False
        try:
            self._file = await asyncio.to_thread(read_programme_file, path)
        except Fault as fault:
            field.complain(str(fault))
            return False
        field.complain(None)
        told.update(self._file.name)
        return True

    @work(exclusive=True, group="join", exit_on_error=False)
    async def _join(self) -> None:
        path = self.query_one("#programme-path", PathField).path
        phrase = self.query_one("#phrase", Input).value
        name = self.query_one("#name", Entry).value.strip()
        if path is None:
            self.query_one("#field-programme", Field).complain("Välj samordnarens programfil.")
        good = await self._look_at_file()
        good = self._check("#field-phrase", lambda: normalised(phrase)) and good
        good = self._check("#field-name", lambda: settings.laptop_name(name)) and good
        if path is None or not good:
            first = next(each for each in self.query(Field) if each.faulty)
            first.enter()
            return
        self._line.begin("Ansluter")
        try:
            joined = await self.library.ask(
                join_programme, path, phrase, name, progress=self._line.tell
            )
        finally:
            self._line.end()
        self.query_one("#phrase", Input).value = ""
        large = " · ".join(joined.words)
        advice = f"{OTHER_PHRASE}\n\n{CHECK_ADVICE}" if joined.other_phrase else CHECK_ADVICE
        await self.shell.push_screen_wait(Tell("Datorn är ansluten", advice, large=large))
        await self.shell.action_back()

    def _check(self, field: str, check: Callable[[], object]) -> bool:
        try:
            check()
        except Fault as fault:
            self.query_one(field, Field).complain(str(fault))
            return False
        self.query_one(field, Field).complain(None)
        return True

    @property
    def _line(self) -> WorkLine:
        return self.query_one("#work", WorkLine)


class _Secret(Entry):
    """A line whose letters do not show until they are wanted."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.password = True
