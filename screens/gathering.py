"""Sammanställning: the programme's computers week by week, and what the coordinator has to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.commands import EXCHANGE, GATHERING, Command
from screens.exchange_words import waiting, when
from screens.exports_folder import proposed, write
from screens.gathering_standing import Standing, describe, standing
from screens.halsa_files import Kind, first_folder, look
from screens.library import Library
from screens.places import HALSA
from screens.room import Room
from screens.saving import is_there
from screens.weeks import LEGEND, heading, line
from screens.widgets.work_line import WorkLine
from screens.widgets.write_path import WritePath
from screens.words import count, number
from storage import coverage
from storage.coverage import LaptopKnown

_NOBODY = (
    "Ingen dator har lämnat in än. Ge varje dator programfilen (p skriver den), låt dem ansluta "
    "och lämna in med F8, och läs sedan in deras filer här (l)."
)
_LABEL = 26


@dataclass(frozen=True)
class _Task:
    label: str
    value: str
    act: Callable[[], object]


class GatheringRoom(Room):
    """Tasks on top, computers and weeks below, and what is known of the marked computer."""

    CSS_PATH = "gathering.tcss"
    AUTO_FOCUS = "#tasks"
    HEADING = GATHERING
    HERE = EXCHANGE
    ROOM_COMMANDS = (
        Command("read", "l", "Läs in filer", "Läser in filer från datorerna."),
        Command("write", "s", "Skriv fil", "Skriver filen till datorerna där det föreslås."),
        Command(
            "programme",
            "p",
            "Programfil",
            "Skriver programfilen, till nya datorer eller med nya inställningar.",
        ),
        Command("confirm", "b", "Bekräfta", "Säger att den markerade datorn hör till er."),
        Command("turn(-1)", "minus", "Förra året", "Visar veckorna ett år tidigare."),
        Command("turn(1)", "plus", "Nästa år", "Visar veckorna ett år senare."),
        Command(
            "elsewhere",
            "a",
            "Annat ställe",
            "Väljer var filen till datorerna ska ligga.",
            footer=False,
        ),
        Command(
            "paper",
            "k",
            "Kod till kassaskåpet",
            "Visar koden som samordnarens nyckel kan återskapas från.",
            footer=False,
        ),
    )

    def __init__(self, library: Library) -> None:
        """Begin with this year."""
        super().__init__(library)
        self._year = library.today().year
        self._standing: Standing | None = None
        self._path: Path | None = None
        self._tasks: list[_Task] = []
        self._new_files = ""

    def body(self) -> ComposeResult:
        """Two frames and three lines."""
        with Vertical(id="tasks-frame"):
            yield OptionList(id="tasks", markup=False, compact=True)
        with Vertical(id="weeks-frame"):
            yield Static("", id="weeks-heading", markup=False)
            yield OptionList(id="laptops", markup=False, compact=True)
            yield Static("", id="nobody", markup=False)
            yield Static(LEGEND, id="legend", markup=False)
        yield Static("", id="laptop-told", markup=False)
        yield WorkLine(id="work")

    def on_mount(self) -> None:
        """Name the frame."""
        self.query_one("#tasks-frame").border_title = "Att göra"

    async def refresh_room(self) -> None:
        """See how things stand, then whether there are new files."""
        self._standing = await self.library.ask(standing, self._year)
        self._draw()
        self._path = await proposed(self.library)
        self._new_files = await self._look()
        self._draw()

    async def may_leave(self) -> bool:
        """Not while the file is being written."""
        if self._line.busy:
            self.say("Filen skrivs just nu. Vänta tills den är klar.")
        return not self._line.busy

    # Events

    @on(OptionList.OptionSelected, "#tasks")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._tasks[event.option_index].act()

    @on(OptionList.OptionHighlighted, "#laptops")
    def _tell_of_laptop(self) -> None:
        marked = self._marked
        told = "" if marked is None else describe(marked, self.library.today())
        self.query_one("#laptop-told", Static).update(told)

    def on_resize(self) -> None:
        """Fit the weeks to the new width."""
        self.call_after_refresh(self._draw)

    # Actions

    def action_read(self) -> None:
        """Read files from the laptops."""
        from screens.merge_files import MergeFiles

        if not self._line.busy:
            self.shell.push_screen(MergeFiles(self.library))

    def action_write(self) -> None:
        """Write the file for the laptops where it is proposed."""
        if not self._line.busy and self._path is not None:
            self._write(self._path)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_elsewhere(self) -> None:
        """Write the file for the laptops somewhere else."""
        if self._line.busy or self._path is None:
            return
        path = await self.shell.push_screen_wait(
            WritePath("Filen till datorerna", self._path, HALSA, done="Skriv")
        )
        if path is None:
            return
        if path != self._path and await is_there(path):
            question = f"{path} finns redan. Ersätta den?"
            if not await self.ask_person(question, yes="Ersätt"):
                return
        self._write(path)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_confirm(self) -> None:
        """Say that the marked computer belongs here."""
        marked = self._marked
        if marked is None or marked.confirmed:
            self.say("Markera först en dator som är ny (▲).")
            return
        await self.library.ask(coverage.confirm, marked.laptop)
        self.say(f"{marked.name} är bekräftad.")
        self.reload()

    def action_turn(self, by: int) -> None:
        """Another year."""
        self._year = min(self._year + by, self.library.today().year)
        self.reload()

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_programme(self) -> None:
        """Write the programme file anew."""
        from screens.coordinating import write_programme

        await write_programme(self)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_paper(self) -> None:
        """Show the code for the safe."""
        from screens.coordinating import tell_paper

        await tell_paper(self)

    # Inside

    def _draw(self) -> None:
        now = self._standing
        if now is None:
            return
        self._draw_tasks(now)
        options = self.query_one("#laptops", OptionList)
        at = options.highlighted
        width = options.scrollable_content_region.width
        known = now.coverage
        self.query_one("#weeks-frame").border_title = f"Tillfällen per vecka {known.period.name}"
        self.query_one("#weeks-heading", Static).update(heading(known, width))
        options.clear_options()
        options.add_options(
            Option(line(known, each, width, self.library.today())) for each in known.laptops
        )
        nobody = not known.laptops
        self.query_one("#nobody", Static).update(_NOBODY if nobody else "")
        self.query_one("#nobody").display = nobody
        for name in ("#laptops", "#weeks-heading", "#legend"):
            self.query_one(name).display = not nobody
        if known.laptops:
            options.highlighted = min(at or 0, len(known.laptops) - 1)
        self._tell_of_laptop()

    def _draw_tasks(self, now: Standing) -> None:
        today = self.library.today()
        last = (
            f"senast fil {now.number}, {when(now.last, today)}" if now.last else "ingen skriven än"
        )
        self._tasks = [
            _Task("Läs in filer", self._new_files, self.action_read),
            _Task("Skriv filen till datorerna", last, self.action_write),
            _Task(
                "Frågor om personer",
                f"{number(now.questions)} följer med filen" if now.questions else "inga",
                self._open_questions,
            ),
            _Task("Dubbelt loggade tillfällen", waiting(now.twice, "par", "par"), self._open_twice),
            _Task("Krockar", waiting(now.conflicts, "krock", "krockar"), self._open_conflicts),
        ]
        options = self.query_one("#tasks", OptionList)
        at = options.highlighted
        options.clear_options()
        options.add_options(
            Option(Text(f"{each.label:{_LABEL}}  {each.value}", no_wrap=True))
            for each in self._tasks
        )
        options.highlighted = at or 0

    async def _look(self) -> str:
        folder = await first_folder(self.library)
        found = await look(self.library, folder)
        new = sum(each.kind is Kind.NEW for each in found)
        return f"{count(new, 'ny fil', 'nya filer')} i {folder}" if new else "inga nya hittade"

    @work(exclusive=True, group="write", exit_on_error=False)
    async def _write(self, path: Path) -> None:
        self._line.begin("Skriver filen")
        try:
            await write(self.library, path, self._line.tell)
        finally:
            self._line.end()
        self.say(f"Klart: {path} är skriven. Ge den till varje dator.")
        self.reload()

    def _open_questions(self) -> None:
        from screens.over_laptops import OverLaptops

        self.shell.push_screen(OverLaptops(self.library))

    def _open_twice(self) -> None:
        from screens.logged_twice import LoggedTwiceRoom

        self.shell.push_screen(LoggedTwiceRoom(self.library))

    def _open_conflicts(self) -> None:
        from screens.conflict_room import ConflictRoom

        self.shell.push_screen(ConflictRoom(self.library))

    @property
    def _marked(self) -> LaptopKnown | None:
        if self._standing is None:
            return None
        known: Sequence[LaptopKnown] = self._standing.coverage.laptops
        at = self.query_one("#laptops", OptionList).highlighted
        return known[at] if at is not None and at < len(known) else None

    @property
    def _line(self) -> WorkLine:
        return self.query_one("#work", WorkLine)
