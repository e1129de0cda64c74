"""Two or more versions side by side, of which one is chosen for each part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.widget import Widget

from screens.widgets.paged_table import cut

CHOSEN, OTHER, ALIKE = "●", "○", " "


@dataclass(frozen=True)
class Row:
    """A part: its label and its value on each side; alike: nothing to choose."""

    label: str
    values: tuple[str, ...]

    @property
    def alike(self) -> bool:
        """Whether all sides say the same."""
        return len(set(self.values)) == 1


class SideChooser(Widget, can_focus=True):
    """A table whose cursor goes up and down; left and right choose the side of a row."""

    DEFAULT_CSS = "SideChooser { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("left", "side(-1)", "Vänster", show=False),
        Binding("right", "side(1)", "Höger", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Nothing to choose yet."""
        super().__init__(id=id)
        self._headings: Sequence[str] = ()
        self._rows: Sequence[Row] = ()
        self._cursor = 0
        self.chosen: list[int] = []
        """The side chosen for each row."""

    def show(self, headings: Sequence[str], rows: Sequence[Row]) -> None:
        """Show other versions, the first one chosen throughout."""
        self._headings, self._rows = headings, rows
        self._cursor = 0
        self.chosen = [0] * len(rows)
        self.refresh(layout=True)

    def choose_all(self, side: int) -> None:
        """Choose one side for every row."""
        if side < len(self._headings):
            self.chosen = [side] * len(self._rows)
            self.refresh()

    def action_move(self, by: int) -> None:
        """Another row."""
        self._cursor = max(0, min(self._cursor + by, len(self._rows) - 1))
        self.scroll_visible_row()
        self.refresh()

    def action_side(self, by: int) -> None:
        """The side to the left or to the right, for the row with the cursor."""
        if self._rows:
            last = len(self._headings) - 1
            side = self.chosen[self._cursor] + by
            self.chosen[self._cursor] = max(0, min(side, last))
            self.refresh()

    def on_click(self, event: Click) -> None:
        """Choose what is under the pointer."""
        offset = event.get_content_offset(self)
        if offset is None or not 1 <= offset.y <= len(self._rows):
            return
        self._cursor = offset.y - 1
        label, width = self._widths()
        if offset.x > label:
            side = (offset.x - label - 1) // (width + 1)
            self.chosen[self._cursor] = min(side, len(self._headings) - 1)
        self.refresh()

    def scroll_visible_row(self) -> None:
        """Keep the row with the cursor in view."""
        if self.parent is not None and isinstance(self.parent, Widget):
            self.parent.scroll_to_region(Region(0, self._cursor, 1, 2), animate=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """A heading and the rows."""
        return len(self._rows) + 1

    def render(self) -> Text:
        """A heading, then a row a part."""
        text = Text(no_wrap=True)
        if not self._rows:
            return text
        label, width = self._widths()
        heads = " ".join(f"{cut(each, width):{width}}" for each in self._headings)
        text.append(f"{'':{label}} {heads}\n", "bold")
        for at, row in enumerate(self._rows):
            here = at == self._cursor and self.has_focus
            text.append(f"{cut(row.label, label):{label}}", "reverse" if here else "")
            for side, value in enumerate(row.values):
                chosen = self.chosen[at] == side
                mark = ALIKE if row.alike else CHOSEN if chosen else OTHER
                style = "bold" if chosen and not row.alike else "dim" if row.alike else ""
                text.append(f" {mark} {cut(value, width - 2):{width - 2}}", style)
            text.append("\n")
        text.rstrip()
        return text

    def _widths(self) -> tuple[int, int]:
        label = min(max((len(each.label) for each in self._rows), default=8), 24)
        sides = max(len(self._headings), 1)
        return label, max((self.content_size.width - label) // sides - 1, 10)
