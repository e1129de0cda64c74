"""Dra en omgång: how many, of whom, and what it would be before it is drawn."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.types import CSSPathType
from textual.widgets import Button, Checkbox, Input, Static

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.words import COMMON, COMMON_LABEL
from screens import panel_words as words
from screens.attendance_rows import short_group
from screens.commands import Command
from screens.keyboard import LOADING
from screens.library import Library
from screens.log import likely_periods
from screens.panel_wish import WrittenWish, read_wish
from screens.report_periods import first_period
from screens.room import Room
from screens.session_draft import Unreadable
from screens.widgets.completing import Completing
from screens.widgets.fields import Entry, Field
from screens.widgets.tick import Tick
from storage import joining, panel_drawing, panel_following
from storage.panel import Draw, Stratum
from storage.panel_drawing import Wish
from storage.panel_following import Attrition
from storage.store import Store

_ADULTS = "vuxna"
_SEED = "datorn väljer"
_HOW = "F8 visar hur många det blir, utan att dra. Vilka de är syns först när omgången är dragen."


class PanelDrawing(Room):
    """Period, number, seed; groups and workshops to tick; below what it would be."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["widgets/fields.tcss", "panel_drawing.tcss"]
    AUTO_FOCUS = ""
    HEADING = "Dra en omgång"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("draw", "f9", "Dra", "Drar omgången och sparar den, med frö och datum."),
        Command("try", "f8", "Prova", "Visar hur många det skulle bli. Inget sparas."),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka utan att dra."),
        Command("nothing_to_undo", "ctrl+z", "Ångra", "Ångrar inget här.", footer=False),
    )

    def __init__(self, library: Library, last: Draw | None, drawn: Callable[[Draw], None]) -> None:
        """Begin as the round before, if there is one; `drawn` is told of the new one."""
        super().__init__(library)
        self._last = last
        self._drawn = drawn

    def body(self) -> ComposeResult:
        """The fields, two columns of boxes, the buttons, what it would be."""
        last = self._last
        yield Static("Dra en omgång av panelen", id="form-title", markup=False)
        with VerticalScroll(id="drawing", can_focus=False):
            yield Field("Period", Completing(id="period"), id="field-period")
            size = str(last.size) if last else ""
            yield Field("Antal", Entry(size, id="size", longest=4), id="field-size")
            yield Field("Frö", Entry(placeholder=_SEED, id="seed", longest=10), id="field-seed")
            with Horizontal(id="of-whom"):
                yield Field("Grupper", Vertical(*self._groups()), id="field-groups")
                yield Field("Verkstäder", Vertical(*self._workshops()), id="field-workshops")
            if last is not None:
                yield Tick(
                    "Behåll dem från förra omgången som går att fråga", value=True, id="keep"
                )
            with Horizontal(classes="buttons"):
                yield Button("Prova (F8)", id="do-try", compact=True)
                yield Button("Dra (F9)", id="do-draw", variant="primary", compact=True)
            yield Static(_HOW, id="drawing-told", markup=False)

    def on_mount(self) -> None:
        """Say what the numbers are, and propose a period."""
        self.query_one("#field-size", Field).hint("högst, av varje verkstad och grupp")
        self.query_one("#field-seed", Field).hint("samma frö ger samma urval")
        self.query_one("#period", Completing).suggest(likely_periods(self.library))
        self._load()

    # Events

    @on(Input.Changed)
    @on(Checkbox.Changed)
    def _mended(self) -> None:
        """What was told was of another wish."""
        for each in self.query(Field):
            each.complain(None)
        self._tell(_HOW)

    # Actions

    @on(Button.Pressed, "#do-try")
    @work(exclusive=True, group="draw", exit_on_error=False)
    async def action_try(self) -> None:
        """Show how many it would be."""
        wish = self._wish()
        if wish is None:
            return
        try:
            draw, found = await self.library.ask(_try, wish)
        except Fault as fault:
            self._tell(str(fault), wrong=True)
        else:
            lines = words.trial_lines(self.library.programme, draw, found)
            self._tell(f"Så många skulle det bli. Inget är sparat.\n{lines}")

    @on(Button.Pressed, "#do-draw")
    @work(exclusive=True, group="draw", exit_on_error=False)
    async def action_draw(self) -> None:
        """Draw, say so, and show the round."""
        wish = self._wish()
        if wish is None:
            return
        try:
            draw, travels = await self.library.ask(_draw, wish)
        except Fault as fault:
            self._tell(str(fault), wrong=True)
            return
        self._drawn(draw)
        self.shell.notify(words.drawn(draw, travels=travels), markup=False)
        self.shell.pop_screen()

    def action_nothing_to_undo(self) -> None:
        """What is saved is undone outside the form."""
        self.say("Inget att ångra här.")

    # Inside

    @work(exclusive=True, group=LOADING, exit_on_error=False)
    async def _load(self) -> None:
        field = self.query_one("#period", Completing)
        field.value = (await self.library.ask(first_period)).name
        field.query_one(Input).focus()

    def _wish(self) -> Wish | None:
        """What is wished for; None if something is wrong, which is then shown at its field."""
        try:
            return read_wish(self._form())
        except Unreadable as unreadable:
            for name, sentence in unreadable.faults.items():
                self.query_one(f"#field-{name}", Field).complain(sentence)
            self.query_one(f"#field-{next(iter(unreadable.faults))}", Field).enter()
            return None

    def _form(self) -> WrittenWish:
        every = self._every_workshop
        return WrittenWish(
            self.query_one("#period", Completing).value,
            self.query_one("#size", Entry).value,
            self.query_one("#seed", Entry).value,
            self._ticked("group", self.library.programme.group_keys),
            self._ticked("workshop", every),
            every,
            anew=not all(each.value for each in self.query("#keep").results(Tick)),
        )

    def _groups(self) -> Iterator[Tick]:
        last, programme = self._last, self.library.programme
        for at, key in enumerate(programme.group_keys):
            ticked = key in last.groups if last else key == _ADULTS
            yield Tick(short_group(programme, key), value=ticked, id=f"group-{at}")

    def _workshops(self) -> Iterator[Tick]:
        limited = self._last.workshops if self._last else ()
        for at, name in enumerate(self._every_workshop):
            ticked = not limited or name in limited
            yield Tick(name or COMMON_LABEL, value=ticked, id=f"workshop-{at}")

    def _ticked(self, kind: str, every: Sequence[str]) -> tuple[str, ...]:
        return tuple(
            name for at, name in enumerate(every) if self.query_one(f"#{kind}-{at}", Tick).value
        )

    @property
    def _every_workshop(self) -> tuple[str, ...]:
        return (*self.library.programme.workshop_names, COMMON)

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        told = self.query_one("#drawing-told", Static)
        told.update(text)
        told.set_class(wrong, "wrong")


def _try(store: Store, wish: Wish) -> tuple[Draw, dict[Stratum | None, Attrition]]:
    draw = panel_drawing.draw(store, wish, dry_run=True)
    return draw, dict(panel_following.attrition(store, draw))


def _draw(store: Store, wish: Wish) -> tuple[Draw, bool]:
    """The round, and whether other computers are to have it."""
    return panel_drawing.draw(store, wish), joining.membership(store) is not None
