"""Choosing a file to read: a path over the screen, with the files that lie in likely places."""

import asyncio
from pathlib import Path

from textual import work
from textual.widgets import Input, Static

from halsoverkstad.domain.errors import Fault
from screens.places import find_files
from screens.widgets.path_field import PathField
from screens.widgets.write_path import WritePath


class ReadPath(WritePath):
    """Answers with a file that is there and ends as it should; None: escape."""

    def __init__(self, heading: str, endings: tuple[str, ...], *, done: str = "Läs in") -> None:
        """Suggest what is found."""
        super().__init__(heading, Path(), endings, done=done)

    def begin(self) -> None:
        """Put in nothing, and look for files."""
        self.query_one("#path-hint", Static).update(
            f"Skriv var filen ligger ({' eller '.join(self.endings)}). ↓ visar dem som hittats. "
            "Enter eller F9 läser in den."
        )
        self.query_one("#path", PathField).query_one(Input).focus()
        self._find_files()

    def check(self, path: Path | None) -> Path:
        """The file, if it is there."""
        chosen = super().check(path)
        if not chosen.is_file():
            raise Fault(f"{chosen} finns inte. Välj en fil som finns.")
        return chosen

    @work(exclusive=True, group="places", exit_on_error=False)
    async def _find_files(self) -> None:
        found = await asyncio.to_thread(find_files, self.endings)
        self.query_one("#path", PathField).offer(found)
