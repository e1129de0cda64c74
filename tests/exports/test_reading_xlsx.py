"""Excel files: cells that are dates, times and numbers, and which sheets are read."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from making import Cell, Sheets, csv_file, only_fault, read, repacked, workbook, xlsx_file

SHEET = "xl/worksheets/sheet1.xml"


def session(folder: Path, column: str, cell: Cell) -> object:
    intake = read(xlsx_file(folder, {"A": [["tillfälle", column], ["A1", cell]]}))
    assert intake.faults == (), intake.faults
    (value,) = intake.sessions[0].fields.values()
    return value


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("datum", date(2024, 2, 29), date(2024, 2, 29)),
        ("datum", datetime(2024, 2, 29), date(2024, 2, 29)),  # noqa: DTZ001 - Excel knows no zones
        ("datum", "2024-02-29", date(2024, 2, 29)),
        ("tid", time(9, 30), time(9, 30)),
        ("tid", time(0, 0), time(0, 0)),
        ("tid", time(23, 59), time(23, 59)),
        ("tid", "09:30", time(9, 30)),
        ("minuter", 90, 90),
        ("minuter", "90", 90),
        ("minuter", None, None),
        ("vuxna", 0, 0),
        ("språkträning", True, True),
        ("språkträning", 1, True),
        ("språkträning", False, False),
        ("plats", 46, "46"),
        ("plats", date(2024, 2, 29), "2024-02-29"),
        ("plats", 12.5, "12,5"),
        ("plats", "=1+1", "=1+1"),
        ("plats", "Å, ä; ö", "Å, ä; ö"),
        ("anteckning", "två\nrader", "två\nrader"),
    ],
)
def test_what_is_taken(tmp_path: Path, column: str, cell: Cell, value: object) -> None:
    assert session(tmp_path, column, cell) == value


def test_every_minute_of_the_day_as_a_time(tmp_path: Path) -> None:
    """Excel keeps parts of a day, which are never exact."""
    every = [time(minute // 60, minute % 60) for minute in range(24 * 60)]
    rows: list[list[Cell]] = [["tillfälle", "tid"]]
    rows += [[f"A{index}", each] for index, each in enumerate(every)]
    intake = read(xlsx_file(tmp_path, {"A": rows}))

    assert intake.faults == ()
    assert [row.fields["start"] for row in intake.sessions] == every


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("datum", 45321, "45321"),
        ("datum", datetime(2024, 2, 29, 9, 30), "2024-02-29 09:30"),  # noqa: DTZ001
        ("tid", 0.5, "0,5"),
        ("minuter", 12.5, "12,5"),
        ("minuter", -4, "-4"),
        ("minuter", time(1, 30), "01:30"),
        ("vuxna", True, "SANT"),
    ],
)
def test_what_is_refused(tmp_path: Path, column: str, cell: Cell, value: str) -> None:
    fault = only_fault(read(xlsx_file(tmp_path, {"Blad 1": [["tillfälle", column], ["A1", cell]]})))

    assert (fault.origin.sheet, fault.origin.row) == ("Blad 1", 2)
    assert (fault.column, fault.value) == (column, value)


def test_codes_that_are_numbers(tmp_path: Path) -> None:
    rows: Sheets = {"A": [["tillfälle", "deltagare"], [1, 4711], ["1", "4711"]]}
    intake = read(xlsx_file(tmp_path, rows))

    assert [(row.session, row.code) for row in intake.attendances] == [("1", "4711")]


def test_a_code_that_excel_has_rounded(tmp_path: Path) -> None:
    rows: Sheets = {"A": [["tillfälle", "deltagare"], ["A1", 12345678901234567890]]}

    assert "gör kolumnen till text" in only_fault(read(xlsx_file(tmp_path, rows))).fault


@pytest.mark.parametrize(
    ("after", "value"),
    [
        (b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        (b'<c r="B2" t="e"><v>#N/A</v></c>', "#N/A"),
        (b'<c r="B2"><f>1+1</f><v></v></c>', "=1+1"),
        (b'<c r="B2"><f>1+1</f></c>', "=1+1"),
    ],
)
def test_errors_and_uncalculated_formulas_are_never_empty(
    tmp_path: Path, after: bytes, value: str
) -> None:
    data = workbook({"A": [["tillfälle", "minuter"], ["A1", 7]]})
    data = repacked(data, {SHEET: (b'<c r="B2"><v>7</v></c>', after)})
    fault = only_fault(read(csv_file(tmp_path, data, "fil.xlsx")))

    assert (fault.origin.row, fault.column, fault.value) == (2, "minuter", value)


def test_an_error_is_no_code(tmp_path: Path) -> None:
    data = workbook({"A": [["tillfälle", "deltagare"], ["A1", 7]]})
    error = b'<c r="B2" t="e"><f>x</f><v>#REF!</v></c>'
    path = csv_file(tmp_path, repacked(data, {SHEET: (b'<c r="B2"><v>7</v></c>', error)}), "f.xlsx")

    assert "fel i en formel" in only_fault(read(path)).fault


@pytest.mark.parametrize(
    ("after", "value"),
    [
        (b'<c r="B2"><f>3+4</f><v>7</v></c>', 7),
        (b'<c r="B2" t="str"><f>IF(1,"","")</f><v></v></c>', None),
    ],
)
def test_a_calculated_formula_is_its_value(tmp_path: Path, after: bytes, value: int | None) -> None:
    data = workbook({"A": [["tillfälle", "minuter"], ["A1", 7]]})
    data = repacked(data, {SHEET: (b'<c r="B2"><v>7</v></c>', after)})
    intake = read(csv_file(tmp_path, data, "fil.xlsx"))

    assert intake.faults == ()
    assert intake.sessions[0].fields["minutes"] == value


def test_every_sheet_is_read(tmp_path: Path) -> None:
    sheets: Sheets = {
        "Läs mig": [["Så här gör ni"], ["…"]],
        "Tillfällen": [["tillfälle", "datum"], ["A1", date(2024, 1, 2)]],
        "Tomt": [],
        "Närvaro": [["tillfälle", "deltagare"], ["A1", "p1"]],
    }
    intake = read(xlsx_file(tmp_path, sheets))

    assert (len(intake.sessions), len(intake.attendances)) == (1, 1)
    assert (intake.faults, intake.warnings) == ((), ())
    assert intake.attendances[0].origin.sheet == "Närvaro"


def test_a_sheet_that_is_passed_over_is_named(tmp_path: Path) -> None:
    sheets: Sheets = {"A": [["tillfälle", "datum"]], "Gammalt": [["id", "dag"], ["A1", "x"]]}
    intake = read(xlsx_file(tmp_path, sheets))

    assert intake.faults == ()
    assert "”Gammalt”" in intake.warnings[0]


def test_a_sheet_with_some_of_the_headers_is_at_fault(tmp_path: Path) -> None:
    sheets: Sheets = {"A": [["tillfälle", "datum"]], "B": [[None], ["datum", "plats"]]}
    fault = only_fault(read(xlsx_file(tmp_path, sheets)))

    assert (fault.origin.sheet, fault.origin.row, fault.column) == ("B", 2, "tillfälle")


def test_no_sheet_with_headers_is_at_fault(tmp_path: Path) -> None:
    fault = only_fault(read(xlsx_file(tmp_path, {"A": [], "B": [["id", "dag"]]})))

    assert fault.origin.row == 0
    assert "”id”" in fault.fault


def test_nothing_at_all(tmp_path: Path) -> None:
    assert "tom" in only_fault(read(xlsx_file(tmp_path, {"A": [], "B": []}))).fault


def test_rows_and_columns_may_begin_further_in(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [[], [], ["", "", "tillfälle", "minuter"], [], ["", "", "A1", -1]]
    fault = only_fault(read(xlsx_file(tmp_path, {"A": rows})))

    assert (fault.origin.row, fault.column) == (5, "minuter")


def test_formatted_cells_without_content_are_no_rows(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["tillfälle", "datum"], ["A1", date(2024, 1, 2)]]
    rows += [[None, None]] * 500
    intake = read(xlsx_file(tmp_path, {"A": rows}))

    assert (len(intake.sessions), intake.faults) == (1, ())


def test_a_workbook_under_another_name(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, {"A": [["tillfälle", "datum"], ["A1", "2024-01-02"]]}, "fil.csv")

    assert len(read(path).sessions) == 1


def test_the_real_year_as_a_workbook_says_the_same(tmp_path: Path) -> None:
    from making import HOUSE

    paths = sorted((HOUSE / "tests/data/2024").glob("*.csv"))
    sheets = {
        path.stem: [line.split(";") for line in path.read_text("utf-8-sig").splitlines()]
        for path in paths
    }
    intake, same = read(xlsx_file(tmp_path, sheets)), read(*paths)

    assert [(row.key, row.fields) for row in intake.sessions] == [
        (row.key, row.fields) for row in same.sessions
    ]
    assert [(row.session, row.code, row.fields) for row in intake.attendances] == [
        (row.session, row.code, row.fields) for row in same.attendances
    ]
