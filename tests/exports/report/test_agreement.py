"""One report in five formats: every figure is the same in all of them, read back by others."""

import re
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from exports.report.excel.writer import as_xlsx
from exports.report.json_file import as_json
from exports.report.markdown import as_markdown
from exports.report.model import (
    Cell,
    Change,
    Count,
    Day,
    Hidden,
    Mark,
    Mean,
    Missing,
    Money,
    Report,
    Row,
    Share,
    Text,
    Value,
)
from exports.report.word.writer import as_docx
from exports.report.wording import cell_text
from tests.exports.report import sample
from tests.exports.report.reading import docx_tables, json_tables, markdown_tables, xlsx_tables

pytest.importorskip("typst", reason="tillägget halsoverkstad[pdf] är inte installerat")

from exports.report.pdf.writer import as_pdf
from tests.exports.report.reading_pdf import tables as pdf_tables

NO_SHRINKING = [phase for phase in Phase if phase is not Phase.shrink]
"""Each example is five files: to make the smallest one that fails would take minutes."""
NUMBERS = (Count, Change, Share, Mean, Money)
MARKS = st.lists(st.sampled_from(Mark), unique=True).map(tuple)
AMOUNTS = st.integers(-3_000_000, 30_000_000)
FRACTIONS = st.fractions(-3, 3, max_denominator=2000)
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.integers(0, 30_000_000).map(Count),
    AMOUNTS.map(Change),
    FRACTIONS.map(Share),
    FRACTIONS.map(lambda part: Share(part, signed=True)),
    st.fractions(0, 9999, max_denominator=997).map(Mean),
    AMOUNTS.map(Money),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(Day),
    st.just(Hidden()),
    st.sampled_from(["uppgift saknas", "tidsseriebrott", "–"]).map(Missing),
)


def check(report: Report) -> None:
    """Compare the five formats, and what they say with what is meant."""
    paper = {
        "docx": docx_tables(as_docx(report)),
        "md": markdown_tables(as_markdown(report)),
        "json": json_tables(as_json(report)),
        "pdf": pdf_tables(as_pdf(report)),
    }
    computed = xlsx_tables(as_xlsx(report))
    for table in report.tables():
        if not table.rows:
            continue
        texts = paper["json"][table.name]
        for form, tables in paper.items():
            assert tables[table.name] == texts, form
        assert [row[0] for row in texts] == [
            table.columns[0].heading,
            *(row.cells[0].value.text for row in table.rows),  # type: ignore[union-attr]
        ]
        for row, said, numbers in zip(table.rows, texts[1:], computed[table.name][1:], strict=True):
            for cell, text, number in zip(row.cells, said, numbers, strict=True):
                assert means(text) == rounded(cell), (cell, text)
                assert_computable(cell, number)


def means(text: str) -> Any:
    """What a reader of Swedish takes a text for: a number, or its words."""
    text = re.sub(r"\u00a0\([a-z,\u00a0]+\)$", "", text.removeprefix("minst\u00a0"))
    match = re.fullmatch(r"([+−]?)(\d{1,3}(?:\u00a0\d{3})*(?:,\d)?)(\u00a0%)?", text)
    if match is None:
        return text
    sign, digits, percent = match.groups()
    number = Fraction(digits.replace("\u00a0", "").replace(",", "."))
    return (-number if sign == "−" else number) / (100 if percent else 1)


def rounded(cell: Cell) -> Any:
    """What a cell should be taken for."""
    match cell.value:
        case Count(number) | Change(number) | Money(number):
            return Fraction(number)
        case Share(part):
            return halves_away(part * 1000) / 1000
        case Mean(number):
            return halves_away(number * 10) / 10
        case Text(text) | Missing(text):
            return means(text)
        case Day(day):
            return day.isoformat()
        case Hidden():
            return ".."


def halves_away(number: Fraction) -> Fraction:
    """Rounded to a whole number, as on paper."""
    whole = int(abs(number) + Fraction(1, 2))
    return Fraction(whole if number >= 0 else -whole)


def assert_computable(cell: Cell, found: Any) -> None:
    """The value in Excel is the number itself, not what is shown of it."""
    value = cell.value
    if isinstance(value, NUMBERS):
        exact = value.part if isinstance(value, Share) else getattr(value, "number", None)
        exact = value.kronor if isinstance(value, Money) else exact
        assert isinstance(found, int | float)
        assert float(found) == pytest.approx(float(exact or 0), rel=1e-14)
    elif isinstance(value, Day):
        assert found == value.date
    else:
        # A word stands as it is read, with the signs that follow it.
        assert found == cell_text(cell)


def test_the_whole_report_agrees() -> None:
    check(sample.report())


@given(st.lists(st.tuples(VALUES, MARKS, VALUES), min_size=1, max_size=12))
@settings(max_examples=15, deadline=None, phases=NO_SHRINKING)
def test_any_figures_agree(cells: list[tuple[Value, tuple[Mark, ...], Value]]) -> None:
    rows = tuple(
        Row((Cell(Text(f"rad {index}")), Cell(one, f"T1.{index}", marks), Cell(other)))
        for index, (one, marks, other) in enumerate(cells)
    )
    check(sample.only(sample.table("T1", rows, "Rad", "Ena", "Andra")))


@given(
    st.lists(
        st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "S", "Zs"]), max_size=40)
        .map(lambda text: " ".join(text.split()))
        .filter(bool),
        min_size=1,
        max_size=4,
        unique=True,
    )
)
@settings(max_examples=15, deadline=None, phases=NO_SHRINKING)
def test_names_with_any_signs_agree(names: list[str]) -> None:
    rows = tuple(
        sample.row(name.replace("\xad", ""), Count(index)) for index, name in enumerate(names)
    )
    rows = tuple(row for row in rows if row.cells[0].value.text)  # type: ignore[union-attr]
    check(sample.only(sample.table("T1", rows, "Namn", "Antal")))


@pytest.mark.parametrize(
    "name", ['<b>&"', "=SUMMA(A1)", "+1", "@x", "| a | b |", "# a", "1. a", "_a_*b*`c`"]
)
def test_names_that_mean_something_to_a_program_are_only_names(name: str) -> None:
    check(sample.only(sample.table("T1", (sample.row(name, Count(1463)),), "Namn", "Antal")))


@pytest.mark.parametrize(("rows", "figures"), [(1, 1), (60, 8), (3, 14)])
def test_tables_of_any_size_agree(rows: int, figures: int) -> None:
    check(sample.only(sample.wide(rows, figures)))
