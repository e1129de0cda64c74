"""Inställningar: this laptop, the programme, colours, password and återställningskod."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from textual import work

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.programme import Programme
from screens.commands import Command
from screens.items import Item, ItemRoom
from screens.library import Library
from screens.opening import Opening, Protection
from screens.passwords import check_password
from screens.programme_file import read_programme
from screens.programme_words import describe, names_of
from screens.theme import THEMES
from screens.widgets.pick import Pick
from screens.widgets.tell import Tell
from screens.widgets.write import Write
from storage import local, settings
from storage.joining import COORDINATOR, LAPTOP

PROGRAMME, RECOVERY_CODE = "Program", "Återställningskod"
"""What two of the items are called, for who leads to them."""
_CODE = (
    "Skriv av koden på papper och lägg den i kassaskåpet. Med den öppnas uppgifterna, och "
    "säkerhetskopior av dem, när lösenordet är glömt eller datorn är borta."
)
_NO_LOCK = "Demons uppgifter är påhittade och har inget lås."
_BACKUP = (
    "Ta en säkerhetskopia då och då, till exempel varje fredag, på ett USB-minne som låses in. "
    "Kopian är krypterad och öppnas med samma lösenord eller återställningskod.\n\n"
    "I ett annat fönster, också medan det här är öppet:\n"
    "  halsoverkstad sakerhetskopiera KOPIA.db\n\n"
    "Tillbaka med:\n  halsoverkstad aterstall KOPIA.db"
)

_SEVERAL = (
    "Flera datorer kan räkna tillsammans, så att var och en räknas en gång: varje dator lämnar in "
    "en fil utan namn, och samordnarens dator sammanställer dem.\n\n"
    "Enter går dit: där ansluts datorn till ett program, eller görs till samordnarens."
)


class SettingsRoom(ItemRoom):
    """Settings on the left, what there is to know about the marked one on the right."""

    HEADING = "Inställningar"
    HERE = "go('settings')"
    ROOM_COMMANDS = (
        Command("change", "enter,o", "Ändra", "Ändrar det som är markerat."),
        Command("rename", "n", "Datorns namn", "Byter namn på den här datorn.", footer=False),
        Command("programme", "l", "Läs in program", "Läser in en programfil."),
        Command("app.change_theme", "f", "Färger", "Väljer ljusa eller mörka färger."),
        Command("code", "k", "Visa kod", "Visar återställningskoden, efter en fråga."),
        Command("password", "b", "Byt lösenord", "Byter lösenord.", footer=False),
    )

    def __init__(self, library: Library, where: Opening) -> None:
        """Change the settings of the database at `where`."""
        super().__init__(library)
        self._where = where
        self._protection = Protection.NONE
        self._role: str | None = None
        self._items = (
            Item(
                "Datorns namn",
                lambda: self.library.laptop_name,
                lambda: (
                    "Namnet syns i rapporterna och när filer förs samman. Använd inte ditt "
                    "eget namn."
                ),
                self.action_rename,
            ),
            Item(
                PROGRAMME,
                lambda: self.library.programme.name,
                lambda: describe(self.library.programme),
                self.action_programme,
            ),
            Item(
                "Färger",
                lambda: THEMES.get(self.shell.theme, ""),
                lambda: "Ljusa färger syns bäst i ljusa rum, mörka är vilsammare om kvällen.",
                self.action_colours,
            ),
            Item("Lås", self._lock, self._about_lock, self.action_password),
            Item(RECOVERY_CODE, lambda: "visas efter en fråga", lambda: _CODE, self.action_code),
            Item("Flera datorer", self._part, lambda: _SEVERAL, self._exchange),
            Item("Säkerhetskopia", lambda: "så gör du", lambda: _BACKUP),
            Item("Om programmet", _version, self._about),
        )

    def items(self) -> Sequence[Item]:
        """What there is to set."""
        return self._items

    async def refresh_room(self) -> None:
        """Show the values as they are."""
        self._protection = await self.library.ask(self._where.protection)
        self._role = await self.library.ask(settings.get_local, local.ROLE)
        self.show_items()

    @work(exclusive=True, group="change", exit_on_error=False)
    async def action_rename(self) -> None:
        """Another name for this laptop."""
        field = Write(
            "Datorns namn", self.library.laptop_name, done="Spara", check=settings.laptop_name
        )
        written = await self.shell.push_screen_wait(field)
        if written is not None:
            await self.library.ask(settings.set_laptop_name, written)
            self.say(f"Datorn heter nu {self.library.laptop_name}.")
            self.reload()

    @work(exclusive=True, group="change", exit_on_error=False)
    async def action_programme(self) -> None:
        """Another programme file."""
        field = Write(
            "Programfil att läsa in",
            hint="En fil som slutar på .toml. Inget ändras förrän du har svarat ja.",
            done="Läs in",
            check=lambda text: read_programme(Path(text.strip())),
        )
        written = await self.shell.push_screen_wait(field)
        if written is None:
            return
        text = read_programme(Path(written.strip()))
        programme = Programme.parse(text)
        question = (
            f"Byta till programmet {programme.name}? Dess verkstäder: "
            f"{names_of(programme.workshops)}. Alla siffror räknas om efter dess regler."
        )
        if await self.ask_person(question, yes="Byt"):
            await self.library.ask(settings.set_programme, text)
            self.say(f"Programmet är nu {programme.name}.")
            self.reload()

    @work(exclusive=True, group="change", exit_on_error=False)
    async def action_colours(self) -> None:
        """Light or dark."""
        names = list(THEMES)
        at = names.index(self.shell.theme) if self.shell.theme in names else 0
        picked = await self.shell.push_screen_wait(Pick("Färger", list(THEMES.values()), at))
        if picked is not None:
            self.shell.choose_theme(names[picked])
            self.reload()

    @work(exclusive=True, group="change", exit_on_error=False)
    async def action_code(self) -> None:
        """The återställningskod, if nobody else sees the screen."""
        if self._protection is Protection.NONE:
            self.say(_NO_LOCK)
            return
        question = "Visa återställningskoden? Den som ser den kan öppna alla uppgifter."
        if not await self.ask_person(question, yes="Visa"):
            return
        password = await self._password_now()
        if password is None:
            return
        code = await self.library.ask(lambda _: self._where.recovery_code(password or None))
        await self._tell_code(RECOVERY_CODE, code)

    @work(exclusive=True, group="change", exit_on_error=False)
    async def action_password(self) -> None:
        """Another password, or one instead of the keyring."""
        if self._protection is Protection.NONE:
            self.say(_NO_LOCK)
            return
        known = await self._password_now()
        if known is None:
            return
        await self.library.ask(lambda _: self._where.recovery_code(known or None))
        new = await self._new_password()
        if new is not None:
            code = await self.library.ask(self._where.change_password, new)
            await self._tell_code("Lösenordet är bytt, och därmed återställningskoden", code)
            self.reload()

    async def _password_now(self) -> str | None:
        """The password that locks it now; empty if the keyring does; None: escape."""
        if self._protection is not Protection.PASSWORD:
            return ""
        return await self.shell.push_screen_wait(
            Write("Ditt lösenord", secret=True, done="Fortsätt", check=_some_password)
        )

    async def _new_password(self) -> str | None:
        hint = "Fyra ord är lättare att minnas än tolv tecken."
        first = await self.shell.push_screen_wait(
            Write("Nytt lösenord", hint=hint, secret=True, done="Fortsätt", check=check_password)
        )
        if first is None:
            return None

        def same(text: str) -> None:
            if text != first:
                raise Fault("De två lösenorden är inte lika. Skriv det en gång till.")

        return await self.shell.push_screen_wait(
            Write("Det nya lösenordet en gång till", secret=True, done="Byt", check=same)
        )

    async def _tell_code(self, heading: str, code: str) -> None:
        await self.shell.push_screen_wait(Tell(heading, _CODE, large=code))
        shown = f"{self.library.now():%Y-%m-%d}"
        await self.library.ask(settings.set_local, local.RECOVERY_SHOWN, shown)

    def _part(self) -> str:
        return {COORDINATOR: "samordnarens dator", LAPTOP: "ansluten"}.get(
            self._role or "", "inte ansluten"
        )

    def _exchange(self) -> None:
        self.shell.action_exchange()

    def _lock(self) -> str:
        return {
            Protection.KEYRING: "datorns nyckelring",
            Protection.PASSWORD: "lösenord",
            Protection.NONE: "inget (demo)",
        }[self._protection]

    def _about_lock(self) -> str:
        return {
            Protection.KEYRING: "Uppgifterna är krypterade och datorns nyckelring har nyckeln. "
            "Enter byter till ett eget lösenord.",
            Protection.PASSWORD: "Uppgifterna är krypterade med ert lösenord. Enter byter det. "
            "Tidigare säkerhetskopior öppnas fortfarande med det gamla.",
            Protection.NONE: _NO_LOCK,
        }[self._protection]

    def _about(self) -> str:
        return (
            f"Hälsoverkstad {_version()}\n\nUppgifterna ligger krypterade i\n"
            f"{self._where.where()}\n\nInga namn lämnar den här datorn."
        )


def _version() -> str:
    try:
        return version("halsoverkstad")
    except PackageNotFoundError:
        return "utvecklingsversion"


def _some_password(text: str) -> None:
    if not text:
        raise Fault("Lösenordet är tomt. Skriv det och tryck Enter.")
