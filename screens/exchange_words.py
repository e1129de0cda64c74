"""Words for what goes between the computers of a programme."""

from collections.abc import Mapping
from datetime import date, datetime

from screens.words import count, short_date
from storage.journal import Entity

_CHANGED = (
    (Entity.SESSION, "tillfälle", "tillfällen"),
    (Entity.ATTENDANCE, "deltagartillfälle", "deltagartillfällen"),
    (Entity.PARTICIPANT, "deltagare", "deltagare"),
)
_ANSWERS = (
    Entity.ANSWER,
    Entity.SESSION_ANSWER,
    Entity.PANEL_REFUSAL,
    Entity.PANEL_RESPONSE,
)


def ago(day: date, today: date) -> str:
    """How long since a day: `idag`, `igår`, `för 3 dagar sedan`, `för 2 veckor sedan`."""
    days = (today - day).days
    if days <= 0:
        return "idag"
    if days == 1:
        return "igår"
    if days < 14:
        return f"för {count(days, 'dag', 'dagar')} sedan"
    return f"för {count(days // 7, 'vecka', 'veckor')} sedan"


def when(moment: datetime, today: date) -> str:
    """A day and how long ago: `tis 10 mar (för 4 dagar sedan)`."""
    return f"{short_date(moment.date(), today)} ({ago(moment.date(), today)})"


def changed(changes: Mapping[Entity, int]) -> str:
    """What has been written since: `2 tillfällen, 14 deltagartillfällen och 1 svar`; or nothing."""
    parts = [count(changes[kind], one, many) for kind, one, many in _CHANGED if changes.get(kind)]
    answers = sum(changes.get(kind, 0) for kind in _ANSWERS)
    if answers:
        parts.append(count(answers, "svar", "svar"))
    return and_then(parts) or "inget"


def and_then(parts: list[str]) -> str:
    """Words in a row: `a, b och c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} och {parts[-1]}"


def waiting(number: int, one: str, many: str) -> str:
    """How many of something wait for an answer; `inget väntar` if nothing does."""
    return count(number, one, many) if number else "inget väntar"


CHECK_ADVICE = (
    "Ring någon som redan är ansluten och läs upp orden för varandra. De ska vara desamma, i samma "
    "ordning. Är de olika har någon av er skrivit fel lösenfras eller fått fel programfil: då "
    "räknas alla på datorn dubbelt. Anslut i så fall igen."
)
CODE_ADVICE = "Datorns kod, som samordnaren jämför första gången den lämnar in:"
