"""How every figure is counted: the small print of Statistik."""

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from exports import statistics_words
from exports.measures import MEASURE_LABELS, definition
from screens.commands import Command
from screens.figures import Figures
from screens.library import Library
from screens.room import Room


class DefinitionsScreen(Room):
    """Measures and notes under each other."""

    HEADING = "Definitioner"
    NAVIGATES = False
    ROOM_COMMANDS = (Command("app.back", "escape,d", "Tillbaka", "Går tillbaka till siffrorna."),)

    def __init__(self, library: Library, shown: Figures) -> None:
        """Explain these figures."""
        super().__init__(library)
        self._shown = shown

    def body(self) -> ComposeResult:
        """A row a measure, then the notes."""
        answer = self._shown.answer
        table = Table.grid(padding=(0, 2))
        table.add_column(min_width=24)
        table.add_column()
        for measure, known in MEASURE_LABELS.items():
            text = f"{definition(measure, answer.definitions)} ({known.basis.value})"
            table.add_row(Text(known.label, "bold"), Text(text))
        with VerticalScroll(id="help"):
            yield Static("Mått", classes="heading")
            yield Static(table)
            yield Static("Att tänka på", classes="heading")
            yield Static("\n".join(statistics_words.notes(answer)), markup=False)

    def on_mount(self) -> None:
        """Let the arrow keys scroll at once."""
        self.query_one("#help").focus()
