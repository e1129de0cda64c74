"""The register of participants: what the promoter calls them, and what is noted about them.

The display name and what tokens are made of stay in local tables of this laptop's database.
"""

from dataclasses import asdict
from typing import Any

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Naming
from halsoverkstad.domain.identity.doubles import doubles_of
from halsoverkstad.domain.identity.token import Tokens, tokens_for, with_codes
from halsoverkstad.domain.swedish import search_key, sort_key
from storage import journal, register_rows
from storage.encoding import attribute_fields, load, participant_fields, tokens_from
from storage.invented import invented_name
from storage.journal import Entity
from storage.store import Store
from storage.writing import Pen, writing

_ERASED_ELSEWHERE = (
    "Uppgifterna har raderats på en annan dator. Svara under Deltagare, Gallring, om namnet ska "
    "bort här också eller behållas."
)
_ERASED = "Uppgifterna är raderade och går inte att ändra. Registrera personen på nytt."


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
    before = register_rows.get(store, participant)
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


def name_taken(store: Store, name: str, but: bytes | None = None) -> bool:
    """Whether a participant (other than `but`) goes by that name, in any case or accents."""
    return _called(store, name, but) is not None


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
