"""`exportera --sqlite` and `--oppna-data` as scripts use them."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from halsoverkstad.__main__ import main


@pytest.fixture
def database(tmp_path, monkeypatch, capsys):
    path = tmp_path / "logg.db"
    monkeypatch.setenv("HALSOVERKSTAD_DATABAS", str(path))
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", "fyra små ord")
    lines = ["tillfälle;datum;deltagare;grupp;anteckning"]
    lines += [f"S{day};2025-03-{day:02};K{each};vuxna;hemligt" for day in (3, 10) for each in "abc"]
    file = tmp_path / "narvaro.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert main(["importera", str(file)]) == 0
    capsys.readouterr()
    return path


def refused(capsys, *arguments, status):
    assert main(["exportera", *arguments]) == status
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err


def test_a_file_to_analyse_comes_with_a_warning(database, tmp_path, capsys):
    target = tmp_path / "a.sqlite"
    assert main(["exportera", "--sqlite", str(target)]) == 0
    told = capsys.readouterr()
    assert told.out == f"Filen {target} är klar.\n"
    assert told.err.startswith("Det här är fortfarande personuppgifter (pseudonymiserade)")
    with closing(sqlite3.connect(target)) as opened:
        assert opened.execute("SELECT unika FROM statistik_ar").fetchall() == [(3,)]
        weeks = {row[0] for row in opened.execute("SELECT vecka FROM tillfallen")}
        assert weeks == {"2025-W10", "2025-W11"}
        columns = {row[1] for row in opened.execute("PRAGMA table_info(tillfallen)")}
        assert "datum" not in columns
    content = target.read_bytes()
    assert b"hemligt" not in content
    assert b"Ka" not in content

    assert main(["exportera", "--sqlite", str(target), "--datum"]) == 0
    with closing(sqlite3.connect(target)) as opened:
        days = {row[0] for row in opened.execute("SELECT datum FROM tillfallen")}
    assert days == {"2025-03-03", "2025-03-10"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "a.txt"), "sluta på .halsa"),
        (("--csv", "m", "--datum"), "--datum hör ihop med --sqlite"),
        (("--sqlite", "f", "2025"), "period anges bara med --oppna-data"),
        (("--sqlite", "f", "--oppna-data", "m"), "går inte ihop"),
        (("--oppna-data", "m", "nu"), "är ingen period"),
        ((), "Något av detta behövs"),
    ],
)
def test_what_does_not_go_together(database, capsys, arguments, told):
    assert told in refused(capsys, *arguments, status=2)


def test_a_folder_that_is_not_there(database, tmp_path, capsys):
    target = str(tmp_path / "saknas" / "a.sqlite")
    assert "mappen finns inte" in refused(capsys, "--sqlite", target, status=1)


def test_open_data_of_a_period(database, tmp_path, capsys):
    folder = tmp_path / "data"
    assert main(["exportera", "--oppna-data", str(folder), "2025"]) == 0
    told = capsys.readouterr()
    assert "små tal skyddade" in told.out
    assert "välj licens" in told.err
    row = (folder / "statistik.csv").read_text("utf-8").splitlines()[1]
    assert row.startswith("2025,2,2,0,0,,"), "of three people no figure is shown"


def test_without_a_period_it_is_the_year_that_went(database, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("storage.store.Store.today", lambda _: date(2026, 5, 1))
    assert main(["exportera", "--oppna-data", str(tmp_path / "data")]) == 0
    assert "Öppna data för 2025" in capsys.readouterr().out
