"""Telling something that has to be read and put away: a text over the screen."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static


class Tell(ModalScreen[None]):
    """Shows a text, and one line of it large, until it is put away."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Klar")]

    def __init__(self, heading: str, text: str, *, large: str = "") -> None:
        """Show `large`, if any, in a frame of its own."""
        super().__init__()
        self._heading = heading
        self._text = text
        self._large = large

    def compose(self) -> ComposeResult:
        """Heading, text, what is large, a button."""
        with Vertical(id="tell"):
            yield Static(self._heading, classes="heading", markup=False)
            yield Static(self._text, markup=False)
            if self._large:
                yield Static(self._large, classes="large", markup=False)
            with Horizontal(id="tell-buttons"):
                yield Button("Klar", variant="primary")

    @on(Button.Pressed)
    def _put_away(self) -> None:
        self.dismiss()
