"""Text that a spreadsheet would take for a formula: a `'` in front going out, off coming in."""

import re
import unicodedata

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet may run. Leading `'` count too, or taking one off would change such a text."""
_SHOWN_LENGTH = 120


def guarded(text: str) -> str:
    """The text with a `'` in front when it begins like a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text, 1) else text


def shown(text: str) -> str:
    """The text as it may stand in a message: one line, no control characters, not too long."""
    plain = "".join(" " if unicodedata.category(each)[0] == "C" else each for each in text)
    return plain if len(plain) <= _SHOWN_LENGTH else f"{plain[: _SHOWN_LENGTH - 1]}…"
