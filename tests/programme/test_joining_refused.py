"""What cannot be joined or made leaves everything as it was, and no database that was not there."""

from pathlib import Path

import pytest

from tests.programme.conftest import PROGRAMME, Computers


@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_a_bad_programme_file_makes_no_database(computers: Computers, damage: str):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    file = Path(computers.path(PROGRAMME))
    match damage:
        case "missing":
            file.unlink()
        case "empty":
            file.write_bytes(b"")
        case _:
            file.write_bytes(file.read_bytes()[:500])

    computers.run("a", "anslut", PROGRAMME, status=1)

    assert not Path(computers.path("a.db")).exists()


def test_a_phrase_that_is_too_short_makes_no_database(computers: Computers, phrase):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    phrase("bara tre ord")
    computers.run("a", "anslut", PROGRAMME, status=1)
    assert not Path(computers.path("a.db")).exists()


def test_a_file_that_cannot_be_written_makes_no_database(computers: Computers):
    computers.run("s", "samordnare", "skapa", "-o", "saknas/p.halsaprogram", status=1)
    assert not Path(computers.path("s.db")).exists()
