"""Lists that belong to a report: measures of follow-up, partners' own resources, economy.

They lie in one table as rows of JSON, kept and read whole: a list is short and has no history.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from halsoverkstad.domain.economy import CostLine, Economy, Grant, Surplus
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import FollowUp, OwnResource
from storage.encoding import dump, load
from storage.store import Store

Item = FollowUp | OwnResource | CostLine | Surplus | Grant
Some = TypeVar("Some", FollowUp, OwnResource, CostLine, Surplus, Grant)


class _List(StrEnum):
    FOLLOW_UP = "uppfoljning"
    RESOURCE = "resurs"
    COST = "kostnad"
    SURPLUS = "overskott"
    GRANT = "extra_medel"


def follow_ups(store: Store, period: Period) -> tuple[FollowUp, ...]:
    """What was followed up, in the order it was written."""
    return _read(store, period, _List.FOLLOW_UP, FollowUp)


def set_follow_ups(store: Store, period: Period, items: Iterable[FollowUp]) -> None:
    """Keep what was followed up in place of what was there."""
    with store.connection.transaction():
        _put(store, period, _List.FOLLOW_UP, items)


def resources(store: Store, period: Period) -> tuple[OwnResource, ...]:
    """What partners put in of their own."""
    return _read(store, period, _List.RESOURCE, OwnResource)


def set_resources(store: Store, period: Period, items: Iterable[OwnResource]) -> None:
    """Keep the partners' own resources in place of what was there."""
    with store.connection.transaction():
        _put(store, period, _List.RESOURCE, items)


def economy(store: Store, period: Period) -> Economy:
    """The economy of a period; empty if nothing has been noted."""
    with store.snapshot():
        return Economy(
            _read(store, period, _List.COST, CostLine),
            _read(store, period, _List.SURPLUS, Surplus),
            _read(store, period, _List.GRANT, Grant),
        )


def set_economy(store: Store, period: Period, kept: Economy) -> None:
    """Keep the economy of a period in place of what was there."""
    with store.connection.transaction():
        _put(store, period, _List.COST, kept.lines)
        _put(store, period, _List.SURPLUS, kept.surpluses)
        _put(store, period, _List.GRANT, kept.grants)


def economy_before(store: Store, period: Period) -> Economy | None:
    """The economy of the latest period that ended before this one began, if there is one."""
    days = store.connection.row(
        "SELECT first, last FROM report_list WHERE last < ? AND kind IN (?, ?) "
        "ORDER BY last DESC, first DESC LIMIT 1",
        (period.first.toordinal(), str(_List.COST), str(_List.SURPLUS)),
    )
    if days is None:
        return None
    first, last = map(date.fromordinal, days)
    return economy(store, Period.between(first, last))


def _put(store: Store, period: Period, kind: _List, items: Iterable[Item]) -> None:
    days = (period.first.toordinal(), period.last.toordinal(), str(kind))
    store.connection.run("DELETE FROM report_list WHERE first = ? AND last = ? AND kind = ?", days)
    store.connection.run_many(
        "INSERT INTO report_list VALUES (?, ?, ?, ?, ?)",
        [(*days, number, dump(dataclasses.asdict(each))) for number, each in enumerate(items)],
    )


def _read(store: Store, period: Period, kind: _List, make: Callable[..., Some]) -> tuple[Some, ...]:
    rows = store.connection.rows(
        "SELECT fields FROM report_list WHERE first = ? AND last = ? AND kind = ? "
        "ORDER BY position",
        (period.first.toordinal(), period.last.toordinal(), str(kind)),
    )
    return tuple(make(**_fields(text)) for (text,) in rows)


def _fields(text: str) -> Mapping[str, Any]:
    return load(text)
