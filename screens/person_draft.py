"""What stands in the fields about a participant, as text, and what it means."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Naming
from halsoverkstad.domain.identity.fold import surname_letters
from halsoverkstad.domain.programme import fold_word
from halsoverkstad.domain.words import UNKNOWN
from screens.session_draft import Unreadable
from screens.words import MONTHS

T = TypeVar("T")

_OLDEST = 120
_LONGEST_NAME = 60


@dataclass(frozen=True)
class WrittenPerson:
    """The fields as they stand; `group` None: none chosen."""

    display: str = ""
    group: str | None = None
    given: str = ""
    surname: str = ""
    year: str = ""
    month: str = ""
    area: str = UNKNOWN
    sex: str = UNKNOWN


def written_person(naming: Naming | None, attributes: Attributes) -> WrittenPerson:
    """A participant as they stand in the fields."""
    known = naming or Naming("")
    return WrittenPerson(
        display=known.display,
        group=attributes.group,
        given=known.given,
        surname=known.surname_letters,
        year=str(known.birth_year or ""),
        month=MONTHS[known.birth_month - 1] if known.birth_month else "",
        area=attributes.area,
        sex=attributes.sex,
    )


def read_attributes(form: WrittenPerson) -> Attributes:
    """Group, area and sex.

    Raises:
        Unreadable: no group is chosen.
    """
    if form.group is None:
        raise Unreadable({"group": "Välj en grupp. Är den okänd: uppgift saknas."})
    return Attributes(form.group, form.area, form.sex)


def read_naming(form: WrittenPerson, today: date) -> Naming:
    """What the participant is called, and what is known besides.

    Raises:
        Unreadable: with a sentence for every field that can't be read.
    """
    faults: dict[str, str] = {}

    def take(name: str, read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except Fault as fault:
            faults[name] = str(fault)
            return otherwise

    naming = Naming(
        display=take("display", lambda: _display(form.display), ""),
        given=" ".join(form.given.split()),
        surname_letters=take("surname", lambda: _surname(form.surname), ""),
        birth_year=take("year", lambda: birth_year(form.year, today), None),
        birth_month=take("month", lambda: birth_month(form.month), None),
    )
    if faults:
        raise Unreadable(faults)
    return naming


def birth_year(text: str, today: date) -> int | None:
    """A year as people write it: `2012` or `12`; empty is None.

    Raises:
        Fault: nobody was born then.
    """
    digits = text.strip()
    if fold_word(digits) in _NOT_KNOWN:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) in {2, 4}):
        raise Fault(f"”{digits}” är inget födelseår. Skriv till exempel 2012, eller lämna tomt.")
    year = int(digits)
    if len(digits) == 2:
        year += 2000 if 2000 + year <= today.year else 1900
    if not today.year - _OLDEST <= year <= today.year:
        raise Fault(f"Födelseåret {year} kan inte stämma. Rätta det eller lämna tomt.")
    return year


def birth_month(text: str) -> int | None:
    """A month as people write it: `3`, `mars`, `mar`; empty is None.

    Raises:
        Fault: it is no month.
    """
    word = fold_word(text)
    if word in _NOT_KNOWN:
        return None
    if word.isascii() and word.isdigit():
        found = [int(word)] if 1 <= int(word[:3]) <= 12 else []
    else:
        found = [number for number, name in enumerate(MONTHS, 1) if name.startswith(word)]
    if len(found) != 1:
        raise Fault(f"”{text.strip()}” är ingen månad. Skriv 1-12 eller mars, eller lämna tomt.")
    return found[0]


_NOT_KNOWN = {"", "vet inte", "vet ej", "?", "okand", "okant", fold_word(UNKNOWN)}


def _display(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise Fault("Skriv vad du kallar personen.")
    if len(name) > _LONGEST_NAME:
        raise Fault(f"Namnet är för långt. Högst {_LONGEST_NAME} tecken.")
    return name


def _surname(text: str) -> str:
    letters = text.strip()
    if fold_word(letters) in _NOT_KNOWN:
        return ""
    if len(surname_letters(letters)) < 2:
        raise Fault("Skriv de två första bokstäverna, eller lämna tomt.")
    return letters[:2]
