"""Everything that is kept on this computer about one person (GDPR article 15 and 20).

A person may have several records here ("samma person"): all of them are theirs. Records on other
computers are only told of, by pseudonym: what is known there is told there. Nobody else's name is
among it, and no note: a note is about a group, and a person has to read it first.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Naming
from halsoverkstad.domain.identity.token import Tokens
from halsoverkstad.domain.swedish import search_key
from storage import (
    handing,
    joining,
    journal,
    panel,
    panel_following,
    participants,
    register_rows,
    traces,
)
from storage.encoding import attributes_from, load, session_from, tokens_from
from storage.journal import ID_BYTES, Entity, Version
from storage.named_texts import NamedText, named_texts
from storage.names import names_of
from storage.pseudonym import participant_code
from storage.register_rows import ParticipantRow
from storage.sessions import LogRow
from storage.store import Store


@dataclass(frozen=True)
class Visit:
    """A session the person was at, what was noted of them there, and on which computer."""

    row: LogRow
    attributes: Attributes
    laptop: str


@dataclass(frozen=True)
class RegisterChange:
    """What was written about the person in the register: when, on which computer, and what."""

    when: datetime
    laptop: str
    attributes: Attributes
    tokens: Tokens
    erased: bool
    deleted: bool


@dataclass(frozen=True)
class Record:
    """One record of the person on this computer."""

    row: ParticipantRow
    codes: tuple[str, ...]
    tokens: Tokens
    erased: bool
    changes: tuple[RegisterChange, ...]
    visits: tuple[Visit, ...]
    withdrawn: tuple[date, ...]
    """Days of attendances that were taken back but stand in the history."""
    earlier_names: tuple[Naming, ...]
    """What undo would still bring back."""
    imported_rows: int


@dataclass(frozen=True)
class Elsewhere:
    """A record on another computer that counts as the same person."""

    pseudonym: str
    laptop: str


@dataclass(frozen=True)
class AboutPerson:
    """All that is kept here about one person, and where it has gone."""

    records: tuple[Record, ...]
    elsewhere: tuple[Elsewhere, ...]
    said_to_differ: int
    """From how many others the person has been told apart ("olika personer")."""
    open_questions: int
    """How many questions whether the person and somebody else are one have no answer."""
    naming_notes: tuple[LogRow, ...]
    """Sessions with a note in which one of the person's names stands."""
    naming_texts: tuple[NamedText, ...]
    """Texts of reports in which one of the person's names stands."""
    at_coordinator: bool
    handed_in: datetime | None
    """When the latest file left for the coordinator, if the person was in the register then."""
    panel_draws: tuple[tuple[str, date], ...]
    """The rounds of the survey's panel that the person was drawn for: period, and day of the draw."""
    panel_refused: bool
    """Whether the person has said no to being asked."""


def find(store: Store, text: str) -> bytes:
    """The participant that is meant: by pseudonym, code, display name or given name, in full.

    Raises:
        Fault: nobody, or more than one. The sentence names pseudonyms, never names.
    """
    # What is no UTF-8 on the command line is nobody's name, and no text that SQLite takes.
    wanted = text.strip().encode(errors="replace").decode()
    for found in (
        _by_pseudonym(store, wanted),
        _ids(store, "SELECT participant FROM code WHERE code = ?", wanted),
        _ids(store, "SELECT participant FROM naming WHERE folded = ?", search_key(wanted)),
        _by_given_name(store, wanted),
    ):
        if len(found) == 1:
            return found[0]
        if found:
            codes = ", ".join(sorted(map(participant_code, found)))
            raise Fault(
                f"Flera deltagare heter så: {codes}. Ange pseudonymen för den som avses; den står "
                "överst när deltagaren öppnas i programmet."
            )
    raise Fault(
        "Ingen deltagare här har det namnet, den koden eller den pseudonymen. Skriv hela "
        "visningsnamnet som det står i programmet, eller pseudonymen."
    )


def about(store: Store, participant: bytes) -> AboutPerson:
    """All that is kept here about the person of a participant.

    Raises:
        LookupError: there is no such participant.
    """
    with store.snapshot():
        asked = register_rows.get(store, participant).participant
        everyone = store.connection.rows(
            """
            SELECT o.id, o.laptop, coalesce(l.name, 'okänd dator') FROM participant AS o
            JOIN participant AS p ON p.person = o.person
            LEFT JOIN laptop AS l ON l.id = o.laptop
            WHERE p.id = ? ORDER BY o.id = p.id DESC, o.seq, o.id
            """,
            (asked,),
        )
        own_laptop = next(laptop for each, laptop, _ in everyone if each == asked)
        here = [each for each, laptop, _ in everyone if laptop == own_laptop]
        member = joining.membership(store)
        records = tuple(_record(store, each) for each in here)
        return AboutPerson(
            records,
            tuple(
                Elsewhere(participant_code(each), name)
                for each, laptop, name in everyone
                if laptop != own_laptop
            ),
            _said_to_differ(store, here),
            _open_questions(store, here),
            tuple(each.row for each in traces.traces_of(store, here) if each.in_note),
            named_texts(store, names_of(store, here)),
            member is not None and member.role == joining.COORDINATOR,
            _handed_in(store, records),
            tuple(
                (each.period.name, each.day)
                for each in panel_following.of_people(store, [each for each, *_ in everyone])
            ),
            panel.refuses(store, asked),
        )


def _handed_in(store: Store, records: Sequence[Record]) -> datetime | None:
    latest = handing.last_export(store)
    known = [change.when for record in records for change in record.changes]
    return latest if latest is not None and min(known, default=latest) <= latest else None


def _record(store: Store, participant: bytes) -> Record:
    versions = journal.versions_of(store.connection, participant)
    laptops = dict(store.connection.rows("SELECT id, name FROM laptop"))
    shown = journal.state_of(versions).shown
    codes = participants.codes_of(store, participant)
    return Record(
        register_rows.get(store, participant),
        tuple(codes),
        tokens_from(load(shown.fields)),
        bool(load(shown.fields).get("erased")),
        tuple(_change(store, each, laptops) for each in versions),
        _visits(store, participant),
        _withdrawn(store, participant),
        _earlier_names(store, participant),
        sum(
            store.connection.value("SELECT count(*) FROM imported WHERE code = ?", (each,))
            for each in (*codes, participant_code(participant))
        ),
    )


def _change(store: Store, version: Version, laptops: dict[bytes, str]) -> RegisterChange:
    fields = load(version.fields)
    when = datetime.fromtimestamp(version.time / 1000, tz=UTC).astimezone(store.now().tzinfo)
    return RegisterChange(
        when,
        laptops.get(version.laptop, "okänd dator"),
        attributes_from(fields),
        tokens_from(fields),
        bool(fields.get("erased")),
        version.deleted,
    )


def _visits(store: Store, participant: bytes) -> tuple[Visit, ...]:
    noted = {
        session: (store.choices.attributes(*ranks), laptop)
        for session, laptop, *ranks in store.connection.rows(
            """
            SELECT a.session, coalesce(l.name, 'okänd dator'), a.grp, a.area, a.sex
            FROM attendance AS a JOIN session AS s ON s.id = a.session
            LEFT JOIN laptop AS l ON l.id = s.laptop WHERE a.participant = ?
            """,
            (participant,),
        )
    }
    rows = register_rows.sessions_of(store, participant)
    return tuple(Visit(row, *noted[row.session]) for row in reversed(rows))


def _withdrawn(store: Store, participant: bytes) -> tuple[date, ...]:
    rows = store.connection.rows(
        f"""
        SELECT DISTINCT substr(entity, 1, {ID_BYTES}) AS held FROM version
        WHERE kind = {Entity.ATTENDANCE:d} AND substr(entity, {ID_BYTES + 1}) = ?
            AND held NOT IN (
                SELECT a.session FROM attendance AS a JOIN session AS s ON s.id = a.session
                WHERE a.participant = ?)
        """,
        (participant, participant),
    )
    days: list[date] = []
    for (session,) in rows:
        told = [each for each in journal.versions_of(store.connection, session) if not each.deleted]
        if told:
            days.append(session_from(load(told[-1].fields)).day)
    return tuple(sorted(days))


def _earlier_names(store: Store, participant: bytes) -> tuple[Naming, ...]:
    rows = store.connection.rows(
        "SELECT before FROM action_local WHERE place = 'naming' AND entity = ? ORDER BY action",
        (participant,),
    )
    kept = [cast("dict[str, Any] | None", json.loads(before)) for (before,) in rows]
    return tuple(dict.fromkeys(Naming(**each) for each in kept if each is not None))


def _said_to_differ(store: Store, records: Sequence[bytes]) -> int:
    marks = ", ".join("?" * len(records))
    return store.connection.value(
        f"SELECT count(*) FROM answer WHERE same = 0 "
        f"AND (first IN ({marks}) OR second IN ({marks}))",
        (*records, *records),
    )


def _open_questions(store: Store, records: Sequence[bytes]) -> int:
    marks = ", ".join("?" * len(records))
    return store.connection.value(
        f"""
        SELECT count(*) FROM (SELECT first, second FROM question UNION
            SELECT first, second FROM asked) AS q
        WHERE (q.first IN ({marks}) OR q.second IN ({marks})) AND NOT EXISTS (
            SELECT 1 FROM answer AS a WHERE a.first = q.first AND a.second = q.second)
        """,
        (*records, *records),
    )


def _by_pseudonym(store: Store, wanted: str) -> list[bytes]:
    if not wanted.lower().startswith(participant_code(bytes(ID_BYTES))[:2]):
        return []
    every = store.connection.rows("SELECT id FROM participant")
    return [each for (each,) in every if participant_code(each) == wanted.lower()]


def _by_given_name(store: Store, wanted: str) -> list[bytes]:
    folded = search_key(wanted)
    if not folded:
        return []
    return [
        participant
        for participant, naming in participants.namings(store).items()
        if search_key(naming.given) == folded
    ]


def _ids(store: Store, sql: str, value: str) -> list[bytes]:
    known = "participant IN (SELECT id FROM participant)"
    return [each for (each,) in store.connection.rows(f"{sql} AND {known}", (value,))]
