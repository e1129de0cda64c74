"""Översikt: the quarter and the year so far beside last year, and what is missing."""

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension
from screens.commands import Command
from screens.comparison import Comparison, compare, heading, interval, render
from screens.finding_list import FindingList
from screens.keyboard import GOING
from screens.library import Library
from screens.mending import Mending
from screens.missing import Missing, missing
from screens.room import Room
from screens.words import NO_FIGURES

_SPACIOUS = 30
"""Rows from which there is space for every note."""
PARTS = (Dimension.QUARTER, Dimension.YEAR)
_NOTHING_LOGGED = (
    "Här kommer siffrorna att stå. Inget är loggat i år eller förra året: tryck F3 för att logga "
    "ett tillfälle, eller importera filer med kommandot halsoverkstad importera. F6 visar "
    "tidigare år."
)
_NOTHING_MERGED = (
    "Här kommer siffrorna att stå. Datorerna har inte lämnat in något för i år eller förra året: "
    "tryck F8 för att läsa in deras filer. F6 visar tidigare år."
)


class OverviewRoom(Room):
    """Where the program opens."""

    HEADING = "Översikt"
    HERE = "go('overview')"
    CSS_PATH = "overview.tcss"
    ROOM_COMMANDS = (
        Command("app.new_session", "n", "Nytt tillfälle", "Loggar ett nytt tillfälle."),
        Command(
            "open_missing", "enter,o", "Öppna", "Öppnar det som saknas på den markerade raden."
        ),
        Command("app.go('log')", "l,slash", "Sök i loggen", "Går till loggen."),
        Command("app.go('report')", "r", "Rapport", "Går till återrapporten."),
        Command("app.quit", "q", "Avsluta", "Stänger programmet."),
        Command(
            "check",
            "k",
            "Kontrollera allt",
            "Kontrollerar hela databasen; tar en stund.",
            footer=False,
        ),
    )

    def __init__(self, library: Library) -> None:
        """Begin with nothing counted."""
        super().__init__(library)
        self._comparisons: dict[str, Comparison] = {}
        self._missing: list[Missing] = []

    def body(self) -> ComposeResult:
        """Two comparisons and the list of what is missing."""
        with VerticalScroll(id="overview", can_focus=False):
            nothing = _NOTHING_MERGED if self.library.coordinates else _NOTHING_LOGGED
            yield Static(nothing, id="welcome", markup=False)
            for part in PARTS:
                yield Static("Räknar …", id=f"heading-{part}", classes="heading", markup=False)
                yield Static("", id=f"table-{part}")
                yield Static("", id=f"note-{part}", classes="quiet", markup=False)
            yield Static("Att se till", id="missing-heading", classes="heading", markup=False)
            yield OptionList(id="missing")

    def on_mount(self) -> None:
        """The list is what one can do something with."""
        self.query_one("#missing").focus()

    def on_resize(self, _event: Resize) -> None:
        """Fit the tables to the new width."""
        self.set_class(self.size.height >= _SPACIOUS, "-spacious")
        for part in self._comparisons:
            self._show(part)

    async def refresh_room(self) -> None:
        """Count part by part, showing each as soon as it is there."""
        today = self.library.today()
        for part in PARTS:
            whole = Period.of(part, today)
            self._comparisons[part] = await self.library.ask(compare, whole, today)
            self._show(part)
        self._list(await self.library.ask(missing, today))

    @on(OptionList.OptionSelected, "#missing")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._open(self._missing[event.option_index])

    def action_open_missing(self) -> None:
        """Open what is marked; when the list has no focus."""
        marked = self.query_one("#missing", OptionList).highlighted
        if marked is not None and marked < len(self._missing):
            self._open(self._missing[marked])

    def action_check(self) -> None:
        """Check everything there is."""
        self.shell.push_screen(FindingList(self.library))

    def _show(self, part: str) -> None:
        comparison = self._comparisons[part]
        nothing = comparison.empty
        if part == Dimension.YEAR:
            self.query_one("#welcome").display = nothing
        self.query_one(f"#heading-{part}", Static).update(heading(comparison))
        table = self.query_one(f"#table-{part}", Static)
        table.update(NO_FIGURES if nothing else render(comparison, self.size.width - 4))
        note = self.query_one(f"#note-{part}", Static)
        note.update(interval(comparison) or "")
        # On a low screen the note under the year says it for both.
        spacious = part == Dimension.YEAR or self.size.height >= _SPACIOUS
        note.display = spacious and interval(comparison) is not None

    def _list(self, found: list[Missing]) -> None:
        options = self.query_one("#missing", OptionList)
        marked = options.highlighted
        self._missing = found
        options.clear_options()
        for each in found:
            options.add_option(Option(Text(each.text, no_wrap=True, overflow="ellipsis")))
        if not found:
            options.add_option(Option(Text("Inget saknas."), disabled=True))
        else:
            options.highlighted = min(marked or 0, len(found) - 1)

    # Keys wait for who goes: what is typed on belongs to what is opened.
    @work(exclusive=True, group=GOING, exit_on_error=False)
    async def _open(self, chosen: Missing) -> None:
        if chosen.at_once:
            await Mending(self).go(chosen.findings[0])
        else:
            await self.shell.push_screen(FindingList(self.library, chosen.findings))
