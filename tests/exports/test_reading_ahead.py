"""Files read one ahead by a helper: the same content and the same faults, whatever becomes of it."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from halsa_making import PROGRAMME, keys, read, written

from exports.halsa import reading_ahead as ahead
from exports.halsa.bundle import Bundle
from exports.halsa.faults import BundleFault


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [written(tmp_path / f"{number}.halsa", number=number) for number in range(1, 5)]


@pytest.fixture
def helpers(monkeypatch: pytest.MonkeyPatch) -> "list[subprocess.Popen[bytes]]":
    """The helpers that were started."""
    started: list[subprocess.Popen[bytes]] = []

    class Popen(subprocess.Popen[bytes]):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[call-overload]
            started.append(self)

    monkeypatch.setattr(ahead, "Popen", Popen)
    return started


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the files were large."""
    monkeypatch.setattr(ahead, "WORTH_IT", 0)


def reading(paths: Sequence[Path]):
    return ahead.reading_ahead(keys("coordinator"), PROGRAMME, paths)


def no_reading_here(path: Path, *_: object, **__: object) -> Bundle:
    raise AssertionError(path)


def test_a_helper_reads_what_would_be_read_here(
    files: list[Path],
    helpers: "list[subprocess.Popen[bytes]]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = [read(path) for path in files]
    monkeypatch.setattr(ahead, "read_bundle", no_reading_here)
    with reading(files) as reader:
        assert [reader.read(path) for path in files] == expected
    assert [each.poll() is None for each in helpers] == [False]


def test_a_bad_file_is_told_as_ever_and_the_others_are_read(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    files[1].write_bytes(files[1].read_bytes()[:-1])
    read_here: list[Path] = []
    whole = ahead.read_bundle

    def noted(path: Path, *arguments: object, **options: object) -> Bundle:
        read_here.append(path)
        return whole(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(ahead, "read_bundle", noted)
    with reading(files) as reader:
        reader.read(files[0])
        with pytest.raises(BundleFault, match=r"2\.halsa.*skadad"):
            reader.read(files[1])
        assert [reader.read(path).header.number for path in files[2:]] == [3, 4]
    assert read_here == [files[1]]


def test_what_was_not_foretold_is_read_and_what_is_passed_over_is_not_missed(
    files: list[Path],
) -> None:
    foretold = [files[0], files[2], files[3]]
    with reading(foretold) as reader:
        assert reader.read(files[1]).header.number == 2
        assert reader.read(files[3]).header.number == 4
        assert reader.read(files[0]).header.number == 1


def test_a_helper_that_dies_is_done_without(
    files: list[Path], helpers: "list[subprocess.Popen[bytes]]"
) -> None:
    with reading(files) as reader:
        numbers = [reader.read(files[0]).header.number]
        helpers[0].kill()
        helpers[0].wait()
        numbers += [reader.read(path).header.number for path in files[1:]]
    assert numbers == [1, 2, 3, 4]


@pytest.mark.parametrize("interpreter", ["", "/no/such/python", "false"])
def test_a_helper_that_cannot_be_started_is_done_without(
    files: list[Path], monkeypatch: pytest.MonkeyPatch, interpreter: str
) -> None:
    monkeypatch.setattr(sys, "executable", interpreter)
    with reading(files) as reader:
        assert [reader.read(path).header.number for path in files] == [1, 2, 3, 4]


def test_a_fault_between_two_files_ends_the_helper(
    files: list[Path], helpers: "list[subprocess.Popen[bytes]]"
) -> None:
    def interrupted() -> None:
        with reading(files) as reader:
            reader.read(files[0])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert helpers[0].poll() is not None


def test_little_is_read_without_a_helper(
    files: list[Path],
    helpers: "list[subprocess.Popen[bytes]]",
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with reading(files[:1]) as reader:
        reader.read(files[0])
    monkeypatch.setattr(ahead, "WORTH_IT", 2**20)
    for few in (files, [tmp_path / "finns inte.halsa", *files]):
        with reading(few) as reader:
            assert reader.read(files[0]).header.number == 1
    assert not helpers


def test_a_helper_takes_no_module_from_where_somebody_stands(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    (tmp_path / "pickle.py").write_text(f"open({json.dumps(str(told))}, 'w')\n")
    expected = read(files[0])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ahead, "read_bundle", no_reading_here)
    with reading(files) as reader:
        assert reader.read(files[0]) == expected
    assert not told.exists()


def test_the_keys_stand_in_no_list_of_processes(
    files: list[Path], helpers: "list[subprocess.Popen[bytes]]"
) -> None:
    with reading(files) as reader:
        reader.read(files[0])
        seed, age = keys("coordinator").text().split()
        shown = " ".join(map(str, helpers[0].args))
        assert seed not in shown
        assert age not in shown
