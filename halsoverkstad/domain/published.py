"""Figures that a programme has published before: read from the file that ships with it.

They stand beside what is counted, marked as published, and are never added to it. The form is
JSON; `halsoverkstad/programmes/` holds the figures of Jämlik hälsa Lindängen.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from halsoverkstad.domain.economy import CostLine
from halsoverkstad.domain.errors import ProgrammeFault, UsageFault
from halsoverkstad.domain.period import Period

_MEASURES = (
    "tillfallen",
    "gruppaktiviteter",
    "arrangemang",
    "individuella",
    "deltagartillfallen",
    "unika",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)
"""The measures that have been published, in the order of the files."""


@dataclass(frozen=True)
class PublishedFigure:
    """A figure as it was printed; `judged`: by eye (bedömt), `at_least`: as a floor."""

    value: int
    judged: bool = False
    at_least: bool = False


@dataclass(frozen=True)
class PublishedLine:
    """A cost line as it was printed, with the difference printed beside it."""

    line: CostLine
    stated_difference: int | None = None


@dataclass(frozen=True)
class PublishedEconomy:
    """The economy as it was printed, whole kronor."""

    total: PublishedLine
    lines: tuple[PublishedLine, ...] = ()
    surplus_from: Mapping[str, int] = field(default_factory=dict[str, int])
    """By period: what was carried in from it."""
    stated_surplus: int | None = None
    """The whole surplus, as it was printed."""


@dataclass(frozen=True)
class PublishedSurvey:
    """How many answered a survey, and the share as it was printed, in words."""

    respondents: int
    stated_share: str


@dataclass(frozen=True)
class PublishedPeriod:
    """What was printed about one period, of one workshop or of all."""

    period: Period
    workshop: str | None
    figures: Mapping[str, PublishedFigure]
    """By measure."""
    groups: Mapping[str, int]
    """Unique participants by group key, as far as they were printed."""
    estimated: bool
    """Whether the unique counts were estimates."""
    regular_share: float | None = None
    """The share of regulars, where only that was printed; always a floor."""
    economy: PublishedEconomy | None = None
    survey: PublishedSurvey | None = None
    notes: tuple[str, ...] = ()

    def value(self, measure: str) -> int | None:
        """A figure's number, if it was printed."""
        figure = self.figures.get(measure)
        return None if figure is None else figure.value


@dataclass(frozen=True)
class Published:
    """All that a programme has published."""

    program: str = ""
    periods: tuple[PublishedPeriod, ...] = ()
    repayments: tuple[int, ...] = ()
    """Repayments decided, in whole kronor."""

    @classmethod
    def parse(cls, text: str) -> "Published":
        """Read the figures from JSON.

        Raises:
            ProgrammeFault: the text is not of that form.
        """
        try:
            table = cast("dict[str, Any]", json.loads(text))
            return cls(
                str(table["program"]),
                tuple(_period(each) for each in table["perioder"]),
                tuple(int(each) for each in table.get("aterbetalning_beslutad", ())),
            )
        except (ValueError, KeyError, TypeError, AttributeError, UsageFault) as error:
            raise ProgrammeFault(
                f"Filen med publicerade siffror är inte som den ska ({error}). Installera om "
                "programmet eller rätta filen."
            ) from None

    def of(self, period: Period) -> PublishedPeriod | None:
        """What was printed about the whole programme in exactly those days."""
        days = (period.first, period.last)
        return next(
            (
                each
                for each in self.periods
                if each.workshop is None and (each.period.first, each.period.last) == days
            ),
            None,
        )

    def of_workshops(self, period: Period) -> tuple[PublishedPeriod, ...]:
        """What was printed about single workshops within the days of a period."""
        return tuple(
            each
            for each in self.periods
            if each.workshop is not None
            and period.first <= each.period.first
            and each.period.last <= period.last
        )

    def up_to(self, period: Period) -> tuple[PublishedPeriod, ...]:
        """What was printed about the whole programme, on periods that end no later than this."""
        return tuple(
            each
            for each in self.periods
            if each.workshop is None and each.period.last <= period.last
        )


def _period(table: Mapping[str, Any]) -> PublishedPeriod:
    figures = {each: _figure(table[each]) for each in _MEASURES if _is_figure(table.get(each))}
    regular = table.get("regelbundna")
    economy, survey = table.get("ekonomi"), table.get("enkat")
    return PublishedPeriod(
        period=Period.parse(table["period"]),
        workshop=table.get("verkstad"),
        figures=figures,
        groups={str(key): int(value) for key, value in table.get("grupper", {}).items()},
        estimated=bool(table.get("unika_uppskattade", False)),
        regular_share=float(regular["andel"]) if regular and "andel" in regular else None,
        economy=_economy(economy) if economy else None,
        survey=PublishedSurvey(int(survey["svarande"]), survey["andel_angiven"])
        if survey
        else None,
        notes=tuple(table.get("anmarkningar", ())),
    )


def _is_figure(value: object) -> bool:
    return isinstance(value, int) or (isinstance(value, dict) and "varde" in value)


def _figure(value: Any) -> PublishedFigure:
    if isinstance(value, int):
        return PublishedFigure(value)
    return PublishedFigure(
        int(value["varde"]), bool(value.get("bedomt", False)), bool(value.get("minst", False))
    )


def _economy(table: Mapping[str, Any]) -> PublishedEconomy:
    return PublishedEconomy(
        _line({"kostnad": "Summa", **table}),
        tuple(_line(each) for each in table.get("rader", ())),
        {str(key): int(value) for key, value in table.get("overskott_fran", {}).items()},
        table.get("totalt_overskott_angivet"),
    )


def _line(table: Mapping[str, Any]) -> PublishedLine:
    line = CostLine(table["kostnad"], int(table["budget"]), int(table["utfall"]))
    return PublishedLine(line, table.get("differens_angiven"))
