"""The command line as scripts use it: exit status, one Swedish sentence, nothing half done."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from halsoverkstad import access
from halsoverkstad.__main__ import main

DATA = Path(__file__).parent / "data" / "2024"
YEAR_FILES = sorted(map(str, DATA.glob("*.csv")))


@pytest.fixture
def database(tmp_path, monkeypatch):
    """Where commands find a database that is not there yet, and its password."""
    path = tmp_path / "mapp" / "logg.db"
    monkeypatch.setenv("HALSOVERKSTAD_DATABAS", str(path))
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", "fyra små ord")
    return path


@pytest.fixture(scope="session")
def year(tmp_path_factory):
    """The database of the three laptops' files for 2024, made once."""
    path = tmp_path_factory.mktemp("year") / "logg.db"
    command = [sys.executable, "-m", "halsoverkstad", "--databas", str(path), "importera"]
    environment = os.environ | {"HALSOVERKSTAD_LOSENORD": "fyra små ord"}
    subprocess.run([*command, *YEAR_FILES], env=environment, check=True)
    return path


@pytest.fixture
def with_year(year, monkeypatch):
    """Commands read the year."""
    monkeypatch.setenv("HALSOVERKSTAD_DATABAS", str(year))
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", "fyra små ord")
    return year


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return str(path)


def json_of(capsysbinary, *arguments):
    capsysbinary.readouterr()
    assert main([*arguments, "--format", "json"]) == 0
    return json.loads(capsysbinary.readouterr().out)


# The main job


def test_the_real_year_gives_the_published_totals(with_year, capsysbinary):
    answer = json_of(capsysbinary, "statistik", "2024")

    (row,) = answer["rader"]
    assert (row["tillfallen"], row["deltagartillfallen"]) == (764, 16279)
    assert (row["unika"], row["aterkommande"]) == (2425, 313)
    assert answer["period"] == {"namn": "2024", "fran": "2024-01-01", "till": "2024-12-31"}


def test_the_table_shows_them_to_people(with_year, capsysbinary):
    assert main(["statistik", "2024"]) == 0

    words = capsysbinary.readouterr().out.decode().replace("\u00a0", " ")
    for figure in ("764", "16 279", "2 425", "313"):
        assert figure in words


def test_importing_again_changes_nothing(with_year, capsysbinary):
    before = json_of(capsysbinary, "statistik", "2024")

    assert json_of(capsysbinary, "importera", *YEAR_FILES) == {
        "nya": 0,
        "andrade": 0,
        "oforandrade": 764 + 16279,
        "fel": [],
    }
    assert json_of(capsysbinary, "statistik", "2024") == before


@pytest.mark.parametrize("per", ["verkstad,grupp", "kvartal", "aktivitet,kon"])
def test_exported_facts_read_back_to_the_same_figures(
    with_year, tmp_path, monkeypatch, capsysbinary, per
):
    before = json_of(capsysbinary, "statistik", "2024", "--per", per)
    assert main(["exportera", "--csv", str(tmp_path / "ut")]) == 0

    monkeypatch.setenv("HALSOVERKSTAD_DATABAS", str(tmp_path / "ny.db"))
    assert main(["importera", *map(str, (tmp_path / "ut").iterdir())]) == 0

    after = json_of(capsysbinary, "statistik", "2024", "--per", per)
    assert after["rader"] == before["rader"]


def test_own_export_read_again_is_known(with_year, tmp_path, capsysbinary):
    main(["exportera", "--csv", str(tmp_path / "ut")])

    answer = json_of(capsysbinary, "importera", *map(str, (tmp_path / "ut").iterdir()), "--prova")

    assert (answer["nya"], answer["andrade"]) == (0, 0)


def test_the_same_facts_give_the_same_bytes(with_year, capsysbinary):
    def answer():
        main(["statistik", "2024", "--per", "manad", "--format", "json"])
        return capsysbinary.readouterr().out

    assert answer() == answer()


def test_csv_has_every_column_and_a_bom(with_year, tmp_path):
    target = tmp_path / "figures.csv"
    assert main(["statistik", "2024", "--per", "verkstad", "-o", str(target)]) == 0

    text = target.read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [row["verkstad"] for row in rows] == [
        "Munhälsa och kost", "Kvinnors hälsa", "Barn och unga", "",
    ]  # fmt: skip
    assert rows[2]["unika"] == "105"


def test_check_trusts_the_year(with_year, capsys):
    assert main(["kontrollera", "2024"]) == 0
    assert "Inga fel." in capsys.readouterr().out


def test_backup_and_restore(with_year, tmp_path, monkeypatch, capsysbinary):
    before = json_of(capsysbinary, "statistik", "2024")
    copy, place = tmp_path / "kopia.db", tmp_path / "åter" / "logg.db"
    assert main(["sakerhetskopiera", str(copy)]) == 0

    monkeypatch.setenv("HALSOVERKSTAD_DATABAS", str(place))
    assert main(["aterstall", str(copy)]) == 0
    assert json_of(capsysbinary, "statistik", "2024") == before
    assert main(["aterstall", str(copy)]) == 0

    assert [path.name for path in place.parent.glob("logg.db.undan-*[0-9]")]


def test_the_database_option_may_stand_on_either_side(year, monkeypatch, capsysbinary):
    monkeypatch.delenv("HALSOVERKSTAD_DATABAS", raising=False)
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", "fyra små ord")
    assert main(["--databas", str(year), "statistik", "2024"]) == 0
    assert main(["statistik", "2024", "--databas", str(year)]) == 0


def test_the_form_is_written_without_a_database(database, tmp_path, capsys):
    assert main(["mall", "-o", str(tmp_path / "mall.xlsx")]) == 0
    assert capsys.readouterr().out.startswith(f"Blanketten {tmp_path / 'mall.xlsx'} är klar.")
    assert (tmp_path / "mall.xlsx").read_bytes().startswith(b"PK")
    assert not database.exists()


# Nothing is left of what went wrong


def test_a_file_with_faults_leaves_no_database(database, tmp_path, capsysbinary):
    bad = write(tmp_path / "t.csv", "tillfälle;datum\nA;2025-02-30\n")

    assert main(["importera", bad, "--format", "json"]) == 1

    answer = json.loads(capsysbinary.readouterr().out)
    (fault,) = answer["fel"]
    assert (fault["fil"], fault["rad"], fault["kolumn"], fault["varde"]) == (
        "t.csv", 2, "datum", "2025-02-30",
    )  # fmt: skip
    assert not database.exists()


def test_trying_makes_no_database(database, tmp_path, capsysbinary):
    good = write(tmp_path / "t.csv", "tillfälle;datum\nA;2025-02-28\n")
    assert json_of(capsysbinary, "importera", good, "--prova")["nya"] == 1
    assert not database.exists()


def test_the_bytes_at_rest_tell_nothing(database, tmp_path):
    write(
        tmp_path / "n.csv",
        "tillfälle;datum;aktivitet;plats;deltagare;grupp;anteckning\n"
        "TILLF-1;2025-03-03;Simskola;Badhuset;KOD-ÅÄÖ-17;vuxna;Hemlig anteckning\n",
    )
    assert main(["importera", str(tmp_path / "n.csv")]) == 0

    for file in database.parent.iterdir():
        content = file.read_bytes()
        for word in ("KOD-", "Simskola", "Badhuset", "TILLF-1", "Hemlig", "vuxna", "SQLite"):
            assert word.encode() not in content
            assert word.encode("utf-16-le") not in content


def test_of_several_first_imports_at_once_the_others_are_told_to_try_again(
    database, capsys, monkeypatch
):
    make = access.make

    def made_meanwhile(*arguments):
        make(*arguments)[0].close()
        return make(*arguments)

    monkeypatch.setattr(access, "make", made_meanwhile)
    assert main(["importera", *YEAR_FILES]) == 1
    told = capsys.readouterr()
    assert told.err.endswith("Inget är ändrat här: kör kommandot igen.\n")
    assert told.err.count("\n") == 1


# One sentence each


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (["statistik", "2025K5"], 2, "period"),
        (["statistik", "2025", "--per", "färg"], 2, "färg"),
        (["statistik", "2025", "--per", "ar,ar"], 2, "två gånger"),
        (["statistik", "2025", "--per", ""], 2, "saknar något att dela upp efter"),
        (["statistik", "2025", "--per", "ar,"], 2, "saknar något att dela upp efter"),
        (["statistik", "2025", "--format", "pdf"], 2, "pdf"),
        (["statistik", "2025", "--format", "xlsx"], 2, "-o"),
        (["statistik"], 2, "PERIOD"),
        (["dansa"], 2, "dansa"),
        (["importera"], 2, "FIL"),
        (["mall", "-o", "blankett.docx"], 2, ".xlsx"),
        (["demo"], 2, "terminal"),
        (["statistik", "2025"], 1, "ingen databas"),
        (["kontrollera"], 1, "ingen databas"),
        (["importera", "saknas.csv"], 1, "saknas.csv"),
        (["aterstall", "saknas.db"], 1, "saknas.db"),
        (["--databas", "", "importera", *YEAR_FILES], 2, "--databas"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(database, capsys, arguments, status, word):
    assert main(arguments) == status

    said = capsys.readouterr().err
    assert word in said
    assert "Traceback" not in said
    assert not database.exists()


@pytest.mark.parametrize(
    "arguments",
    [["statistik", "2025", "-o"], ["exportera", "--sqlite"], ["aterstall"]],
    ids=lambda arguments: arguments[0],
)
def test_no_file_is_written_over_the_database(database, tmp_path, capsys, arguments):
    main(["importera", write(tmp_path / "t.csv", "tillfälle;datum\nA;2025-01-08\n")])
    capsys.readouterr()
    before = database.read_bytes()
    link = tmp_path / "lank.csv"
    link.symlink_to(database)

    for name in (database, link):
        assert main([*arguments, str(name)]) == 1
        told = capsys.readouterr()
        assert (told.out, told.err.count("\n")) == ("", 1)
        assert "programmets egen databas" in told.err
    assert database.read_bytes() == before


def test_without_a_terminal_the_bare_command_helps():
    answer = run([])
    assert answer.returncode == 2
    assert "användning: halsoverkstad" in answer.stderr


def test_without_password_keyring_and_terminal_a_sentence(year, tmp_path):
    for path in (year, tmp_path / "ny.db"):
        answer = run(["--databas", str(path), "importera", *YEAR_FILES], HALSOVERKSTAD_LOSENORD="")
        assert answer.returncode == 1
        assert "HALSOVERKSTAD_LOSENORD" in answer.stderr
        assert len(answer.stderr.strip().splitlines()) == 1


def test_the_wrong_password_is_told(year):
    answer = run(["--databas", str(year), "statistik", "2024"], HALSOVERKSTAD_LOSENORD="fel")
    assert answer.returncode == 1
    assert "lösenordet är fel" in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_a_plain_database_of_another_program_is_refused(tmp_path):
    other = tmp_path / "annan.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    before = other.read_bytes()

    answer = run(["--databas", str(other), "statistik", "2024"])

    assert answer.returncode == 1
    assert "gick inte att öppna" in answer.stderr
    assert other.read_bytes() == before


def test_a_reader_that_has_seen_enough_is_no_fault(year):
    command = (
        f"{sys.executable} -m halsoverkstad --databas {year} statistik 2024 --per manad | head -1"
    )
    answer = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        env=os.environ | {"HALSOVERKSTAD_LOSENORD": "fyra små ord"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["cp1252:strict", "ascii:strict"])
def test_what_goes_into_a_pipe_is_utf_8_on_every_system(year, encoding):
    for command in (["kontrollera", "2024K1"], ["statistik", "20"]):
        answers = [
            run(["--databas", str(year), *command], PYTHONIOENCODING=each)
            for each in (encoding, "utf-8")
        ]
        assert answers[0].returncode == answers[1].returncode
        assert (answers[0].stdout, answers[0].stderr) == (answers[1].stdout, answers[1].stderr)
        assert "ä" in answers[0].stdout + answers[0].stderr


def test_a_password_in_another_encoding_is_told(year):
    answer = run(["--databas", str(year), "statistik", "2024"], HALSOVERKSTAD_LOSENORD="g\udcf6k")
    assert answer.returncode == 1
    assert answer.stderr == (
        "HALSOVERKSTAD_LOSENORD är inte skriven i UTF-8. Spara skriptet som UTF-8.\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without a full device")
def test_an_answer_that_cannot_be_written_is_told(year):
    with Path("/dev/full").open("w") as full:
        answer = subprocess.run(
            [sys.executable, "-m", "halsoverkstad", "--databas", str(year), "kontrollera", "2024"],
            env=os.environ | {"HALSOVERKSTAD_LOSENORD": "fyra små ord"},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "disken är full" in answer.stderr


@pytest.mark.parametrize("name", ["x" * 300, "fil.csv/logg.db", "mapp"])
def test_a_path_that_cannot_be_is_told_in_swedish(tmp_path, monkeypatch, capsys, name):
    (tmp_path / "fil.csv").touch()
    (tmp_path / "mapp").mkdir()
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", "fyra små ord")
    for command in (["statistik", "2025"], ["importera", *YEAR_FILES], ["aterstall", name]):
        assert main(["--databas", str(tmp_path / name), *command]) == 1
        told = capsys.readouterr().err
        assert told.startswith(("Databasen", "Det finns ingen databas"))
        assert not {"directory", "File", "name too long", "Error"} & {*told.split()}
        assert "inte var berett" not in told


def run(arguments, **environment):
    """The program in a process of its own, without a terminal and without a keyring."""
    fixed = {
        "HALSOVERKSTAD_LOSENORD": "fyra små ord",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    return subprocess.run(
        [sys.executable, "-m", "halsoverkstad", *arguments],
        env=os.environ | fixed | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
