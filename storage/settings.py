"""Settings of this database: the programme, the laptop's name, how it is protected."""

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.programme import Programme
from storage import derived, journal, keys, local
from storage.encoding import load
from storage.journal import Entity
from storage.keys import Key
from storage.store import Store
from storage.writing import writing

_LONGEST_NAME = 60


def laptop_name(text: str) -> str:
    """A name for a computer as it is kept: it travels, and stands in tables and sentences.

    Raises:
        Fault: it is empty, too long, or has characters that cannot be shown.
    """
    name = " ".join(text.split())
    if not name:
        raise Fault("Datorns namn är tomt. Skriv ett namn, till exempel Dator 2.")
    if len(name) > _LONGEST_NAME:
        raise Fault(
            f"Datorns namn är längre än {_LONGEST_NAME} tecken. Skriv ett kortare, till exempel "
            "Dator 2."
        )
    if not name.isprintable():
        raise Fault(
            "Datorns namn innehåller tecken som inte går att visa. Skriv bokstäver och siffror, "
            "till exempel Dator 2."
        )
    return name


def set_laptop_name(store: Store, text: str) -> None:
    """Give this computer the name that reports show.

    Raises:
        Fault: `laptop_name` refuses it.
    """
    name = laptop_name(text)
    if name == store.laptop.name:
        return
    shown = journal.current(journal.versions_of(store.connection, store.laptop.id))
    told = {} if shown is None else load(shown.fields)
    with writing(store) as pen:
        pen.put(Entity.LAPTOP, store.laptop.id, told | {"name": name})


def set_programme(store: Store, text: str) -> None:
    """Take over other settings; figures are counted anew by them.

    Raises:
        ProgrammeFault: the text is not valid; nothing was changed.
    """
    Programme.parse(text)
    with store.connection.transaction():
        local.put(store.connection, local.PROGRAMME, text)
        store.reload()
        derived.rebuild(store)


def programme_text(store: Store) -> str:
    """The programme's settings as TOML."""
    return local.required(store.connection, local.PROGRAMME)


def get_local(store: Store, key: str) -> str | None:
    """A setting of this computer alone, such as its colours."""
    return local.get(store.connection, key)


def set_local(store: Store, key: str, value: str) -> None:
    """Set a setting of this computer alone."""
    local.put(store.connection, key, value)


def change_password(store: Store, password: str, *, salt: bytes) -> Key:
    """Encrypt the whole database anew so that `password` opens it; gives the new key.

    The earlier password and återställningskod no longer open it; they do open earlier backups.

    Raises:
        KeyFault: the password is empty.
        DatabaseFault: another copy of the program has it open, or the disk is full.
    """
    key = keys.from_password(password, salt)
    _rekey(store, key, "losenord")
    return key


def _rekey(store: Store, key: Key, protection: str) -> None:
    connection = store.connection
    connection.run("PRAGMA journal_mode = DELETE")  # refused while another copy has it open
    connection.run("PRAGMA journal_mode = WAL")
    connection.run(f"PRAGMA rekey = \"x'{key.raw()}'\"")
    local.put(connection, local.PROTECTION, protection)
