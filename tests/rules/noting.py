"""Writing histories down by hand, and reading their figures, for the examples of the rules."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import cast

from hypothesis import HealthCheck, settings

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import (
    Dimension,
    Kind,
)
from tests.reference import GROUP_ORDER, STANDARD, Definitions, History, Noted, Row, statistics

MEASURES = (
    "tillfallen",
    "gruppaktiviteter",
    "arrangemang",
    "individuella",
    "deltagartillfallen",
    "deltagartillfallen_registrerade",
    "unika",
    "unika_registrerade",
    "unika_uppskattade",
    "nya",
    "tidigare",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)
WOMEN = "Kvinnors hälsa"
MOUTH = "Munhälsa och kost"
YOUNG = "Barn och unga"
CHILD, ADULT, WORKER, _ = GROUP_ORDER

Came = str | tuple[str, Attributes]
Held = tuple[Session, Mapping[str, Attributes]]


def adult(person: str) -> Came:
    """Someone noted as vuxen."""
    return person, Attributes(group=ADULT)


def child(person: str) -> Came:
    """Someone noted as barn och unga."""
    return person, Attributes(group=CHILD)


def worker(person: str) -> Came:
    """Someone noted as yrkesverksam."""
    return person, Attributes(group=WORKER)


def held(
    day: str,
    *came: Came,
    workshop: str = WOMEN,
    kind: Kind = Kind.GROUP,
    activity: str = "",
    place: str = "",
    heads: Mapping[str, Heads] | None = None,
) -> Held:
    """One session and who came: a name alone is someone of whom nothing is noted."""
    session = Session(
        date.fromisoformat(day), workshop, kind, activity, place, heads=dict(heads or {})
    )
    named = [(who, Attributes()) if isinstance(who, str) else who for who in came]
    return session, dict(named)


def weekly(
    first: str, weeks: int, *, workshop: str = WOMEN, activity: str = "", **came: Iterable[int]
) -> list[Held]:
    """A group activity on the same weekday for some weeks; who came in which, from 1."""
    start = date.fromisoformat(first)
    return [
        held(
            (start + timedelta(weeks=week - 1)).isoformat(),
            *(person for person, attended in came.items() if week in attended),
            workshop=workshop,
            activity=activity,
        )
        for week in range(1, weeks + 1)
    ]


def log(*all_held: Held) -> History:
    """A whole programme, of these sessions."""
    numbered = {f"s{number}": one for number, one in enumerate(all_held)}
    return History(
        {key: session for key, (session, _) in numbered.items()},
        [
            Noted(key, person, noted)
            for key, (_, came) in numbered.items()
            for person, noted in came.items()
        ],
    )


def total(history: History, period: str, definitions: Definitions = STANDARD) -> dict[str, int]:
    """The one row there is without dimensions."""
    (row,) = statistics(history, Period.parse(period), [], definitions)
    return numbers(row)


def cut(history: History, period: str, dimension: str) -> dict[str, dict[str, int]]:
    """The rows by the values of one dimension."""
    rows = statistics(history, Period.parse(period), [Dimension(dimension)])
    return {str(row[dimension]): numbers(row) for row in rows}


def numbers(row: Row) -> dict[str, int]:
    """A row's measures, without its dimensions."""
    return {measure: cast("int", row[measure]) for measure in MEASURES}


def counts(rows: Mapping[str, Mapping[str, int]], measure: str) -> dict[str, int]:
    """One measure of each row."""
    return {value: row[measure] for value, row in rows.items()}


def measured(
    *,
    sessions: tuple[int, int, int, int] = (0, 0, 0, 0),
    visits: tuple[int, int] = (0, 0),
    unique: tuple[int, int, int] = (0, 0, 0),
    new: tuple[int, int] = (0, 0),
    returning: int = 0,
    regular: int = 0,
    supported: int = 0,
) -> dict[str, int]:
    """All fourteen measures of a row.

    Sessions are all, group activities, events, individual; visits (deltagartillfällen) all and
    registered; unique persons all, registered, estimated; new, and here before.
    """
    figures = (*sessions, *visits, *unique, *new, returning, regular, supported)
    return dict(zip(MEASURES, figures, strict=True))


law = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
Question = tuple[History, Period, list[Dimension]]
