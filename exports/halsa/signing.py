"""Ed25519 signatures, each bound to what it is a signature of."""

from exports.halsa.keys import Keys

SIGNATURE_BYTES = 64


def sign(keys: Keys, purpose: bytes, message: bytes) -> bytes:
    """A signature (64 bytes) over a message; `purpose` keeps it from passing for another kind."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(keys.seed).sign(_bound(purpose, message))


def is_signed(signer: bytes, signature: bytes, purpose: bytes, message: bytes) -> bool:
    """Whether the owner of an Ed25519 public key signed this message for this purpose."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(signer).verify(signature, _bound(purpose, message))
    except (InvalidSignature, ValueError):
        return False
    return True


def _bound(purpose: bytes, message: bytes) -> bytes:
    return b"halsoverkstad|" + purpose + b"\0" + message
