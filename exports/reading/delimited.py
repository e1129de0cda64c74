"""CSV: the encoding, the delimiter and the rows of a text file."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from exports.reading.faults import FileFault

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_TWICE_ENCODED = re.compile("Ã[¤¥¶„…–\x84\x85\x96]")
"""å, ä and ö in UTF-8 read as Windows-1252. No Swedish word holds it."""
_HEAD = 64 * 1024


def rows(data: bytes) -> Iterator[Sequence[str]]:
    """The rows of a CSV file, the header first; any of them may be empty.

    Raises:
        FileFault: it is not text, in an unknown encoding, or its quotation marks do not match.
    """
    text = decoded(data)
    return _rows(text, delimiter(text))


def decoded(data: bytes) -> str:
    """The text: UTF-8 with or without BOM, else Windows-1252."""
    if data.startswith(_UTF_16) or b"\0" in data:
        raise _not_text(data)
    if data.startswith(_BOM):
        text = _in_utf_8(data[len(_BOM) :])
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = _in_windows_1252(data)
    if _TWICE_ENCODED.search(text):
        raise _wrong_encoding()
    return text


def delimiter(text: str) -> str:
    """`;` or `,`: whichever the first line that says anything holds more of outside quotes."""
    for line in io.StringIO(text[:_HEAD], newline=None):
        if line.strip():
            bare = re.sub(r'"[^"]*"', "", line)
            return "," if bare.count(",") > bare.count(";") else ";"
    return ";"


def _rows(text: str, mark: str) -> Iterator[Sequence[str]]:
    number = 0
    try:
        for number, row in enumerate(  # noqa: B007 - its last value is what the fault tells
            csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True), 1
        ):
            yield row
    except csv.Error as error:
        raise _broken_row(error, number + 1) from None


def _in_utf_8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise _wrong_encoding() from None


def _in_windows_1252(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise _wrong_encoding() from None


def _not_text(data: bytes) -> FileFault:
    if data.startswith(_UTF_16) or data[:_HEAD].count(0) * 3 > len(data[:_HEAD]):
        return FileFault(
            "Filen är kodad som UTF-16 (”Unicode-text”); spara den som CSV UTF-8 eller .xlsx."
        )
    return FileFault("Filen är ingen textfil; spara den som CSV UTF-8 eller .xlsx.")


def _wrong_encoding() -> FileFault:
    return FileFault(
        "Bokstäver som å, ä och ö går inte att läsa i filen; spara den på nytt som CSV UTF-8."
    )


def _broken_row(error: csv.Error, row: int) -> FileFault:
    if "limit" in str(error):
        return FileFault(
            f"En cell på rad {row} är för lång, kanske för att ett citattecken saknas; rätta raden.",
            row,
        )
    return FileFault(
        f'Citattecknen (") på rad {row} går inte ihop; ta bort dem eller skriv dem dubbla '
        "inne i en text.",
        row,
    )
