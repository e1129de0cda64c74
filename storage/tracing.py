"""What stands behind a figure: the sessions and the codes of the people it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension
from storage.cells import Counting
from storage.pseudonym import participant_code
from storage.sessions import LogRow, log_rows
from storage.store import Store

_PERSON_MEASURES = {
    "unika": "unika_registrerade",
    "unika_lagst": "unika_registrerade",
    "unika_hogst": "unika_registrerade",
} | {
    each: each
    for each in (
        "unika_registrerade", "nya", "tidigare", "aterkommande", "regelbundna", "individuellt_stod",
    )
}  # fmt: skip
_KINDS = {"gruppaktiviteter": 1, "arrangemang": 2, "individuella": 3}
_HEADS = {"deltagartillfallen", "unika", "unika_lagst", "unika_hogst", "unika_uppskattade"}


@dataclass(frozen=True)
class Behind:
    """Sessions, the newest first, and pseudonyms of people in alphabetical order."""

    sessions: tuple[LogRow, ...]
    participants: tuple[str, ...]


def behind(
    store: Store,
    period: Period,
    dimensions: Sequence[Dimension],
    key: Sequence[str],
    measure: str,
) -> Behind:
    """The sessions and people that a figure of `statistics` counts.

    Args:
        store: the database.
        period: what was asked.
        dimensions: what it was cut by.
        key: the row's values in that order.
        measure: one of `MEASURES`.
    """
    with store.snapshot():
        looking = _Looking(store, period, tuple(dimensions), key)
        if measure in _PERSON_MEASURES:
            people = looking.people(_PERSON_MEASURES[measure])
            sessions = looking.sessions_with(people, heads=measure in _HEADS)
        elif measure == "unika_uppskattade":
            people, sessions = set[bytes](), looking.sessions_with(set(), heads=True)
        elif measure.startswith("deltagar"):
            people, sessions = looking.noted(), looking.attended(heads=measure in _HEADS)
        else:
            people, sessions = set[bytes](), looking.sessions(_KINDS.get(measure))
        return Behind(tuple(sessions), tuple(sorted(map(participant_code, people))))


class _Looking:
    """The queries of one cell."""

    def __init__(
        self, store: Store, period: Period, dimensions: tuple[Dimension, ...], key: Sequence[str]
    ) -> None:
        self.store = store
        self.counting = Counting(store, period, dimensions)
        self.values: dict[str, object] = dict(self.counting.values)
        self.by_session: list[str] = []
        self.by_person: dict[str, int | str] = {}
        self.keys: list[str] = []
        for number, (dimension, column, value) in enumerate(self.counting.cell(key)):
            self.values[f"v{number}"] = value
            if dimension.of_person:
                self.by_person[column] = value
                self.keys.append(f"c.{column} = :v{number}")
            else:
                self.by_session.append(f"{column} = :v{number}")
                self.keys.append(f"c.k{number} = :v{number}")

    def people(self, measure: str) -> set[bytes]:
        """The persons counted in a measure."""
        conditions = " AND ".join([*self.keys, self.counting.holds(measure)])
        return self._ids(
            f"{self.counting.person_tables()} SELECT c.person "
            f"FROM {self.counting.person_source()} WHERE {conditions}"
        )

    def noted(self) -> set[bytes]:
        """The persons with an attendance noted with the cell's group, area and sex."""
        return self._ids(
            f"SELECT DISTINCT f.person FROM fact AS f JOIN session AS s ON s.id = f.session "
            f"WHERE {self._in_cell()} AND {self._noted('f')}"
        )

    def sessions(self, kind: int | None) -> list[LogRow]:
        """The sessions counted; cut by person, those in which anyone of the cell was."""
        where = self._in_cell() + (f" AND s.kind = {kind}" if kind else "")
        if self.by_person:
            where += f" AND ({self._somebody()} OR {self._heads()})"
        return self._rows(where)

    def attended(self, *, heads: bool) -> list[LogRow]:
        """The cell's sessions with attendances, or heads, that are counted in it."""
        counted = f" OR {self._heads()}" if heads else ""
        return self._rows(f"{self._in_cell()} AND ({self._somebody()}{counted})")

    def sessions_with(self, people: set[bytes], *, heads: bool) -> list[LogRow]:
        """The cell's sessions at which these persons were, or anyone was counted as new."""
        self.store.connection.put_ids("wanted", people)
        present = (
            "EXISTS (SELECT 1 FROM fact AS f WHERE f.day = s.day AND f.session = s.id "
            "AND f.person IN (SELECT id FROM wanted))"
        )
        new = f" OR {self._heads('h.counted_new > 0')}" if heads else ""
        return self._rows(f"{self._in_cell()} AND ({present}{new})")

    def _in_cell(self) -> str:
        return " AND ".join(["s.held = s.id", "s.day BETWEEN :first AND :last", *self.by_session])

    def _noted(self, alias: str) -> str:
        return " AND ".join(
            [
                f"{alias}.{column} = {value:d}"
                for column, value in self.by_person.items()
                if isinstance(value, int)
            ]
            or ["1"]
        )

    def _somebody(self) -> str:
        return (
            "EXISTS (SELECT 1 FROM fact AS f WHERE f.day = s.day AND f.session = s.id "
            f"AND {self._noted('f')})"
        )

    def _heads(self, condition: str = "h.counted > 0") -> str:
        if any(self.by_person.get(column, 0) for column in ("area", "sex")):
            return "0"
        grp = self.by_person.get("grp")
        own = "" if grp is None else f" AND h.grp = {grp}"
        return (
            "EXISTS (SELECT 1 FROM heads AS h JOIN session AS logged ON logged.id = h.session "
            f"WHERE logged.held = s.id AND {condition}{own})"
        )

    def _rows(self, where: str) -> list[LogRow]:
        return log_rows(
            self.store, where, self.values, "ORDER BY s.day DESC, s.start DESC, s.id DESC"
        )

    def _ids(self, sql: str) -> set[bytes]:
        return {person for (person,) in self.store.connection.rows(sql, self.values)}
