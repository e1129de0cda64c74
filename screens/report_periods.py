"""The periods that a report can be on: those that somebody waits for first, then the usual ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Agreement, Programme
from halsoverkstad.domain.report import Deadline, deadlines, receiver_of
from halsoverkstad.domain.words import Dimension
from screens.words import count, day_and_month, period_label
from storage import counting, report_deadlines, sessions
from storage.sessions import LogFilter
from storage.store import Store

_BACK = {Dimension.YEAR: 3, Dimension.HALF: 4, Dimension.QUARTER: 6}
"""How many periods of each length are offered, the one with today first."""


@dataclass(frozen=True)
class Offered:
    """A period to choose, and who waits for its report, if anybody does."""

    period: Period
    deadline: Deadline | None = None
    agreement: bool = False
    """Whether it is a year of an agreement."""

    @property
    def text(self) -> str:
        """In one line, if the receiver's name is not long."""
        label = period_label(self.period)
        if self.deadline is not None:
            parts = (label, self.deadline.receiver, _by(self.deadline))
            return " · ".join(filter(None, parts))
        return f"{label} · överenskommelseår" if self.agreement else label


def offered(programme: Programme, today: date) -> list[Offered]:
    """What is asked for first, then years, half-years, agreement years and quarters until today."""
    found = [
        *_asked_for(programme),
        *map(Offered, _latest(Dimension.YEAR, today)),
        *map(Offered, _latest(Dimension.HALF, today)),
        *_agreement_years(programme, today),
        *map(Offered, _latest(Dimension.QUARTER, today)),
    ]
    days: dict[tuple[date, date], Offered] = {}
    for each in found:
        days.setdefault((each.period.first, each.period.last), each)
    return list(days.values())


def first_period(store: Store) -> Period:
    """What the screen begins with: the report that is due first, if there is anything to put in it.

    Else the year of the latest session, else this year.
    """
    today = store.today()
    for each in report_deadlines.waiting(store):
        if each.period and each.period.first <= today and _held(store, each.period):
            return each.period
    newest = sessions.page(store, LogFilter(period=Period(date.min, today, "hittills")), 0, 1)
    return Period.year(newest[0].day.year if newest else today.year)


def deadline_of(programme: Programme, period: Period) -> Deadline | None:
    """What is said of when and to whom the report on a period is due, if an agreement says it."""
    days = (period.first, period.last)
    return next(
        (
            each
            for each in deadlines(programme)
            if each.period and (each.period.first, each.period.last) == days
        ),
        None,
    )


def destination(programme: Programme, period: Period, today: date) -> str:
    """To whom the report goes, and by when if that is said: one line."""
    deadline = deadline_of(programme, period)
    if deadline is not None:
        return waited_for(deadline, today)
    receiver = receiver_of(programme, period)
    return f"till {receiver}" if receiver else "ingen mottagare i inställningarna"


def waited_for(deadline: Deadline, today: date) -> str:
    """`till kommunstyrelsen senast 1 feb 2026 (om 44 dagar)`."""
    receiver = f"till {deadline.receiver} " if deadline.receiver else ""
    if deadline.by is None:
        return f"{receiver}{_by(deadline)}"
    left = (deadline.by - today).days
    if left < 0:
        when = f"{count(-left, 'dag', 'dagar')} sen"
    else:
        when = f"om {count(left, 'dag', 'dagar')}" if left else "idag"
    return f"{receiver}{_by(deadline)} ({when})"


def _by(deadline: Deadline) -> str:
    day = deadline.by
    return deadline.when if day is None else f"senast {day_and_month(day)} {day.year}"


def _asked_for(programme: Programme) -> Iterator[Offered]:
    for each in deadlines(programme):
        if each.period is not None:
            yield Offered(each.period, each)


def _latest(length: Dimension, today: date) -> Iterator[Period]:
    day = today
    for _ in range(_BACK[length]):
        period = Period.of(length, day)
        yield period
        if period.first == date.min:
            return
        day = period.first - timedelta(days=1)


def _agreement_years(programme: Programme, today: date) -> Iterator[Offered]:
    """The years of each agreement that have begun, the latest first."""
    years = [year for each in programme.agreements for year in _years(each) if year.first <= today]
    for year in sorted(years, reverse=True):
        yield Offered(year, agreement=True)


def _years(agreement: Agreement) -> Iterator[Period]:
    first = agreement.first
    while first <= agreement.last:
        after = _year_later(first)
        yield Period.between(first, min(after - timedelta(days=1), agreement.last))
        first = after


def _year_later(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


def _held(store: Store, period: Period) -> bool:
    return bool(counting.statistics(store, period).rows[0].figures["tillfallen"])
