"""Headers: any order, case and spelling; unknown ones never silent; missing and double ones faults."""

from datetime import date
from pathlib import Path

import pytest
from making import SETTINGS, csv_file, only_fault, read, read_text

from exports.reading import read_files
from halsoverkstad.domain.programme import Programme


@pytest.mark.parametrize(
    "header",
    [
        "tillfälle;datum;barn och unga;fick inte plats",
        "TILLFÄLLE;DATUM;BARN OCH UNGA;FICK INTE PLATS",
        "tillfalle;datum;barn_och_unga;fick_inte_plats",
        "Tillfalle;Datum; Barn och  unga ;Fick_inte plats",
        "tillfa\u0308lle;datum;barn-och-unga;fick inte plats",
        "\ufefftillfälle;datum;barn och unga;fick inte plats",
    ],
)
def test_any_spelling(tmp_path: Path, header: str) -> None:
    intake = read_text(tmp_path, f"{header}\nA1;2024-01-02;3;1\n")

    assert intake.sessions[0].fields == {
        "day": date(2024, 1, 2),
        "heads.barn_och_unga": 3,
        "turned_away": 1,
    }
    assert intake.warnings == ()


def test_any_order(tmp_path: Path) -> None:
    intake = read_text(
        tmp_path, "plats;kön;deltagare;datum;tillfälle\nhär;kvinna;p1;2024-01-02;A1\n"
    )

    assert intake.sessions[0].fields == {"place": "här", "day": date(2024, 1, 2)}
    assert intake.attendances[0].fields == {"sex": "kvinna/flicka"}


@pytest.mark.parametrize("title", ["vuxna", "vuxna/vårdnadshavare", "vårdnadshavare"])
def test_heads_by_every_name_of_a_group(tmp_path: Path, title: str) -> None:
    intake = read_text(tmp_path, f"tillfälle;{title};{title} nya\nA1;3;1\n")

    assert intake.sessions[0].fields == {"heads.vuxna": 3, "new.vuxna": 1}


def test_groups_are_those_of_the_programme(tmp_path: Path) -> None:
    settings = SETTINGS.replace('"barn_och_unga"', '"seniorer"').replace(
        '"barn och unga"', '"de äldre"'
    )
    path = csv_file(tmp_path, "tillfälle;De aldre;seniorer_nya\nA1;3;1\n")
    intake = read_files([path], Programme.parse(settings))

    assert intake.sessions[0].fields == {"heads.seniorer": 3, "new.seniorer": 1}


def test_an_unknown_column_is_warned_of(tmp_path: Path) -> None:
    intake = read_text(tmp_path, "tillfälle;datum;väder\nA1;2024-01-02;sol\n")

    assert intake.faults == ()
    (warning,) = intake.warnings
    assert "”väder”" in warning
    assert "fil.csv" in warning


def test_a_column_without_header_is_warned_of_if_it_holds_anything(tmp_path: Path) -> None:
    empty = read_text(tmp_path, "tillfälle;datum;;\nA1;2024-01-02;;\n")
    filled = read_text(tmp_path, "tillfälle;datum;;\nA1;2024-01-02;;x\n")

    assert empty.warnings == ()
    assert "Kolumn 4" in filled.warnings[0]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("datum;plats", "tillfälle"),
        ("deltagare;grupp", "tillfälle"),
        ("tillfälle;grupp;kön", "deltagare"),
        ("tillfälle;deltagarkod;datum;grupp", "deltagare"),
    ],
)
def test_a_missing_column(tmp_path: Path, header: str, column: str) -> None:
    fault = only_fault(read_text(tmp_path, f"\n{header}\nA1;x;y;z\n"))

    assert (fault.origin.row, fault.column) == (2, column)
    assert f"”{column}” saknas" in fault.fault


def test_an_id_alone_says_nothing(tmp_path: Path) -> None:
    fault = only_fault(read_text(tmp_path, "tillfälle;deltagarkod\nA1;p1\n"))

    assert "deltagare" in fault.fault


@pytest.mark.parametrize("second", ["datum", "DATUM", "_datum "])
def test_a_column_twice(tmp_path: Path, second: str) -> None:
    fault = only_fault(read_text(tmp_path, f"tillfälle;datum;{second}\nA1;2024-01-02;\n"))

    assert fault.origin.row == 1
    assert "två gånger" in fault.fault


def test_a_column_twice_under_two_names(tmp_path: Path) -> None:
    fault = only_fault(read_text(tmp_path, "tillfälle;vuxna;vårdnadshavare\nA1;1;2\n"))

    assert "”vårdnadshavare”" in fault.fault


def test_one_bad_file_does_not_hide_the_faults_of_others(tmp_path: Path) -> None:
    bad = csv_file(tmp_path, "datum\n2024-01-02\n", "utan-id.csv")
    worse = csv_file(tmp_path, "tillfälle;datum\nA1;2024-02-30\n", "datum.csv")

    assert [fault.origin.file for fault in read(bad, worse).faults] == ["utan-id.csv", "datum.csv"]
