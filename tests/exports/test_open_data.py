"""`exportera --oppna-data`: protected tables that agree with `statistik --publik`, and their sheet."""

import csv
import io
import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from exports.measures import MEASURE_LABELS
from exports.open_data.figures import open_figures
from exports.open_data.package import FILES, write_package
from exports.protection.cuts import STANDARD
from exports.protection.public import public_statistics
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Kind
from storage import counting, sessions
from storage.importing import take_in
from storage.sessions import SessionEntry
from storage.store import Store
from tests.stores import ADULT, PROGRAMME, intake_2024, new_store

YEAR = Period.year(2024)
TYPES = {"string", "integer"}


@pytest.fixture(scope="module")
def year() -> Store:
    store = new_store()
    take_in(store, intake_2024(store.programme))
    return store


@pytest.fixture(scope="module")
def folder(year: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "ny"
    write_package(year, YEAR, folder)
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.mark.parametrize("cut", STANDARD, ids="_".join)
def test_each_table_is_what_statistik_publik_answers(year: Store, folder: Path, cut) -> None:
    answer = public_statistics(year, YEAR, cut)
    rows = rows_of(folder / f"{'_'.join(('statistik', *cut))}.csv")

    found = {
        tuple(row[each.value] for each in cut): {
            measure: int(row[measure]) if row[measure] else None for measure in MEASURE_LABELS
        }
        for row in rows
    }
    expected = {
        tuple(value or "Programgemensamt" for value in row.key): dict(row.figures)
        for row in answer.rows
    }
    assert found == expected
    assert {row["period"] for row in rows} == {"2024"}


def test_small_numbers_are_hidden_and_the_others_are_as_counted(year: Store) -> None:
    hidden = 0
    for cut, rows in open_figures(year, YEAR).tables.items():
        counted = {row.key: row.figures for row in counting.statistics(year, YEAR, cut).rows}
        for row in rows:
            for measure, figure in row.figures.items():
                hidden += figure is None
                assert figure in {None, counted[row.key][measure]}
                if measure.startswith("unika"):
                    assert figure not in {1, 2, 3, 4}
    assert hidden > 100


# What describes it


def test_the_package_describes_its_files_as_the_standard_asks(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))

    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["name"] == "jamlik-halsa-lindangen-2024"
    assert "licenses" not in package, "the publisher chooses it"
    resources = package["resources"]
    assert len({each["name"] for each in resources}) == len(resources) == len(STANDARD)
    for resource in resources:
        content = (folder / resource["path"]).read_bytes()
        assert re.fullmatch(r"[a-z0-9_]+\.csv", resource["path"])
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        assert (resource["type"], resource["mediatype"]) == ("table", "text/csv")
        schema = resource["schema"]
        head, *lines = csv.reader(io.StringIO(content.decode(), newline=""))
        assert [each["name"] for each in schema["fields"]] == head
        assert schema["missingValues"] == [""]
        for number, field in enumerate(schema["fields"]):
            assert field["type"] in TYPES
            assert field["title"]
            assert field["description"].endswith(".")
            cells = [line[number] for line in lines]
            if field["type"] == "integer":
                assert all(re.fullmatch(r"\d*", cell) for cell in cells)
            else:
                assert all(cells), "an empty cell is a hidden figure and nothing else"
            if "categories" in field:
                assert {*cells} <= {each["value"] for each in field["categories"]}
        at = [head.index(each) for each in schema["primaryKey"]]
        keys = [tuple(line[each] for each in at) for line in lines]
        assert len({*keys}) == len(keys)


def test_the_sheet_explains_every_table_and_column(folder: Path) -> None:
    text = (folder / "beskrivning.md").read_text("utf-8")
    for name in FILES:
        assert name in text or name == "beskrivning.md"
    for column in ("period", "verkstad", "grupp", "kvartal", *MEASURE_LABELS):
        assert f"| {column} |" in text
    assert "En tom ruta är en siffra som döljs" in text
    assert "Licensen väljs av den som publicerar" in text
    assert "minst 2 olika datum" in text


def test_the_same_facts_give_the_same_bytes(year: Store, folder: Path, tmp_path: Path) -> None:
    write_package(year, YEAR, tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
    assert {each.name for each in folder.iterdir()} == {*FILES}


# Odd input


def test_made_up_figures_say_so_in_every_file(tmp_path: Path) -> None:
    store = new_store(made_up=True)
    sessions.save(store, SessionEntry(Session(YEAR.first, heads={ADULT: Heads(20)})))
    write_package(store, YEAR, tmp_path)
    for path in tmp_path.iterdir():
        text = path.read_text("utf-8")
        assert "Påhittade uppgifter" in text or "pahittade_uppgifter" in text.splitlines()[0]
    assert rows_of(tmp_path / "statistik.csv")[0]["pahittade_uppgifter"] == "ja"
    store.close()


def test_an_empty_period_is_one_row_of_noughts(store: Store, tmp_path: Path) -> None:
    write_package(store, Period.year(1999), tmp_path)
    (row,) = rows_of(tmp_path / "statistik.csv")
    assert {row[each] for each in MEASURE_LABELS} == {"0"}
    assert rows_of(tmp_path / "statistik_grupp.csv") == []


def test_a_workshop_of_any_name_comes_through(tmp_path: Path) -> None:
    name = '=1+1,"<b>|&'
    store = new_store(PROGRAMME.replace('namn = "Kvinnors hälsa"', f"namn = '{name}'"))
    session = Session(YEAR.first, name, Kind.GROUP, heads={ADULT: Heads(20)})
    sessions.save(store, SessionEntry(session))
    write_package(store, YEAR, tmp_path)
    (row,) = rows_of(tmp_path / "statistik_verkstad.csv")
    assert (row["verkstad"], row["deltagartillfallen"]) == (name, "20")
    store.close()


def test_a_folder_with_anything_else_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "narvaro.csv").touch()
    with pytest.raises(Fault, match="innehåller redan annat"):
        write_package(store, YEAR, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["narvaro.csv"]


def test_half_a_package_is_none(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_package(store, Period.year(1999), tmp_path)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}

    def full(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(Fault, match="disken är full"):
        write_package(store, YEAR, tmp_path)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before
