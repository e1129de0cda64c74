"""Who came: ticking among those who usually come, and type-ahead among all who are known."""

from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from halsoverkstad.domain.facts import Attributes
from halsoverkstad.domain.swedish import search_key
from halsoverkstad.domain.words import COMMON
from screens.attendance import Attendance, Chosen
from screens.attendance_rows import fits, new_label, row_label, short_group
from screens.library import Library
from storage import register_rows
from storage.register_rows import ParticipantRow

HINT = "Namn + Enter, eller ↓ och Enter."
NOBODY = "Ingen finns än. Skriv namn + Enter."


class _NameLine(Input):
    """Where names are typed. Space in an empty line is no name: it ticks."""

    class Ticked(Message):
        """Space was pressed in an empty line."""

    def on_key(self, event: events.Key) -> None:
        if event.key == "space" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.Ticked())


class AttendancePicker(Vertical):
    """Who was at the session. `attendance` keeps who is ticked, whatever is shown."""

    # The search line and the list let these through: one has the letters, the other the arrows.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "point(1)", "Nästa", show=False),
        Binding("up", "point(-1)", "Förra", show=False),
        Binding("space", "tick", "Kryssa", show=False),
        Binding("left", "group(-1)", "Grupp", show=False),
        Binding("right", "group(1)", "Grupp", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Someone was ticked or unticked."""

    @dataclass
    class NewWanted(Message):
        """Nobody has the name that was typed; or nothing was typed and someone new is wanted."""

        name: str

    def __init__(self, library: Library) -> None:
        """Pick among the participants of a library."""
        super().__init__(id="who-known")
        self.attendance = Attendance()
        self._library = library
        self._workshop = COMMON
        self._day = library.today()
        self._first: tuple[ParticipantRow, ...] = ()
        self._shown: list[ParticipantRow] = []
        self._shown_for: str | None = None

    def compose(self) -> ComposeResult:
        """The line, what was done last, and the list."""
        with Horizontal(id="who-line"):
            yield _NameLine(placeholder="Namn …", id="who-search", compact=True)
            yield Button("+ Ny", id="who-new", compact=True)
        yield Static(HINT, id="who-told", markup=False)
        yield OptionList(id="who-list", markup=False, compact=True)

    def on_mount(self) -> None:
        """The button is for the mouse; the keyboard has Enter."""
        self.query_one("#who-new").can_focus = False

    # What the form asks and tells

    def start_with(self, chosen: Iterable[Chosen]) -> None:
        """Tick those who are already on the session."""
        self.attendance.begin(chosen)
        self._tell_form()

    def set_context(self, workshop: str, day: date) -> None:
        """Suggest the regulars of this workshop on this day."""
        if (workshop, day) != (self._workshop, self._day) or self._shown_for is None:
            self._workshop, self._day = workshop, day
            self.reload()

    def put_first(self, rows: Iterable[ParticipantRow]) -> None:
        """Suggest these before all others."""
        self._first = tuple(rows)
        self.reload()

    def tick_first(self) -> int:
        """Tick all who were put first; how many were not ticked before."""
        new = [row for row in self._first if row not in self.attendance]
        if new:
            self._tick(*(Chosen(row, row.attributes) for row in new))
            self.reload()
        return len(new)

    def add(self, row: ParticipantRow, attributes: Attributes) -> None:
        """Tick someone who has just been registered."""
        self._tick(Chosen(row, attributes))
        self.tell(f"{row.display} är med.")
        self.reload()

    def undo(self) -> bool:
        """Take back the last tick; False: there is none."""
        if not self.attendance.undo():
            return False
        self._tell_form()
        self.reload()
        return True

    def enter(self) -> None:
        """Put the cursor in the search line."""
        self._search.focus()

    def tell(self, sentence: str) -> None:
        """Say what was done, above the list."""
        self.query_one("#who-told", Static).update(sentence, layout=False)

    # Actions

    def action_point(self, by: int) -> None:
        """Move the mark in the list while typing goes on."""
        people = self._people
        if people.highlighted is None:
            people.highlighted = (0 if by > 0 else people.option_count - 1) if self._shown else None
        elif by > 0:
            people.action_cursor_down()
        else:
            people.action_cursor_up()

    @on(_NameLine.Ticked)
    def action_tick(self) -> None:
        """Tick or untick the marked person."""
        if self._people.highlighted is not None:
            self._toggle_at(self._people.highlighted)

    @on(Input.Submitted, "#who-search")
    def _accept(self, event: Input.Submitted) -> None:
        """Take the one who is marked, or the one whose name was typed; then the line is empty."""
        event.stop()
        text = self._search.value.strip()
        at = self._people.highlighted if self._shown_for == text else None
        if not text:
            self._toggle_at(at)
            return
        self._search.value = ""
        if at is not None:
            self._take_at(at, text)
        else:
            self._later(partial(self._take_named, text), group="take", exclusive=False)

    def on_key(self, event: events.Key) -> None:
        """Letters typed in the list go on in the search line."""
        if self._people.has_focus and event.is_printable and event.key != "space":
            event.stop()
            event.prevent_default()
            self._search.focus()
            self._search.value += event.character or ""
            self._search.cursor_position = len(self._search.value)

    def action_group(self, by: int) -> None:
        """Note another group about the marked person, at this session only."""
        row = self._marked()
        if row is None or row not in self.attendance:
            self.tell("Kryssa först, byt sedan grupp med ← →.")
            return
        programme = self._library.programme
        group = self.attendance.change_group(row, by, programme)
        self._tell_form()
        self._repaint()
        self.tell(f"{row.display}: {short_group(programme, group)} den här gången.")

    def reload(self) -> None:
        """Suggest anew, for what is typed now; the latest call wins."""
        self._later(
            partial(self._load, self._search.value.strip()), group="suggest", exclusive=True
        )

    # Events

    @on(Input.Changed, "#who-search")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.reload()

    @on(OptionList.OptionSelected, "#who-list")
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        text = self._search.value.strip()
        if event.option_index == len(self._shown):
            self._search.value = ""
            self.post_message(self.NewWanted(text))
        else:
            self._toggle_at(event.option_index)

    @on(Button.Pressed, "#who-new")
    def _new_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        text = self._search.value.strip()
        self._search.value = ""
        self.post_message(self.NewWanted(text))

    def on_resize(self) -> None:
        """Fit the rows to the new width."""
        self._repaint()

    # Inside

    @property
    def _search(self) -> Input:
        return self.query_one("#who-search", Input)

    @property
    def _people(self) -> OptionList:
        return self.query_one("#who-list", OptionList)

    def _later(
        self, work: Callable[[], Coroutine[None, None, None]], *, group: str, exclusive: bool
    ) -> None:
        # On the screen, not on this widget: the screen says what went wrong in its workers.
        self.screen.run_worker(work, group=group, exclusive=exclusive, exit_on_error=False)

    async def _load(self, text: str) -> None:
        rows = await self._find(text)
        self._shown, self._shown_for = rows, text
        people = self._people
        people.clear_options()
        people.add_options(
            [*(Option(self._label(row)) for row in rows), Option(new_label(text), "new")]
        )
        if text:
            people.highlighted = _likeliest(rows, text)
        elif not rows:
            self.tell(NOBODY)

    async def _find(self, text: str) -> list[ParticipantRow]:
        chosen = [each.row for each in self.attendance.chosen.values()]
        first = [row for row in self._first if row not in self.attendance]
        at_hand = [row for row in (*chosen, *first) if fits(text, row.display)]
        leave_out = {row.participant for row in (*chosen, *first)}
        known = await self._library.ask(
            register_rows.suggest, text, self._workshop, self._day, leave_out
        )
        return [*at_hand, *known]

    async def _take_named(self, text: str) -> None:
        rows = await self._find(text)
        if rows:
            self._take(rows[_likeliest(rows, text)])
        else:
            self.post_message(self.NewWanted(text))

    def _take_at(self, at: int, text: str) -> None:
        if at < len(self._shown):
            self._take(self._shown[at])
        else:
            self.post_message(self.NewWanted(text))

    def _take(self, row: ParticipantRow) -> None:
        if row in self.attendance:
            self.tell(f"{row.display} är redan med.")
        else:
            self._tick(Chosen(row, row.attributes))
            self.tell(f"{row.display} är med.")

    def _toggle_at(self, at: int | None) -> None:
        if at is None:
            self.screen.focus_next()
        elif at >= len(self._shown):
            self.post_message(self.NewWanted(""))
        elif self._shown[at] in self.attendance:
            self._untick(self._shown[at])
        else:
            self._take(self._shown[at])
            self._repaint()

    def _untick(self, row: ParticipantRow) -> None:
        self.attendance.untick(row)
        self._tell_form()
        self.tell(f"{row.display} är inte med längre.")
        self._repaint()

    def _tick(self, *chosen: Chosen) -> None:
        self.attendance.tick(*chosen)
        self._tell_form()

    def _tell_form(self) -> None:
        self.post_message(self.Changed())

    def _marked(self) -> ParticipantRow | None:
        at = self._people.highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def _repaint(self) -> None:
        for index, row in enumerate(self._shown):
            self._people.replace_option_prompt_at_index(index, self._label(row))

    def _label(self, row: ParticipantRow) -> Text:
        width = self._people.scrollable_content_region.width
        chosen = self.attendance.chosen.get(row.participant)
        return row_label(self._library.programme, row, chosen, width)


def _likeliest(rows: Sequence[ParticipantRow], text: str) -> int:
    """Where the one stands whose whole name was typed; else the first."""
    names = [search_key(row.display) for row in rows]
    return names.index(search_key(text)) if search_key(text) in names else 0
