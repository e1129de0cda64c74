"""What the tests of files are made of: programmes, workbooks, and statistics without a database."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import xlsxwriter

from exports.reading import read_files
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Definitions, Programme
from halsoverkstad.domain.rows import Intake, RowFault
from halsoverkstad.domain.statistics import MEASURES, Known, Row, Statistics
from halsoverkstad.domain.words import Dimension

HOUSE = Path(__file__).parents[2]
SETTINGS = (HOUSE / "halsoverkstad/programmes/jamlik-halsa-lindangen.toml").read_text("utf-8")
PROGRAMME = Programme.parse(SETTINGS)

Cell = str | float | bool | date | time | datetime | None
Sheets = Mapping[str, Sequence[Sequence[Cell]]]


def csv_file(folder: Path, text: str | bytes, name: str = "fil.csv", encoding: str = "utf-8"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def read(*paths: Path) -> Intake:
    return read_files(paths, PROGRAMME)


def read_text(folder: Path, text: str | bytes, encoding: str = "utf-8") -> Intake:
    return read(csv_file(folder, text, encoding=encoding))


def only_fault(intake: Intake) -> RowFault:
    assert len(intake.faults) == 1, intake.faults
    fault = intake.faults[0]
    assert fault.fault.endswith(".")
    assert "Traceback" not in fault.fault
    return fault


def workbook(sheets: Sheets) -> bytes:
    """A workbook with dates as dates, times as times and numbers as numbers."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False})
    forms = {
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        time: book.add_format({"num_format": "hh:mm"}),
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell is None:
                    sheet.write_blank(row, column, None, forms[date])
                elif type(cell) in forms:
                    sheet.write_datetime(row, column, cell, forms[type(cell)])
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                else:
                    sheet.write(row, column, cell)
    book.close()
    return buffer.getvalue()


def xlsx_file(folder: Path, sheets: Sheets, name: str = "fil.xlsx") -> Path:
    path = folder / name
    path.write_bytes(workbook(sheets))
    return path


def repacked(data: bytes, change: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    """A workbook with text replaced in some of its parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name in change:
                before, after = change[name]
                assert before in content, content
                content = content.replace(before, after)
            new.writestr(name, content)
    return buffer.getvalue()


def row(*key: str, **figures: int) -> Row:
    return Row(key, {**dict.fromkeys(MEASURES, 0), **figures})


def made_statistics(
    *rows: Row,
    dimensions: tuple[Dimension, ...] = (),
    period: str = "2025K1",
    made_up: bool = False,
) -> Statistics:
    return Statistics(
        program="Jämlik hälsa Lindängen",
        period=Period.parse(period),
        dimensions=dimensions,
        definitions=Definitions(),
        checksum="sha256:abc",
        laptops=(Known("Framtidens hus", date(2025, 3, 30)), Known("Ny", None)),
        rows=rows,
        register_since=date(2024, 1, 8),
        made_up=made_up,
    )
