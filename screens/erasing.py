"""What is said when something has been erased for good."""

from screens.room import FAULT_SECONDS, Room
from storage import erasure
from storage.write_log import LINGERS


async def say_gone(room: Room, sentence: str) -> None:
    """Say that something is gone; and, where another program hinders it, from where not yet."""
    lingers = await room.library.ask(erasure.lingers)
    if lingers:
        room.notify(f"{sentence} {LINGERS}", timeout=FAULT_SECONDS, markup=False)
    else:
        room.say(sentence)
