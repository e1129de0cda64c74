"""A small made-up history that journeys begin from, and questions to the library under them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from textual.pilot import Pilot

from halsoverkstad.app import HalsoverkstadApp
from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from storage import participants, register_rows, sessions
from storage.sessions import LogFilter, LogRow, Present, SessionEntry
from storage.store import Store

CHILD = Attributes("barn_och_unga", "Lindängen", "kvinna/flicka")
ADULT = Attributes("vuxna")
HEALTH = "Kvinnors hälsa"


def known(store: Store) -> dict[str, bytes]:
    """Three adults and a child."""
    return {
        name: participants.register(store, Naming(name), attributes)
        for name, attributes in (
            ("Amina", ADULT),
            ("Amira K", ADULT),
            ("Fatima", ADULT),
            ("Zeynep", CHILD),
        )
    }


def last_week(store: Store) -> None:
    """One session in Kvinnors hälsa, with Fatima, Zeynep and five heads of whom two are new."""
    ids = known(store)
    session = Session(
        date(2024, 12, 12),
        HEALTH,
        activity="Yoga",
        place="Framtidens hus",
        minutes=60,
        heads={"vuxna": Heads(5, 2)},
    )
    present = (Present(ids["Fatima"], ADULT), Present(ids["Zeynep"], CHILD))
    sessions.save(store, SessionEntry(session, present, "Alla ville stanna längre"))


def many(count: int) -> Callable[[Store], None]:
    """So many sessions, one a day, the last one on 18 December 2024."""

    def fill(store: Store) -> None:
        for number in range(count):
            day = date(2024, 12, 18) - timedelta(days=number)
            sessions.save(store, SessionEntry(Session(day, activity=f"Aktivitet {number}")))

    return fill


async def ask(pilot: Pilot[None], fn: Callable[..., Any], *args: Any) -> Any:
    """Ask the library that the program runs on."""
    app = pilot.app
    assert isinstance(app, HalsoverkstadApp)
    assert app.library is not None
    return await app.library.ask(fn, *args)


async def log_of(pilot: Pilot[None]) -> list[LogRow]:
    """The whole log."""
    return await ask(pilot, sessions.page, LogFilter(), 0, 1000)


async def newest(pilot: Pilot[None]) -> SessionEntry:
    """The newest session with all that belongs to it."""
    return await ask(pilot, sessions.get, (await log_of(pilot))[0].session)


async def names_on(pilot: Pilot[None], entry: SessionEntry) -> set[str]:
    """What those who were there are called."""
    return {
        (await ask(pilot, register_rows.get, each.participant)).display for each in entry.present
    }


def said(pilot: Pilot[None]) -> str:
    """All that the program has told the person and not yet taken away."""
    return "\n".join(each.message for each in pilot.app._notifications)
