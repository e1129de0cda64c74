"""Writing: one transaction in which a person's action becomes versions, and figures follow."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import NamedTuple

from storage import derived, journal, local, write_log
from storage.encoding import Fields, dump, load
from storage.journal import ID_BYTES, Entity, State, Version
from storage.store import Store

_DAY_MILLISECONDS = 24 * 60 * 60 * 1000


class _Before(NamedTuple):
    place: str
    entity: bytes
    json: str


class Pen:
    """Collects what one action writes. At most one version an entity."""

    def __init__(self, store: Store) -> None:
        """Begin inside a transaction, so that no other copy takes the same sequence numbers."""
        self._store = store
        self._time = int(store.now().timestamp() * 1000)
        self._laptop = b""
        self._seq = 0
        self.versions: list[Version] = []
        self._firsts: dict[bytes, Version] = {}
        self._before: list[_Before] = []
        self.naming_changed = False
        self._erased: set[bytes] | None = None

    def begin(self) -> None:
        """Find out under which laptop id to write: a copied database takes another one first."""
        if self._laptop:
            return
        store = self._store
        taken = store.watcher.before_writing(store) if store.watcher is not None else None
        self._laptop = bytes.fromhex(local.required(store.connection, local.LAPTOP))
        self._seq = int(local.required(store.connection, local.SEQ))
        if taken is not None:
            self.put(Entity.LAPTOP, taken.laptop, taken.fields, new=taken.is_new)

    def put(self, kind: Entity, entity: bytes, fields: Fields | None, *, new: bool = False) -> None:
        """Write a state of an entity over all its heads; `fields` None deletes it.

        `new` says that the entity cannot exist yet, which spares the look.
        """
        text = None if fields is None else dump(fields)
        self.put_text(kind, entity, text, new=new)

    def put_text(self, kind: Entity, entity: bytes, text: str | None, *, new: bool = False) -> None:
        """As `put`, with the fields as canonical JSON."""
        wanted = text
        if text is not None and kind in {Entity.PARTICIPANT, Entity.ATTENDANCE}:
            text = self._as_erased(kind, entity, text)
        before = [] if new else journal.versions_of(self._store.connection, entity)
        if before:
            self._firsts[entity] = journal.state_of(before).first
        if text != wanted and {each.fields for each in journal.heads(before)} == {text}:
            return
        self.begin()
        self._seq += 1
        self.versions.append(
            Version.written(
                entity,
                kind,
                laptop=self._laptop,
                seq=self._seq,
                time=self._time,
                parents=(each.id for each in journal.heads(before)),
                fields=text,
            )
        )

    def remember(self, place: str, entity: bytes, before: object) -> None:
        """Keep what stood in a local table before this action, for undo; None: nothing."""
        self.naming_changed |= place == "naming"
        self._before.append(_Before(place, entity, dump(before)))

    @property
    def changed_anything(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.versions or self._before)

    def finish(self, label: str | None) -> None:
        """Write it all; with a label it becomes an action that can be undone."""
        if not self.changed_anything:
            return
        connection = self._store.connection
        self.versions.sort(key=lambda each: each.entity)
        journal.append(connection, self.versions)
        if self._laptop:
            local.put(connection, local.SEQ, str(self._seq))
        derived.apply(self._store, self._states())
        if self.naming_changed:
            derived.refresh_persons(self._store)
        if label is not None:
            self._keep_action(label)

    def _as_erased(self, kind: Entity, entity: bytes, text: str) -> str:
        """What may be written of somebody who has been erased: that, and the group."""
        if self._erased is None:
            rows = self._store.connection.rows("SELECT id FROM participant WHERE erased = 1")
            self._erased = {participant for (participant,) in rows}
        if entity[-ID_BYTES:] not in self._erased:
            return text
        kept = {name: value for name, value in load(text).items() if name == "group"}
        return dump(kept | {"erased": True} if kind is Entity.PARTICIPANT else kept)

    def _states(self) -> list[State]:
        """Each version has replaced all heads of its entity, so it is what holds."""
        return [State(each, self._firsts.get(each.entity, each)) for each in self.versions]

    def _keep_action(self, label: str) -> None:
        connection = self._store.connection
        oldest = self._time - self._store.programme.retention.undo_days * _DAY_MILLISECONDS
        connection.run("DELETE FROM action WHERE time < ?", (oldest,))
        connection.run("INSERT INTO action (label, time) VALUES (?, ?)", (label, self._time))
        action = connection.value("SELECT last_insert_rowid()")
        connection.run_many(
            "INSERT INTO action_version VALUES (?, ?, ?)",
            (
                (action, each.entity, each.id)
                for each in self.versions
                if each.kind is not Entity.LAPTOP  # a copy's new id is not undone
            ),
        )
        connection.run_many(
            "INSERT INTO action_local VALUES (?, ?, ?, ?)",
            ((action, *before) for before in self._before),
        )


@contextmanager
def writing(store: Store, label: str | None = None) -> Generator[Pen]:
    """A transaction with a pen; leaving it writes everything, an exception nothing.

    Raises:
        DatabaseFault: the database is busy, full or damaged; nothing was written.
    """
    with store.connection.transaction():
        pen = Pen(store)
        yield pen
        pen.finish(label)
    write_log.settle(store.connection)
