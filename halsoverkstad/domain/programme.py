"""The programme's settings: what differs between one programme and another is data, read here.

The form is a TOML file; `halsoverkstad/programmes/` holds the one for Jämlik hälsa Lindängen.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from halsoverkstad.domain.errors import ProgrammeFault, UsageFault
from halsoverkstad.domain.meanings import check_meanings, fold_word
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.settings_table import SettingsTable
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
    report_on: Period | None = None
    """What the report is on; None: all of the agreement."""


@dataclass(frozen=True)
class ExtraGrant:
    """Money beside the agreements, in whole kronor, and when it is to be reported on.

    `report_when` is as the funder put it ("våren 2026"); `report_by` the day, once it is known.
    """

    amount: int
    purpose: str
    report_when: str
    report_by: date | None = None


@dataclass(frozen=True)
class ReportRules:
    """What the checks of a report hold against it."""

    great_change: float = 0.5
    """A change of more than this share of the earlier period has to be explained by a text."""
    quiet_weeks: int = 4
    """A laptop without a session for more weeks than this before the period's end is behind."""


@dataclass(frozen=True)
class Retention:
    """How long what is not needed any more is kept (GDPR article 5.1 e).

    After `name_years` without a visit somebody's name is proposed for erasure, after `note_years`
    a note; `undo_days` is how long what stood before a change can be brought back.
    """

    name_years: int = 2
    note_years: int = 2
    undo_days: int = 30


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
    extra_grants: tuple[ExtraGrant, ...] = ()
    report_rules: ReportRules = ReportRules()
    retention: Retention = Retention()

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
        return _programme(SettingsTable(table, "programfilen"))

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


def _value_words(values: Iterable[str]) -> dict[str, str]:
    return {"": UNKNOWN, fold_word(UNKNOWN): UNKNOWN} | {fold_word(each): each for each in values}


def _programme(table: SettingsTable) -> Programme:
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
        extra_grants=tuple(_extra_grant(row) for row in table.tables("extra_medel")),
        report_rules=_report_rules(table.table("rapport")),
        retention=_retention(table.table("gallring")),
    )
    _check_unique(table, "verkstader", programme.workshop_names)
    _check_unique(table, "grupper", [*programme.group_keys, UNKNOWN_GROUP])
    _check_words(table, programme)
    if not programme.groups:
        raise table.fault("grupper", "minst en grupp")
    return programme


def _workshop(table: SettingsTable) -> Workshop:
    first, last = table.day("fran"), table.day("till")
    if first and last and last < first:
        raise table.fault("till", "ett datum som inte är före ”fran”")
    return Workshop(table.text("namn"), first, last)


def _group(table: SettingsTable) -> Group:
    key = table.text("nyckel")
    if not _GROUP_KEY.fullmatch(key):
        raise table.fault("nyckel", "små bokstäver a-z, siffror och understreck")
    return Group(key, table.text("namn"), table.texts("aven"))


def _agreement(table: SettingsTable) -> Agreement:
    return Agreement(
        first=table.required_day("fran"),
        last=table.required_day("till"),
        receiver=table.text("mottagare"),
        report_by=table.day("aterrapport_senast"),
        amounts=table.amounts("belopp"),
        report_on=_period(table, "aterrapport_avser"),
    )


def _extra_grant(table: SettingsTable) -> ExtraGrant:
    return ExtraGrant(
        amount=table.kronor("belopp"),
        purpose=table.text("for"),
        report_when=table.text("aterrapporteras"),
        report_by=table.day("aterrapport_senast"),
    )


def _report_rules(table: SettingsTable) -> ReportRules:
    usual = ReportRules()
    return ReportRules(
        great_change=table.share("stor_forandring", usual.great_change),
        quiet_weeks=table.whole("veckor_utan_tillfalle", usual.quiet_weeks),
    )


def _retention(table: SettingsTable) -> Retention:
    usual = Retention()
    return Retention(
        name_years=table.whole("namn_efter_ar", usual.name_years),
        note_years=table.whole("anteckningar_efter_ar", usual.note_years),
        undo_days=table.whole("angra_efter_dagar", usual.undo_days),
    )


def _period(table: SettingsTable, key: str) -> Period | None:
    word = table.word(key)
    try:
        return Period.parse(word) if word else None
    except UsageFault:
        raise table.fault(key, "en period som 2025 eller 2025H1") from None


def _check_unique(table: SettingsTable, key: str, names: Iterable[str]) -> None:
    folded = [fold_word(name) for name in names]
    if len(set(folded)) != len(folded):
        raise table.fault(key, "olika namn, vart och ett bara en gång")


def _check_words(table: SettingsTable, programme: Programme) -> None:
    """See that every word a file may use means one value, and none means "not known" as well."""
    check_meanings(
        table, "verkstader", COMMON_LABEL, ((each, each) for each in programme.workshop_names)
    )
    check_meanings(
        table,
        "grupper",
        UNKNOWN,
        (
            (word, group.key)
            for group in programme.groups
            for word in (group.key, group.name, *group.aliases)
        ),
    )
    areas = ((each, each) for each in programme.areas)
    check_meanings(table.table("omraden"), "namn", UNKNOWN, areas)
    halves = ((word, each) for each in programme.sexes for word in (each, *each.split("/")))
    check_meanings(table.table("kon"), "namn", UNKNOWN, halves)
