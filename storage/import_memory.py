"""How rows of files were at their last import: what a file has changed since is told from it.

The text of a note is not among it, only a keyed digest: a note stands in one place.
"""

from collections.abc import Collection, Mapping
from typing import Any

from halsoverkstad.domain.rows import Value
from storage import local
from storage.encoding import digest, dump, load
from storage.import_fields import plain
from storage.store import Store

Key = tuple[str, str]
"""A row: the session's key and the participant's code, "" for a row about the session itself."""


class Memory:
    """The rows of one import as they were at their last one."""

    def __init__(self, store: Store, keys: Collection[Key]) -> None:
        """Read those rows in one sorted pass."""
        self._connection = connection = store.connection
        self._digest_key = bytes.fromhex(local.required(connection, local.ERASURE_KEY))
        connection.run(
            "CREATE TEMP TABLE IF NOT EXISTS staged (key TEXT, code TEXT, PRIMARY KEY (key, code)) "
            "WITHOUT ROWID"
        )
        connection.run("DELETE FROM staged")
        connection.run_many("INSERT INTO staged VALUES (?, ?)", sorted(keys))
        self._last: dict[Key, str] = {
            (key, code): fields
            for key, code, fields in connection.rows(
                "SELECT i.key, i.code, i.fields FROM staged JOIN imported AS i USING (key, code)"
            )
        }
        self._now: list[tuple[str, str, str]] = []

    def knows(self, key: str, code: str) -> bool:
        """Whether the row has been imported before."""
        return (key, code) in self._last

    def changed(self, key: str, code: str, fields: Mapping[str, Value]) -> dict[str, Value]:
        """The columns that differ from the row's last import; remembers how they are now."""
        kept = self._last.get((key, code))
        now = dump({name: self._kept(name, value) for name, value in fields.items()})
        if kept == now:
            return {}
        before: dict[str, Any] = {} if kept is None else load(kept)
        after = load(now)
        merged = dump(before | after)
        if merged != kept:
            self._now.append((key, code, merged))
        return {
            name: fields[name]
            for name, value in after.items()
            if name not in before or before[name] != value
        }

    def write(self) -> None:
        """Write down how the rows are now, inside a transaction."""
        self._connection.run_many(
            "INSERT OR REPLACE INTO imported VALUES (?, ?, ?)", sorted(self._now)
        )

    def _kept(self, name: str, value: Value) -> object:
        if name == "note" and value:
            return digest(self._digest_key, f"note|{value}").hex()
        return plain(value)
