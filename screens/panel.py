"""Panel: the rounds of the university's survey, whom to ask, and how many answered."""

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.types import CSSPathType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from exports.panel_file import ENDING, write_codes
from screens import panel_words as words
from screens.commands import Command
from screens.library import Library
from screens.panel_answers import ask_answers
from screens.panel_standing import Round, Standing, standing
from screens.room import Room
from screens.saving import documents, is_there
from screens.widgets.chip import Chip
from screens.widgets.paged_table import PAGE, Column, Line, PagedTable
from screens.widgets.pick import Pick
from screens.widgets.write_path import WritePath
from screens.words import count
from storage import panel, panel_following
from storage.panel import Draw, Stratum
from storage.panel_following import Asked
from storage.panel_following import Standing as Member

COLUMNS = (
    Column("Namn eller kod", stretch=1),
    Column("Verkstad", 18),
    Column("Förra", 5),
    Column("Att veta", 25),
    Column("Kod", 16, from_width=100),
)
NOBODY = "Ingen."
_OF_A_ROUND = frozenset({"answers", "refuse", "codes", "open", "rounds", "step", "remove"})
_ONLY_WHERE_DRAWN = frozenset({"draw", "codes", "remove"})


class PanelRoom(Room):
    """Workshops and groups on top, with figures; below, those of the marked one."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["widgets/paged_table.tcss", "panel.tcss"]
    HEADING = "Enkätens panel"
    HERE = "go('panel')"
    AUTO_FOCUS = "#strata"
    ROOM_COMMANDS = (
        Command("draw", "d", "Dra ny", "Slumpar en ny omgång bland dem som återkommer."),
        Command(
            "answers",
            "s",
            "Svar",
            "Skriver in hur många som nåddes och svarade i den markerade verkstaden.",
        ),
        Command(
            "refuse",
            "n",
            "Vill inte",
            "Noterar att den markerade inte vill tillfrågas; en gång till: vill det ändå.",
        ),
        Command("codes", "k", "Skriv koder", "Skriver omgångens koder till en fil, utan namn."),
        Command(
            "open", "o", "Öppna", "Öppnar den markerade, om någon här vet vem det är.", footer=False
        ),
        Command("rounds", "p", "Omgång", "Väljer bland omgångarna.", footer=False),
        Command("step(-1)", "left,comma", "Förra", "Går till omgången före.", footer=False),
        Command("step(1)", "right,full_stop", "Nästa", "Går till omgången efter.", footer=False),
        Command(
            "remove",
            "delete",
            "Ta bort",
            "Tar bort omgången om den blev fel. Ctrl+Z ångrar.",
            footer=False,
        ),
    )

    def __init__(self, library: Library) -> None:
        """Begin with the latest round."""
        super().__init__(library)
        self._wanted: bytes | None = None
        self._standing: Standing | None = None
        self._stratum: Stratum | None = None
        self.add_class("-nothing")

    def body(self) -> ComposeResult:
        """Which round and how it was drawn; its figures; whom to ask."""
        with Horizontal(id="panel-head"):
            yield Chip("rounds", id="panel-round")
            yield Static("", id="panel-drawn", markup=False)
        yield Static("Räknar …", id="panel-nothing", markup=False)
        yield Static("", id="strata-heading", markup=False)
        yield OptionList(id="strata", markup=False, compact=True)
        yield Static(words.CARE, id="panel-care", classes="quiet", markup=False)
        yield PagedTable(COLUMNS, nothing=NOBODY, id="members")

    async def refresh_room(self) -> None:
        """See how the round stands."""
        self._standing = await self.library.ask(standing, self._wanted)
        self._draw()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A panel is drawn where everybody is counted once: not on a laptop of a programme."""
        now = self._standing
        if action in _OF_A_ROUND and (now is None or now.shown is None):
            return False
        if action in _ONLY_WHERE_DRAWN and now is not None and not now.draws_here:
            return False
        return super().check_action(action, parameters)

    # Events

    @on(OptionList.OptionHighlighted, "#strata")
    def _another_stratum(self, event: OptionList.OptionHighlighted) -> None:
        shown, at = self._shown, event.option_list.highlighted
        if shown is None or at is None or self._stratum == shown.strata[at]:
            return
        self._stratum = shown.strata[at]
        self._members.from_start()
        self._draw_members(shown)

    @on(OptionList.OptionSelected, "#strata")
    def _to_the_members(self) -> None:
        self._members.enter()

    @on(PagedTable.PageWanted)
    def _page_wanted(self) -> None:
        if self._shown is not None:
            self._draw_members(self._shown)

    @on(PagedTable.Opened)
    def action_open(self) -> None:
        """Open the marked participant where it is known who it is."""
        from screens.participant_form import ParticipantForm

        marked = self._marked
        if marked is None:
            self._members.enter()
        elif marked.participant is None or not marked.names:
            self.say(f"{marked.code} är känd på en annan dator. Koden går att säga på telefon.")
        else:
            self.shell.push_screen(ParticipantForm(self.library, marked.participant))

    def on_resize(self, event: Resize) -> None:
        """Fit the figures to the new width."""
        if event.size.width:
            self.call_after_refresh(self._draw)

    # Actions

    def action_draw(self) -> None:
        """Draw a round."""
        from screens.panel_drawing import PanelDrawing

        last = self._standing.draws[-1] if self._standing and self._standing.draws else None
        self.shell.push_screen(PanelDrawing(self.library, last, self._go_to))

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_rounds(self) -> None:
        """Pick a round."""
        now = self._standing
        if now is None or not now.draws:
            return
        lines = [words.round_line(self.library.programme, each) for each in now.draws]
        picked = await self.shell.push_screen_wait(Pick("Omgångar", lines, now.at))
        if picked is not None:
            self._go_to(now.draws[picked])

    def action_step(self, by: int) -> None:
        """The round before or after."""
        now = self._standing
        if now is not None and 0 <= now.at + by < len(now.draws):
            self._go_to(now.draws[now.at + by])

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_answers(self) -> None:
        """Note how many of the marked stratum were reached and answered."""
        shown, stratum = self._shown, self._stratum
        if shown is None or stratum is None:
            self.say("Markera först en verkstad i listan överst.")
            return
        label = words.stratum_label(self.library.programme, shown.draw, stratum)
        response = await ask_answers(self, shown, stratum, label)
        if response is not None:
            await self.library.ask(panel_following.report_responses, shown.draw, stratum, response)
            self.say(f"Sparat för {label}. Bara antalen sparas, aldrig vem. Ctrl+Z ångrar.")
            self.reload()

    @work(exclusive=True, group="change", exit_on_error=False)
    async def action_refuse(self) -> None:
        """Note that the marked member does not want to be asked, or does after all."""
        now, marked = self._standing, self._marked
        if now is None or marked is None:
            self._members.enter()
            self.say("Markera den som inte vill, och tryck N.")
            return
        if marked.participant is None or marked.standing is Member.ERASED:
            self.say("Den personen finns inte på den här datorn.")
            return
        refuses = marked.standing is not Member.REFUSED
        await self.library.ask(panel.set_refusal, marked.participant, refuses=refuses)
        self.say(words.noted(marked, refuses=refuses, travels=now.travels))
        self.reload()

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_codes(self) -> None:
        """Write the codes to a file."""
        shown = self._shown
        if shown is None:
            return
        suggested = _file_for(shown.draw)
        path = await self.shell.push_screen_wait(
            WritePath("Koderna, utan namn", suggested, ENDING, done="Skriv")
        )
        if path is None:
            return
        if await is_there(path) and not await self.ask_person(
            f"{path} finns redan. Ersätta den?", yes="Ersätt"
        ):
            return
        number = await self.library.ask(write_codes, shown.draw, path)
        self.say(f"{count(number, 'kod', 'koder')} på dem som kan tillfrågas: {path}")

    @work(exclusive=True, group="change", exit_on_error=False)
    async def action_remove(self) -> None:
        """Take the round back."""
        if self._shown is not None:
            await self.library.ask(panel.remove_draw, self._shown.draw)
            label = words.round_label(self.library.programme, self._shown.draw)
            self.say(f"Omgången {label} är borttagen. Ctrl+Z ångrar.")
            self.reload()

    # Inside

    def _go_to(self, draw: Draw) -> None:
        """Show a round."""
        self._wanted = draw.id
        self._stratum = None
        self._members.from_start()
        self.reload()

    def _draw(self) -> None:
        now = self._standing
        if now is None:
            return
        shown = now.shown
        self.set_class(shown is None, "-nothing")
        self.set_class(shown is None or not shown.known_here, "-nameless")
        nothing = words.NOT_DRAWN if now.draws_here else words.NOT_HERE
        self.query_one("#panel-nothing", Static).update(nothing)
        label = words.round_label(self.library.programme, shown.draw) if shown else ""
        self.query_one("#panel-round", Chip).update(f"← Panelen {label} →" if shown else "Panelen")
        self.query_one("#panel-drawn", Static).update(words.how_drawn(shown.draw) if shown else "")
        if shown is not None:
            self._draw_strata(shown)
            self._draw_members(shown)

    def _draw_strata(self, shown: Round) -> None:
        options = self.query_one("#strata", OptionList)
        width = max(self.size.width - _SIDES, 0)
        heading, *lines = words.strata_lines(self.library.programme, shown.draw, shown.found, width)
        self.query_one("#strata-heading", Static).update(heading)
        at = shown.strata.index(self._stratum) if self._stratum in shown.strata else 0
        options.clear_options()
        options.add_options(Option(Text(each, no_wrap=True)) for each in lines)
        options.highlighted = at

    def _draw_members(self, shown: Round) -> None:
        members = shown.of(self._stratum)
        first = self._members.offset_wanted
        lines = [
            Line(
                each.code.encode(),
                words.member_cells(
                    self.library.programme, shown.draw, each, known_here=shown.known_here
                ),
            )
            for each in members[first : first + PAGE]
        ]
        self._members.show(lines, len(members))

    @property
    def _shown(self) -> Round | None:
        return self._standing.shown if self._standing else None

    @property
    def _members(self) -> PagedTable:
        return self.query_one("#members", PagedTable)

    @property
    def _marked(self) -> Asked | None:
        """The marked member, if one has gone to the list of them."""
        if self._shown is None or self.focused not in self._members.walk_children():
            return None
        marked = self._members.marked
        return next((each for each in self._shown.asked if each.code.encode() == marked), None)


_SIDES = 3


def _file_for(draw: Draw) -> Path:
    return documents() / f"panel-{draw.period.name.replace('..', '--')}{ENDING}"
