"""The register of participants: what the promoter calls them, and what is noted about them.

The display name and what tokens are made of stay in local tables of this laptop's database.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Naming
from halsoverkstad.domain.identity.doubles import doubles_of
from halsoverkstad.domain.identity.token import Tokens, tokens_for, with_codes
from halsoverkstad.domain.swedish import search_key, sort_key
from halsoverkstad.domain.words import Dimension
from storage import journal
from storage.encoding import attribute_fields, load, participant_fields, tokens_from
from storage.invented import invented_name
from storage.journal import Entity
from storage.pseudonym import participant_code, participants_of
from storage.sessions import LogRow, like, log_rows
from storage.store import Store
from storage.writing import Pen, writing

_ERASED_ELSEWHERE = (
    "Uppgifterna har raderats på en annan dator. Svara under Deltagare, Gallring, om namnet ska "
    "bort här också eller behållas."
)
_ERASED = "Uppgifterna är raderade och går inte att ändra. Registrera personen på nytt."
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


def register(store: Store, naming: Naming, attributes: Attributes) -> bytes:
    """Register a participant; the tokens take a moment where all that makes them is known.

    Raises:
        Fault: the display name is empty or somebody has it already.
    """
    naming = _tidy(naming)
    tokens = tokens_for(naming, store.secret)
    participant = store.new_id()
    with writing(store, "En deltagare registrerades") as pen:
        _check_display(store, naming.display, None)
        pen.remember("naming", participant, None)
        put_naming(store, participant, naming)
        pen.put(Entity.PARTICIPANT, participant, participant_fields(attributes, tokens), new=True)
        find_questions(store, participant)
    return participant


def register_without_details(store: Store, attributes: Attributes) -> bytes:
    """Register somebody "utan uppgifter": an invented name, no token, no suggestions."""
    name = invented_name(store.entropy, lambda word: name_taken(store, word))
    return register(store, Naming(name), attributes)


def update(
    store: Store,
    participant: bytes,
    naming: Naming,
    attributes: Attributes,
    *,
    mend_earlier: bool,
) -> None:
    """Change what is known of a participant; with `mend_earlier` at earlier attendances too.

    Raises:
        Fault: the display name is empty, somebody else has it, or the participant is erased.
        LookupError: there is no such participant.
    """
    naming = _tidy(naming)
    before = get(store, participant)
    if before.erased:
        raise Fault(_ERASED_ELSEWHERE if before.naming else _ERASED)
    tokens = _tokens_kept(store, participant, before.naming, naming)
    with writing(store, "En deltagare ändrades") as pen:
        if naming != before.naming:
            _check_display(store, naming.display, participant)
            pen.remember("naming", participant, before.naming and asdict(before.naming))
            put_naming(store, participant, naming)
        fields = participant_fields(attributes, tokens)
        shown = journal.current(journal.versions_of(store.connection, participant))
        if shown is None or load(shown.fields) != fields:
            pen.put(Entity.PARTICIPANT, participant, fields)
        if mend_earlier:
            _mend_attendances(store, pen, participant, attributes)
        if naming != before.naming:
            find_questions(store, participant)


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
    return rows_where(
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
    found = rows_where(
        store,
        where,
        [*values, *recent],
        f"ORDER BY {ranking} DESC, {last} DESC, sorting, shown LIMIT {limit + len(leave_out):d}",
    )
    return [row for row in found if row.participant not in leave_out][:limit]


def name_taken(store: Store, name: str, but: bytes | None = None) -> bool:
    """Whether a participant (other than `but`) goes by that name, in any case or accents."""
    return _called(store, name, but) is not None


def sessions_of(store: Store, participant: bytes) -> list[LogRow]:
    """The sessions a participant has been at, the newest first."""
    return log_rows(
        store,
        "s.id IN (SELECT session FROM attendance WHERE participant = ?)",
        (participant,),
        "ORDER BY s.day DESC, s.start DESC, s.id DESC",
    )


def namings(store: Store) -> dict[bytes, Naming]:
    """What is known of every participant who has a name here."""
    rows = store.connection.rows(
        "SELECT participant, display, given, surname_letters, birth_year, birth_month FROM naming"
    )
    return {participant: Naming(*rest) for participant, *rest in rows}


def put_naming(store: Store, participant: bytes, naming: Naming) -> None:
    """Write the local name of a participant, inside a transaction."""
    store.connection.run(
        "INSERT OR REPLACE INTO naming VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            participant,
            naming.display,
            search_key(naming.display),
            sort_key(naming.display),
            naming.given,
            naming.surname_letters,
            naming.birth_year,
            naming.birth_month,
        ),
    )


def restore_naming(store: Store, participant: bytes, before: dict[str, Any] | None) -> None:
    """Put back a local name as it was, inside a transaction; None: there was none."""
    if before is None:
        store.connection.run("DELETE FROM naming WHERE participant = ?", (participant,))
        store.connection.run("DELETE FROM question WHERE ? IN (first, second)", (participant,))
    else:
        put_naming(store, participant, Naming(**before))
        find_questions(store, participant)


def find_questions(store: Store, participant: bytes) -> None:
    """Find anew whom a participant could be a double of, inside a transaction."""
    people = namings(store)
    store.connection.run("DELETE FROM question WHERE ? IN (first, second)", (participant,))
    if participant in people:
        store.connection.run_many(
            "INSERT INTO question VALUES (?, ?, ?)",
            [(each.first, each.second, each.distance) for each in doubles_of(participant, people)],
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


def rows_where(
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


def _tidy(naming: Naming) -> Naming:
    def words(text: str) -> str:
        return " ".join(text.split())

    return Naming(
        words(naming.display),
        words(naming.given),
        words(naming.surname_letters)[:2],
        naming.birth_year,
        naming.birth_month,
    )


def _check_display(store: Store, name: str, but: bytes | None) -> None:
    if not name:
        raise Fault("Visningsnamnet är tomt. Skriv vad du kallar personen.")
    erased = _called(store, name, but)
    if erased:
        raise Fault(f"”{name}” finns redan här. {_ERASED_ELSEWHERE}")
    if erased is not None:
        raise Fault(
            f"Det finns redan någon som heter ”{name}”. Lägg till ett ord som skiljer dem åt, "
            f"till exempel ”{name} blå jacka”."
        )


def _called(store: Store, name: str, but: bytes | None) -> bool | None:
    """Whether the participant (other than `but`) of that name is erased; None: there is none."""
    row = store.connection.row(
        "SELECT erased FROM naming JOIN participant ON id = participant "
        "WHERE folded = ? AND participant <> ?",
        (search_key(name), but or b""),
    )
    return None if row is None else bool(row[0])


def _tokens_kept(store: Store, participant: bytes, before: Naming | None, naming: Naming) -> Tokens:
    """The tokens after a change: made anew if what they are made of has changed."""
    shown = journal.current(journal.versions_of(store.connection, participant))
    parts = (naming.given, naming.surname_letters, naming.birth_year, naming.birth_month)
    if (
        shown is not None
        and before is not None
        and parts
        == (
            before.given,
            before.surname_letters,
            before.birth_year,
            before.birth_month,
        )
    ):
        return tokens_from(load(shown.fields))
    return with_codes(tokens_for(naming, store.secret), codes_of(store, participant), store.secret)


def codes_of(store: Store, participant: bytes) -> list[str]:
    """The codes from files by which a participant is known here."""
    rows = store.connection.rows("SELECT code FROM code WHERE participant = ?", (participant,))
    return [code for (code,) in rows]


def _mend_attendances(store: Store, pen: Pen, participant: bytes, attributes: Attributes) -> None:
    wanted = store.choices.ranks(attributes)
    for session, *ranks in store.connection.rows(
        "SELECT session, grp, area, sex FROM attendance WHERE participant = ?", (participant,)
    ):
        if tuple(ranks) != wanted:
            pen.put(Entity.ATTENDANCE, session + participant, attribute_fields(attributes))
