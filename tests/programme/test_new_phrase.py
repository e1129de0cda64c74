"""A new lösenfras: the laptops join anew, nobody is lost or doubled, in whatever order it happens."""

from itertools import permutations

import pytest

from tests.programme.conftest import PHRASE, PROGRAMME, Computers

NEW = "hav berg skog äng"


def begin(computers: Computers, *laptops: str) -> None:
    """A programme whose laptops have all seen Ada, and each somebody of its own."""
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    for laptop in laptops:
        computers.run(laptop, "anslut", PROGRAMME, "--dator", laptop.upper())
        computers.imports(laptop, "ada", f"egen-{laptop}")


def test_meanwhile_laptops_on_both_phrases_are_counted_together(computers, phrase):
    begin(computers, "a", "b", "c")
    before = [computers.hands_in(each) for each in "abc"]
    computers.run("s", "sammanfoga", *before)
    assert computers.unique("s") == 4

    told = computers.run("s", "samordnare", "skapa", "--ny-losenfras", "-o", PROGRAMME)
    assert "ansluter på nytt" in told
    phrase(NEW)
    computers.run("a", "anslut", PROGRAMME)
    computers.imports("a", "ny")
    computers.imports("b", "bea")
    computers.run("s", "sammanfoga", computers.hands_in("a"))
    merged = computers.answer("s", "sammanfoga", computers.hands_in("b"))

    assert [each["gammal_losenfras"] for each in merged["filer"]] == [True]
    assert [each["annan_losenfras"] for each in merged["filer"]] == [False]
    assert "B är inte på den nya lösenfrasen än" in computers.error
    assert computers.unique("s") == 6

    computers.run("b", "anslut", PROGRAMME)
    computers.imports("b", "ny")
    merged = computers.answer("s", "sammanfoga", computers.hands_in("b"))
    assert not merged["filer"][0]["gammal_losenfras"]
    assert computers.unique("s") == 6  # "c" never joins again and is counted all the same


@pytest.mark.parametrize("order", permutations(range(4)))
def test_nobody_is_doubled_in_any_order_of_files(computers, phrase, order):
    """Also where the coordinator first hears of a laptop when it is on the new phrase."""
    begin(computers, "a", "b")
    files = [computers.hands_in("a"), computers.hands_in("b")]
    computers.run("s", "samordnare", "skapa", "--ny-losenfras", "-o", PROGRAMME)
    phrase(NEW)
    computers.run("a", "anslut", PROGRAMME)
    files.append(computers.hands_in("a"))
    computers.imports("b", "ada")
    files.append(computers.hands_in("b"))

    sums = set()
    for number in order:
        computers.run("s", "sammanfoga", files[number])
        sums.add(computers.unique("s"))

    assert computers.unique("s") == 3
    assert max(sums) == 3


def test_the_lowest_allows_for_whom_no_phrase_compares(computers, phrase):
    """One laptop went before the new phrase; one worked alone until it. They met the same people."""
    everyone = [f"alla-{n}" for n in range(30)]
    gone_and_late = [f"borta-{n}" for n in range(4)]
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    for laptop in ("gone", "here"):
        computers.run(laptop, "anslut", PROGRAMME, "--dator", laptop.upper())
        computers.imports(laptop, *everyone)
    computers.imports("gone", *gone_and_late)
    computers.imports("late", *everyone, *gone_and_late)
    files = [computers.hands_in("gone")]
    computers.run("s", "samordnare", "skapa", "--ny-losenfras", "-o", PROGRAMME)
    phrase(NEW)
    for laptop in ("here", "late"):
        computers.run(laptop, "anslut", PROGRAMME)
        files.append(computers.hands_in(laptop))
    computers.run("s", "sammanfoga", *files)

    (row,) = computers.answer("s", "statistik", "2025")["rader"]
    assert row["unika"] == 30 + 4 + 4
    assert row["unika_lagst"] <= 30 + 4 < row["unika"] <= row["unika_hogst"]


def test_an_older_programme_file_is_refused(computers, phrase):
    begin(computers, "a")
    old = (computers.folder / PROGRAMME).read_bytes()
    computers.run("s", "samordnare", "skapa", "--ny-losenfras", "-o", PROGRAMME)
    phrase(NEW)
    computers.run("a", "anslut", PROGRAMME)
    (computers.folder / PROGRAMME).write_bytes(old)
    phrase(PHRASE)
    computers.run("a", "anslut", PROGRAMME, status=1)
    assert "äldre" in computers.error


def test_a_mistyped_new_phrase_is_told_among_those_on_it(computers, phrase):
    begin(computers, "a", "b", "c")
    computers.run("s", "samordnare", "skapa", "--ny-losenfras", "-o", PROGRAMME)
    for laptop, typed in (("a", NEW), ("b", NEW), ("c", f"{NEW}ar")):
        phrase(typed)
        computers.run(laptop, "anslut", PROGRAMME)
    merged = computers.answer("s", "sammanfoga", *map(computers.hands_in, "abc"))
    assert [each["annan_losenfras"] for each in merged["filer"]] == [False, False, True]


def test_half_on_each_phrase_is_no_mistake_of_anybody(computers, phrase):
    begin(computers, "a", "b")
    computers.run("s", "samordnare", "skapa", "--ny-losenfras", "-o", PROGRAMME)
    phrase(NEW)
    computers.run("a", "anslut", PROGRAMME)
    merged = computers.answer("s", "sammanfoga", *map(computers.hands_in, "ab"))
    assert [each["annan_losenfras"] for each in merged["filer"]] == [False, False]
    assert [each["gammal_losenfras"] for each in merged["filer"]] == [False, True]


def test_another_phrase_than_before_is_told_unless_it_is_the_new_one(computers, phrase):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.words("a")
    assert computers.error == ""
    computers.words("a")
    assert computers.error == ""
    phrase("sol vind vatten sten")
    computers.words("a")
    assert computers.error.startswith("Lösenfrasen är en annan")
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME, "--ny-losenfras")
    phrase("eld jord luft regn")
    computers.words("a")
    assert computers.error == ""
