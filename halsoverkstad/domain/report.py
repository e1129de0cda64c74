"""The report (återrapportering): its sections, the texts that are written in it, its deadlines.

The city asked that målbilder, aktiviteter, uppföljning, följeforskning and ekonomi be kept apart
(domain.md, "What the city has asked of the report").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import COMMON

LONGEST_TEXT = 100_000
"""Characters of one text; about forty pages."""


class Part(StrEnum):
    """The texts of a report, in order. A workshop's text goes with its name beside it."""

    SUMMARY = "sammanfattning"
    GOALS = "malbilder"
    ACTIVITIES = "aktiviteter"
    WORKSHOP = "verkstad"
    FOLLOW_UP = "uppfoljning"
    RESEARCH = "foljeforskning"
    PARTNERS = "samverkan"
    ECONOMY = "ekonomi"
    DEVIATIONS = "avvikelser"

    @property
    def label(self) -> str:
        """The text in words, as its section is headed."""
        return _LABELS[self]


_LABELS = {
    Part.SUMMARY: "Sammanfattning",
    Part.GOALS: "Målbilder",
    Part.ACTIVITIES: "Aktiviteter och interventioner",
    Part.WORKSHOP: "Verkstaden",
    Part.FOLLOW_UP: "Uppföljning och utvärdering",
    Part.RESEARCH: "Följeforskning",
    Part.PARTNERS: "Samverkan och parternas egna resurser",
    Part.ECONOMY: "Ekonomisk redovisning",
    Part.DEVIATIONS: "Avvikelser och inför nästa period",
}
EXPECTED = (
    Part.GOALS,
    Part.ACTIVITIES,
    Part.FOLLOW_UP,
    Part.RESEARCH,
    Part.PARTNERS,
    Part.DEVIATIONS,
)
"""The texts without which a report is not whole; those beside figures may be left out."""


@dataclass(frozen=True, order=True)
class TextKey:
    """Which text of a report: the part, and the workshop where there is one to each."""

    part: Part
    workshop: str = COMMON


@dataclass(frozen=True)
class FollowUp:
    """A measure of the follow-up: what was measured, by what, how many were asked and answered.

    The response rate is computed from the two counts, never typed.
    """

    measure: str
    instrument: str
    asked: int | None
    answered: int | None
    result: str


@dataclass(frozen=True)
class OwnResource:
    """What a partner put in of its own; whole kronor, None: not valued in money."""

    partner: str
    resource: str
    kronor: int | None = None


@dataclass(frozen=True)
class Deadline:
    """A report that somebody waits for; without a day only `when`, as the funder put it."""

    what: str
    receiver: str
    period: Period | None
    by: date | None
    when: str = ""
    amount: int | None = None
    """Whole kronor of an extra grant."""

    def days_left(self, today: date) -> int | None:
        """Days until it is due; below zero: it is late."""
        return None if self.by is None else (self.by - today).days


def deadlines(programme: Programme) -> tuple[Deadline, ...]:
    """The reports that agreements and extra grants ask for, the first due first."""
    return tuple(
        sorted(
            [*_of_agreements(programme), *_of_grants(programme)],
            key=lambda each: (each.by is None, each.by or date.max),
        )
    )


def receiver_of(programme: Programme, period: Period) -> str:
    """Who receives the report on a period; empty: no agreement says.

    The agreement that names the period, else the one that the period's last day lies in.
    """
    days = (period.first, period.last)
    for each in programme.agreements:
        if each.report_on and (each.report_on.first, each.report_on.last) == days:
            return each.receiver
    for each in programme.agreements:
        if each.first <= period.last <= each.last:
            return each.receiver
    return ""


def clean_text(text: str) -> str:
    """A text as it is kept: no control characters but line breaks, no space around it.

    Raises:
        Fault: it is longer than `LONGEST_TEXT` characters.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(each for each in lines if each == "\n" or _may_be_written(each)).strip()
    if len(kept) > LONGEST_TEXT:
        raise Fault(
            f"Texten är {len(kept)} tecken lång; i en rapport får en text vara högst "
            f"{LONGEST_TEXT}. Korta den."
        )
    return kept


_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def _may_be_written(letter: str) -> bool:
    """XML, which Word and Excel are made of, has no way to write the others.

    Those that turn the direction of writing would turn what stands around the text, too.
    """
    number = ord(letter)
    if number in _TURNING:
        return False
    return (
        0x20 <= number <= 0x7E
        or 0xA0 <= number <= 0xD7FF
        or 0xE000 <= number <= 0xFFFD
        or number >= 0x10000
    )


def _of_agreements(programme: Programme) -> Iterator[Deadline]:
    for each in programme.agreements:
        if each.report_by is not None:
            period = each.report_on or Period(each.first, each.last, f"{each.first}..{each.last}")
            yield Deadline("Återrapport", each.receiver, period, each.report_by)


def _of_grants(programme: Programme) -> Iterator[Deadline]:
    for each in programme.extra_grants:
        yield Deadline(each.purpose, "", None, each.report_by, each.report_when, amount=each.amount)
