"""`statistik --publik`: small numbers are hidden in every form, and the others are right."""

import csv
import io
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from halsoverkstad.__main__ import main

ROOT = Path(__file__).parent.parent
PERIOD = "2025"
CUT = ("--per", "verkstad,grupp")
KEYS = {"verkstad", "grupp"}


def sessions():
    """Two workshops; of those who work with children three come, all to one of them."""
    for number in range(12):
        workshop = "Kvinnors hälsa" if number % 3 else "Barn och unga"
        adults = range(8 + number % 3)
        children = range(6) if number % 3 == 0 else range(0)
        workers = range(3) if number in {1, 2} else range(0)
        day = f"2025-{number + 1:02}-0{number % 9 + 1}"
        for group, people in (
            ("vuxna", adults),
            ("barn och unga", children),
            ("yrkesverksamma", workers),
        ):
            yield from (f"S{number};{day};{workshop};{group[0]}{each};{group}" for each in people)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("publik")
    path = folder / "narvaro.csv"
    lines = ["tillfälle;datum;verkstad;deltagare;grupp", *sessions()]
    path.write_text("\n".join(lines), encoding="utf-8")
    database = folder / "logg.db"
    subprocess.run(
        [sys.executable, "-m", "halsoverkstad", "importera", str(path)],
        check=True,
        cwd=ROOT,
        env=os.environ
        | {"HALSOVERKSTAD_DATABAS": str(database), "HALSOVERKSTAD_LOSENORD": "fyra små ord"},
    )
    return database


@pytest.fixture(autouse=True)
def database(filled, monkeypatch):
    monkeypatch.setenv("HALSOVERKSTAD_DATABAS", str(filled))
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", "fyra små ord")


@pytest.fixture
def said(capsysbinary):
    def say(*arguments):
        capsysbinary.readouterr()
        assert main(["statistik", PERIOD, *arguments]) == 0
        return capsysbinary.readouterr().out

    return say


def rows_of(answer):
    return {(row["verkstad"], row["grupp"]): row for row in json.loads(answer)["rader"]}


def test_a_hidden_figure_is_null_and_every_other_is_as_counted(said):
    counted = rows_of(said(*CUT, "--format", "json"))
    public = rows_of(said(*CUT, "--format", "json", "--publik"))

    assert list(public) == list(counted)
    few = public["Kvinnors hälsa", "yrkesverksamma"]
    assert few["unika"] is few["nya"] is few["deltagartillfallen"] is None
    hidden = 0
    for key, row in public.items():
        for name, figure in row.items():
            hidden += figure is None
            assert figure is None or figure == counted[key][name]
    assert hidden > sum(figure is None for figure in few.values()), "another is hidden with it"


def test_csv_leaves_hidden_figures_empty_and_has_the_same_columns(said):
    def read(*more):
        text = said(*CUT, "--format", "csv", *more).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text), delimiter=";"))

    counted, public = read(), read("--publik")
    assert list(public[0]) == list(counted[0])
    assert "" in {row["unika"] for row in public}
    assert all(
        one[name] in {"", other[name]}
        for one, other in zip(public, counted, strict=True)
        for name in one
        if name not in KEYS
    )


def test_the_table_says_what_the_dots_mean(said):
    public = said(*CUT, "--publik").decode()
    line = next(each for each in public.splitlines() if "yrkesverksamma" in each)
    assert ".." in line
    assert "%" not in line, "the degree of registration would tell"
    assert "”..” står för siffror som döljs" in public
    assert "Att lämna ut: små tal är skyddade." in public
    internal = said(*CUT).decode()
    assert ".." not in internal
    assert "Intern: små tal är inte skyddade." in internal


def test_a_single_list_of_a_small_period_shows_nothing_of_the_few(said, tmp_path):
    del said
    path = tmp_path / "narvaro.csv"
    path.write_text(
        "tillfälle;datum;deltagare;grupp\nA;2030-01-07;x;vuxna\nA;2030-01-07;y;vuxna\n"
        "B;2030-01-08;x;vuxna\n",
        encoding="utf-8",
    )
    environment = os.environ | {"HALSOVERKSTAD_DATABAS": str(tmp_path / "annan.db")}
    run = [sys.executable, "-m", "halsoverkstad"]
    subprocess.run([*run, "importera", str(path)], check=True, cwd=ROOT, env=environment)
    shown = subprocess.run(
        [*run, "statistik", "2030", "--publik", "--format", "json"],
        check=True,
        cwd=ROOT,
        env=environment,
        capture_output=True,
    ).stdout
    (row,) = json.loads(shown)["rader"]
    assert row["tillfallen"] == 2, "how many sessions were held says nothing of anyone"
    people = {"unika", "unika_lagst", "unika_hogst", "unika_registrerade", "nya", "aterkommande"}
    assert {row[each] for each in people} == {None}
    assert row["deltagartillfallen"] is None
    assert row["individuella"] == row["individuellt_stod"] == 0, "there were no such sessions"


def test_excel_has_dots_for_hidden_figures_and_no_bar(said, tmp_path):
    target = tmp_path / "publik.xlsx"
    said(*CUT, "--publik", "-o", str(target))
    book = CalamineWorkbook.from_filelike(BytesIO(target.read_bytes()))
    data = book.get_sheet_by_name("Statistik").to_python()
    head = data[0]
    row = next(each for each in data if "yrkesverksamma" in each)
    assert row[head.index("Unika deltagare")] == ".."
    assert row[head.index("Registreringsgrad")] == ".."
    guide = " ".join(
        str(cell) for line in book.get_sheet_by_name("Läs mig").to_python() for cell in line
    )
    assert "Att lämna ut: små tal är skyddade." in guide
    chart = book.get_sheet_by_name("Diagram").to_python()
    bar = next(line for line in chart if "yrkesverksamma" in str(line[0]))
    assert bar[1] == ""


@pytest.mark.parametrize("form", ["json", "csv", "tabell"])
def test_the_same_facts_give_the_same_bytes(said, form):
    ask = (*CUT, "--publik", "--format", form)
    assert said(*ask) == said(*ask)


def test_a_cut_that_hides_nothing_is_as_counted(said):
    counted = json.loads(said("--format", "json"))
    assert json.loads(said("--format", "json", "--publik")) == counted


def test_a_cut_too_fine_to_be_safe_beside_coarser_ones_is_told_of(capsys):
    assert main(["statistik", PERIOD, *CUT, "--publik"]) == 0
    assert "snäva in" not in "".join(capsys.readouterr())
    assert main(["statistik", PERIOD, "--per", "kvartal,grupp", "--publik", "--format", "csv"]) == 0
    said = capsys.readouterr()
    assert "går att snäva in" in said.err
    assert "snäva in" not in said.out
