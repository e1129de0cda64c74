"""The register of participants as it is read: its lines, what is looked for, who probably comes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from halsoverkstad.domain.facts import Attributes, Naming
from halsoverkstad.domain.swedish import search_key
from halsoverkstad.domain.words import Dimension
from storage.pseudonym import participant_code, participants_of
from storage.sessions import LogRow, like, log_rows
from storage.store import Store

_REGULARS_LOOK_BACK = timedelta(days=120)
"""How far back the regulars of a workshop are looked for."""


@dataclass(frozen=True)
class ParticipantRow:
    """A participant as a line of the register.

    `display` is the code from a file, or the pseudonym, where no name was given; `visits` counts
    sessions.
    """

    participant: bytes
    pseudonym: str
    display: str
    attributes: Attributes
    visits: int
    first: date | None
    last: date | None
    complete: bool
    naming: Naming | None
    erased: bool = False
    """Whether the record is erased; a name is there until somebody here says yes to it."""


@dataclass(frozen=True)
class ParticipantFilter:
    """Which participants are wanted; `text` is looked for at the beginning of words."""

    text: str = ""
    group: str | None = None
    area: str | None = None
    sex: str | None = None
    incomplete: bool = False


def get(store: Store, participant: bytes) -> ParticipantRow:
    """A participant as a line of the register.

    Raises:
        LookupError: there is none of that id.
    """
    found = rows_of(store, [participant])
    if not found:
        raise LookupError(participant.hex())
    return found[0]


def display(store: Store, participant: bytes) -> str:
    """What to call a participant: name, else code, else pseudonym; also of one undone."""
    return store.connection.value(
        "SELECT coalesce((SELECT display FROM naming WHERE participant = ?1), "
        "(SELECT min(code) FROM code WHERE participant = ?1))",
        (participant,),
    ) or participant_code(participant)


def page(store: Store, wanted: ParticipantFilter, offset: int, limit: int) -> list[ParticipantRow]:
    """Part of the register, in Swedish alphabetical order."""
    where, values = _condition(store, wanted)
    return _rows_where(
        store, where, values, f"ORDER BY sorting, shown, p.id LIMIT {limit:d} OFFSET {offset:d}"
    )


def count(store: Store, wanted: ParticipantFilter) -> int:
    """How many participants the filter lets through."""
    where, values = _condition(store, wanted)
    return store.connection.value(f"SELECT count(*) FROM {_REGISTER} WHERE {where}", values)


def suggest(  # noqa: PLR0913, PLR0917 - what is known while a name is typed
    store: Store,
    text: str,
    workshop: str,
    day: date,
    leave_out: Collection[bytes],
    limit: int = 50,
) -> list[ParticipantRow]:
    """Participants to tick: the regulars of the workshop first, then who was here last."""
    where, values = _condition(store, ParticipantFilter(text=text))
    where += " AND p.erased = 0"
    ranking = """
        (SELECT count(DISTINCT f.week) FROM fact AS f
            WHERE f.person = p.person AND f.workshop = ? AND f.day BETWEEN ? AND ?)
    """
    if store.choices.lacks(Dimension.WORKSHOP, [workshop]):
        ranking, recent = "NULL", []
    else:
        recent = [
            store.choices.rank(Dimension.WORKSHOP, workshop),
            (day - _REGULARS_LOOK_BACK).toordinal(),
            day.toordinal(),
        ]
    last = "(SELECT max(f.day) FROM fact AS f WHERE f.person = p.person)"
    found = _rows_where(
        store,
        where,
        [*values, *recent],
        f"ORDER BY {ranking} DESC, {last} DESC, sorting, shown LIMIT {limit + len(leave_out):d}",
    )
    return [row for row in found if row.participant not in leave_out][:limit]


def sessions_of(store: Store, participant: bytes) -> list[LogRow]:
    """The sessions a participant has been at, the newest first."""
    return log_rows(
        store,
        "s.id IN (SELECT session FROM attendance WHERE participant = ?)",
        (participant,),
        "ORDER BY s.day DESC, s.start DESC, s.id DESC",
    )


_REGISTER = "participant AS p LEFT JOIN naming AS n ON n.participant = p.id"
_LISTED = """
    (p.erased = 0 OR n.participant IS NOT NULL
        OR p.id IN (SELECT participant FROM code)
        OR p.id IN (SELECT a.participant FROM attendance AS a JOIN session AS s ON s.id = a.session))
"""
"""Who was erased stays in the register for a name that is still here, and the visits that count."""
_SHOWN = "coalesce(n.display, (SELECT min(code) FROM code WHERE participant = p.id))"
_VISITS = """
    SELECT p.id, count(*), min(logged.day), max(logged.day)
    FROM participant AS p JOIN fact AS f ON f.person = p.person
    JOIN session AS logged ON logged.held = f.session
    JOIN attendance AS a ON a.session = logged.id AND a.participant = p.id
    WHERE p.id IN ({marks}) GROUP BY p.id
"""
"""How often some participants came, and when. Attendances lie in the order of sessions, facts in
that of persons too."""


def _rows_where(
    store: Store, where: str, values: Sequence[object], ending: str = ""
) -> list[ParticipantRow]:
    """The lines of the register for which an SQL condition on `p` and naming `n` holds."""
    found = store.connection.rows(
        f"SELECT p.id, {_SHOWN} AS shown, coalesce(n.sorting, '~') AS sorting "
        f"FROM {_REGISTER} WHERE {where} {ending}",
        values,
    )
    return rows_of(store, [participant for participant, *_ in found])


def rows_of(store: Store, wanted: Sequence[bytes]) -> list[ParticipantRow]:
    """The lines of the register of some participants, in their order; without those not in it."""
    marks = ", ".join("?" * len(wanted))
    visits = {
        participant: told
        for participant, *told in store.connection.rows(_VISITS.format(marks=marks), wanted)
    }
    rows = {
        participant: _row(store, participant, row, visits.get(participant))
        for participant, *row in store.connection.rows(
            f"""
            SELECT p.id, {_SHOWN}, p.grp, p.area, p.sex, p.linkage IS NOT NULL, p.erased,
                n.display, n.given, n.surname_letters, n.birth_year, n.birth_month
            FROM {_REGISTER} WHERE p.id IN ({marks})
            """,
            wanted,
        )
    }
    return [rows[each] for each in wanted if each in rows]


def _row(
    store: Store, participant: bytes, row: Sequence[Any], visits: Sequence[int] | None
) -> ParticipantRow:
    shown, grp, area, sex, linked, erased, *naming = row
    count, first, last = visits or (0, None, None)
    code = participant_code(participant)
    return ParticipantRow(
        participant,
        code,
        shown or code,
        store.choices.attributes(grp, area, sex),
        count,
        date.fromordinal(first) if first else None,
        date.fromordinal(last) if last else None,
        bool(linked),
        None if naming[0] is None else Naming(*naming),
        bool(erased),
    )


def _condition(store: Store, wanted: ParticipantFilter) -> tuple[str, list[object]]:
    parts = [_LISTED]
    values: list[object] = []
    for word in search_key(wanted.text).split():
        parts.append(
            "(' ' || n.folded LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM code AS c "
            "WHERE c.participant = p.id AND c.code LIKE ? ESCAPE '\\') "
            "OR p.id BETWEEN ? AND ?)"
        )
        values += [like(f" {word}"), like(word)[1:], *(participants_of(word) or (None, None))]
    for column, dimension, value in (
        ("grp", Dimension.GROUP, wanted.group),
        ("area", Dimension.AREA, wanted.area),
        ("sex", Dimension.SEX, wanted.sex),
    ):
        if value is not None:
            parts.append(f"p.{column} = ?")
            values.append(store.choices.rank(dimension, value))
    if wanted.incomplete:
        parts.append("p.linkage IS NULL AND p.erased = 0")
    return " AND ".join(parts), values
