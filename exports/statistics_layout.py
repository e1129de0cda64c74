"""How a table of statistics fits a terminal: numbers and words stay whole."""

from collections.abc import Sequence
from dataclasses import dataclass

_GAPS = (2, 1)
_LONGEST_WORD = 20


@dataclass(frozen=True)
class Column:
    """A column of the table: its heading, in lines, and its cells."""

    head: str
    cells: Sequence[str]

    @property
    def width(self) -> int:
        """Characters that it takes with nothing broken."""
        return max(len(text) for text in (*self.head.split("\n"), *self.cells))

    @property
    def narrowest(self) -> int:
        """Characters that it takes when its cells are broken between words."""
        words = (word for text in (self.head, *self.cells) for word in text.split(" "))
        return min(_LONGEST_WORD, max(len(word) for word in words))


@dataclass(frozen=True)
class Layout:
    """Which columns are shown, how wide those of text are, and what lies between them."""

    texts: tuple[tuple[Column, int], ...]
    numbers: tuple[Column, ...]
    gap: int

    @property
    def width(self) -> int:
        """Characters that a line takes."""
        taken = [width for _, width in self.texts] + [column.width for column in self.numbers]
        return sum(taken) + self.gap * (len(taken) - 1)


def fitted(
    texts: Sequence[Column], numbers: Sequence[Column], optional: Sequence[Column], width: int
) -> Layout | None:
    """The layout that shows most within a width; of the optional columns the last give way first.

    None: there is no room without breaking words.
    """
    narrow = [column.narrowest for column in texts]
    for kept in range(len(optional), -1, -1):
        shown = (*numbers, *optional[:kept])
        for gap in _GAPS:
            layout = _layout(texts, narrow, shown, gap)
            if layout.width <= width:
                return _widened(layout, width)
    return None


def numbers_alone(numbers: Sequence[Column], optional: Sequence[Column], width: int) -> Layout:
    """The layout where the texts have lines of their own.

    Only if the numbers are too wide is it wider than asked for.
    """
    return fitted((), numbers, optional, width) or _layout((), (), numbers, _GAPS[-1])


def _layout(
    texts: Sequence[Column], widths: Sequence[int], numbers: Sequence[Column], gap: int
) -> Layout:
    return Layout(tuple(zip(texts, widths, strict=True)), tuple(numbers), gap)


def _widened(layout: Layout, width: int) -> Layout:
    """The layout with what room is left given to the texts, the first one first."""
    left = max(0, width - layout.width)
    texts: list[tuple[Column, int]] = []
    for column, narrow in layout.texts:
        more = min(left, max(0, column.width - narrow))
        left -= more
        texts.append((column, narrow + more))
    return Layout(tuple(texts), layout.numbers, layout.gap)
