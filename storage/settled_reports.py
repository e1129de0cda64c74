"""Settled reports that no longer hold, as findings: what was said, and what would be said now."""

from collections.abc import Iterator

from halsoverkstad.domain.numbers import thousands
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report_names import TOTAL
from storage import frozen
from storage.finding import Finding, Target
from storage.revisions import Changed, Revised, Revision, frozen_checksum_holds, of_report
from storage.store import Store

_NAMED = 3
"""Sessions that are named; the report's own screen has them all."""
_MAIN = {
    f"T1.unika.{TOTAL}": "unika",
    f"T1.deltagartillfallen.{TOTAL}": "deltagartillfällen",
    f"T1.tillfallen.{TOTAL}": "tillfällen",
    f"T1.aterkommande.{TOTAL}": "återkommande",
}


def no_longer_holding(store: Store, period: Period) -> Iterator[Finding]:
    """The settled reports, on periods that end within one, of which a figure is another now."""
    for report in frozen.latest_of_each(store, period):
        if report.period.last < period.first or frozen_checksum_holds(store, report):
            continue
        found = of_report(store, report)
        if found.revisions:
            yield Finding(
                "varning",
                f"Fastställd rapport för {report.period.name}: {_difference(found)}",
                _where(found),
                "Se under Rapport, Fastställd, vad det beror på; nästa rapport skriver ut rättelsen",
                Target.REPORT,
                period=report.period,
            )


def _difference(found: Revised) -> str:
    changed = {each.name: each for each in found.revisions}
    for name, label in _MAIN.items():
        if name in changed:
            one = changed[name]
            return f"{thousands(one.published)} {label} är nu {thousands(one.now)}"
    number = len(changed)
    return "1 siffra är en annan nu" if number == 1 else f"{number} siffror är andra nu"


def _where(found: Revised) -> str:
    sessions = _sessions(found.revisions)
    named = [_named(each) for each in sessions[:_NAMED]]
    left = len(sessions) - len(named)
    return "; ".join([*named, *((f"och {left} till",) if left else ())]) or "Rapport"


def _sessions(revisions: tuple[Revision, ...]) -> list[Changed]:
    because = {each.session: each for one in revisions for each in one.because}
    return list(because.values())


def _named(changed: Changed) -> str:
    place = changed.now or changed.then
    return " ".join([changed.code, *([str(place.day)] if place else []), f"({changed.why})"])
