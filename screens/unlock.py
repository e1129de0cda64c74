"""Unlock: asks for what opens the database, or says why it can't be opened."""

from collections.abc import Callable
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, Label, Static

from halsoverkstad.domain.errors import Fault, KeyFault
from screens.commands import Command
from screens.library import Library, StoreThread
from screens.opening import Opening
from screens.room import Page

_PASSWORD = "Lösenord"  # noqa: S105 - the word, not one
_CODE = "Återställningskod (sju grupper om fyra tecken)"


class Unlock(Page):
    """Opens a database that needs a person for it, and hands over its library."""

    HEADING = "Lås upp"
    CSS_PATH = "unlock.tcss"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("unlock", "f9", "Öppna", "Öppnar med det som är skrivet."),
        Command("other", "f8", "Lösenord/kod", "Byter mellan lösenord och återställningskod."),
    )

    def __init__(
        self,
        opening: Opening,
        thread: StoreThread,
        arrive: Callable[[Library], None],
        fault: Fault | None = None,
    ) -> None:
        """Open the database at `opening` on the thread; then call `arrive`."""
        super().__init__()
        self._opening = opening
        self._thread = thread
        self._arrive = arrive
        self._fault = fault
        self._by_code = False

    def body(self) -> ComposeResult:
        """A field and what was wrong last time."""
        with VerticalScroll(id="unlock", can_focus=False):
            yield Static("Lås upp uppgifterna", classes="heading")
            yield Static(self._opening.where(), classes="quiet", markup=False)
            yield Label(_PASSWORD, id="asked")
            yield Input(password=True, id="secret")
            yield Static(str(self._fault or ""), id="wrong", markup=False)
            with Horizontal(id="unlock-buttons"):
                yield Button("Öppna", id="open", variant="primary")
                yield Button("Jag har återställningskoden", id="other")

    def on_mount(self) -> None:
        """Be ready to type."""
        self.query_one("#secret").focus()

    @on(Button.Pressed, "#open")
    @on(Input.Submitted, "#secret")
    def action_unlock(self) -> None:
        """Try what is written; with nothing written, what the computer keeps."""
        self._unlock(self.query_one("#secret", Input).value)

    @on(Button.Pressed, "#other")
    def action_other(self) -> None:
        """Ask for the other of password and code."""
        self._by_code = not self._by_code
        secret = self.query_one("#secret", Input)
        secret.value = ""
        secret.password = not self._by_code
        self.query_one("#asked", Label).update(_CODE if self._by_code else _PASSWORD)
        other = "Jag har lösenordet" if self._by_code else "Jag har återställningskoden"
        self.query_one("#other", Button).label = other
        secret.focus()

    @work(exclusive=True, group="unlock", exit_on_error=False)
    async def _unlock(self, written: str) -> None:
        opening = self._opening
        by_code = partial(opening.open_with_code, written)
        try:
            library = await Library.open(
                self._thread, by_code if self._by_code else partial(opening.open, written or None)
            )
        except Fault as fault:
            self._tell(fault)
            return
        self._arrive(library)

    def _tell(self, fault: Fault) -> None:
        self.query_one("#wrong", Static).update(str(fault))
        secret = self.query_one("#secret", Input)
        if isinstance(fault, KeyFault) and not self._by_code:
            secret.value = ""
        secret.focus()
