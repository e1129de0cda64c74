"""Choosing where a file is written: a path over the screen, with the likely folders to pick from."""

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import Button, Input, Static

from halsoverkstad.domain.errors import Fault
from screens.places import likely_folders
from screens.widgets.path_field import PathField


class WritePath(ModalScreen[Path | None]):
    """Answers with a path that ends as it should; None: escape."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["fields.tcss", "write_path.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Tillbaka"),
        Binding("f9", "done", "Klar"),
    ]

    def __init__(
        self, heading: str, suggested: Path, ending: str | tuple[str, ...], *, done: str
    ) -> None:
        """Suggest a path; the same file name is suggested in other folders too."""
        super().__init__()
        self._heading = heading
        self._suggested = suggested
        self.endings = (ending,) if isinstance(ending, str) else ending
        self._done = done

    def compose(self) -> ComposeResult:
        """Heading, field, what is wrong, two buttons."""
        with Vertical(id="write-path"):
            yield Static(self._heading, classes="heading", markup=False)
            yield PathField(self.endings, id="path", last=True)
            yield Static(
                "↓ visar andra ställen, som USB-minnen. Enter eller F9 skriver filen.",
                id="path-hint",
                classes="quiet",
                markup=False,
            )
            with Horizontal(id="path-buttons"):
                yield Button("Tillbaka", id="back")
                yield Button(self._done, id="done", variant="primary")

    def on_mount(self) -> None:
        """Begin."""
        self.begin()

    def begin(self) -> None:
        """Put in what is suggested, and look for other places."""
        field = self.query_one("#path", PathField)
        field.value = str(self._suggested)
        field.query_one(Input).focus()
        self._find_places()

    @on(Input.Submitted)
    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Answer, if it will do."""
        try:
            path = self.check(self.query_one("#path", PathField).path)
        except Fault as fault:
            hint = self.query_one("#path-hint", Static)
            hint.update(str(fault))
            hint.add_class("wrong")
        else:
            self.dismiss(path)

    def check(self, path: Path | None) -> Path:
        """The path, if it will do.

        Raises:
            Fault: it is missing, or ends otherwise.
        """
        if path is None:
            raise Fault("Skriv var filen ska ligga.")
        if path.suffix.casefold() not in self.endings:
            raise Fault(f"Filens namn ska sluta på {' eller '.join(self.endings)}.")
        return path

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    @work(exclusive=True, group="places", exit_on_error=False)
    async def _find_places(self) -> None:
        folders = await asyncio.to_thread(likely_folders, self._suggested.parent)
        self.query_one("#path", PathField).offer(each / self._suggested.name for each in folders)
