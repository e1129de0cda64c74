"""Single values kept on this computer, by key. None of them travels."""

from storage.connection import Connection

PROGRAMME = "programme"
"""The programme's settings, as TOML."""
LAPTOP = "laptop"
"""This laptop's id, hexadecimal."""
SECRET = "secret"  # noqa: S105 - the name of the value
"""What tokens are keyed with, hexadecimal."""
ERASURE_KEY = "erasure_key"
"""What the digests of erased codes are keyed with, hexadecimal; unlike SECRET it never changes."""
SEQ = "seq"
"""The last sequence number this laptop has used."""
MADE_UP = "made_up"
"""Present in the demo's database."""
PROTECTION = "protection"
"""How the database is opened: `losenord` or `nyckelring`."""
RECOVERY_SHOWN = "recovery_shown"
"""Present once the återställningskod has been shown."""
PROGRAMME_ID = "programme_id"
"""The programme this computer belongs to, hexadecimal; missing before joining."""
ROLE = "role"
"""`samordnare` on the coordinator's computer, `dator` on a laptop that has joined."""
KEYS = "keys"
"""This computer's own key pairs, as `exports.halsa.keys` writes them."""
RECIPIENTS = "recipients"
"""JSON: the public keys that exports are written for (coordinator and deputies)."""
PHRASE_CHECK = "phrase_check"
"""The check value of the lösenfras that the tokens rest on."""
EPOCH = "epoch"
"""The number of the phrase: a new phrase is a new epoch."""
EXPORT_NUMBER = "export_number"
"""The number of this computer's latest export."""
EXPORTED = "exported"
"""When that was, ISO 8601."""
THEME = "theme"
"""The chosen colours."""


def get(connection: Connection, key: str) -> str | None:
    """A value; None if it was never set."""
    return connection.value("SELECT value FROM local WHERE key = ?", (key,))


def required(connection: Connection, key: str) -> str:
    """A value that every database has.

    Raises:
        LookupError: it is missing.
    """
    value = get(connection, key)
    if value is None:
        raise LookupError(key)
    return value


def put(connection: Connection, key: str, value: str) -> None:
    """Set a value."""
    connection.run(
        "INSERT INTO local VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
