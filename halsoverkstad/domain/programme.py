"""The programme's settings: what differs between one programme and another is data, read here.

The form is a TOML file; `halsoverkstad/programmes/` holds the one for Jämlik hälsa Lindängen.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

from halsoverkstad.domain.errors import ProgrammeFault
from halsoverkstad.domain.words import COMMON, COMMON_LABEL, UNKNOWN, UNKNOWN_GROUP

_GROUP_KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Workshop:
    """A workshop (hälsoverkstad) and the days it runs; None: open at that end."""

    name: str
    first: date | None = None
    last: date | None = None

    def runs(self, day: date) -> bool:
        """Whether it runs that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Group:
    """A group of participants: its key in files, its name for people, other names it goes by."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """An agreement with a funder: its period, receiver, last day to report, whole kronor."""

    first: date
    last: date
    receiver: str
    report_by: date | None = None
    amounts: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Definitions:
    """The thresholds behind `aterkommande` and `regelbundna` (domain.md)."""

    returning_dates: int = 2
    regular_weeks: int = 3
    regular_share: float = 0.5

    def sentences(self) -> Mapping[str, str]:
        """Each measure that rests on a threshold, explained in one Swedish sentence."""
        share = f"{self.regular_share * 100:g}".replace(".", ",")
        return {
            "aterkommande": (
                "Återkommande är registrerade personer som varit på gruppaktiviteter minst "
                f"{self.returning_dates} olika datum."
            ),
            "regelbundna": (
                "Regelbundna är registrerade personer som i någon verkstad och något kvartal "
                f"varit på gruppaktiviteter minst {self.regular_weeks} olika veckor och minst "
                f"{share} % av de veckor då verkstaden hade någon."
            ),
        }


@dataclass(frozen=True)
class Programme:
    """Everything about a programme that is not logged."""

    name: str
    partners: tuple[str, ...]
    workshops: tuple[Workshop, ...]
    groups: tuple[Group, ...]
    areas: tuple[str, ...]
    sexes: tuple[str, ...]
    definitions: Definitions
    activities: tuple[str, ...]
    places: tuple[str, ...]
    known_partners: tuple[str, ...]
    agreements: tuple[Agreement, ...]

    @classmethod
    def parse(cls, text: str) -> "Programme":
        """Read the settings from TOML.

        Raises:
            ProgrammeFault: says what is missing or wrong, and where.
        """
        try:
            table = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # numbers and nesting without end, too
            place = re.search(r"at line (\d+), column (\d+)", str(error))
            where = f" på rad {place[1]}, tecken {place[2]}" if place else ""
            raise ProgrammeFault(
                f"Programfilen är inte giltig TOML{where}. Rätta den och försök igen."
            ) from None
        return _programme(_Table(table, "programfilen"))

    @cached_property
    def workshop_names(self) -> tuple[str, ...]:
        """The workshops in their order, without "no workshop"."""
        return tuple(workshop.name for workshop in self.workshops)

    @cached_property
    def group_keys(self) -> tuple[str, ...]:
        """The known groups' keys in the order that breaks ties."""
        return tuple(group.key for group in self.groups)

    def workshop(self, name: str) -> Workshop | None:
        """The workshop of that exact name, if the settings know it."""
        return next((each for each in self.workshops if each.name == name), None)

    def group_label(self, key: str) -> str:
        """A group's name for people; also of `uppgift_saknas`."""
        for group in self.groups:
            if group.key == key:
                return group.name
        return UNKNOWN if key == UNKNOWN_GROUP else key

    @cached_property
    def workshop_words(self) -> Mapping[str, str]:
        """How people may write a workshop, folded, and which one is meant."""
        words = {fold_word(name): name for name in self.workshop_names}
        return {"": COMMON, fold_word(COMMON_LABEL): COMMON} | words

    @cached_property
    def group_words(self) -> Mapping[str, str]:
        """How people may write a group, folded, and the key that is meant."""
        words = {
            fold_word(word): group.key
            for group in self.groups
            for word in (group.key, group.name, *group.aliases)
        }
        return {"": UNKNOWN_GROUP, fold_word(UNKNOWN): UNKNOWN_GROUP} | words

    @cached_property
    def area_words(self) -> Mapping[str, str]:
        """How people may write an area, folded, and which one is meant."""
        return _value_words(self.areas)

    @cached_property
    def sex_words(self) -> Mapping[str, str]:
        """How people may write a sex, folded; each half of `kvinna/flicka` counts too."""
        halves = {fold_word(half): name for name in self.sexes for half in name.split("/")}
        return halves | _value_words(self.sexes)


def fold_word(text: str) -> str:
    """A word as it is compared: any case, å/ä/ö as a/a/o, space, hyphen and underscore alike."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return re.sub(r"[\s_\-]+", " ", letters).strip()


def _value_words(values: Iterable[str]) -> dict[str, str]:
    return {"": UNKNOWN, fold_word(UNKNOWN): UNKNOWN} | {fold_word(each): each for each in values}


class _Table:
    """A TOML table that knows where it stands, so that an error can say it."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        self._values = values
        self._where = where

    def fault(self, key: str, wish: str) -> ProgrammeFault:
        return ProgrammeFault(
            f"I {self._where} ska ”{key}” vara {wish}. Rätta filen och försök igen."
        )

    def text(self, key: str) -> str:
        value = self._values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, "en text")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise self.fault(key, "en lista med texter")
        items = cast("list[object]", value)
        words = tuple(item.strip() for item in items if isinstance(item, str) and item.strip())
        if len(words) != len(items) or len(set(words)) != len(words):
            raise self.fault(key, "en lista med olika texter")
        return words

    def day(self, key: str) -> date | None:
        value = self._values.get(key)
        if value is not None and type(value) is not date:
            raise self.fault(key, "ett datum som 2025-07-01")
        return value

    def required_day(self, key: str) -> date:
        value = self.day(key)
        if value is None:
            raise self.fault(key, "ett datum som 2025-07-01")
        return value

    def whole(self, key: str, default: int) -> int:
        value = self._values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.fault(key, "ett heltal större än noll")
        return value

    def share(self, key: str, default: float) -> float:
        value = self._values.get(key, default)
        if not isinstance(value, int | float) or not 0 < value <= 1:
            raise self.fault(key, "ett tal mellan 0 och 1")
        return float(value)

    def amounts(self, key: str) -> Mapping[str, int] | None:
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.fault(key, "belopp i hela kronor")
        table = cast("dict[str, object]", value)
        if not all(type(each) is int for each in table.values()):
            raise self.fault(key, "belopp i hela kronor")
        return cast("dict[str, int]", table)

    def table(self, key: str) -> "_Table":
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self.fault(key, "en tabell")
        return _Table(cast("dict[str, Any]", value), f"[{key}] i programfilen")

    def tables(self, key: str) -> list["_Table"]:
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise self.fault(key, "en lista av tabeller")
        rows = cast("list[object]", value)
        if not all(isinstance(row, dict) for row in rows):
            raise self.fault(key, "en lista av tabeller")
        return [
            _Table(cast("dict[str, Any]", row), f"[[{key}]] nummer {number} i programfilen")
            for number, row in enumerate(rows, 1)
        ]


def _programme(table: _Table) -> Programme:
    thresholds = table.table("definitioner")
    hints = table.table("forslag")
    programme = Programme(
        name=table.text("namn"),
        partners=table.texts("parter"),
        workshops=tuple(_workshop(row) for row in table.tables("verkstader")),
        groups=tuple(_group(row) for row in table.tables("grupper")),
        areas=table.table("omraden").texts("namn"),
        sexes=table.table("kon").texts("namn"),
        definitions=Definitions(
            returning_dates=thresholds.whole("aterkommande_dagar", 2),
            regular_weeks=thresholds.whole("regelbunden_veckor", 3),
            regular_share=thresholds.share("regelbunden_andel", 0.5),
        ),
        activities=hints.texts("aktiviteter"),
        places=hints.texts("platser"),
        known_partners=hints.texts("samverkan"),
        agreements=tuple(_agreement(row) for row in table.tables("overenskommelser")),
    )
    _check_unique(table, "verkstader", programme.workshop_names)
    _check_unique(table, "grupper", [*programme.group_keys, UNKNOWN_GROUP])
    if not programme.groups:
        raise table.fault("grupper", "minst en grupp")
    return programme


def _workshop(table: _Table) -> Workshop:
    first, last = table.day("fran"), table.day("till")
    if first and last and last < first:
        raise table.fault("till", "ett datum som inte är före ”fran”")
    return Workshop(table.text("namn"), first, last)


def _group(table: _Table) -> Group:
    key = table.text("nyckel")
    if not _GROUP_KEY.fullmatch(key):
        raise table.fault("nyckel", "små bokstäver a-z, siffror och understreck")
    return Group(key, table.text("namn"), table.texts("aven"))


def _agreement(table: _Table) -> Agreement:
    return Agreement(
        first=table.required_day("fran"),
        last=table.required_day("till"),
        receiver=table.text("mottagare"),
        report_by=table.day("aterrapport_senast"),
        amounts=table.amounts("belopp"),
    )


def _check_unique(table: _Table, key: str, names: Iterable[str]) -> None:
    folded = [fold_word(name) for name in names]
    if len(set(folded)) != len(folded):
        raise table.fault(key, "olika namn, vart och ett bara en gång")
