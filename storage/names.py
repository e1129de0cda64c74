"""The names that are looked for in what was typed freely, known while somebody is being erased."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from halsoverkstad.domain.swedish import search_key
from storage.store import Store

_SHORTEST = 3
"""Letters from which a part of a name is looked for: "Bo" stands in half of all words."""
_AROUND = 60
"""Letters to each side of a name that are shown of a text."""


@dataclass(frozen=True)
class Names:
    """What people are called, to be looked for as whole words in folded text."""

    words: tuple[str, ...]

    def stand_in(self, text: str) -> bool:
        """Whether any of the names stands in the text, in any case, also in the genitive."""
        folded = search_key(text) if self.words and text else ""
        return bool(folded) and bool(self._pattern.search(folded))

    def masked(self, text: str, mask: str) -> str:
        """The text with something else in place of every name that stands in it."""
        for first, end in reversed(self._places(text)):
            text = text[:first] + mask + text[end:]
        return text

    def passages(self, text: str) -> list[str]:
        """What stands around each name in the text."""
        return [
            f"{'…' if first > _AROUND else ''}{text[max(0, first - _AROUND) : end + _AROUND]}"
            f"{'…' if end + _AROUND < len(text) else ''}"
            for first, end in self._places(text)
        ]

    def _places(self, text: str) -> list[tuple[int, int]]:
        """Where in the text names begin and end."""
        if not self.words:
            return []
        folded, places = _folded(text)
        return [
            (places[match.start()], places[match.end() - 1] + 1)
            for match in self._pattern.finditer(folded)
        ]

    @property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.words, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})s?(?!\w)")


def names_of(store: Store, participants: Iterable[bytes]) -> Names:
    """The names, their parts, and the codes by which participants are known here."""
    words: set[str] = set()
    for participant in participants:
        for display, given in store.connection.rows(
            "SELECT display, given FROM naming WHERE participant = ?", (participant,)
        ):
            whole = search_key(display)
            words |= {whole, search_key(given), whole.split(" ")[0]}
        for (code,) in store.connection.rows(
            "SELECT code FROM code WHERE participant = ?", (participant,)
        ):
            words.add(search_key(code))
    return Names(tuple(sorted(word for word in words if len(word) >= _SHORTEST)))


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is searched, and where in the text each letter of that comes from."""
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        plain = search_key(letter)
        if letter.isspace() and (letters and letters[-1] != " "):
            plain = " "
        letters += plain
        places += [at] * len(plain)
    return "".join(letters), places
