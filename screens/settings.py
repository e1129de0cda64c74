"""Inställningar: this laptop, the programme, colours, password and återställningskod."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.programme import Programme
from screens.commands import Command
from screens.library import Library
from screens.opening import Opening, Protection
from screens.programme_file import read_programme
from screens.programme_words import describe, names_of
from screens.room import Room
from screens.theme import THEMES
from screens.widgets.pick import Pick
from screens.widgets.tell import Tell
from screens.widgets.write import Write
from storage import local, settings

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


@dataclass(frozen=True)
class _Item:
    """A setting: what it is called, its value now, what is to be read about it, what Enter does."""

    label: str
    value: Callable[[], str]
    detail: Callable[[], str]
    act: Callable[[], object] | None = None


class SettingsRoom(Room):
    """Settings on the left, what there is to know about the marked one on the right."""

    HEADING = "Inställningar"
    HERE = "go('settings')"
    CSS_PATH = "settings.tcss"
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
        self._items = (
            _Item(
                "Datorns namn",
                lambda: self.library.laptop_name,
                lambda: (
                    "Namnet syns i rapporterna och när filer förs samman. Använd inte ditt "
                    "eget namn."
                ),
                self.action_rename,
            ),
            _Item(
                "Program",
                lambda: self.library.programme.name,
                lambda: describe(self.library.programme),
                self.action_programme,
            ),
            _Item(
                "Färger",
                lambda: THEMES.get(self.shell.theme, ""),
                lambda: "Ljusa färger syns bäst i ljusa rum, mörka är vilsammare om kvällen.",
                self.action_colours,
            ),
            _Item("Lås", self._lock, self._about_lock, self.action_password),
            _Item(
                "Återställningskod", lambda: "visas efter en fråga", lambda: _CODE, self.action_code
            ),
            _Item("Säkerhetskopia", lambda: "så gör du", lambda: _BACKUP),
            _Item("Om programmet", _version, self._about),
        )

    def body(self) -> ComposeResult:
        """The list and the text beside it."""
        with Horizontal(id="settings"):
            yield OptionList(id="items")
            with VerticalScroll(id="detail-scroll", can_focus=True):
                yield Static("", id="detail", markup=False)

    def on_mount(self) -> None:
        """Focus in the list."""
        self.query_one("#items").focus()

    async def refresh_room(self) -> None:
        """Show the values as they are."""
        self._protection = await self.library.ask(self._where.protection)
        options = self.query_one("#items", OptionList)
        marked = options.highlighted or 0
        options.clear_options()
        options.add_options([Option(_text(each)) for each in self._items])
        options.highlighted = marked
        self._show_detail()

    @on(OptionList.OptionHighlighted, "#items")
    def _show_detail(self) -> None:
        self.query_one("#detail", Static).update(self._marked.detail())

    @on(OptionList.OptionSelected, "#items")
    def action_change(self) -> None:
        """Change what is marked."""
        act = self._marked.act
        if act is None:
            self.query_one("#detail-scroll").focus()
        else:
            act()

    @work(exclusive=True, group="change", exit_on_error=False)
    async def action_rename(self) -> None:
        """Another name for this laptop."""
        field = Write("Datorns namn", self.library.laptop_name, done="Spara", check=_some_name)
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
        await self._tell_code("Återställningskod", code)

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
            Write("Nytt lösenord", hint=hint, secret=True, done="Fortsätt", check=_some_password)
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

    @property
    def _marked(self) -> _Item:
        marked = self.query_one("#items", OptionList).highlighted
        return self._items[marked or 0]

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


def _text(item: _Item) -> Text:
    return Text.assemble((item.label, "bold"), "\n", ("  " + item.value(), ""), overflow="ellipsis")


def _version() -> str:
    try:
        return version("halsoverkstad")
    except PackageNotFoundError:
        return "utvecklingsversion"


def _some_name(text: str) -> None:
    if not text.strip():
        raise Fault("Datorns namn är tomt. Skriv ett namn, till exempel Dator 2.")


def _some_password(text: str) -> None:
    if not text:
        raise Fault("Lösenordet är tomt. Skriv det och tryck Enter.")
