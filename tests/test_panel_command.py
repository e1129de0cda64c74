"""`panel`: drawn where everybody is counted once, shown by name only where names are known."""

import re

import pytest

from halsoverkstad.__main__ import main
from storage import keys


@pytest.fixture(autouse=True)
def database(monkeypatch, tmp_path):
    """Where commands find a database that is not there yet, and its password."""
    monkeypatch.setattr(keys, "_ARGON_MEMORY_KIB", 64)  # slow on purpose, and often opened here
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", "fyra små ord")
    monkeypatch.setenv("HALSOVERKSTAD_DATABAS", str(tmp_path / "logg.db"))


@pytest.fixture
def say(capsys):
    def run(*arguments, status=0):
        capsys.readouterr()
        assert main(["panel", *arguments]) == status, capsys.readouterr().err
        told = capsys.readouterr()
        return told.out if status == 0 else told.err

    return run


@pytest.fixture
def filled(tmp_path, capsys):
    rows = ["tillfälle;datum;verkstad;deltagare;grupp"]
    rows += [
        f"S{day};2025-03-{day:02};Kvinnors hälsa;KOD{each};vuxna"
        for day in (3, 10)
        for each in range(9)
    ]
    rows += [f"B{day};2025-03-{day:02};Barn och unga;B{each};barn och unga"
             for day in (4, 11) for each in range(3)]  # fmt: skip
    file = tmp_path / "n.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    assert main(["importera", str(file)]) == 0
    capsys.readouterr()


def test_a_round_from_the_draw_to_the_answers(filled, say, tmp_path):
    drawn = say("dra", "2025", "--antal", "5", "--fro", "7")
    assert "med frö 7, högst 5 av varje verkstad och grupp" in drawn
    assert "Kvinnors hälsa, vuxna/vårdnadshavare: 5 av 9" in drawn
    assert "Barn och unga" not in drawn, "children only if it is said"
    codes = re.findall(r"KOD\d", drawn)
    assert len({*codes}) == 5

    assert say("visa", "2025") == drawn
    where = ("--verkstad", "kvinnors hälsa", "--grupp", "vuxna/vårdnadshavare")
    assert "5 nådda · 4 svarade (80,0 %)" in say(
        "svar", "2025", *where, "--nadda", "5", "--svarade", "4"
    ).replace("\N{NO-BREAK SPACE}", " ")

    file = tmp_path / "koder.csv"
    assert "med 5 koder, utan namn" in say("visa", "2025", "-o", str(file))
    assert file.stat().st_mode & 0o077 == 0
    text = file.read_text("utf-8-sig")
    assert len(re.findall(r"d-[0-9a-z-]{14};Kvinnors hälsa;vuxna/", text)) == 5
    assert len(re.findall(r";nej;2025;\d{4}-\d\d-\d\d;7$", text, re.MULTILINE)) == 5
    assert "KOD" not in text, "codes from files are treated as names are"

    assert "tillfrågas inte" in say("avboj", codes[0])
    say("visa", "2025", "-o", str(file))
    assert len(re.findall("d-[0-9a-z-]{14};", file.read_text("utf-8-sig"))) == 4
    shown = say("visa", "2025")
    assert re.search(rf"{codes[0]} .*fråga inte: har avböjt", shown)
    assert "1 har fallit bort" in shown
    assert "kan dras" in say("avboj", codes[0], "--angra")
    assert "fallit bort" not in say("visa", "2025")

    assert "redan dragen" in say("dra", "2025", "--antal", "5", status=1)
    assert "är borttagen" in say("ta-bort", "2025")
    assert "dragen" in say("dra", "2025", "--antal", "2", "--grupp", "barn och unga")


def test_a_trial_tells_how_many_and_never_who(filled, say):
    tried = say("dra", "2025", "--antal", "5", "--fro", "7", "--prova")
    assert tried == (
        "Panelen 2025 skulle bli, med högst 5 av varje verkstad och grupp bland dem som "
        "återkommit:\n"
        "  Alla: 5 av 9\n"
        "  Kvinnors hälsa, vuxna/vårdnadshavare: 5 av 9\n"
        "Vilka de är syns först när omgången är dragen. Inget är sparat.\n"
    )
    assert say("dra", "2025", "--antal", "5", "--fro", "8", "--prova") == tried
    assert "Ingen sådan panel" in say("visa", "2025", status=1)


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("dra", "2025"), 2, "Det saknas: --antal"),
        (("dra", "2025", "--antal", "fem"), 2, "”fem” är inget heltal"),
        (("dra", "2025", "--antal", "0"), 1, "mellan 1 och 1000"),
        (("dra", "i år", "--antal", "5"), 2, "är ingen period"),
        (("dra", "1999", "--antal", "5"), 1, "Ingen att dra"),
        (("dra", "2025", "--antal", "5", "--grupp", "katter"), 1, "Gruppen ”katter” finns inte"),
        (("dra", "2025", "--antal", "5", "--verkstad", "X"), 1, "Verkstaden ”X” finns inte"),
        (("visa", "2025", "--antal", "5"), 2, "--antal hör ihop med panel dra"),
        (("dra", "2025", "--antal", "5", "-o", "x.csv"), 2, "-o hör ihop med panel visa"),
        (("visa", "2025"), 1, "Ingen sådan panel"),
        (("svar", "2025", "--nadda", "1"), 2, "--svarade"),
        (("svar", "2025", "--nadda", "1", "--svarade", "1"), 2, "en --verkstad och en --grupp"),
        (("avboj", "Ingen Sådan"), 1, "Ingen deltagare här"),
        (("avboj", "KOD1", "--grupp", "vuxna"), 2, "utan --verkstad"),
        (("gissa", "2025"), 2, "välj bland"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(filled, say, arguments, status, told):
    said = say(*arguments, status=status)
    assert told in said
    assert said.count("\n") == 1
