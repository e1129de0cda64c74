"""A text field that knows what is often written there, and takes anything else too."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.suggester import Suggester
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from halsoverkstad.domain.programme import fold_word
from screens.widgets.fields import Entry

LONGEST_LIST = 100
"""More options than this make a list slow, and nobody reads them."""


class _FromKnown(Suggester):
    """Completes what is typed to the first known word, best known first."""

    def __init__(self, field: "Completing") -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._field = field

    async def get_suggestion(self, value: str) -> str | None:
        return self._field.completion(value)


class _CompletingEntry(Entry):
    """The line itself: down opens the list, Enter takes what is suggested."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "open", "Visa förslag", show=False)]

    def __init__(self, field: "Completing", placeholder: str, *, last: bool) -> None:
        super().__init__(placeholder=placeholder, id=field.id and f"{field.id}-entry", last=last)
        self._field = field
        self.suggester = _FromKnown(field)

    def action_open(self) -> None:
        self._field.open()

    async def action_submit(self) -> None:
        if self.cursor_at_end and (whole := self._field.completion(self.value)):
            self.value = whole
            if self._last:
                # Seen before it counts; the next Enter submits it.
                self.cursor_position = len(whole)
                return
        await super().action_submit()


class _Suggestions(OptionList):
    """The list below the line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Stäng", show=False)]

    def __init__(self, field: "Completing") -> None:
        super().__init__(markup=False, compact=True)
        self._field = field

    def action_close(self) -> None:
        self._field.close()

    def on_blur(self) -> None:
        self._field.close(refocus=False)

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character:
            event.stop()
            self._field.type_on(event.character)


class Completing(Vertical):
    """A field with suggestions: the likeliest is shown behind the cursor, ↓ shows them all."""

    def __init__(
        self,
        *,
        several: bool = False,
        last: bool = False,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - Textual's word
    ) -> None:
        """Suggest nothing yet.

        `several`: words separated by commas, each completed on its own. `last`: Enter submits.
        """
        super().__init__(id=id)
        self._several = several
        self._known: Sequence[str] = ()
        self._entry = _CompletingEntry(self, placeholder, last=last)
        self._list = _Suggestions(self)
        self._list.display = False

    def compose(self) -> ComposeResult:
        """The line with a mark to click, and the list that opens below it."""
        with Horizontal():
            yield self._entry
            yield Static("▾", classes="opener", markup=False)
        yield self._list

    @property
    def value(self) -> str:
        """What stands there, spelled as it is known if it is known."""
        pieces = self._entry.value.split(",") if self._several else [self._entry.value]
        spelled = [self._spelled(piece.strip()) for piece in pieces]
        return ", ".join(each for each in spelled if each) if self._several else spelled[0]

    @value.setter
    def value(self, text: str) -> None:
        self._entry.value = text

    def suggest(self, known: Iterable[str]) -> None:
        """Suggest these words, the likeliest first."""
        self._known = tuple(known)

    def completion(self, text: str) -> str | None:
        """What was probably meant, or None."""
        before, piece = self._split(text)
        if not piece:
            return None
        for word in self._known:
            if word.casefold().startswith(piece.casefold()) and len(word) > len(piece):
                return before + piece + word[len(piece) :]
        return None

    def open(self) -> None:
        """Show the list: what fits the text, or all if none does."""
        _, piece = self._split(self._entry.value)
        words = [word for word in self._known if _fits(piece, word)] or list(self._known)
        if self._spelled(piece) in self._known:
            words = list(self._known)
        if not words:
            return
        self._list.clear_options()
        self._list.add_options(Option(Text(word), id=None) for word in words[:LONGEST_LIST])
        self._words = words
        self._list.highlighted = 0
        self._list.display = True
        self._list.focus()

    def close(self, *, refocus: bool = True) -> None:
        """Hide the list."""
        self._list.display = False
        if refocus:
            self._entry.focus()

    def type_on(self, character: str) -> None:
        """Close the list and go on typing."""
        self.close()
        self._entry.cursor_position = len(self._entry.value)
        self._entry.insert_text_at_cursor(character)

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        before, _ = self._split(self._entry.value)
        self._entry.value = before + self._words[event.option_index]
        self.close()

    @on(OptionList.OptionHighlighted)
    def _keep_quiet(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()

    @on(Input.Blurred)
    def _spell(self) -> None:
        if self._entry.value != self.value:
            self._entry.value = self.value

    @on(events.Click, ".opener")
    def _opened(self) -> None:
        if self._list.display:
            self.close()
        else:
            self.open()

    def _split(self, text: str) -> tuple[str, str]:
        if not self._several or "," not in text:
            return "", text.lstrip()
        before, piece = text.rsplit(",", 1)
        return f"{before.rstrip()}, ", piece.lstrip()

    def _spelled(self, text: str) -> str:
        folded = fold_word(text)
        return next((word for word in self._known if fold_word(word) == folded), text)


def _fits(piece: str, word: str) -> bool:
    return f" {fold_word(piece)}" in f" {fold_word(word)}"
