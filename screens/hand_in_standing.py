"""How things stand between this laptop and the coordinator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage import (
    asking,
    conflicts,
    double_sessions,
    doubles,
    handing,
    joining,
    local,
    panel_following,
    peers,
    settings,
)
from storage.joining import Membership
from storage.journal import Entity
from storage.store import Store


@dataclass(frozen=True)
class Standing:
    """How things stand between this laptop and the coordinator."""

    member: Membership | None
    number: int
    last: datetime | None
    changes: Mapping[Entity, int]
    doubles: int
    asked: int
    twice: int
    conflicts: int
    panel: int
    """How many of the survey's panel can be asked by somebody here."""
    heard: datetime | None
    words: str


def standing(store: Store) -> Standing:
    """How things stand now."""
    with store.snapshot():
        return Standing(
            joining.membership(store),
            handing.next_number(store) - 1,
            handing.last_export(store),
            handing.changes_since(store),
            doubles.count_open(store),
            asking.count_open(store),
            double_sessions.count_open(store),
            conflicts.count(store),
            panel_following.to_ask_here(store),
            max((heard for _, heard in peers.last_heard(store).values()), default=None),
            settings.get_local(store, local.CHECK_WORDS) or "",
        )
