"""Names folded to what survives spelling: the first step of the linkage token.

A name is written differently by different people (Mohammed, Muhammad, Mohamed). The fold takes
away case, accents and transliteration habits; the consonant skeleton takes away the vowels too.
The rules come from ARCHITECTURE.md, where their effect on the unique count is measured.
"""

import re
import unicodedata

RECIPE = 1
"""Version of fold and skeleton together; a token carries it. New rules need a new number."""

_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "æ": "a",
        "œ": "o",
        "ð": "d",
        "đ": "d",
        "þ": "t",
        "ß": "ss",
        "ı": "i",
        "ħ": "h",
    }
)
_SOUNDS = (
    # Before the single letters: what is written with several letters, or only sounds so here.
    (r"^c(?=a(bd|li|ash|sh|w|yd)|u(m|sm)|i(is|g))", ""),  # Somali c is ayn: Cali = Ali
    (r"[ou]thm", "osm"),
    (r"alex", "aleks"),
    (r"lix$", "liks"),
    (r"^max(?=$|i)", "maks"),
    (r"^chr", "kr"),
    (r"sch|sh|sj|ch|cz|sz", "s"),
    (r"dzh|dz|dj", "j"),
    (r"kh|ck", "k"),
    (r"gh", "g"),
    (r"th", "t"),
    (r"dh", "d"),
    (r"ph", "f"),
    (r"^[jy](?=[aeiou])", "J"),  # kept at the start: Yasmin = Jasmin, but not Asmin
)
_SINGLES = str.maketrans(
    {"c": "k", "q": "k", "x": "h", "z": "s", "w": "v", "y": "i", "j": "i", "J": "j"}
)
_VOWELS = re.compile(r"[aeiou]")
_BEGINNINGS = {"ch": "sh", "cz": "sh", "dz": "dj"}
_BEGINNING_SINGLES = str.maketrans(
    {"c": "k", "q": "k", "x": "h", "z": "s", "w": "v", "y": "i", "j": "i", "e": "i", "o": "u"}
)


def fold(name: str) -> str:
    """A name in small letters a-z without accents, spaces, hyphens or apostrophes."""
    small = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return re.sub(r"[^a-z]", "", small)


def skeleton(name: str) -> str:
    """The consonant skeleton of a name's first word; spellings of one name share it.

    A first vowel stays as `a`, so that Ali and Lea differ.
    """
    words = re.split(r"[\s\-]+", name.strip(), maxsplit=1)
    text = fold(words[0])
    for written, sound in _SOUNDS:
        text = re.sub(written, sound, text)
    text = _undouble(text.translate(_SINGLES)).removesuffix("h")
    first = _VOWELS.sub("a", text[:1])
    return _undouble(first + _VOWELS.sub("", text[1:]))


def surname_letters(surname: str) -> str:
    """The first two letters of a surname as they are compared; fewer if it has fewer."""
    return fold(surname)[:2]


def surname_sound(surname: str) -> str:
    """The first two letters of a surname, folded to what they sound like: Osman = Usman.

    What two letters cannot tell stays apart: Somali Cali is no Ali, for Ca may be Carlsson.
    """
    letters = surname_letters(surname)
    return _BEGINNINGS.get(letters, letters).translate(_BEGINNING_SINGLES)


def _undouble(text: str) -> str:
    return re.sub(r"(.)\1+", r"\1", text)
