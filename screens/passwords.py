"""What a password has to be, wherever one is chosen."""

from halsoverkstad.domain.errors import Fault

SHORTEST = 8
"""Letters. Argon2id makes each guess slow, not a word of four letters hard to guess."""


def check_password(password: str) -> None:
    """See that a password may lock the database.

    Raises:
        Fault: it is empty or short; the sentence says what to do.
    """
    if not password:
        raise Fault("Lösenordet är tomt. Skriv ett lösenord.")
    if len(password) < SHORTEST:
        raise Fault(
            f"Lösenordet är kort: välj minst {SHORTEST} tecken. Fyra ord är lätta att minnas."
        )
