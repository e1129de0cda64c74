"""A damaged file is told: no wrong figure in silence, no traceback, nothing made worse."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from halsoverkstad.domain.errors import DatabaseFault, Fault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension
from storage import counting, keys, sessions
from storage.checking import findings
from storage.importing import take_in
from storage.keys import Key
from storage.opening import open_store
from storage.sessions import LogFilter
from tests.stores import KEY, intake_2024, new_file

YEAR = Period.year(2024)
PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a database with a part of the real year."""
    path = tmp_path_factory.mktemp("hel") / "hälsa.db"
    with closing(new_file(path)) as store:
        intake = intake_2024(store.programme)
        early = {row.key for row in intake.sessions if str(row.fields["day"]) < "2024-03-01"}
        take_in(
            store,
            type(intake)(
                tuple(row for row in intake.sessions if row.key in early),
                tuple(row for row in intake.attendances if row.session in early),
            ),
        )
    return path.read_bytes()


def asked(path: Path) -> object:
    """Open a file by what it says itself, and ask all there is to ask.

    Raises:
        Fault: it was told that something is wrong.
    """
    key = Key(KEY.seed, keys.salt_of(path))
    with closing(open_store(path, key)) as store:
        found = [each for each in findings(store) if each.severity == "fel"]
        if found:
            raise DatabaseFault(found[0].what)
        return (
            counting.statistics(store, YEAR).rows,
            counting.statistics(store, YEAR, [Dimension.GROUP, Dimension.WORKSHOP]).rows,
            sessions.page(store, LogFilter(), 0, 10_000),
        )


@pytest.fixture(scope="module")
def answers(whole: bytes, tmp_path_factory: pytest.TempPathFactory) -> object:
    path = tmp_path_factory.mktemp("svar") / "hälsa.db"
    path.write_bytes(whole)
    return asked(path)


def test_a_whole_file_has_nothing_to_tell(answers: object) -> None:
    assert answers


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :]


def places(size: int) -> list[int]:
    """Bytes all over: the first page's parts, borders of pages, the ends, and some by chance."""
    chance = random.Random(2024)
    hard = [0, 15, 16, 24, 100, PAGE - 81, PAGE - 80, PAGE - 64, PAGE - 1, PAGE, size - 1]
    return [*hard, *chance.sample(range(size), 25)]


def test_one_changed_bit_anywhere_is_told(whole: bytes, answers: object, tmp_path: Path) -> None:
    path = tmp_path / "hälsa.db"
    for place in places(len(whole)):
        path.write_bytes(flipped(whole, place))
        with pytest.raises(Fault) as told:
            asked(path)
        assert str(told.value), place
        assert "Traceback" not in str(told.value)
        discard_log(path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:0],
        lambda whole: whole[:10],
        lambda whole: whole[:16],
        lambda whole: whole[:1000],
        lambda whole: whole[:PAGE],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[: len(whole) - PAGE],
        lambda whole: whole[: len(whole) - 1],
        lambda whole: bytes(len(whole)),
        lambda whole: whole[:PAGE] + bytes(len(whole) - PAGE),
        lambda whole: whole[: 5 * PAGE] + whole[6 * PAGE :],
        lambda whole: whole[: 2 * PAGE] + whole[3 * PAGE : 4 * PAGE] * 2 + whole[4 * PAGE :],
        lambda whole: b"\xef\xbb\xbf" + whole,
    ],
    ids=[
        "empty", "ten bytes", "only its salt", "a part of a page", "one page", "half", "a page short",
        "a byte short", "zeros", "one page and zeros", "a page missing", "a page twice", "moved",
    ],
)  # fmt: skip
def test_what_is_cut_or_overwritten_is_told(
    whole: bytes, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "hälsa.db"
    path.write_bytes(damage(whole))
    with pytest.raises(Fault) as told:
        asked(path)
    assert len(str(told.value)) > 20


def test_a_damaged_file_is_never_called_a_full_disk_or_a_busy_one(
    whole: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "hälsa.db"
    path.write_bytes(whole[: PAGE * 3] + bytes(len(whole) - PAGE * 3))
    with pytest.raises(DatabaseFault) as told:
        asked(path)
    assert any(word in str(told.value) for word in ("skada", "säkerhetskopia"))


def test_an_older_log_left_behind_does_not_mix_with_another_file(
    whole: bytes, answers: object, tmp_path: Path
) -> None:
    """A -wal of another database, as when somebody copies files about, is not believed."""
    other = tmp_path / "annan.db"
    with closing(new_file(other, seed=9)) as store:
        sessions.count(store, LogFilter())
        store.connection.run("INSERT INTO local VALUES ('a', 'b')")
        log = Path(f"{other}-wal").read_bytes()
    assert log
    path = tmp_path / "hälsa.db"
    path.write_bytes(whole)
    Path(f"{path}-wal").write_bytes(log)
    try:
        assert asked(path) == answers
    except Fault as told:
        assert str(told)


def discard_log(path: Path) -> None:
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
