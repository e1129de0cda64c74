"""`rapport` on the command line: a draft, the one that holds, an economy, a figure explained."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from halsoverkstad.__main__ import main

DATA = Path(__file__).parent / "data" / "2024"
ECONOMY = """kostnad;budget;utfall
Lönekostnader;1 925 000;1 777 664
"""


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The database of the three laptops' files for 2024, made once."""
    path = tmp_path_factory.mktemp("year") / "logg.db"
    command = [sys.executable, "-m", "halsoverkstad", "--databas", str(path), "importera"]
    environment = os.environ | {"HALSOVERKSTAD_LOSENORD": "fyra små ord"}
    files = sorted(map(str, DATA.glob("*.csv")))
    subprocess.run([*command, *files], env=environment, check=True)
    return path


@pytest.fixture(autouse=True)
def with_year(year, monkeypatch):
    monkeypatch.setenv("HALSOVERKSTAD_DATABAS", str(year))
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", "fyra små ord")


def cells(path):
    """The figures of a report written as JSON, by name."""

    def tables(sections):
        for section in sections:
            for block in section["innehall"]:
                if block["slag"] == "tabell":
                    yield block
            yield from tables(section["underavsnitt"])

    report = json.loads(path.read_bytes())
    return {
        cell["namn"]: cell
        for table in tables(report["avsnitt"])
        for row in table["rader"]
        for cell in row["celler"]
        if cell.get("namn")
    }


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".pdf", ".md", ".json"])
def test_a_draft_in_each_form(tmp_path, capsys, ending):
    if ending == ".pdf":
        pytest.importorskip("typst")
    path = tmp_path / f"rapport{ending}"

    assert main(["rapport", "2024", "-o", str(path)]) == 0

    assert path.stat().st_size > 1000
    said = capsys.readouterr()
    assert said.out == f"Rapporten är klar som utkast: {path}.\n"
    assert "Varning: Ekonomin saknas" in said.err
    assert list(tmp_path.iterdir()) == [path]


def test_the_figures_are_those_of_statistik(tmp_path, capsysbinary):
    path = tmp_path / "rapport.json"
    assert main(["rapport", "2024", "-o", str(path), "--intern"]) == 0
    found = cells(path)
    for per, table in (("grupp", "T1"), ("kvartal", "T3"), ("verkstad", "T2")):
        capsysbinary.readouterr()
        assert main(["statistik", "2024", "--per", per, "--format", "json"]) == 0
        for row in json.loads(capsysbinary.readouterr().out)["rader"]:
            words = {"Munhälsa och kost": "munhalsa_och_kost", "Kvinnors hälsa": "kvinnors_halsa"}
            words |= {"Barn och unga": "barn_och_unga", "": "programgemensamt"}
            part = words.get(row[per], row[per])
            assert found[f"{table}.unika.{part}"]["varde"] == row["unika"]


def test_small_numbers_are_protected_unless_internal_is_said(tmp_path, capsys):
    open_, closed = tmp_path / "intern.json", tmp_path / "rapport.json"
    assert main(["rapport", "2024", "-o", str(open_), "--intern"]) == 0
    assert main(["rapport", "2024", "-o", str(closed)]) == 0

    shown, hidden = cells(open_), cells(closed)
    assert json.loads(closed.read_bytes())["sma_tal_skyddade"]
    assert not json.loads(open_.read_bytes())["sma_tal_skyddade"]
    away = {name for name in shown if shown[name]["varde"] is not None} & {
        name for name in hidden if hidden[name]["varde"] is None
    }
    few = {
        name
        for name, cell in shown.items()
        if name.startswith(("T1.unika", "V."))
        and ".unika." in name
        and cell["varde"] in range(1, 5)
    }
    assert few
    assert few <= away
    assert hidden["T1.unika.totalt"]["varde"] == 2425


def test_the_one_that_holds_is_kept_with_its_kontrollsumma(year, tmp_path, capsys, monkeypatch):
    """On a copy: settling writes into the database."""
    copy = tmp_path / "kopia.db"
    assert main(["sakerhetskopiera", str(copy)]) == 0
    monkeypatch.setenv("HALSOVERKSTAD_DATABAS", str(copy))
    path = tmp_path / "rapport.md"
    capsys.readouterr()

    assert main(["rapport", "2024", "-o", str(path), "--faststall"]) == 0

    said = capsys.readouterr().out
    text = path.read_text(encoding="utf-8")
    assert said.startswith(f"Rapporten är fastställd: {path}. sha256:")
    assert said.split()[-1] in text
    assert "UTKAST" not in text
    assert "Text saknas" not in text


def test_what_stands_in_the_way_is_told_and_nothing_is_written(tmp_path, capsys):
    path = tmp_path / "rapport.docx"
    path.write_bytes(b"den som fanns")

    assert main(["rapport", "2022", "-o", str(path), "--faststall"]) == 1

    assert "Perioden har inga loggade tillfällen (2022)." in capsys.readouterr().err
    assert path.read_bytes() == b"den som fanns"
    assert main(["rapport", "2022", "-o", str(path)]) == 0


def test_a_report_whose_file_cannot_be_written_is_not_settled(tmp_path, capsys, monkeypatch):
    copy = tmp_path / "kopia.db"
    assert main(["sakerhetskopiera", str(copy)]) == 0
    monkeypatch.setenv("HALSOVERKSTAD_DATABAS", str(copy))
    folder = tmp_path / "rapport.docx"
    folder.mkdir()

    assert main(["rapport", "2024", "-o", str(folder), "--faststall"]) == 1

    assert "kunde inte skrivas" in capsys.readouterr().err
    from contextlib import closing

    from halsoverkstad.access import open_existing
    from storage import frozen

    with closing(open_existing(copy)) as store:
        assert frozen.every(store) == []


def test_an_economy_is_read_and_stands_in_the_report(tmp_path, capsys, monkeypatch):
    copy = tmp_path / "kopia.db"
    assert main(["sakerhetskopiera", str(copy)]) == 0
    monkeypatch.setenv("HALSOVERKSTAD_DATABAS", str(copy))
    table, path = tmp_path / "ekonomi.csv", tmp_path / "rapport.json"
    table.write_text(ECONOMY, encoding="utf-8")

    assert main(["rapport", "2024", "--ekonomi", str(table), "-o", str(path)]) == 0

    said = capsys.readouterr()
    assert "Ekonomin för 2024 är inläst: 1\u00a0kostnadsrad, " in said.out
    assert "Ekonomin saknas" not in said.err
    assert cells(path)["E1.differens.summa"]["varde"] == 147_336


def test_every_fault_of_an_economy_is_told_and_nothing_is_kept(tmp_path, capsys):
    table = tmp_path / "ekonomi.csv"
    table.write_text("kostnad;budget;utfall\nLön;1,5;x\n", encoding="utf-8")

    assert main(["rapport", "2024", "--ekonomi", str(table)]) == 1

    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3
    assert told[0].startswith("ekonomi.csv, rad 2, kolumn ”budget”:")
    assert told[1].startswith("ekonomi.csv, rad 2, kolumn ”utfall”:")


def test_a_figure_is_explained_by_its_sessions_and_codes(capsys):
    assert main(["rapport", "2024", "--forklara", "T1.individuellt_stod.vuxna"]) == 0

    told = capsys.readouterr().out.splitlines()
    number = int(told[0].removeprefix("T1.individuellt_stod.vuxna: "))
    codes = [line.strip() for line in told if line.startswith("    d-")]
    sessions = [line for line in told if line.startswith("    t-")]
    assert len(codes) == len(set(codes)) == number > 0
    assert f"  {len(sessions)}\u00a0tillfällen:" in told


def test_a_share_is_explained_by_the_figures_that_it_is_made_of(capsys):
    assert main(["rapport", "2024", "--forklara", "T2.medel.kvinnors_halsa"]) == 0
    told = capsys.readouterr().out
    assert "T2.deltagartillfallen.kvinnors_halsa: " in told
    assert "T2.tillfallen.kvinnors_halsa: " in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Det saknas: -o FIL"),
        (("-o", "rapport.txt"), "ska sluta på"),
        (("-o", "rapport"), "ska sluta på"),
        (("--faststall",), "Det saknas: -o FIL"),
        (("--faststall", "--forklara", "T1.unika.vuxna"), "behöver en fil"),
        (("-o", "rapport.xlsx", "--mall", "brev.docx"), "hör till Word"),
        (("-o", "rapport.docx", "--mall", "brev.doc"), "ska vara en .docx-fil"),
        (("--forklara", "T1.unika.vuxa"), "Menar du T1.unika.vuxna"),
        (("--forklara", "T1.unika.vuxna.publicerat"), "publicerad siffra"),
        (("--forklara", "E1.budget.summa"), "inte räknad ur loggen"),
        (("--forklara", "M1.med.1"), "hur långt en dators uppgifter når"),
        (("--forklara", "=1+1"), "ingen siffra som heter"),
    ],
)
def test_what_is_asked_for_wrongly_is_told(arguments, told, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["rapport", "2024", *arguments]) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_letterhead_that_is_no_word_file_is_told(tmp_path, capsys):
    template = tmp_path / "brev.docx"
    template.write_text("inget dokument", encoding="utf-8")
    path = tmp_path / "rapport.docx"

    assert main(["rapport", "2024", "-o", str(path), "--mall", str(template)]) == 1

    assert str(template) in capsys.readouterr().err
    assert not path.exists()
