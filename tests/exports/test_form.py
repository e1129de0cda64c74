"""`mall`: what the form offers, and that `importera` reads it, empty and filled in."""

import math
import re
import zipfile
from datetime import date, time
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from making import PROGRAMME, SETTINGS, Cell, csv_file, read
from python_calamine import CalamineWorkbook
from sheet_xml import SheetXml

from exports.form import form, write_form
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import Kind

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMAT = f"{MAIN}numFmt"


def xml(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - written by the form itself


def sheet(number: int, programme: Programme = PROGRAMME) -> ET.Element:
    """A sheet's XML; they are numbered as they stand: Läs mig, Tillfällen, Närvaro, Listor."""
    with zipfile.ZipFile(BytesIO(form(programme))) as archive:
        return xml(archive.read(f"xl/worksheets/sheet{number}.xml"))


def rows(name: str) -> list[list[object]]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(form(PROGRAMME)))
    return [list(row) for row in workbook.get_sheet_by_name(name).to_python()]


def validations(number: int) -> dict[str, dict[str, str]]:
    """What the drop-downs and checks of a sheet say, by the column's header."""
    found: dict[str, dict[str, str]] = {}
    for each in sheet(number).iter(f"{MAIN}dataValidation"):
        formula = each.find(f"{MAIN}formula1")
        text = "" if formula is None else formula.text or ""
        found[each.attrib["promptTitle"]] = {**each.attrib, "formula": text}
    return found


def filled(sessions: list[list[Cell]], attendances: list[list[Cell]]) -> bytes:
    """The form as Excel saves it when rows have been filled in: what was there stays."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(form(PROGRAMME))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name.endswith("sheet2.xml"):
                content = with_rows(content, sessions)
            if name.endswith("sheet3.xml"):
                content = with_rows(content, attendances)
            new.writestr(name, content)
    return buffer.getvalue()


def with_rows(content: str, cells: list[list[Cell]]) -> str:
    added = "".join(
        f'<row r="{number}">'
        + "".join(cell_xml(f"{chr(65 + column)}{number}", cell) for column, cell in enumerate(row))
        + "</row>"
        for number, row in enumerate(cells, 2)
    )
    # Excel keeps the format of cells that were touched and left empty.
    added += '<row r="900"><c r="A900" s="1"/><c r="B900" s="1"/></row>'
    return content.replace("</sheetData>", f"{added}</sheetData>")


def cell_xml(address: str, cell: Cell) -> str:
    if cell is None:
        return f'<c r="{address}" s="1"/>'
    if isinstance(cell, str):
        return f'<c r="{address}" t="inlineStr"><is><t>{cell}</t></is></c>'
    return f'<c r="{address}"><v>{cell}</v></c>'


def test_empty_it_is_read_without_a_fault_or_a_warning(tmp_path: Path) -> None:
    write_form(PROGRAMME, tmp_path / "mall.xlsx")
    intake = read(tmp_path / "mall.xlsx")

    assert (intake.sessions, intake.attendances) == ((), ())
    assert (intake.faults, intake.warnings) == ((), ())


def test_filled_in_it_is_read_as_it_was_meant(tmp_path: Path) -> None:
    sessions: list[list[Cell]] = [
        [
            *("A-001", "2025-03-14", "09:30", 90, "Kvinnors hälsa", "individuellt", "Yoga", "Här"),
            *(5, 0, None, 2, None, None, 1, "ja", "Folktandvården, Röda Korset", "Bra"),
        ],
        ["A-002", "2025-03-15"],
    ]
    people: list[list[Cell]] = [
        ["A-001", 4711, "vuxna/vårdnadshavare", "övriga Malmö", "kvinna/flicka"],
        ["A-002", "4711", "uppgift saknas"],
    ]
    intake = read(csv_file(tmp_path, filled(sessions, people), "ifylld.xlsx"))

    assert (intake.faults, intake.warnings) == ((), ())
    full, bare = intake.sessions
    assert full.fields == {
        "day": date(2025, 3, 14),
        "start": time(9, 30),
        "minutes": 90,
        "workshop": "Kvinnors hälsa",
        "kind": Kind.INDIVIDUAL,
        "activity": "Yoga",
        "place": "Här",
        "heads.barn_och_unga": 5,
        "heads.vuxna": 0,
        "heads.yrkesverksamma": 0,
        "new.barn_och_unga": 2,
        "new.vuxna": None,
        "new.yrkesverksamma": None,
        "turned_away": 1,
        "language_training": True,
        "partners": ("Folktandvården", "Röda Korset"),
        "note": "Bra",
    }
    assert bare.fields["heads.vuxna"] == 0
    assert [row.code for row in intake.attendances] == ["4711", "4711"]
    assert intake.attendances[0].fields["group"] == "vuxna"


def test_the_sheets() -> None:
    workbook = CalamineWorkbook.from_filelike(BytesIO(form(PROGRAMME)))

    assert workbook.sheet_names == ["Läs mig", "Tillfällen", "Närvaro", "Listor"]


def test_the_example_stands_in_the_guide_alone() -> None:
    assert any("A-001" in str(cell) for row in rows("Läs mig") for cell in row)
    assert (len(rows("Tillfällen")), len(rows("Närvaro"))) == (1, 1)


def test_every_column_that_is_read_is_there() -> None:
    assert rows("Tillfällen")[0] == [
        *("tillfälle", "datum", "tid", "minuter", "verkstad", "typ", "aktivitet", "plats"),
        *("barn och unga", "vuxna", "yrkesverksamma"),
        *("barn och unga nya", "vuxna nya", "yrkesverksamma nya"),
        *("fick inte plats", "språkträning", "samverkan", "anteckning"),
    ]
    assert rows("Närvaro")[0] == ["tillfälle", "deltagare", "grupp", "bostadsområde", "kön"]


@pytest.mark.parametrize("number", [2, 3])
def test_the_header_stays_in_sight(number: int) -> None:
    pane = next(sheet(number).iter(f"{MAIN}pane"))

    assert (pane.attrib["ySplit"], pane.attrib["state"]) == ("1", "frozen")


def test_lists_to_choose_from() -> None:
    offered = rows("Listor")
    checks = validations(2) | {f"n.{name}": each for name, each in validations(3).items()}

    for name in ("verkstad", "typ", "språkträning", "n.grupp", "n.bostadsområde", "n.kön"):
        check = checks[name]
        assert check["type"] == "list"
        assert check["showErrorMessage"] == "1"
        letter = re.fullmatch(r"Listor!\$([A-H])\$2:\$\1\$\d+", check["formula"])
        assert letter
        assert offered[0][ord(letter[1]) - ord("A")] == f"Val: {name.removeprefix('n.')}"
    assert [row[0] for row in offered[1:] if row[0]] == [
        *PROGRAMME.workshop_names,
        "Programgemensamt",
    ]


@pytest.mark.parametrize("name", ["aktivitet", "plats"])
def test_activity_and_place_are_suggestions(name: str) -> None:
    check = validations(2)[name]

    assert check["type"] == "list"
    assert "showErrorMessage" not in check


@pytest.mark.parametrize(
    ("name", "kind"), [("datum", "date"), ("tid", "time"), ("minuter", "whole"), ("vuxna", "whole")]
)
def test_dates_times_and_numbers_are_checked(name: str, kind: str) -> None:
    check = validations(2)[name]

    assert check["type"] == kind
    assert check["error"].startswith("Skriv ")


def test_ids_and_codes_are_text_so_that_zeros_stay() -> None:
    with zipfile.ZipFile(BytesIO(form(PROGRAMME))) as archive:
        styles = xml(archive.read("xl/styles.xml"))
    codes = {each.attrib["numFmtId"]: each.attrib["formatCode"] for each in styles.iter(FORMAT)}
    formats = [codes.get(each.attrib["numFmtId"]) for each in styles.find(f"{MAIN}cellXfs") or ()]

    for number, columns in ((2, (0,)), (3, (0, 1))):
        found = list(sheet(number).iter(f"{MAIN}col"))
        for column in columns:
            assert formats[int(found[column].attrib["style"])] == "@"  # Excel's word for text


def test_another_programme_gets_a_form_of_its_own(tmp_path: Path) -> None:
    settings = re.sub(r"\[forslag\].*?(?=\[\[)", "", SETTINGS, flags=re.DOTALL)
    settings = settings.replace('"barn_och_unga"', '"seniorer"')
    settings = re.sub(r"\[\[verkstader\]\].*?(?=# Ord)", "", settings, flags=re.DOTALL)
    write_form(Programme.parse(settings), tmp_path / "mall.xlsx")
    workbook = CalamineWorkbook.from_path(tmp_path / "mall.xlsx")

    assert "seniorer" in workbook.get_sheet_by_name("Tillfällen").to_python()[0]


def test_only_what_is_filled_in_is_shown_and_printed() -> None:
    content = form(PROGRAMME)

    assert SheetXml(content, "Listor").hidden
    assert not any(SheetXml(content, name).hidden for name in ("Läs mig", "Tillfällen", "Närvaro"))


def test_steps_are_as_high_as_their_wrapped_texts() -> None:
    guide = SheetXml(form(PROGRAMME), "Läs mig")

    for number, (text, *_) in enumerate(rows("Läs mig"), 1):
        assert guide.heights()[number] >= 15 * math.ceil(
            len(str(text)) / (guide.widths()[0] * 1.25)
        )


@pytest.mark.parametrize("name", ["Tillfällen", "Närvaro"])
def test_headers_are_wrapped_between_words(name: str) -> None:
    found = SheetXml(form(PROGRAMME), name)

    for at, title in enumerate(rows(name)[0]):
        words = str(title).split()
        assert found.widths()[at] > max(len(word) for word in words) * 0.9
        assert found.heights()[1] >= (30 if len(str(title)) > found.widths()[at] * 1.25 else 15)


@pytest.mark.parametrize(
    ("name", "orientation", "pages"),
    [("Tillfällen", "landscape", "2"), ("Närvaro", "portrait", "1")],
)
def test_the_id_and_the_header_are_printed_on_every_page(
    name: str, orientation: str, pages: str
) -> None:
    found = SheetXml(form(PROGRAMME), name)
    printed = found.printed()

    assert found.defined("Print_Titles") == "$A:$A,$1:$1"
    assert (printed["orientation"], printed["fitToWidth"]) == (orientation, pages)
    assert (printed["paperSize"], printed["fitToHeight"]) == ("9", "0")


def test_long_notes_are_wrapped_where_they_are_written() -> None:
    with zipfile.ZipFile(BytesIO(form(PROGRAMME))) as archive:
        styles = xml(archive.read("xl/styles.xml")).find(f"{MAIN}cellXfs")
    assert styles is not None
    note = list(sheet(2).iter(f"{MAIN}col"))[-1].attrib["style"]
    alignment = styles[int(note)].find(f"{MAIN}alignment")

    assert alignment is not None
    assert alignment.attrib["wrapText"] == "1"


def test_the_same_settings_give_the_same_bytes() -> None:
    assert form(PROGRAMME) == form(PROGRAMME)


def test_where_it_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="mappen finns inte"):
        write_form(PROGRAMME, tmp_path / "ingen" / "mall.xlsx")
