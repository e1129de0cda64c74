"""Whose settings and questions a laptop goes by, in whatever order it reads the files.

Coordinator and deputies write files of their own. Settings are taken only from who is in charge,
as the programme file inside says: from the latest of these, then from who took over last, then
from their latest file. Questions are taken from the latest file of all: a deputy who helps out
asks too.
"""

import json
from dataclasses import astuple, dataclass

from storage import local
from storage.delivery import Delivery
from storage.store import Store


@dataclass(frozen=True, order=True)
class Rank:
    """How a coordinator's file stands beside the others: of two the greater holds.

    `serial` is the number of the programme file inside, `line` how many coordinators there have
    been (both 0: there is none inside). A coordinator's `time` never goes back, so of one computer
    the later file is the greater; the rest settles what cannot be told otherwise.
    """

    serial: int
    line: int
    time: int = 0
    number: int = 0
    laptop: str = ""


def rank_for_settings(delivery: Delivery) -> Rank | None:
    """How a file's settings rank; None: its writer is not in charge."""
    if delivery.going_by is None or delivery.settings is None:
        return None
    return _rank(delivery, delivery.going_by.serial, delivery.line)


def rank_for_questions(delivery: Delivery) -> Rank:
    """How a file's questions rank."""
    return _rank(delivery, 0, 0)


def latest(store: Store, key: str) -> Rank | None:
    """The rank of what holds now: `local.SETTINGS_FROM` or `local.QUESTIONS_FROM`."""
    told = local.get(store.connection, key)
    return None if told is None else Rank(*json.loads(told))


def take_over(store: Store, key: str, rank: Rank) -> bool:
    """Whether a file's settings or questions hold from now on; noted inside a transaction."""
    before = latest(store, key)
    if before is not None and before >= rank:
        return False
    local.put(store.connection, key, json.dumps(astuple(rank)))
    return True


def _rank(delivery: Delivery, serial: int, line: int) -> Rank:
    laptop = delivery.sender.laptop.hex()
    return Rank(serial, line, delivery.time, delivery.number, laptop)
