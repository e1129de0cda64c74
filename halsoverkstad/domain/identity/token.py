"""Linkage tokens: what lets two laptops see that they know the same person, and nothing more.

The linkage token is made when given name, two surname letters, birth year and birth month are all
known. Question tokens are looser; they never link, they only raise questions. Tokens are slow to
make (scrypt) and keyed with the programme's secret, so that nobody without it can try names.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from halsoverkstad.domain.facts import Naming
from halsoverkstad.domain.identity.fold import RECIPE, skeleton, surname_sound

TOKEN_BYTES = 16
_SCRYPT_COST = 2**14
_SCRYPT_MEMORY = 64 * 1024 * 1024

LINKAGE, YEAR, LETTER, MONTH, NAME, NO_LETTERS, NO_YEAR = "L", "Y", "I", "M", "K", "S", "Z"
"""What a token leaves out: nothing (it links); the exact year, the second letter, the month, the
name but for its first sound, both letters, the year."""


OWN_EPOCH = 0
"""The epoch of the secret that a computer makes for itself; nobody else's tokens can equal its."""
FIRST_EPOCH = 1
"""The epoch of a programme's first lösenfras; each new one has the next."""


@dataclass(frozen=True)
class Secret:
    """What tokens are keyed with (32 bytes): a lösenfras gives it, or the computer made it."""

    key: bytes
    epoch: int = OWN_EPOCH


@dataclass(frozen=True)
class Tokens:
    """What linking may know of a participant.

    The linkage token is `recipe.epoch.hex`, a question token `recipe.epoch.kind.hex`.
    """

    linkage: str | None = None
    questions: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    """What links beside it: the tokens of codes from files, where the name makes the first one."""

    @property
    def named(self) -> bool:
        """Whether the linkage token was made of a name: one of a code is nobody else's."""
        return named(self.questions)

    @property
    def of_name(self) -> str | None:
        """The linkage token if it was made of a name."""
        return self.linkage if self.named else None

    @property
    def of_codes(self) -> tuple[str, ...]:
        """The tokens that were made of codes."""
        first = () if self.linkage is None or self.named else (self.linkage,)
        return (*first, *self.further)

    @property
    def epoch(self) -> int | None:
        """The epoch of the secret that made them; None: there are none."""
        every = (*filter(None, (self.linkage,)), *self.questions, *self.further)
        return max(map(epoch_of, every), default=None)


Slow = Callable[[bytes, bytes], bytes]
"""A digest of a text with a key, made slow on purpose."""


def scrypt(text: bytes, key: bytes) -> bytes:
    """The digest that tokens are made with: 0.05 seconds, 16 MiB."""
    return hashlib.scrypt(text, salt=key, n=_SCRYPT_COST, r=8, p=1, maxmem=_SCRYPT_MEMORY, dklen=32)


def tokens_for(naming: Naming, secret: Secret, slow: Slow = scrypt) -> Tokens:
    """The tokens of a named participant, as far as what they are made of is known.

    Takes four scrypt runs (0.2 seconds) where all is known, one where one thing is missing, none
    where more is.
    """

    @cache
    def root(text: str) -> bytes:
        return slow(text.encode(), secret.key)

    linkage: str | None = None
    questions: list[str] = []
    for kind, known, detail in _texts(naming):
        digest = hmac.new(root(known), f"{kind}|{detail}".encode(), hashlib.sha256).digest()
        if kind == LINKAGE:
            linkage = _marked(digest, secret)
        else:
            questions.append(_marked(digest, secret, kind))
    return Tokens(linkage, tuple(questions))


def kind_of(question: str) -> str:
    """What a question token leaves out: YEAR, LETTER, … ; "" where it does not say."""
    parts = question.split(".")
    return parts[2] if len(parts) == 4 else ""


def epoch_of(token: str) -> int:
    """The epoch of the secret that made a token; 0 where it does not say."""
    parts = token.split(".", 2)
    return int(parts[1]) if len(parts) == 3 and parts[1].isdecimal() else 0


def named(questions: Iterable[str]) -> bool:
    """Whether all that a name's linkage token is made of was known: only then is there one NAME."""
    return any(f".{NAME}." in each for each in questions)


def with_codes(made: Tokens, codes: Iterable[str], secret: Secret) -> Tokens:
    """The tokens of somebody who came with codes too: the same code is the same person."""
    links = [*filter(None, (made.linkage,)), *(code_token(each, secret) for each in sorted(codes))]
    return Tokens(links[0] if links else None, made.questions, tuple(links[1:]))


def code_token(code: str, secret: Secret) -> str:
    """The token of an opaque code from a file: the same code is the same person everywhere."""
    return _marked(hmac.new(secret.key, b"code|" + code.encode(), hashlib.sha256).digest(), secret)


class _Text(NamedTuple):
    """What a token is made of: a text for the slow digest, and a detail added quickly.

    One slow digest serves several tokens. It costs no secrecy: the digest without the detail is
    itself a token, or no harder to try than one that is.
    """

    kind: str
    known: str
    detail: str = ""


def _texts(naming: Naming) -> Iterator[_Text]:
    """Those texts for which all is known. Two years in a row share one of the two YEAR texts."""
    bones, letters = skeleton(naming.given), surname_sound(naming.surname_letters)
    year, month = naming.birth_year, naming.birth_month
    both = len(letters) == 2
    if not bones:
        return
    if both and year:
        yield _Text(MONTH, f"{bones}|{letters}|{year}|")
    if year and month:
        yield _Text(NO_LETTERS, f"{bones}||{year}|{month}")
    if both and month:
        yield _Text(NO_YEAR, f"{bones}|{letters}||{month}")
    if letters and year and month:
        yield _Text(LETTER, f"{bones}||{year}|{month}", letters[0])
    if both and year and month:
        yield _Text(LINKAGE, f"{bones}|{letters}|{year}|", f"{month}")
        yield _Text(YEAR, f"{bones}|{letters}||{month}", f"{(year + 1) // 2}")
        yield _Text(YEAR, f"{bones}|{letters}||{month}", f"{year // 2}+")
        yield _Text(NAME, f"{bones[0]}*|{letters}|{year}|{month}")


def _marked(digest: bytes, secret: Secret, *kind: str) -> str:
    return ".".join((str(RECIPE), str(secret.epoch), *kind, digest[:TOKEN_BYTES].hex()))
