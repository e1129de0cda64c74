"""Making a computer the coordinator's, and writing the programme file for the laptops."""

import asyncio
import re
from pathlib import Path

from exports.halsa.coordinating import make_programme, paper, takes_over
from halsoverkstad.domain.swedish import search_key
from screens.library import Library
from screens.places import PROGRAMME, drives, likely_folders
from screens.room import Room
from screens.widgets.tell import Tell
from screens.widgets.write_path import WritePath
from screens.words import count
from storage import sessions
from storage.sessions import LogFilter
from storage.store import Store

_QUESTION = (
    "Göra den här till samordnarens dator? Den kan sedan inte lämna in som de andra, och det går "
    "inte att ändra tillbaka."
)

_TAKE_OVER = (
    "Samordnaren är någon annan; den här datorn är ersättarens. Skriver du programfilen tar du "
    "över: samordnaren kan inte läsa det som lämnas in från datorer som har fått den. Vill du ta "
    "över?"
)

_PAPER = (
    "Skriv av koden på papper och lägg den i kassaskåpet. Går samordnarens dator sönder "
    "återskapas den med koden och den senaste programfilen: kommandot samordnare aterskapa."
)


async def become_coordinator(room: Room) -> bool:
    """Make this the coordinator's computer, after a question; only from a worker of the room.

    Returns:
        Whether it was done.
    """
    logged = await room.library.ask(_logged)
    question = _QUESTION
    if logged:
        question += (
            f" Här är {count(logged, 'tillfälle', 'tillfällen')} loggade: de räknas med, men bara "
            "samordnarens dator får frågor om dem."
        )
    if not await room.ask_person(question, yes="Gör till samordnarens"):
        return False
    if not await write_programme(room):
        return False
    await tell_paper(room)
    return True


async def write_programme(room: Room) -> bool:
    """Write the programme file where the person says; only from a worker of the room.

    On a deputy's computer that takes over from the coordinator, so it is asked first.

    Returns:
        Whether it was written.
    """
    if await room.library.ask(takes_over) and not await room.ask_person(_TAKE_OVER, yes="Ta över"):
        return False
    suggested = await asyncio.to_thread(_suggested, room.library)
    path = await room.shell.push_screen_wait(
        WritePath("Programfilen för de andra datorerna", suggested, PROGRAMME, done="Skriv")
    )
    if path is None:
        return False
    await room.library.ask(make_programme, path)
    room.say(f"Klart: {path} är skriven. Ta med den till varje dator; den läses in där med F8.")
    return True


def _logged(store: Store) -> int:
    return sessions.count(store, LogFilter())


def _suggested(library: Library) -> Path:
    folder = next(iter((*drives(), *likely_folders())))
    plain = re.sub(r"[^a-z0-9]+", "-", search_key(library.programme.name)).strip("-")
    return folder / f"{plain or 'program'}{PROGRAMME}"


async def tell_paper(room: Room) -> None:
    """Show the code that the coordinator's keys can be made again from; only from a worker."""
    found = await room.library.ask(paper)
    await room.shell.push_screen_wait(Tell("Samordnarens nyckel", _PAPER, large=found.code))
