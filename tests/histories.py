"""Made-up histories, periods and choices of dimensions, aimed at where counting goes wrong.

Small, so that a failing example can be worked out by hand: a few persons who keep coming back,
dates on both sides of every border, words that change or are not known.
"""

from collections.abc import Mapping
from datetime import date, time, timedelta
from itertools import product

from hypothesis import strategies as st

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import COMMON, TIME_DIMENSIONS, Dimension, Kind
from tests.reference import AREA_ORDER, GROUP_ORDER, SEX_ORDER, History, Noted

PERSONS = ("p1", "p2", "p3", "p4", "p5")
WORKSHOPS = ("Kvinnors hälsa", "Barn och unga", COMMON)
ACTIVITIES = ("Yoga", "Språkcirkel", "språkcirkel", "")
PLACES = ("Framtidens hus", "Motettens höghus", "")
HARD_DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        "2020-12-31",  # Thursday of week 53 of 2020
        "2021-01-01",  # Friday of the same week, in another year
        "2021-01-03",  # its Sunday
        "2021-01-04",  # week 1 of 2021
        "2024-02-28",
        "2024-02-29",
        "2024-03-01",
        "2024-03-31",  # Easter Sunday; summer time begins
        "2024-04-01",  # Monday: another month, quarter and week
        "2024-06-30",
        "2024-07-01",  # another half-year
        "2024-12-29",
        "2024-12-30",  # week 1 of 2025, in the last days of 2024
        "2024-12-31",
        "2025-01-01",
        "2025-02-28",
        "2025-03-01",
        "2025-03-31",  # Monday: its week lies in two months and two quarters
        "2025-04-01",
        "2025-06-30",
        "2025-07-01",  # an agreement year begins
        "2025-12-28",
        "2025-12-31",  # week 1 of 2026
        "2026-01-01",
        "2026-01-04",  # the Sunday of that week
    )
)
SERIES_STARTS = tuple(
    date.fromisoformat(day)
    for day in ("2020-12-17", "2024-02-08", "2024-12-17", "2025-03-04", "2025-06-02", "2025-12-10")
)
"""Days from which a weekly series of four to eight weeks runs up to a border, or across it."""

Visits = Mapping[str, Attributes]
"""Who was at one session, and what was noted about each."""


def attributes() -> st.SearchStrategy[Attributes]:
    """What is noted at an attendance; each of the three may be unknown and may change."""
    return st.sampled_from(
        [Attributes(*noted) for noted in product(GROUP_ORDER, AREA_ORDER, SEX_ORDER)]
    )


@st.composite
def heads(draw: st.DrawFn) -> Heads:
    """One to five people without name, of whom nobody knows how many, none, or some are new."""
    count = draw(st.integers(1, 5))
    return Heads(count, draw(st.none() | st.integers(0, count)))


def heads_by_group() -> st.SearchStrategy[dict[str, Heads]]:
    """Heads as the form takes them: a column for each known group; most often nobody."""
    known = st.sampled_from(list[str](GROUP_ORDER[:-1]))
    return st.dictionaries(known, heads(), max_size=0) | st.dictionaries(known, heads(), max_size=2)


def days() -> st.SearchStrategy[date]:
    """A day at a border, or within a few days of one."""
    near = st.builds(_days_after, st.sampled_from(HARD_DAYS), st.integers(-8, 8))
    return st.sampled_from(HARD_DAYS) | near


def sessions() -> st.SearchStrategy[Session]:
    """One session on any of those days, of any kind, in a workshop or none."""
    return st.builds(
        Session,
        day=days(),
        workshop=st.sampled_from(WORKSHOPS),
        kind=st.sampled_from(Kind),
        activity=st.sampled_from(ACTIVITIES),
        place=st.sampled_from(PLACES),
        start=st.sampled_from((None, time(9, 30), time(17))),
        heads=heads_by_group(),
    )


def visits() -> st.SearchStrategy[dict[str, Attributes]]:
    """Who came to one session: nobody, or some of the few persons there are."""
    return st.dictionaries(st.sampled_from(PERSONS), attributes(), max_size=4)


@st.composite
def weekly_series(draw: st.DrawFn) -> list[tuple[Session, Visits]]:
    """A group activity held for some weeks running, with persons who miss some of them.

    Nearly all of `regelbundna` happens here. What is noted about a person wavers between two;
    about every third time they stay away.
    """
    first = draw(st.sampled_from(SERIES_STARTS))
    workshop = draw(st.sampled_from(WORKSHOPS))
    activity = draw(st.sampled_from(ACTIVITIES))
    persons = {person: (None, draw(attributes()), draw(attributes())) for person in PERSONS[:3]}
    held: list[tuple[Session, Visits]] = []
    for week in range(draw(st.integers(4, 8))):
        drawn = {person: draw(st.sampled_from(either)) for person, either in persons.items()}
        came = {person: noted for person, noted in drawn.items() if noted is not None}
        held.append((Session(_days_after(first, 7 * week), workshop, activity=activity), came))
    return held


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A whole programme: up to ten sessions by themselves and up to two weekly series.

    One day is made busy on purpose: a tie of groups needs two sessions on one date.
    """
    held: list[tuple[Session, Visits]] = list(
        draw(st.lists(st.tuples(sessions(), visits()), max_size=8))
    )
    for series in draw(st.lists(weekly_series(), max_size=2)):
        held.extend(series)
    if held:
        busy = draw(st.sampled_from(sorted({session.day for session, _ in held})))
        held.extend(draw(st.lists(st.tuples(_sessions_on(busy), visits()), max_size=2)))
    return _numbered(draw(st.permutations(held)))


@st.composite
def questions(draw: st.DrawFn) -> tuple[History, Period, list[Dimension]]:
    """A history, a period that has some of it (as a rule), and what to cut the figures by."""
    history = draw(histories())
    around = st.sampled_from([s.day for s in history.sessions.values()] or list(HARD_DAYS))
    period = draw(_whole(around) | st.builds(_from_to, around, around | days()))
    return history, period, draw(dimension_lists())


def periods() -> st.SearchStrategy[Period]:
    """A year, half-year, quarter or month around the borders, or from one day to another."""
    return _whole(days()) | st.builds(_from_to, days(), days())


def dimension_lists() -> st.SearchStrategy[list[Dimension]]:
    """None to four different dimensions, in any order."""
    return st.lists(st.sampled_from(Dimension), max_size=4, unique=True)


def _whole(day: st.SearchStrategy[date]) -> st.SearchStrategy[Period]:
    return st.builds(Period.of, st.sampled_from(TIME_DIMENSIONS), day)


def _sessions_on(day: date) -> st.SearchStrategy[Session]:
    return st.builds(
        Session,
        day=st.just(day),
        workshop=st.sampled_from(WORKSHOPS),
        kind=st.sampled_from(Kind),
        heads=heads_by_group(),
    )


def _numbered(held: list[tuple[Session, Visits]]) -> History:
    """The sessions under ids whose order is not that of their dates."""
    numbered = {f"s{number}": both for number, both in enumerate(held, 1)}
    return History(
        sessions={key: session for key, (session, _) in numbered.items()},
        attendances=[
            Noted(key, person, noted)
            for key, (_, came) in numbered.items()
            for person, noted in came.items()
        ],
    )


def _from_to(one: date, other: date) -> Period:
    return Period.parse(f"{min(one, other)}..{max(one, other)}")


def _days_after(day: date, count: int) -> date:
    return day + timedelta(days=count)
