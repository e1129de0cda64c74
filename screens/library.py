"""The library: owns the one thread that owns the store, so that the screen never waits for it.

A SQLite connection belongs to one thread. Everything the screens want of the store is a function
that takes it first; the library runs it over there and hands back the answer.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from halsoverkstad.domain.programme import Programme
from storage import joining, local, settings
from storage.store import Store

P = ParamSpec("P")
T = TypeVar("T")


class StoreThread:
    """A single thread on which a store is opened, used and closed."""

    def __init__(self) -> None:
        """Start no thread yet: the first call does."""
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def run(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function on the thread and wait for its answer without blocking the screen."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, partial(fn, *args, **kwargs))

    def finish(self, fn: Callable[[], None] | None = None) -> None:
        """Run a last function, if any, after all that is waiting, and end the thread."""
        if fn is not None:
            self._executor.submit(fn).result()
        self._executor.shutdown(wait=True)


class Library:
    """One open database for the screens."""

    def __init__(
        self, thread: StoreThread, store: Store, laptop_name: str, programme: Programme
    ) -> None:
        """Take over a store that was opened on the thread. Use `open` instead."""
        self._thread = thread
        self._store = store
        self.laptop_name = laptop_name
        self.programme = programme
        self.coordinates = False
        """Whether this is the coordinator's computer."""
        self.made_up = store.made_up

    @classmethod
    async def open(cls, thread: StoreThread, make: Callable[[], Store]) -> "Library":
        """Open a store on the thread.

        Raises:
            Fault: whatever `make` raises.
        """
        library = cls(thread, *await thread.run(_opened, make))
        await library.ask(_nothing)
        return library

    def today(self) -> date:
        """Today, by the store's clock."""
        return self._store.today()

    def now(self) -> datetime:
        """The time, by the store's clock."""
        return self._store.now()

    async def ask(
        self, fn: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `fn(store, ...)` on the store's thread.

        Raises:
            Fault: whatever the function raises.
        """
        return await self._thread.run(self._answer, partial(fn, self._store, *args, **kwargs))

    def close(self) -> None:
        """Close the store, after everything that was asked, and end its thread."""
        self._thread.finish(self._store.close)

    def _answer(self, fn: Callable[[], T]) -> T:
        answer = fn()
        # Settings may have changed with the call; the screens read them here, not over there.
        self.programme = self._store.programme
        self.laptop_name = self._store.laptop.name
        self.coordinates = settings.get_local(self._store, local.ROLE) == joining.COORDINATOR
        return answer


def _nothing(store: Store) -> None:
    """Asks nothing: what the screens know of the store is read anew with every answer."""
    del store


def _opened(make: Callable[[], Store]) -> tuple[Store, str, Programme]:
    store = make()
    return store, store.laptop.name, store.programme
