"""Writing files: beside and then into place, so that a failure leaves what was there."""

import contextlib
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Generator
from pathlib import Path

from exports.safe_text import shown
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.reasons import reason

_UNFINISHED = ".ofardig"
_OWNER_ONLY = 0o600
_AS_USUAL = 0o666
"""Less what the system's mask takes away."""


@contextlib.contextmanager
def replacing(path: Path, *, private: bool = False) -> Generator[Path]:
    """A file to write in the same folder, put in the place of `path` when all went well.

    A private one only its owner may read: it is about people.

    What is no ordinary file (a pipe, `/dev/stdout`) cannot be replaced and is written to.

    Raises:
        Fault: it could not be written, or is open in LibreOffice; what was there before is still
            there.
    """
    try:
        _require_closed(path)
        if path.exists() and not path.is_file():
            with _poured_into(path) as temporary:
                yield temporary
        else:
            with _renamed_to(path.resolve(), private=private) as temporary:
                yield temporary
    except OSError as error:
        raise cannot_write(path, error) from error


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a whole file by `replacing`.

    Raises:
        Fault: it could not be written.
    """
    with replacing(path, private=private) as temporary:
        temporary.write_bytes(content)


def write_to_stdout(content: bytes) -> None:
    """Write bytes to standard output; a reader that has seen enough is no fault.

    Raises:
        Fault: what the output goes to is full or gone.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python flushes once more when it ends, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise Fault(f"Svaret kunde inte skrivas ut: {_reason(error)}") from error


def cannot_write(path: Path, error: OSError) -> Fault:
    """What to tell about a file or folder that could not be written."""
    return Fault(f"”{shown(str(path))}” kunde inte skrivas: {_reason(error)}")


def is_unfinished(path: Path) -> bool:
    """Whether a file is what an interrupted `replacing` left."""
    return path.name.startswith(".") and path.suffix == _UNFINISHED


@contextlib.contextmanager
def _renamed_to(path: Path, *, private: bool) -> Generator[Path]:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_UNFINISHED}")
    try:
        temporary.touch(_OWNER_ONLY if private else _AS_USUAL, exist_ok=False)
        yield temporary
        _flush(temporary)
        temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def _poured_into(path: Path) -> Generator[Path]:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        temporary = Path(folder, "fil")
        temporary.touch()
        yield temporary
        with temporary.open("rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)


def _require_closed(path: Path) -> None:
    """LibreOffice would go on showing what was there, and save it over what we write.

    Other systems' programs hold the file itself, so that it cannot be replaced.
    """
    if not path.is_file():
        return
    lock = path.with_name(f".~lock.{path.name}#")
    if lock.exists():
        raise Fault(
            f"”{shown(str(path))}” är öppen i LibreOffice. Stäng den där och försök igen, eller "
            f"välj ett annat namn. Är den inte öppen: ta bort filen {shown(lock.name)}."
        )


def _flush(path: Path) -> None:
    """Wait until the content is on the disk: only then may it replace what was there."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _reason(error: OSError) -> str:
    known = _REASONS.get(error.errno or 0)
    return known or f"{reason(error)}. Försök igen eller välj en annan plats."


_FULL = "disken är full. Frigör utrymme eller välj en annan plats."
_NO_FOLDER = "mappen finns inte. Skapa den eller välj en annan plats."
_NOT_ALLOWED = (
    "det är inte tillåtet. Stäng filen om den är öppen i ett annat program, eller välj en annan "
    "plats."
)
_BAD_NAME = "namnet går inte att använda. Välj ett kortare eller enklare namn."
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EISDIR: "det är en mapp. Ange ett filnamn i den.",
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: "platsen går bara att läsa från. Välj en annan plats.",
    errno.ENAMETOOLONG: _BAD_NAME,
    errno.EINVAL: _BAD_NAME,
}
