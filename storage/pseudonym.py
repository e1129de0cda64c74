"""Pseudonyms: short codes by which participants and sessions are known outside the laptop."""

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 12
_FEWEST = 4
"""Letters of a code under which it is more likely a word."""
_ID_BITS = 128


def participant_code(participant: bytes) -> str:
    """A participant's pseudonym, such as `d-7k3m-x2qa-90vf`: 60 of its 128 random bits."""
    return f"d-{_groups(participant[:8])}"


def participants_of(code: str) -> tuple[bytes, bytes] | None:
    """The first and the last id whose pseudonym begins with a code; None: it is no code.

    Said on the phone it may come without its `d`, without hyphens, or only its first letters.
    """
    letters = code.casefold().replace("-", "")
    if code.casefold().startswith("d-") or len(letters) > _LENGTH:
        letters = letters.removeprefix("d")
    if not _FEWEST <= len(letters) <= _LENGTH or not set(letters) <= set(_LETTERS):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | _LETTERS.index(letter)
    below = _ID_BITS - 5 * len(letters)
    first = number << below
    return first.to_bytes(_ID_BITS // 8), (first | (1 << below) - 1).to_bytes(_ID_BITS // 8)


def session_code(session: bytes) -> str:
    """A session's code, such as `t-7k3m-x2qa-90vf`: from the random part of its id."""
    return f"t-{_groups(session[-8:])}"


def _groups(data: bytes) -> str:
    number = int.from_bytes(data) >> 4
    text = "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(text[at : at + 4] for at in range(0, _LENGTH, 4))
