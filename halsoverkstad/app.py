"""The application as it is opened from the door: the rooms, and the way to the database."""

import screens  # noqa: F401  # pyright: ignore[reportUnusedImport] - it sets up the keyboard for Textual

# isort: split
from functools import partial
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from halsoverkstad import access
from halsoverkstad.domain.errors import Fault, KeyFault
from screens.library import Library, StoreThread
from screens.opening import Created, Opening, Protection
from screens.overview import OverviewRoom
from screens.room import Room
from screens.shell import Shell
from storage import keys, local, opening, settings
from storage.keys import Key
from storage.store import Store


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
                "hand_in": _hand_in,
                "gathering": _gathering,
                "report": _report,
                "panel": _panel,
            },
            new_session=_new_session,
        )
        self._where = where
        self._thread = StoreThread()

    def compose(self) -> ComposeResult:
        """What is seen until the database is open."""
        yield Static("Öppnar …", id="opening")

    def on_mount(self) -> None:
        """Begin with what the database needs."""
        self._begin()

    def arrive(self, library: Library) -> None:
        """Go in; for a screen that opened the library and now gives way."""
        self._arrive(library)

    # On the application and not on the screen that gives way: its own workers end with it.
    @work(exit_on_error=False)
    async def _arrive(self, library: Library) -> None:
        await self._enter(library)

    async def _enter(self, library: Library) -> None:
        await self.enter(library)
        if isinstance(self._where, DatabaseOpening) and self._where.told:
            self.notify(self._where.told, timeout=20)

    @work(exit_on_error=False)
    async def _begin(self) -> None:
        where, thread = self._where, self._thread
        try:
            if not await thread.run(where.exists):
                await self._first_start()
            elif await thread.run(where.needs_password):
                await self._ask_for_key(None)
            else:
                await self._enter(await Library.open(thread, partial(where.open, None)))
        except Fault as fault:
            await self._ask_for_key(fault)

    async def _first_start(self) -> None:
        from screens.first_start import FirstStart

        await self.push_screen(FirstStart(self._where, self._thread, self.arrive))

    async def _ask_for_key(self, fault: Fault | None) -> None:
        from screens.unlock import Unlock

        await self.push_screen(Unlock(self._where, self._thread, self.arrive, fault))

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
        self.told: str | None = None
        """What has to be told of the database that was opened, if anything."""

    def where(self) -> str:
        """The file."""
        return str(self._path)

    def exists(self) -> bool:
        """Whether the file is there."""
        return opening.is_there(self._path)

    def keyring(self) -> bool:
        """Whether this computer has a keyring."""
        return keys.keyring_available()

    def needs_password(self) -> bool:
        """Whether neither the environment nor the keyring has its key."""
        return access.stored_key(self._path) is None

    def open(self, password: str | None) -> Store:
        """Open it with the password, or with what environment or keyring keep."""
        key = self._key(password)
        if key is None:
            raise KeyFault("Skriv lösenordet för att öppna databasen.")
        return self._watched(opening.open_store(self._path, key))

    def open_with_code(self, code: str) -> Store:
        """Open it with the code from the safe."""
        key = keys.from_recovery_code(code, keys.salt_of(self._path))
        return self._watched(opening.open_store(self._path, key))

    def suggested_programme(self) -> str:
        """The programme that is shipped."""
        return access.shipped_programme()

    def create(self, programme: str, laptop: str, password: str | None) -> Created:
        """Make it."""
        store, key = access.make(self._path, programme, laptop, password)
        return Created(store, key.recovery_code())

    def protection(self, store: Store) -> Protection:
        """How it is locked."""
        by_password = settings.get_local(store, local.PROTECTION) == "losenord"
        return Protection.PASSWORD if by_password else Protection.KEYRING

    def recovery_code(self, password: str | None) -> str:
        """The code, after the key has been proved right by opening the file again."""
        key = self._key(password)
        if key is None:
            raise KeyFault("Datorns nyckelring har inte nyckeln. Välj ett lösenord i stället.")
        opening.open_store(self._path, key).close()
        return key.recovery_code()

    def change_password(self, store: Store, password: str) -> str:
        """Lock it with a password from now on."""
        salt = keys.salt_of(self._path)
        key = settings.change_password(store, password, salt=salt)
        # Only now: until the database is encrypted anew the keyring has the only key to it.
        keys.forget_in_keyring(salt)
        return key.recovery_code()

    def _watched(self, store: Store) -> Store:
        self.told = access.watch(store)
        return store

    def _key(self, password: str | None) -> Key | None:
        if password:
            return keys.from_password(password, keys.salt_of(self._path))
        return access.stored_key(self._path)


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


def _hand_in(library: Library) -> Room:
    from screens.hand_in import HandInRoom

    return HandInRoom(library)


def _gathering(library: Library) -> Room:
    from screens.gathering import GatheringRoom

    return GatheringRoom(library)


def _report(library: Library) -> Room:
    from screens.report import ReportRoom

    return ReportRoom(library)


def _panel(library: Library) -> Room:
    from screens.panel import PanelRoom

    return PanelRoom(library)


def _settings(where: Opening, library: Library) -> Room:
    from screens.settings import SettingsRoom

    return SettingsRoom(library, where)
