"""What a report counts beside the measures: visits and dates per person, who could not come in."""

from collections.abc import Mapping

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Definitions
from halsoverkstad.domain.words import Dimension
from storage.pseudonym import participant_code
from storage.sessions import log_rows
from storage.store import Store
from storage.tracing import Behind

TURNED_AWAY, VISITS, DATES = "fick_inte_plats", "besok", "dagar"
CLASSES: Mapping[str, tuple[int, int]] = {
    "1": (1, 1),
    "2": (2, 2),
    "3-5": (3, 5),
    "6-12": (6, 12),
    "13+": (13, 2**31),
}
"""Classes of visits per person (domain.md), and their first and last number."""
_ENOUGH = (2, 3, 6, 13)
"""Thresholds for återkommande that are shown beside the one that holds."""


def thresholds(definitions: Definitions) -> tuple[int, ...]:
    """The numbers of dates that are tried as the threshold of återkommande."""
    return tuple(sorted({*_ENOUGH, definitions.returning_dates}))


def turned_away(store: Store, period: Period) -> Mapping[str, int]:
    """By workshop, how many could not come in; of a session logged twice the fuller log's."""
    rows = store.connection.rows(
        """
        SELECT workshop, sum(away) FROM (
            SELECT s.workshop AS workshop, max(logged.turned_away) AS away
            FROM session AS s JOIN session AS logged ON logged.held = s.id
            WHERE s.held = s.id AND s.day BETWEEN ? AND ? GROUP BY s.id)
        GROUP BY workshop
        """,
        _days(period),
    )
    return {store.choices.value(Dimension.WORKSHOP, rank): int(number) for rank, number in rows}


def returning(store: Store, period: Period) -> Mapping[int, int]:
    """By number of different dates at group activities: how many registered persons."""
    return dict(
        store.connection.rows(f"SELECT n, count(*) FROM ({_DATES}) GROUP BY n", _days(period))
    )


def behind_turned_away(store: Store, period: Period, workshop: str | None) -> Behind:
    """The sessions that somebody could not come in to."""
    where, values = "", ()
    if workshop is not None:
        where, values = " AND h.workshop = ?", (store.choices.rank(Dimension.WORKSHOP, workshop),)
    rows = log_rows(
        store,
        "s.turned_away > 0 AND EXISTS (SELECT 1 FROM session AS h WHERE h.id = s.held "
        f"AND h.day BETWEEN ? AND ?{where})",
        (*_days(period), *values),
    )
    return Behind(tuple(rows), ())


def behind_visits(store: Store, period: Period, word: str) -> Behind:
    """The people of a class of visits, and the sessions that they were at."""
    first, last = CLASSES[word]
    return _behind(store, period, _VISITS, first, last)


def behind_dates(store: Store, period: Period, least: int) -> Behind:
    """The people who were at group activities on at least so many dates, and those sessions."""
    return _behind(store, period, _DATES, least, CLASSES["13+"][1], only_group=True)


_VISITS = "SELECT person, count(*) AS n FROM fact WHERE day BETWEEN ? AND ? GROUP BY person"
_DATES = (
    "SELECT person, count(DISTINCT day) AS n FROM fact "
    "WHERE day BETWEEN ? AND ? AND kind = 1 GROUP BY person"
)


def _behind(  # noqa: PLR0913 - the parts of one query
    store: Store, period: Period, counted: str, first: int, last: int, *, only_group: bool = False
) -> Behind:
    days = _days(period)
    wanted = f"SELECT person FROM ({counted}) WHERE n BETWEEN ? AND ?"
    people = store.connection.rows(wanted, (*days, first, last))
    kind = " AND s.kind = 1" if only_group else ""
    rows = log_rows(
        store,
        f"s.held = s.id AND s.day BETWEEN ? AND ?{kind} AND EXISTS (SELECT 1 FROM fact AS f "
        f"WHERE f.day = s.day AND f.session = s.id AND f.person IN ({wanted}))",
        (*days, *days, first, last),
    )
    return Behind(tuple(rows), tuple(sorted(participant_code(person) for (person,) in people)))


def _days(period: Period) -> tuple[int, int]:
    return period.first.toordinal(), period.last.toordinal()
