"""Files that cannot be read at all: one sentence each, listed beside the faults of the others."""

import os
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from making import csv_file, only_fault, read, read_text, repacked, workbook

from exports.reading.faults import as_sentence
from halsoverkstad.domain.rows import RowFault

TEXT = "tillfälle;datum;plats\nA1;2024-01-02;här på gården\n"
SHEET = "xl/worksheets/sheet1.xml"


def file_fault(path: Path) -> RowFault:
    fault = only_fault(read(path))
    assert (fault.origin.file, fault.origin.row, fault.value) == (path.name, 0, "")
    assert as_sentence(fault).startswith(f"{path.name}: ")
    return fault


def zip_of(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_missing_file(tmp_path: Path) -> None:
    assert "finns inte" in file_fault(tmp_path / "borta.csv").fault


def test_a_folder(tmp_path: Path) -> None:
    assert "mapp" in file_fault(tmp_path).fault


@pytest.mark.skipif(os.name != "posix", reason="pipes have no path elsewhere")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rör.csv")

    assert "vanlig fil" in file_fault(tmp_path / "rör.csv").fault


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs rights to be missing")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = csv_file(tmp_path, TEXT)
    path.chmod(0)

    assert "får inte läsas" in file_fault(path).fault


def test_two_gigabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(2 * 2**30)
    started = time.perf_counter()

    assert "större än 256 MB" in file_fault(path).fault
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n \r\n"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    assert "tom" in file_fault(csv_file(tmp_path, content)).fault


def test_rows_of_nothing(tmp_path: Path) -> None:
    assert "kända rubriker" in file_fault(csv_file(tmp_path, ";;\n;;\nx;y\n")).fault


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(tmp_path: Path, encoding: str) -> None:
    assert "UTF-16" in file_fault(csv_file(tmp_path, TEXT, encoding=encoding)).fault


def test_a_broken_utf_8(tmp_path: Path) -> None:
    mixed = TEXT.encode() + "A2;2024-01-02;på".encode("cp1252")

    assert "å, ä och ö" in file_fault(csv_file(tmp_path, mixed)).fault
    assert "å, ä och ö" in file_fault(csv_file(tmp_path, b"\xef\xbb\xbf" + mixed)).fault


def test_utf_8_that_was_taken_for_windows_1252(tmp_path: Path) -> None:
    twice = TEXT.encode().decode("cp1252").encode()

    assert "å, ä och ö" in file_fault(csv_file(tmp_path, twice)).fault


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_encodings_of_old_systems(tmp_path: Path, encoding: str) -> None:
    assert only_fault(read_text(tmp_path, TEXT, encoding))


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"SQLite format 3\0" + bytes(range(1, 200))]
)
def test_a_file_that_is_no_text(tmp_path: Path, content: bytes) -> None:
    assert "ingen textfil" in file_fault(csv_file(tmp_path, content)).fault


@pytest.mark.parametrize(
    ("mark", "sentence"), [("\t", "tabb"), ("|", "kända rubriker"), (" ", "kända rubriker")]
)
def test_a_wrong_delimiter(tmp_path: Path, mark: str, sentence: str) -> None:
    fault = file_fault(csv_file(tmp_path, TEXT.replace(";", mark)))

    assert sentence in fault.fault
    assert "semikolon" in fault.fault


def test_two_delimiters(tmp_path: Path) -> None:
    fault = only_fault(read_text(tmp_path, "tillfälle;datum\nA1,2024-01-02\n"))

    assert (fault.origin.row, fault.column) == (2, "datum")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ('A2;2024-01-02;"aldrig slut\nA3;2024-01-02;\n', "Citattecknen"),
        ('A2;2024-01-02;"en" till\n', "Citattecknen"),
        (f"A2;2024-01-02;{'x' * 200_000}\n", "för lång"),
    ],
)
def test_quotation_marks_that_do_not_match(tmp_path: Path, row: str, sentence: str) -> None:
    fault = only_fault(read_text(tmp_path, TEXT + row))

    assert fault.origin.row == 3
    assert f"{sentence}" in fault.fault
    assert "rad 3" in fault.fault


@pytest.mark.parametrize("parts", [{}, {"hej.txt": b"hej"}, {"word/document.xml": b"<w/>"}])
@pytest.mark.parametrize("name", ["fil.xlsx", "fil.csv"])
def test_a_zip_that_is_no_workbook(tmp_path: Path, parts: dict[str, bytes], name: str) -> None:
    path = csv_file(tmp_path, zip_of(parts), name)
    assert "ingen Excel-arbetsbok" in file_fault(path).fault


def test_text_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    assert "ingen Excel-fil" in file_fault(csv_file(tmp_path, TEXT, "fil.xlsx")).fault


def test_old_excel_or_a_password(tmp_path: Path) -> None:
    path = csv_file(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "fil.xlsx")

    assert "lösenord" in file_fault(path).fault


def test_a_truncated_workbook(tmp_path: Path) -> None:
    whole = workbook({"A": [["tillfälle", "datum"], ["A1", "2024-01-02"]]})

    for length in range(4, len(whole), 97):
        assert only_fault(read(csv_file(tmp_path, whole[:length], "fil.xlsx")))


def test_a_workbook_with_any_byte_changed_never_stops_the_program(tmp_path: Path) -> None:
    whole = bytearray(workbook({"A": [["tillfälle", "datum"], ["A1", "2024-01-02"]]}))

    for at in range(0, len(whole), 61):
        whole[at] ^= 0xFF
        read(csv_file(tmp_path, bytes(whole), "fil.xlsx"))
        whole[at] ^= 0xFF


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<sheetData>", b"<sheetData"),
        (b"</worksheet>", b""),
        (b'<c r="A1"', b'<c r="%%1"'),
        (b't="s"', b't="q"'),
        (b"<v>0</v>", b"<v>999999999</v>"),
    ],
)
def test_a_sheet_that_is_damaged_inside(tmp_path: Path, before: bytes, after: bytes) -> None:
    whole = workbook({"A": [["tillfälle", "datum"], ["A1", "2024-01-02"]]})
    path = csv_file(tmp_path, repacked(whole, {SHEET: (before, after)}), "fil.xlsx")

    for fault in read(path).faults:
        assert fault.fault.endswith(".")


def test_a_zip_bomb_by_what_it_states(tmp_path: Path) -> None:
    parts = {"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": bytes(300 * 2**20)}

    assert "uppackad" in file_fault(csv_file(tmp_path, zip_of(parts), "fil.xlsx")).fault


def test_a_zip_that_understates_its_size(tmp_path: Path) -> None:
    """The header says 1 000 bytes, the content is a million: no more than stated is unfolded."""
    content = b"<worksheet>" + b" " * 1_000_000
    parts = {"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": content}
    lie = zip_of(parts).replace(len(content).to_bytes(4, "little"), (1000).to_bytes(4, "little"))

    assert "skadad" in file_fault(csv_file(tmp_path, lie, "fil.xlsx")).fault


def test_two_cells_in_opposite_corners(tmp_path: Path) -> None:
    """Room for all the cells between them would take half a terabyte."""
    whole = workbook({"A": [["tillfälle", "datum"], ["A1", "2024-01-02"]]})
    far = repacked(whole, {SHEET: (b'<c r="B2"', b'<c r="XFD1048576"')})

    assert "för långt från varandra" in file_fault(csv_file(tmp_path, far, "fil.xlsx")).fault


def test_a_count_of_texts_that_is_a_lie(tmp_path: Path) -> None:
    """The reader would make room for all of them at once."""
    whole = workbook({"A": [["tillfälle", "datum"], ["A1", "2024-01-02"]]})
    lie = (b'uniqueCount="4"', b'uniqueCount="99999999999"')
    path = csv_file(tmp_path, repacked(whole, {"xl/sharedStrings.xml": lie}), "fil.xlsx")

    assert len(read(path).sessions) == 1


def test_cells_without_end_are_looked_through_once(tmp_path: Path) -> None:
    """Looking for the end of each anew would take hours."""
    whole = workbook({"A": [["tillfälle", "datum"], ["A1", "2024-01-02"]]})

    for endless in (b'<c r="A3">', b'<c r="A3"', b"<c r='A3'><f "):
        sheet = {SHEET: (b"</sheetData>", endless * 100_000)}
        assert only_fault(read(csv_file(tmp_path, repacked(whole, sheet), "fil.xlsx")))


def test_entities_that_multiply(tmp_path: Path) -> None:
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 12)
    )
    parts = {
        "xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b"]><x>&l11;</x>",
        "xl/_rels/workbook.xml.rels": b"<r/>",
    }

    assert only_fault(read(csv_file(tmp_path, zip_of(parts), "fil.xlsx")))


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    fault = only_fault(read(tmp_path / "b\udce5d.csv"))

    assert as_sentence(fault).encode()


def test_the_faults_of_all_files_together(tmp_path: Path) -> None:
    good = csv_file(tmp_path, TEXT, "bra.csv")
    bad = csv_file(tmp_path, "tillfälle;datum\nA2;2024-02-30\n", "fel.csv")
    intake = read(tmp_path / "borta.csv", good, bad, csv_file(tmp_path, b"", "tom.csv"))

    assert [fault.origin.file for fault in intake.faults] == ["borta.csv", "fel.csv", "tom.csv"]
