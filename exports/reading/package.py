"""The zip that a workbook is: unfolded with care before the Excel reader gets it.

The reader trusts what a file says of itself: a few kilobytes can ask for any amount of memory
(half a terabyte for two cells in opposite corners, or for a number in an attribute), and that
ends the program. It also reads an Excel error, and a formula that was never calculated, as an
empty cell. So each part is unfolded here within bounds, looked through, and packed anew.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET

from exports.reading.faults import FileFault

LARGEST = 256 * 2**20
"""Bytes unfolded. A sheet of a million rows and five columns is about 200 MB."""
MOST_CELLS = 20_000_000
"""In the smallest rectangle around a sheet's cells: the reader makes room for all of it."""
_MOST_PARTS = 10_000

Marks = Mapping[int, Mapping[int, str]]
"""Text to show instead of what the reader says, by row and column from 0."""

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_NUMBER_OF_SHEET = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NUMBER_OF_SHEET_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_CELL = re.compile(
    rb"<(?:\w+:)?c(?=[\s>])([^<>]*)(?<!/)>((?:[^<]+|<(?!/?(?:\w+:)?c[\s>/]))*)", re.DOTALL
)
"""A cell that is not empty: its attributes, and what stands in it up to its end or the next."""
_ADDRESS = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_IS_TEXT = re.compile(rb"""\bt\s*=\s*["'](?:str|inlineStr)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^<>]*?(?:/>|>([^<]*)<)")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^<>]*>([^<]+)<")
_TEXTS = re.compile(rb"<(?:\w+:)?sst\b[^<>]*>")
_PROMISE = re.compile(rb"""\buniqueCount\s*=\s*(?:"[^"]*"|'[^']*')""")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    OSError,
    ValueError,
)


@dataclass(frozen=True)
class Package:
    """The parts of a workbook that are read, unfolded."""

    parts: Mapping[str, bytes]

    @classmethod
    def parse(cls, data: bytes) -> "Package":
        """Unfold a zip file.

        Raises:
            FileFault: it is damaged, no workbook, or larger unfolded than any real one.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return cls(_parts(archive))
        except _DAMAGE:
            raise FileFault(
                "Excel-filen är skadad eller skyddad med lösenord; öppna den i Excel, spara den "
                "på nytt som .xlsx utan lösenord och försök igen."
            ) from None

    def cleaned(self) -> io.BytesIO:
        """The same workbook as a zip of our own making."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), _without_promise(content))
        buffer.seek(0)
        return buffer

    def marks(self, sheet: str) -> Marks:
        """What the reader would show as empty and isn't.

        Raises:
            FileFault: the sheet's cells lie too far apart to be read.
        """
        part = self._sheet_parts.get(sheet)
        if part is None:
            raise _damaged()
        return _look_through(sheet, self.parts[part])

    @cached_property
    def _sheet_parts(self) -> Mapping[str, str]:
        """The part that each sheet lies in."""
        try:
            relations = ET.fromstring(self.parts[_RELATIONS])  # noqa: S314 - bounded; see module
            workbook = ET.fromstring(self.parts[_WORKBOOK])  # noqa: S314 - likewise
        except (ET.ParseError, KeyError, ValueError, LookupError):
            raise _damaged() from None
        targets = {each.get("Id", ""): each.get("Target", "") for each in relations}
        folded = {name.lower(): name for name in self.parts}
        found: dict[str, str] = {}
        for sheet in workbook.iter():
            if sheet.tag.rpartition("}")[2] != "sheet":
                continue
            number = sheet.get(_NUMBER_OF_SHEET) or sheet.get(_NUMBER_OF_SHEET_STRICT) or ""
            part = folded.get(_full_name(targets.get(number, "")).lower())
            if part is not None:
                found[sheet.get("name", "")] = part
        return found


def _parts(archive: zipfile.ZipFile) -> Mapping[str, bytes]:
    known = {info.filename: info for info in archive.infolist() if _is_read(info.filename)}
    if _WORKBOOK not in {name.lower() for name in known}:
        raise FileFault(
            "Filen är en zip-fil men ingen Excel-arbetsbok; spara den från Excel som .xlsx."
        )
    if len(known) > _MOST_PARTS or sum(info.file_size for info in known.values()) > LARGEST:
        raise FileFault(
            f"Excel-filen är uppackad större än {LARGEST // 2**20} MB; dela den i flera eller "
            "spara den som CSV UTF-8."
        )
    # Reading stops at the size that was stated and summed, whatever the part unfolds to.
    return {name: archive.read(info) for name, info in known.items()}


def _without_promise(content: bytes) -> bytes:
    """A part without its statement of how many texts there are: the reader makes room for them."""
    if b"uniqueCount" not in content:
        return content
    return _TEXTS.sub(lambda tag: _PROMISE.sub(b"", tag[0]), content)


def _is_read(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _full_name(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _damaged() -> FileFault:
    return FileFault(
        "Excel-filen är skadad; öppna den i Excel, spara den på nytt som .xlsx och försök igen."
    )


def _look_through(sheet: str, content: bytes) -> Marks:
    marks: dict[int, dict[int, str]] = {}
    columns: set[bytes] = set()
    lowest, highest = 2**31, 0
    for cell in _CELL.finditer(content):
        address = _ADDRESS.search(cell[1])
        if address is None:
            raise FileFault(
                f"Bladet ”{sheet}” saknar uppgift om var cellerna står; öppna filen i Excel och "
                "spara den på nytt."
            )
        row = int(address[2])
        columns.add(address[1])
        lowest, highest = min(lowest, row), max(highest, row)
        if text := _hidden(cell[1], cell[2]):
            marks.setdefault(row - 1, {})[_column_number(address[1])] = text
    _check_extent(sheet, [_column_number(each) for each in columns], highest - lowest + 1)
    return marks


def _hidden(attributes: bytes, inside: bytes) -> str:
    """What an error or an uncalculated formula should be shown as; empty: the reader is right."""
    if _IS_ERROR.search(attributes):
        value = _VALUE.search(inside)
        return value[1].decode("utf-8", "replace") if value else "#VALUE!"
    formula = _FORMULA.search(inside)
    if formula is None or _VALUE.search(inside) or _IS_TEXT.search(attributes):
        return ""
    return "=" + (formula[1] or b"").decode("utf-8", "replace")


def _check_extent(sheet: str, columns: list[int], height: int) -> None:
    width = max(columns) - min(columns) + 1 if columns else 0
    if width * height > MOST_CELLS:
        raise FileFault(
            f"Cellerna på bladet ”{sheet}” står för långt från varandra; ta bort det som står "
            "för sig självt långt ner eller långt till höger."
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
