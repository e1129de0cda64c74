"""What stands in the form that draws a round of the panel, and the wish that it means."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.period import Period
from screens.session_draft import Unreadable, people
from storage.panel_drawing import GREATEST_SEED, Wish

T = TypeVar("T")


@dataclass(frozen=True)
class WrittenWish:
    """The fields as they stand; the groups and workshops that are ticked, of these there are."""

    period: str
    size: str
    seed: str
    groups: tuple[str, ...]
    workshops: tuple[str, ...]
    every_workshop: tuple[str, ...]
    anew: bool = False


def read_wish(form: WrittenWish) -> Wish:
    """The wish that is meant. With every workshop ticked it is not limited to any.

    Raises:
        Unreadable: with a sentence for every field that can't be read.
    """
    faults: dict[str, str] = {}
    period = _take(faults, "period", lambda: Period.parse(form.period.strip()))
    size = _take(faults, "size", lambda: _size(form.size))
    seed = _take(faults, "seed", lambda: _seed(form.seed))
    if not form.groups:
        faults["groups"] = "Kryssa minst en grupp."
    if not form.workshops:
        faults["workshops"] = "Kryssa minst en verkstad."
    if faults or period is None or size is None:
        raise Unreadable(faults)
    workshops = () if form.workshops == form.every_workshop else form.workshops
    return Wish(period, size, seed, workshops, form.groups, form.anew)


def _take(faults: dict[str, str], name: str, read: Callable[[], T]) -> T | None:
    try:
        return read()
    except Fault as fault:
        faults[name] = str(fault)
        return None


def _size(text: str) -> int:
    size = people(text)
    if not size:
        raise Fault("Skriv hur många som högst ska väljas, till exempel 20.")
    return size


def _seed(text: str) -> int | None:
    digits = "".join(text.split())
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and int(digits) <= GREATEST_SEED):
        raise Fault("Fröet är ett heltal. Lämna tomt, så väljer datorn ett.")
    return int(digits)
