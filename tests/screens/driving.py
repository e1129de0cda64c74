"""What Pilot journeys are made of: a database in memory on a frozen day, and keys pressed."""

import random
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta, timezone
from pathlib import Path

from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.screen import ModalScreen

from halsoverkstad.access import shipped_programme
from halsoverkstad.app import HalsoverkstadApp
from halsoverkstad.domain.errors import KeyFault
from screens.opening import Created, Protection
from storage.opening import create_in_memory
from storage.store import Store

NOW = datetime(2024, 12, 19, 14, 0, tzinfo=timezone(timedelta(hours=1)))
PROGRAMME = shipped_programme()
CODE = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345"
PASSWORD = "gul kanot stilla sjö"  # noqa: S105 - a made-up one

Fill = Callable[[Store], object]
Start = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


def store_in_memory(*fills: Fill, made_up: bool = True, laptop: str = "Dator 1") -> Store:
    """A database on 19 December 2024, 14:00, in which each of `fills` has written."""
    entropy = random.Random(20241219).randbytes
    store = create_in_memory(PROGRAMME, laptop, clock=lambda: NOW, entropy=entropy, made_up=made_up)
    for fill in fills:
        fill(store)
    return store


class MemoryOpening:
    """Stands in for the file: `exists` and `locked` choose what the program meets."""

    def __init__(self, *fills: Fill, made_up: bool = True, exists: bool = True) -> None:
        self.fills = fills
        self.made_up = made_up
        self.is_there = exists
        self.locked = False
        self.has_keyring = False
        self.created: tuple[str, str, str | None] | None = None
        self.password: str | None = None

    def where(self) -> str:
        return "/hem/halsoverkstad.db"

    def exists(self) -> bool:
        return self.is_there

    def keyring(self) -> bool:
        return self.has_keyring

    def needs_password(self) -> bool:
        return self.locked

    def open(self, password: str | None) -> Store:
        if self.locked and password != PASSWORD:
            raise KeyFault("Lösenordet stämmer inte. Försök igen.")
        return store_in_memory(*self.fills, made_up=self.made_up)

    def open_with_code(self, code: str) -> Store:
        if code != CODE:
            raise KeyFault("Återställningskoden stämmer inte. Försök igen.")
        return store_in_memory(*self.fills, made_up=self.made_up)

    def suggested_programme(self) -> str:
        return PROGRAMME

    def create(self, programme: str, laptop: str, password: str | None) -> Created:
        self.created = (programme, laptop, password)
        self.is_there = True
        return Created(store_in_memory(made_up=False, laptop=laptop), CODE)

    def protection(self, _store: Store) -> Protection:
        return Protection.PASSWORD if self.locked else Protection.KEYRING

    def recovery_code(self, password: str | None) -> str:
        if self.locked and password != PASSWORD:
            raise KeyFault("Lösenordet stämmer inte. Försök igen.")
        return CODE

    def change_password(self, _store: Store, password: str) -> str:
        self.password = password
        return CODE[::-1]


async def settle(pilot: Pilot[None]) -> None:
    """Wait until all that was set in motion has come to rest, or a question is open."""
    app = pilot.app
    assert isinstance(app, HalsoverkstadApp)
    quiet = 0
    for _ in range(200):
        await pilot.pause()
        await app._thread.run(lambda: None)
        # Twice: a message may be on its way from a widget to the screen that starts a worker.
        quiet = quiet + 1 if _at_rest(app) else 0
        if quiet == 2:
            return
    raise AssertionError([each for each in app.workers if not each.is_finished])


def _at_rest(app: HalsoverkstadApp) -> bool:
    nodes = (app, app.screen, *app.screen.walk_children())
    if app._waiting or app._at_work:
        return False
    if any(not node._message_queue.empty() or node._next_callbacks for node in nodes):
        return False
    return isinstance(app.screen, ModalScreen) or all(each.is_finished for each in app.workers)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, letting each do its work."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def hurry(pilot: Pilot[None], *keys: str) -> None:
    """Press keys faster than anything can answer: all are there before the first is handled."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await settle(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    """Write into the field that has focus."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    await settle(pilot)


async def paste(pilot: Pilot[None], text: str) -> None:
    """Put a long text into the field that has focus, as a terminal pastes."""
    field = pilot.app.focused
    assert field is not None
    field.post_message(Paste(text))
    await settle(pilot)


def text_of(pilot: Pilot[None]) -> str:
    """All that is to be read on the screen, row by row."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def picture(pilot: Pilot[None], path: Path) -> None:
    """Save what is shown, to look at."""
    path.write_text(pilot.app.export_screenshot(), encoding="utf-8")
