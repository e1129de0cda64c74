"""Where the database is, and what opens it: option, environment, keyring, or a question."""

import os
import shutil
import sys
import textwrap
from collections.abc import Generator, Iterable
from contextlib import closing, contextmanager
from getpass import getpass
from importlib.resources import files
from pathlib import Path

from halsoverkstad.domain.errors import DatabaseFault, Fault, KeyFault, UsageFault
from halsoverkstad.domain.programme import Programme
from storage import keys, local, marking, opening, settings
from storage.keys import Key
from storage.store import Store

DATABASE_VARIABLE = "HALSOVERKSTAD_DATABAS"
PASSWORD_VARIABLE = "HALSOVERKSTAD_LOSENORD"  # noqa: S105 - the name of the variable
STATE_VARIABLE = "HALSOVERKSTAD_TILLSTAND"
"""A folder for the marks that tell a database from its copies; tests have their own."""
PHRASE_VARIABLE = "HALSOVERKSTAD_LOSENFRAS"
CODE_VARIABLE = "HALSOVERKSTAD_SAMORDNARKOD"
_FILE_NAME = "halsoverkstad.db"


def database_path(option: str | None) -> Path:
    """The database's file: the option, else the environment, else the user's data folder.

    Raises:
        UsageFault: the option is empty.
    """
    if option == "":  # an empty variable in a script: it must not fall on another database
        raise UsageFault("Efter --databas behövs namnet på en fil.")
    chosen = option or os.environ.get(DATABASE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("halsoverkstad", appauthor=False) / _FILE_NAME


def spare(database: Path, named: Iterable[str]) -> None:
    """See that no file named on the command line is the database itself: it would be written over.

    Raises:
        Fault: one is.
    """
    for each in named:
        try:
            same = Path(each).samefile(database)
        except OSError:  # one of them is not there
            continue
        if same:
            raise Fault(f"{each} är programmets egen databas. Ange en annan fil.")


def shipped_programme() -> str:
    """The settings that come with the program, as TOML."""
    folder = files("halsoverkstad") / "programmes"
    return (folder / "jamlik-halsa-lindangen.toml").read_text(encoding="utf-8")


def programme_without_database() -> Programme:
    """The settings that a new database would start from."""
    return Programme.parse(shipped_programme())


def environment_password() -> str | None:
    """The password that the environment gives to scripts; None if empty or not set.

    Raises:
        KeyFault: it is no UTF-8.
    """
    return _told(PASSWORD_VARIABLE)


def has_terminal() -> bool:
    """Whether a person sits at the other end. Textual draws on stderr, so that counts too."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def can_ask() -> bool:
    """Whether a person can be asked, even if what we print goes into a file."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask(question: str) -> bool:
    """Put a question to whoever sits at the terminal; anything but a yes is a no."""
    text = textwrap.fill(f"{question} [j/N]", shutil.get_terminal_size().columns - 2)
    sys.stderr.write(f"{text} ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        sys.stderr.write("\n")
    return answer.strip().casefold() in {"j", "ja"}


def stored_key(path: Path) -> Key | None:
    """The key that environment or keyring give; None: a person has to be asked.

    Raises:
        DatabaseFault: the file cannot be read.
    """
    salt = keys.salt_of(path)
    password = environment_password()
    return keys.from_password(password, salt) if password else keys.from_keyring(salt)


def key_at_hand(path: Path) -> Key | None:
    """As `stored_key`, of a file that may be missing or damaged: then None."""
    try:
        return stored_key(path) if opening.is_there(path) else None
    except DatabaseFault:
        return None


def key_for(path: Path) -> Key:
    """The key of a database, asked for at the terminal if need be.

    Raises:
        KeyFault: there is none and nobody to ask.
        DatabaseFault: the file cannot be read.
    """
    key = stored_key(path)
    if key is not None:
        return key
    if not can_ask():
        raise KeyFault(
            f"Databasen {path} är låst med ett lösenord. Ange det i miljövariabeln "
            f"{PASSWORD_VARIABLE}, eller kör i en terminal."
        )
    return keys.from_password(getpass("Lösenord: "), keys.salt_of(path))


def existing_key(path: Path) -> Key:
    """The key of a database that must be there.

    Raises:
        DatabaseFault: it is missing or cannot be read.
    """
    opening.require(path)
    return key_for(path)


def open_existing(path: Path) -> Store:
    """Open a database that must be there.

    Raises:
        DatabaseFault: it is missing or cannot be opened.
    """
    store = opening.open_store(path, existing_key(path))
    told = watch(store)
    if told:
        sys.stderr.write(f"{told}\n")
    return store


def watch(store: Store) -> str | None:
    """See whether an opened database is a copy, which goes on under a new laptop id; what to say."""
    if not marking.Marker(state_folder()).watch(store):
        return None
    return (
        "Databasen är en kopia, återställd eller flyttad hit. Inget är borta. Från nästa ändring "
        f"fortsätter den som en egen dator i programmet, vid sidan av ”{store.laptop.name}”."
    )


def state_folder() -> Path:
    """Where this computer keeps the marks of its databases: the user's state folder."""
    chosen = os.environ.get(STATE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_state_path

    return user_state_path("halsoverkstad", appauthor=False) / "datorer"


def open_or_make(path: Path) -> Store:
    """Open a database, making it first if it is missing.

    Raises:
        DatabaseFault: it cannot be opened or made.
    """
    if opening.is_there(path):
        return open_existing(path)
    password = environment_password()
    if password is None and not keys.keyring_available():
        password = _new_password(path)
    try:
        return make(path, shipped_programme(), opening.DEFAULT_LAPTOP_NAME, password)[0]
    except DatabaseFault:
        if not opening.is_there(path):
            raise
        raise DatabaseFault(
            f"Databasen {path} skapades av ett annat kommando under tiden. Inget är ändrat här: kör "
            "kommandot igen."
        ) from None


@contextmanager
def writable(path: Path) -> Generator[Store]:
    """A database to write in, made first if it is missing; one made in vain is removed again.

    Raises:
        DatabaseFault: it cannot be opened or made.
    """
    was_there = opening.is_there(path)
    store = open_or_make(path)
    try:
        with closing(store):
            yield store
    except BaseException:
        if not was_there:
            opening.discard(path)
        raise


def make(path: Path, programme: str, laptop: str, password: str | None) -> tuple[Store, Key]:
    """Make a database; without a password the computer's keyring keeps the key.

    Raises:
        Fault: it cannot be made; nothing is left behind.
    """
    key = keys.new_from_password(password) if password else keys.random_key()
    if not password:
        # Before anything is written: a database whose key was lost helps nobody.
        keys.put_in_keyring(key)
    store = opening.create_store(path, key, programme, laptop)
    settings.set_local(store, local.PROTECTION, "losenord" if password else "nyckelring")
    watch(store)
    return store, key


def phrase() -> str:
    """The lösenfras that the promoters share: from the environment, or asked for.

    Raises:
        KeyFault: there is none and nobody to ask.
    """
    told = _told(PHRASE_VARIABLE)
    if told:
        return told
    if not can_ask():
        raise KeyFault(
            f"Lösenfrasen saknas. Ange den i miljövariabeln {PHRASE_VARIABLE}, eller kör i en "
            "terminal."
        )
    return getpass("Lösenfras (minst fyra ord): ")


def coordinators_code() -> str:
    """The code from the safe's paper: from the environment, or asked for.

    Raises:
        KeyFault: there is none and nobody to ask.
    """
    told = _told(CODE_VARIABLE)
    if told:
        return told
    if not can_ask():
        raise KeyFault(
            f"Samordnarens kod saknas. Ange den i miljövariabeln {CODE_VARIABLE}, eller kör i en "
            "terminal."
        )
    return getpass("Samordnarens kod (sju grupper om fyra tecken): ")


def _told(variable: str) -> str | None:
    """What the environment tells a script in place of an answer; None if empty or not set."""
    told = os.environ.get(variable)
    if told and any("\ud800" <= each <= "\udfff" for each in told):
        raise KeyFault(f"{variable} är inte skriven i UTF-8. Spara skriptet som UTF-8.")
    return told or None


def _new_password(path: Path) -> str:
    if not can_ask():
        raise KeyFault(
            f"Databasen {path} finns inte och behöver ett lösenord för att skapas. Ange det i "
            f"miljövariabeln {PASSWORD_VARIABLE}, eller kör i en terminal."
        )
    password = getpass("Välj ett lösenord till den nya databasen: ")
    if getpass("Skriv lösenordet en gång till: ") != password:
        raise KeyFault("Lösenorden var olika. Kör kommandot igen.")
    if not password:
        raise KeyFault("Lösenordet är tomt. Kör kommandot igen och skriv ett lösenord.")
    return password
