"""CSV as Excel in Swedish opens it: semicolons, UTF-8 with BOM, CRLF, no cell that is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TextIO

from exports.safe_text import guarded

ENCODING = "utf-8-sig"
Cell = str | int | None


def write_rows(file: TextIO, rows: Iterable[Sequence[Cell]]) -> None:
    """Write rows to a file that was opened with `ENCODING` and `newline=""`."""
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows(
        [guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )


def as_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as the bytes of a whole file."""
    text = io.StringIO(newline="")
    write_rows(text, rows)
    return text.getvalue().encode(ENCODING)
