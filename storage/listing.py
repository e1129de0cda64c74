"""Findings about sessions and people, listed one by one up to a number."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from halsoverkstad.domain.period import Period
from storage.finding import Finding, Target
from storage.sessions import LogRow

LISTED = 20
"""How many sessions or people of one sort are listed one by one."""
LOG = "Loggen"
EVER = Period(date.min, date.max, "hela registret")
IN_PERIOD = "s.day BETWEEN ? AND ?"
"""A condition on `session AS s`, for `storage.sessions.log_rows`; `days` are its values."""


def days(period: Period) -> tuple[int, int]:
    """The period as the database holds days."""
    return period.first.toordinal(), period.last.toordinal()


def written(period: Period) -> Period | None:
    """A period as it can be written in a filter; None: all there is."""
    return None if period is EVER else period


def of_sessions(rows: Sequence[LogRow], alike: Finding) -> Iterator[Finding]:
    """A finding for each session, alike but for where it is; then how many more there are.

    The session is opened where `alike` does not say that something else is.
    """
    target = Target.SESSION if alike.target is Target.LOG else alike.target
    for row in rows[:LISTED]:
        where = place_of(row)
        yield replace(alike, where=where, target=target, about=row.session, sessions=None)
    what = f"tillfällen där: {alike.what[0].lower()}{alike.what[1:]}"
    yield from and_more(len(rows), replace(alike, what=what))


def place_of(row: LogRow, *others: LogRow) -> str:
    """Where in the log: the codes of the sessions, and what they have in common with the first."""
    codes = " och ".join(each.code for each in (row, *others))
    return " ".join(filter(None, (codes, str(row.day), row.activity, row.place)))


def and_more(count: int, alike: Finding) -> Iterator[Finding]:
    """How many were not listed, if any."""
    if count > LISTED:
        yield replace(
            alike,
            severity="varning",
            what=f"Ytterligare {count - LISTED} {alike.what}",
            where=LOG,
            advice="Rätta de listade först och kör kontrollera igen",
        )
