"""Single values kept on this computer, by key. None of them travels."""

from storage.connection import Connection

PROGRAMME = "programme"
"""The programme's settings, as TOML."""
LAPTOP = "laptop"
"""This laptop's id, hexadecimal."""
SECRET = "secret"  # noqa: S105 - the name of the value
"""What tokens are keyed with, hexadecimal."""
SEQ = "seq"
"""The last sequence number this laptop has used."""
MADE_UP = "made_up"
"""Present in the demo's database."""
PROTECTION = "protection"
"""How the database is opened: `losenord` or `nyckelring`."""
RECOVERY_SHOWN = "recovery_shown"
"""Present once the återställningskod has been shown."""
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
