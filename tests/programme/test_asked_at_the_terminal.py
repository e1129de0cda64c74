"""A laptop met for the first time, on the command line: asked about where somebody can answer."""

import os
import re
import sys
from collections.abc import Callable
from threading import Thread

import pytest

from halsoverkstad.__main__ import main
from storage import coverage
from tests.programme.conftest import PROGRAMME, Computers
from tests.programme.forging import opened

pty = pytest.importorskip("pty", reason="only Unix has pseudo-terminals")

END = "\x04"
"""Ctrl+D: nothing more will be typed."""
QUESTION = "har inte lämnat in förut. Hör den till er?"
Terminal = Callable[..., str]


@pytest.fixture
def programme(computers: Computers) -> Computers:
    """A coordinator who has heard nobody, and two laptops."""
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    for laptop in "ab":
        computers.run(laptop, "anslut", PROGRAMME, "--dator", laptop.upper())
        computers.imports(laptop, laptop)
    return computers


@pytest.fixture
def terminal(programme: Computers, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Run a command where a person has typed; what the person saw, without line ends."""

    def run(typed: str, *arguments: str, computer: str = "s", status: int = 0) -> str:
        screen, keyboard = pty.openpty()
        # Whoever asks more than was expected finds nobody there, and does not wait.
        os.write(screen, f"{typed}{END * 5}".encode())
        seen: list[bytes] = []
        reader = Thread(target=_read_all, args=(screen, seen))
        reader.start()
        with (
            monkeypatch.context() as patch,
            open(os.dup(keyboard), encoding="utf-8") as stdin,  # noqa: PTH123 - a descriptor
            open(keyboard, "w", encoding="utf-8") as stderr,  # noqa: PTH123
        ):
            patch.setattr(sys, "stdin", stdin)
            patch.setattr(sys, "stderr", stderr)
            paths = [programme.path(each) if "." in each else each for each in arguments]
            done = main(["--databas", programme.path(f"{computer}.db"), *paths])
        reader.join()
        os.close(screen)
        text = b"".join(seen).decode()
        assert done == status, text
        return " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).split())

    return run


def _read_all(screen: int, seen: list[bytes]) -> None:
    """Read until nobody writes any more, which Linux says by an error."""
    try:
        while part := os.read(screen, 65536):
            seen.append(part)
    except OSError:
        return


def unconfirmed(computers: Computers) -> list[str]:
    with opened(computers, "s") as store:
        return [each.name for each in coverage.unconfirmed(store)]


def test_a_yes_reads_the_file_and_is_remembered(programme: Computers, terminal: Terminal) -> None:
    told = terminal("ja\n", "sammanfoga", programme.hands_in("a"))
    assert told.count(f"Datorn A {QUESTION}") == 1
    assert "Bekräfta i programmet" not in told
    assert programme.unique("s") == 1
    assert unconfirmed(programme) == []
    assert QUESTION not in terminal("", "sammanfoga", programme.hands_in("a"))


def test_the_code_to_compare_is_the_one_the_laptop_shows(
    programme: Computers, terminal: Terminal
) -> None:
    shown = programme.run("a", "exportera", "-o", "a.halsa").split("Datorns kod: ")[1].strip()
    assert re.fullmatch(r"[a-z2-7]{4}(-[a-z2-7]{4}){3}", shown)
    assert f"koden {shown} med den som visas där" in terminal("j\n", "sammanfoga", "a.halsa")


@pytest.mark.parametrize("typed", ["nej\n", "\n", "vet inte\n", END])
def test_anything_else_leaves_the_file_and_reads_the_others(
    programme: Computers, terminal: Terminal, typed: str
) -> None:
    a, b = programme.hands_in("a"), programme.hands_in("b")
    told = terminal(f"{typed}J\n", "sammanfoga", a, b)
    assert f"Datorn A {QUESTION}" in told
    assert f"Datorn B {QUESTION}" in told
    assert f"Hoppades över: {a}, för datorn A hör inte till er." in told
    assert programme.unique("s") == 1
    with opened(programme, "s") as store:
        assert [each.name for each in coverage.laptops(store)] == ["B"]
    assert f"Datorn A {QUESTION}" in terminal("j\n", "sammanfoga", a)
    assert programme.unique("s") == 2


def test_with_no_file_left_nothing_is_changed(programme: Computers, terminal: Terminal) -> None:
    told = terminal("n\n", "sammanfoga", programme.hands_in("a"), status=1)
    assert "Ingen fil är kvar att läsa in, så inget är ändrat." in told
    with opened(programme, "s") as store:
        assert coverage.laptops(store) == []


def test_each_laptop_is_asked_about_once(programme: Computers, terminal: Terminal) -> None:
    files = [programme.hands_in(each) for each in "aab"]
    told = terminal("n\nj\n", "sammanfoga", *files)
    assert told.count(QUESTION) == 2
    with opened(programme, "s") as store:
        assert [each.name for each in coverage.laptops(store)] == ["B"]


def test_trying_asks_nothing_and_names_it(programme: Computers, terminal: Terminal) -> None:
    told = terminal("", "sammanfoga", "--prova", programme.hands_in("a"))
    assert QUESTION not in told
    assert "Datorn A är ny här (kod " in told
    assert "togs emot" not in told
    with opened(programme, "s") as store:
        assert coverage.laptops(store) == []


def test_a_bad_file_is_told_after_the_question(programme: Computers, terminal: Terminal) -> None:
    (programme.folder / "trasig.halsa").write_bytes(b"HALSA\nx")
    a = programme.hands_in("a")
    told = terminal("j\n", "sammanfoga", a, "trasig.halsa", status=1)
    assert "trasig.halsa" in told
    assert programme.unique("s") == 0
    terminal("j\n", "sammanfoga", "--hoppa-over", a, "trasig.halsa")
    assert programme.unique("s") == 1


def test_a_laptop_is_not_asked_about_its_coordinator(
    programme: Computers, terminal: Terminal
) -> None:
    programme.run("s", "sammanfoga", programme.hands_in("a"))
    programme.run("s", "exportera", "-o", "svar.halsa")
    assert QUESTION not in terminal("", "sammanfoga", "svar.halsa", computer="a")


def test_without_a_terminal_it_is_accepted_and_named(programme: Computers) -> None:
    programme.run("s", "sammanfoga", programme.hands_in("a"))
    assert "Datorn A är ny här och togs emot (kod " in programme.error
    assert unconfirmed(programme) == ["A"]
