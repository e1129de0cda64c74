"""What forms are made of: a field with its label, a hint, and room for what is wrong with it."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static


class Entry(Input):
    """A one-line field without a frame. Enter goes on to the next field, or submits the last."""

    def __init__(  # noqa: PLR0913 - what there is to say about a field
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
        longest: int = 0,
        last: bool = False,
    ) -> None:
        """Start with a value; `longest` 0: any length, `last`: no field follows."""
        super().__init__(
            value, placeholder, id=id, classes=classes, max_length=longest, compact=True
        )
        self._last = last

    async def action_submit(self) -> None:
        """Go to the next field, or say that this was the last."""
        if self._last:
            await super().action_submit()
        else:
            self.screen.focus_next()


class Field(Vertical):
    """A label, what is filled in, a hint to its right, and a line that shows a fault."""

    def __init__(self, label: str, *contents: Widget, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Put widgets behind a label."""
        super().__init__(id=id, classes="field")
        self._label = label
        self._contents = contents

    def compose(self) -> ComposeResult:
        """The row, and the fault below it."""
        with Horizontal(classes="field-row"):
            yield Static(self._label, classes="field-label", markup=False)
            yield from self._contents
            yield Static("", classes="field-hint", markup=False)
        yield Static("", classes="field-fault", markup=False)

    def hint(self, text: str) -> None:
        """Say something beside the field."""
        self.query_one(".field-hint", Static).update(text)

    def complain(self, sentence: str | None) -> None:
        """Show what is wrong with the field; None: nothing is."""
        self.query_one(".field-fault", Static).update(f"▲ {sentence}" if sentence else "")
        self.set_class(sentence is not None, "-faulty")
        self.remove_class("-unlikely")

    def warn(self, sentence: str | None) -> None:
        """Show what is unlikely, though it may be right; None: nothing is."""
        if not self.faulty:
            self.query_one(".field-fault", Static).update(f"! {sentence}" if sentence else "")
            self.set_class(sentence is not None, "-unlikely")

    @property
    def faulty(self) -> bool:
        """Whether it shows a fault."""
        return self.has_class("-faulty")

    def enter(self) -> None:
        """Put the cursor in the field."""
        for content in self.query("Entry, Choice, Tick, TextArea"):
            if content.focusable:
                content.focus()
                return
