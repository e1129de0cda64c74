"""`mall`: an Excel form with drop-downs, read by `importera`, for those who can't run the program."""

from io import BytesIO
from pathlib import Path

from exports import form_guide
from exports.form_columns import Choices, Field, attendance_fields, lists, session_fields
from exports.text_size import width
from exports.workbooks import Sheet, Workbook
from exports.writing import write_file
from halsoverkstad.domain.programme import Programme

SESSIONS = "Tillfällen"
ATTENDANCES = "Närvaro"
GUIDE = "Läs mig"
LISTS = "Listor"
SESSION_ROWS = 2_000
ATTENDANCE_ROWS = 20_000
"""How many rows have drop-downs. More can be filled in; those are checked when they are read."""


def write_form(programme: Programme, path: Path) -> None:
    """Write the form for a programme.

    Raises:
        Fault: the file could not be written.
    """
    write_file(path, form(programme))


def form(programme: Programme) -> bytes:
    """The form as the bytes of a workbook; the same settings give the same bytes."""
    buffer = BytesIO()
    workbook = Workbook(buffer, f"Formulär för {programme.name}")
    guide = workbook.sheet(GUIDE)
    sessions, attendances = workbook.sheet(SESSIONS), workbook.sheet(ATTENDANCES)
    choices = _write_lists(workbook, workbook.sheet(LISTS), programme)
    form_guide.write(workbook, guide, programme)
    _write_columns(workbook, sessions, session_fields(programme, choices), SESSION_ROWS)
    # Far too many columns to read on a single page's width; the id stands on both.
    sessions.print_on(header=_page_top(programme, SESSIONS), pages_wide=2)
    ids = f"='{SESSIONS}'!$A$2:$A${SESSION_ROWS + 1}"
    fields = attendance_fields(choices, ids)
    _write_columns(workbook, attendances, fields, ATTENDANCE_ROWS)
    attendances.print_on(header=_page_top(programme, ATTENDANCES), landscape=False)
    workbook.close()
    return buffer.getvalue()


def _write_lists(workbook: Workbook, sheet: Sheet, programme: Programme) -> Choices:
    """Write what the drop-downs offer, and say in which cells each list stands."""
    places: dict[str, str] = {}
    for column, (name, words) in enumerate(lists(programme).items()):
        # Not the column's own word: then the sheet would be taken for one to be read.
        title = f"Val: {name}"
        sheet.write(0, column, title, workbook.head)
        for row, word in enumerate(words, 1):
            sheet.write(row, column, word)
        sheet.width(column, max([width(title, bold=True), *map(width, words)]) + 2)
        if words:
            letter = chr(ord("A") + column)
            places[name] = f"={LISTS}!${letter}$2:${letter}${len(words) + 1}"
    sheet.freeze(1)
    sheet.hide()
    return places


def _write_columns(workbook: Workbook, sheet: Sheet, fields: list[Field], rows: int) -> None:
    for column, field in enumerate(fields):
        sheet.width(column, field.width, workbook.cell(field.number_format))
        sheet.validate((1, column, rows, column), field.validation())
    sheet.write_texts(0, [field.title for field in fields], workbook.head)
    sheet.freeze(1, 1)
    sheet.print_again(0, columns=1)
    sheet.print_lines()


def _page_top(programme: Programme, name: str) -> str:
    return f"{name} – {programme.name}"
