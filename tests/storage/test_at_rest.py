"""The files at rest tell nothing: no name, no code, nothing that was typed, open or closed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from halsoverkstad.domain.rows import AttendanceRow, Intake, Origin, SessionRow
from storage import (
    backup,
    doubles,
    erasure,
    participants,
    register_rows,
    sessions,
    settings,
    traces,
)
from storage.importing import take_in
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.stores import ADULT, CHILD, KEY, PROGRAMME, new_file, register

TYPED = (
    "Xantippa", "Xanthippe", "Zebulon", "kod-4711", "rad-0815", "Nyckeln hos Xerxes",
    "Quiltning", "Källarlokalen", "Syföreningen", "Framtidens dator", "Qvillinge",
)  # fmt: skip
SETTINGS = ("Kvinnors hälsa", "Lindängen", "kvinna/flicka", "uppgift_saknas", "Malmö stad")
SCHEMA = ("CREATE TABLE", "participant", "SQLite format 3", "surname_letters")

PAGE, RESERVED = 4096, 80
"""SQLCipher's pages, and what each keeps at its end: 16 random bytes and a check."""


def type_it_all(store: Store) -> bytes:
    """Use every word of `TYPED` once; the participant who is to be forgotten."""
    name, given, other, code, row, note, activity, place, partner, laptop, area = TYPED
    person = register(store, name, Attributes(CHILD, area), given=given, surname_letters="Qv")
    second = register(store, other)
    doubles.answer(store, person, second, same=False)
    session = Session(
        date(2025, 3, 31),
        "Kvinnors hälsa",
        activity=activity,
        place=place,
        heads={ADULT: Heads(3, 1)},
        partners=(partner,),
    )
    came = (Present(person, Attributes(CHILD, area)), Present(second, Attributes()))
    sessions.save(store, SessionEntry(session, came, note))
    take_in(
        store,
        Intake(
            (SessionRow(row, {"day": date(2025, 4, 1)}, Origin("t", None, 2)),),
            (AttendanceRow(row, code, {"group": ADULT}, Origin("n", None, 2)),),
        ),
    )
    settings.set_laptop_name(store, laptop)
    return person


def ways_to_write(word: str) -> Iterator[bytes]:
    for form in (word, word.casefold(), word.upper(), word.encode().hex()):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
            yield form.encode(encoding)


def told(folder: Path) -> set[str]:
    """The words that some file of the folder holds in any encoding."""
    content = b"\0".join(path.read_bytes() for path in folder.iterdir())
    words = (*TYPED, *SETTINGS, *SCHEMA, KEY.seed.hex(), KEY.recovery_code())
    return {word for word in words if any(form in content for form in ways_to_write(word))}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_file(tmp_path / "hälsa.db")
    yield opened
    opened.close()


def test_the_search_would_find_what_is_there(tmp_path: Path) -> None:
    for number, encoding in enumerate(("utf-8", "utf-16-le", "utf-16-be", "latin-1")):
        folder = tmp_path / encoding
        folder.mkdir()
        (folder / "fil").write_bytes(b"\1" + PROGRAMME.encode(encoding) + TYPED[number].encode())
        assert told(folder) >= {"Kvinnors hälsa", TYPED[number]}


def test_neither_while_it_is_open_nor_after(store: Store, tmp_path: Path) -> None:
    type_it_all(store)
    assert {path.suffix for path in tmp_path.iterdir()} == {".db", ".db-wal", ".db-shm"}
    assert (tmp_path / "hälsa.db-wal").stat().st_size > 0
    assert told(tmp_path) == set()
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["hälsa.db"]
    assert told(tmp_path) == set()


def test_nor_in_the_midst_of_writing(store: Store, tmp_path: Path) -> None:
    type_it_all(store)
    with store.connection.transaction():
        store.connection.run("PRAGMA cache_spill = 1")
        store.connection.run_many(
            "INSERT INTO local VALUES (?, ?)", ((f"{n}", TYPED[0] * 50) for n in range(2000))
        )
        assert told(tmp_path) == set()


def test_nor_in_a_backup(store: Store, tmp_path: Path) -> None:
    type_it_all(store)
    folder = tmp_path / "kassaskåp"
    folder.mkdir()
    backup.back_up(store, KEY, folder / "kopia.db")
    assert told(folder) == set()
    assert (folder / "kopia.db").stat().st_mode & 0o777 == 0o600


def test_nothing_repeats_itself_as_it_would_in_the_clear(store: Store, tmp_path: Path) -> None:
    """Random to the eye: no two of the first pages are alike, though most of them are empty."""
    type_it_all(store)
    store.close()
    content = (tmp_path / "hälsa.db").read_bytes()
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    assert len(pages) > 10
    assert len(set(pages)) == len(pages)
    assert all(len(set(page)) > 200 for page in pages)


def test_after_erasing_not_even_who_has_the_key_finds_the_person(
    store: Store, tmp_path: Path
) -> None:
    """Not in the tables, nor in pages that are free, nor in the log of writes."""
    person = type_it_all(store)
    other = register_rows.page(store, register_rows.ParticipantFilter("zebu"), 0, 1)[0]
    participants.update(
        store, other.participant, Naming("Zacharias"), Attributes(), mend_earlier=False
    )
    erasure.erase(store, person)
    assert not (tmp_path / "hälsa.db-wal").stat().st_size
    store.close()
    clear = in_the_clear(tmp_path / "hälsa.db")
    for word in ("Xantippa", "Xanthippe", "xantippa"):
        assert word.encode() not in clear
    assert b"Zacharias" in clear
    assert b"CREATE TABLE version" in clear


def test_after_erasing_nothing_typed_about_the_person_is_in_the_files(
    store: Store, tmp_path: Path
) -> None:
    """Names, codes and cleaned notes: in no page, also none that is free, of the closed file."""
    person = type_it_all(store)
    coded = store.connection.value("SELECT participant FROM code")
    session = sessions.page(store, sessions.LogFilter("nyckeln"), 0, 1)[0].session
    entry = sessions.get(store, session)
    sessions.save(store, SessionEntry(entry.session, entry.present, "Annat"), session)
    for trace in erasure.erase(store, person, coded).traces:
        traces.clean_note(store, trace.row.session)
    assert told(tmp_path) == set()
    store.close()
    clear = in_the_clear(tmp_path / "hälsa.db")
    for word in ("Xantippa", "Xanthippe", "xantippa", "kod-4711", "Nyckeln hos"):
        assert word.encode() not in clear
    for word in ("Zebulon", "Quiltning", "rad-0815"):  # the other person, what was done, the row
        assert word.encode() in clear


def in_the_clear(path: Path) -> bytes:
    """All pages of a database, decrypted as they stand; free ones too."""
    key = bytes.fromhex(KEY.raw()[:64])
    content = path.read_bytes()
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    clear = b""
    for number, page in enumerate(pages):
        start, end = (0 if number else len(KEY.salt)), PAGE - RESERVED
        decrypting = Cipher(AES256(key), CBC(page[end : end + 16])).decryptor()
        clear += decrypting.update(page[start:end])
    return clear
