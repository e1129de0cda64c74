"""The outer layers of a `.halsa` file: signed by its sender, then encrypted to its receivers.

The age ciphertext holds the sender's Ed25519 public key (32 bytes), a signature (64) and the
packed lines. The signature covers the preamble and the packed lines. age hides who sent the file
and lets nobody change it; only the signature tells who it is from.
"""

from collections.abc import Collection
from hashlib import sha512

from exports.halsa.faults import Broken, damaged, excessive
from exports.halsa.keys import SIGN_BYTES, Keys
from exports.halsa.signing import SIGNATURE_BYTES, is_signed, sign

MOST_RECIPIENTS = 64
_PURPOSE = b".halsa"
_AGE = b"age-encryption.org/v1\n"
_END_OF_AGE_HEADER = b"\n--- "
_LARGEST_AGE_HEADER = 8 * 1024
"""Bytes; 64 recipients take 6.3 kB. The age library reads a header in quadratic time: a hostile
one of 60 kB would keep it busy for 20 seconds, before any signature could be looked at."""


def seal(preamble: bytes, packed: bytes, keys: Keys, recipients: Collection[str]) -> bytes:
    """Sign packed lines and encrypt them for 1 to `MOST_RECIPIENTS` recipients (`age1…`).

    Returns:
        What follows the preamble in the file.
    """
    import pyrage

    signature = sign(keys, _PURPOSE, _signed(preamble, packed))
    return pyrage.encrypt(
        keys.public.sign + signature + packed,
        [pyrage.x25519.Recipient.from_str(each) for each in sorted(recipients)],
    )


def unseal(preamble: bytes, sealed: bytes, reader: Keys) -> tuple[bytes, bytes]:
    """The sender's Ed25519 public key and the packed lines, known to be signed by it.

    Raises:
        Broken: it was written for others, or not a byte is missing, added or changed unnoticed.
    """
    content = _decrypted(sealed, reader)
    head = SIGN_BYTES + SIGNATURE_BYTES
    sender, signature, packed = content[:SIGN_BYTES], content[SIGN_BYTES:head], content[head:]
    if not is_signed(sender, signature, _PURPOSE, _signed(preamble, packed)):
        raise damaged("signaturen stämmer inte")
    return sender, packed


def not_for_us() -> Broken:
    """The file was written for other computers than this."""
    return Broken(
        "går inte att öppna med den här datorns nyckel: den är skriven för en annan dator, eller "
        "skadad. Läs in den på rätt dator, eller be avsändaren om en ny fil."
    )


def _decrypted(sealed: bytes, reader: Keys) -> bytes:
    import pyrage

    # The library would take armoured text too: the same content in other bytes.
    if not sealed.startswith(_AGE):
        raise damaged("krypteringen går inte att läsa")
    if sealed.find(_END_OF_AGE_HEADER, 0, _LARGEST_AGE_HEADER) < 0:
        if len(sealed) < _LARGEST_AGE_HEADER:
            raise damaged("den är avbruten")
        raise excessive("krypteringens inledning är för lång")
    try:
        return pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(reader.age)])
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise not_for_us() from None
        raise damaged("krypteringen stämmer inte") from None


def _signed(preamble: bytes, packed: bytes) -> bytes:
    return sha512(preamble).digest() + sha512(packed).digest()
