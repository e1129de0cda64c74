"""Swedish text as it is ordered and searched. Neither code points nor SQLite's NOCASE do either."""

import unicodedata

_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})
_AS_SEARCHED = str.maketrans("æø", "ao")
_KEPT = frozenset("åäö")


def sort_key(text: str) -> str:
    """A key whose plain order is the Swedish alphabetical one: … z å ä ö, é as e, any case."""
    small = unicodedata.normalize("NFC", text.casefold())
    plain = "".join(each if each in _KEPT else _without_marks(each) for each in small)
    return plain.translate(_AFTER_Z)


def search_key(text: str) -> str:
    """Text as it is searched: any case, no accents, å/ä/ö as a/a/o, single spaces."""
    return " ".join(_without_marks(text.casefold()).translate(_AS_SEARCHED).split())


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parts if not unicodedata.combining(each))
