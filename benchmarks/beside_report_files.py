"""The whole report in its files beside the same tables written with the plain libraries.

    python3 start.py bench

The report is that of the made-up year, 16 279 attendances. "Plain" is what one writes first: the
tables of the report, cell by cell, with python-docx, xlsxwriter, typst, string joining and json;
no charts, styles, contents, formulas or alternative texts. In turn and compared pair by pair:
this machine's seconds mean nothing elsewhere, their ratio does.
"""

import json
import statistics
import time
from collections.abc import Callable
from io import BytesIO

import docx
import typst
import xlsxwriter

from exports.report.content.build import build, shown_figures
from exports.report.excel.writer import as_xlsx
from exports.report.json_file import as_json
from exports.report.markdown import as_markdown
from exports.report.model import Report, Status
from exports.report.pdf.writer import as_pdf
from exports.report.protecting import hidden_figures
from exports.report.source import gather
from exports.report.word.writer import as_docx
from exports.report.wording import cell_text
from halsoverkstad.demo.opening import made_up_store
from halsoverkstad.domain.period import Period

RUNS = 9
YEAR = "2024"

Rows = list[list[str]]


def main() -> None:
    store = made_up_store()
    try:
        begin = time.perf_counter()
        source = gather(store, Period.parse(YEAR))
        counted = time.perf_counter() - begin
        hidden = hidden_figures(source.counted, shown_figures(source, Status.DRAFT))
        protected = time.perf_counter() - begin - counted
        report = build(source, Status.DRAFT, hidden)
    finally:
        store.close()
    tables = {
        table.name: [
            [column.heading for column in table.columns],
            *([cell_text(cell) for cell in row.cells] for row in table.rows),
        ]
        for table in report.tables()
    }
    cells = sum(len(row) for rows in tables.values() for row in rows)
    print(
        f"{len(tables)} tables, {cells} cells; counted once in {counted:.2f} s, what few stand "
        f"behind hidden in {protected:.2f} s"
    )
    ours, theirs = [0.0] * RUNS, [0.0] * RUNS
    for name, (own, plain) in FORMATS.items():
        one, other = _in_turn(lambda own=own: own(report), lambda plain=plain: plain(tables))
        _tell(name, one, other)
        ours = [sum(pair) for pair in zip(ours, one, strict=True)]
        theirs = [sum(pair) for pair in zip(theirs, other, strict=True)]
    _tell("all five", ours, theirs)


def _in_turn(
    own: Callable[[], object], plain: Callable[[], object]
) -> tuple[list[float], list[float]]:
    pairs = [(_seconds(own), _seconds(plain)) for _ in range(RUNS + 1)][1:]
    return [one for one, _ in pairs], [other for _, other in pairs]


def _seconds(write: Callable[[], object]) -> float:
    begin = time.perf_counter()
    write()
    return time.perf_counter() - begin


def _tell(name: str, ours: list[float], theirs: list[float]) -> None:
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    print(
        f"{name:9} ours {statistics.median(ours):.3f} s  plain {statistics.median(theirs):.3f} s  "
        f"ratio median {statistics.median(ratios):.2f} "
        f"(min {min(ratios):.2f}, max {max(ratios):.2f})"
    )


def _plain_docx(tables: dict[str, Rows]) -> bytes:
    document = docx.Document()
    for name, rows in tables.items():
        document.add_heading(name, 1)
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _plain_xlsx(tables: dict[str, Rows]) -> bytes:
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name, rows in tables.items():
        sheet = workbook.add_worksheet(name)
        for row, texts in enumerate(rows):
            sheet.write_row(row, 0, texts)
    workbook.close()
    return buffer.getvalue()


def _plain_pdf(tables: dict[str, Rows]) -> bytes:
    look = b"""#for (name, rows) in json(bytes(sys.inputs.tables)) {
      heading(name)
      table(columns: rows.at(0).len(), ..rows.flatten())
    }"""
    return typst.compile(look, format="pdf", sys_inputs={"tables": json.dumps(tables)})


def _plain_markdown(tables: dict[str, Rows]) -> bytes:
    return "\n\n".join(
        "\n".join("| " + " | ".join(row) + " |" for row in rows) for rows in tables.values()
    ).encode()


def _plain_json(tables: dict[str, Rows]) -> bytes:
    return json.dumps(tables, ensure_ascii=False, indent=1).encode()


FORMATS: dict[str, tuple[Callable[[Report], bytes], Callable[[dict[str, Rows]], bytes]]] = {
    ".docx": (as_docx, _plain_docx),
    ".xlsx": (as_xlsx, _plain_xlsx),
    ".pdf": (as_pdf, _plain_pdf),
    ".md": (as_markdown, _plain_markdown),
    ".json": (as_json, _plain_json),
}

if __name__ == "__main__":
    main()
