"""The texts of reports, by period. A period without one is offered the latest earlier period's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import Part, TextKey, clean_text
from storage.store import Store


@dataclass(frozen=True)
class ReportText:
    """A text, and where it comes from."""

    text: str
    offered_from: Period | None = None
    """The earlier period that it was written for; None: it is this period's own."""


def texts(store: Store, period: Period) -> Mapping[TextKey, ReportText]:
    """Every text there is for a period: its own, else the latest earlier one's as an offer."""
    found: dict[TextKey, ReportText] = {}
    for first, last, part, workshop, text in store.connection.rows(
        "SELECT * FROM report_text WHERE last < ?2 OR (first = ?1 AND last = ?2) "
        "ORDER BY last, first",
        _days(period),
    ):
        key = TextKey(Part(part), workshop)
        if (first, last) == _days(period):
            found[key] = ReportText(text)
        elif text:
            days = date.fromordinal(first), date.fromordinal(last)
            found[key] = ReportText(text, Period.between(*days))
    return found


def own(store: Store, period: Period) -> Mapping[TextKey, str]:
    """The texts that were written for a period itself."""
    every = texts(store, period)
    return {key: each.text for key, each in every.items() if each.offered_from is None}


def write(store: Store, period: Period, key: TextKey, text: str) -> None:
    """Keep a text. An empty one says that there is nothing to say: no earlier one is offered.

    Raises:
        Fault: it is too long; nothing was kept.
    """
    kept = clean_text(text)
    store.connection.run(
        "INSERT OR REPLACE INTO report_text VALUES (?, ?, ?, ?, ?)",
        (*_days(period), str(key.part), key.workshop, kept),
    )


def write_all(store: Store, period: Period, written: Mapping[TextKey, str]) -> None:
    """Keep several texts, or none of them.

    Raises:
        Fault: one of them is too long; nothing was kept.
    """
    with store.connection.transaction():
        for key, text in written.items():
            write(store, period, key, text)


def accept(store: Store, period: Period) -> int:
    """Take over every text that is offered as the period's own; how many there were."""
    every = texts(store, period)
    offered = {key: each.text for key, each in every.items() if each.offered_from}
    write_all(store, period, offered)
    return len(offered)


def forget(store: Store, period: Period, key: TextKey) -> None:
    """Drop a period's own text; an earlier one is offered again."""
    store.connection.run(
        "DELETE FROM report_text WHERE first = ? AND last = ? AND part = ? AND workshop = ?",
        (*_days(period), str(key.part), key.workshop),
    )


def _days(period: Period) -> tuple[int, int]:
    return period.first.toordinal(), period.last.toordinal()
