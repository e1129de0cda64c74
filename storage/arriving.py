"""Versions that arrive from elsewhere: which of them are new here, and what they are about.

The journal keeps the order in which versions came, so what has arrived is all that stands after a
mark. Beside it only the few different texts of attendances are noted, however much it is.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import count
from operator import itemgetter

from storage import journal
from storage.connection import Connection
from storage.journal import Entity, Version, as_row


class Arrivals:
    """What has arrived in one transaction."""

    def __init__(self, connection: Connection) -> None:
        """Begin with nothing."""
        self._connection = connection
        self.mark: int = journal.latest_arrival(connection)
        """The last of the arrivals of before."""
        self.new = 0
        """How many entities something has arrived about that nothing was known of here."""
        self.changed = 0
        """How many entities were there and something new has arrived about."""
        self.latest_day: date | None = None
        """Of all the sessions that anything new has arrived about."""
        self._next = self.mark + 1
        self._blanked: set[bytes] = set()
        self._noted: set[str] = set()

    def take(self, versions: Iterable[Version]) -> Mapping[Entity, int]:
        """Write to the journal what it lacks; how many things of each kind those were about."""
        before = self._next - 1
        rows = sorted(map(as_row, versions), key=_BY_KIND)
        if not rows:
            return {}
        # Numbered here: the number of a version that made room for another must not come again.
        self._connection.run_many(
            f"INSERT OR IGNORE INTO version VALUES (?, {', '.join('?' * len(rows[0]))})",
            ((number, *row) for number, row in zip(count(self._next), rows)),
        )
        self._next += len(rows)
        self._see_days(before)
        self._noted |= {*journal.texts(self._connection, Entity.ATTENDANCE, after=before)}
        kinds: dict[Entity, int] = {}
        for kind, entities, new, changed in self._connection.rows(_ABOUT, (self.mark, before)):
            kinds[Entity(kind)] = entities
            self.new += new
            self.changed += changed
        return kinds

    def _see_days(self, before: int) -> None:
        latest = self._connection.value(
            f"SELECT max(fields ->> 'day') FROM version WHERE arrival > ? "
            f"AND kind = {Entity.SESSION:d} AND NOT deleted",
            (before,),
        )
        if latest is not None:
            day = date.fromisoformat(latest)
            self.latest_day = max(self.latest_day or day, day)

    def note_blanked(self, entities: Iterable[bytes]) -> None:
        """Count entities of which something was blanked among those that have changed."""
        for entity in {*entities} - self._blanked:
            self._blanked.add(entity)
            self.changed += not self._has_come(entity)

    def _has_come(self, entity: bytes) -> bool:
        return bool(
            self._connection.value(
                "SELECT EXISTS (SELECT 1 FROM version WHERE entity = ? AND arrival > ?)",
                (entity, self.mark),
            )
        )

    def noted(self) -> Collection[str]:
        """What the fields of all attendances say; the journal is not read twice for what is new."""
        if self._blanked:
            return journal.texts(self._connection, Entity.ATTENDANCE)
        return {*journal.texts(self._connection, Entity.ATTENDANCE, until=self.mark)} | self._noted

    def entities(self) -> list[bytes]:
        """Everything that has changed or is new, in the order of ids."""
        arrived = self._connection.rows(
            "SELECT DISTINCT entity FROM version WHERE arrival > ?", (self.mark,)
        )
        return sorted({entity for (entity,) in arrived} | self._blanked)


_BY_KIND = itemgetter(2, 0, 1)
"""What there is most of, attendances, does not lie between what is read without them."""
_ABOUT = """
    SELECT kind, count(*), sum(first > ?2), sum(first <= ?1 AND NOT EXISTS (
        SELECT 1 FROM version AS v
        WHERE v.entity = each.entity AND v.arrival > ?1 AND v.arrival <= ?2))
    FROM (
        SELECT DISTINCT kind, entity, (
            SELECT min(arrival) FROM version AS v WHERE v.entity = version.entity) AS first
        FROM version WHERE arrival > ?2
    ) AS each GROUP BY kind
"""
"""Of what has arrived after `before`, how many things of each kind it is about; how many of those
are new here, and how many were there before `mark` and have not been counted since."""
