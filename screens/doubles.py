"""Dubbletter: who may be one person, asked while names are known; and the answers given."""

from collections.abc import Sequence
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.types import CSSPathType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from halsoverkstad.domain.words import UNKNOWN
from screens.commands import Command
from screens.library import Library
from screens.room import Room
from screens.widgets.paged_table import cut
from screens.words import MONTHS, count, number
from storage import doubles
from storage.doubles import Answered, Doubt
from storage.participants import ParticipantRow
from storage.store import Store

MOST_SHOWN = 100
"""More than this nobody answers at a sitting; the likeliest come first."""
NOTHING = "Inga just nu."


class DoublesRoom(Room):
    """Questions on top, the two side by side below, and the answers that hold."""

    CSS_PATH: ClassVar[CSSPathType | None] = "doubles.tcss"
    AUTO_FOCUS = "#questions"
    HEADING = "Dubbletter"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("answer(True)", "s", "Samma person", "De två är samma person och räknas som en."),
        Command("answer(False)", "o", "Olika personer", "De två är olika personer."),
        Command("later", "v", "Vet inte nu", "Lägger frågan sist. Den finns kvar."),
        Command(
            "take_back",
            "t",
            "Ta tillbaka",
            "Tar tillbaka det markerade svaret: frågan öppnas igen.",
        ),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka till deltagarna."),
    )

    def __init__(self, library: Library) -> None:
        """Ask about the library's participants."""
        super().__init__(library)
        self._doubts: list[Doubt] = []
        self._answers: list[Answered] = []
        self._later: list[tuple[bytes, bytes]] = []

    def body(self) -> ComposeResult:
        """Two lists and what is known of the marked pair."""
        yield Static("", id="doubles-title", markup=False)
        with Horizontal(id="doubles-lists"):
            with Vertical(id="questions-frame"):
                yield OptionList(id="questions", markup=False, compact=True)
            with Vertical(id="answers-frame"):
                yield OptionList(id="answers", markup=False, compact=True)
        yield Static("", id="pair")

    def on_mount(self) -> None:
        """Name the frames."""
        self.query_one("#questions-frame").border_title = "Är det samma person?"
        self.query_one("#answers-frame").border_title = "Svar som gäller"
        self.query_one("#pair").border_title = "Jämför"

    async def refresh_room(self) -> None:
        """Load questions and answers."""
        doubts, self._answers = await self.library.ask(_load)
        self._doubts = sorted(doubts, key=self._turn_of)[:MOST_SHOWN]
        self.query_one("#doubles-title", Static).update(_title(len(doubts)))
        self._draw()

    # Events

    @on(OptionList.OptionHighlighted)
    def _compare(self) -> None:
        marked = self._answer_marked() if self._answered.has_focus else self._doubt_marked()
        table = _comparison(self.library, marked.first, marked.second) if marked else ""
        self.query_one("#pair", Static).update(table)

    def on_resize(self) -> None:
        """Fit the names to the new width."""
        if self._doubts or self._answers:
            self.call_after_refresh(self._draw)

    def on_descendant_focus(self) -> None:
        """Show the pair that is marked in the list one has come to."""
        self._compare()

    # Actions

    @work(exclusive=True, group="answer", exit_on_error=False)
    async def action_answer(self, same: bool) -> None:
        """Answer the marked question."""
        doubt = self._doubt_marked()
        if doubt is None:
            return
        first, second = doubt.first, doubt.second
        await self.library.ask(doubles.answer, first.participant, second.participant, same=same)
        self.say(f"{first.display} och {second.display}: {_word(same=same)}. Ctrl+Z ångrar.")
        self.reload()

    def action_later(self) -> None:
        """Put the marked question last."""
        doubt = self._doubt_marked()
        if doubt is not None:
            self._later = [each for each in self._later if each != _key(doubt)] + [_key(doubt)]
            self.reload()

    @work(exclusive=True, group="answer", exit_on_error=False)
    async def action_take_back(self) -> None:
        """Take the marked answer back."""
        answered = self._answer_marked()
        if answered is None:
            self.say("Markera först ett svar i listan till höger (Tab).")
            return
        first, second = answered.first, answered.second
        await self.library.ask(doubles.take_back, first.participant, second.participant)
        self.say(f"Svaret om {first.display} och {second.display} är taget tillbaka.")
        self.reload()

    # Inside

    def _draw(self) -> None:
        asked = [(each.first, "=?", each.second) for each in self._doubts]
        said = [(each.first, "=" if each.same else "≠", each.second) for each in self._answers]
        _fill(self._questions, asked)
        _fill(self._answered, said[:MOST_SHOWN])
        self._compare()

    @property
    def _questions(self) -> OptionList:
        return self.query_one("#questions", OptionList)

    @property
    def _answered(self) -> OptionList:
        return self.query_one("#answers", OptionList)

    def _doubt_marked(self) -> Doubt | None:
        at = self._questions.highlighted
        return self._doubts[at] if at is not None and at < len(self._doubts) else None

    def _answer_marked(self) -> Answered | None:
        at = self._answered.highlighted
        if at is None or at >= len(self._answers) or not self._answered.has_focus:
            return None
        return self._answers[at]

    def _turn_of(self, doubt: Doubt) -> int:
        return self._later.index(_key(doubt)) + 1 if _key(doubt) in self._later else 0


def _load(store: Store) -> tuple[list[Doubt], list[Answered]]:
    return doubles.open_questions(store), doubles.answers(store)


def _key(doubt: Doubt) -> tuple[bytes, bytes]:
    return doubt.first.participant, doubt.second.participant


def _fill(options: OptionList, pairs: Sequence[tuple[ParticipantRow, str, ParticipantRow]]) -> None:
    at = options.highlighted
    width = max((options.scrollable_content_region.width - 8) // 2, 8)
    options.clear_options()
    for first, sign, second in pairs:
        names = [cut(each.display, width) for each in (first, second)]
        options.add_option(Option(Text(f"  {sign}  ".join(names), no_wrap=True)))
    if not pairs:
        options.add_option(Option(NOTHING, disabled=True))
    else:
        options.highlighted = min(at or 0, len(pairs) - 1)


def _title(questions: int) -> str:
    if not questions:
        return "Dubbletter: inga frågor väntar på svar"
    asked = f"Dubbletter: {count(questions, 'fråga', 'frågor')}, de troligaste först"
    return asked if questions <= MOST_SHOWN else f"{asked} ({number(MOST_SHOWN)} visas)"


def _word(*, same: bool) -> str:
    return "samma person" if same else "olika personer"


def _comparison(library: Library, first: ParticipantRow, second: ParticipantRow) -> Table:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(no_wrap=True, min_width=max(map(len, _LABELS)))
    table.add_column(ratio=1, no_wrap=True)
    table.add_column(ratio=1, no_wrap=True)
    for label, one, other in zip(
        _LABELS, _known(library, first), _known(library, second), strict=True
    ):
        style = "" if one == other else "bold"
        table.add_row(Text(label), Text(one, style), Text(other, style))
    return table


_LABELS = ("Namn", "Förnamn", "Efternamn", "Född", "Grupp", "Område, kön", "Besök")


def _known(library: Library, row: ParticipantRow) -> tuple[str, ...]:
    naming, attributes = row.naming, row.attributes
    month = MONTHS[naming.birth_month - 1] if naming and naming.birth_month else ""
    born = f"{month} {naming.birth_year or ''}".strip() if naming else ""
    about = [each for each in (attributes.area, attributes.sex) if each != UNKNOWN]
    visits = number(row.visits)
    if row.first is not None and row.last is not None:
        visits += f" ({row.first} – {row.last})"
    return (
        row.display,
        (naming.given if naming else "") or "–",
        (f"{naming.surname_letters}…" if naming and naming.surname_letters else "–"),
        born or "–",
        library.programme.group_label(attributes.group),
        ", ".join(about) or "–",
        visits,
    )
