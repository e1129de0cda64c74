"""What was done: the history of a session, and taking back the latest action."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from halsoverkstad.domain.errors import Fault
from storage import journal, participants, register_rows, sessions
from storage.encoding import attributes_from, load
from storage.field_words import COLUMN_LABELS, column_word, heads_word
from storage.journal import ID_BYTES, Entity, Version
from storage.pseudonym import session_code
from storage.store import Store
from storage.writing import Pen, writing


@dataclass(frozen=True)
class Change:
    """What one laptop changed at one time, in Swedish sentences."""

    when: datetime
    laptop: str
    sentences: tuple[str, ...]


def of_session(store: Store, session: bytes) -> list[Change]:
    """The history of a session and of who was there, the newest change first."""
    with store.snapshot():
        versions = _versions(store, session)
        by_id = {each.id: each for each in versions}
        laptops = dict(store.connection.rows("SELECT id, name FROM laptop"))
        changes: list[Change] = []
        for (time, laptop), group in groupby(versions, key=lambda each: (each.time, each.laptop)):
            sentences = [text for each in group for text in _sentences(store, session, each, by_id)]
            if sentences:
                when = datetime.fromtimestamp(time / 1000, tz=UTC).astimezone(store.now().tzinfo)
                changes.append(Change(when, laptops.get(laptop, "okänd dator"), tuple(sentences)))
    return changes[::-1]


def next_undo(store: Store) -> str | None:
    """What `undo` would take back, as a phrase; None: nothing."""
    action = _latest_action(store)
    return None if action is None else action[1]


def undo(store: Store) -> str | None:
    """Take back this laptop's latest action that has not been taken back.

    Undoing is a change like any other: it writes what stood before as new versions.

    Returns:
        What was undone, as a phrase; None if there was nothing to undo.

    Raises:
        Fault: what the action wrote has been changed again since.
    """
    with writing(store) as pen:
        action = _latest_action(store)
        if action is None:
            return None
        number, label = action
        for entity, name in store.connection.rows(
            "SELECT entity, version FROM action_version WHERE action = ?", (number,)
        ):
            _put_back(store, pen, entity, name)
        for place, entity, before in store.connection.rows(
            "SELECT place, entity, before FROM action_local WHERE action = ?", (number,)
        ):
            _restore(store, place, entity, json.loads(before))
            pen.naming_changed |= place == "naming"
        store.connection.run("UPDATE action SET undone = 1 WHERE id = ?", (number,))
    return label


def _latest_action(store: Store) -> tuple[int, str] | None:
    row = store.connection.row(
        "SELECT id, label FROM action WHERE undone = 0 ORDER BY id DESC LIMIT 1"
    )
    return None if row is None else (row[0], row[1])


def _put_back(store: Store, pen: Pen, entity: bytes, name: bytes) -> None:
    versions = journal.versions_of(store.connection, entity)
    written = next(each for each in versions if each.id == name)
    # By what it says, not by its id: undoing a later change has brought the same back.
    stands = {(each.deleted, each.fields) for each in journal.heads(versions)}
    if stands != {(written.deleted, written.fields)}:
        raise Fault(
            "Det går inte att ångra: uppgiften har ändrats igen sedan dess. "
            "Öppna den och rätta den i stället."
        )
    before = journal.current(
        each for each in versions if each.id in written.parents and each.kind is written.kind
    )
    text = None if before is None or before.deleted else before.fields
    pen.put_text(written.kind, entity, text)


def _restore(store: Store, place: str, entity: bytes, before: Any) -> None:
    if place == "note":
        sessions.set_note(store, entity, before or "")
    else:
        participants.restore_naming(store, entity, before)


def _versions(store: Store, session: bytes) -> list[Version]:
    """Of a session, who was there, and what was said of it and others of its day; oldest first."""
    versions = journal.versions_below(store.connection, session)
    for (earlier,) in store.connection.rows(
        "SELECT id FROM session WHERE id < ? AND day = (SELECT day FROM session WHERE id = ?)",
        (session, session),
    ):
        # Their pair stands under the smaller id.
        versions += journal.versions_of(store.connection, earlier + session)
    return sorted(versions, key=attrgetter("time", "seq", "id"))


def _sentences(
    store: Store, session: bytes, version: Version, by_id: Mapping[bytes, Version]
) -> Iterator[str]:
    parents = [by_id[parent] for parent in version.parents if parent in by_id]
    before = journal.current(parents)
    was_there = before is not None and not before.deleted
    if version.kind is Entity.ATTENDANCE:
        yield from _attendance_sentences(store, version, before if was_there else None)
    elif version.kind is Entity.SESSION_ANSWER:
        yield _answer_sentence(session, version)
    elif version.deleted:
        yield "Tillfället togs bort"
    elif not was_there:
        yield "Tillfället återställdes" if before else "Tillfället skapades"
    elif before is not None:
        yield from _field_sentences(store, load(before.fields), load(version.fields))


def _answer_sentence(session: bytes, version: Version) -> str:
    pair = version.entity[:ID_BYTES], version.entity[ID_BYTES:]
    other = session_code(pair[0] if pair[1] == session else pair[1])
    if version.deleted:
        return f"Svaret om {other} togs tillbaka"
    said = "samma tillfälle som" if load(version.fields)["same"] else "ett annat tillfälle än"
    return f"Svar: {said} {other}"


def _attendance_sentences(store: Store, version: Version, before: Version | None) -> Iterator[str]:
    name = register_rows.display(store, version.entity[ID_BYTES:])
    if version.deleted:
        yield f"{name} togs bort"
    elif before is None:
        yield f"{name} lades till"
    else:
        old, new = attributes_from(load(before.fields)), attributes_from(load(version.fields))
        label = store.programme.group_label
        for text, was, now in (
            ("grupp", label(old.group), label(new.group)),
            ("bostadsområde", old.area, new.area),
            ("kön", old.sex, new.sex),
        ):
            if was != now:
                yield f"{name}, {text}: {was} → {now}"


def _field_sentences(
    store: Store, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[str]:
    for column, label in COLUMN_LABELS.items():
        was, now = column_word(column, before.get(column)), column_word(column, after.get(column))
        if was != now:
            yield f"{label}: {was} → {now}"
    old, new = before.get("heads", {}), after.get("heads", {})
    for group in (*store.programme.group_keys, *sorted(old.keys() | new.keys())):
        if old.get(group) != new.get(group):
            name = store.programme.group_label(group)
            yield f"Utan namn, {name}: {heads_word(old.get(group))} → {heads_word(new.get(group))}"
            old, new = (
                {key: value for key, value in each.items() if key != group} for each in (old, new)
            )
