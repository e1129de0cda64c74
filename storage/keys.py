"""The key to the database: random in the system's keyring, or made from a password.

Everything starts from a seed of 128 bits. The seed and the salt in the first 16 bytes of the
file give the 256-bit key of SQLCipher. A seed in the keyring is random; with a password the
seed is Argon2id of password and salt. Either way the återställningskod is the seed itself, in
letters that survive a printer: so one file and the code, or the password, is all it ever takes,
and a copied database has no second file that could be forgotten.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from halsoverkstad.domain.errors import DatabaseFault, KeyFault
from halsoverkstad.domain.reasons import reason

SALT_BYTES = 16
SEED_BYTES = 16
_SERVICE = "halsoverkstad"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U to mistake."""
_CODE_LENGTH = 26
_CHECK_LENGTH = 2
_ARGON_MEMORY_KIB = 64 * 1024
_ARGON_PASSES = 3
_ARGON_LANES = 4


@dataclass(frozen=True, repr=False)
class Key:
    """What opens one database: its seed and the salt of its file."""

    seed: bytes
    salt: bytes

    def raw(self) -> str:
        """Key and salt as SQLCipher takes them: 96 hexadecimal digits."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        deriving = HKDF(hashes.SHA256(), length=32, salt=self.salt, info=b"halsoverkstad database")
        return deriving.derive(self.seed).hex() + self.salt.hex()

    def recovery_code(self) -> str:
        """The återställningskod: seven groups of four; the last two letters check the rest."""
        number = int.from_bytes(self.seed)
        text = _letters(number, _CODE_LENGTH) + _letters(_check(number), _CHECK_LENGTH)
        return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def salt_of(path: Path) -> bytes:
    """The salt in the first bytes of a database.

    Raises:
        DatabaseFault: the file cannot be read, or is too short to be a database.
    """
    try:
        with path.open("rb") as file:
            salt = file.read(SALT_BYTES)
    except OSError as error:
        raise DatabaseFault(
            f"Databasen {path} gick inte att läsa ({reason(error)}). Kontrollera sökvägen."
        ) from None
    if len(salt) < SALT_BYTES:
        raise DatabaseFault(
            f"Filen {path} är ingen databas: den är tom eller avkortad. Välj en annan fil, eller "
            "återställ en säkerhetskopia med aterstall."
        )
    return salt


def from_password(password: str, salt: bytes) -> Key:
    """The key that a password gives; takes about a tenth of a second, on purpose.

    Raises:
        KeyFault: the password is empty.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    if not password:
        raise KeyFault("Lösenordet är tomt. Skriv ett lösenord och försök igen.")
    deriving = Argon2id(
        salt=salt,
        length=SEED_BYTES,
        iterations=_ARGON_PASSES,
        lanes=_ARGON_LANES,
        memory_cost=_ARGON_MEMORY_KIB,
    )
    return Key(deriving.derive(password.encode()), salt)


def from_recovery_code(code: str, salt: bytes, *, called: str = "Återställningskoden") -> Key:
    """The key that a code on paper gives, however it is spaced and in any case.

    Args:
        code: what somebody has typed.
        salt: of the database, or nothing.
        called: what people know the code by.

    Raises:
        KeyFault: a letter is missing, misread or swapped.
    """
    text = code.upper().translate(str.maketrans("ILOU", "110V", " -\t\n"))
    number = 0
    for letter in text[:_CODE_LENGTH]:
        number = number * 32 + max(_LETTERS.find(letter), 0)
    wanted = _letters(_check(number), _CHECK_LENGTH)
    if len(text) != _CODE_LENGTH + _CHECK_LENGTH or text[_CODE_LENGTH:] != wanted:
        raise KeyFault(
            f"{called} stämmer inte: något tecken är fel eller saknas. Den ska ha sju grupper om "
            "fyra tecken. Jämför med papperet och försök igen."
        )
    return Key((number % 2 ** (8 * SEED_BYTES)).to_bytes(SEED_BYTES), salt)


def keyring_available() -> bool:
    """Whether this system has a keyring that can keep a secret."""
    import keyring
    from keyring.backends import fail, null

    return not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring)


def from_keyring(salt: bytes) -> Key | None:
    """The key that the keyring has for the database of this salt; None if it has none, or junk."""
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(_SERVICE, salt.hex())
    except KeyringError:
        return None
    if kept is None or not re.fullmatch(f"[0-9a-f]{{{2 * SEED_BYTES}}}", kept):
        return None
    return Key(bytes.fromhex(kept), salt)


def put_in_keyring(key: Key) -> None:
    """Keep a key in the system's keyring.

    Raises:
        KeyFault: the keyring refused.
    """
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, key.salt.hex(), key.seed.hex())
    except KeyringError:
        raise KeyFault(
            "Systemets nyckelring tog inte emot nyckeln. Lås upp den, eller välj ett lösenord."
        ) from None


def forget_in_keyring(salt: bytes) -> bool:
    """Take the key of the database of this salt out of the system's keyring, if it is there.

    Returns:
        False: the keyring refused, so that the key may still be there.
    """
    import keyring
    from keyring.errors import KeyringError, PasswordDeleteError

    try:
        keyring.delete_password(_SERVICE, salt.hex())
    except PasswordDeleteError:  # there is none; or some keyrings say so of everything
        return from_keyring(salt) is None
    except KeyringError:
        return False
    return True


def random_key() -> Key:
    """A new random key for a new database."""
    return Key(os.urandom(SEED_BYTES), os.urandom(SALT_BYTES))


def new_from_password(password: str) -> Key:
    """A key for a new database that the password will open."""
    return from_password(password, os.urandom(SALT_BYTES))


def _letters(number: int, length: int) -> str:
    return "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(length)))


def _check(number: int) -> int:
    return number % 1021
