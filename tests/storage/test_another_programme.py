"""A programme of another sort needs a file and no code: Malmöandan, from its files to its figures."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from exports.facts_csv import write_folder
from exports.form import write_form
from exports.reading import read_files
from exports.statistics_output import FORMATS, render
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension
from storage import counting, sessions, settings
from storage.checking import findings
from storage.importing import take_in
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.stores import PROGRAMME, counted, new_store, register

MALMOANDAN = """
namn = "Malmöandan"
parter = ["Malmö stad", "ABF"]

[[verkstader]]
namn = "Språkkafé"
fran = 2024-09-01

[[verkstader]]
namn = "Cykelverkstaden"

[[grupper]]
nyckel = "aldre"
namn = "äldre"
aven = ["pensionärer", "65+"]

[[grupper]]
nyckel = "nyanlanda"
namn = "nyanlända"

[[grupper]]
nyckel = "frivilliga"
namn = "frivilliga"

[omraden]
namn = ["Rosengård", "Fosie"]

[kon]
namn = ["kvinna", "man"]

[definitioner]
aterkommande_dagar = 3
regelbunden_veckor = 2
regelbunden_andel = 1

[[overenskommelser]]
fran = 2025-01-01
till = 2025-12-31
mottagare = "fritidsnämnden"
"""
HELD = """tillfälle;datum;verkstad;äldre;äldre nya;nyanlanda
t1;2025-01-08;Språkkafé;4;1;
t2;2025-01-15;språkkafé;;;2
t3;2025-01-22;Cykelverkstaden;;;
"""
CAME = """tillfälle;deltagare;grupp;bostadsområde;kön
t1;k1;Pensionärer;Rosengård;kvinna
t2;k1;65+;;
t3;k1;aldre;Fosie;
t1;k2;nyanlända;;man
t3;k2;frivilliga;;
"""
YEAR = Period.year(2025)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database of that programme, with what two files say."""
    with closing(new_store(MALMOANDAN)) as store:
        (tmp_path / "t.csv").write_text(HELD, encoding="utf-8")
        (tmp_path / "n.csv").write_text(CAME, encoding="utf-8")
        read = read_files([tmp_path / "n.csv", tmp_path / "t.csv"], store.programme)
        assert read.faults == ()
        assert take_in(store, read).new == 8
        yield store


def figures(store: Store, dimension: Dimension, measure: str) -> dict[str, int]:
    rows = counting.statistics(store, YEAR, [dimension]).rows
    return {row.key[0]: row.figures[measure] for row in rows}


def test_its_groups_areas_and_workshops_are_counted(store: Store) -> None:
    assert figures(store, Dimension.GROUP, "unika_registrerade") == {
        "aldre": 1,
        "nyanlanda": 0,
        "frivilliga": 1,
    }
    assert figures(store, Dimension.GROUP, "deltagartillfallen") == {
        "aldre": 7,
        "nyanlanda": 3,
        "frivilliga": 1,
    }
    assert figures(store, Dimension.AREA, "unika") == {
        "Fosie": 1,
        "uppgift saknas": 2,
        "Rosengård": 0,
    }
    assert list(figures(store, Dimension.WORKSHOP, "tillfallen").items()) == [
        ("Språkkafé", 2),
        ("Cykelverkstaden", 1),
    ]


def test_its_thresholds_hold(store: Store) -> None:
    """Three dates to have returned; two weeks, and all of those held, to be regular."""
    (row,) = counting.statistics(store, YEAR).rows
    assert row.figures["aterkommande"] == 1
    assert row.figures["regelbundna"] == 1
    assert counting.statistics(store, YEAR).definitions.returning_dates == 3


def test_a_group_of_two_on_one_day_is_the_first_of_its_settings(store: Store) -> None:
    person = register(store, "Bo")
    for group in ("frivilliga", "nyanlanda"):
        came = (Present(person, Attributes(group)),)
        sessions.save(store, SessionEntry(Session(date(2025, 2, 3)), came))
    assert figures(store, Dimension.GROUP, "unika_registrerade")["nyanlanda"] == 1


def test_it_is_checked_and_written_and_read_back(store: Store, tmp_path: Path) -> None:
    assert not [each for each in findings(store) if each.severity == "fel"]
    write_folder(store, tmp_path / "export")
    text = (tmp_path / "export" / "tillfallen.csv").read_text(encoding="utf-8-sig")
    assert "aldre;nyanlanda;frivilliga;aldre nya" in text
    with closing(new_store(MALMOANDAN, seed=2)) as elsewhere:
        files = sorted((tmp_path / "export").iterdir())
        assert take_in(elsewhere, read_files(files, elsewhere.programme)).faults == ()
        for dimension in Dimension:
            assert counted(elsewhere, YEAR, [dimension]) == counted(store, YEAR, [dimension])


def test_its_answers_and_its_form_have_its_words(store: Store, tmp_path: Path) -> None:
    answer = counting.statistics(store, YEAR, [Dimension.GROUP])
    written = {form: render(answer, form) for form in FORMATS}
    assert all(written.values())
    told = json.loads(written["json"])
    assert told["program"] == "Malmöandan"
    assert told["definitioner"]["regelbunden_andel"] == 1
    assert [row["grupp"] for row in told["rader"]] == ["aldre", "nyanlanda", "frivilliga"]
    assert "frivilliga" in written["tabell"].decode()
    write_form(store.programme, tmp_path / "mall.xlsx")
    assert (tmp_path / "mall.xlsx").stat().st_size > 0


def test_a_database_may_change_programme_and_keeps_what_was_logged(store: Store) -> None:
    """Values that the new settings do not know stay, after those that they know."""
    before = counting.statistics(store, YEAR).rows[0].figures
    settings.set_programme(store, PROGRAMME)
    heads = {"vuxna": Heads(1)}
    sessions.save(store, SessionEntry(Session(date(2025, 3, 1), "Kvinnors hälsa", heads=heads)))
    assert list(figures(store, Dimension.WORKSHOP, "tillfallen")) == [
        "Kvinnors hälsa",
        "Cykelverkstaden",
        "Språkkafé",
    ]
    assert list(figures(store, Dimension.GROUP, "unika")) == [
        "vuxna",
        "aldre",
        "frivilliga",
        "nyanlanda",
    ]
    settings.set_programme(store, MALMOANDAN)
    assert figures(store, Dimension.WORKSHOP, "tillfallen")["Kvinnors hälsa"] == 1
    after = counting.statistics(store, Period.parse("2025-01-01..2025-01-31")).rows[0].figures
    assert dict(after) == dict(before)
