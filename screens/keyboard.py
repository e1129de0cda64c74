"""Keys in order: each is done with before the next is given to anyone.

Textual hands a key to whatever has focus the moment it arrives, and lets it rise from there. Who
types faster than the screen answers would then write the next field's text into this one: Tab has
not yet moved the focus when the letters after it come. Here they wait their turn, also until a
form that was just opened can take them.
"""

from collections import deque
from collections.abc import Awaitable

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import ModalScreen

_ROUNDS = 2
"""A key rises from the focused widget to the application; what it makes that widget say (that a
line was submitted) rises after it."""
_PAUSE = 0.02
"""Seconds between two looks at whether keys can be taken."""
_PATIENCE = 3.0
"""Seconds after which keys are given out all the same."""
GOING = "go"
"""The group of the workers that go from one screen to another."""
LOADING = "load"
"""The group of the workers that fill a form which has just been opened."""


class KeysInOrder(App[None]):
    """An application that gives out one key, or pasted text, at a time."""

    def __init__(self) -> None:
        """Nothing has been typed."""
        super().__init__()
        self._waiting: deque[events.Event] = deque()
        self._patience = _PATIENCE
        self._at_work = False

    async def on_event(self, event: events.Event) -> None:
        """Let keys and pasted text wait in line; everything else goes on at once."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._waiting.append(event)
            await self._next()
        else:
            await super().on_event(event)

    def takes_keys(self) -> bool:
        """Whether what is shown can take keys: not while one goes elsewhere or a form loads."""
        screen = self.screen
        if isinstance(screen, ModalScreen):
            return True
        return not any(
            worker.group == GOING or (worker.group == LOADING and worker.node is screen)
            for worker in self.workers
            if not worker.is_finished
        )

    async def _next(self) -> None:
        """Give out the next key, if none is being worked on and somebody can take it."""
        if self._at_work or not self._waiting:
            return
        self._at_work = True
        if not self.takes_keys() and self._patience > 0:
            self._patience -= _PAUSE
            self.set_timer(_PAUSE, self._done)
            return
        self._patience = _PATIENCE
        taker = self.focused or self.screen
        await super().on_event(self._waiting.popleft())
        await self._follow(list(taker.ancestors_with_self) * _ROUNDS)

    def _done(self) -> Awaitable[None]:
        self._at_work = False
        return self._next()

    async def _follow(self, pumps: list[DOMNode]) -> None:
        """Call after the key all that it passes on its way; then it is the next one's turn."""

        def hop(number: int) -> Awaitable[None] | None:
            for at in range(number, len(pumps)):
                if pumps[at].call_later(hop, at + 1):
                    return None
            return self._done()

        nobody_there = hop(0)
        if nobody_there:
            await nobody_there
