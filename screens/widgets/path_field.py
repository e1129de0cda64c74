"""A field for a file's path, which knows some files and completes the rest as it is written."""

import asyncio
import os
from collections.abc import Iterable
from pathlib import Path

from textual import on, work
from textual.widgets import Input

from screens.places import completions
from screens.widgets.completing import Completing


class PathField(Completing):
    """Suggests files that end as asked: first those that were found, then what the folder holds."""

    def __init__(
        self,
        endings: str | tuple[str, ...],
        *,
        id: str,  # noqa: A002 - Textual's word
        placeholder: str = "",
        last: bool = False,
    ) -> None:
        """Suggest nothing yet. `last`: Enter submits."""
        super().__init__(id=id, placeholder=placeholder, last=last)
        self._endings = endings
        self._found: tuple[str, ...] = ()
        self._folder: str | None = None

    @property
    def path(self) -> Path | None:
        """The file that is meant; None: nothing is written."""
        written = self.value.strip()
        return Path(written).expanduser() if written else None

    def offer(self, files: Iterable[Path]) -> None:
        """Suggest these files."""
        self._found = tuple(map(str, files))
        self.suggest(self._found)

    @on(Input.Changed)
    def _look(self, event: Input.Changed) -> None:
        folder = os.path.dirname(event.value)  # noqa: PTH120 - as it is written
        if folder != self._folder:
            self._folder = folder
            self._suggest_folder(event.value)

    @work(exclusive=True, group="folder", exit_on_error=False)
    async def _suggest_folder(self, text: str) -> None:
        there = await asyncio.to_thread(completions, text, self._endings)
        self.suggest(dict.fromkeys([*self._found, *there]))

    def _spelled(self, text: str) -> str:
        return text  # two files may differ in a capital
