"""A checkbox whose mark can be told without colour."""

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Checkbox


class Tick(Checkbox):
    """A compact checkbox: `[x] Språkträning`."""

    def __init__(self, label: str, *, value: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Show a box before the label."""
        super().__init__("", value, id=id, compact=True)
        self._words = label

    def rename(self, label: str) -> None:
        """Show another label."""
        self._words = label
        self.refresh(layout=True)

    def render(self) -> Content:
        """The box and the label."""
        return Content(f"{box(ticked=self.value)} {self._words}")

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's
        """Box, space and label."""
        return 4 + Content(self._words).cell_length


def box(*, ticked: bool) -> str:
    """The mark itself."""
    return "[x]" if ticked else "[ ]"
