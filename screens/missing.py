"""What is missing: things a person can do something about, each with the way to it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from screens.words import count
from storage import doubles, participants, sessions
from storage.checking import Finding, findings
from storage.participants import ParticipantFilter
from storage.sessions import LogFilter
from storage.store import Store


class Way(Enum):
    """Where something missing is seen to."""

    WITHOUT_PEOPLE = auto()
    DOUBLES = auto()
    INCOMPLETE = auto()
    FINDINGS = auto()


@dataclass(frozen=True)
class Missing:
    """Something to see to: in words, and where."""

    text: str
    way: Way


def without_people(store: Store) -> list[Missing]:
    """Sessions at which nobody was registered or counted."""
    return _found(
        sessions.count(store, LogFilter(without_people=True)),
        Way.WITHOUT_PEOPLE,
        lambda n: f"{count(n, 'tillfälle', 'tillfällen')} utan någon deltagare",
    )


def open_doubles(store: Store) -> list[Missing]:
    """Questions of whether two participants are one person."""
    return _found(
        doubles.count_open(store),
        Way.DOUBLES,
        lambda n: f"{count(n, 'öppen fråga', 'öppna frågor')} om två deltagare är samma person",
    )


def incomplete(store: Store) -> list[Missing]:
    """Participants whose registration lacks what would recognise them on other laptops."""
    return _found(
        participants.count(store, ParticipantFilter(incomplete=True)),
        Way.INCOMPLETE,
        lambda n: f"{count(n, 'deltagare', 'deltagare')} med ofullständiga uppgifter",
    )


def from_checking(store: Store) -> list[Missing]:
    """What checking finds besides what has a line of its own."""
    return _found(
        len(worth_telling(store)),
        Way.FINDINGS,
        lambda n: f"{count(n, 'annat fynd', 'andra fynd')} i kontrollen",
    )


def worth_telling(store: Store) -> list[Finding]:
    """The findings of checking, faults first."""
    order = {"fel": 0, "varning": 1, "fraga": 2}
    return sorted(findings(store), key=lambda each: order[each.severity])


SOURCES = (without_people, open_doubles, incomplete, from_checking)
"""In the order they are shown; each is asked for itself, the slow one last."""


def _found(number: int, way: Way, words: Callable[[int], str]) -> list[Missing]:
    return [Missing(words(number), way)] if number else []
