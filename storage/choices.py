"""Workshops, kinds, groups, areas and sexes as small numbers: the order decides ties and rows.

0 is the empty or unknown value. The programme's values come in the order of its settings; values
that only the journal knows follow in alphabetical order.
"""

from collections.abc import Iterable

from halsoverkstad.domain.facts import Attributes
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import COMMON, UNKNOWN, UNKNOWN_GROUP, Dimension, Kind
from storage.connection import Connection

_EMPTY = {
    Dimension.WORKSHOP: COMMON,
    Dimension.GROUP: UNKNOWN_GROUP,
    Dimension.AREA: UNKNOWN,
    Dimension.SEX: UNKNOWN,
}


class Choices:
    """Values and ranks of one database."""

    def __init__(self, connection: Connection, programme: Programme) -> None:
        """Read what the database has; a new one has nothing until `extend`."""
        self._connection = connection
        self._known: dict[Dimension, tuple[str, ...]] = {
            Dimension.WORKSHOP: programme.workshop_names,
            Dimension.KIND: tuple(Kind),
            Dimension.GROUP: programme.group_keys,
            Dimension.AREA: programme.areas,
            Dimension.SEX: programme.sexes,
        }
        self.read()

    def read(self) -> None:
        """Read the ranks as they stand in the database."""
        self._ranks: dict[Dimension, dict[str, int]] = {each: {} for each in self._known}
        for dimension, rank, value in self._connection.rows("SELECT * FROM choice"):
            self._ranks[Dimension(dimension)][value] = rank
        self._values = {
            dimension: {rank: value for value, rank in ranks.items()}
            for dimension, ranks in self._ranks.items()
        }

    def rank(self, dimension: Dimension, value: str) -> int:
        """The number of a value.

        Raises:
            KeyError: it is new here: `extend` first.
        """
        return self._ranks[dimension][value]

    def value(self, dimension: Dimension, rank: int) -> str:
        """The value of a number."""
        return self._values[dimension][rank]

    def ranks(self, attributes: Attributes) -> tuple[int, int, int]:
        """The numbers of group, area and sex."""
        return (
            self._ranks[Dimension.GROUP][attributes.group],
            self._ranks[Dimension.AREA][attributes.area],
            self._ranks[Dimension.SEX][attributes.sex],
        )

    def attributes(self, grp: int, area: int, sex: int) -> Attributes:
        """The attributes of three numbers."""
        return Attributes(
            self._values[Dimension.GROUP][grp],
            self._values[Dimension.AREA][area],
            self._values[Dimension.SEX][sex],
        )

    def lacks(self, dimension: Dimension, values: Iterable[str]) -> bool:
        """Whether any of the values has no number yet."""
        return not self._ranks[dimension].keys() >= set(values)

    def beside_settings(self, dimension: Dimension) -> set[str]:
        """The values that only the journal knows, or has known."""
        return set(self._ranks[dimension]) - {*self._known[dimension], _EMPTY.get(dimension)}

    def renumber(self, used: Iterable[tuple[Dimension, str]]) -> None:
        """Give every value of the settings, and every other one ever used, its number anew.

        The derived tables hold the numbers and must be rebuilt after.
        """
        extra: dict[Dimension, set[str]] = {each: set(self._ranks[each]) for each in self._known}
        for dimension, value in used:
            extra[dimension].add(value)
        self._connection.run("DELETE FROM choice")
        for dimension, known in self._known.items():
            empty = _EMPTY.get(dimension)
            others = extra[dimension] - set(known) - {empty}
            values = ([] if empty is None else [(0, empty)]) + list(
                enumerate([*known, *sorted(others)], 1)
            )
            self._connection.run_many(
                "INSERT INTO choice VALUES (?, ?, ?)",
                [(str(dimension), rank, value) for rank, value in values],
            )
        self.read()
