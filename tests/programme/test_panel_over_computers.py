"""The survey's panel: drawn on the coordinator's computer, known by name only on the laptop."""

import re

from tests.programme.conftest import PROGRAMME, Computers

NAMES = ("Zulaikha", "Ömerina", "Qvarnfrid")


def test_a_laptop_shows_names_and_the_coordinator_pseudonyms(computers: Computers) -> None:
    run = computers.run
    run("s", "samordnare", "skapa", "-o", PROGRAMME)
    for day in ("2025-03-03", "2025-03-10"):
        computers.imports("a", *NAMES, day=day)
    run("a", "anslut", PROGRAMME)
    run("a", "panel", "dra", "2025", "--antal", "2", status=1)
    assert "Panelen dras på samordnarens dator" in computers.error
    run("s", "sammanfoga", computers.hands_in("a"))

    drawn = run("s", "panel", "dra", "2025", "--antal", "2", "--fro", "3")
    codes = re.findall(r"d-[0-9a-z-]{14}", drawn)
    assert len({*codes}) == 2
    assert not any(name in drawn for name in NAMES)
    assert "Ingen av dem är känd vid namn här" in drawn

    run("a", "sammanfoga", computers.hands_in("s"))
    shown = run("a", "panel", "visa", "2025")
    assert {*re.findall(r"d-[0-9a-z-]{14}", shown)} == {*codes}
    known = [name for name in NAMES if name in shown]
    assert len(known) == 2

    run("a", "panel", "avboj", known[0])
    run("s", "sammanfoga", computers.hands_in("a"))
    assert "fråga inte: har avböjt" in run("s", "panel", "visa", "2025")
    assert not any(name in run("s", "panel", "visa", "2025") for name in NAMES)
