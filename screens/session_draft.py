"""What stands in the form of a session, as text, and how it becomes a session."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeVar

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Heads, Session
from halsoverkstad.domain.words import COMMON, Kind
from screens.words import clock, number, parse_day, parse_time, short_date

T = TypeVar("T")

USUAL_MINUTES = "90"
_QUARTER = 15
_MOST_PEOPLE = 9999
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Written:
    """The fields as they stand; `heads` by group key, as (how many, of whom new)."""

    day: str = ""
    start: str = ""
    minutes: str = USUAL_MINUTES
    workshop: str = COMMON
    kind: Kind = Kind.GROUP
    activity: str = ""
    place: str = ""
    heads: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    turned_away: str = ""
    language_training: bool = False
    partners: str = ""
    note: str = ""


class Unreadable(Exception):  # noqa: N818 - it says what is the case
    """Some fields can't be read: a Swedish sentence for each, by the name of the field.

    The names are those of `Written`; `heads.<group>` for a row of heads.
    """

    def __init__(self, faults: Mapping[str, str]) -> None:
        """Keep the faults in the order of the form."""
        super().__init__()
        self.faults = faults


def blank(now: datetime) -> Written:
    """A new form: today, the quarter of an hour that has begun, the usual length."""
    start = time(now.hour, now.minute - now.minute % _QUARTER)
    return Written(day=now.date().isoformat(), start=clock(start))


def written(session: Session, note: str = "") -> Written:
    """A session as it stands in the form."""
    return Written(
        day=session.day.isoformat(),
        start=clock(session.start) if session.start else "",
        minutes="" if session.minutes is None else str(session.minutes),
        workshop=session.workshop,
        kind=session.kind,
        activity=session.activity,
        place=session.place,
        heads={key: (str(each.count), _text(each.new)) for key, each in session.heads.items()},
        turned_away=str(session.turned_away or ""),
        language_training=session.language_training,
        partners=", ".join(session.partners),
        note=note,
    )


def read(form: Written, today: date) -> tuple[Session, str]:
    """The session that is meant, and its note. There is none about individual support.

    Raises:
        Unreadable: with a sentence for every field that can't be read.
    """
    reader = _Reader()
    session = Session(
        day=reader.take("day", lambda: parse_day(form.day, today), today),
        workshop=form.workshop,
        kind=form.kind,
        activity=form.activity.strip(),
        place=form.place.strip(),
        start=reader.take("start", lambda: parse_time(form.start), None),
        minutes=reader.take("minutes", lambda: _minutes(form.minutes), None),
        heads=reader.heads(form.heads),
        turned_away=reader.take("turned_away", lambda: people(form.turned_away), None) or 0,
        language_training=form.language_training,
        partners=_pieces(form.partners),
    )
    if reader.faults:
        raise Unreadable(reader.faults)
    return session, "" if form.kind is Kind.INDIVIDUAL else form.note.strip()


def heads_so_far(heads: Mapping[str, tuple[str, str]]) -> int:
    """How many are counted without name, of what can be read."""
    return sum(
        _Reader().take(key, lambda c=count: people(c), None) or 0
        for key, (count, _) in heads.items()
    )


def total(registered: int, heads: int) -> str:
    """`12 registrerade + 5 utan namn = 17`."""
    named = f"{number(registered)} {'registrerad' if registered == 1 else 'registrerade'}"
    return f"{named} + {number(heads)} utan namn = {number(registered + heads)}"


def title(session: Session) -> str:
    """A session in few words: `Yoga ons 3 dec`."""
    return f"{session.activity or session.kind.label.capitalize()} {short_date(session.day)}"


def as_last(last: Session, were_there: int) -> str:
    """What is said when the form has been filled in as last time."""
    if not were_there:
        return f"Som {title(last)}. Ingen var med då."
    return f"Som {title(last)}. F8 kryssar {were_there}."


def as_ticked(count: int) -> str:
    """What is said when those who were there last time have been ticked."""
    return f"{count} kryssade. Ta bort dem som saknas." if count else "Ingen mer att kryssa."


def saved(session: Session, registered: int, heads: int, counted: int, taken: int) -> str:
    """What is said when a session has been saved.

    Args:
        session: what was saved.
        registered: how many are on it by name.
        heads: how many without.
        counted: how many of those newly registered were counted without name before.
        taken: how many of them were taken off what was counted then.
    """
    sentence = f"Sparat: {title(session)}, {total(registered, heads)}. Ctrl+Z ångrar."
    if taken:
        sentence += f" {taken} drogs av från dem som räknats som nya utan namn i år."
    if taken < counted:
        sentence += " Ingen tidigare räknad som ny fanns att dra av."
    return sentence


def people(text: str) -> int | None:
    """A number of people; empty: None.

    Raises:
        Fault: it is no such number.
    """
    count = _whole(text)
    if count is not None and count > _MOST_PEOPLE:
        raise Fault(f"{number(count)} är för många. Kontrollera antalet.")
    return count


def _minutes(text: str) -> int | None:
    minutes = _whole(text)
    if minutes is not None and minutes > _DAY_MINUTES:
        raise Fault(f"Ett tillfälle kan vara högst {number(_DAY_MINUTES)} minuter.")
    return minutes


def _whole(text: str) -> int | None:
    digits = "".join(text.split())
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()):
        raise Fault(f"”{text.strip()}” är inget antal. Skriv ett heltal, till exempel 5.")
    return int(digits[:9])


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece.strip() for piece in text.split(",") if piece.strip()))


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


class _Reader:
    """Reads field by field and collects what can't be read."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}

    def take(self, name: str, read_field: Callable[[], T], otherwise: T) -> T:
        try:
            return read_field()
        except Fault as fault:
            self.faults[name] = str(fault)
            return otherwise

    def heads(self, rows: Mapping[str, tuple[str, str]]) -> dict[str, Heads]:
        found = {
            group: self.take(f"heads.{group}", lambda c=count, n=new: _heads(c, n), None)
            for group, (count, new) in rows.items()
        }
        return {group: each for group, each in found.items() if each is not None}


def _heads(count_text: str, new_text: str) -> Heads | None:
    count, new = people(count_text), people(new_text)
    if new is not None and new > (count or 0):
        raise Fault(f"{number(new)} nya av {number(count or 0)} går inte ihop. Rätta ett av talen.")
    return Heads(count, new) if count else None
