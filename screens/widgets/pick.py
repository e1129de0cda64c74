"""Picking one of a few: a small list over the screen."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


class Pick(ModalScreen[int | None]):
    """Answers with the place of what was picked; None: nothing, escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Tillbaka")]

    def __init__(self, heading: str, options: Sequence[str], chosen: int = 0) -> None:
        """Offer the options with the cursor on the chosen one."""
        super().__init__()
        self._heading = heading
        self._options = options
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """A heading and the list."""
        with Vertical(id="pick"):
            yield Static(self._heading, classes="heading", markup=False)
            yield OptionList(*(Option(Text(each)) for each in self._options), id="picks")

    def on_mount(self) -> None:
        """Stand on what is chosen."""
        self.query_one("#picks", OptionList).highlighted = self._chosen

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)
