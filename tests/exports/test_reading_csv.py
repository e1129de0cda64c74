"""CSV files: every encoding, delimiter and line end that contract.md names, and rows as seen."""

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import HOUSE, csv_file, only_fault, read, read_text

from halsoverkstad.domain.words import Kind

REAL = sorted((HOUSE / "tests/data/2024").glob("*.csv"))
SESSIONS = (
    "tillfälle;datum;tid;minuter;verkstad;typ;aktivitet;plats;barn och unga;vuxna;yrkesverksamma;"
    "barn och unga nya;vuxna nya;yrkesverksamma nya;fick inte plats;språkträning;samverkan;"
    "anteckning\n"
    "A1;2024-03-31;09:30;90;Kvinnors hälsa;individuellt;Rådgivning;Lindängenbiblioteket;3;2;;1;;;"
    "4;ja;Folktandvården, Malmö universitet;Lugn dag\n"
    "A2;2024-04-01;;;;;;;;;;;;;;;;\n"
)


def test_every_column_of_a_session(tmp_path: Path) -> None:
    full, empty = read_text(tmp_path, SESSIONS).sessions

    assert full.key == "A1"
    assert full.fields == {
        "day": date(2024, 3, 31),
        "start": time(9, 30),
        "minutes": 90,
        "workshop": "Kvinnors hälsa",
        "kind": Kind.INDIVIDUAL,
        "activity": "Rådgivning",
        "place": "Lindängenbiblioteket",
        "heads.barn_och_unga": 3,
        "heads.vuxna": 2,
        "heads.yrkesverksamma": 0,
        "new.barn_och_unga": 1,
        "new.vuxna": None,
        "new.yrkesverksamma": None,
        "turned_away": 4,
        "language_training": True,
        "partners": ("Folktandvården", "Malmö universitet"),
        "note": "Lugn dag",
    }
    assert empty.fields["workshop"] == ""
    assert empty.fields["kind"] is Kind.GROUP
    assert empty.fields["start"] is empty.fields["minutes"] is empty.fields["new.vuxna"] is None
    assert empty.fields["partners"] == ()


def test_a_missing_column_is_not_among_the_fields(tmp_path: Path) -> None:
    intake = read_text(tmp_path, "tillfälle;plats\nA1;\n")

    assert intake.sessions[0].fields == {"place": ""}


def test_every_column_of_an_attendance(tmp_path: Path) -> None:
    text = "tillfälle;deltagare;grupp;bostadsområde;kön\nA1;p7;vuxna/vårdnadshavare;lindängen;man\n"
    intake = read_text(tmp_path, text + "A1;p8;;;\n")

    assert intake.sessions == ()
    known, unknown = intake.attendances
    assert (known.session, known.code) == ("A1", "p7")
    assert known.fields == {"group": "vuxna", "area": "Lindängen", "sex": "man/pojke"}
    assert unknown.fields == {
        "group": "uppgift_saknas",
        "area": "uppgift saknas",
        "sex": "uppgift saknas",
    }


def test_a_flat_list_makes_the_sessions_too(tmp_path: Path) -> None:
    text = (
        "tillfälle;deltagare;grupp;datum;plats\nA1;p1;vuxna;2024-01-02;här\nA1;p2;;2024-01-02;här\n"
    )
    intake = read_text(tmp_path, text)

    assert [row.key for row in intake.sessions] == ["A1"]
    assert intake.sessions[0].fields == {"day": date(2024, 1, 2), "place": "här"}
    assert [row.code for row in intake.attendances] == ["p1", "p2"]


def test_the_real_year(tmp_path: Path) -> None:
    del tmp_path
    intake = read(*REAL)

    assert (len(intake.sessions), len(intake.attendances)) == (764, 16279)
    assert (intake.faults, intake.warnings) == ((), ())


def test_files_in_any_order_say_the_same() -> None:
    one, other = read(*REAL), read(*reversed(REAL))

    assert {(row.key, *row.fields.items()) for row in one.sessions} == {
        (row.key, *row.fields.items()) for row in other.sessions
    }
    assert {(row.session, row.code) for row in one.attendances} == {
        (row.session, row.code) for row in other.attendances
    }


@pytest.mark.parametrize("mark", [";", ","])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_any_delimiter_line_end_and_encoding(
    tmp_path: Path, mark: str, line_end: str, encoding: str
) -> None:
    text = 'tillfälle;datum;plats\nA1;2024-01-02;"Å, ä; ö"\n'.replace("\n", line_end)
    text = text.replace(";", mark) if mark == "," else text
    intake = read_text(tmp_path, text, encoding)

    assert intake.faults == ()
    assert intake.sessions[0].fields["place"] in {"Å, ä; ö", "Å, ä, ö"}


def test_commas_in_texts_do_not_make_it_comma_separated(tmp_path: Path) -> None:
    text = 'tillfälle;datum;"plats"\nA1;2024-01-02;ett, två, tre, fyra\n'

    assert read_text(tmp_path, text).sessions[0].fields["place"] == "ett, två, tre, fyra"


def test_rows_are_numbered_as_seen_and_blank_ones_count(tmp_path: Path) -> None:
    text = 'tillfälle;datum;anteckning\n\n;;\nA1;2024-01-02;"två\nrader"\nA2;igår;\n'
    intake = read_text(tmp_path, text)

    assert intake.sessions[0].origin.row == 4
    fault = only_fault(intake)
    assert (fault.origin.file, fault.origin.sheet, fault.origin.row) == ("fil.csv", None, 5)
    assert (fault.column, fault.value) == ("datum", "igår")


def test_cells_left_out_at_the_end_are_empty(tmp_path: Path) -> None:
    intake = read_text(tmp_path, "tillfälle;datum;plats;samverkan\nA1;2024-01-02\n")

    assert intake.sessions[0].fields == {"day": date(2024, 1, 2), "place": "", "partners": ()}


def test_a_cell_too_many_is_a_fault(tmp_path: Path) -> None:
    fault = only_fault(read_text(tmp_path, "tillfälle;datum;plats\nA1;2024-01-02;här;och där\n"))

    assert (fault.origin.row, fault.value) == (2, "och där")
    assert "citattecken" in fault.fault


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths: list[Path] = []
    for folder in ("ett", "två"):
        (tmp_path / folder).mkdir()
        paths.append(csv_file(tmp_path / folder, "tillfälle;datum\nA1;fel\n"))

    assert [fault.origin.file for fault in read(*paths).faults] == [str(path) for path in paths]


def test_a_file_with_headers_alone_is_read_with_a_warning(tmp_path: Path) -> None:
    intake = read_text(tmp_path, "tillfälle;datum\n")

    assert (intake.sessions, intake.faults) == ((), ())
    assert "inga rader" in intake.warnings[0]


def test_rows_that_are_all_at_fault_are_rows(tmp_path: Path) -> None:
    intake = read_text(tmp_path, "tillfälle;datum\nA1;2025-03-31;vad?\n")

    assert (len(intake.faults), intake.warnings) == (1, ())


def test_nothing_to_read_is_nothing() -> None:
    assert read().sessions == ()


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=30)


@given(st.binary(max_size=300))
def test_no_bytes_whatever_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")

    for start in (b"", "tillfälle;datum;vuxna\n".encode(), b"PK\x03\x04"):
        intake = read_text(folder, start + data)
        assert all(fault.fault.endswith(".") for fault in intake.faults)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=5))
def test_no_cells_whatever_raise(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    text = "".join(";".join(row) + "\n" for row in [("tillfälle", "deltagare", "grupp"), *rows])

    intake = read_text(tmp_path_factory.mktemp("cells"), text)

    assert len(intake.attendances) + len(intake.faults) <= 2 * len(rows) + 1
