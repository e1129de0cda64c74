"""What all full screens have in common: top, footer, commands, and how trouble is shown."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from halsoverkstad.domain.errors import DatabaseBusy, Fault
from screens.commands import Command, bindings
from screens.library import Library
from screens.widgets.ask import Ask
from screens.widgets.command_line import CommandLine
from screens.widgets.top_line import Navigation, TopLine

if TYPE_CHECKING:
    from screens.shell import Shell

FAULT_SECONDS = 10
"""How long a sentence about something wrong stays: time to read it twice."""

RELOADING = "reload"
"""The group of the workers that read what a room shows."""


def failure(event: Worker.StateChanged) -> BaseException | None:
    """What stopped a worker, if it has just been stopped by something."""
    return event.worker.error if event.state is WorkerState.ERROR else None  # pyright: ignore[reportUnknownMemberType]


class Page(Screen[None]):
    """A full screen. Subclasses say what is in it with `body`, and what it can with commands."""

    ROOM_COMMANDS: ClassVar[tuple[Command, ...]] = ()
    """What can be done here: `BINDINGS`, footer, palette and help follow from it."""
    HERE: ClassVar[str] = ""
    """The action in `commands.NAVIGATION` that leads here."""
    NAVIGATES: ClassVar[bool] = True
    """Whether the rooms are shown under the top line; a form may want the row."""
    HEADING: ClassVar[str] = ""
    """What the help calls this screen."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Bind the commands that the class declares."""
        if "ROOM_COMMANDS" in cls.__dict__:
            cls.BINDINGS = bindings(cls.ROOM_COMMANDS)
        super().__init_subclass__(**options)

    def compose(self) -> ComposeResult:
        """Top, body and footer. Override `body` instead."""
        yield self.top_line()
        if self.NAVIGATES:
            yield Navigation(self.HERE, coordinates=self.coordinates)
        yield from self.body()
        yield CommandLine()

    def top_line(self) -> TopLine:
        """The top of the screen."""
        return TopLine()

    def body(self) -> ComposeResult:
        """What is between top and footer."""
        yield from ()

    @property
    def coordinates(self) -> bool:
        """Whether this is the coordinator's computer, as far as the screen can know."""
        return False

    @property
    def shell(self) -> "Shell":
        """The application, with what all rooms may ask of it."""
        return cast("Shell", self.app)  # pyright: ignore[reportUnknownMemberType]

    def say(self, sentence: str) -> None:
        """Tell the person that something was done."""
        self.notify(sentence, markup=False)

    def complain(self, fault: Fault | str) -> None:
        """Tell the person what is wrong and what to do."""
        sentence = str(fault)
        if isinstance(fault, DatabaseBusy):
            sentence += " Ctrl+R läser in igen."
        self.notify(sentence, severity="error", timeout=FAULT_SECONDS, markup=False)

    async def may_leave(self) -> bool:
        """Whether the person may go elsewhere; a form with unsaved text asks here.

        Called in a worker, so it may wait for an answer.
        """
        return True

    async def ask_person(self, question: str, *, yes: str = "Ja", no: str = "Nej") -> bool:
        """Ask before what can't be undone. Only from a worker (`@work`)."""
        return await self.shell.push_screen_wait(Ask(question, yes=yes, no=no))

    @on(Worker.StateChanged)
    def _tell_of_failure(self, event: Worker.StateChanged) -> None:
        error = failure(event)
        if isinstance(error, Fault):
            self.complain(error)
        elif error is not None:
            self.shell.unexpected(error)


class Room(Page):
    """A full screen that shows something of the library.

    Whatever asks the library runs in a worker, `@work(exclusive=True, exit_on_error=False)` for
    reading and `@work(exit_on_error=False)` for writing: a Fault that gets out of one is shown as
    a sentence and the room lives on.
    """

    def __init__(self, library: Library) -> None:
        """Show what the library holds."""
        super().__init__()
        self.library = library

    def top_line(self) -> TopLine:
        """The top of the screen, with programme and laptop."""
        library = self.library
        return TopLine(library.programme.name, library.laptop_name, made_up=library.made_up)

    @property
    def coordinates(self) -> bool:
        """Whether this is the coordinator's computer."""
        return self.library.coordinates

    def on_screen_resume(self) -> None:
        """Read again whenever the room is shown: after mount, and when one comes back to it."""
        self.reload()

    def reload(self) -> None:
        """Read what is shown anew; the latest call wins."""
        self._reload()

    async def refresh_room(self) -> None:
        """Load what is shown. Called after mount, when one comes back, and on Ctrl+R.

        A form, whose fields must keep what was typed, loads in `on_mount` instead.
        """

    @work(exclusive=True, group=RELOADING, exit_on_error=False)
    async def _reload(self) -> None:
        await self.refresh_room()
        self._focus_first()
        self.query_one(TopLine).show(self.library.programme.name, self.library.laptop_name)
        for each in self.query(Navigation):
            each.show(coordinates=self.coordinates)

    def _focus_first(self) -> None:
        """Put focus where the room wants it: what was empty at first could not take it then."""
        wanted = self.AUTO_FOCUS
        if self.focused is None and wanted and self.is_current:
            first = next((each for each in self.query(wanted) if each.focusable), None)
            self.set_focus(first)
