"""The command palette in Swedish: what can be done here, and the choice of colours."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider

from screens.theme import THEMES

if TYPE_CHECKING:
    from screens.shell import Shell

NOTHING = "Inget heter så"


class Finder(Provider):
    """Finds among a list of commands; when nothing fits it says so, in Swedish."""

    def found_among(self) -> Iterable[SystemCommand]:
        """What there is to find."""
        return ()

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for title, help_text, callback, _ in self.found_among():
            yield DiscoveryHit(title, callback, help=help_text)

    async def search(self, query: str) -> Hits:
        """What fits the words typed."""
        matcher = self.matcher(query)
        none = True
        for title, help_text, callback, _ in self.found_among():
            score = matcher.match(f"{title} {help_text}")
            if score > 0:
                none = False
                yield Hit(score, matcher.highlight(title), callback, text=title, help=help_text)
        if none:
            yield Hit(0.01, NOTHING, _nothing, help="Prova ett annat ord.")


class CommandFinder(Finder):
    """Finds among what can be done on the screen."""

    def found_among(self) -> Iterable[SystemCommand]:
        """The screen's commands and the application's."""
        return cast("Shell", self.app).get_system_commands(self.screen)


class ThemeFinder(Finder):
    """Finds among the colours."""

    def found_among(self) -> Iterable[SystemCommand]:
        """The program's own themes."""
        shell = cast("Shell", self.app)
        for name, title in THEMES.items():
            chosen = "Används nu." if shell.theme == name else "Byter till dem."
            yield SystemCommand(title, chosen, partial(shell.choose_theme, name))


def _nothing() -> None:
    """Choosing the line that says nothing was found does nothing."""
