"""The top of every screen: where you are, on which laptop, and whether the figures are made up."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click
from textual.widgets import Static

from halsoverkstad.domain.words import MADE_UP, PRODUCT
from screens.commands import Command, key_name, navigation


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
        """Show the room's key and name; the room one is in is underlined."""
        super().__init__(label(command), markup=False, classes="-here" if here else "")
        self._action = command.action

    async def on_click(self, event: Click) -> None:
        """Go to the room."""
        event.stop()
        await self.run_action(f"app.{self._action}")


class Navigation(Horizontal):
    """The rooms with their keys, in as many words as there is space for."""

    def __init__(self, here: str, *, coordinates: bool = False) -> None:
        """Mark the room whose action is `here`."""
        super().__init__()
        self._here = here
        self._coordinates = coordinates

    def compose(self) -> ComposeResult:
        """A tab a room."""
        for command in navigation(coordinates=self._coordinates):
            yield Tab(command, here=command.action == self._here)

    def on_resize(self) -> None:
        """Fit the words to the new width."""
        self._fit()

    def show(self, *, coordinates: bool) -> None:
        """Name the rooms by the part this computer has."""
        if coordinates != self._coordinates:
            self._coordinates = coordinates
            self._fit()

    def _fit(self) -> None:
        rooms = navigation(coordinates=self._coordinates)
        words, close = fitting(rooms, self.size.width)
        self.set_class(close, "-close")
        for tab, text in zip(self.query(Tab), words, strict=True):
            tab.update(text)


def label(command: Command, *, short: bool = False) -> str:
    """A room's key and name."""
    return f"{key_name(command.first_key)} {(short and command.short) or command.label}"


def fitting(rooms: Sequence[Command], width: int) -> tuple[list[str], bool]:
    """What to write on the tabs, and whether they have to stand close.

    Words are shortened only as far as needed, those first that save the most.
    """
    words = [label(each) for each in rooms]
    savings = sorted(rooms, key=lambda each: len(label(each, short=True)) - len(label(each)))
    for command in (None, *savings):
        if command is not None:
            words[rooms.index(command)] = label(command, short=True)
        for close, around in ((False, 2), (True, 1)):
            if sum(map(len, words)) + around * len(words) <= width:
                return words, close
    return words, True
