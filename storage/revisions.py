"""What a settled report said and what would be said now, and the sessions that made the difference."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import Dimension
from storage import frozen, report_figures
from storage.frozen import Digest, Frozen, Place
from storage.pseudonym import session_code
from storage.report_trace import Figure, Span, Trace
from storage.sessions import LogRow, log_rows
from storage.store import Store


class Why(StrEnum):
    """What happened to a session since."""

    NEW = "nytt"
    CHANGED = "ändrat"
    GONE = "borttaget"
    PERSONS = "personer har kopplats ihop eller isär"


@dataclass(frozen=True)
class Changed:
    """A session that is not what it was when a report was settled."""

    session: bytes
    code: str
    why: Why
    then: Place | None
    now: Place | None
    row: LogRow | None
    """As it stands in the log; None: it is gone."""


@dataclass(frozen=True)
class Revision:
    """A figure that was settled as one number and is another now."""

    name: str
    published: int
    now: int
    because: tuple[Changed, ...]
    """Sessions that may count in it; empty: what is known of participants has changed."""
    other_definitions: bool = False
    """Whether the thresholds are others than then."""


@dataclass(frozen=True)
class Revised:
    """A settled report and all of its figures that are others now, in the order of the tables."""

    report: Frozen
    revisions: tuple[Revision, ...]
    counted: Mapping[str, Figure]
    """All figures of its period as they are now, by name; empty: nothing has changed."""
    now: Span | None = None
    """What they were counted from; None: nothing has changed."""


def revised(store: Store, up_to: Period) -> list[Revised]:
    """The settled reports on periods up to the end of one that no longer hold in every figure."""
    with store.snapshot():
        found = [of_report(store, each) for each in frozen.latest_of_each(store, up_to)]
    return [each for each in found if each.revisions]


def of_report(store: Store, report: Frozen) -> Revised:
    """What of a settled report is another now."""
    with store.snapshot():
        changed = list(_changed(store, report))
        same_settings = Programme.parse(report.settings).definitions == store.programme.definitions
        if not changed and same_settings and frozen_checksum_holds(store, report):
            return Revised(report, (), {})
        now = report_figures.figures(store, report.period)
        counted = now.figures
        return Revised(
            report,
            tuple(
                Revision(
                    name,
                    published,
                    counted[name].value,
                    tuple(each for each in changed if _may_count(counted[name].trace, each)),
                    not same_settings,
                )
                for name, published in _in_order(report, counted)
                if counted[name].value != published
            ),
            counted,
            now.now,
        )


def frozen_checksum_holds(store: Store, report: Frozen) -> bool:
    """Whether the facts are exactly those that the report was made from."""
    from storage import journal

    return journal.checksum(store.connection) == report.checksum


def _in_order(report: Frozen, counted: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    for name in counted:
        if name in report.figures:
            yield name, report.figures[name]


def _changed(store: Store, report: Frozen) -> Iterator[Changed]:
    then = frozen.digests_then(store, report)
    now = frozen.digests_now(store, report.period.last)
    moved = [
        each for each in sorted(then.keys() | now.keys()) if _differ(then.get(each), now.get(each))
    ]
    rows = {each.session: each for each in _rows(store, moved)}
    for session in moved:
        before, after = then.get(session), now.get(session)
        yield Changed(
            session,
            session_code(session),
            _why(before, after),
            before and before.place,
            after and after.place,
            rows.get(session),
        )


def _differ(before: Digest | None, after: Digest | None) -> bool:
    return before != after


def _why(before: Digest | None, after: Digest | None) -> Why:
    if before is None:
        return Why.NEW
    if after is None:
        return Why.GONE
    return Why.CHANGED if before.said != after.said else Why.PERSONS


def _rows(store: Store, sessions: list[bytes]) -> list[LogRow]:
    rows: list[LogRow] = []
    for start in range(0, len(sessions), 500):
        part = sessions[start : start + 500]
        rows += log_rows(store, f"s.id IN ({', '.join('?' * len(part))})", part)
    return rows


def _may_count(trace: Trace, changed: Changed) -> bool:
    """Whether a session counts in a figure, or did; of people's groups nothing is known here."""
    return any(place and _within(trace, place) for place in (changed.then, changed.now))


def _within(trace: Trace, place: Place) -> bool:
    early = trace.measure in {"nya", "tidigare"}  # rest on when somebody first came
    if place.day > trace.period.last or (place.day < trace.period.first and not early):
        return False
    values = dict(zip(trace.dimensions, trace.key, strict=False))
    for dimension, value in values.items():
        if dimension is Dimension.WORKSHOP and place.workshop != value and not early:
            return False
        if dimension is Dimension.KIND and place.kind != value and not early:
            return False
        if dimension.of_time and place.day not in Period.parse(value) and not early:
            return False
    return True
