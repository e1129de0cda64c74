"""Statistik: a period, a cut and a measure chosen by keys; bars, all measures, definitions."""

from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from exports.measures import MEASURE_LABELS
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension
from screens.commands import Command
from screens.figures import Cell, Figures, bars, definition_of, figures
from screens.library import Library
from screens.period_choice import PeriodChoice
from screens.room import Room
from screens.saving import (
    WAYS,
    check_ending,
    is_there,
    save_statistics,
    suggested_path,
    to_hand_out,
)
from screens.session_list import Listed, SessionList
from screens.widgets.chip import Chip
from screens.widgets.measure_panel import MeasurePanel
from screens.widgets.pick import Pick
from screens.widgets.write import Write
from screens.words import period_label
from storage.tracing import behind

FIRST_MEASURE = "unika"
_NO_CUT = "Ingen"
_CUTS = tuple(Dimension)


class StatisticsRoom(Room):
    """Figures and what lies behind them."""

    HEADING = "Statistik"
    HERE = "go('statistics')"
    CSS_PATH = "statistics.tcss"
    ROOM_COMMANDS = (
        Command("behind", "enter,o", "Bakom", "Visar tillfällena och koderna bakom siffran."),
        Command("length", "p", "Längd", "Byter mellan år, halvår, kvartal och månad."),
        Command("cut", "s", "Skärning", "Väljer vad siffrorna delas upp efter."),
        Command("measure", "m", "Mått", "Går till måtten; pilarna väljer ett."),
        Command("save", "f9", "Spara som", "Sparar siffrorna som Excel- eller CSV-fil."),
        Command("earlier", "left,comma", "Förra", "Går till perioden före.", footer=False),
        Command("later", "right,full_stop", "Nästa", "Går till perioden efter.", footer=False),
        Command("second", "u", "Dela vidare", "Delar upp efter ännu något.", footer=False),
        Command("type_period", "t", "Skriv period", "Skriv en egen period.", footer=False),
        Command("table", "a", "Alla mått", "Visar alla mått i en tabell.", footer=False),
        Command("definitions", "d", "Definitioner", "Visar hur allt räknas.", footer=False),
    )

    def __init__(self, library: Library) -> None:
        """Begin with this year, by workshop."""
        super().__init__(library)
        self._choice = PeriodChoice.around(library.today())
        self._cuts: tuple[Dimension, ...] = (Dimension.WORKSHOP,)
        self._measure = FIRST_MEASURE
        self._figures: Figures | None = None

    def body(self) -> ComposeResult:
        """What is chosen, the bars, all measures of the marked cell, definitions."""
        with Horizontal(id="chips"):
            yield Chip("length", id="chip-period")
            yield Chip("cut", id="chip-cut")
            yield Chip("measure", id="chip-measure")
        yield OptionList(id="cells")
        yield Static("", id="cell-label", markup=False)
        yield MeasurePanel(self._measure, id="measures")
        yield Static("", id="definition", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Focus in the bars."""
        self._show_choices()
        self.query_one("#cells").focus()

    def on_resize(self, _event: Resize) -> None:
        """Fit the bars to the new width."""
        self._show()

    async def refresh_room(self) -> None:
        """Count what is chosen."""
        self._show_choices()
        self._figures = await self.library.ask(figures, self._choice.period, self._cuts)
        self._show()

    @on(OptionList.OptionHighlighted, "#cells")
    def _other_cell(self) -> None:
        self._show_cell()

    @on(MeasurePanel.Chosen)
    def _other_measure(self, event: MeasurePanel.Chosen) -> None:
        self._measure = event.measure
        self._show_choices()
        self._show()

    @on(OptionList.OptionSelected, "#cells")
    def action_behind(self) -> None:
        """Open the sessions and codes behind the marked figure."""
        cell = self._cell
        if cell is not None:
            self._open_behind(cell, self._measure)

    def action_table(self) -> None:
        """All measures of all cells in one table."""
        from screens.measure_table import MeasureTable

        if self._figures is not None:
            shown = MeasureTable(self.library, self._figures, self._open_behind)
            self.shell.push_screen(shown)

    def action_length(self) -> None:
        """Another length of period."""
        self._choose(self._choice.next_length(self.library.today()))

    def action_earlier(self) -> None:
        """The period before."""
        self._choose(self._choice.step(-1))

    def action_later(self) -> None:
        """The period after."""
        self._choose(self._choice.step(1))

    def action_measure(self) -> None:
        """To the measures, and back."""
        panel, cells = self.query_one("#measures"), self.query_one("#cells")
        (cells if panel.has_focus else panel).focus()

    def action_definitions(self) -> None:
        """How everything is counted."""
        from screens.definitions import DefinitionsScreen

        if self._figures is not None:
            self.shell.push_screen(DefinitionsScreen(self.library, self._figures))

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_type_period(self) -> None:
        """A period as one writes it."""
        field = Write(
            "Vilken period?",
            self._choice.period.name,
            hint="Till exempel 2025, 2025H1, 2025K1, 2025-03 eller 2025-07-01..2026-06-30.",
            check=PeriodChoice.typed,
        )
        written = await self.shell.push_screen_wait(field)
        if written is not None:
            self._choose(PeriodChoice.typed(written))

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_cut(self) -> None:
        """What the figures are cut by."""
        picked = await self._pick("Dela upp efter", list(_CUTS), self._cuts[:1])
        if picked is not None:
            self._cut(picked)

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_second(self) -> None:
        """What they are cut by within that."""
        if not self._cuts:
            self.action_cut()
            return
        rest = [each for each in _CUTS if each != self._cuts[0]]
        picked = await self._pick(f"{self._cuts[0].label} och dessutom", rest, self._cuts[1:])
        if picked is not None:
            self._cut(self._cuts[:1] + picked)

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_save(self) -> None:
        """Save what is chosen as a file."""
        if self._figures is None:
            return
        answer = self._figures.answer
        way = await self.shell.push_screen_wait(Pick("Spara siffrorna", WAYS))
        if way is None:
            return
        public = way == 0
        field = Write(
            "Spara siffrorna som",
            str(suggested_path(answer, public=public)),
            hint="Filens ändelse väljer: .xlsx för Excel, .csv för annat.",
            done="Spara",
            check=check_ending,
        )
        written = await self.shell.push_screen_wait(field)
        if written is None:
            return
        path = check_ending(written)
        if await is_there(path) and not await self.ask_person(
            f"{path.name} finns redan. Ska den ersättas?", yes="Ersätt"
        ):
            return
        saved = await self.library.ask(to_hand_out, answer) if public else answer
        await save_statistics(saved, path)
        self.say(f"Sparad: {path}")

    def _open_behind(self, cell: Cell, measure: str) -> None:
        period = self._choice.period
        fetch = partial(_fetch, self.library, period, cell, measure)
        heading = (
            f"{MEASURE_LABELS[measure].label}: {cell.text(measure)} · {cell.label} · "
            f"{period_label(period)}"
        )
        self.shell.push_screen(SessionList(self.library, heading, fetch))

    async def _pick(
        self, heading: str, offered: list[Dimension], chosen: tuple[Dimension, ...]
    ) -> tuple[Dimension, ...] | None:
        """Offer dimensions and none; None: escape."""
        at = offered.index(chosen[0]) + 1 if chosen and chosen[0] in offered else 0
        words = [_NO_CUT, *(each.label for each in offered)]
        picked = await self.shell.push_screen_wait(Pick(heading, words, at))
        if picked is None:
            return None
        return (offered[picked - 1],) if picked else ()

    def _choose(self, choice: PeriodChoice) -> None:
        self._choice = choice
        self.reload()

    def _cut(self, cuts: tuple[Dimension, ...]) -> None:
        self._cuts = cuts
        self.query_one("#cells", OptionList).highlighted = None
        self.reload()

    def _show_choices(self) -> None:
        cuts = " · ".join(each.label for each in self._cuts) or _NO_CUT
        for chip, text in (
            ("#chip-period", f"← {period_label(self._choice.period)} →"),
            ("#chip-cut", f"Skärning: {cuts}"),
            ("#chip-measure", f"Mått: {MEASURE_LABELS[self._measure].label}"),
        ):
            self.query_one(chip, Static).update(text)

    def _show(self) -> None:
        if self._figures is None:
            return
        cells = self._figures.cells
        options = self.query_one("#cells", OptionList)
        marked = options.highlighted or 0
        lines = bars(cells, self._measure, self.size.width - 4)
        with self.prevent(OptionList.OptionHighlighted):
            options.clear_options()
            options.add_options([Option(each) for each in lines])
            options.highlighted = min(marked, len(cells) - 1)
        self._show_cell()
        text = definition_of(self._measure, self._figures)
        self.query_one("#definition", Static).update(text)

    def _show_cell(self) -> None:
        cell = self._cell
        if cell is not None:
            self.query_one("#cell-label", Static).update(f"{cell.label}, alla mått")
            self.query_one("#measures", MeasurePanel).show(cell)

    @property
    def _cell(self) -> Cell | None:
        marked = self.query_one("#cells", OptionList).highlighted
        if self._figures is None or marked is None or marked >= len(self._figures.cells):
            return None
        return self._figures.cells[marked]


async def _fetch(library: Library, period: Period, cell: Cell, measure: str) -> Listed:
    found = await library.ask(behind, period, cell.dimensions, cell.row.key, measure)
    return Listed(found.sessions, found.participants)
