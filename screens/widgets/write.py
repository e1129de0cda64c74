"""Writing one line: a small field over the screen that says what is wrong with what is written."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from halsoverkstad.domain.errors import Fault


class Write(ModalScreen[str | None]):
    """Answers with what was written; None: nothing, escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Tillbaka"),
        Binding("f9", "done", "Klar"),
    ]

    def __init__(  # noqa: PLR0913 - what there is to say about a field
        self,
        heading: str,
        value: str = "",
        *,
        hint: str = "",
        done: str = "Klar",
        secret: bool = False,
        check: Callable[[str], object] = str,
    ) -> None:
        """Ask for a line; `check` raises a Fault while it will not do."""
        super().__init__()
        self._heading = heading
        self._value = value
        self._hint = hint
        self._done = done
        self._secret = secret
        self._check = check

    def compose(self) -> ComposeResult:
        """Heading, field, hint and two buttons."""
        with Vertical(id="write"):
            yield Static(self._heading, classes="heading", markup=False)
            yield Input(self._value, password=self._secret, id="written")
            yield Static(self._hint, id="write-hint", classes="quiet", markup=False)
            with Horizontal(id="write-buttons"):
                yield Button("Tillbaka", id="back")
                yield Button(self._done, id="done", variant="primary")

    @on(Input.Submitted)
    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Answer, if it will do."""
        written = self.query_one("#written", Input)
        try:
            self._check(written.value)
        except Fault as fault:
            hint = self.query_one("#write-hint", Static)
            hint.update(str(fault))
            hint.add_class("wrong")
            written.focus()
        else:
            self.dismiss(written.value)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)
