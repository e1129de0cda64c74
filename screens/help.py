"""Help: the keys of the screen one came from, those that work everywhere, and the words."""

from collections.abc import Iterable

from rich.table import Table
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from screens.commands import ALWAYS, Command, key_names, navigation
from screens.room import Page
from screens.widgets.top_line import TopLine

FIELDS = (
    ("Tab", "Nästa fält. Skift+Tab går till fältet före."),
    ("Mellanslag", "Kryssar i en ruta eller öppnar en lista."),
    ("Enter", "Väljer det som är markerat."),
    ("↑ ↓ PgUp PgDn", "Flyttar i listor och tabeller."),
)
WORDS = (
    ("Tillfälle", "En aktivitet som har hållits: ett datum, en plats, en typ."),
    ("Deltagartillfälle", "En person vid ett tillfälle. Den som kommit tre gånger ger tre."),
    ("Unika", "Olika personer. Den som går i två verkstäder räknas en gång i totalen."),
    ("Räknade utan namn", "De som var där utan att registreras. Bara antalet sparas."),
    ("Registrerad/uppskattad", "Registrerade är räknade personer, uppskattade är bedömda."),
    ("Registreringsgrad", "Hur stor del av deltagartillfällena som är registrerade."),
    ("Minst", "Siffran kan vara högre: de uppskattade är ett golv för den här perioden."),
)


class HelpScreen(Page):
    """What can be done on the screen one came from."""

    HEADING = "Hjälp"
    ROOM_COMMANDS = (
        Command("app.back", "escape,f1,question_mark", "Tillbaka", "Stänger hjälpen."),
    )
    NAVIGATES = False

    def __init__(self, about: Screen[object]) -> None:
        """Explain a screen."""
        super().__init__()
        self._about = about

    def top_line(self) -> TopLine:
        """The top of the screen it explains."""
        return self._about.top_line() if isinstance(self._about, Page) else TopLine()

    def body(self) -> ComposeResult:
        """The keys and the words, in four lists."""
        about = self._about
        here = about.ROOM_COMMANDS if isinstance(about, Page) else ()
        heading = about.HEADING if isinstance(about, Page) else ""
        rooms = navigation(coordinates=isinstance(about, Page) and about.coordinates)
        with VerticalScroll(id="help"):
            if here:
                yield from _part(f"Här: {heading}", _rows(here))
            yield from _part("Överallt", _rows((*rooms, *ALWAYS)))
            yield from _part("I fält och listor", FIELDS)
            yield from _part("Ord", WORDS)

    def on_mount(self) -> None:
        """Let the arrow keys scroll at once."""
        self.query_one("#help").focus()


def _rows(commands: Iterable[Command]) -> list[tuple[str, str]]:
    return [(key_names(each.keys), each.description) for each in commands]


def _part(heading: str, rows: Iterable[tuple[str, str]]) -> ComposeResult:
    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=22, no_wrap=True)
    table.add_column()
    for left, right in rows:
        table.add_row(left, right)
    yield Static(heading, classes="heading", markup=False)
    yield Static(table)
