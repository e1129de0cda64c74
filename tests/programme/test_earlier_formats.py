"""Files written in earlier formats are read for as long as anybody may have one.

Each folder holds what a made-up programme's computers wrote in that format: the programme file and
the exports of two laptops, the first of them twice, with an activity renamed in between. None is
ever written anew; a new format gets a folder of its own.
"""

import shutil
from pathlib import Path

import pytest

from exports.halsa.preamble import FORMAT
from storage import phrase as secret
from tests.programme.conftest import Computers

DATA = Path(__file__).parents[1] / "data"
CODES = {1: "6JE5-T6ZN-Q8KP-E37K-JJSG-2NFM-Y5EC"}
"""What stands on each programme's paper."""
LOSENFRAS = "sol vind vatten eld"


@pytest.fixture(params=sorted(CODES))
def written(request: pytest.FixtureRequest, computers: Computers, monkeypatch) -> Computers:
    """A new coordinator's computer of the programme that wrote in the format."""
    for file in (DATA / f"format-{request.param}").iterdir():
        shutil.copy(file, computers.folder)
    monkeypatch.setenv("HALSOVERKSTAD_SAMORDNARKOD", CODES[request.param])
    computers.run("s", "samordnare", "aterskapa", "program.halsaprogram")
    return computers


def test_every_format_there_has_been_is_kept():
    assert sorted(CODES) == list(range(1, FORMAT + 1))


@pytest.mark.parametrize("files", [("a", "b", "a-2"), ("a-2", "b", "a")], ids="-".join)
def test_what_was_written_is_counted(written: Computers, files: tuple[str, ...]):
    written.run("s", "sammanfoga", *(f"{each}.halsa" for each in files))
    (row,) = written.answer("s", "statistik", "2025")["rader"]
    assert (row["tillfallen"], row["deltagartillfallen"]) == (3, 10)
    assert (row["unika_registrerade"], row["unika"], row["aterkommande"]) == (4, 5, 2)
    assert written.run("s", "kontrollera").count("FEL") == 0


def test_a_laptop_of_today_joins_and_knows_the_same_people(written: Computers, phrase, monkeypatch):
    phrase(LOSENFRAS)
    monkeypatch.setattr(secret, "_MEMORY_KIB", 64 * 1024)  # as those who wrote the files had it
    written.run("c", "anslut", "program.halsaprogram", "--dator", "Dator C")
    written.imports("c", "p1", "p4", "p5")
    written.run("s", "sammanfoga", "a-2.halsa", "b.halsa", written.hands_in("c"))
    assert written.answer("s", "statistik", "2025")["rader"][0]["unika_registrerade"] == 5
