"""A programme of several computers on the command line: join, hand in, merge, answer."""

import csv
import json
from pathlib import Path

import pytest

from halsoverkstad.__main__ import main

DATA = Path(__file__).parent / "data" / "2024"
PARTS = 4
PHRASE = "sol vind vatten eld"


@pytest.fixture(autouse=True)
def secrets(monkeypatch):
    """What scripts give instead of answers."""
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", "fyra små ord")
    monkeypatch.setenv("HALSOVERKSTAD_LOSENFRAS", PHRASE)


@pytest.fixture
def run(tmp_path):
    """A command on the database of a computer in the folder of the test."""

    def command(computer, *arguments, status=0):
        assert main(["--databas", str(tmp_path / f"{computer}.db"), *arguments]) == status

    return command


@pytest.fixture
def parts(tmp_path):
    """The year of three laptops dealt out to four: every fourth session to each."""
    tables = {}
    for kind in ("tillfallen", "narvaro"):
        rows = []
        for file in sorted(DATA.glob(f"*-{kind}.csv")):
            with file.open(encoding="utf-8-sig", newline="") as opened:
                head, *more = csv.reader(opened, delimiter=";")
                rows += more
        tables[kind] = (head, rows)
    number = {row[0]: at % PARTS for at, row in enumerate(tables["tillfallen"][1])}
    files = []
    for part in range(PARTS):
        own = []
        for kind, (head, rows) in tables.items():
            path = tmp_path / f"del{part}-{kind}.csv"
            with path.open("w", encoding="utf-8", newline="") as opened:
                mine = [row for row in rows if number[row[0]] == part]
                csv.writer(opened, delimiter=";").writerows([head, *mine])
            own.append(str(path))
        files.append(own)
    return files


def answer(capsys, run, computer, *arguments):
    capsys.readouterr()
    run(computer, *arguments, "--format", "json")
    return json.loads(capsys.readouterr().out)


def test_four_laptops_merge_to_the_answer_of_one_database(tmp_path, run, parts, capsys):
    run("samordnare", "samordnare", "skapa", "-o", str(tmp_path / "p.halsaprogram"))
    handed_in = []
    for number, files in enumerate(parts):
        run(f"l{number}", "importera", *files)
        run(f"l{number}", "anslut", str(tmp_path / "p.halsaprogram"), "--dator", f"Dator {number}")
        run(f"l{number}", "exportera", "-o", str(tmp_path / f"l{number}.halsa"))
        handed_in.append(str(tmp_path / f"l{number}.halsa"))
    words = {line for line in capsys.readouterr().out.splitlines() if "Kontrollord" in line}
    assert len(words) == 1
    run("samordnare", "sammanfoga", handed_in[2], handed_in[0])
    run("samordnare", "sammanfoga", *handed_in)
    run("en", "importera", *(file for files in parts for file in files))

    for per in ((), ("--per", "verkstad,grupp"), ("--per", "kvartal"), ("--per", "aktivitet")):
        merged = answer(capsys, run, "samordnare", "statistik", "2024", *per)
        single = answer(capsys, run, "en", "statistik", "2024", *per)
        assert merged["rader"] == single["rader"]
    assert [each["namn"] for each in merged["underlag"]["datorer"]] == [
        "Dator 0", "Dator 1", "Dator 2", "Dator 3", "Samordnarens dator",
    ]  # fmt: skip


def test_a_changed_export_brings_only_what_changed(tmp_path, run, capsys):
    run("s", "samordnare", "skapa", "-o", str(tmp_path / "p.halsaprogram"))
    first, second = tmp_path / "1.halsa", tmp_path / "2.halsa"
    rows = tmp_path / "n.csv"
    run("l", "anslut", str(tmp_path / "p.halsaprogram"))
    for target, groups in ((first, ("vuxna", "vuxna")), (second, ("vuxna", "yrkesverksamma"))):
        lines = [f"T{n};2025-03-0{n};p{n};{group}" for n, group in enumerate(groups, 1)]
        text = "\n".join(["tillfälle;datum;deltagare;grupp", *lines])
        rows.write_text(text, encoding="utf-8")
        run("l", "importera", str(rows))
        run("l", "exportera", "-o", str(target))

    run("s", "sammanfoga", str(second))
    newest_first = answer(capsys, run, "s", "statistik", "2025", "--per", "grupp")["rader"]
    merged = answer(capsys, run, "s", "sammanfoga", str(first))

    assert (merged["nya"], merged["andrade"]) == (0, 0)
    assert answer(capsys, run, "s", "statistik", "2025", "--per", "grupp")["rader"] == newest_first
    assert [row["grupp"] for row in newest_first] == ["vuxna", "yrkesverksamma"]


def test_the_coordinators_file_goes_back_to_the_laptops(tmp_path, run, capsys):
    run("s", "samordnare", "skapa", "-o", str(tmp_path / "p.halsaprogram"))
    run("l", "anslut", str(tmp_path / "p.halsaprogram"))
    run("l", "exportera", "-o", str(tmp_path / "l.halsa"))
    run("s", "sammanfoga", str(tmp_path / "l.halsa"))
    run("s", "exportera", "-o", str(tmp_path / "svar.halsa"))

    run("l", "sammanfoga", str(tmp_path / "svar.halsa"))
    run("s", "sammanfoga", str(tmp_path / "svar.halsa"), status=1)

    assert "skriven för hälsofrämjarnas datorer" in capsys.readouterr().err


def test_a_mistyped_phrase_is_told(tmp_path, run, monkeypatch, capsys):
    run("s", "samordnare", "skapa", "-o", str(tmp_path / "p.halsaprogram"))
    for number, phrase in enumerate((PHRASE, PHRASE.upper(), "sol vind vatten elden")):
        monkeypatch.setenv("HALSOVERKSTAD_LOSENFRAS", phrase)
        run(f"l{number}", "anslut", str(tmp_path / "p.halsaprogram"), "--dator", f"D{number}")
        run(f"l{number}", "exportera", "-o", str(tmp_path / f"{number}.halsa"))
    capsys.readouterr()

    run("s", "sammanfoga", *(str(tmp_path / f"{number}.halsa") for number in range(3)))

    said = capsys.readouterr().err
    assert "D2 har en annan lösenfras" in said
    assert "D0 har en annan" not in said


def test_a_bad_file_stops_all_or_is_left_out_when_asked(tmp_path, run, capsys):
    run("s", "samordnare", "skapa", "-o", str(tmp_path / "p.halsaprogram"))
    run("l", "anslut", str(tmp_path / "p.halsaprogram"))
    good, bad = tmp_path / "bra.halsa", tmp_path / "trasig.halsa"
    run("l", "exportera", "-o", str(good))
    bad.write_bytes(good.read_bytes()[:-40])
    before = answer(capsys, run, "s", "statistik", "2025")

    run("s", "sammanfoga", str(good), str(bad), status=1)
    assert "trasig.halsa" in capsys.readouterr().err
    assert answer(capsys, run, "s", "statistik", "2025") == before

    run("s", "sammanfoga", str(good), str(bad), "--hoppa-over")
    said = capsys.readouterr()
    assert "Hoppades över" in said.err
    assert "bra.halsa" in said.out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["exportera", "-o", "x.halsa"], "anslut"),
        (["sammanfoga", "x.halsa"], "anslut"),
        (["anslut", "saknas.halsaprogram"], "saknas.halsaprogram"),
    ],
)
def test_before_joining_there_is_a_sentence(tmp_path, run, capsys, arguments, word):
    (tmp_path / "t.csv").write_text("tillfälle;datum\nA;2025-01-01\n", encoding="utf-8")
    run("l", "importera", str(tmp_path / "t.csv"))
    run("l", *arguments, status=1)
    assert word in capsys.readouterr().err


def test_no_code_or_note_leaves_the_laptop(tmp_path, run):
    """Opened with the coordinator's key, the lines hold no participant's code and no note."""
    from contextlib import closing

    from exports.halsa.bundle import read_bundle
    from exports.halsa.keys import keys_from
    from exports.halsa.lines import version_line
    from halsoverkstad import access
    from storage import joining

    run("s", "samordnare", "skapa", "-o", str(tmp_path / "p.halsaprogram"))
    run("l", "anslut", str(tmp_path / "p.halsaprogram"))
    text = "tillfälle;datum;deltagare;grupp;anteckning\nNYCKEL7;2025-01-01;KOD77;vuxna;Hemlig\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    run("l", "importera", str(tmp_path / "t.csv"))
    run("l", "exportera", "-o", str(tmp_path / "l.halsa"))

    with closing(access.open_existing(tmp_path / "s.db")) as store:
        mine = joining.membership(store)
        bundle = read_bundle(
            tmp_path / "l.halsa", keys_from(mine.keys), programme=mine.programme_id
        )
    lines = b"\n".join(map(version_line, bundle.versions))

    assert b"2025-01-01" in lines
    for word in (b"KOD77", b"Hemlig", b"NYCKEL7"):
        assert word not in lines
