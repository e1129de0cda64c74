"""One of several choices, whose mark differs in shape and not only in colour."""

from textual.widgets import RadioButton


class Radio(RadioButton):
    """A radio button that is empty when it is not chosen."""

    BUTTON_INNER = " "

    def watch_value(self) -> None:
        """Fill the button or empty it."""
        inner = "●" if self.value else " "
        self.BUTTON_INNER = inner  # pyright: ignore[reportConstantRedefinition]
        super().watch_value()
