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


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "Dator\x1b[31m", "\u202edator"])
def test_a_name_that_cannot_be_shown_is_refused_before_anything_is_done(
    computers: Computers, name: str
):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.imports("a", "ada")
    before = Path(computers.path("a.db")).read_bytes()

    for way in ((), ("--begar", "a.halsansokan")):
        computers.run("a", "anslut", PROGRAMME, *way, "--dator", name, status=1)
        assert "Datorns namn" in computers.error

    assert Path(computers.path("a.db")).read_bytes() == before
    assert not Path(computers.path("a.halsansokan")).exists()


def test_a_computers_name_is_one_line(computers: Computers):
    computers.run("s", "samordnare", "skapa", "-o", PROGRAMME)
    computers.run("a", "anslut", PROGRAMME, "--dator", " Framtidens \n hus ")
    (laptop,) = computers.answer("a", "statistik", "2025")["underlag"]["datorer"]
    assert laptop["namn"] == "Framtidens hus"
