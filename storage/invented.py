"""Invented names for those registered "utan uppgifter": kind, memorable, nobody's own."""

from collections.abc import Callable
from itertools import count

_COLOURS = (
    "Blå", "Röd", "Grön", "Gul", "Lila", "Rosa", "Vit", "Svart", "Brun", "Orange", "Silver", "Guld",
)  # fmt: skip
_THINGS = (
    "måne", "sol", "stjärna", "fjäril", "fågel", "ros", "tulpan", "sten", "vind", "våg", "sky",
    "droppe", "lykta", "båt", "drake", "björk", "ek", "lind", "räv", "igelkott", "svala", "uggla",
)  # fmt: skip


def invented_name(entropy: Callable[[int], bytes], taken: Callable[[str], bool]) -> str:
    """A name such as "Blå måne" that nobody in the register has."""
    for attempt in count():
        first, second = entropy(2)
        name = f"{_COLOURS[first % len(_COLOURS)]} {_THINGS[second % len(_THINGS)]}"
        if attempt >= len(_COLOURS):
            name = f"{name} {attempt}"
        if not taken(name):
            return name
    raise AssertionError
