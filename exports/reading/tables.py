"""Files as tables of text: checked from the outside first, then CSV or Excel by what they hold."""

import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.reading.faults import FileFault
from halsoverkstad.domain.reasons import reason

LARGEST = 256 * 2**20
"""Bytes. A million attendances with all their session's columns are about 150 MB."""
_ZIP = b"PK"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Table:
    """A CSV file or one sheet. The first row is row 1; empty rows are rows too."""

    sheet: str | None
    rows: Iterator[Sequence[str]]
    """Each cell as text, the way a Swedish Excel writes it in CSV; may raise FileFault."""


def tables(path: Path) -> Iterator[Table]:
    """The tables of a file, one at a time; each must be read before the next is asked for.

    Raises:
        FileFault: the file is missing, too large, unreadable, or neither CSV nor .xlsx.
    """
    data = _read(path)
    if data.startswith(_ZIP):
        from exports.reading.workbook import sheets

        yield from sheets(data)
    elif data.startswith(_OLD_OFFICE):
        raise FileFault(
            "Filen är i gammalt Excel-format (.xls) eller skyddad med lösenord; spara den som "
            ".xlsx utan lösenord."
        )
    elif path.suffix.lower() in {".xlsx", ".xlsm", ".xls"}:
        raise FileFault("Filen är ingen Excel-fil fast den heter så; spara den på nytt som .xlsx.")
    else:
        from exports.reading.delimited import rows

        yield Table(None, rows(data))


def _read(path: Path) -> bytes:
    try:
        _check(path)
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileFault("Filen finns inte; kontrollera namnet och mappen.") from None
    except PermissionError:
        raise FileFault(
            "Filen får inte läsas; stäng den i andra program eller be om rätt att läsa den."
        ) from None
    except (OSError, ValueError) as error:
        told = reason(error) if isinstance(error, OSError) else error
        raise FileFault(f"Filen går inte att läsa ({told}); försök med en kopia.") from None
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise FileFault("Filen är tom; välj en fil med rubriker och rader.")
    return data


def _check(path: Path) -> None:
    """Look at the file from the outside: reading a pipe would wait, a huge file fill the memory."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise FileFault("Det är en mapp och ingen fil; ange filerna i den.")
    if not stat.S_ISREG(found.st_mode):
        raise FileFault("Det är ingen vanlig fil; spara innehållet i en fil och ange den.")
    if found.st_size > LARGEST:
        raise FileFault(
            f"Filen är större än {LARGEST // 2**20} MB; dela den i flera, till exempel en per år."
        )
