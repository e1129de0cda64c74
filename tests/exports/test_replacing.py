"""Files are written beside and put into place; trouble is one sentence, and what was there stays."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exports.writing import replacing, write_file, write_to_stdout
from halsoverkstad.domain.errors import Fault

PRINT = "from exports.writing import write_to_stdout; write_to_stdout(b'x' * {size})"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file(tmp_path: Path) -> None:
    write_file(tmp_path / "ny.txt", b"hej")

    assert (tmp_path / "ny.txt").read_bytes() == b"hej"
    assert names(tmp_path) == ["ny.txt"]


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "fil.txt"
    path.write_bytes(b"gammalt")
    write_file(path, b"nytt")

    assert path.read_bytes() == b"nytt"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "disken är full"),
        (errno.EACCES, "öppen i ett annat program"),
        (errno.EROFS, "bara att läsa"),
        (errno.EIO, "Försök igen"),
    ],
)
def test_trouble_leaves_what_was_there(tmp_path: Path, number: int, sentence: str) -> None:
    path = tmp_path / "fil.txt"
    path.write_bytes(b"gammalt")

    def write_half() -> None:
        with replacing(path) as temporary:
            temporary.write_bytes(b"halv")
            raise OSError(number, os.strerror(number))

    with pytest.raises(Fault, match=sentence) as caught:
        write_half()

    assert "fil.txt" in str(caught.value)
    assert path.read_bytes() == b"gammalt"
    assert names(tmp_path) == ["fil.txt"]


def test_a_file_that_another_program_holds_as_windows_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "fil.xlsx"
    path.write_bytes(b"gammalt")

    def held(*_: object) -> None:
        error = PermissionError(errno.EACCES, "används av en annan process")
        vars(error)["winerror"] = 32
        raise error

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(Fault, match="Stäng filen om den är öppen i ett annat program"):
        write_file(path, b"nytt")
    assert path.read_bytes() == b"gammalt"
    assert names(tmp_path) == ["fil.xlsx"]


def test_a_file_that_is_open_in_libreoffice(tmp_path: Path) -> None:
    path, lock = tmp_path / "fil.docx", tmp_path / ".~lock.fil.docx#"
    lock.touch()
    write_file(path, b"gammalt")  # the mark of a file that is gone locks nothing
    with pytest.raises(Fault, match="öppen i LibreOffice") as caught:
        write_file(path, b"nytt")
    assert lock.name in str(caught.value), "a program that crashed leaves its mark"
    assert path.read_bytes() == b"gammalt"
    assert names(tmp_path) == [lock.name, "fil.docx"]


def test_a_folder_that_vanishes_while_it_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "sticka"
    folder.mkdir()

    def write() -> None:
        with replacing(folder / "fil.txt") as temporary:
            temporary.write_bytes(b"hej")
            shutil.rmtree(folder)

    with pytest.raises(Fault, match="mappen finns inte"):
        write()
    assert names(tmp_path) == []


def test_any_error_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "fil.txt"
    path.write_bytes(b"gammalt")

    with pytest.raises(KeyError), replacing(path):
        raise KeyError

    assert path.read_bytes() == b"gammalt"
    assert names(tmp_path) == ["fil.txt"]


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="mappen finns inte"):
        write_file(tmp_path / "ingen" / "fil.txt", b"hej")


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()

    with pytest.raises(Fault, match="mappen finns inte"):
        write_file(tmp_path / "fil" / "fil.txt", b"hej")


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="det är en mapp"):
        write_file(tmp_path, b"hej")


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="kortare"):
        write_file(tmp_path / ("x" * 300), b"hej")


@pytest.mark.skipif(os.name != "posix", reason="links and devices as POSIX has them")
class TestOnPosix:
    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "mål.txt").write_bytes(b"gammalt")
        (tmp_path / "länk.txt").symlink_to("mål.txt")
        write_file(tmp_path / "länk.txt", b"nytt")

        assert (tmp_path / "länk.txt").is_symlink()
        assert (tmp_path / "mål.txt").read_bytes() == b"nytt"

    def test_a_device_is_written_to_and_not_replaced(self) -> None:
        write_file(Path(os.devnull), b"hej")

        assert Path(os.devnull).is_char_device()

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a full disk to try")
    def test_a_full_disk(self) -> None:
        with pytest.raises(Fault, match="disken är full"):
            write_file(Path("/dev/full"), b"hej")

    def test_a_disk_that_fills_up(self, tmp_path: Path) -> None:
        code = (
            "import resource, sys; from pathlib import Path; from exports.writing import write_file;"
            "from halsoverkstad.domain.errors import Fault\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
            "try: write_file(Path(sys.argv[1]), bytes(5000))\n"
            "except Fault as fault: print(fault)"
        )
        done = run(code, str(tmp_path / "fil.txt"))

        assert "disken är full" in done.stdout
        assert names(tmp_path) == []

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a full disk to try")
    def test_a_full_disk_behind_standard_output(self) -> None:
        code = PRINT.format(size=10) + "\n"
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, check=False
            )

        assert "disken är full" in done.stderr.decode("utf-8")

    def test_a_reader_that_has_seen_enough(self) -> None:
        with subprocess.Popen(
            [sys.executable, "-c", PRINT.format(size=10_000_000)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


def test_standard_output_gets_the_bytes_as_they_are(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    write_to_stdout("å\r\n".encode())

    assert capfdbinary.readouterr().out == "å\r\n".encode()


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )


@pytest.mark.skipif(os.name != "posix", reason="the rights of files are those of Unix")
def test_a_file_about_people_is_its_owners_alone(tmp_path):
    write_file(tmp_path / "om-en-person.md", b"x", private=True)
    assert (tmp_path / "om-en-person.md").stat().st_mode & 0o777 == 0o600
