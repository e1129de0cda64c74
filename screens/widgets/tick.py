"""Boxes to tick whose mark can be told without colour, alone and in a list."""

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.widgets import Checkbox, SelectionList


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


class TickList(SelectionList[bytes]):
    """Options of one line each, with a box before each: `[x] Amina`.

    Textual draws an X in all of them, and only its colour tells which are ticked.
    """

    def render_line(self, y: int) -> Strip:
        """The box in place of Textual's button, which is as wide."""
        line = super().render_line(y)
        at = self.scroll_offset.y + y
        if at >= self.option_count:
            return line
        ticked = self.get_option_at_index(at).value in self.selected
        _, _, _, space, *rest = line
        return Strip([Segment(box(ticked=ticked), space.style), space, *rest])


def box(*, ticked: bool) -> str:
    """The mark itself."""
    return "[x]" if ticked else "[ ]"
