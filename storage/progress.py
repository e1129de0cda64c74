"""Telling how far long work has come."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Is told how much is done, out of how much."""

_STEPS = 200
"""So many times at most: telling costs something too."""


def untold(done: int, out_of: int) -> None:
    """Tell nobody."""
    del done, out_of


def telling(items: Iterable[T], out_of: int, progress: Progress) -> Iterator[T]:
    """The items, telling as they go by; `out_of` is how many there are."""
    step = max(1, out_of // _STEPS)
    for done, item in enumerate(items):
        if done % step == 0:
            progress(done, out_of)
        yield item


def counting(progress: Progress, out_of: int) -> Callable[[object], None]:
    """Tells one more each time it is called, whatever it is called with."""
    done = count(1)

    def one_more(_item: object) -> None:
        progress(next(done), out_of)

    return one_more
