"""The top of every screen: where you are, on which laptop, and whether the figures are made up."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click
from textual.widgets import Static

from halsoverkstad.domain.words import MADE_UP, PRODUCT
from screens.commands import NAVIGATION, Command, key_name


class TopLine(Horizontal):
    """Product, programme and laptop; on the right a badge when all is made up."""

    def __init__(self, programme: str = "", laptop: str = "", *, made_up: bool = False) -> None:
        """Show these; empty ones are left out."""
        super().__init__()
        self._made_up = made_up
        self._text = self._line(programme, laptop)

    def compose(self) -> ComposeResult:
        """The line and the badge."""
        yield Static(self._text, id="top-text", markup=False)
        if self._made_up:
            yield Static(MADE_UP, id="made-up", markup=False)

    def show(self, programme: str, laptop: str) -> None:
        """Show another programme or laptop, after a change in the settings."""
        text = self._line(programme, laptop)
        if text != self._text:
            self._text = text
            self.query_one("#top-text", Static).update(text)

    @staticmethod
    def _line(programme: str, laptop: str) -> str:
        return " · ".join(each for each in (PRODUCT, programme, laptop) if each)


class Tab(Static):
    """One room in the navigation; a click goes there."""

    def __init__(self, command: Command, *, here: bool) -> None:
        """Show the room's key and name; the room one is in is marked with arrows too."""
        text = f"{key_name(command.first_key)} {command.label}"
        super().__init__(text, markup=False, classes="-here" if here else "")
        self._action = command.action

    async def on_click(self, event: Click) -> None:
        """Go to the room."""
        event.stop()
        await self.run_action(f"app.{self._action}")


class Navigation(Horizontal):
    """The rooms with their keys."""

    def __init__(self, here: str) -> None:
        """Mark the room whose action is `here`."""
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        """A tab a room."""
        for command in NAVIGATION:
            yield Tab(command, here=command.action == self._here)
