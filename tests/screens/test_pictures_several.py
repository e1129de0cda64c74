"""How the rooms of several computers look at 80x24, kept as pictures."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from driving import NOW, press, settle
from several import PHRASE, Computer
from textual.pilot import Pilot

from exports.halsa.coordinating import make_programme
from halsoverkstad.app import HalsoverkstadApp
from halsoverkstad.domain.facts import Attributes, Naming, Session
from screens import places
from storage import participants, sessions
from storage.sessions import Present, SessionEntry
from storage.store import Store

Compare = Callable[..., bool]
LAPTOPS = (("Dator 1", 0, PHRASE), ("Biblioteket Lindängen", 6, PHRASE), ("Dator 3", 1, "a b c d"))
ADULT = Attributes("vuxna")


@pytest.fixture(autouse=True)
def same_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick whose name is the same at every run."""
    stick = Path("/media/LINDANGEN")
    for module in (places.__name__, "screens.exports_folder", "screens.coordinating"):
        monkeypatch.setattr(f"{module}.drives", lambda: [stick])
    home = tmp_path / "hem"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)


@pytest.fixture
def computers(tmp_path: Path) -> dict[str, Computer]:
    """A coordinator and three laptops that have logged every other week, and handed in."""
    coordinator = Computer(tmp_path, "samordnare")
    programme = tmp_path / "p.halsaprogram"
    coordinator.do(lambda store: make_programme(store, programme))
    made = {"samordnare": coordinator}
    for number, (name, weeks_ago, phrase) in enumerate(LAPTOPS, 1):
        laptop = Computer(tmp_path, f"l{number}")
        laptop.join(programme, name, phrase)
        laptop.now = NOW - timedelta(weeks=weeks_ago)
        laptop.do(autumn(laptop.now.date(), number))
        coordinator.read(laptop.hand_in(tmp_path / f"{number}.halsa"))
        made[f"l{number}"] = laptop
    return made


def autumn(until: date, number: int) -> Callable[[Store], None]:
    """Yoga each second week, twice on some, with somebody half known."""

    def fill(store: Store) -> None:
        naming = Naming("Fatima", "Fatima", "Al", 1985, number if number < 3 else None)
        present = (Present(participants.register(store, naming, ADULT), ADULT),)
        day = date(2024, 8, 26) + timedelta(days=number)
        while day <= until:
            for _ in range(1 + day.day % 3):
                session = Session(day, "Kvinnors hälsa", activity="Yoga", place="Framtidens hus")
                sessions.save(store, SessionEntry(session, present))
            day += timedelta(weeks=2)

    return fill


@pytest.fixture
def show(
    snap_compare: Compare, computers: dict[str, Computer]
) -> Iterator[Callable[[str, tuple[str, ...]], bool]]:
    """Whether a computer looks as it did after some keys."""
    apps: list[HalsoverkstadApp] = []

    def compare(computer: str, keys: tuple[str, ...]) -> bool:
        apps.append(HalsoverkstadApp(computers[computer]))

        async def go(pilot: Pilot[None]) -> None:
            await settle(pilot)
            await press(pilot, *keys)

        return snap_compare(apps[-1], terminal_size=(80, 24), run_before=go)

    yield compare
    for app in apps:
        app.finish()


@pytest.mark.parametrize("keys", [("f8",), ("f8", "end", "enter")])
def test_hand_in_looks_as_it_did(show: Callable[..., bool], keys: tuple[str, ...]) -> None:
    assert show("l2", keys)


@pytest.mark.parametrize(
    "keys", [("f8", "tab"), ("f8", "down", "down", "enter"), ("f8", "end", "up", "enter")]
)
def test_gathering_looks_as_it_did(show: Callable[..., bool], keys: tuple[str, ...]) -> None:
    assert show("samordnare", keys)
