"""How many of a stratum were reached and answered: two numbers, typed one after the other."""

from halsoverkstad.domain.errors import Fault
from screens.panel_standing import Round
from screens.room import Room
from screens.session_draft import people
from screens.widgets.write import Write
from screens.words import number
from storage.panel import Response, Stratum

_NONE = Response(0, 0)


async def ask_answers(room: Room, shown: Round, stratum: Stratum, label: str) -> Response | None:
    """Ask for this computer's two numbers; None: escape. Only from a worker of the room."""
    found, own = shown.found[stratum], shown.own.get(stratum, _NONE)
    elsewhere = found.reached - own.reached
    most = found.drawn - elsewhere
    told = f"{number(found.drawn)} är valda"
    if elsewhere:
        told += f", och andra datorer har skrivit {number(elsewhere)} nådda"
    reached = await _number(
        room,
        f"Hur många nåddes? {label}",
        own.reached,
        f"{told}. Skriv den här datorns antal.",
        most,
    )
    if reached is None:
        return None
    answered = await _number(
        room,
        f"Hur många av dem svarade? {label}",
        min(own.answered, reached),
        "Bara antalet, aldrig vem eller vad.",
        reached,
    )
    return None if answered is None else Response(reached, answered)


async def _number(room: Room, heading: str, now: int, hint: str, most: int) -> int | None:
    def check(text: str) -> int:
        written = people(text)
        if written is None:
            raise Fault("Skriv ett antal; ingen är 0.")
        if written > most:
            raise Fault(f"Det kan vara högst {number(most)}.")
        return written

    field = Write(heading, str(now), hint=hint, done="Spara", check=check)
    written = await room.shell.push_screen_wait(field)
    return None if written is None else check(written)
