"""All measures of one cell side by side; arrows choose one, which the bars then show."""

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from screens.figures import DEGREE_LABEL, MEASURE_COLUMNS, SHORT_LABELS, Cell

_HEIGHT = max(map(len, MEASURE_COLUMNS))


class MeasurePanel(Widget, can_focus=True):
    """A table of all measures with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(0, -1)", show=False),
        Binding("down", "move(0, 1)", show=False),
        Binding("left", "move(-1, 0)", show=False),
        Binding("right", "move(1, 0)", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Another measure was chosen."""

        measure: str

    def __init__(self, measure: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Stand on a measure; there are no figures yet."""
        super().__init__(id=id)
        self.measure = measure
        self._cell: Cell | None = None

    def show(self, cell: Cell | None) -> None:
        """Show the figures of a cell."""
        self._cell = cell
        self.refresh()

    def choose(self, measure: str) -> None:
        """Stand on a measure and tell."""
        self.measure = measure
        self.refresh()
        self.post_message(self.Chosen(measure))

    def render(self) -> Text:
        """Three columns of name and figure."""
        text = Text(no_wrap=True)
        for row in range(_HEIGHT):
            for column in range(len(MEASURE_COLUMNS)):
                self._add(text, column, row)
            text.append("\n")
        text.rstrip()
        return text

    def action_move(self, columns: int, rows: int) -> None:
        """Move the cursor, staying among the measures."""
        column, row = self._place()
        column = (column + columns) % len(MEASURE_COLUMNS)
        row = max(0, min(row + rows, len(MEASURE_COLUMNS[column]) - 1))
        self.choose(MEASURE_COLUMNS[column][row])

    def on_click(self, event: Click) -> None:
        """Choose the measure under the pointer."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        column = min(offset.x // self._width, len(MEASURE_COLUMNS) - 1)
        if offset.y < len(MEASURE_COLUMNS[column]):
            self.choose(MEASURE_COLUMNS[column][offset.y])

    @property
    def _width(self) -> int:
        return max(1, self.content_size.width // len(MEASURE_COLUMNS))

    def _place(self) -> tuple[int, int]:
        for column, measures in enumerate(MEASURE_COLUMNS):
            if self.measure in measures:
                return column, measures.index(self.measure)
        return 0, 0

    def _add(self, text: Text, column: int, row: int) -> None:
        width = self._width - 2
        measures = MEASURE_COLUMNS[column]
        style = ""
        if row < len(measures):
            measure = measures[row]
            figure = self._cell.text(measure) if self._cell else ""
            label = SHORT_LABELS[measure]
            if measure == self.measure:
                style = "bold reverse" if self.has_focus else "bold underline"
        elif column == 1:
            label, figure = DEGREE_LABEL, self._cell.degree if self._cell else ""
        else:
            label, figure = "", ""
        space = max(1, width - len(label) - len(figure))
        text.append(f"{label}{' ' * space}{figure}", style)
        text.append("  ")
