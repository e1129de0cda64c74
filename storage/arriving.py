"""Versions that arrive from elsewhere: which of them are new here, and what they are about.

Staged in a temporary table, so that what is known is left out, counted and written by the database
itself, in the journal's own order.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from storage.connection import Connection
from storage.journal import COLUMNS, Entity, Version, as_row


class Arrivals:
    """What has arrived in one transaction."""

    def __init__(self, connection: Connection) -> None:
        """Begin with nothing."""
        self._connection = connection
        connection.run(
            "CREATE TEMP TABLE IF NOT EXISTS offered AS "
            "SELECT *, 0 AS was_there FROM version WHERE 0"
        )
        connection.run(
            "CREATE TEMP TABLE IF NOT EXISTS arrived (entity BLOB PRIMARY KEY, was_there INTEGER) "
            "WITHOUT ROWID"
        )
        connection.run("DELETE FROM arrived")
        self.latest_day: date | None = None
        """Of all the sessions that anything new has arrived about."""

    def take(self, versions: Iterable[Version]) -> Mapping[Entity, int]:
        """Write to the journal what it lacks; how many things of each kind those were about."""
        connection = self._connection
        connection.run("DELETE FROM offered")
        rows = sorted(map(as_row, versions))
        if not rows:
            return {}
        connection.run_many(
            f"INSERT INTO offered SELECT {', '.join('?' * len(rows[0]))}, "
            "EXISTS (SELECT 1 FROM version WHERE entity = ?1)",
            rows,
        )
        connection.run(
            "DELETE FROM offered WHERE was_there AND EXISTS (SELECT 1 FROM version AS v "
            "WHERE v.entity = offered.entity AND v.id = offered.id)"
        )
        connection.run("INSERT OR IGNORE INTO arrived SELECT entity, was_there FROM offered")
        connection.run(f"INSERT INTO version SELECT {COLUMNS} FROM offered")
        self._see_days()
        return {
            Entity(kind): number
            for kind, number in connection.rows(
                "SELECT kind, count(DISTINCT entity) FROM offered GROUP BY kind"
            )
        }

    def _see_days(self) -> None:
        latest = self._connection.value(
            f"SELECT max(fields ->> 'day') FROM offered WHERE kind = {Entity.SESSION:d} "
            "AND NOT deleted"
        )
        if latest is not None:
            day = date.fromisoformat(latest)
            self.latest_day = max(self.latest_day or day, day)

    def count(self, *, was_there: bool) -> int:
        """How many entities are new here, or were there and have changed."""
        return self._connection.value(
            "SELECT count(*) FROM arrived WHERE was_there = ?", (int(was_there),)
        )

    def forget(self) -> None:
        """Give back the memory that all this takes."""
        self._connection.run("DROP TABLE arrived")
        self._connection.run("DROP TABLE offered")

    def entities(self) -> Iterator[bytes]:
        """Everything that anything arrived about, in the journal's order."""
        for (entity,) in self._connection.each("SELECT entity FROM arrived ORDER BY entity"):
            yield entity
