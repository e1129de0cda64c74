"""The workbook: numbers that are numbers, sums that are live, definitions that can be looked up."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from exports.report.cleaning import clean
from exports.report.excel.plan import pieces
from exports.report.excel.writer import as_xlsx
from exports.report.model import (
    Box,
    Bullets,
    Cell,
    Chart,
    Count,
    Definition,
    Definitions,
    Formula,
    Hidden,
    Mark,
    Money,
    Paragraph,
    Place,
    Report,
    Row,
    Section,
    Series,
    Share,
    Text,
)
from exports.report.wording import cell_text
from exports.workbooks import Workbook
from tests.exports.report import sample
from tests.exports.report.reading import parts, xlsx_tables, xml
from tests.exports.sheet_xml import MAIN, SheetXml

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MARKED = (
    '[>=1000000]"minst\xa0"#"\xa0"###"\xa0"##0"\xa0(p)";'
    '[>=1000]"minst\xa0"#"\xa0"##0"\xa0(p)";"minst\xa0"#,##0"\xa0(p)"'
)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
SAMPLE = sample.report()
WRITTEN = as_xlsx(SAMPLE)


def sheet(data: bytes, name: str) -> list[list[Any]]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def formulas(data: bytes, name: str) -> dict[str, str]:
    """The formulas of a sheet by their cells."""
    return {
        cell.attrib["r"]: cell.findtext(f"{MAIN}f", "")
        for cell in SheetXml(data, name).root.iter(f"{MAIN}c")
        if cell.find(f"{MAIN}f") is not None
    }


def at(rows: list[list[Any]], reference: str) -> Any:
    letters, digits = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", reference).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return rows[int(digits) - 1][column - 1]


def computed(data: bytes, name: str, formula: str) -> float:
    """What a formula comes to, computed from the cells that it names."""
    rows = sheet(data, name)
    total = 0.0
    for sign, what in re.findall(r"([+-]?)(SUM\([^)]*\)|(?:\w+!)?\$?[A-Z]+\$?\d+)", formula):
        if what.startswith("SUM"):
            first, last = what[4:-1].split(":")
            column = first.rstrip("0123456789")
            cells = range(int(first[len(column) :]), int(last[len(column) :]) + 1)
            amount = sum(at(rows, f"{column}{row}") for row in cells)
        elif "!" in what:
            other, cell = what.split("!")
            amount = at(sheet(data, other), cell)
        else:
            amount = at(rows, what)
        total += -amount if sign == "-" else amount
    return total


def test_has_its_five_sheets() -> None:
    names = CalamineWorkbook.from_filelike(BytesIO(WRITTEN)).sheet_names
    assert names == ["Läs mig", "Nyckeltal", "Ekonomi", "Data", "Definitioner"]


def test_the_same_report_is_the_same_bytes() -> None:
    assert as_xlsx(sample.report()) == WRITTEN


def test_sums_and_differences_of_the_economy_are_live() -> None:
    found = formulas(WRITTEN, "Ekonomi")
    rows = sheet(WRITTEN, "Ekonomi")
    with_formula = [
        cell.value
        for table in SAMPLE.tables()
        for row in table.rows
        for cell in row.cells
        if isinstance(cell.value, Money) and cell.value.formula
    ]
    assert len(found) == len(with_formula) == 9
    for place, formula in found.items():
        assert computed(WRITTEN, "Ekonomi", formula) == at(rows, place)
    assert sorted(at(rows, place) for place in found) == sorted(
        value.kronor for value in with_formula
    )
    assert "SUM(B5:B8)" in found.values() or any("SUM(" in each for each in found.values())


def test_a_formula_reads_amounts_of_a_table_further_down() -> None:
    early = sample.table(
        "E1",
        (Row((Cell(Text("Kvar")), Cell(Money(70, Formula(("E2.in",), ("E2.ut",))), "E1.kvar"))),),
        "Vad",
        "Kronor",
        place=Place.ECONOMY,
    )
    late = sample.table(
        "E2",
        (
            Row((Cell(Text("In")), Cell(Money(100), "E2.in"))),
            Row((Cell(Text("Ut")), Cell(Money(30), "E2.ut"))),
        ),
        "Vad",
        "Kronor",
        place=Place.ECONOMY,
    )
    data = as_xlsx(sample.only(early, late))
    ((_, formula),) = formulas(data, "Ekonomi").items()
    assert computed(data, "Ekonomi", formula) == 70
    # From another sheet too.
    split = as_xlsx(sample.only(replace(early, place=Place.FIGURES), late))
    ((_, formula),) = formulas(split, "Nyckeltal").items()
    assert "Ekonomi!" in formula
    assert computed(split, "Nyckeltal", formula) == 70


def test_a_sum_of_what_is_not_shown_stands_as_a_number() -> None:
    rows = (
        Row((Cell(Text("Dold")), Cell(Hidden(), "E1.dold"))),
        Row((Cell(Text("Summa")), Cell(Money(500, Formula(("E1.dold",))), "E1.summa"))),
    )
    data = as_xlsx(sample.only(sample.table("E1", rows, "Vad", "Kronor", place=Place.ECONOMY)))
    assert formulas(data, "Ekonomi") == {}
    assert xlsx_tables(data)["E1"][2] == ["Summa", 500]


def test_every_figure_has_a_row_in_data() -> None:
    head, *rows = sheet(WRITTEN, "Data")
    assert head == ["Namn", "Tabell", "Rad", "Kolumn", "Värde", "Enhet", "Märkning", "Mått"]
    figures = [
        (cell.name, table.name, cell_text(row.cells[0]), column.heading)
        for table in SAMPLE.tables()
        for row in table.rows
        for cell, column in list(zip(row.cells, table.columns, strict=True))[1:]
    ]
    assert [tuple(row[:4]) for row in rows] == figures
    by_name = {row[0]: row[4:] for row in rows if row[0]}
    assert by_name["T1.unika.alla"] == [1553, "antal", "minst", "Unika deltagare"]
    assert by_name["T1.unika.0.2023"][2] == "publicerad, uppskattad"
    assert by_name["T2.unika.3"][:2] == ["..", "dold"]
    assert by_name["T1.andel.alla"][:2] == [1, "andel (1 = alla)"]
    filtered = SheetXml(WRITTEN, "Data").root.find(f"{MAIN}autoFilter")
    assert filtered is not None
    assert filtered.attrib["ref"] == f"A1:H{len(figures) + 1}"


def test_amounts_in_data_follow_those_in_ekonomi() -> None:
    found = formulas(WRITTEN, "Data")
    rows = sheet(WRITTEN, "Data")
    money = [cell for cell in SAMPLE.cells().values() if isinstance(cell.value, Money)]
    assert len(found) == len(money)
    for place, formula in found.items():
        assert formula.startswith("Ekonomi!")
        assert computed(WRITTEN, "Data", formula) == at(rows, place)


def test_a_definition_can_be_looked_up() -> None:
    rows = sheet(WRITTEN, "Definitioner")
    listed = [row[:3] for row in rows[5:]]
    assert listed == [[each.term, each.meaning, each.basis] for each in SAMPLE.definitions()]
    assert rows[1] == listed[0]
    choice = next(SheetXml(WRITTEN, "Definitioner").root.iter(f"{MAIN}dataValidation"))
    assert choice.attrib["sqref"] == "A2"
    assert choice.findtext(f"{MAIN}formula1") == f"$A$6:$A${5 + len(listed)}"
    found = formulas(WRITTEN, "Definitioner")
    ends = f"MATCH($A$2,$A$6:$A${5 + len(listed)},0)"
    assert found == {
        f"{letter}2": f'IFERROR(INDEX(${letter}$6:${letter}${5 + len(listed)},{ends}),"")'
        for letter in "BC"
    }


def number_formats(data: bytes, name: str) -> dict[str, str]:
    """The format of each cell's number."""
    styles = xml(parts(data)["xl/styles.xml"])
    own = {
        each.attrib["numFmtId"]: each.attrib["formatCode"] for each in styles.iter(f"{MAIN}numFmt")
    }
    crosses = styles.find(f"{MAIN}cellXfs")
    assert crosses is not None
    ids = [each.attrib["numFmtId"] for each in crosses]
    return {
        cell.attrib["r"]: own.get(ids[int(cell.attrib.get("s", 0))], "")
        for cell in SheetXml(data, name).root.iter(f"{MAIN}c")
    }


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        (Cell(Count(1463)), '[>=1000000]#"\xa0"###"\xa0"##0;[>=1000]#"\xa0"##0;#,##0'),
        (
            Cell(Count(313), "", (Mark.MINIMUM, Mark.PUBLISHED)),
            MARKED,
        ),
        (Cell(Money(-73_375)), '#,##0;"−"#,##0'),
        (Cell(Share(sample.Fraction(426, 1000))), '0.0"\xa0"%;"−"0.0"\xa0"%'),
    ],
)
def test_a_number_stays_a_number_however_it_is_shown(cell: Cell, form: str) -> None:
    data = as_xlsx(sample.only(sample.table("T1", (Row((Cell(Text("x")), cell)),), "Vad", "Antal")))
    rows = sheet(data, "Nyckeltal")
    place = next(
        reference for reference, found in number_formats(data, "Nyckeltal").items() if found == form
    )
    assert isinstance(at(rows, place), float)
    assert at(rows, place) == xlsx_tables(data)["T1"][1][1]


def test_charts_draw_the_figures_beside_them() -> None:
    found = parts(WRITTEN)
    rows = sheet(WRITTEN, "Nyckeltal")
    for number, chart in enumerate(SAMPLE.charts(), 1):
        drawing = xml(found[f"xl/charts/chart{number}.xml"])
        drawn = [each.findtext(f"{C}val//{C}f", "") for each in drawing.iter(f"{C}ser")]
        assert len(drawn) == len(chart.series)
        for area, series in zip(drawn, chart.series, strict=True):
            assert area.startswith("Nyckeltal!")
            first, last = area.split("!")[1].split(":")
            letters, start = re.fullmatch(r"\$([A-Z]+)\$(\d+)", first).groups()  # type: ignore[union-attr]
            end = int(last.rsplit("$", 1)[1])
            cells = [at(rows, f"{letters}{row}") for row in range(int(start), end + 1)]
            meant = [getattr(v, "number", getattr(v, "part", "")) for v in series.values]
            assert cells == [each if each == "" else pytest.approx(float(each)) for each in meant]
    described = [
        each.attrib["descr"]
        for name, content in found.items()
        if name.startswith("xl/drawings/drawing")
        for each in xml(content).iter()
        if each.tag.endswith("}cNvPr")
    ]
    assert described == [each.alt for each in SAMPLE.charts()]


def test_nothing_written_is_under_a_chart() -> None:
    """A chart floats over cells: those under it have to be empty."""
    rows = sheet(WRITTEN, "Nyckeltal")
    for name, content in parts(WRITTEN).items():
        if not name.startswith("xl/drawings/drawing"):
            continue
        for anchor in xml(content):
            numbers = [
                int(each.text or "")
                for each in anchor.iter()
                if each.tag.endswith(("}col", "}row"))
            ]
            left, top, right, bottom = numbers
            for row in rows[top : bottom + 1]:
                assert [each for each in row[left : right + 1] if each != ""] == []


@pytest.mark.parametrize("name", ["Läs mig", "Nyckeltal", "Ekonomi", "Data", "Definitioner"])
def test_every_page_that_is_printed_says_what_it_is(name: str) -> None:
    printed = SheetXml(WRITTEN, name).printed()
    assert printed["paperSize"] == "9"
    assert "UTKAST · Påhittade uppgifter" in printed["top"]


@pytest.mark.parametrize(
    ("parts", "begin"),
    [
        ([(0, 10), (10, 20), (20, 30), (30, 40), (40, 50)], [30]),
        ([(0, 10), (10, 70), (70, 75), (75, 90)], []),  # too long for any page
        ([(0, 20), (20, 40), (40, 60)], [20, 40]),
        ([], []),
    ],
)
def test_what_has_room_on_a_page_is_not_broken_over_two(
    parts: list[tuple[int, int]], begin: list[int]
) -> None:
    """31 rows of the usual height have room on a page that lies down."""
    buffer = BytesIO()
    workbook = Workbook(buffer, "Prov")
    workbook.sheet("Prov").print_whole(parts, 5)
    workbook.close()
    assert SheetXml(buffer.getvalue(), "Prov").breaks() == begin


@pytest.mark.parametrize("name", [each.value for each in Place])
def test_pages_that_are_broken_by_hand_are_not_fitted(name: str) -> None:
    """Excel would leave the breaks out."""
    assert SheetXml(WRITTEN, name).printed()["fitToWidth"] == "0"


def test_what_is_said_of_the_figures_stands_with_them_and_nothing_that_was_typed() -> None:
    """Section 9: how certain they are, what has been corrected, the kontrollsumma."""
    certain = Section("9.1", "Hur säkra siffrorna är", (Bullets(("Mellan 5 och 7", "Öppna: 2")),))
    checksum = Section("9.2", "Underlagets kontrollsumma", (Paragraph("sha256:ab"),))
    typed = Section("2", "Målbilder", (Paragraph("Fler i rörelse"), Bullets(("Bättre kost",))))
    method = Section("9", "Metod och definitioner", (), (certain, checksum))
    rows = sheet(as_xlsx(sample.report(sections=(typed, method))), "Nyckeltal")
    assert [row[0] for row in rows if row[0]][1:] == [
        "9.1 Hur säkra siffrorna är",
        "• Mellan 5 och 7",
        "• Öppna: 2",
        "9.2 Underlagets kontrollsumma",
        "sha256:ab",
    ]


def test_the_guide_says_what_the_signs_mean() -> None:
    said = [str(cell) for row in sheet(WRITTEN, "Läs mig") for cell in row]
    assert "UTKAST" in said
    assert "Påhittade uppgifter" in said
    assert SAMPLE.checksum in said
    assert "(u) uppskattad: räknad utan namn eller bedömd." in said


def _everywhere(text: str) -> Report:
    chart = Chart("D1", text, (text,), (Series(text, (Count(7),)),), text, table=text)
    rows = (Row((Cell(Text(text)), Cell(Count(5), text))),)
    return sample.only(
        Box(text, (text,)),
        sample.table("T1", rows, text or "x", text or "y", notes=(text,), source=text, term=text),
        chart,
        Definitions((Definition(text, text, text),)),
        title=text,
        subtitle=(text,),
        programme=text,
        receiver=text,
        period=text,
    )


@given(ANY_TEXT)
@settings(max_examples=40, deadline=None)
def test_any_text_makes_a_file_that_is_read_back(text: str) -> None:
    data = as_xlsx(_everywhere(text))
    seen = clean(text).replace("\u00ad", "")
    (line,) = sheet(data, "Data")[1:]
    assert line[2] == seen
    assert line[4] == 5
    assert sheet(data, "Definitioner")[5][1] == seen
    for name in ("Läs mig", "Nyckeltal", "Ekonomi", "Data"):
        assert not formulas(data, name)


def test_a_hundred_thousand_letters_are_all_there() -> None:
    text = "åäö <&> " * 12_500
    data = as_xlsx(sample.only(Box("Ruta", (text,)), sample.group_chart()))
    said = [row[0] for row in sheet(data, "Nyckeltal")]
    assert "".join(each for each in said if str(each).startswith(("åäö", "<&>"))) == text
    heights = SheetXml(data, "Nyckeltal").heights()
    assert max(heights.values()) < 409


@given(st.text(max_size=3000), st.floats(5, 100))
@settings(max_examples=60, deadline=None)
def test_pieces_of_a_text_are_the_whole_text(text: str, width: float) -> None:
    assert "".join(pieces(text, width)) == text


def test_a_report_without_tables_has_its_sheets_too() -> None:
    data = as_xlsx(sample.report(sections=()))
    assert sheet(data, "Nyckeltal")[2][0] == "Inga uppgifter för perioden."
    assert sheet(data, "Definitioner")[0][0] == "Rapporten förklarar inga mått."
    assert len(sheet(data, "Data")) == 1
