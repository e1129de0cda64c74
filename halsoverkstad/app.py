"""The application as it is opened from the door: the rooms, and the way to the database."""

import os
from functools import partial
from pathlib import Path

from textual import work

from halsoverkstad.domain.errors import Fault, KeyFault
from screens.library import Library, StoreThread
from screens.opening import Created, Opening, Protection
from screens.overview import OverviewRoom
from screens.room import Room
from screens.shell import Shell
from storage import keys, local, opening, settings
from storage.keys import Key
from storage.store import Store

PASSWORD_VARIABLE = "HALSOVERKSTAD_LOSENORD"  # noqa: S105 - the name of the variable
PROGRAMME = Path(__file__).parent / "programmes" / "jamlik-halsa-lindangen.toml"


def run_app(path: Path) -> int:
    """Open the terminal program on a database, which is made if it is missing."""
    return run(DatabaseOpening(path))


def run(where: Opening) -> int:
    """Open the terminal program; the exit status is that of the application."""
    app = HalsoverkstadApp(where)
    try:
        app.run()
    finally:
        app.finish()
    return app.return_code or 0


class HalsoverkstadApp(Shell):
    """The terminal program on one database."""

    def __init__(self, where: Opening) -> None:
        """Open, make or ask for the database at `where` when it starts."""
        super().__init__(
            rooms={
                "overview": OverviewRoom,
                "log": _log,
                "participants": _participants,
                "statistics": _statistics,
                "settings": partial(_settings, where),
            },
            new_session=_new_session,
        )
        self._where = where
        self._thread = StoreThread()

    def on_mount(self) -> None:
        """Begin with what the database needs."""
        self._begin()

    @work(exit_on_error=False)
    async def _begin(self) -> None:
        where, thread = self._where, self._thread
        if not await thread.run(where.exists):
            from screens.first_start import FirstStart

            await self.push_screen(FirstStart(where, thread, self.enter))
            return
        if await thread.run(where.needs_password):
            await self._ask_for_key(None)
            return
        try:
            library = await Library.open(thread, partial(where.open, None))
        except Fault as fault:
            await self._ask_for_key(fault)
            return
        await self.enter(library)

    async def _ask_for_key(self, fault: Fault | None) -> None:
        from screens.unlock import Unlock

        await self.push_screen(Unlock(self._where, self._thread, self.enter, fault))

    def finish(self) -> None:
        """Close the database and end its thread; after the application has ended."""
        if self.library is not None:
            self.library.close()
        else:
            self._thread.finish()


class DatabaseOpening:
    """The database in a file, locked by a password or by what the keyring keeps."""

    def __init__(self, path: Path) -> None:
        """Look for it there."""
        self._path = path

    def where(self) -> str:
        """The file."""
        return str(self._path)

    def exists(self) -> bool:
        """Whether the file is there."""
        return self._path.exists()

    def keyring(self) -> bool:
        """Whether this computer has a keyring."""
        return keys.keyring_available()

    def needs_password(self) -> bool:
        """Whether neither the environment nor the keyring opens it."""
        if os.environ.get(PASSWORD_VARIABLE):
            return False
        return keys.from_keyring(keys.salt_of(self._path)) is None

    def open(self, password: str | None) -> Store:
        """Open it with the password, that of the environment, or the keyring's key."""
        salt = keys.salt_of(self._path)
        password = password or os.environ.get(PASSWORD_VARIABLE)
        key = keys.from_password(password, salt) if password else keys.from_keyring(salt)
        if key is None:
            raise KeyFault("Skriv lösenordet för att öppna databasen.")
        return opening.open_store(self._path, key)

    def open_with_code(self, code: str) -> Store:
        """Open it with the code from the safe."""
        key = keys.from_recovery_code(code, keys.salt_of(self._path))
        return opening.open_store(self._path, key)

    def suggested_programme(self) -> str:
        """The programme that is shipped."""
        return PROGRAMME.read_text(encoding="utf-8")

    def create(self, programme: str, laptop: str, password: str | None) -> Created:
        """Make it, and have its key kept before anything is written in it."""
        key = keys.new_from_password(password) if password else keys.random_key()
        if not password:
            keys.put_in_keyring(key)
        store = opening.create_store(self._path, key, programme, laptop)
        settings.set_local(store, local.PROTECTION, "losenord" if password else "nyckelring")
        return Created(store, key.recovery_code())

    def protection(self, store: Store) -> Protection:
        """How it is locked."""
        by_password = settings.get_local(store, local.PROTECTION) == "losenord"
        return Protection.PASSWORD if by_password else Protection.KEYRING

    def recovery_code(self, password: str | None) -> str:
        """The code, after the password has been proved right by opening the file again."""
        salt = keys.salt_of(self._path)
        key = keys.from_password(password, salt) if password else keys.from_keyring(salt)
        if key is None:
            raise KeyFault("Datorns nyckelring har inte nyckeln. Välj ett lösenord i stället.")
        self._prove(key)
        return key.recovery_code()

    def change_password(self, store: Store, password: str) -> str:
        """Lock it with a password from now on."""
        key = settings.change_password(store, password, salt=keys.salt_of(self._path))
        return key.recovery_code()

    def _prove(self, key: Key) -> None:
        opening.open_store(self._path, key).close()


def _new_session(library: Library) -> Room:
    from screens.session_form import SessionForm

    return SessionForm(library)


def _log(library: Library) -> Room:
    from screens.log import LogRoom

    return LogRoom(library)


def _participants(library: Library) -> Room:
    from screens.participants import ParticipantsRoom

    return ParticipantsRoom(library)


def _statistics(library: Library) -> Room:
    from screens.statistics import StatisticsRoom

    return StatisticsRoom(library)


def _settings(where: Opening, library: Library) -> Room:
    from screens.settings import SettingsRoom

    return SettingsRoom(library, where)
