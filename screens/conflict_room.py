"""Krockar: two computers changed the same thing; a person chooses, or puts them together."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.commands import Command
from screens.conflict_words import Part, Titled, every_titled, parts_of, side_heading
from screens.library import Library
from screens.room import Room
from screens.session_history import SessionHistory
from screens.widgets.side_chooser import Row, SideChooser
from screens.words import count
from storage import conflicts, sessions

MOST_SHOWN = 200
_NONE = "Inga krockar: ingen uppgift har ändrats på två datorer var för sig."


class ConflictRoom(Room):
    """The conflicts on top, the sides of the marked one below."""

    CSS_PATH = "conflict_room.tcss"
    AUTO_FOCUS = "#conflicts"
    HEADING = "Krockar"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command(
            "save", "f9", "Spara valet", "Låter det valda gälla. Det andra finns kvar i historiken."
        ),
        Command("whole(0)", "1", "Hela vänstra", "Väljer allt från vänster kolumn."),
        Command("whole(1)", "2", "Hela högra", "Väljer allt från nästa kolumn."),
        Command("whole(2)", "3", "Hela tredje", "Väljer allt från tredje kolumnen.", footer=False),
        Command("history", "h", "Historik", "Vad som har hänt med tillfället, av vem och när."),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka dit du kom ifrån."),
    )

    def __init__(self, library: Library) -> None:
        """Begin with none loaded."""
        super().__init__(library)
        self._titled: list[Titled] = []
        self._parts: list[Part] = []

    def body(self) -> ComposeResult:
        """A list and the sides of what is marked in it."""
        yield Static("", id="pairs-title", markup=False)
        with Vertical(id="conflicts-frame"):
            yield OptionList(id="conflicts", markup=False, compact=True)
        with VerticalScroll(id="sides-frame", can_focus=False):
            yield SideChooser(id="sides")
        yield Static(
            "Enter eller Tab: till delarna. ↑ ↓ flyttar, ← → väljer sida.",
            id="conflict-how",
            markup=False,
        )

    def on_mount(self) -> None:
        """Name the frame."""
        self.query_one("#sides-frame").border_title = "Sida vid sida"

    async def refresh_room(self) -> None:
        """Load the conflicts."""
        self._titled = await self.library.ask(every_titled)
        number = len(self._titled)
        text = f"Krockar: {count(number, 'att välja i', 'att välja i')}" if number else _NONE
        if number > MOST_SHOWN:
            text += f" ({MOST_SHOWN} visas)"
        self.query_one("#pairs-title", Static).update(text)
        options = self._list
        at = options.highlighted
        options.clear_options()
        options.add_options(Option(each.title) for each in self._titled[:MOST_SHOWN])
        if self._titled:
            options.highlighted = min(at or 0, number - 1, MOST_SHOWN - 1)
        self._show()

    @on(OptionList.OptionHighlighted, "#conflicts")
    def _show(self) -> None:
        marked = self._marked
        chooser = self._chooser
        chooser.display = marked is not None
        if marked is None:
            self._parts = []
            chooser.show((), ())
            self._list.focus()
            return
        today = self.library.today()
        self._parts = parts_of(self.library.programme, marked.conflict)
        headings = [side_heading(each, today) for each in marked.conflict.sides]
        chooser.show(headings, [Row(each.label, each.values) for each in self._parts])

    @on(OptionList.OptionSelected, "#conflicts")
    def _go_to_parts(self) -> None:
        self._chooser.focus()

    def action_whole(self, side: int) -> None:
        """Choose one side for all parts."""
        self._chooser.choose_all(side)

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Let what is chosen hold."""
        marked = self._marked
        if marked is None:
            return
        sides, entity = marked.conflict.sides, marked.conflict.entity
        chosen = {
            part.name: sides[side].version
            for part, side in zip(self._parts, self._chooser.chosen, strict=True)
            if part.differs
        }
        versions = set(chosen.values())
        if len(versions) == 1:
            await self.library.ask(conflicts.choose, entity, versions.pop())
        else:
            await self.library.ask(conflicts.combine, entity, chosen)
        self.say(f"{marked.title}: det valda gäller. Det andra finns kvar i historiken.")
        self._list.focus()
        self.reload()

    @work(exclusive=True, group="history", exit_on_error=False)
    async def action_history(self) -> None:
        """Show what has happened to the session that the marked conflict is about."""
        marked = self._marked
        if marked is None or marked.session is None:
            self.say("Historik finns för tillfällen och närvaro.")
            return
        try:
            row = await self.library.ask(sessions.row_of, marked.session)
        except LookupError:
            self.say("Tillfället är borttaget.")
        else:
            await self.shell.push_screen(SessionHistory(self.library, row))

    @property
    def _list(self) -> OptionList:
        return self.query_one("#conflicts", OptionList)

    @property
    def _chooser(self) -> SideChooser:
        return self.query_one("#sides", SideChooser)

    @property
    def _marked(self) -> Titled | None:
        at = self._list.highlighted
        return self._titled[at] if at is not None and at < len(self._titled) else None
