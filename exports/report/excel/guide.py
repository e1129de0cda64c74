"""The sheet that is read first: what the workbook is of, and what its signs mean."""

from collections.abc import Iterator

from exports.report.excel.plan import pieces
from exports.report.model import Place, Report
from exports.report.wording import SIGN_NOTES, banners, particulars
from exports.statistics_words import HIDDEN_NOTE
from exports.workbooks import Sheet, Workbook

_WIDTHS = (18, 62)
_SHEETS = (
    (Place.FIGURES.value, "Rapportens tabeller och diagram, avsnitt för avsnitt."),
    (Place.ECONOMY.value, "Budget, utfall och överskott. Summor och differenser räknas av Excel."),
    ("Data", "Varje siffra på en egen rad, att filtrera och räkna vidare på."),
    ("Definitioner", "Vad varje mått betyder. Välj ett mått för att slå upp det."),
)
_ABOUT = "Det som skrivits till rapporten finns i den som Word-dokument eller PDF."
_SHARES = "Andelar är tal mellan 0 och 1 som visas i procent."


def write_guide(workbook: Workbook, sheet: Sheet, report: Report) -> None:
    """Write the sheet."""
    for column, width in enumerate(_WIDTHS):
        sheet.width(column, width)
    row = 0
    for text in (*banners(report), report.title, *report.subtitle):
        for piece in pieces(text, sum(_WIDTHS) / 2):
            sheet.across(row, 1, piece, workbook.title)
            row += 1
    row += 1
    for what, text in particulars(report):
        for index, piece in enumerate(pieces(text, _WIDTHS[1])):
            texts = [what if index == 0 else "", piece]
            sheet.write_texts(row, texts, workbook.wrapped)
            row += 1
    row += 1
    for name, about in _SHEETS:
        sheet.write_texts(row, [name, about], workbook.wrapped)
        sheet.link(row, 0, name, name, workbook.link)
        row += 1
    row += 1
    for text in _notes():
        sheet.across(row, 1, text, workbook.wrapped)
        row += 1
    sheet.print_on(header=" · ".join((*banners(report), report.title)), landscape=False)


def _notes() -> Iterator[str]:
    yield _ABOUT
    yield _SHARES
    yield HIDDEN_NOTE
    yield from SIGN_NOTES.values()
