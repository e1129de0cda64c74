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
TICKETS = "tickets"
"""JSON: what tells this database from a copy (`storage.marking`), by each laptop id it has had."""
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
PROGRAMME_SERIAL = "programme_serial"
"""Which programme file this computer goes by: each is written with a greater number."""
PROGRAMME_BEFORE = "programme_before"
"""On the computer of a deputy who takes over: the programme file of the coordinator before."""
PAPER = "paper"
"""On the coordinator's computer: the 16 bytes its keys follow from, hexadecimal."""
PHRASE_CHECK = "phrase_check"
"""The check value of the lösenfras that the tokens rest on."""
EPOCH = "epoch"
"""The number of the phrase: a new phrase is a new epoch."""
EXPORT_NUMBER = "export_number"
"""The number of this computer's latest export."""
ANSWER_TIME = "answer_time"
"""On the coordinator's computer: the time that its latest file says, milliseconds since 1970."""
SETTINGS_FROM = "settings_from"
"""On a laptop: the rank of the file that its settings are from (`storage.authority`)."""
QUESTIONS_FROM = "questions_from"
"""On a laptop: the rank of the file that the questions over laptops are from."""
EXPORTED = "exported"
"""When that was, ISO 8601."""
EXPORTED_SEQ = "exported_seq"
"""The last sequence number that the latest export told of."""
LOG_TO_EMPTY = "log_to_empty"
"""Present while the write-ahead log holds what was erased (`storage.write_log`)."""
CHECK_WORDS = "check_words"
"""The three words to compare by phone, as they were shown when this laptop joined."""
HANDED_IN = "handed_in"
"""The file for the other computers that was last written here: its SHA-256, a space, its path."""
GATHER_FOLDER = "gather_folder"
"""Where files from the other computers were last read."""
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


def remove(connection: Connection, key: str) -> None:
    """Take a value away; nothing if it was never set."""
    connection.run("DELETE FROM local WHERE key = ?", (key,))


def put(connection: Connection, key: str, value: str) -> None:
    """Set a value."""
    connection.run(
        "INSERT INTO local VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
