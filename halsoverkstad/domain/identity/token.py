"""Linkage tokens: what lets two laptops see that they know the same person, and nothing more.

A token is made when given name, two surname letters, birth year and birth month are all known.
It is slow to make (scrypt) and keyed with the programme's secret, so that nobody without the
secret can try names. Question tokens are looser; they never link, they only raise questions.
"""

import hashlib
import hmac
from dataclasses import dataclass

from halsoverkstad.domain.facts import Naming
from halsoverkstad.domain.identity.fold import RECIPE, skeleton, surname_letters

TOKEN_BYTES = 16
_SCRYPT_COST = 2**14
_SCRYPT_MEMORY = 64 * 1024 * 1024


@dataclass(frozen=True)
class Secret:
    """The programme's secret (32 bytes) and its epoch: a new phrase is a new epoch."""

    key: bytes
    epoch: int = 0


@dataclass(frozen=True)
class Tokens:
    """What linking may know of a participant; hexadecimal, prefixed `recipe.epoch.`."""

    linkage: str | None = None
    questions: tuple[str, ...] = ()


def tokens_for(naming: Naming, secret: Secret) -> Tokens:
    """The tokens of a named participant: none unless all that they are made of is known.

    Takes about 0.2 seconds (four scrypt runs), on purpose.
    """
    if not naming.complete:
        return Tokens()
    bones = skeleton(naming.given)
    letters = surname_letters(naming.surname_letters)
    year, month = naming.birth_year or 0, naming.birth_month or 0
    return Tokens(
        linkage=_slow(f"L|{bones}|{letters}|{year}|{month}", secret),
        questions=(
            # Years in overlapping pairs: two people a year apart share one of them.
            _slow(f"Y|{bones}|{letters}|{(year + 1) // 2}|{month}", secret),
            _slow(f"Y|{bones}|{letters}|{year // 2}+|{month}", secret),
            _slow(f"I|{bones}|{letters[:1]}|{year}|{month}", secret),
            _slow(f"M|{bones}|{letters}|{year}", secret),
        ),
    )


def code_token(code: str, secret: Secret) -> str:
    """The token of an opaque code from a file: the same code is the same person everywhere."""
    digest = hmac.new(secret.key, b"code|" + code.encode(), hashlib.sha256).digest()
    return _marked(digest[:TOKEN_BYTES], secret)


def _slow(text: str, secret: Secret) -> str:
    digest = hashlib.scrypt(
        text.encode(),
        salt=secret.key,
        n=_SCRYPT_COST,
        r=8,
        p=1,
        maxmem=_SCRYPT_MEMORY,
        dklen=TOKEN_BYTES,
    )
    return _marked(digest, secret)


def _marked(digest: bytes, secret: Secret) -> str:
    return f"{RECIPE}.{secret.epoch}.{digest.hex()}"
