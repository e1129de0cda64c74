"""What a cell says: its text, parsed into the value of its column, or a sentence about why not."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time

from exports.reading.faults import CellFault
from exports.safe_text import shown, unguarded
from halsoverkstad.domain.programme import Programme, fold_word
from halsoverkstad.domain.rows import HEADS, NEW, Value
from halsoverkstad.domain.words import Kind

Parse = Callable[[str], Value]

_EXTENDED_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BASIC_DATE = re.compile(r"[0-9]{8}")
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]00)?")
_DIGITS = re.compile(r"[0-9]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
_SHORTENED = re.compile(r"[0-9]([.,][0-9]+)?E\+[0-9]+")
_GREATEST = 1_000_000
_LONGEST_WORDS = 1_000
_LONGEST_NOTE = 30_000
_YES = {"ja", "j", "x", "1", "sant", "true"}
_NO = {"", "nej", "n", "0", "falskt", "false"}
_EXCEL_ERRORS = {
    *("#DIV/0!", "#DIVISION/0!", "#N/A", "#SAKNAS!", "#NAME?", "#NAMN?", "#NULL!", "#SKÄRNING!"),
    *("#NUM!", "#OGILTIGT!", "#REF!", "#REFERENS!", "#VALUE!", "#VÄRDEFEL!", "#SPILL!", "#CALC!"),
}


def parsers(programme: Programme) -> Mapping[str, Parse]:
    """For each field of a row (`halsoverkstad.domain.rows`), how its cell is read.

    They are given the cell as it stands in the file and raise `CellFault`.
    """
    fixed: dict[str, Parse] = {
        "session": _key,
        "code": _key,
        "day": _day,
        "start": _start,
        "minutes": _whole_or_unknown,
        "workshop": _chosen("ingen verkstad", programme.workshop_words, programme.workshop_names),
        "kind": _chosen("ingen typ", _KIND_WORDS, tuple(Kind)),
        "activity": words,
        "place": words,
        "turned_away": _whole_or_zero,
        "language_training": _yes_or_no,
        "partners": _partners,
        "note": _note,
        "group": _chosen("ingen grupp", programme.group_words, _group_names(programme)),
        "area": _chosen("inget bostadsområde", programme.area_words, programme.areas),
        "sex": _chosen("inget kön", programme.sex_words, programme.sexes),
    }
    heads: dict[str, Parse] = {HEADS + key: _whole_or_zero for key in programme.group_keys}
    new: dict[str, Parse] = {NEW + key: _whole_or_unknown for key in programme.group_keys}
    return fixed | heads | new


def words(cell: str, longest: int = _LONGEST_WORDS) -> str:
    """Free text without the space around it and without the `'` that guards a formula."""
    text = unguarded(cell.strip())
    if text.isascii() and text.isprintable() and len(text) <= longest:
        if text[:1] == "#":
            _refuse_excel_error(text)
        return text
    if len(text) > longest:
        raise CellFault(f"Texten är längre än {longest} tecken; korta den.")
    if _CONTROL.search(text):
        raise CellFault(
            f"”{shown(text)}” innehåller tecken som inte går att läsa; skriv om texten eller "
            "spara filen på nytt som CSV UTF-8."
        )
    _refuse_excel_error(text)
    return unicodedata.normalize("NFC", text)


def _note(cell: str) -> str:
    return words(cell, _LONGEST_NOTE)


def _refuse_excel_error(text: str) -> None:
    if text in _EXCEL_ERRORS:
        raise CellFault(f"”{text}” är ett fel i en formel; skriv det som ska stå i cellen.")


def _key(cell: str) -> str:
    text = words(cell)
    if _SHORTENED.fullmatch(text):
        raise CellFault(
            f"”{text}” är ett långt tal som kalkylprogrammet har förkortat; gör kolumnen till "
            "text och skriv in det på nytt."
        )
    return text


def _day(cell: str) -> date:
    text = unguarded(cell.strip())
    if not text:
        raise CellFault("Datumet saknas; skriv det som 2024-03-31.")
    written_as_date = _EXTENDED_DATE.fullmatch(text)
    if written_as_date or _BASIC_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    if written_as_date:
        raise CellFault(f"”{text}” finns inte i almanackan; rätta datumet.")
    raise CellFault(f"”{shown(text)}” är inget datum; skriv det som 2024-03-31.")


def _start(cell: str) -> time | None:
    text = unguarded(cell.strip())
    if not text:
        return None
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise CellFault(f"”{shown(text)}” är inget klockslag; skriv det som 09:30.")
    return time(int(match[1]), int(match[2]))


def _whole_or_unknown(cell: str) -> int | None:
    text = unguarded(cell.strip())
    return _whole(text) if text else None


def _whole_or_zero(cell: str) -> int:
    text = unguarded(cell.strip())
    return _whole(text) if text else 0


def _whole(text: str) -> int:
    if _DIGITS.fullmatch(text):
        if len(text.lstrip("0")) <= len(str(_GREATEST)) and int(text) <= _GREATEST:
            return int(text)
        raise CellFault(f"”{shown(text)}” är orimligt stort; skriv det rätta antalet.")
    if text.startswith("="):
        raise CellFault(f"”{shown(text)}” är en formel; skriv talet i stället.")
    if re.fullmatch(r"[-−][0-9]+", text):
        raise CellFault(f"”{shown(text)}” är mindre än noll; skriv ett heltal från 0 och uppåt.")
    raise CellFault(f"”{shown(text)}” är inget heltal; skriv det med siffror, till exempel 12.")


def _yes_or_no(cell: str) -> bool:
    text = unguarded(cell.strip())
    word = fold_word(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellFault(f"”{shown(text)}” är varken ja eller nej; skriv ja, nej eller lämna tomt.")


def _partners(cell: str) -> tuple[str, ...]:
    names = (name.strip() for name in re.split("[,;]", words(cell)))
    return tuple(dict.fromkeys(name for name in names if name))


def _chosen(none: str, meant: Mapping[str, str | Kind], offered: Iterable[str]) -> Parse:
    """A word out of a list; `none` is how to say that it is not in it."""
    choices = ", ".join(f"”{each}”" for each in offered)

    def parse(cell: str) -> str | Kind:
        text = unguarded(cell.strip())
        value = meant.get(fold_word(text))
        if value is None:
            raise CellFault(
                f"”{shown(text)}” är {none} som programmet känner till; skriv {choices} eller "
                "lämna tomt."
            )
        return value

    return parse


def _group_names(programme: Programme) -> list[str]:
    return [group.name for group in programme.groups]


_KIND_WORDS: Mapping[str, Kind] = (
    {"": Kind.GROUP}
    | {fold_word(kind.label): kind for kind in Kind}
    | {kind.value: kind for kind in Kind}
)
