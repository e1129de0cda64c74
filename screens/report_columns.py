"""How a table of the report stands on a screen: whole, in parts below each other if it is wide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from exports.report.hyphens import hyphenated
from exports.report.model import Kind, Role, Row, Table
from exports.report.wording import SOFT_HYPHEN, cell_text

GAP = 2
"""Cells between two columns."""
_LONGEST_TEXT = 44
_HEADING = 12
"""Cells that a heading is broken at if there is room for more, between its words."""
_INDENT = "  "


@dataclass(frozen=True)
class Shown:
    """A column of a table as it is shown: its place there, and cells wide."""

    at: int
    width: int


Part = tuple[Shown, ...]
"""Columns beside each other; the first is always the table's first, which says what a row is."""


def parts(table: Table, space: int) -> list[Part]:
    """The columns of a table as they fit in so many cells: figures whole, texts between words."""
    usual = [_usual(table, at) for at in range(len(table.columns))]
    least = [_least(table, at) for at in range(len(table.columns))]
    if _taken(usual) <= space:
        return [_part(usual, range(len(usual)))]
    found: list[list[int]] = [[0]]
    for at in range(1, len(least)):
        if len(found[-1]) > 1 and _taken([least[each] for each in (*found[-1], at)]) > space:
            found.append([0])
        found[-1].append(at)
    return [_part(_widened(least, usual, each, space), each) for each in found]


def heading(table: Table, shown: Shown) -> str:
    """The heading of a column, in lines."""
    text = table.columns[shown.at].heading.replace(SOFT_HYPHEN, "")
    whole = wrap(text, max(_HEADING, shown.width), break_long_words=False) or [""]
    fits = max(map(len, whole)) <= shown.width
    return "\n".join(whole if fits else _lines(text, shown.width))


def cell(table: Table, row: Row, shown: Shown) -> str:
    """A cell in lines; a part of what is above it stands a little in."""
    text = cell_text(row.cells[shown.at])
    if not _is_text(table, shown.at):
        return text
    indent = _indent(row, shown.at)
    return "\n".join(f"{indent}{each}" for each in _lines(text, shown.width - len(indent)))


def _part(widths: Sequence[int], places: Sequence[int]) -> Part:
    return tuple(Shown(at, width) for at, width in zip(places, widths, strict=True))


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * len(widths)


def _widened(
    least: Sequence[int], usual: Sequence[int], places: Sequence[int], space: int
) -> list[int]:
    """The least widths with what is left over given out from the left."""
    left = space - _taken([least[at] for at in places])
    widths: list[int] = []
    for at in places:
        more = min(max(left, 0), usual[at] - least[at])
        left -= more
        widths.append(least[at] + more)
    return widths


def _usual(table: Table, at: int) -> int:
    """How wide a column is where there is room."""
    text = table.columns[at].heading.replace(SOFT_HYPHEN, "")
    heads = map(len, wrap(text, _HEADING, break_long_words=False))
    return min(max(1, *heads, *map(len, _texts(table, at))), _LONGEST_TEXT)


def _least(table: Table, at: int) -> int:
    """How narrow it can be: words are broken where they may be, figures never."""
    head = table.columns[at].heading.replace(SOFT_HYPHEN, "")
    figures = [] if _is_text(table, at) else _texts(table, at)
    words = _words(table, at) if _is_text(table, at) else ()
    pieces = [len(piece) for text in (head, *words) for piece in _pieces(text)]
    return min(max(1, *pieces, *map(len, figures)), _usual(table, at))


def _texts(table: Table, at: int) -> list[str]:
    return [
        f"{_indent(row, at)}{line}"
        for row in table.rows
        for line in cell_text(row.cells[at]).split("\n")
    ]


def _words(table: Table, at: int) -> Iterator[str]:
    for row in table.rows:
        for word in cell_text(row.cells[at]).split():
            yield f"{_indent(row, at)}{word}"


def _indent(row: Row, at: int) -> str:
    return _INDENT if at == 0 and row.role is Role.PART else ""


def _pieces(text: str) -> Iterator[str]:
    """What a text can be broken into, each piece of a word with its hyphen."""
    for word in text.split(" "):
        *begun, last = hyphenated(word).split(SOFT_HYPHEN)
        yield from (f"{each}-" for each in begun)
        yield last


def _lines(text: str, width: int) -> list[str]:
    """A text in lines of at most so many cells."""
    found: list[str] = []
    for line in text.split("\n"):
        words = " ".join(piece for word in line.split(" ") for piece in _fitting(word, width))
        found += wrap(words, max(width, 1), break_on_hyphens=False) or [""]
    return found


def _fitting(word: str, width: int) -> list[str]:
    """A word, or if it is too long its pieces, as few as can be."""
    if len(word) <= width:
        return [word]
    found = [""]
    pieces = list(_pieces(word))
    for piece in pieces:
        joined = f"{found[-1].removesuffix('-')}{piece}"
        if found[-1] and len(joined) > width:
            found.append(piece)
        else:
            found[-1] = joined
    return found


def _is_text(table: Table, at: int) -> bool:
    return table.columns[at].kind is Kind.TEXT
