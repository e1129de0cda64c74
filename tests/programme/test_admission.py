"""When nobody remembers the lösenfras, a laptop that has joined lets another one in."""

import re

import pytest

from tests.programme.conftest import PROGRAMME, Computers


@pytest.fixture
def joined(computers, phrase):
    """A programme with one laptop, after which the phrase is forgotten."""
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.run("a", "anslut", PROGRAMME)
    computers.imports("a", "ada", "bea")
    phrase("")
    return computers


def code_in(told: str) -> str:
    (code,) = re.findall(r"\b[a-z2-7]{4}(?:-[a-z2-7]{4}){3}\b", told)
    return code


def test_a_laptop_is_let_in_without_the_phrase(joined: Computers):
    applied = joined.run("b", "anslut", PROGRAMME, "--begar", "b.halsansokan", "--dator", "B")
    admitted = joined.run("a", "exportera", "--slapp-in", "b.halsansokan", "-o", "b.halsainslapp")
    assert code_in(applied) == code_in(admitted)
    assert "datorn B" in admitted

    words = joined.words("b", "--inslapp", "b.halsainslapp")

    joined.imports("b", "ada")
    joined.run("s", "sammanfoga", joined.hands_in("a"), joined.hands_in("b"))
    assert joined.unique("s") == 2
    joined.run("c", "anslut", PROGRAMME, "--begar", "c.halsansokan")
    joined.run("b", "exportera", "--slapp-in", "c.halsansokan", "-o", "c.halsainslapp")
    assert joined.words("c", "--inslapp", "c.halsainslapp") == words


def test_the_words_are_those_of_the_phrase(joined: Computers, phrase):
    phrase("sol vind vatten eld")
    by_phrase = joined.words("a")
    joined.run("b", "anslut", PROGRAMME, "--begar", "b.halsansokan")
    joined.run("a", "exportera", "--slapp-in", "b.halsansokan", "-o", "b.halsainslapp")
    assert joined.words("b", "--inslapp", "b.halsainslapp") == by_phrase


def test_only_the_laptop_that_applied_can_open_it(joined: Computers):
    joined.run("b", "anslut", PROGRAMME, "--begar", "b.halsansokan")
    joined.run("c", "anslut", PROGRAMME, "--begar", "c.halsansokan")
    joined.run("a", "exportera", "--slapp-in", "b.halsansokan", "-o", "b.halsainslapp")

    joined.run("c", "anslut", PROGRAMME, "--inslapp", "b.halsainslapp", status=1)
    assert "en annan dator" in joined.error
    joined.run("d", "anslut", PROGRAMME, "--inslapp", "b.halsainslapp", status=1)
    assert "--begar" in joined.error
    joined.run("s", "sammanfoga", "b.halsainslapp", status=1)


def test_the_secret_stands_in_no_file(joined: Computers):
    from contextlib import closing
    from pathlib import Path

    from halsoverkstad import access

    joined.run("b", "anslut", PROGRAMME, "--begar", "b.halsansokan")
    joined.run("a", "exportera", "--slapp-in", "b.halsansokan", "-o", "b.halsainslapp")
    joined.run("b", "anslut", PROGRAMME, "--inslapp", "b.halsainslapp")
    joined.hands_in("b")
    with closing(access.open_existing(Path(joined.path("a.db")))) as store:
        secret = store.secret.key
    with closing(access.open_existing(Path(joined.path("b.db")))) as store:
        assert store.secret.key == secret
    files = [each for each in joined.folder.iterdir() if each.is_file()]
    assert {each.suffix for each in files} >= {".db", ".halsa", ".halsainslapp", ".halsansokan"}
    for file in files:
        content = file.read_bytes()
        assert secret not in content
        assert secret.hex().encode() not in content.lower()
        assert b"vatten" not in content


@pytest.mark.parametrize("place", [30, 90, 200, -1])
def test_a_damaged_application_or_admission_is_refused(joined: Computers, place: int):
    joined.run("b", "anslut", PROGRAMME, "--begar", "b.halsansokan")
    joined.run("a", "exportera", "--slapp-in", "b.halsansokan", "-o", "b.halsainslapp")
    for name, command in (
        (
            "b.halsansokan",
            ("a", "exportera", "--slapp-in", "b.halsansokan", "-o", "x.halsainslapp"),
        ),
        ("b.halsainslapp", ("b", "anslut", PROGRAMME, "--inslapp", "b.halsainslapp")),
    ):
        file = joined.folder / name
        content = bytearray(file.read_bytes())
        content[place] ^= 1
        file.write_bytes(content)
        joined.run(*command, status=1)
        assert name in joined.error
    assert not (joined.folder / "x.halsainslapp").exists()


def test_a_coordinator_lets_nobody_in_and_another_programme_is_refused(joined: Computers):
    joined.run("b", "anslut", PROGRAMME, "--begar", "b.halsansokan")
    arguments = ("exportera", "--slapp-in", "b.halsansokan", "-o", "b.halsainslapp")
    joined.run("s", *arguments, status=1)
    assert "ansluten med lösenfrasen" in joined.error
    joined.run("s2", "samordnare", "skapa", "-o", "p2.halsaprogram")
    joined.run("e", "anslut", "p2.halsaprogram", "--begar", "e.halsansokan")
    joined.run("a", "exportera", "--slapp-in", "e.halsansokan", "-o", "e.halsainslapp", status=1)
    assert "annat program" in joined.error


def test_an_admission_of_the_old_phrase_is_refused_for_the_new(joined: Computers):
    joined.run("s", "samordnare", "skapa", "--ny-losenfras", "-o", PROGRAMME)
    joined.run("b", "anslut", PROGRAMME, "--begar", "b.halsansokan")
    joined.run("a", "exportera", "--slapp-in", "b.halsansokan", "-o", "b.halsainslapp")
    joined.run("b", "anslut", PROGRAMME, "--inslapp", "b.halsainslapp", status=1)
    assert "annan lösenfras" in joined.error


def test_a_file_that_is_too_large_for_one_is_refused_with_the_limit(joined: Computers):
    joined.run("b", "anslut", PROGRAMME, "--begar", "b.halsansokan")
    (joined.folder / "stor.halsainslapp").write_bytes(b"x" * 2**20)
    joined.run("b", "anslut", PROGRAMME, "--inslapp", "stor.halsainslapp", status=1)
    assert re.search(r"större än [1-9]\d* kB", joined.error)
