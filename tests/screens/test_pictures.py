"""How the rooms look at 80x24, kept as pictures: `pytest --snapshot-update` takes new ones."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from driving import MemoryOpening, press, settle
from small_history import last_week
from textual.pilot import Pilot

from halsoverkstad.app import HalsoverkstadApp
from halsoverkstad.domain.facts import Heads, Session
from storage import sessions
from storage.sessions import SessionEntry
from storage.store import Store

Compare = Callable[..., bool]


def last_year(store: Store) -> None:
    """Something to compare with."""
    for day, heads in ((date(2023, 12, 5), 7), (date(2024, 2, 6), 9)):
        session = Session(day, "Munhälsa och kost", heads={"barn_och_unga": Heads(heads, 3)})
        sessions.save(store, SessionEntry(session))


@pytest.fixture
def app() -> Iterator[HalsoverkstadApp]:
    made = HalsoverkstadApp(MemoryOpening(last_week, last_year))
    yield made
    made.finish()


@pytest.mark.parametrize("keys", [("f2",), ("f6",), ("f6", "s", "down", "enter", "m")])
def test_a_room_looks_as_it_did(
    snap_compare: Compare, app: HalsoverkstadApp, keys: tuple[str, ...]
) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, *keys)

    assert snap_compare(app, terminal_size=(80, 24), run_before=go)
