"""How a table fits a page of A4: how wide its columns are, how large its letters, which way up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.report.hyphens import hyphenated
from exports.report.model import Kind, Role, Table
from exports.report.wording import SOFT_HYPHEN, cell_text
from exports.text_size import narrowest, width

_SIZES = (10.0, 9.0, 8.5)
"""Points; the smallest is still read without effort."""
_SMALLEST = 7.0
"""For what is too wide even lying down."""
_DIGIT = 0.58
"""How wide a digit is, in sizes of the letters, in the widest of the fonts that are usual."""
_PADDING = 10.0
"""Points that a cell's two sides take."""
_AMPLE, _TIGHT = 120.0, 70.0
"""A text that is longer than this is broken into lines no narrower."""
_WIDEST_WORD = 150.0
"""Longer words are broken, for instance an address on the web."""
_WIDEST_FIGURE = 90.0
_WIDEST_TEXT = 260.0
_HEAD_LINES = 2
_USUAL_HEADING = 60
"""Letters of a heading that its column is made for."""
_ZERO = "\u200b"
"""Where a line may be broken though nothing is seen."""
_BREAKS = re.compile(f"[ \n{SOFT_HYPHEN}]|(?<=[-–/])")
_BETWEEN = f" \n{SOFT_HYPHEN}"
_AFTER = re.compile(f"(?<=[{_BETWEEN}–/-])")
"""Where a line is broken by itself."""


@dataclass(frozen=True)
class Layout:
    """A table on paper; lengths in points."""

    widths: tuple[float, ...]
    size: float
    lying: bool
    """Whether the page has to lie down."""


def laid_out(table: Table, standing: float, lying: float) -> Layout:
    """The layout with the largest letters that fits, on a standing page if there is one.

    Args:
        table: what to lay out.
        standing: how wide the text of a page is.
        lying: the same of a page that lies down.
    """
    for (room, is_lying), text, size in _attempts(standing, lying):
        least = [_least(table, index, size, text) for index in range(len(table.columns))]
        if sum(least) <= room:
            return Layout(_widened(table, least, size, room), size, is_lying)
    least = [_least(table, index, _SMALLEST, _TIGHT) for index in range(len(table.columns))]
    squeezed = min(1.0, lying / sum(least))
    return Layout(tuple(each * squeezed for each in least), _SMALLEST, lying=True)


def _attempts(standing: float, lying: float) -> Iterator[tuple[tuple[float, bool], float, float]]:
    """What is tried, best first: a page's room and whether it lies, room for texts, a size."""
    for page in ((standing, False), (lying, True)):
        for text in (_AMPLE, _TIGHT):
            for size in _SIZES:
                yield page, text, size


def _widened(table: Table, least: Sequence[float], size: float, room: float) -> tuple[float, ...]:
    """The columns with what is left of the room.

    Each is given what it lacks of looking well, or as much of that as there is for all alike;
    then figures get some air, and texts the rest.
    """
    lacking = [
        max(0.0, _comfortable(table, index, size) - width) for index, width in enumerate(least)
    ]
    left = room - sum(least)
    part = min(1.0, left / sum(lacking)) if any(lacking) else 0.0
    widths = [width + more * part for width, more in zip(least, lacking, strict=True)]
    left = room - sum(widths)
    figures = [index for index, each in enumerate(table.columns) if each.kind is Kind.FIGURE]
    for place, index in enumerate(figures):
        share = left / (len(figures) - place)
        more = min(share, max(0.0, _WIDEST_FIGURE - widths[index]))
        widths[index] += more
        left -= more
    # A table with text ends where the text around it ends: pages look calmer so.
    texts = [index for index, each in enumerate(table.columns) if each.kind is Kind.TEXT]
    for index in texts:
        widths[index] += left / len(texts)
    return tuple(widths)


def _comfortable(table: Table, index: int, size: float) -> float:
    """How wide a column looks well: few lines of heading, no word broken, texts on one line."""
    column = table.columns[index]
    heading = column.heading.replace(SOFT_HYPHEN, "")[:_USUAL_HEADING]
    head = narrowest(heading, _HEAD_LINES) * size * _DIGIT + _PADDING
    if column.kind is Kind.FIGURE:
        return head
    return max(head, min(_WIDEST_TEXT, _whole(table, index, size)))


def _least(table: Table, index: int, size: float, text: float) -> float:
    """How narrow a column can be with no figure broken, nor any word that is not very long.

    A text is given at least the room named, if it is as long.
    """
    column = table.columns[index]
    head = max(_points(piece, size, bold=True) for piece in _pieces(hyphenated(column.heading)))
    words = min(_WIDEST_WORD, max(head, _longest(table, index, size)))
    if column.kind is Kind.FIGURE:
        return words + _PADDING
    return max(words + _PADDING, min(text, _whole(table, index, size)))


def _longest(table: Table, index: int, size: float) -> float:
    """The widest piece of a column's cells that should not be broken."""
    return max(
        (
            _points(piece, size, bold=row.role is Role.TOTAL)
            for row in table.rows
            for piece in _pieces(cell_text(row.cells[index]))
        ),
        default=0.0,
    )


def _whole(table: Table, index: int, size: float) -> float:
    """How wide a column is with nothing broken."""
    widths = (
        _points(line, size, bold=row.role is Role.TOTAL)
        for row in table.rows
        for line in cell_text(row.cells[index]).split("\n")
    )
    return max(widths, default=0.0) + _PADDING


def _pieces(text: str) -> list[str]:
    return _BREAKS.split(text)


def _points(text: str, size: float, *, bold: bool = False) -> float:
    return width(text, bold=bold) * size * _DIGIT


def breakable(text: str, room: float, size: float, *, bold: bool = True) -> str:
    """The text with places to break words that are wider than the room for a line, in points.

    No others: whoever searches the file, copies from it or hears it read meets those places.
    """
    if _points(text, size, bold=bold) <= room:
        return text
    return "".join(
        piece
        if _points(piece.rstrip(_BETWEEN), size, bold=bold) <= room
        else _broken_up(piece, room, size)
        for piece in _AFTER.split(text)
    )


def _broken_up(word: str, room: float, size: float) -> str:
    """A word in pieces that each have room; at most a third of it, to fill lines well."""
    step = max(1, int(room / (3 * size)))
    return _ZERO.join(word[at : at + step] for at in range(0, len(word), step))


def cell_room(layout: Layout, column: int) -> float:
    """How wide the text in a column's cells can be, in points."""
    return layout.widths[column] - _PADDING
