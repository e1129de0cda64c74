"""What to hide: the few, and as many others as it takes that none of them can be computed back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import ceil

from exports.protection.cheapest import Cheapest
from exports.protection.model import WIDTH, Book, Guard, Name
from exports.protection.ranges import Ranges
from exports.protection.worlds import Change, Judge, Seen, World

_SHOW_AGAIN_UP_TO = 2000
"""In a book of more cells than this, what is hidden stays so: more than needed, but in time."""


@dataclass(frozen=True)
class Protection:
    """What is hidden in a book, and the proof that it stays so."""

    hidden: frozenset[Name]
    """All printed cells that are hidden, those included that were before."""
    confined: Mapping[Name, Change]
    """Hidden cells that what was shown before holds within less than WIDTH, and how wide it does.

    This book narrows none of them further.
    """
    worlds: tuple[World, ...]


def protect(book: Book, shown: Collection[Name] = (), hidden: Collection[Name] = ()) -> Protection:
    """Choose what to hide in a book of which some cells have been shown or hidden before.

    The same book gives the same choice.
    """
    places = book.places
    search = _Search(book, {places[each] for each in shown}, {places[each] for each in hidden})
    return search.run()


class _Search:
    def __init__(self, book: Book, shown: set[int], before: set[int]) -> None:
        self._book = book
        self._judge = Judge(book)
        self._seen = Seen()
        self._before = before
        self._reasons: dict[int, int] = {}
        """For which cell another was hidden."""
        self._shown = shown | _known(book)
        """Shown for good: before, or because hiding would hide nothing."""
        self._hidden = before | {
            place
            for place, cell in enumerate(book.cells)
            if place not in self._shown and (cell.guard is not Guard.NONE or not cell.printed)
        }
        self._needs: dict[int, Change] = {
            place: WIDTH
            for place in sorted(self._hidden)
            if book.cells[place].printed or book.cells[place].guard is not Guard.NONE
        }

    def run(self) -> Protection:
        if self._needs:
            self._ask_what_is_possible()
            self._hide_what_it_takes()
            if len(self._book.cells) <= _SHOW_AGAIN_UP_TO:
                self._show_what_can_be()
        self._check()
        cells = self._book.cells
        return Protection(
            frozenset(cells[each].name for each in self._hidden if cells[each].printed),
            {cells[place].name: need for place, need in self._needs.items() if need < WIDTH},
            tuple(self._seen.worlds),
        )

    # Before: what would be known if everything of this book were hidden

    def _ask_what_is_possible(self) -> None:
        """Show at once what hiding would not hide, since what was shown before tells it."""
        self._all = Ranges(self._book, self._judge, self._shown)
        self._possible = Seen()
        self._cheapest = Cheapest(self._book, self._judge, self._shown)
        in_doubt = {place: WIDTH for place in self._needs if self._may_be_shown(place)}
        self._all.widen(self._possible, in_doubt)
        while useless := [
            place
            for place in in_doubt
            if place in self._needs and not self._can_hold(place) and self._hides_nothing(place)
        ]:
            for place in useless:
                self._show(place)

    def _may_be_shown(self, place: int) -> bool:
        guard = self._book.cells[place].guard
        return guard in {Guard.WISH, Guard.UNLESS_KNOWN} and place not in self._before

    def _can_hold(self, place: int) -> bool:
        """Whether worlds would hold a cell apart if all that is not shown yet were hidden."""
        need = self._needs.get(place, WIDTH)
        if self._all.holds(self._possible, place, need):
            return True
        pair = self._cheapest.pair(place, need, self._book.places_but(self._shown))
        for world in pair or ():
            self._possible.add(world)
        return pair is not None

    def _widest(self, place: int) -> Change:
        """How far worlds hold a cell apart that they do not hold apart far enough."""
        whole = range(ceil(self._needs[place]) - 1, 0, -1)
        everything = self._book.places_but(self._shown)
        return next((need for need in whole if self._cheapest.pair(place, need, everything)), 0)

    def _hides_nothing(self, place: int) -> bool:
        return self._book.cells[place].guard is Guard.WISH or self._widest(place) == 0

    def _show(self, place: int) -> None:
        """Show a cell for good."""
        self._shown.add(place)
        self._hidden.discard(place)
        self._needs.pop(place, None)
        self._possible = self._possible.without(place)
        self._cheapest.fix(place)
        self._all.let(set(range(len(self._book.cells))) - self._shown)

    # Hiding

    def _hide_what_it_takes(self) -> None:
        self._ranges = Ranges(self._book, self._judge, self._shown)
        self._ranges.let(self._hidden)
        self._ranges.widen(self._seen, self._needs)
        queue = list(self._needs)
        for place in queue:
            while place in self._needs and not self._held(place):
                more = self._hide_for(place)
                self._reasons |= dict.fromkeys(more, place)
                queue.extend(more)

    def _held(self, place: int) -> bool:
        return self._ranges.holds(self._seen, place, self._needs[place])

    def _hide_for(self, place: int) -> list[int]:
        """Hide the cheapest with which a cell is held apart; gives what was hidden."""
        pair = self._cheapest.pair(place, self._needs[place], self._hidden)
        if pair is None:
            # Much has been shown meanwhile, since hiding it would have hidden nothing.
            self._needs[place] = self._widest(place)
            return []
        more = sorted((pair[0].keys() | pair[1].keys()) - self._hidden)
        useless = [each for each in more if not self._can_hold(each)]
        for each in useless:
            self._show(each)
        if useless:
            return []
        for world in pair:
            self._seen.add(world)
        return self._hide(more)

    def _hide(self, more: list[int]) -> list[int]:
        self._hidden |= set(more)
        self._needs |= dict.fromkeys(more, WIDTH)
        self._ranges.let(self._hidden)
        return more

    # Showing again

    def _show_what_can_be(self) -> None:
        """Show each cell again without which all others stay held apart, the dearest first."""
        cells = self._book.cells
        self._seen = self._seen.only_for(self._needs)
        spare = [
            place
            for place in self._needs
            if cells[place].guard is Guard.NONE and place not in self._before
        ]
        in_the_way = dict.fromkeys(spare, -1)
        while tried := [each for each, other in in_the_way.items() if other not in self._needs]:
            for place in sorted(tried, key=lambda each: (-cells[each].cost, each)):
                other = self._in_the_way_of(place)
                if other is None:
                    del in_the_way[place]
                else:
                    in_the_way[place] = other

    def _in_the_way_of(self, place: int) -> int | None:
        """The cell that could be computed back if another were shown; None: it is shown now."""
        seen = self._seen.without(place)
        needs = {each: need for each, need in self._needs.items() if each != place}
        short = [each for each, need in needs.items() if seen.width(each) < need]
        reason = self._reasons.get(place)
        short.sort(key=lambda each: each != reason)
        self._ranges.let(self._hidden - {place})
        for each in short:
            if not self._ranges.holds(seen, each, needs[each]):
                self._ranges.let(self._hidden)
                return each
        self._seen, self._needs = seen.only_for(needs), needs
        self._hidden.discard(place)
        return None

    # Checking

    def _check(self) -> None:
        """Prove it anew, without the solver."""
        shown = set(range(len(self._book.cells))) - self._hidden
        proof = Seen(w for w in self._seen.worlds if self._judge.possible(w, shown))
        for place, need in self._needs.items():
            if proof.width(place) < need:
                raise AssertionError(f"{self._book.cells[place].name} can be computed back")


def _known(book: Book) -> set[int]:
    """The cells that everyone knows by a relation of their own: hiding one would hide nothing."""
    return {
        book.places[relation.terms[0][1]]
        for relation in book.relations
        if relation.exact and len(relation.terms) == 1
    }
