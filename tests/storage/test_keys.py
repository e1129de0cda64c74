"""What opens a database: a password, the keyring, or the återställningskod on paper."""

from pathlib import Path

import keyring
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked, PasswordDeleteError

from halsoverkstad.domain.errors import DatabaseFault, KeyFault
from storage import keys
from storage.keys import Key

SALT = b"sixteen of bytes"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

seeds = st.binary(min_size=16, max_size=16)


# Keys


def test_a_key_is_made_from_its_seed_and_the_files_salt() -> None:
    """Databases already made depend on it: this must never change."""
    raw = Key(bytes(16), SALT).raw()
    assert raw == ("7420749d9b25ceca14a7a7b32c57f70da9dc3177e875b37bfdcba42a5f3a6082" + SALT.hex())
    assert Key(bytes(16), b"another salt, ok").raw()[:64] != raw[:64]
    assert Key(b"1" + bytes(15), SALT).raw()[:64] != raw[:64]


def test_a_password_gives_the_same_key_for_the_same_file_only() -> None:
    key = keys.from_password("gul kanot", SALT)
    assert keys.from_password("gul kanot", SALT) == key
    assert keys.from_password("gul kanot ", SALT) != key
    assert keys.from_password("Gul kanot", SALT) != key
    assert keys.from_password("gul kanot", SALT[::-1]).seed != key.seed
    assert keys.new_from_password("gul kanot").salt != keys.new_from_password("gul kanot").salt


@pytest.mark.parametrize("password", [" ", "å", "🔑" * 50, "a" * 10_000])
def test_any_password_that_is_not_empty_will_do(password: str) -> None:
    assert len(keys.from_password(password, SALT).seed) == keys.SEED_BYTES


def test_an_empty_password_is_refused() -> None:
    with pytest.raises(KeyFault, match="Lösenordet är tomt"):
        keys.from_password("", SALT)


def test_random_keys_differ() -> None:
    assert keys.random_key() != keys.random_key()


def test_a_key_never_shows_what_it_is() -> None:
    """Neither in a traceback nor in a log."""
    key = Key(b"secret seed 1234", SALT)
    assert "secret" not in repr(key)
    assert "secret" not in str(key)
    assert b"secret seed 1234".hex() not in repr(key)


# The code on paper


@given(seeds)
@example(bytes(16))
@example(b"\xff" * 16)
def test_the_code_gives_the_key_back(seed: bytes) -> None:
    code = Key(seed, SALT).recovery_code()
    assert [len(group) for group in code.split("-")] == [4] * 7
    assert set(code) <= {*LETTERS, "-"}
    assert keys.from_recovery_code(code, SALT) == Key(seed, SALT)


@given(seeds, st.sampled_from(["", " ", "-", "  ", "\t", "\n"]), st.booleans())
def test_however_it_is_spaced_and_in_any_case(seed: bytes, space: str, small: bool) -> None:
    typed = Key(seed, SALT).recovery_code().replace("-", space)
    typed = f" {typed.lower() if small else typed}\n"
    assert keys.from_recovery_code(typed, SALT).seed == seed


@given(seeds)
def test_letters_that_are_often_mistaken_are_understood(seed: bytes) -> None:
    """I and L are 1, O is 0; none of the three is a letter of its own."""
    typed = Key(seed, SALT).recovery_code().replace("1", "I", 1).replace("1", "l")
    assert keys.from_recovery_code(typed.replace("0", "o"), SALT).seed == seed


@settings(max_examples=50)
@given(seeds, st.data())
def test_one_wrong_letter_anywhere_is_refused(seed: bytes, data: st.DataObject) -> None:
    code = Key(seed, SALT).recovery_code().replace("-", "")
    place = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from(LETTERS.replace(code[place], "")))
    refused(code[:place] + wrong + code[place + 1 :])


@settings(max_examples=50)
@given(seeds, st.integers(0, 24))
def test_two_letters_that_changed_places_are_refused(seed: bytes, place: int) -> None:
    code = Key(seed, SALT).recovery_code().replace("-", "")
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        refused(swapped)


@settings(max_examples=50)
@given(seeds, st.integers(0, 27))
def test_a_letter_too_many_or_too_few_is_refused(seed: bytes, place: int) -> None:
    code = Key(seed, SALT).recovery_code().replace("-", "")
    refused(code[:place] + code[place + 1 :])
    refused(code[:place] + "A" + code[place:])


@pytest.mark.parametrize("typed", ["", "ABCD", "hej", "å" * 28, "?" * 28, "0" * 27 + "é", "٣" * 28])
def test_what_is_no_code_is_refused(typed: str) -> None:
    refused(typed)


def refused(typed: str) -> None:
    with pytest.raises(KeyFault) as told:
        keys.from_recovery_code(typed, SALT)
    assert "Återställningskoden stämmer inte" in str(told.value)
    assert not typed or typed not in str(told.value)


# The system's keyring


class KeyringInMemory(KeyringBackend):
    """A keyring that forgets; locked, it refuses everything."""

    priority = 1  # pyright: ignore[reportAssignmentType]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked


@pytest.fixture
def ring():
    before = keyring.get_keyring()
    own = KeyringInMemory()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


def test_the_keyring_keeps_the_key_of_each_database(ring: KeyringInMemory) -> None:
    one, other = keys.random_key(), keys.random_key()
    for key in (one, other):
        keys.put_in_keyring(key)
    assert keys.from_keyring(one.salt) == one
    assert keys.from_keyring(other.salt) == other
    assert keys.from_keyring(SALT) is None
    assert {service for service, _ in ring.kept} == {"halsoverkstad"}


def test_a_locked_keyring_has_no_key_and_says_so_when_it_should_keep_one(
    ring: KeyringInMemory,
) -> None:
    key = keys.random_key()
    keys.put_in_keyring(key)
    ring.locked = True
    assert keys.from_keyring(key.salt) is None
    with pytest.raises(KeyFault, match="nyckelring"):
        keys.put_in_keyring(key)


def test_a_key_can_be_taken_out_of_the_keyring(ring: KeyringInMemory) -> None:
    one, other = keys.random_key(), keys.random_key()
    for key in (one, other):
        keys.put_in_keyring(key)
    assert keys.forget_in_keyring(one.salt)
    assert keys.from_keyring(one.salt) is None
    assert keys.from_keyring(other.salt) == other
    assert keys.forget_in_keyring(one.salt)
    ring.locked = True
    assert not keys.forget_in_keyring(other.salt)
    ring.locked = False
    assert keys.from_keyring(other.salt) == other


@pytest.mark.parametrize("kept", ["", "no hexadecimal", "abcd", "00" * 15])
def test_an_entry_that_somebody_else_changed_is_no_key(ring: KeyringInMemory, kept: str) -> None:
    ring.kept["halsoverkstad", SALT.hex()] = kept
    assert keys.from_keyring(SALT) is None


def test_whether_there_is_a_keyring(ring: KeyringInMemory) -> None:
    assert keys.keyring_available()
    keyring.set_keyring(fail.Keyring())
    assert not keys.keyring_available()


# The salt in the file


def test_the_salt_is_the_beginning_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(SALT + b"all the rest")
    assert keys.salt_of(path) == SALT


@pytest.mark.parametrize("content", [b"", b"15 bytes, no mo"])
def test_a_file_too_short_to_have_one_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(DatabaseFault, match="tom eller avkortad"):
        keys.salt_of(path)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.db", tmp_path):
        with pytest.raises(DatabaseFault, match="gick inte att läsa"):
            keys.salt_of(path)
