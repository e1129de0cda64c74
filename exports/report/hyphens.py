"""Where the long words of the programme may be broken: headings of narrow columns need it."""

import re

from exports.report.wording import SOFT_HYPHEN

_WORDS = (
    "deltagar|tillfällen",
    "deltagar|tillfälle",
    "registrerings|grad",
    "åter|kommande",
    "regel|bundna",
    "grupp|aktiviteter",
    "arrange|mang",
    "indivi|duella",
    "indivi|duellt",
    "uppskat|tade",
    "registre|rade",
    "vårdnads|havare",
    "yrkes|verksamma",
    "program|gemensamt",
    "bostads|område",
    "svars|frekvens",
    "tidsserie|brott",
    "tillfrå|gade",
    "redo|visad",
    "avvik|else",
)
_BROKEN = {word.replace("|", ""): word.replace("|", SOFT_HYPHEN) for word in _WORDS}
_KNOWN = re.compile("|".join(sorted(_BROKEN, key=len, reverse=True)), re.IGNORECASE)


def hyphenated(text: str) -> str:
    """The text with soft hyphens in the words that are known; nobody sees them unless needed."""
    return _KNOWN.sub(lambda match: _with_hyphen(match[0]), text)


def _with_hyphen(word: str) -> str:
    place = _BROKEN[word.lower()].index(SOFT_HYPHEN)
    return f"{word[:place]}{SOFT_HYPHEN}{word[place:]}"
