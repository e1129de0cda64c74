"""A programme of several computers, each a database in the folder of the test, run by commands."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from halsoverkstad.__main__ import main
from storage import keys
from storage import phrase as secret

PHRASE = "sol vind vatten eld"
PROGRAMME = "p.halsaprogram"


class Computers:
    """Commands on computers by name; files by name, in one folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.error = ""
        self._capsys = capsys
        self._copies = 0

    def run(self, computer: str, *arguments: str, status: int = 0) -> str:
        """What a command prints; words with an ending are files in the folder."""
        self._capsys.readouterr()
        paths = [self.path(each) if self._is_file(each) else each for each in arguments]
        done = main(["--databas", self.path(f"{computer}.db"), *paths])
        printed = self._capsys.readouterr()
        self.error = printed.err
        assert done == status, printed.err
        return printed.out

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def answer(self, computer: str, *arguments: str) -> dict[str, Any]:
        return json.loads(self.run(computer, *arguments, "--format", "json"))

    def unique(self, computer: str, period: str = "2025") -> int:
        return self.answer(computer, "statistik", period)["rader"][0]["unika"]

    def imports(self, computer: str, *people: str, day: str = "2025-03-03") -> None:
        """Read a session of the laptop's own with these people, by code."""
        self._copies += 1
        rows = [f"{computer}{self._copies};{day};{each};vuxna" for each in people]
        file = self.folder / "n.csv"
        file.write_text("\n".join(["tillfälle;datum;deltagare;grupp", *rows]), encoding="utf-8")
        self.run(computer, "importera", "n.csv")

    def hands_in(self, computer: str) -> str:
        """Write the laptop's file under a new name, which it gives."""
        self._copies += 1
        name = f"{computer}-{self._copies}.halsa"
        self.run(computer, "exportera", "-o", name)
        return name

    def words(self, computer: str, *options: str) -> str:
        """Join; the three words to compare."""
        told = self.run(computer, "anslut", PROGRAMME, *options)
        (line,) = (each for each in told.splitlines() if "Kontrollord" in each)
        return line.split(": ")[1]

    @staticmethod
    def _is_file(word: str) -> bool:
        return "." in word and not word.startswith("-")


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """What scripts give instead of answers."""
    monkeypatch.setenv("HALSOVERKSTAD_LOSENORD", "fyra små ord")
    monkeypatch.setenv("HALSOVERKSTAD_LOSENFRAS", PHRASE)
    # Slow on purpose, and so often opened here: what the keys open is the same at any cost.
    for place, cost in ((keys, "_ARGON_MEMORY_KIB"), (secret, "_MEMORY_KIB")):
        monkeypatch.setattr(place, cost, 64)


@pytest.fixture
def computers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Computers:
    return Computers(tmp_path, capsys)


@pytest.fixture
def phrase(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Say which lösenfras is typed from now on; an empty one: nobody remembers any."""

    def typed(text: str) -> None:
        if text:
            monkeypatch.setenv("HALSOVERKSTAD_LOSENFRAS", text)
        else:
            monkeypatch.delenv("HALSOVERKSTAD_LOSENFRAS")

    return typed
