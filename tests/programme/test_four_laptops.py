"""Four laptops and a coordinator: their files, merged in any order, give the one right answer."""

import csv
from itertools import permutations
from pathlib import Path

import pytest

from tests.programme.conftest import PHRASE, PROGRAMME, Computers

DATA = Path(__file__).parents[1] / "data" / "2024"
PARTS = 4
CUTS = ((), ("--per", "verkstad,grupp"), ("--per", "kvartal"), ("--per", "aktivitet"))


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
    return [
        [
            written(
                tmp_path / f"del{part}-{kind}.csv",
                [head, *(row for row in rows if number[row[0]] == part)],
            )
            for kind, (head, rows) in tables.items()
        ]
        for part in range(PARTS)
    ]


def written(path, rows):
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows(rows)
    return path.name


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened, delimiter=";"))


def every_cut(computers, computer):
    return [computers.answer(computer, "statistik", "2024", *per)["rader"] for per in CUTS]


def test_four_laptops_merge_to_the_answer_of_one_database(computers: Computers, parts):
    computers.run("samordnare", "samordnare", "skapa", "-o", PROGRAMME)
    handed_in, words = [], set()
    for number, files in enumerate(parts):
        laptop = f"l{number}"
        computers.run(laptop, "importera", *files)
        words.add(computers.words(laptop, "--dator", f"Dator {number}"))
        handed_in.append(computers.hands_in(laptop))
    assert len(words) == 1
    computers.run("samordnare", "sammanfoga", handed_in[2], handed_in[0])
    computers.run("samordnare", "sammanfoga", *handed_in)
    computers.run("en", "importera", *(file for files in parts for file in files))

    assert every_cut(computers, "samordnare") == every_cut(computers, "en")
    told = computers.answer("samordnare", "statistik", "2024")["underlag"]["datorer"]
    assert [each["namn"] for each in told] == [
        "Dator 0", "Dator 1", "Dator 2", "Dator 3", "Samordnarens dator",
    ]  # fmt: skip


def test_thirty_rows_changed_and_handed_in_again_in_any_order(computers: Computers, parts):
    """Old and new files in every order give what a single database says of the changed rows."""
    computers.run("skapare", "samordnare", "skapa", "-o", PROGRAMME)
    computers.run("skapare", "sakerhetskopiera", "tom.db")
    for number, files in enumerate(parts[:2]):
        computers.run(f"l{number}", "importera", *files)
        computers.run(f"l{number}", "anslut", PROGRAMME, "--dator", f"D{number}")
    old = [computers.hands_in("l0"), computers.hands_in("l1")]
    name = parts[0][1]
    head, *rows = rows_of(computers.folder / name)
    place = {column: at for at, column in enumerate(head)}
    changed = 0
    for row in rows[:: len(rows) // 30][:30]:
        groups = ["vuxna", "barn och unga", "yrkesverksamma"]
        now = groups[(changed + 1) % 3]
        row[place["grupp"]] = now if row[place["grupp"]] != now else groups[changed % 3]
        changed += 1
    assert changed == 30
    written(computers.folder / name, [head, *rows])
    told = computers.answer("l0", "importera", name)
    assert told["andrade"] == 30
    new = computers.hands_in("l0")
    computers.run("en", "importera", *(file for files in parts[:2] for file in files))
    right = every_cut(computers, "en")

    sums = set()
    for number, order in enumerate(permutations([*old, new])):
        copied = f"s{number}"
        (computers.folder / f"{copied}.db").write_bytes((computers.folder / "tom.db").read_bytes())
        for file in order:
            computers.run(copied, "sammanfoga", file)
        assert every_cut(computers, copied) == right
        sums.add(computers.answer(copied, "statistik", "2024")["underlag"]["kontrollsumma"])
    assert len(sums) == 1


def test_a_known_export_brings_nothing(computers: Computers):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.run("l", "anslut", PROGRAMME)
    computers.imports("l", "p1", "p2")
    first = computers.hands_in("l")
    computers.imports("l", "p2", "p3")
    computers.run("s", "sammanfoga", computers.hands_in("l"))
    newest_first = computers.answer("s", "statistik", "2025", "--per", "grupp")["rader"]

    merged = computers.answer("s", "sammanfoga", first)

    assert (merged["nya"], merged["andrade"]) == (0, 0)
    assert computers.answer("s", "statistik", "2025", "--per", "grupp")["rader"] == newest_first


def test_the_coordinators_file_goes_back_to_the_laptops(computers: Computers):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.run("l", "anslut", PROGRAMME)
    computers.run("s", "sammanfoga", computers.hands_in("l"))
    computers.run("s", "exportera", "-o", "svar.halsa")

    computers.run("l", "sammanfoga", "svar.halsa")
    computers.run("s", "sammanfoga", "svar.halsa", status=1)

    assert "skriven för hälsofrämjarnas datorer" in computers.error


def test_a_mistyped_phrase_is_told(computers: Computers, phrase):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    for number, typed in enumerate((PHRASE, PHRASE.upper(), "sol vind vatten elden")):
        phrase(typed)
        computers.run(f"l{number}", "anslut", PROGRAMME, "--dator", f"D{number}")

    computers.run("s", "sammanfoga", *(computers.hands_in(f"l{number}") for number in range(3)))

    assert "D2 har en annan lösenfras" in computers.error
    assert "D0 har en annan" not in computers.error


def test_a_bad_file_stops_all_or_is_left_out_when_asked(computers: Computers):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.run("l", "anslut", PROGRAMME)
    good = computers.hands_in("l")
    whole = (computers.folder / good).read_bytes()
    (computers.folder / "trasig.halsa").write_bytes(whole[:-40])
    before = computers.answer("s", "statistik", "2025")

    computers.run("s", "sammanfoga", good, "trasig.halsa", status=1)
    assert "trasig.halsa" in computers.error
    (computers.folder / "tom.halsa").touch()
    computers.run("s", "sammanfoga", "trasig.halsa", good, "tom.halsa", status=1)
    told = computers.error.splitlines()
    assert [name in line for name, line in zip(("trasig", "tom"), told, strict=True)] == [True] * 2
    assert computers.answer("s", "statistik", "2025") == before

    told = computers.run("s", "sammanfoga", good, "trasig.halsa", "--hoppa-over")
    assert "Hoppades över" in computers.error
    assert good in told


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["exportera", "-o", "x.halsa"], "anslut"),
        (["sammanfoga", "x.halsa"], "anslut"),
        (["anslut", "saknas.halsaprogram"], "saknas.halsaprogram"),
    ],
)
def test_before_joining_there_is_a_sentence(computers: Computers, arguments, word):
    computers.imports("l", "p1")
    computers.run("l", *arguments, status=1)
    assert word in computers.error


def test_with_or_without_a_helper_that_reads_ahead_the_answer_is_the_same(
    computers: Computers, parts, monkeypatch: pytest.MonkeyPatch
):
    computers.run("en", "samordnare", "skapa", "-o", PROGRAMME)
    for number, files in enumerate(parts):
        computers.run(f"l{number}", "importera", *files)
        computers.words(f"l{number}")
    handed_in = [computers.hands_in(f"l{number}") for number in range(PARTS)]
    computers.run("en", "sakerhetskopiera", "en.kopia")
    answers = []
    for least in (0, 2**40):
        monkeypatch.setattr("exports.halsa.reading_ahead.WORTH_IT", least)
        computers.run("en", "sammanfoga", "--prova", *handed_in)
        told = computers.answer("en", "sammanfoga", *handed_in)
        answers.append((told, every_cut(computers, "en")))
        (computers.folder / "en.db").unlink()
        computers.run("en", "aterstall", "en.kopia")
    assert answers[0] == answers[1]
