"""Cells: what each column takes, and the sentence for what it does not."""

from datetime import date, time
from pathlib import Path

import pytest
from making import only_fault, read_text

from exports.reading.faults import as_record, as_sentence
from halsoverkstad.domain.words import Kind


def session(folder: Path, column: str, cell: str) -> object:
    cell = '"' + cell.replace('"', '""') + '"'
    intake = read_text(folder, f"tillfälle;{column}\nA1;{cell}\n")
    assert intake.faults == (), intake.faults
    (value,) = intake.sessions[0].fields.values()
    return value


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("datum", "2024-02-29", date(2024, 2, 29)),
        ("datum", " 20240229 ", date(2024, 2, 29)),
        ("tid", "09:30", time(9, 30)),
        ("tid", "9.30", time(9, 30)),
        ("tid", "09:30:00", time(9, 30)),
        ("tid", "", None),
        ("minuter", "090", 90),
        ("minuter", "", None),
        ("vuxna", "0", 0),
        ("vuxna", "", 0),
        ("vuxna nya", "0", 0),
        ("vuxna nya", "", None),
        ("verkstad", "kvinnors halsa", "Kvinnors hälsa"),
        ("verkstad", "Programgemensamt", ""),
        ("verkstad", "", ""),
        ("typ", "Arrangemang", Kind.EVENT),
        ("typ", "individuellt stöd", Kind.INDIVIDUAL),
        ("typ", "", Kind.GROUP),
        ("språkträning", "Ja", True),
        ("språkträning", "x", True),
        ("språkträning", "1", True),
        ("språkträning", "SANT", True),
        ("språkträning", "nej", False),
        ("språkträning", "0", False),
        ("språkträning", "Falskt", False),
        ("språkträning", "", False),
        ("samverkan", "a; b,c,, a ", ("a", "b", "c")),
        ("plats", "  Framtidens hus ", "Framtidens hus"),
        ("plats", "La\u0308xhja\u0308lp", "Läxhjälp"),
        ("aktivitet", "'=1+1", "=1+1"),
        ("aktivitet", "'-rubrik", "-rubrik"),
        ("aktivitet", "'@vem", "@vem"),
        ("aktivitet", "'+46", "+46"),
        ("aktivitet", "''=x", "'=x"),
        ("aktivitet", "'n stund", "'n stund"),
        ("anteckning", "två\nrader", "två\nrader"),
    ],
)
def test_what_is_taken(tmp_path: Path, column: str, cell: str, value: object) -> None:
    assert session(tmp_path, column, cell) == value


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("datum", "2024-02-30", "almanackan"),
        ("datum", "2023-02-29", "almanackan"),
        ("datum", "", "saknas"),
        ("datum", "30/2", "inget datum"),
        ("datum", "20240230", "inget datum"),
        ("datum", "2024-W05", "inget datum"),
        ("datum", "45321", "inget datum"),
        ("tid", "25:00", "inget klockslag"),
        ("tid", "halv tio", "inget klockslag"),
        ("tid", "09:30:15", "inget klockslag"),
        ("minuter", "tolv", "inget heltal"),
        ("minuter", "-4", "mindre än noll"),
        ("minuter", "=1+1", "formel"),
        ("minuter", "'=1+1", "formel"),
        ("minuter", "12,5", "inget heltal"),
        ("minuter", "12.0", "inget heltal"),
        ("minuter", "1e3", "inget heltal"),
        ("minuter", "٣", "inget heltal"),
        ("minuter", "99999999999999999999", "orimligt"),
        ("vuxna", "tolv", "inget heltal"),
        ("vuxna nya", "-4", "mindre än noll"),
        ("fick inte plats", "1000001", "orimligt"),
        ("verkstad", "Snickeri", "ingen verkstad"),
        ("typ", "kurs", "ingen typ"),
        ("språkträning", "kanske", "ja eller nej"),
        ("plats", "h\x1b[31mus", "inte går att läsa"),
        ("plats", "h\ufffds", "inte går att läsa"),
        ("plats", "x" * 1001, "korta"),
        ("plats", "#SAKNAS!", "fel i en formel"),
    ],
)
def test_what_is_refused(tmp_path: Path, column: str, cell: str, sentence: str) -> None:
    fault = only_fault(read_text(tmp_path, f"tillfälle;{column}\nA1;{cell}\n"))

    assert (fault.origin.row, fault.column) == (2, column)
    assert sentence in fault.fault
    assert "\x1b" not in fault.fault + fault.value


@pytest.mark.parametrize(
    ("column", "sentence"),
    [("grupp", "ingen grupp"), ("bostadsområde", "inget bostadsområde"), ("kön", "inget kön")],
)
def test_an_unknown_word_about_a_person(tmp_path: Path, column: str, sentence: str) -> None:
    fault = only_fault(read_text(tmp_path, f"tillfälle;deltagare;{column}\nA1;p1;marsian\n"))

    assert (fault.column, fault.value) == (column, "marsian")
    assert sentence in fault.fault
    assert "skriv ”" in fault.fault


@pytest.mark.parametrize(
    ("row", "column"), [(";p1;vuxna", "tillfälle"), ("A1;;vuxna", "deltagare"), ("A1", "deltagare")]
)
def test_an_id_or_a_code_that_is_missing(tmp_path: Path, row: str, column: str) -> None:
    fault = only_fault(read_text(tmp_path, f"tillfälle;deltagare;grupp\n{row}\n"))

    assert fault.column == column
    assert "saknas" in fault.fault


@pytest.mark.parametrize("code", ["1,0704E+10", "1.07E+10", "#SAKNAS!"])
def test_a_code_that_a_spreadsheet_has_spoilt(tmp_path: Path, code: str) -> None:
    text = f"tillfälle;deltagare\nA1;{code}\n"

    assert only_fault(read_text(tmp_path, text)).column == "deltagare"


@pytest.mark.parametrize("code", ["007", "17E45C91101", "12E5", "a b", "Ö-1", "'=1"])
def test_codes_are_taken_as_they_are(tmp_path: Path, code: str) -> None:
    intake = read_text(tmp_path, f"tillfälle;deltagare\nA1;{code}\n")

    assert intake.attendances[0].code == code.removeprefix("'")


def test_all_faults_at_once_in_the_order_of_the_rows(tmp_path: Path) -> None:
    text = (
        "tillfälle;datum;verkstad;vuxna;vuxna nya\n"
        "A1;2024-01-02;Snickeri;3;5\n"
        "A2;2024-02-30;;tolv;-4\n"
        "A3;2024-01-02;;1;2\n"
    )
    faults = read_text(tmp_path, text).faults

    assert [(fault.origin.row, fault.column) for fault in faults] == [
        (2, "verkstad"),
        (2, "vuxna nya"),
        (3, "datum"),
        (3, "vuxna"),
        (3, "vuxna nya"),
        (4, "vuxna nya"),
    ]


def test_a_thousand_faults_and_how_many_more(tmp_path: Path) -> None:
    text = "tillfälle;datum\n" + "".join(f"A{number};x\n" for number in range(2500))
    faults = read_text(tmp_path, text).faults

    assert len(faults) == 1001
    assert "1500" in faults[-1].fault


def test_a_fault_in_words_and_as_a_record(tmp_path: Path) -> None:
    fault = only_fault(read_text(tmp_path, "tillfälle;datum\nA1;2024-02-30\n"))

    assert as_sentence(fault).startswith("fil.csv, rad 2, kolumn ”datum”: ”2024-02-30” finns inte")
    assert as_record(fault) == {
        "fil": "fil.csv",
        "blad": None,
        "rad": 2,
        "kolumn": "datum",
        "varde": "2024-02-30",
        "fel": fault.fault,
    }
