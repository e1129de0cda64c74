"""The queries that count: every measure in every cell of a period, each for itself.

No total is added up from parts. A cell is a choice of sessions: the period, and one value of
each session dimension asked for (workshop, kind, activity, place, parts of time). A person's
group, area and sex are chosen in each cell, never stored.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.statistics import MEASURES, PERSON_MEASURES, Row
from halsoverkstad.domain.swedish import sort_key
from halsoverkstad.domain.words import PERSON_DIMENSIONS, TIME_DIMENSIONS, Dimension
from storage import persons
from storage.store import Store

_SESSION_COLUMNS = {
    Dimension.WORKSHOP: "s.workshop",
    Dimension.KIND: "s.kind",
    Dimension.ACTIVITY: "s.activity",
    Dimension.PLACE: "s.place",
    Dimension.YEAR: "s.month / 12",
    Dimension.HALF: "s.month / 6",
    Dimension.QUARTER: "s.month / 3",
    Dimension.MONTH: "s.month",
}
_PERSON_COLUMNS = {Dimension.GROUP: "grp", Dimension.AREA: "area", Dimension.SEX: "sex"}
_NEEDS_SESSION = {Dimension.ACTIVITY, Dimension.PLACE}
_MONTHS = {Dimension.YEAR: 12, Dimension.HALF: 6, Dimension.QUARTER: 3, Dimension.MONTH: 1}
_SHARE_PARTS = 1_000_000
"""A share is compared as whole millionths, so that no rounding decides who is regular."""

Key = tuple[int | str, ...]


class Counting:
    """The queries behind one answer. Each gives figures by cell key; `rows` puts them together.

    A key has the session dimensions first, then the person dimensions, as numbers or text.
    """

    def __init__(self, store: Store, period: Period, dimensions: tuple[Dimension, ...]) -> None:
        """Prepare to count the cells of a period."""
        self.store = store
        self.dimensions = dimensions
        self.by_session = [each for each in dimensions if each in _SESSION_COLUMNS]
        self.by_person = [each for each in PERSON_DIMENSIONS if each in dimensions]
        self.values = {
            "first": period.first.toordinal(),
            "last": period.last.toordinal(),
            "dates": store.programme.definitions.returning_dates,
            "weeks": store.programme.definitions.regular_weeks,
            "share": round(store.programme.definitions.regular_share * _SHARE_PARTS),
        }

    def rows(self) -> list[Row]:
        """Every cell with every measure, in order."""
        cells: dict[Key, dict[str, int]] = {}
        if not self.dimensions:
            cells[()] = dict.fromkeys(MEASURES, 0)
        for found in (self._sessions(), self._attendances(), self._heads(), self._persons()):
            for key, figures in found.items():
                cells.setdefault(key, dict.fromkeys(MEASURES, 0)).update(figures)
        lowest = self._lowest()
        chance = persons.chance(self.store)
        for key, figures in cells.items():
            registered = figures["unika_registrerade"]
            estimated = figures["unika_uppskattade"]
            figures["deltagartillfallen"] += figures["deltagartillfallen_registrerade"]
            figures["tidigare"] = registered - figures["nya"]
            figures["unika"] = registered + estimated
            # Joined, two people may be noted with what neither was alone: never more than counted.
            fewest = registered if lowest is None else min(registered, lowest.get(key, 0))
            figures["unika_lagst"] = estimated + fewest
            figures["unika_hogst"] = registered + estimated + chance.widening(registered)
        return [self._row(key, cells[key]) for key in sorted(cells, key=self._order)]

    def _sessions(self) -> dict[Key, dict[str, int]]:
        """Sessions in the cell; cut by person, those in which anyone of that group was."""
        keys = self._keys("s")
        noted = [_PERSON_COLUMNS[each] for each in self.by_person]
        if noted:
            heads = ", ".join("h.grp" if each == "grp" else "0" for each in noted)
            source = f"""(
                SELECT f.session AS id, {", ".join(f"f.{each}" for each in noted)} FROM fact AS f
                WHERE f.day BETWEEN :first AND :last
                UNION SELECT logged.held, {heads} FROM heads AS h
                JOIN session AS logged ON logged.id = h.session WHERE h.counted > 0
            ) AS c JOIN session AS s ON s.id = c.id"""
            keys = [*keys, *(f"c.{each}" for each in noted)]
        else:
            source = "session AS s"
        return self._figures(
            ("tillfallen", "gruppaktiviteter", "arrangemang", "individuella"),
            keys,
            "count(*), sum(s.kind = 1), sum(s.kind = 2), sum(s.kind = 3)",
            f"{source} WHERE s.held = s.id AND s.day BETWEEN :first AND :last",
        )

    def _attendances(self) -> dict[Key, dict[str, int]]:
        noted = [f"f.{_PERSON_COLUMNS[each]}" for each in self.by_person]
        return self._figures(
            ("deltagartillfallen_registrerade",),
            [*self._keys("f"), *noted],
            "count(*)",
            self._facts(),
        )

    def _heads(self) -> dict[Key, dict[str, int]]:
        """Heads follow their own column; their area and sex are not known."""
        noted = ["h.grp" if each is Dimension.GROUP else "0" for each in self.by_person]
        return self._figures(
            ("deltagartillfallen", "unika_uppskattade"),
            [*self._keys("s"), *noted],
            "sum(h.counted), sum(h.counted_new)",
            "heads AS h JOIN session AS logged ON logged.id = h.session "
            "JOIN session AS s ON s.id = logged.held "
            "WHERE s.day BETWEEN :first AND :last AND (h.counted > 0 OR h.counted_new > 0)",
        )

    def _persons(self) -> dict[Key, dict[str, int]]:
        keys, chosen = len(self.by_session), [_PERSON_COLUMNS[each] for each in self.by_person]
        cell = _listed(_prefixed("c", keys), *(f"c.{each}" for each in chosen))
        counted = ", ".join(f"sum({self.holds(measure)})" for measure in PERSON_MEASURES)
        sql = f"""
            {self.person_tables()}
            SELECT {_listed(cell, counted)} FROM {self.person_source()}
            GROUP BY {cell or "NULL"}
        """
        return self._read(sql, PERSON_MEASURES, keys + len(chosen))

    def holds(self, measure: str) -> str:
        """The SQL condition on `person_source` under which a person is counted in a measure."""
        new = f"(first.day >= :first AND {self._in_part()})"
        return {
            "unika_registrerade": "1",
            "nya": new,
            "tidigare": f"NOT {new}",
            "aterkommande": "c.dates >= :dates",
            "regelbundna": "r.person IS NOT NULL",
            "individuellt_stod": "c.individual",
        }[measure]

    def person_source(self) -> str:
        """Each person in each cell (c), when they first came (first), whether regular (r)."""
        same = ["r.person = c.person", *(f"r.k{n} = c.k{n}" for n in range(len(self.by_session)))]
        return (
            "chosen AS c JOIN first ON first.person = c.person "
            f"LEFT JOIN regular AS r ON {' AND '.join(same)}"
        )

    def person_tables(self) -> str:
        """The tables that `person_source` joins, as the WITH of a query."""
        keys = self._keys("f")
        own = _prefixed("", len(keys))
        chosen = (_chosen(_PERSON_COLUMNS[each]) for each in self.by_person)
        return f"""
            WITH facts AS {"MATERIALIZED" if keys else "NOT MATERIALIZED"} (
                SELECT {
            _listed(
                _named(keys),
                "f.person",
                "f.day",
                "f.month",
                "f.week",
                "f.kind",
                "f.workshop",
                "f.grp",
                "f.area",
                "f.sex",
            )
        }
                FROM {self._facts() if keys else self._facts_by_person()}
            ), chosen AS (
                SELECT {_listed(own, "person", *chosen)},
                    count(DISTINCT CASE WHEN kind = 1 THEN day END) AS dates,
                    max(kind = 3) AS individual
                FROM facts GROUP BY {_listed(own, "person")}
            ), held AS (
                SELECT {
            _listed(
                _named(self._keys("s")),
                "s.workshop",
                "s.month / 3 AS quarter",
                "count(DISTINCT s.week) AS weeks",
            )
        }
                FROM session AS s
                WHERE s.held = s.id AND s.day BETWEEN :first AND :last AND s.kind = 1
                GROUP BY {_listed(own, "s.workshop", "quarter")}
            ), came AS (
                SELECT {
            _listed(
                own, "person", "workshop", "month / 3 AS quarter", "count(DISTINCT week) AS weeks"
            )
        }
                FROM facts WHERE kind = 1
                GROUP BY {_listed(own, "person", "workshop", "quarter")}
                HAVING count(DISTINCT week) >= :weeks
            ), regular AS (
                SELECT DISTINCT {_listed(_prefixed("came", len(keys)), "came.person")}
                FROM came JOIN held USING ({_listed(own, "workshop", "quarter")})
                WHERE came.weeks * {_SHARE_PARTS} >= :share * held.weeks
            ), first AS (
                SELECT person, min(day) AS day, min(month) AS month FROM fact GROUP BY person
            )
        """

    def _lowest(self) -> dict[Key, int] | None:
        """Unique persons if every open question is "samma person"; None: as counted."""
        if not self.store.connection.value(
            "SELECT EXISTS (SELECT 1 FROM participant WHERE low <> person)"
        ):
            return None
        keys = self._keys("f")
        own = _prefixed("", len(keys))
        chosen = [_PERSON_COLUMNS[each] for each in self.by_person]
        groups = _listed(own, *chosen)
        # Of nearly everybody it is the person; only the others are looked up.
        sql = f"""
            WITH doubted AS MATERIALIZED (
                SELECT DISTINCT person, low FROM participant WHERE low <> person
            )
            SELECT {_listed(groups, "count(*)")} FROM (
                SELECT {_listed(own, "low", *map(_chosen, chosen))}
                FROM (SELECT {
            _listed(
                _named(keys),
                "coalesce(d.low, f.person) AS low",
                "f.day",
                "f.grp",
                "f.area",
                "f.sex",
            )
        } FROM {self._facts("LEFT JOIN doubted AS d ON d.person = f.person")})
                GROUP BY {_listed(own, "low")}
            ) GROUP BY {groups or "NULL"}
        """
        found = self._read(sql, ("low",), len(keys) + len(chosen))
        return {key: figures["low"] for key, figures in found.items()}

    def cell(self, key: Sequence[str]) -> list[tuple[Dimension, str, int | str]]:
        """A key as its dimensions, columns of `facts` or `session`, and values to compare with."""
        words = dict(zip(self.dimensions, key, strict=True))
        return [
            *(
                (each, _SESSION_COLUMNS[each], self._value(each, words[each]))
                for each in self.by_session
            ),
            *(
                (each, _PERSON_COLUMNS[each], self._value(each, words[each]))
                for each in self.by_person
            ),
        ]

    def _value(self, dimension: Dimension, word: str) -> int | str:
        if dimension in _NEEDS_SESSION:
            return word
        if dimension in _MONTHS:
            day = Period.parse(word).first
            return (day.year * 12 + day.month - 1) // _MONTHS[dimension]
        return self.store.choices.rank(dimension, word)

    def _keys(self, alias: str) -> list[str]:
        """The SQL of each session dimension; `fact` has all but activity and place itself."""
        return [
            _SESSION_COLUMNS[each].replace("s.", "s." if each in _NEEDS_SESSION else f"{alias}.")
            for each in self.by_session
        ]

    def _facts(self, also: str = "") -> str:
        join = (
            " JOIN session AS s ON s.id = f.session"
            if (set(self.by_session) & _NEEDS_SESSION)
            else ""
        )
        return f"fact AS f{join} {also} WHERE f.day BETWEEN :first AND :last"

    def _facts_by_person(self) -> str:
        """The same rows, read in the order in which persons are told apart: nothing to sort."""
        return "fact AS f INDEXED BY fact_person WHERE f.day BETWEEN :first AND :last"

    def _in_part(self) -> str:
        """Whether a person's first month lies in the cell's part of time, or later."""
        parts = [
            f"first.month / {_MONTHS[each]} >= c.k{number}"
            for number, each in enumerate(self.by_session)
            if each in _MONTHS
        ]
        return " AND ".join(parts) or "1"

    def _figures(
        self, measures: Sequence[str], keys: Sequence[str], figures: str, source: str
    ) -> dict[Key, dict[str, int]]:
        groups = ", ".join(str(number) for number in range(1, len(keys) + 1))
        sql = f"SELECT {_listed(*keys, figures)} FROM {source} GROUP BY {groups or 'NULL'}"
        return self._read(sql, measures, len(keys))

    def _read(self, sql: str, measures: Sequence[str], keys: int) -> dict[Key, dict[str, int]]:
        rows = self.store.connection.rows(sql, self.values)
        return {tuple(row[:keys]): dict(zip(measures, row[keys:], strict=True)) for row in rows}

    def _row(self, key: Key, figures: Mapping[str, int]) -> Row:
        named = dict(zip([*self.by_session, *self.by_person], key, strict=True))
        return Row(tuple(self._word(each, named[each]) for each in self.dimensions), figures)

    def _word(self, dimension: Dimension, value: int | str) -> str:
        if isinstance(value, str):
            return value
        if dimension in _MONTHS:
            first = value * _MONTHS[dimension]
            return Period.of(dimension, date(first // 12, first % 12 + 1, 1)).name
        return self.store.choices.value(dimension, value)

    def _order(self, key: Key) -> tuple[object, ...]:
        """Order of the settings, the unknown and "no workshop" last; of time; of the alphabet."""
        named = dict(zip([*self.by_session, *self.by_person], key, strict=True))
        return tuple(_rank(each, named[each]) for each in self.dimensions)


def _rank(dimension: Dimension, value: int | str) -> tuple[bool, int, str]:
    if isinstance(value, str):
        return (value == "", 0, sort_key(value))
    return (value == 0 and dimension not in TIME_DIMENSIONS, value, "")


def _chosen(column: str) -> str:
    """The value noted at the latest day where it is known; a tie goes to the first in order."""
    best = f"max(CASE WHEN {column} > 0 THEN day * 1000 + 999 - {column} END)"
    return f"coalesce(999 - {best} % 1000, 0) AS {column}"


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _prefixed(table: str, keys: int) -> str:
    return ", ".join(f"{table}.k{n}" if table else f"k{n}" for n in range(keys))


def _named(keys: Sequence[str]) -> str:
    return ", ".join(f"{key} AS k{number}" for number, key in enumerate(keys))
