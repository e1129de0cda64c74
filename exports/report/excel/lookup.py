"""The sheet Definitioner: choose a measure and read what it means, or read them all."""

from exports.report.excel.plan import pieces
from exports.report.model import Report
from exports.report.wording import banners
from exports.workbooks import Sheet, Workbook

_WIDTHS = (34, 76, 26)
_HEAD = ("Mått", "Betydelse", "Vilar på")
_CHOICE, _CHOSEN, _LIST = 0, 1, 4
"""The rows of the question, of the answer, of the head of the list."""
_LINES_OF_ANSWER = 3
_QUESTION = "Slå upp ett mått: välj i den gröna rutan nedanför."
_NONE = "Rapporten förklarar inga mått."


def write(workbook: Workbook, sheet: Sheet, report: Report) -> None:
    """Write the sheet."""
    for column, width in enumerate(_WIDTHS):
        sheet.width(column, width)
    sheet.print_on(header=" · ".join((*banners(report), report.title)))
    entries = [
        (entry.term, *(pieces(text, _WIDTHS[1])[0] for text in (entry.meaning, entry.basis)))
        for entry in report.definitions()
    ]
    if not entries:
        sheet.write(0, 0, _NONE)
        return
    sheet.write_texts(_LIST, _HEAD, workbook.head)
    for row, texts in enumerate(entries, _LIST + 1):
        sheet.write_texts(row, texts, workbook.lined)
    _write_lookup(workbook, sheet, entries)
    sheet.print_again(_LIST)


def _write_lookup(workbook: Workbook, sheet: Sheet, entries: list[tuple[str, ...]]) -> None:
    """A cell to choose in, and beside it what is found."""
    first, last = _LIST + 2, _LIST + 1 + len(entries)
    sheet.write(_CHOICE, 0, _QUESTION)
    sheet.write_texts(_CHOSEN, [entries[0][0]], workbook.boxed, more_lines=_LINES_OF_ANSWER - 1)
    sheet.validate(
        (_CHOSEN, 0, _CHOSEN, 0),
        {"validate": "list", "source": f"=$A${first}:$A${last}", "ignore_blank": True},
    )
    chosen = f"MATCH($A${_CHOSEN + 1},$A${first}:$A${last},0)"
    for column, letter in ((1, "B"), (2, "C")):
        found = f'=IFERROR(INDEX(${letter}${first}:${letter}${last},{chosen}),"")'
        sheet.lookup(_CHOSEN, column, found, entries[0][column], workbook.boxed)
