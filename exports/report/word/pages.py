"""Standing and lying pages: what is too wide gets a page of its own that lies down."""

import copy
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from docx.oxml.ns import qn

_SIZE, _MARGINS, _REFERENCES = qn("w:pgSz"), qn("w:pgMar"), ("headerReference", "footerReference")
_TWIPS = 20
_BREAK = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{page}</w:pPr>'
    "</w:p>"
)


class Piece(NamedTuple):
    """A piece of the text: its markup, whether its page lies down, whether it is a heading."""

    markup: str
    lying: bool = False
    heading: bool = False


def room(page: Any) -> tuple[float, float]:
    """How wide the text of a page is, in points: of a standing one, of a lying one.

    Args:
        page: the properties of the document's section.
    """
    size, margins = page.find(_SIZE), page.find(_MARGINS)
    sides = (_number(size, "w"), _number(size, "h"))
    beside = _number(margins, "left") + _number(margins, "right") + _number(margins, "gutter")
    return (min(sides) - beside) / _TWIPS, (max(sides) - beside) / _TWIPS


def paged(pieces: Iterable[Piece], page: Any) -> tuple[list[str], Any]:
    """The markup with breaks where pages turn, and the properties of the last section.

    Headers and footers are named by the first section; the others have the same.
    """
    groups = list(_groups(_with_headings(list(pieces))))
    markup: list[str] = []
    for index, (lying, content) in enumerate(groups):
        markup.extend(content)
        properties = _section(page, first=index == 0, lying=lying)
        if index == len(groups) - 1:
            return markup, properties
        markup.append(_BREAK.format(page=properties.xml))
    return markup, page


def _with_headings(pieces: list[Piece]) -> list[Piece]:
    """A heading goes with what follows it."""
    for index in range(len(pieces) - 2, -1, -1):
        if pieces[index].heading:
            pieces[index] = pieces[index]._replace(lying=pieces[index + 1].lying)
    return pieces


def _groups(pieces: list[Piece]) -> Iterator[tuple[bool, list[str]]]:
    group: list[str] = []
    lying = False
    for piece in pieces:
        if group and piece.lying != lying:
            yield lying, group
            group = []
        lying = piece.lying
        group.append(piece.markup)
    yield lying, group


def _section(page: Any, *, first: bool, lying: bool) -> Any:
    section = copy.deepcopy(page)
    if not first:
        for name in _REFERENCES:
            for reference in section.findall(qn(f"w:{name}")):
                section.remove(reference)
        for different in section.findall(qn("w:titlePg")):
            section.remove(different)
    if lying:
        size = section.find(_SIZE)
        short, long = sorted((_number(size, "w"), _number(size, "h")))
        size.set(qn("w:w"), str(long))
        size.set(qn("w:h"), str(short))
        size.set(qn("w:orient"), "landscape")
    return section


def _number(element: Any, name: str) -> int:
    return round(float(element.get(qn(f"w:{name}"), "0")))
