"""The whole program over a database in memory, on a frozen day, for Pilot journeys."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from driving import Fill, MemoryOpening, Start, settle, store_in_memory
from textual.pilot import Pilot

from halsoverkstad.app import HalsoverkstadApp
from screens.library import Library, StoreThread


@pytest.fixture
def start() -> Start:
    """`async with start(fill, …, size=(80, 24)) as pilot:` runs the program on made-up data.

    `opening=` starts it on another `MemoryOpening`, such as one where nothing exists yet.
    """

    @asynccontextmanager
    async def _start(
        *fills: Fill,
        size: tuple[int, int] = (80, 24),
        made_up: bool = True,
        opening: MemoryOpening | None = None,
    ) -> AsyncIterator[Pilot[None]]:
        app = HalsoverkstadApp(opening or MemoryOpening(*fills, made_up=made_up))
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                yield pilot
                await settle(pilot)
        finally:
            app.finish()
        assert app.surprises == []

    return _start


@pytest.fixture
async def library() -> AsyncIterator[Library]:
    """A library over an empty database in memory."""
    opened = await Library.open(StoreThread(), store_in_memory)
    yield opened
    opened.close()
