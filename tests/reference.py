"""The slow, plain reference: every number of `statistik`, counted with Python sets.

Written from `domain.md`, "How the numbers are counted", and from nothing else; the sentences in
quotation marks are from there. The counting in SQL is tested against it, so it is made to be
compared with the rules by eye: each rule is a function, nothing is kept from one cell to the
next, and nothing is added up from smaller cells. The few `cached_property` only sort attendances
by person and by session, so that a whole real year takes a second and not minutes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period, iso_week, quarter_of
from halsoverkstad.domain.words import TIME_DIMENSIONS, UNKNOWN, UNKNOWN_GROUP, Dimension, Kind

GROUP_ORDER = ("barn_och_unga", "vuxna", "yrkesverksamma", UNKNOWN_GROUP)
AREA_ORDER = ("Lindängen", "övriga Malmö", "övriga Skåne", UNKNOWN)
SEX_ORDER = ("kvinna/flicka", "man/pojke", "annat", UNKNOWN)
ORDER_OF = {
    Dimension.GROUP: GROUP_ORDER,
    Dimension.AREA: AREA_ORDER,
    Dimension.SEX: SEX_ORDER,
}
"""The values of each person dimension: the first wins a tie, the last says that none is known."""

Values = tuple[str, ...]
"""Values of some dimensions, in the order in which those were asked for."""
Series = tuple[str, int, int]
"""A workshop ("'no workshop' counts as a workshop here"), a year and its calendar quarter."""
Row = dict[str, object]


@dataclass(frozen=True)
class Noted:
    """One attendance (deltagartillfälle): who was at which session, and what was noted then."""

    session: str
    person: str
    attributes: Attributes


@dataclass(frozen=True)
class History:
    """All that was ever logged: sessions by id, and attendances, at most one a session and person.

    The order of either means nothing, and an attendance that is listed twice is one.
    """

    sessions: Mapping[str, Session]
    attendances: Sequence[Noted]

    @cached_property
    def first_days(self) -> Mapping[str, date]:
        """The date of each person's "first attendance in the whole programme"."""
        return {
            person: min(self.sessions[noted.session].day for noted in theirs)
            for person, theirs in _grouped(self.attendances, _person).items()
        }


@dataclass(frozen=True)
class Definitions:
    """The thresholds: "2 is a setting", "3 and one half are settings"."""

    aterkommande_dagar: int = 2
    regelbunden_veckor: int = 3
    regelbunden_andel: float = 0.5


STANDARD = Definitions()


@dataclass(frozen=True)
class Cell:
    """ "A *cell* is a choice of sessions", the attendances at those, and the cell's period."""

    period: Period
    sessions: Mapping[str, Session]
    attendances: frozenset[Noted]

    @property
    def persons(self) -> Iterable[str]:
        """ "different registered persons with at least one attendance in the cell"."""
        return self._by_person.keys()

    def of(self, person: str) -> frozenset[Noted]:
        """The person's attendances in the cell."""
        return self._by_person.get(person, frozenset())

    def at(self, session: str) -> frozenset[Noted]:
        """The attendances at one of the cell's sessions."""
        return self._by_session.get(session, frozenset())

    def day(self, noted: Noted) -> date:
        """The date of the session that the attendance is at."""
        return self.sessions[noted.session].day

    @cached_property
    def _by_person(self) -> Mapping[str, frozenset[Noted]]:
        return _grouped(self.attendances, _person)

    @cached_property
    def _by_session(self) -> Mapping[str, frozenset[Noted]]:
        return _grouped(self.attendances, _session)


def _person(noted: Noted) -> str:
    return noted.person


def _session(noted: Noted) -> str:
    return noted.session


def _grouped(
    attendances: Iterable[Noted], by: Callable[[Noted], str]
) -> Mapping[str, frozenset[Noted]]:
    grouped: dict[str, set[Noted]] = {}
    for noted in attendances:
        grouped.setdefault(by(noted), set()).add(noted)
    return {key: frozenset(together) for key, together in grouped.items()}


def statistics(
    history: History,
    period: Period,
    dimensions: Sequence[Dimension],
    definitions: Definitions = STANDARD,
) -> list[Row]:
    """The `rader` of `statistik --format json`, in no particular order.

    Without the interval of `unika`, which rests on linking. The dimensions come first in each
    row, as asked for. "Cells without a session are left out; with no dimension there is always
    exactly one row" (contract.md).
    """
    of_sessions = [dimension for dimension in dimensions if not dimension.of_person]
    of_persons = [dimension for dimension in dimensions if dimension.of_person]
    rows: list[Row] = []
    for choice in _choices(history, period, of_sessions):
        cell = _cell(history, period, of_sessions, choice)
        for values in _rows_of(cell, of_persons):
            chosen = dict(zip([*of_sessions, *of_persons], [*choice, *values], strict=True))
            named: Row = {dimension.value: chosen[dimension] for dimension in dimensions}
            rows.append(named | _measures(history, cell, of_persons, values, definitions))
    return rows


# Cells


def _choices(history: History, period: Period, of_sessions: Sequence[Dimension]) -> set[Values]:
    """The values by which the period's sessions differ; without a dimension all are one cell."""
    if not of_sessions:
        return {()}
    return {
        _values_of_session(session, of_sessions)
        for session in history.sessions.values()
        if session.day in period
    }


def _cell(
    history: History, period: Period, of_sessions: Sequence[Dimension], choice: Values
) -> Cell:
    """The period's sessions that have these values, and everyone's attendances at them."""
    sessions = {
        key: session
        for key, session in history.sessions.items()
        if session.day in period and _values_of_session(session, of_sessions) == choice
    }
    attendances = frozenset(noted for noted in history.attendances if noted.session in sessions)
    return Cell(_period_of_cell(period, of_sessions, sessions), sessions, attendances)


def _values_of_session(session: Session, of_sessions: Sequence[Dimension]) -> Values:
    return tuple(_value_of_session(session, dimension) for dimension in of_sessions)


def _value_of_session(session: Session, dimension: Dimension) -> str:
    """The value as files write it: `""` for no workshop, `2025K1` for a quarter."""
    match dimension:
        case Dimension.WORKSHOP:
            return session.workshop
        case Dimension.KIND:
            return session.kind.value
        case Dimension.ACTIVITY:
            return session.activity
        case Dimension.PLACE:
            return session.place
        case _:
            return Period.of(dimension, session.day).name


def _period_of_cell(
    period: Period, of_sessions: Sequence[Dimension], sessions: Mapping[str, Session]
) -> Period:
    """ "Cut by time, 'the cell's period' is that part of time, cut to the asked period".

    Of several parts (year and month) it is what they have in common: the shortest.
    """
    of_time = [dimension for dimension in TIME_DIMENSIONS if dimension in of_sessions]
    if not of_time:
        return period
    days = [session.day for session in sessions.values()]
    return Period.of(of_time[-1], days[0]).cut_to(period)


# Rows: a cell, divided by what is noted about persons


def _rows_of(cell: Cell, of_persons: Sequence[Dimension]) -> set[Values]:
    """The values for which the cell has a person or a session; undivided, the cell is one row."""
    if not of_persons:
        return {()}
    by_person = {_values_of_person(cell, person, of_persons) for person in cell.persons}
    by_session = {values for key in cell.sessions for values in _present(cell, key, of_persons)}
    return by_person | by_session


def _values_of_person(cell: Cell, person: str, of_persons: Sequence[Dimension]) -> Values:
    """Each value "is chosen for that person and that cell, never stored", by itself."""
    return tuple(_value_of_person(cell, person, dimension) for dimension in of_persons)


def _value_of_person(cell: Cell, person: str, dimension: Dimension) -> str:
    """ "the one noted at the latest date in the cell with a known group".

    "if that date has several, the first of barn och unga, vuxna, yrkesverksamma; if none is
    known, uppgift saknas. [...] The same rule gives the area and kön."
    """
    order = ORDER_OF[dimension]
    unknown = order[-1]
    known = {
        (cell.day(noted), _noted_value(noted.attributes, dimension))
        for noted in cell.of(person)
        if _noted_value(noted.attributes, dimension) != unknown
    }
    if not known:
        return unknown
    latest = max(day for day, _ in known)
    return min((value for day, value in known if day == latest), key=order.index)


def _noted_values(attributes: Attributes, of_persons: Sequence[Dimension]) -> Values:
    return tuple(_noted_value(attributes, dimension) for dimension in of_persons)


def _noted_value(attributes: Attributes, dimension: Dimension) -> str:
    match dimension:
        case Dimension.GROUP:
            return attributes.group
        case Dimension.AREA:
            return attributes.area
        case Dimension.SEX:
            return attributes.sex
        case _:
            raise ValueError(dimension)


def _head_values(group: str, of_persons: Sequence[Dimension]) -> Values:
    """ "Heads have area and kön 'uppgift saknas'", and the group of their own column."""
    return _noted_values(Attributes(group=group), of_persons)


def _present(cell: Cell, session: str, of_persons: Sequence[Dimension]) -> set[Values]:
    """What was noted of those at one session, registered or heads: whom it "had"."""
    registered = {_noted_values(noted.attributes, of_persons) for noted in cell.at(session)}
    heads = {
        _head_values(group, of_persons)
        for group, heads in cell.sessions[session].heads.items()
        if heads.count > 0
    }
    return registered | heads


# Measures


def _measures(
    history: History,
    cell: Cell,
    of_persons: Sequence[Dimension],
    values: Values,
    definitions: Definitions,
) -> Row:
    """Every measure of one row.

    "Cut by group: `deltagartillfallen` follows the group noted at each attendance (heads their
    own column), `tillfallen` and the kinds count sessions in which that group had anyone, `nya`,
    `aterkommande`, `regelbundna`, `individuellt_stod` count that group's persons by all their
    attendances in the cell."
    """
    sessions = _sessions(cell, of_persons, values)
    registered = {
        noted for noted in cell.attendances if _noted_values(noted.attributes, of_persons) == values
    }
    heads = _heads(cell, of_persons, values)
    estimated = sum(some.new or 0 for some in heads)
    persons = {
        person for person in cell.persons if _values_of_person(cell, person, of_persons) == values
    }
    new = {person for person in persons if _is_new(history, cell, person)}
    return {
        "tillfallen": len(sessions),
        "gruppaktiviteter": len(_of_kind(sessions, Kind.GROUP)),
        "arrangemang": len(_of_kind(sessions, Kind.EVENT)),
        "individuella": len(_of_kind(sessions, Kind.INDIVIDUAL)),
        "deltagartillfallen": len(registered) + sum(some.count for some in heads),
        "deltagartillfallen_registrerade": len(registered),
        "unika": len(persons) + estimated,
        "unika_registrerade": len(persons),
        "unika_uppskattade": estimated,
        "nya": len(new),
        "tidigare": len(persons - new),
        "aterkommande": len({p for p in persons if _is_returning(cell, p, definitions)}),
        "regelbundna": len({p for p in persons if _is_regular(cell, p, definitions)}),
        "individuellt_stod": len({p for p in persons if _had_individual_support(cell, p)}),
    }


def _sessions(cell: Cell, of_persons: Sequence[Dimension], values: Values) -> list[Session]:
    """The sessions in which those of the row "had anyone"; undivided, also those with nobody."""
    return [
        session
        for key, session in cell.sessions.items()
        if not of_persons or values in _present(cell, key, of_persons)
    ]


def _heads(cell: Cell, of_persons: Sequence[Dimension], values: Values) -> list[Heads]:
    """The heads counted without name at the cell's sessions that belong to the row."""
    return [
        heads
        for session in cell.sessions.values()
        for group, heads in session.heads.items()
        if _head_values(group, of_persons) == values
    ]


def _is_new(history: History, cell: Cell, person: str) -> bool:
    """`nya`: "on or after the first day of the cell's period"."""
    return history.first_days[person] >= cell.period.first


def _is_returning(cell: Cell, person: str, definitions: Definitions) -> bool:
    """`aterkommande`: "group activities on at least 2 different dates in the cell"."""
    days = {session.day for session in _attended(cell, person, Kind.GROUP)}
    return len(days) >= definitions.aterkommande_dagar


def _is_regular(cell: Cell, person: str, definitions: Definitions) -> bool:
    """`regelbundna`: "there is a workshop and a calendar quarter in which, ..."."""
    return any(
        _is_regular_in(cell, person, series, definitions)
        for series in {_series(session) for session in _attended(cell, person, Kind.GROUP)}
    )


def _is_regular_in(cell: Cell, person: str, series: Series, definitions: Definitions) -> bool:
    """`regelbundna` for one workshop and quarter, "among the cell's group activities".

    "they attended in at least 3 different ISO weeks and in at least half of the ISO weeks in
    which that workshop held any". A week is held also if nobody came. Dividing is exact: when the
    share of two small whole numbers equals the one in the settings (0.6), so do the floats.
    """
    attended = _weeks(_attended(cell, person, Kind.GROUP), series)
    if len(attended) < definitions.regelbunden_veckor:
        return False
    held = _weeks(_of_kind(cell.sessions.values(), Kind.GROUP), series)
    return len(attended) / len(held) >= definitions.regelbunden_andel


def _series(session: Session) -> Series:
    return (session.workshop, session.day.year, quarter_of(session.day))


def _weeks(sessions: Iterable[Session], series: Series) -> set[int]:
    """The ISO weeks of one series, "ISO year and week together"."""
    return {iso_week(session.day) for session in sessions if _series(session) == series}


def _had_individual_support(cell: Cell, person: str) -> bool:
    """`individuellt_stod`: "at least one session of kind `individuellt`"."""
    return len(_attended(cell, person, Kind.INDIVIDUAL)) > 0


def _attended(cell: Cell, person: str, kind: Kind) -> list[Session]:
    """The cell's sessions of one kind that the person was at."""
    return _of_kind((cell.sessions[noted.session] for noted in cell.of(person)), kind)


def _of_kind(sessions: Iterable[Session], kind: Kind) -> list[Session]:
    return [session for session in sessions if session.kind == kind]
