"""Pseudonyms: short codes by which participants and sessions are known outside the laptop."""

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 12


def participant_code(participant: bytes) -> str:
    """A participant's pseudonym, such as `d-7k3m-x2qa-90vf`: 60 of its 128 random bits."""
    return f"d-{_groups(participant[:8])}"


def session_code(session: bytes) -> str:
    """A session's code, such as `t-7k3m-x2qa-90vf`: from the random part of its id."""
    return f"t-{_groups(session[-8:])}"


def _groups(data: bytes) -> str:
    number = int.from_bytes(data) >> 4
    text = "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(text[at : at + 4] for at in range(0, _LENGTH, 4))
