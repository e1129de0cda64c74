"""The application without its rooms: going between them, palette, help, colours, trouble."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from traceback import extract_tb
from typing import ClassVar

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import ModalScreen, Screen
from textual.worker import Worker

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.words import PRODUCT
from screens.commands import ALWAYS, NAVIGATION, bindings, key_name, navigation
from screens.help import HelpScreen
from screens.keyboard import GOING, KeysInOrder
from screens.library import Library
from screens.palette import CommandFinder, ThemeFinder
from screens.room import FAULT_SECONDS, Page, Room, failure
from screens.theme import DARK, LIGHT, THEMES
from storage import history, local, settings

START = "overview"
ROOM_DEPTH = 2
"""How many screens there are under what is opened from a room: Textual's own and the room."""
_SOURCE = Path(__file__).resolve().parent.parent


class Shell(KeysInOrder):
    """What every room stands in."""

    CSS_PATH = Path(__file__).with_name("shell.tcss")
    TITLE = PRODUCT
    COMMANDS = {CommandFinder}  # noqa: RUF012 - Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(NAVIGATION), *bindings(ALWAYS)]

    def __init__(
        self,
        rooms: Mapping[str, Callable[[Library], Room]],
        new_session: Callable[[Library], Room],
    ) -> None:
        """Know how the rooms are made; they are made when first visited."""
        super().__init__()
        self._makers = rooms
        self._new_session = new_session
        self._rooms: dict[str, Room] = {}
        self.library: Library | None = None
        self.surprises: list[str] = []
        """Where something unexpected went wrong: type and place in the code, never data."""
        for theme in (LIGHT, DARK):
            self.register_theme(theme)
        self.theme = LIGHT.name

    async def enter(self, library: Library) -> None:
        """Open the rooms of a library and go to the first."""
        self.library = library
        try:
            chosen = await library.ask(settings.get_local, local.THEME)
        except Fault as fault:
            self._complain(fault)
        else:
            self.theme = chosen if chosen in THEMES else self.theme
        room = self.room(library, START)
        # What opened the library, if anything, gives way to the first room.
        if len(self.screen_stack) < ROOM_DEPTH:
            await self.push_screen(room)
        else:
            await self.switch_screen(room)  # pyright: ignore[reportUnknownMemberType]

    def room(self, library: Library, name: str) -> Room:
        """The room of that name; the same one each time."""
        if name not in self._rooms:
            self._rooms[name] = self._makers[name](library)
            self.install_screen(self._rooms[name], name)  # pyright: ignore[reportUnknownMemberType]
        return self._rooms[name]

    def action_go(self, name: str) -> None:
        """Go to a room."""
        if library := self._free():
            self._go(library, name)

    def action_exchange(self) -> None:
        """Go to the room where files go between computers: each part has its own."""
        if library := self._free():
            self._go(library, "gathering" if library.coordinates else "hand_in")

    def action_new_session(self) -> None:
        """Open an empty form."""
        if library := self._free():
            self._open_form(library)

    async def action_back(self) -> None:
        """Leave what was opened last; from a room, go to the first."""
        if len(self.screen_stack) > ROOM_DEPTH:
            self._leave_top()
        else:
            self.action_go(START)

    def action_help(self) -> None:
        """Show what can be done here."""
        if not isinstance(self.screen, HelpScreen | ModalScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_undo(self) -> None:
        """Undo what was done last on this laptop."""
        if library := self._free():
            self._undo(library)

    def action_reload(self) -> None:
        """Read what is shown anew."""
        if isinstance(self.screen, Room):
            self.screen.reload()

    async def action_quit(self) -> None:
        """Leave, unless a form has something to say about it."""
        if not isinstance(self.screen, ModalScreen):
            self._quit()

    def action_help_quit(self) -> None:
        """Say how to leave to those who press Ctrl+C."""
        self.notify("Tryck Ctrl+Q för att avsluta.", markup=False)

    def action_command_palette(self) -> None:
        """Search among the commands."""
        if not isinstance(self.screen, ModalScreen):
            self.push_screen(CommandPalette(placeholder="Sök bland kommandon …"))

    def search_themes(self) -> None:
        """Choose among the colours."""
        if not isinstance(self.screen, ModalScreen):
            self.push_screen(CommandPalette(providers=[ThemeFinder], placeholder="Välj färger …"))

    def choose_theme(self, name: str) -> None:
        """Change the colours and remember it."""
        self.theme = name
        if self.library is not None:
            self._remember_theme(self.library, name)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette finds: the screen's commands, then the application's."""
        here = screen.ROOM_COMMANDS if isinstance(screen, Page) else ()
        rooms = navigation(coordinates=self.library is not None and self.library.coordinates)
        for node, commands in ((screen, here), (self, rooms), (self, ALWAYS)):
            for command in commands:
                if command.action != "command_palette":
                    yield SystemCommand(
                        f"{command.label} ({key_name(command.first_key)})",
                        command.description,
                        partial(self.run_action, command.action, node),
                    )

    def get_key_display(self, binding: Binding) -> str:
        """A key as it stands on a Swedish keyboard."""
        return binding.key_display or key_name(binding.key)

    def unexpected(self, error: BaseException) -> None:
        """Tell the person that something went wrong which nobody foresaw."""
        self.surprises.append(place_of(error))
        self.notify(
            f"Något oväntat gick fel ({place_of(error)}). Det som är sparat finns kvar. "
            "Försök igen, och berätta för den som sköter programmet om det händer igen.",
            severity="error",
            timeout=FAULT_SECONDS,
            markup=False,
        )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what stopped a worker of the application's own."""
        error = failure(event)
        if isinstance(error, Fault):
            self._complain(error)
        elif error is not None:
            self.unexpected(error)

    def _complain(self, fault: Fault) -> None:
        self.notify(str(fault), severity="error", timeout=FAULT_SECONDS, markup=False)

    def _free(self) -> Library | None:
        """The library, if one may go elsewhere: no question is open."""
        return None if isinstance(self.screen, ModalScreen) else self.library

    @work(exclusive=True, group=GOING, exit_on_error=False)
    async def _go(self, library: Library, name: str) -> None:
        room = self.room(library, name)
        if await self._leave_all() and self.screen is not room:
            await self.switch_screen(room)  # pyright: ignore[reportUnknownMemberType]

    @work(exclusive=True, group=GOING, exit_on_error=False)
    async def _open_form(self, library: Library) -> None:
        if await self._leave_all():
            await self.push_screen(self._new_session(library))

    @work(exclusive=True, group=GOING, exit_on_error=False)
    async def _leave_top(self) -> None:
        await self._leave()

    async def _leave_all(self) -> bool:
        while len(self.screen_stack) > ROOM_DEPTH:
            if not await self._leave():
                return False
        return True

    async def _leave(self) -> bool:
        top = self.screen
        if isinstance(top, Page) and not await top.may_leave():
            return False
        await self.pop_screen()
        return True

    @work(exclusive=True, group=GOING, exit_on_error=False)
    async def _quit(self) -> None:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Page) and not await screen.may_leave():
                return
        self.exit()

    @work(exit_on_error=False)
    async def _undo(self, library: Library) -> None:
        done = await library.ask(history.undo)
        self.notify(f"Ångrat: {done}." if done else "Det finns inget att ångra.", markup=False)
        self.action_reload()

    @work(exit_on_error=False)
    async def _remember_theme(self, library: Library, name: str) -> None:
        await library.ask(settings.set_local, local.THEME, name)

    def _fatal_error(self) -> None:
        """Instead of Textual's traceback, which prints what variables held: one sentence."""
        place = place_of(self._exception) if self._exception else "okänt ställe"
        if self._exit_renderables:
            return  # one sentence is enough, and Textual adds an English one after a second
        self.panic(
            f"Något oväntat gick fel ({place}) och programmet stängdes. Det som var sparat finns "
            "kvar. Starta igen, och berätta för den som sköter programmet om det händer igen."
        )


def place_of(error: BaseException) -> str:
    """The type of an error and the line of ours where it arose: nothing of what it held."""
    place = ""
    for frame in extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(_SOURCE):
            place = f" {path.relative_to(_SOURCE).as_posix()}:{frame.lineno}"
    return f"{type(error).__name__}{place}"
