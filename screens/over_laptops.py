"""Frågor om personer, on the coordinator's computer: which codes the laptops will be asked about."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.types import CSSPathType
from textual.widgets import Static

from screens.commands import Command
from screens.library import Library
from screens.room import Room
from screens.widgets.paged_table import PAGE, Column, Line, PagedTable
from screens.words import count, number
from storage import asking
from storage.asking import Travelling
from storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS = (
    Column("Kod", 16),
    Column("Dator", stretch=1),
    Column("Kod", 16),
    Column("Dator", stretch=1),
)
_NOTHING = "Inga frågor: inga två på olika datorer är så lika att det är värt att fråga."
_ADVICE = (
    "Här finns inga namn, så frågorna besvaras på datorerna. Skriv filen till dem (s i "
    "Sammanställning): svaren kommer tillbaka med nästa fil från dem. De troligaste står först; "
    "alla behöver inte besvaras, öppna frågor syns som ett spann för antalet unika."
)


class OverLaptops(Room):
    """Pairs of codes with the laptops that know who they are; nothing to answer here."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["widgets/paged_table.tcss", "over_laptops.tcss"]
    AUTO_FOCUS = "#travelling DataTable"
    HEADING = "Frågor om personer"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("turn(1)", "plus", "Nästa sida", "Mindre troliga frågor."),
        Command("turn(-1)", "minus", "Förra sidan", "Mer troliga frågor."),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka till Sammanställning."),
    )

    def __init__(self, library: Library) -> None:
        """Begin with nothing loaded."""
        super().__init__(library)
        self._asked: Sequence[Travelling] = ()

    def body(self) -> ComposeResult:
        """A heading, the table, what to do."""
        yield Static("", id="pairs-title", markup=False)
        yield PagedTable(_COLUMNS, nothing=_NOTHING, id="travelling")
        yield Static(_ADVICE, id="travelling-advice", markup=False)

    async def refresh_room(self) -> None:
        """Work out what there is to ask."""
        self._asked, (same, different) = await self.library.ask(_load)
        asked = count(len(self._asked), "fråga", "frågor")
        self.query_one("#pairs-title", Static).update(
            f"{self.HEADING}: {asked} till datorerna; besvarade: {number(same)} samma, "
            f"{number(different)} olika"
        )
        self._show()

    @on(PagedTable.PageWanted)
    def _show(self) -> None:
        table = self.query_one("#travelling", PagedTable)
        first = table.offset_wanted
        lines = [
            Line(at.to_bytes(4), (each.codes[0], each.laptops[0], each.codes[1], each.laptops[1]))
            for at, each in enumerate(self._asked[first : first + PAGE], first)
        ]
        table.show(lines, len(self._asked))

    def action_turn(self, by: int) -> None:
        """Turn the page."""
        self.query_one("#travelling", PagedTable).turn(by)


def _load(store: Store) -> tuple[list[Travelling], tuple[int, int]]:
    return asking.travelling(store), asking.answered(store)
