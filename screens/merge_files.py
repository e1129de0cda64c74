"""Läs in filer: pick them, see what they would change, and read them in one go."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.types import CSSPathType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from exports.halsa.deliveries import Left
from exports.halsa.exchange import collect
from exports.halsa.merge_words import new_laptop, strange_erasures
from halsoverkstad.domain.errors import Fault
from screens.commands import Command
from screens.halsa_files import Found, Kind, first_folder, look
from screens.library import Library
from screens.merge_told import told
from screens.places import HALSA, likely_folders
from screens.room import Room
from screens.widgets.paged_table import cut
from screens.widgets.path_field import PathField
from screens.widgets.tick import box
from screens.widgets.work_line import WorkLine
from screens.words import count, short_date
from storage import local, settings
from storage.delivery import Arrived, Merged
from storage.progress import counting

_HOW = (
    "Mellanslag kryssar i filer, a alla nya.\n\n"
    "p visar vad som skulle hända, utan att något ändras: vad som är nytt, vad som krockar, vilka "
    "datorer som saknas och hur årets siffror blir.\n\n"
    "F9 läser in. En fil som redan är läst ändrar ingenting, och i vilken ordning de läses spelar "
    "ingen roll."
)
_NOTHING = "Inga .halsa-filer här. Välj en annan mapp ovanför (↑)."


class MergeFiles(Room):
    """A folder, its files with ticks, and what they would bring."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["widgets/fields.tcss", "merge_files.tcss"]
    AUTO_FOCUS = "#halsa-files"
    HEADING = "Läs in filer"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("tick", "space", "Kryssa", "Tar med filen, eller inte."),
        Command("all", "a", "Alla nya", "Kryssar i alla som inte är lästa, eller ingen."),
        Command("try", "p", "Prova", "Visar vad som skulle hända. Inget ändras."),
        Command("merge", "f9", "Läs in", "Läser in filerna, sedan du har sett vad som händer."),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka utan att läsa in."),
    )

    def __init__(self, library: Library) -> None:
        """Begin with no folder."""
        super().__init__(library)
        self._folder: Path | None = None
        self._found: list[Found] = []
        self._ticked: set[Path] = set()
        self._tried: tuple[frozenset[Path], Merged, list[Left]] | None = None

    def body(self) -> ComposeResult:
        """The folder, two frames, how far reading has come."""
        yield Static("Läs in filer från de andra datorerna", id="form-title", markup=False)
        with Horizontal(id="folder-line"):
            yield Static("Mapp", id="folder-label")
            yield PathField(HALSA, id="folder")
        with Horizontal(id="merge-frames"):
            with Vertical(id="files-frame"):
                yield _Files(id="halsa-files", markup=False, compact=True)
            with VerticalScroll(id="told-frame", can_focus=True):
                yield Static(_HOW, id="told", markup=False)
        yield WorkLine(id="work")

    def on_mount(self) -> None:
        """Name the frames."""
        self.query_one("#files-frame").border_title = "Filer"
        self.query_one("#told-frame").border_title = "Vad som händer"

    async def refresh_room(self) -> None:
        """Look in the folder again; what was ticked stays so."""
        field = self.query_one("#folder", PathField)
        if self._folder is None:
            self._folder = await first_folder(self.library)
            field.value = str(self._folder)
            self._ticked = set()
            await self._look()
            self._ticked = {each.path for each in self._found if each.kind is Kind.NEW}
        else:
            await self._look()
        self._draw()
        field.offer(await asyncio.to_thread(likely_folders, self._folder))

    async def may_leave(self) -> bool:
        """Not in the middle of reading."""
        if self._line.busy:
            self.say("Filerna läses just nu. Vänta tills det är klart.")
        return not self._line.busy

    # Events

    @on(Input.Blurred, "#folder-entry")
    def _folder_left(self) -> None:
        path = self.query_one("#folder", PathField).path
        if path is not None and path != self._folder and path.is_dir():
            self._folder = path
            self._tried = None
            self._change_folder()

    @on(OptionList.OptionSelected, "#halsa-files")
    def action_tick(self) -> None:
        """Take the marked file along, or not."""
        at = self._list.highlighted
        if at is not None and at < len(self._found):
            self._ticked ^= {self._found[at].path}
            self._draw()

    def on_resize(self) -> None:
        """Fit the names to the new width."""
        self.call_after_refresh(self._draw)

    # Actions

    def action_all(self) -> None:
        """Take all new files along, or none."""
        new = {each.path for each in self._found if each.kind is Kind.NEW}
        self._ticked = set() if new and new <= self._ticked else self._ticked | new
        self._draw()

    def action_try(self) -> None:
        """Show what would happen."""
        if self._may_begin():
            self._try()

    def action_merge(self) -> None:
        """Read the files, once it has been shown what they bring."""
        if self._may_begin():
            self._merge()

    # Inside

    def _may_begin(self) -> bool:
        if self._line.busy:
            return False
        if not self._ticked:
            self.say("Kryssa först i minst en fil (mellanslag).")
        return bool(self._ticked)

    @work(exclusive=True, group="folder", exit_on_error=False)
    async def _change_folder(self) -> None:
        await self._look()
        self._ticked = {each.path for each in self._found if each.kind is Kind.NEW}
        self._draw()
        self._list.focus()

    async def _look(self) -> None:
        if self._folder is not None:
            self._found = await look(self.library, self._folder)
            self._ticked &= {each.path for each in self._found}

    @work(exclusive=True, group="merge", exit_on_error=False)
    async def _try(self) -> None:
        await self._try_now()

    async def _try_now(self) -> None:
        chosen = self._chosen()
        progress = counting(self._line.tell, len(chosen) + 1)
        self._line.begin("Läser och jämför")
        try:
            merged, left = await self.library.ask(
                collect, chosen, skip_bad=True, dry_run=True, progress=progress
            )
        finally:
            self._line.end()
        self._tried = (frozenset(chosen), merged, left)
        self._show(merged, left, tried=True)

    @work(exclusive=True, group="merge", exit_on_error=False)
    async def _merge(self) -> None:
        chosen = self._chosen()
        if self._tried is None or self._tried[0] != frozenset(chosen):
            await self._try_now()
            return
        _, merged, left = self._tried
        if not merged.files:
            raise Fault("Ingen av filerna går att läsa. Välj andra, eller be om nya.")
        if not await self._may_go_on(merged, left):
            return
        progress = counting(self._line.tell, len(chosen) + 1)
        self._line.begin("Läser in")
        try:
            merged, left = await self.library.ask(
                collect, chosen, skip_bad=bool(left), asked=True, progress=progress
            )
        finally:
            self._line.end()
        await self.library.ask(settings.set_local, local.GATHER_FOLDER, str(self._folder))
        self._tried = None
        self._ticked = set()
        self._show(merged, left, tried=False)
        self.say(f"{count(len(merged.files), 'fil är inläst', 'filer är inlästa')}.")
        self.reload()

    async def _may_go_on(self, merged: Merged, left: Sequence[Left]) -> bool:
        """Ask what only a person can say; what has been read cannot be taken back."""
        if left and not await self.ask_person(
            f"{count(len(left), 'fil går', 'filer går')} inte att läsa: "
            f"{', '.join(each.file for each in left)}. Läsa in de andra ändå?",
            yes="Läs in de andra",
        ):
            return False
        for each in merged.files:
            for question, yes in _doubts(each):
                if not await self.ask_person(question, yes=yes):
                    self._untick(each.file)
                    return False
        return True

    def _untick(self, name: str) -> None:
        self._ticked = {each for each in self._ticked if each.name != name}
        self._draw()
        self.say(f"{name} är inte längre ikryssad. F9 visar hur det blir utan den.")

    def _chosen(self) -> list[Path]:
        return [each.path for each in self._found if each.path in self._ticked]

    def _show(self, merged: Merged, left: Sequence[Left], *, tried: bool) -> None:
        text = told(merged, left, tried=tried)
        self.query_one("#told", Static).update(text)
        self.query_one("#told-frame").scroll_home(animate=False)

    def _draw(self) -> None:
        options = self._list
        at = options.highlighted
        width = max(options.scrollable_content_region.width, 20)
        options.clear_options()
        for each in self._found:
            options.add_option(Option(self._line_of(each, width)))
        if self._found:
            options.highlighted = min(at or 0, len(self._found) - 1)
        else:
            options.add_option(Option(_NOTHING, disabled=True))

    def _line_of(self, found: Found, width: int) -> Text:
        ticked = found.path in self._ticked
        day = short_date(found.written.date(), self.library.today())
        tail = found.kind.value if width < 60 else f"{day}  {found.kind.value}"
        space = max(width - len(tail) - 6, 8)
        name = f"{box(ticked=ticked)} {cut(found.path.name, space):{space}}"
        return Text(f"{name} {tail}", no_wrap=True, style="bold" if ticked else "")

    @property
    def _list(self) -> OptionList:
        return self.query_one("#halsa-files", OptionList)

    @property
    def _line(self) -> WorkLine:
        return self.query_one("#work", WorkLine)


class _Files(OptionList):
    """The list of files; while there are none, up leads to the folder above."""

    def action_cursor_up(self) -> None:
        """The file before, or the folder."""
        if self.highlighted is None:
            self.screen.focus_previous()
        else:
            super().action_cursor_up()


def _doubts(each: Arrived) -> Iterator[tuple[str, str]]:
    """What a person has to say of a file before it is read, and what saying yes is called."""
    if each.first:
        yield new_laptop(each.laptop, each.code), "Den hör till oss"
    if each.erased_of_others:
        yield f"{strange_erasures(each, tried=True)} Läsa in den ändå?", "Läs in ändå"
    if each.phrase_differs:
        other_phrase = (
            f"Datorn {each.laptop} har en annan lösenfras än de andra, så alla på den räknas "
            "dubbelt tills den har anslutits igen. Läsa in den ändå?"
        )
        yield other_phrase, "Läs in ändå"
