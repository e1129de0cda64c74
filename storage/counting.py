"""The statistics of a period: every figure counted for itself, by the rules of the programme.

The rules are `domain.md`'s; `storage.cells` has the queries.
"""

from collections.abc import Sequence
from datetime import date

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.statistics import Known, Statistics
from halsoverkstad.domain.words import Dimension
from storage import journal
from storage.cells import Counting
from storage.store import Store


def statistics(store: Store, period: Period, dimensions: Sequence[Dimension] = ()) -> Statistics:
    """Count every measure in every cell of a period.

    Returns:
        Rows in the order of the settings, of time and of the alphabet; cells without a session
        are left out; with no dimension there is always exactly one row.
    """
    with store.snapshot():
        rows = Counting(store, period, tuple(dimensions)).rows()
        return Statistics(
            program=store.programme.name,
            period=period,
            dimensions=tuple(dimensions),
            definitions=store.programme.definitions,
            checksum=journal.checksum(store.connection),
            laptops=known_laptops(store),
            rows=tuple(rows),
            register_since=register_since(store),
            made_up=store.made_up,
        )


def visits(store: Store, period: Period) -> dict[str, int]:
    """How many registered persons attended 1, 2, 3-5, 6-12 and 13 or more sessions."""
    row = store.connection.row(
        """
        SELECT coalesce(sum(n = 1), 0), coalesce(sum(n = 2), 0),
            coalesce(sum(n BETWEEN 3 AND 5), 0), coalesce(sum(n BETWEEN 6 AND 12), 0),
            coalesce(sum(n >= 13), 0)
        FROM (SELECT count(*) AS n FROM fact WHERE day BETWEEN ? AND ? GROUP BY person)
        """,
        (period.first.toordinal(), period.last.toordinal()),
    )
    return dict(zip(("1", "2", "3-5", "6-12", "13+"), row or (0,) * 5, strict=True))


def known_laptops(store: Store) -> tuple[Known, ...]:
    """The laptops the journal knows, by name."""
    rows = store.connection.rows(
        "SELECT l.name, max(s.day) FROM laptop AS l LEFT JOIN session AS s ON s.laptop = l.id "
        "GROUP BY l.id ORDER BY l.name, l.id"
    )
    return tuple(Known(name, date.fromordinal(day) if day else None) for name, day in rows)


def register_since(store: Store) -> date | None:
    """The day of the first attendance on record."""
    day = store.connection.value("SELECT min(day) FROM fact")
    return date.fromordinal(day) if day else None
