"""Frågor över datorerna: somebody here, and a code on another laptop, who may be one person."""

from collections.abc import Hashable, Sequence

from rich.table import Table
from rich.text import Text

from screens.commands import Command
from screens.doubles import LABELS, known
from screens.pair_room import PairRoom
from storage import asking, doubles
from storage.asking import AnsweredOver, Asked
from storage.store import Store

Pair = Asked | AnsweredOver
_HOW_TO_ASK = (
    "Känd på en annan dator. Ring och säg koden: där hittas den under Deltagare (F5) genom att "
    "söka på den. Samordnaren ser vilken dator det är."
)


class AskedRoom(PairRoom[Asked, AnsweredOver]):
    """What the coordinator's file asks, as far as one of the two is known here by name."""

    HEADING = "Frågor över datorerna"
    ROOM_COMMANDS = (
        Command("answer(True)", "s", "Samma person", "De två är samma person och räknas som en."),
        Command("answer(False)", "o", "Olika personer", "De två är olika personer."),
        Command("later", "v", "Vet inte än", "Lägger frågan sist. Den finns kvar."),
        Command(
            "take_back",
            "t",
            "Ta tillbaka",
            "Tar tillbaka det markerade svaret: frågan öppnas igen.",
        ),
        Command("app.back", "escape", "Tillbaka", "Går tillbaka till Lämna in."),
    )

    async def load(self) -> tuple[Sequence[Asked], Sequence[AnsweredOver]]:
        """What the coordinator asks, and what was answered."""
        return await self.library.ask(_load)

    def key(self, question: Asked) -> Hashable:
        """The two participants."""
        return question.here.participant, question.there

    def names(self, pair: Pair) -> tuple[str, str]:
        """A name and a code."""
        return pair.here.display, pair.code

    def is_same(self, answered: AnsweredOver) -> bool:
        """Which answer it is."""
        return answered.same

    async def compare(self, pair: Pair) -> Table:
        """What is known here, and how to find out about the other."""
        left = Table.grid(padding=(0, 2))
        left.add_column(no_wrap=True)
        left.add_column(no_wrap=True)
        for label, fact in zip(LABELS, known(self.library, pair.here), strict=True):
            left.add_row(Text(label), Text(fact))
        aside = Text.assemble(
            "Koden här:  ",
            (f"{pair.here.pseudonym}\n", "bold"),
            "Den andras: ",
            (f"{pair.code}\n", "bold"),
            _HOW_TO_ASK,
        )
        table = Table.grid(padding=(0, 2), expand=True)
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        table.add_row(left, aside)
        return table

    async def give(self, question: Asked, *, same: bool) -> None:
        """Write an answer down: it travels with the next file."""
        await self.library.ask(doubles.answer, question.here.participant, question.there, same=same)

    async def withdraw(self, answered: AnsweredOver) -> None:
        """Take an answer back."""
        await self.library.ask(doubles.take_back, answered.here.participant, answered.there)


def _load(store: Store) -> tuple[list[Asked], list[AnsweredOver]]:
    return asking.open_questions(store), asking.answers(store)
