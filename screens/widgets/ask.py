"""A question before what can't be undone: focus on "Nej", escape says no."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static


class Ask(ModalScreen[bool]):
    """Asks one thing and answers with yes or no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n,N", "answer(False)", "Nej"),
        Binding("j,J", "answer(True)", "Ja"),
        Binding("left,up", "app.focus_previous", "Förra", show=False),
        Binding("right,down", "app.focus_next", "Nästa", show=False),
    ]

    def __init__(self, question: str, *, yes: str = "Ja", no: str = "Nej") -> None:
        """Ask a question whose answers say what happens."""
        super().__init__()
        self._question = question
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """The question and its two answers, no first."""
        with Vertical(id="ask"):
            yield Static(self._question, id="ask-question", markup=False)
            with Horizontal(id="ask-answers"):
                yield Button(self._no, id="no")
                yield Button(self._yes, id="yes", variant="error")

    def on_mount(self) -> None:
        """Stand on no."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer by key."""
        self.dismiss(answer)
