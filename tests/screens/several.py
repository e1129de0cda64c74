"""Several computers for Pilot journeys: each a database in a file, a stick between them."""

import random
from pathlib import Path

import pytest
from driving import NOW, PROGRAMME, MemoryOpening

from exports.halsa.coordinating import make_programme
from exports.halsa.exchange import collect, hand_in, join_programme
from screens import places
from storage.keys import Key
from storage.opening import create_store, open_store
from storage.store import Store

PHRASE = "sol vind vatten eld"
_KEY = Key(b"a seed for tests", b"a salt for tests")


class Computer(MemoryOpening):
    """One computer, whose database is there from one start of the program to the next.

    `now` is what its clock shows.
    """

    def __init__(self, folder: Path, name: str, laptop: str = "Dator 1") -> None:
        super().__init__(made_up=False)
        self.now = NOW
        self._path = folder / f"{name}.db"
        self._entropy = random.Random(name).randbytes
        create_store(
            self._path, _KEY, PROGRAMME, laptop, clock=lambda: self.now, entropy=self._entropy
        ).close()

    def open(self, _password: str | None = None) -> Store:
        return open_store(self._path, _KEY, clock=lambda: self.now, entropy=self._entropy)

    def do(self, *fills):
        """Write something in it while the program is closed; gives what the last one gives."""
        store = self.open()
        try:
            return [fill(store) for fill in fills][-1]
        finally:
            store.close()

    def join(self, programme: Path, name: str, phrase: str = PHRASE) -> None:
        self.do(lambda store: join_programme(store, programme, phrase, name))

    def hand_in(self, path: Path) -> Path:
        self.do(lambda store: hand_in(store, path))
        return path

    def read(self, *paths: Path) -> None:
        self.do(lambda store: collect(store, paths))


def names_in(folder: Path, ending: str = ".halsa") -> list[str]:
    """The files of that ending in a folder."""
    return sorted(each.name for each in folder.iterdir() if each.suffix == ending)


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only drive that is plugged in; the person's own folders are empty."""
    folder, home = tmp_path / "usb", tmp_path / "hem"
    folder.mkdir()
    home.mkdir()
    for module in (places, "screens.exports_folder", "screens.coordinating"):
        target = module if isinstance(module, str) else module.__name__
        monkeypatch.setattr(f"{target}.drives", lambda: [folder])
    monkeypatch.setattr(Path, "home", lambda: home)
    return folder


@pytest.fixture
def coordinator(tmp_path: Path) -> Computer:
    """The coordinator's computer."""
    return Computer(tmp_path, "samordnare")


@pytest.fixture
def programme(coordinator: Computer, stick: Path) -> Path:
    """The programme file, on the stick."""
    path = stick / "lindangen.halsaprogram"
    coordinator.do(lambda store: make_programme(store, path))
    return path
