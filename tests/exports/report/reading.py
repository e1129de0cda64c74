"""The tables of a report's file, read back by other means than those that wrote it."""

import json
import re
import zipfile
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CAPTION = re.compile(r"Tabell (\S+)\. (.*)", re.DOTALL)

Tables = dict[str, list[list[str]]]
"""Each table by its name: the cells of its head and rows."""


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def xml(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - written by the program itself


def words(element: ET.Element) -> str:
    """The text of a piece of a Word document, as it is read."""
    pieces = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        pieces.get(each.tag, each.text or "" if each.tag == f"{W}t" else "")
        for run in element.iter(f"{W}r")
        for each in run
    )


def body(data: bytes) -> ET.Element:
    found = xml(parts(data)["word/document.xml"]).find(f"{W}body")
    assert found is not None
    return found


class Line(NamedTuple):
    """A paragraph of a Word document."""

    style: str
    text: str


def paragraphs(data: bytes) -> list[Line]:
    """Every paragraph outside tables, with what its style is called."""
    names = {
        style.attrib[f"{W}styleId"]: style.find(f"{W}name").attrib[f"{W}val"]  # type: ignore[union-attr]
        for style in xml(parts(data)["word/styles.xml"]).iter(f"{W}style")
    }
    lines: list[Line] = []
    for each in body(data).iter(f"{W}p"):
        style = each.find(f"{W}pPr/{W}pStyle")
        lines.append(Line(names[style.attrib[f"{W}val"]] if style is not None else "", words(each)))
    return lines


def docx_tables(data: bytes) -> Tables:
    """By the markup itself: a table follows its caption."""
    found: Tables = {}
    name = ""
    for element in body(data):
        if element.tag == f"{W}p":
            match = _CAPTION.fullmatch(words(element))
            name = match[1] if match else name
        if element.tag == f"{W}tbl":
            found[name] = [
                ["\n".join(words(p) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]
                for row in element.iter(f"{W}tr")
            ]
    return found


def markdown_tables(data: bytes) -> Tables:
    """As a program that shows Markdown understands it."""
    found: Tables = {}
    name, row = "", list[str]()
    tokens = MarkdownIt("commonmark").enable("table").parse(data.decode())
    for token, inside in pairwise(tokens):
        if token.type == "paragraph_open":
            match = _CAPTION.fullmatch(plain(inside))
            name = match[1] if match else name
        elif token.type == "tr_open":
            row = []
            found.setdefault(name, []).append(row)
        elif token.type in {"th_open", "td_open"}:
            row.append(plain(inside))
    return found


def plain(inline: Any) -> str:
    """What is read of a piece of Markdown: its words without their look."""
    breaks = {"softbreak": "\n", "hardbreak": "\n", "html_inline": "\n"}
    return "".join(breaks.get(each.type, each.content) for each in inline.children or []).strip(
        "\u2003"
    )


def json_tables(data: bytes) -> Tables:
    return {
        table["namn"]: [
            [column["rubrik"] for column in table["kolumner"]],
            *([cell["visas"] for cell in row["celler"]] for row in table["rader"]),
        ]
        for table in json_blocks(data)
        if table["slag"] == "tabell"
    }


def json_blocks(data: bytes) -> list[dict[str, Any]]:
    def blocks(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            block
            for section in sections
            for block in [*section["innehall"], *blocks(section["underavsnitt"])]
        ]

    return blocks(json.loads(data)["avsnitt"])


def xlsx_tables(data: bytes) -> dict[str, list[list[Any]]]:
    """The values of the cells, as they are computed with."""
    found: dict[str, list[list[Any]]] = {}
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    for sheet in ("Nyckeltal", "Ekonomi"):
        rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        for index, row in enumerate(rows):
            match = _CAPTION.fullmatch(str(row[0]))
            if match:
                found[match[1]] = _until_free(rows[index + 1 :])
    return found


def _until_free(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows of a table: a note below it stands alone in its row."""
    width = max((index + 1 for index, cell in enumerate(rows[0]) if cell != ""), default=0)
    table: list[list[Any]] = []
    for row in rows:
        if all(cell == "" for cell in row[1:]):
            break
        table.append(row[:width])
    return table
