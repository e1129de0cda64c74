"""The fields above a table that choose what it shows."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message


class FilterBar(Vertical):
    """Rows of fields; escape goes from them to what they filter."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Till listan", show=False)]

    @dataclass
    class Left(Message):
        """The person is done filtering."""

    def __init__(self) -> None:
        """An empty bar, to be filled with `with`."""
        super().__init__(classes="filters")

    def action_leave(self) -> None:
        """Go on to the table."""
        self.post_message(self.Left())
