"""The write-ahead log, emptied after an erasure: what was deleted must not linger there either.

A program that is reading keeps the log from being emptied. That it is still to be done is noted in
the erasing transaction itself, and tried again at the next writing, closing and opening.
"""

from contextlib import suppress

from halsoverkstad.domain.errors import DatabaseFault
from storage import local
from storage.connection import Connection

LINGERS = (
    "Ett annat program läser databasen just nu, så det raderade ligger kvar, krypterat, i "
    "databasens arbetsfil. Den töms så snart det går, senast när programmen har stängts."
)


def owe(connection: Connection) -> None:
    """Note that the log is to be emptied, inside the transaction that deletes something for good."""
    local.put(connection, local.LOG_TO_EMPTY, "1")


def is_owed(connection: Connection) -> bool:
    """Whether the log still holds what was deleted for good."""
    return local.get(connection, local.LOG_TO_EMPTY) is not None


def settle(connection: Connection, *, wait: bool = False) -> bool:
    """Empty the log, outside a transaction, if that is to be done; False: it could not be.

    With `wait` whoever reads is given some seconds to finish. What hinders it is no fault: all
    that was to be saved is saved.
    """
    with suppress(DatabaseFault):
        if is_owed(connection):
            if not connection.empty_log(wait=wait):
                return False
            local.remove(connection, local.LOG_TO_EMPTY)
            connection.empty_log(wait=False)  # of that line, which gives nobody away
        return True
    return False
