"""The reports that somebody still waits for."""

from collections.abc import Collection

from halsoverkstad.domain.meanings import fold_word
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import Deadline, deadlines
from storage import frozen
from storage.store import Store


def waiting(store: Store) -> tuple[Deadline, ...]:
    """The reports asked for on which nothing has been settled here, the first due first.

    An extra grant is reported on for itself, over a period that nobody has said beforehand: it has
    been when a report on a period that no agreement asks for has been settled with that grant in
    its economy.
    """
    asked = deadlines(store.programme)
    accounted = _accounted(store, [each.period for each in asked if each.period])
    return tuple(
        each
        for each in asked
        if (
            frozen.latest(store, each.period) is None
            if each.period
            else (fold_word(each.what), each.amount) not in accounted
        )
    )


def _accounted(store: Store, asked: Collection[Period]) -> set[tuple[str, int]]:
    """Purpose and amount of the grants in settled reports of their own."""
    days = {(each.first, each.last) for each in asked}
    return {
        (fold_word(grant["purpose"]), grant["amount"])
        for report in frozen.every(store)
        if (report.period.first, report.period.last) not in days
        for grant in report.lists.get("extra_medel", ())
    }
