"""The key pairs of a computer: Ed25519 to sign with, an age identity (X25519) to receive with.

The private halves stay in the local table of the database that made them. The public halves
travel: the coordinator's and the deputies' in the programme file, a laptop's with its exports.
"""

import os
import re
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from halsoverkstad.domain.errors import KeyFault

SIGN_BYTES = 32
_AGE_PUBLIC = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_CHECK = 6
_AGE_PRIVATE = "age-secret-key-"
_AGE_LETTERS = 52
"""Letters of five bits that hold the 256 of a key, and four bits of padding."""
_AGE_PADDING_BITS = 4
_FINGERPRINT_BYTES = 10


@dataclass(frozen=True, order=True)
class PublicKeys:
    """What others need to know of a computer: whom to believe, and whom to write for.

    `sign` is an Ed25519 public key (32 bytes), `age` an age recipient (`age1…`).
    """

    sign: bytes
    age: str

    def text(self) -> str:
        """The keys in one line, as `public_keys_from` reads them."""
        return f"{self.sign.hex()} {self.age}"

    def fields(self) -> dict[str, str]:
        """The keys as they stand in JSON."""
        return {"age": self.age, "sign": self.sign.hex()}

    def fingerprint(self) -> str:
        """Sixteen letters and digits (80 bits) to compare keys by: `k3xm-…-…-…`."""
        digest = sha256(f"halsoverkstad public keys|{self.text()}".encode()).digest()
        letters = b32encode(digest[:_FINGERPRINT_BYTES]).decode().lower()
        return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


@dataclass(frozen=True, repr=False)
class Keys:
    """A computer's own key pairs. Never shown: `repr` tells nothing."""

    seed: bytes
    """Of the Ed25519 private key, 32 bytes."""
    age: str
    """The age identity, `AGE-SECRET-KEY-1…`."""
    public: PublicKeys

    def text(self) -> str:
        """The private keys in one line, for the local table; `keys_from` reads them."""
        return f"{self.seed.hex()} {self.age}"


def new_keys() -> Keys:
    """New key pairs for a laptop, from the system's randomness."""
    import pyrage

    return _keys(os.urandom(SIGN_BYTES), str(pyrage.x25519.Identity.generate()))


def keys_from_root(root: bytes) -> Keys:
    """The key pairs that follow from 16 bytes: what stands on the paper in the coordinator's safe.

    The same bytes always give the same keys, so that they can be made again from the paper alone.
    """
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    def derived(purpose: bytes) -> bytes:
        info = b"halsoverkstad coordinator " + purpose
        return HKDF(hashes.SHA256(), length=32, salt=None, info=info).derive(root)

    return _keys(derived(b"sign"), _age_identity(derived(b"age")))


def keys_from(text: str) -> Keys:
    """The key pairs that `Keys.text` wrote.

    Raises:
        KeyFault: the text is damaged.
    """
    import pyrage

    try:
        seed, age = text.split(" ")
        return _keys(_sign_bytes(seed), age)
    except (ValueError, pyrage.IdentityError):
        raise KeyFault(
            "Den här datorns nycklar för .halsa-filer är skadade. Återställ en säkerhetskopia med "
            "aterstall."
        ) from None


def public_keys_from(text: str) -> PublicKeys:
    """The public keys that `PublicKeys.text` wrote.

    Raises:
        ValueError: they are no such keys.
    """
    import pyrage

    sign, _, age = text.partition(" ")
    key = _sign_bytes(sign)
    try:
        # The same key has other spellings (in capitals); only one may stand in a signed file.
        if not _AGE_PUBLIC.fullmatch(age) or str(pyrage.x25519.Recipient.from_str(age)) != age:
            raise ValueError(age)
    except pyrage.RecipientError:
        raise ValueError(age) from None
    _refuse_degenerate(age)
    return PublicKeys(key, age)


def public_keys_in(fields: object) -> PublicKeys:
    """The public keys that `PublicKeys.fields` wrote.

    Raises:
        ValueError: they are no such keys.
    """
    found = cast("dict[str, Any]", fields) if isinstance(fields, dict) else {}
    if found.keys() != {"age", "sign"} or not all(isinstance(each, str) for each in found.values()):
        raise ValueError
    return public_keys_from(f"{found['sign']} {found['age']}")


def _keys(seed: bytes, age: str) -> Keys:
    import pyrage
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    sign = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return Keys(seed, age, PublicKeys(sign, str(pyrage.x25519.Identity.from_str(age).to_public())))


def _age_identity(secret: bytes) -> str:
    """An X25519 secret as age writes it: Bech32 (BIP 173), in capitals."""
    bits = int.from_bytes(secret) << _AGE_PADDING_BITS
    data = [bits >> 5 * place & 31 for place in reversed(range(_AGE_LETTERS))]
    expanded = [*(ord(each) >> 5 for each in _AGE_PRIVATE), 0]
    expanded += (ord(each) & 31 for each in _AGE_PRIVATE)
    check = _polymod([*expanded, *data, *[0] * _BECH32_CHECK]) ^ 1
    data += (check >> 5 * place & 31 for place in reversed(range(_BECH32_CHECK)))
    return f"{_AGE_PRIVATE}1{''.join(_BECH32[each] for each in data)}".upper()


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_BECH32_GENERATORS):
            check ^= generator if top >> place & 1 else 0
    return check


def _refuse_degenerate(age: str) -> None:
    """Refuse the few X25519 points that give everyone the same secret: age panics at them."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    number = 0
    for letter in age[len("age1") :][:_AGE_LETTERS]:
        number = number << 5 | _BECH32.index(letter)
    point = (number >> _AGE_PADDING_BITS).to_bytes(32)
    any_key = X25519PrivateKey.from_private_bytes(bytes(range(32)))
    any_key.exchange(X25519PublicKey.from_public_bytes(point))  # ValueError if degenerate


def _sign_bytes(text: str) -> bytes:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError
    return bytes.fromhex(text)
