"""Dubbletter: who may be one person, asked while names are known; and the answers given."""

from collections.abc import Hashable, Sequence

from rich.table import Table

from halsoverkstad.domain.words import UNKNOWN
from screens.commands import Command
from screens.library import Library
from screens.pair_room import PairRoom, side_by_side
from screens.words import MONTHS, number
from storage import doubles
from storage.doubles import Answered, Doubt
from storage.register_rows import ParticipantRow
from storage.store import Store

Pair = Doubt | Answered


class DoublesRoom(PairRoom[Doubt, Answered]):
    """Participants of this laptop who may be one person."""

    HEADING = "Dubbletter"
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
        Command("app.back", "escape", "Tillbaka", "Går tillbaka dit du kom ifrån."),
    )

    async def load(self) -> tuple[Sequence[Doubt], Sequence[Answered]]:
        """Questions found by name, and every answer."""
        return await self.library.ask(_load)

    def key(self, question: Doubt) -> Hashable:
        """The two participants."""
        return question.first.participant, question.second.participant

    def names(self, pair: Pair) -> tuple[str, str]:
        """What they are called here."""
        return pair.first.display, pair.second.display

    def is_same(self, answered: Answered) -> bool:
        """Which answer it is."""
        return answered.same

    async def compare(self, pair: Pair) -> Table:
        """All that is known of the two."""
        return side_by_side(
            LABELS, known(self.library, pair.first), known(self.library, pair.second)
        )

    async def give(self, question: Doubt, *, same: bool) -> None:
        """Write an answer down."""
        first, second = question.first, question.second
        await self.library.ask(doubles.answer, first.participant, second.participant, same=same)

    async def withdraw(self, answered: Answered) -> None:
        """Take an answer back."""
        first, second = answered.first, answered.second
        await self.library.ask(doubles.take_back, first.participant, second.participant)


def _load(store: Store) -> tuple[list[Doubt], list[Answered]]:
    return doubles.open_questions(store), doubles.answers(store)


LABELS = ("Namn", "Förnamn", "Efternamn", "Född", "Grupp", "Område, kön", "Besök")


def known(library: Library, row: ParticipantRow) -> tuple[str, ...]:
    """What is known of a participant, in the order of `LABELS`."""
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
