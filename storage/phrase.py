"""The programme's secret, made from the lösenfras. The phrase itself is never kept."""

from halsoverkstad.domain.phrase import normalised

SECRET_BYTES = 32
_EPOCH_BYTES = 4
# The second recommended option of RFC 9106: for computers with little memory.
_MEMORY_KIB = 64 * 1024
_PASSES = 3
_LANES = 4


def secret_from(phrase: str, programme: bytes, epoch: int) -> bytes:
    """The 32 bytes that key the tokens of a programme (its id, 16 bytes) in an epoch.

    Takes about half a second, on purpose: a phrase can be guessed at.

    Raises:
        Fault: the phrase has fewer than four words.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    deriving = Argon2id(
        salt=programme + epoch.to_bytes(_EPOCH_BYTES),
        length=SECRET_BYTES,
        iterations=_PASSES,
        lanes=_LANES,
        memory_cost=_MEMORY_KIB,
    )
    return deriving.derive(normalised(phrase).encode())
