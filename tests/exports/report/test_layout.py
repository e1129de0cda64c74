"""How tables fit paper: nothing is wider than its page, no figure is broken."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from exports.report.excel.writer import as_xlsx
from exports.report.hyphens import hyphenated
from exports.report.layout import breakable, cell_room, laid_out
from exports.report.model import Cell, Column, Count, Kind, Role, Row, Table, Text
from exports.text_size import width
from tests.exports.report import sample

STANDING, LYING = 459.0, 706.0
WORDS = st.text("abc ÅÄÖ-\n", min_size=1, max_size=120)


@st.composite
def any_table(draw: st.DrawFn) -> Table:
    kinds = draw(st.lists(st.sampled_from(Kind), min_size=1, max_size=14))
    columns = tuple(Column(draw(WORDS), kind) for kind in kinds)
    rows = draw(
        st.lists(
            st.tuples(
                *(
                    WORDS.map(lambda text: Cell(Text(text)))
                    if kind is Kind.TEXT
                    else st.integers(0, 10**7).map(lambda number: Cell(Count(number)))
                    for kind in kinds
                )
            ),
            max_size=4,
        )
    )
    return Table("T1", "Tabell", columns, tuple(Row(each) for each in rows))


@given(any_table())
def test_no_table_is_wider_than_its_page(table: Table) -> None:
    layout = laid_out(table, STANDING, LYING)
    assert len(layout.widths) == len(table.columns)
    assert all(each > 0 for each in layout.widths)
    assert sum(layout.widths) <= (LYING if layout.lying else STANDING) + 0.001
    assert 7 <= layout.size <= 10


@given(any_table())
def test_a_table_lies_down_only_if_it_has_to(table: Table) -> None:
    layout = laid_out(table, STANDING, LYING)
    roomy = laid_out(table, LYING, LYING)
    if layout.lying:
        # Even the smallest usual letters were too wide for a standing page.
        assert sum(roomy.widths) > STANDING or roomy.lying


@pytest.mark.parametrize(
    ("rows", "figures", "lying"), [(60, 8, True), (3, 4, False), (1, 1, False)]
)
def test_the_programmes_own_tables(rows: int, figures: int, lying: bool) -> None:
    table = sample.wide(rows, figures)
    layout = laid_out(table, STANDING, LYING)
    assert layout.lying is lying
    assert layout.size >= 8.5
    for column in range(1, figures + 1):
        figure = max((str(row.cells[column].value.number) for row in table.rows), key=len)  # type: ignore[union-attr]
        assert cell_room(layout, column) >= width(figure) * layout.size * 0.5


@pytest.mark.parametrize("heading", ["a\nb\nc\nd\ne", "", " ", "å" * 5000, "å ä " * 5000])
def test_headings_of_any_form_have_their_room(heading: str) -> None:
    table = sample.table("T1", (sample.row("x", Count(1)),), heading, heading)
    layout = laid_out(table, STANDING, LYING)
    assert sum(layout.widths) <= LYING
    workbook = CalamineWorkbook.from_filelike(BytesIO(as_xlsx(sample.only(table))))
    (figure,) = workbook.get_sheet_by_name("Data").to_python()[1:]
    assert (figure[2], figure[4]) == ("x", 1)


def test_what_is_bold_is_given_more_room() -> None:
    def room(role: Role) -> float:
        rows = (sample.row("x", *[Count(1_000_000)] * 9, role=role),)
        layout = laid_out(sample.table("T1", rows, *["x"] * 10), STANDING, STANDING)
        return cell_room(layout, 9) / layout.size

    assert room(Role.TOTAL) > room(Role.PLAIN)


def test_a_table_with_text_is_as_wide_as_the_text_around_it() -> None:
    for table in sample.report().tables():
        layout = laid_out(table, STANDING, LYING)
        assert sum(layout.widths) == pytest.approx(LYING if layout.lying else STANDING)


@given(st.text(max_size=200), st.floats(30, 500), st.floats(7, 26))
def test_breaking_words_changes_no_letter(text: str, room: float, size: float) -> None:
    text = text.replace("\u200b", "")
    assert breakable(text, room, size).replace("\u200b", "") == text


@given(st.text("abcdefghij", min_size=200, max_size=300), st.floats(30, 500))
def test_pieces_of_long_words_have_room(word: str, room: float) -> None:
    for piece in breakable(word, room, 10).split("\u200b"):
        assert width(piece) * 10 * 0.5 <= room


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("Deltagartillfällen", "Deltagar-tillfällen"),
        ("Unika deltagare", "Unika deltagare"),
        ("REGISTRERINGSGRAD", "REGISTRERINGS-GRAD"),
        ("Registrerade deltagartillfällen", "Registre-rade deltagar-tillfällen"),
    ],
)
def test_long_words_are_broken_where_swedish_breaks_them(word: str, broken: str) -> None:
    assert hyphenated(word).replace("\u00ad", "-") == broken
