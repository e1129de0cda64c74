"""A tagged PDF as a screen reader finds it: by its structure, not by where the letters stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, resolve1

_CAPTION = re.compile(r"(?:Tabell|Diagram) (\S+)\. (.*)", re.DOTALL)
_UNSEEN = "\u00ad\u200b"
"""Where a word may be broken."""


@dataclass
class Element:
    """A piece of the structure: its kind, what it says, what is in it."""

    kind: str
    text: str = ""
    alt: str = ""
    children: list["Element"] = field(default_factory=list)

    def every(self, kind: str) -> Iterator["Element"]:
        if self.kind == kind:
            yield self
        for child in self.children:
            yield from child.every(kind)


class _Letters(PDFLayoutAnalyzer):
    """Gathers the letters of each marked piece of content, marks within marks included."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self.found: dict[int, list[str]] = {}
        self._open: list[int | None] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:  # noqa: ARG002 - as pdfminer calls it
        inherited = self._open[-1] if self._open else None
        known = props.get("MCID") if isinstance(props, dict) else None
        self._open.append(inherited if known is None else known)

    def end_tag(self) -> None:
        self._open.pop()

    def render_char(self, matrix: Any, font: Any, *rest: Any) -> float:
        cid = rest[3]
        if self._open and self._open[-1] is not None:
            text = font.to_unichr(cid)
            self.found.setdefault(self._open[-1], []).append(text)
        return super().render_char(matrix, font, *rest)


@dataclass
class Pdf:
    """What a file says of itself."""

    catalog: dict[str, Any]
    structure: Element
    pages: int
    sizes: list[tuple[float, float]]
    letters: str

    @property
    def metadata(self) -> str:
        return resolve1(self.catalog["Metadata"]).get_data().decode()

    @property
    def language(self) -> str:
        return resolve1(self.catalog["Lang"]).decode("latin-1")


def read(data: bytes) -> Pdf:
    document = PDFDocument(PDFParser(BytesIO(data)))
    manager = PDFResourceManager()
    pieces: dict[tuple[int, int], str] = {}
    sizes: list[tuple[float, float]] = []
    for page in PDFPage.create_pages(document):
        device = _Letters(manager)
        PDFPageInterpreter(manager, device).process_page(page)
        sizes.append((page.mediabox[2], page.mediabox[3]))
        for mcid, letters in device.found.items():
            pieces[page.pageid, mcid] = "".join(letters)
    root = resolve1(document.catalog["StructTreeRoot"])
    structure = Element("Root")
    _read(root.get("K"), structure, None, pieces)
    return Pdf(document.catalog, structure, len(sizes), sizes, "".join(pieces.values()))


def tables(data: bytes) -> dict[str, list[list[str]]]:
    """Each table by the name in its caption."""
    return {
        _name(table): [
            [_words(cell) for cell in row.children if cell.kind in {"TH", "TD"}]
            for row in table.every("TR")
        ]
        for table in read(data).structure.every("Table")
    }


def headings(pdf: Pdf) -> list[tuple[int, str]]:
    """The outline: each heading's level and words, in reading order."""

    def walk(element: Element) -> Iterator[tuple[int, str]]:
        if re.fullmatch(r"H\d", element.kind):
            yield int(element.kind[1]), _words(element)
        for child in element.children:
            yield from walk(child)

    return list(walk(pdf.structure))


def _name(table: Element) -> str:
    caption = next(table.every("Caption"))
    match = _CAPTION.match(_words(caption))
    assert match is not None
    return match[1]


def _words(element: Element) -> str:
    return "".join(each for each in element.text if each not in _UNSEEN)


def _read(kids: Any, parent: Element, page: int | None, pieces: dict[tuple[int, int], str]) -> None:
    """Read what is in an element, in its order."""
    kids = resolve1(kids)
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = resolve1(kid)  # noqa: PLW2901 - a reference is what it refers to
        if isinstance(kid, int):
            parent.text += pieces.get((page or 0, kid), "")
        elif isinstance(kid, dict) and "MCID" in kid:
            own = kid["Pg"].objid if isinstance(kid.get("Pg"), PDFObjRef) else page
            parent.text += pieces.get((own or 0, kid["MCID"]), "")
        elif isinstance(kid, dict) and "S" in kid:
            own = kid["Pg"].objid if isinstance(kid.get("Pg"), PDFObjRef) else page
            alt = resolve1(kid.get("Alt")) or b""
            child = Element(kid["S"].name, alt=_text(alt))
            parent.children.append(child)
            _read(kid.get("K", []), child, own, pieces)
            parent.text += child.text


def _text(raw: bytes) -> str:
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be")
    return raw.decode("utf-8" if raw.startswith(b"\xef\xbb\xbf") else "latin-1")
