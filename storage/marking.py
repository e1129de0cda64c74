"""Whether a database is the one that was written to last, or a copy: seen by a mark outside it.

A copy (restored, or cloned to another computer) that went on under the same laptop id would use
the same sequence numbers for other people. So database and computer share a ticket, which changes
with the first writing after each opening. A database whose ticket is not this computer's takes a
new laptop id before it writes anything. It says whose register it goes on with, so nobody is
linked who was held apart there.

A database that is carried between computers (on a stick) keeps one id on each of them.
"""

import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from storage import journal, local
from storage.encoding import dump, load
from storage.journal import ID_BYTES
from storage.store import Store, TakenId
from storage.writing import writing

_TICKET = "ticket"
_NEXT = "next"
_SEQ = "seq"
_COPY = "kopia"
"""The ticket of a database that is known to be a copy: no computer keeps it."""

Mark = Mapping[str, Any]


class Marker:
    """The marks that one computer keeps of the databases it has written to, a file a laptop id."""

    def __init__(self, folder: Path) -> None:
        """Keep them in a folder, which is made when there is something to keep."""
        self._folder = folder
        self._stamped = False
        self._settled = False

    def watch(self, store: Store) -> bool:
        """See to it that a copy takes a new id before it writes; whether this is a copy."""
        store.watcher = self
        return not self._is_ours(store, _laptop(store))

    def before_writing(self, store: Store) -> TakenId | None:
        """Change the ticket at the first writing after an opening, inside its transaction.

        Returns:
            The other laptop id that a copy goes on under; None: the id is as before.
        """
        laptop = _laptop(store)
        if self._stamped:
            if not self._settled:
                self._settled = self._keep(laptop, _as_it_stands(store, laptop))
            return None
        taken = None if self._is_ours(store, laptop) else self._take_id(store, laptop)
        laptop = _laptop(store)
        ticket = secrets.token_hex(ID_BYTES)
        if self._keep(laptop, {**_as_it_stands(store, laptop), _NEXT: ticket}):
            _put(store, _tickets(store) | {laptop.hex(): {_TICKET: ticket}})
        self._stamped, self._settled = True, False
        return taken

    def undone(self) -> None:
        """What was written came to nothing: the ticket may not have changed."""
        if not self._settled:
            self._stamped = False

    def closing(self, store: Store) -> None:
        """Keep how far the database has come."""
        if self._stamped:
            laptop = _laptop(store)
            self._keep(laptop, _as_it_stands(store, laptop))

    def _is_ours(self, store: Store, laptop: bytes) -> bool:
        """Whether nothing says that another copy has been written to under this id."""
        ticket = _ticket(store, laptop)
        try:
            mark = self._kept(laptop)
        except OSError:
            return True  # it cannot be seen
        if mark is None:
            return not ticket
        return ticket in {mark.get(_TICKET), mark.get(_NEXT)} and _seq(store) >= mark[_SEQ]

    def _take_id(self, store: Store, before: bytes) -> TakenId:
        """Go on under the id that this database has on this computer, or under a new one."""
        tickets = _tickets(store)
        left = {before.hex(): {**tickets.get(before.hex(), {}), _SEQ: _seq(store)}}
        _put(store, tickets | left)
        every = tickets | left
        known = [bytes.fromhex(each) for each in every if each != before.hex()]
        here = next((each for each in known if self._is_here(store, each)), None)
        laptop = here or store.entropy(ID_BYTES)
        local.put(store.connection, local.LAPTOP, laptop.hex())
        store.reload()
        name = _named(store, laptop) or _next_name(store, _named(store, before))
        knows = {
            each: told[_SEQ]
            for each, told in every.items()
            if _SEQ in told and each != laptop.hex()
        }
        return TakenId(laptop, {"name": name, "knows": knows}, is_new=here is None)

    def _is_here(self, store: Store, laptop: bytes) -> bool:
        with suppress(OSError):
            return self._kept(laptop) is not None and self._is_ours(store, laptop)
        return False

    def _kept(self, laptop: bytes) -> Mark | None:
        try:
            mark: object = json.loads(self._file(laptop).read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except ValueError:
            mark = None
        known: Mark = cast("Mark", mark) if isinstance(mark, dict) else {}
        return known if isinstance(known.get(_SEQ), int) else {_SEQ: 0}

    def _keep(self, laptop: bytes, mark: Mark) -> bool:
        """Write a mark beside and rename it; gives whether that went well."""
        file = self._file(laptop)
        beside = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_text(dump(mark), encoding="ascii")
            beside.replace(file)
        except OSError:
            return False
        return True

    def _file(self, laptop: bytes) -> Path:
        return self._folder / f"{laptop.hex()}.json"


def leave_behind(store: Store) -> None:
    """Mark a database as a copy: it takes a new laptop id before it is next written to."""
    with store.connection.transaction():
        every = {_laptop(store).hex(): {}} | _tickets(store)
        _put(store, {each: {**told, _TICKET: _COPY} for each, told in every.items()})


def take_id_if_copy(store: Store) -> None:
    """Let a copy take its new id now, before it tells others who it is."""
    if store.watcher is not None and store.watcher.watch(store):
        with writing(store) as pen:
            pen.begin()


def _laptop(store: Store) -> bytes:
    """The laptop id as it stands in the database: another copy of the program may change it."""
    return bytes.fromhex(local.required(store.connection, local.LAPTOP))


def _tickets(store: Store) -> dict[str, dict[str, Any]]:
    """By laptop id that this database has had: its ticket, and where it was left."""
    told: object = json.loads(local.get(store.connection, local.TICKETS) or "{}")
    return cast("dict[str, dict[str, Any]]", told)


def _ticket(store: Store, laptop: bytes) -> str:
    return _tickets(store).get(laptop.hex(), {}).get(_TICKET, "")


def _as_it_stands(store: Store, laptop: bytes) -> Mark:
    """The mark that fits the database: also if another copy of the program has opened it since."""
    return {_TICKET: _ticket(store, laptop), _SEQ: _seq(store)}


def _put(store: Store, tickets: dict[str, dict[str, Any]]) -> None:
    local.put(store.connection, local.TICKETS, dump(tickets))


def _seq(store: Store) -> int:
    return int(local.required(store.connection, local.SEQ))


def _named(store: Store, laptop: bytes) -> str:
    shown = journal.current(journal.versions_of(store.connection, laptop))
    return "" if shown is None or shown.deleted else str(load(shown.fields)["name"])


def _next_name(store: Store, name: str) -> str:
    """The name with the first number behind it that no other computer known here has."""
    taken = {each for (each,) in store.connection.rows("SELECT name FROM laptop")}
    stem = name.rsplit(" (", 1)[0] if name.endswith(")") else name
    number = 2
    while f"{stem} ({number})" in taken:
        number += 1
    return f"{stem} ({number})"
