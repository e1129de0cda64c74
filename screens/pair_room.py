"""Questions whether two are one: on top the questions and the answers, below what is known."""

from abc import abstractmethod
from collections.abc import Hashable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.types import CSSPathType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.library import Library
from screens.room import Room
from screens.widgets.paged_table import cut
from screens.words import count, number

Q = TypeVar("Q")
"""A question."""
A = TypeVar("A")
"""An answer that holds."""

MOST_SHOWN = 100
"""More than this nobody answers at a sitting; the likeliest come first."""
NOTHING = "Inga just nu."
OPEN, SAME, DIFFERENT = "=?", "=", "≠"


class PairRoom(Room, Generic[Q, A]):
    """Two lists side by side and the marked pair below them.

    Subclasses declare the commands `answer(True)`, `answer(False)`, `later` and `take_back`.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "pair_room.tcss"
    AUTO_FOCUS = "#questions"
    NAVIGATES = False
    QUESTION: ClassVar[str] = "Är det samma person?"
    """What the list of questions asks."""
    ORDER: ClassVar[str] = "de troligaste först"

    def __init__(self, library: Library, wanted: Hashable | None = None) -> None:
        """Begin with nothing loaded; the question of the `wanted` key stands first, if it is open."""
        super().__init__(library)
        self._wanted = wanted
        self._open: list[Q] = []
        self._said: list[A] = []
        self._later: list[Hashable] = []

    # What a subclass says

    @abstractmethod
    async def load(self) -> tuple[Sequence[Q], Sequence[A]]:
        """All open questions, the likeliest first, and the answers, the newest first."""

    @abstractmethod
    def key(self, question: Q) -> Hashable:
        """What a question is known by."""

    @abstractmethod
    def names(self, pair: Q | A) -> tuple[str, str]:
        """What the two are called in the lists."""

    @abstractmethod
    def is_same(self, answered: A) -> bool:
        """Which answer it is."""

    @abstractmethod
    async def compare(self, pair: Q | A) -> RenderableType:
        """What is known of the two, side by side."""

    @abstractmethod
    async def give(self, question: Q, *, same: bool) -> None:
        """Write an answer down."""

    @abstractmethod
    async def withdraw(self, answered: A) -> None:
        """Take an answer back."""

    def word(self, *, same: bool) -> str:
        """An answer in words."""
        return "samma person" if same else "olika personer"

    def about(self, pair: Q | A) -> str:
        """Which two, in a sentence."""
        return " och ".join(self.names(pair))

    # The screen

    def body(self) -> ComposeResult:
        """Two lists and what is known of the marked pair."""
        yield Static("", id="pairs-title", markup=False)
        with Horizontal(id="pairs-lists"):
            with Vertical(id="questions-frame"):
                yield OptionList(id="questions", markup=False, compact=True)
            with Vertical(id="answers-frame"):
                yield OptionList(id="answers", markup=False, compact=True)
        yield Static("", id="pair")

    def on_mount(self) -> None:
        """Name the frames."""
        self.query_one("#questions-frame").border_title = self.QUESTION
        self.query_one("#answers-frame").border_title = "Svar som gäller"
        self.query_one("#pair").border_title = "Jämför"

    async def refresh_room(self) -> None:
        """Load questions and answers."""
        asked, said = await self.load()
        self._open = sorted(asked, key=self._turn_of)[:MOST_SHOWN]
        self._said = list(said)
        self.query_one("#pairs-title", Static).update(self._title(len(asked)))
        self._draw()

    @on(OptionList.OptionHighlighted)
    def _marked_another(self) -> None:
        self._compare()

    def on_resize(self) -> None:
        """Fit the names to the new width."""
        if self._open or self._said:
            self.call_after_refresh(self._draw)

    def on_descendant_focus(self) -> None:
        """Show the pair that is marked in the list one has come to."""
        self._compare()

    # Actions

    @work(exclusive=True, group="answer", exit_on_error=False)
    async def action_answer(self, same: bool) -> None:
        """Answer the marked question."""
        question = self._question_marked()
        if question is None:
            return
        await self.give(question, same=same)
        self.say(f"{self.about(question)}: {self.word(same=same)}. Ctrl+Z ångrar.")
        self.reload()

    def action_later(self) -> None:
        """Put the marked question last."""
        question = self._question_marked()
        if question is not None:
            key = self.key(question)
            self._later = [each for each in self._later if each != key] + [key]
            self.reload()

    @work(exclusive=True, group="answer", exit_on_error=False)
    async def action_take_back(self) -> None:
        """Take the marked answer back."""
        answered = self._answer_marked()
        if answered is None:
            self.say("Markera först ett svar i listan till höger (Tab).")
            return
        await self.withdraw(answered)
        self.say(f"Svaret om {self.about(answered)} är taget tillbaka.")
        self.reload()

    # Inside

    @work(exclusive=True, group="compare", exit_on_error=False)
    async def _compare(self) -> None:
        marked = self._answer_marked() if self._answers.has_focus else self._question_marked()
        told = await self.compare(marked) if marked is not None else ""
        self.query_one("#pair", Static).update(told)

    def _draw(self) -> None:
        self._fill(self._questions, [(self.names(each), OPEN) for each in self._open])
        said = [
            (self.names(each), SAME if self.is_same(each) else DIFFERENT)
            for each in self._said[:MOST_SHOWN]
        ]
        self._fill(self._answers, said)
        self._compare()

    def _fill(self, options: OptionList, pairs: Sequence[tuple[tuple[str, str], str]]) -> None:
        at = options.highlighted
        room = max(options.scrollable_content_region.width - 8, 16)
        options.clear_options()
        for (one, other), sign in pairs:
            # A short name leaves its room to the other.
            space = max(room // 2, room - cell_len(one))
            second = cut(other, space)
            first = cut(one, room - cell_len(second))
            options.add_option(Option(Text(f"{first}  {sign}  {second}", no_wrap=True)))
        if not pairs:
            options.add_option(Option(NOTHING, disabled=True))
        else:
            options.highlighted = min(at or 0, len(pairs) - 1)

    @property
    def _questions(self) -> OptionList:
        return self.query_one("#questions", OptionList)

    @property
    def _answers(self) -> OptionList:
        return self.query_one("#answers", OptionList)

    def _question_marked(self) -> Q | None:
        at = self._questions.highlighted
        return self._open[at] if at is not None and at < len(self._open) else None

    def _answer_marked(self) -> A | None:
        at = self._answers.highlighted
        if at is None or at >= len(self._said) or not self._answers.has_focus:
            return None
        return self._said[at]

    def _turn_of(self, question: Q) -> int:
        key = self.key(question)
        if key in self._later:
            return self._later.index(key) + 1
        return -1 if key == self._wanted else 0

    def _title(self, questions: int) -> str:
        if not questions:
            return f"{self.HEADING}: inga frågor väntar på svar"
        asked = f"{self.HEADING}: {count(questions, 'fråga', 'frågor')}, {self.ORDER}"
        return asked if questions <= MOST_SHOWN else f"{asked} ({number(MOST_SHOWN)} visas)"


def side_by_side(labels: Sequence[str], one: Sequence[str], other: Sequence[str]) -> Table:
    """Two columns of facts under their labels; what differs is bold."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(no_wrap=True, min_width=max(map(len, labels)))
    table.add_column(ratio=1, no_wrap=True)
    table.add_column(ratio=1, no_wrap=True)
    for label, first, second in zip(labels, one, other, strict=True):
        style = "" if first == second else "bold"
        table.add_row(Text(label), Text(first, style), Text(second, style))
    return table
