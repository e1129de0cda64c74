"""Every figure of a report, counted as `statistik` counts it, with a stable name and a way back.

No figure is added up from others: each margin is asked for (`storage/counting.py`). A trace says
how a figure was counted, so that `storage/report_tracing.py` finds the sessions and people again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Definitions
from halsoverkstad.domain.report_names import part_names
from halsoverkstad.domain.statistics import Known
from halsoverkstad.domain.words import COMMON, Dimension
from storage import counting, journal
from storage.cells import Counting
from storage.coverage import Coverage, coverage
from storage.report_naming import Naming
from storage.report_trace import Figure, Span
from storage.store import Store

_CUTS: tuple[tuple[Dimension, ...], ...] = (
    (),
    (Dimension.GROUP,),
    (Dimension.WORKSHOP,),
    (Dimension.WORKSHOP, Dimension.GROUP),
    (Dimension.KIND,),
    (Dimension.AREA,),
    (Dimension.SEX,),
)
_FINER: tuple[tuple[Dimension, ...], ...] = (
    (Dimension.GROUP, Dimension.QUARTER),
    (Dimension.WORKSHOP, Dimension.QUARTER),
    (Dimension.WORKSHOP, Dimension.GROUP, Dimension.QUARTER),
)
_OF_MONTHS: tuple[tuple[Dimension, ...], ...] = (
    (Dimension.QUARTER,),
    *_FINER,
    (Dimension.QUARTER, Dimension.MONTH),
)
"""Shown in no table: what is hidden by quarter, or by month, is decided with them in view, as
everywhere else."""


_A_MONTH = 31


@dataclass(frozen=True)
class ReportFigures:
    """All that is counted for a report, from one moment."""

    program: str
    period: Period
    definitions: Definitions
    checksum: str
    laptops: tuple[Known, ...]
    coverage: Coverage
    register_since: date | None
    logged_since: date | None
    """The day of the first session on record."""
    made_up: bool
    now: Span
    before: Span | None
    """The same span a year before; None: there is no session on record in it."""
    parts_of_time: Dimension
    """What T3 is cut by: quarters, months where the period lies within one."""
    groups: tuple[str, ...]
    """Group keys in their order, the unknown last."""
    workshops: tuple[str, ...]
    """Of the settings and of the sessions; "no workshop" last, if it has any."""
    figures: Mapping[str, Figure]
    """By name, in the order of the tables."""

    @property
    def whole_before(self) -> bool:
        """Whether sessions were logged from the beginning of the earlier period."""
        return (
            self.before is not None
            and self.logged_since is not None
            and (self.logged_since - self.before.period.first).days < _A_MONTH
        )

    def value(self, name: str) -> int:
        """A figure by its name.

        Raises:
            KeyError: there is none.
        """
        return self.figures[name].value

    def part_of_workshop(self, workshop: str) -> str:
        """The word for a workshop in names of figures."""
        return part_names(self.workshops)[workshop]


def figures(store: Store, period: Period) -> ReportFigures:
    """Count everything that a report on a period shows."""
    with store.snapshot():
        time = _parts_of_time(period)
        finer = _FINER if time is Dimension.QUARTER else _OF_MONTHS
        now = _span(store, period, (*_CUTS, (time,), *finer))
        before = _before(store, period)
        workshops = _workshops(store, now)
        first_day = store.connection.value("SELECT min(day) FROM session")
        named = Naming(store, now, before, time, workshops)
        return ReportFigures(
            program=store.programme.name,
            period=period,
            definitions=store.programme.definitions,
            checksum=journal.checksum(store.connection),
            laptops=counting.known_laptops(store),
            coverage=coverage(store, period),
            register_since=counting.register_since(store),
            logged_since=date.fromordinal(first_day) if first_day else None,
            made_up=store.made_up,
            now=now,
            before=before,
            parts_of_time=time,
            groups=named.groups,
            workshops=workshops,
            figures={each.name: each for each in named.every()},
        )


def workshops_of(store: Store, period: Period) -> tuple[str, ...]:
    """The workshops that a report on a period has a part for, in order."""
    only = (Dimension.WORKSHOP,)
    with store.snapshot():
        return _workshops(store, _span(store, period, (only,)))


def _parts_of_time(period: Period) -> Dimension:
    quarters = sum(1 for _ in period.parts(Dimension.QUARTER))
    return Dimension.QUARTER if quarters > 1 else Dimension.MONTH


def _span(store: Store, period: Period, cuts: Sequence[tuple[Dimension, ...]]) -> Span:
    return Span(period, {each: tuple(Counting(store, period, each).rows()) for each in cuts})


def _before(store: Store, period: Period) -> Span | None:
    try:
        earlier = period.year_before()
    except ValueError:  # there is no year before year 1
        return None
    days = (earlier.first.toordinal(), earlier.last.toordinal())
    held = store.connection.value(
        "SELECT EXISTS (SELECT 1 FROM session WHERE day BETWEEN ? AND ?)", days
    )
    return _span(store, earlier, _CUTS[:5]) if held else None


def _workshops(store: Store, now: Span) -> tuple[str, ...]:
    """Those of the settings that ran in the period or have sessions, then any others of the log."""
    held = [row.key[0] for row in now.rows(Dimension.WORKSHOP)]
    period = now.period
    ran = [
        each.name
        for each in store.programme.workshops
        if (each.first is None or each.first <= period.last)
        and (each.last is None or each.last >= period.first)
    ]
    others = [each for each in held if each not in ran and each != COMMON]
    order = {name: number for number, name in enumerate(store.programme.workshop_names)}
    known = sorted([*ran, *others], key=lambda each: order.get(each, len(order)))
    return (*known, *([COMMON] if COMMON in held else []))
