"""A choice among few words on one line: opens as a list, and steps with the arrow keys."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Select

from halsoverkstad.domain.programme import fold_word


class Choice(Select[str]):
    """A compact Select. Left and right step without opening it, a letter goes to that word."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Förra", show=False),
        Binding("right", "step(1)", "Nästa", show=False),
    ]

    def __init__(
        self,
        options: Iterable[tuple[str, str]],
        *,
        blank: str | None = None,
        value: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's word
    ) -> None:
        """Offer (label, value) pairs; `blank` is shown for "nothing chosen", if that may be."""
        self._words = list(options)
        super().__init__(
            self._renderables(),
            prompt=blank or "",
            allow_blank=blank is not None,
            value=Select.NULL if value is None else value,
            id=id,
            compact=True,
        )

    @property
    def chosen(self) -> str | None:
        """The value chosen; None: nothing."""
        return self.selection

    def choose(self, value: str | None, label: str | None = None) -> None:
        """Choose a value; one that is not among the options is added to them."""
        if value is None:
            self.clear()
            return
        if all(each != value for _, each in self._words):
            self.offer([*self._words, (label or value, value)])
        self.value = value

    def offer(self, options: Iterable[tuple[str, str]]) -> None:
        """Offer other options and keep what is chosen if it is still among them."""
        chosen = self.selection
        self._words = list(options)
        with self.prevent(Select.Changed):
            self.set_options(self._renderables())
            if any(value == chosen for _, value in self._words):
                self.value = chosen if chosen is not None else Select.NULL

    def action_step(self, by: int) -> None:
        """Choose the next or the previous option."""
        values = [value for _, value in self._words]
        chosen = self.selection
        if chosen is None:
            self.value = values[0 if by > 0 else -1]
        else:
            self.value = values[(values.index(chosen) + by) % len(values)]

    def check_consume_key(self, key: str, character: str | None = None) -> bool:  # noqa: ARG002 - Textual's
        """Letters are for choosing, so they are no commands here."""
        return character is not None and character.isalpha()

    def on_key(self, event: events.Key) -> None:
        """Go to the next option that begins with the letter."""
        letter = event.character
        if self.expanded or letter is None or not letter.isalpha():
            return
        event.stop()
        event.prevent_default()
        values = [value for label, value in self._words if _begins(label, letter)]
        if values:
            at = values.index(self.selection) + 1 if self.selection in values else 0
            self.value = values[at % len(values)]

    def _renderables(self) -> list[tuple[Text, str]]:
        # Text and not str: a workshop's name may hold square brackets, which are markup.
        return [(Text(label), value) for label, value in self._words]


def _begins(label: str, letter: str) -> bool:
    return fold_word(label).startswith(fold_word(letter))
