"""Where this computer's file for the others is written: proposed, written, remembered."""

import asyncio
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exports.halsa.bundle import file_digest
from exports.halsa.exchange import hand_in
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.swedish import search_key
from screens.library import Library
from screens.places import HALSA, drives, likely_folders
from storage import local, settings
from storage.progress import Progress
from storage.store import Store


@dataclass(frozen=True)
class Written:
    """The file written last: where, and the SHA-256 of it, hexadecimal."""

    path: Path | None
    digest: str


def written_last(store: Store) -> Written:
    """What was remembered of the file written last."""
    told = settings.get_local(store, local.HANDED_IN)
    if told is None:
        return Written(None, "")
    digest, path = told.split(" ", 1)
    return Written(Path(path), digest)


async def proposed(library: Library) -> Path:
    """Where to write now: the folder used last, else a stick, else the person's own folder."""
    last = await library.ask(written_last)
    return await asyncio.to_thread(_proposed, library.laptop_name, library.today(), last)


async def write(library: Library, path: Path, progress: Progress) -> None:
    """Write the file, and remember where.

    Raises:
        Fault: it could not be written; what was there is still there.
    """
    await library.ask(_write, path, progress)


def file_name(laptop: str, day: date) -> str:
    """What the file is called: `dator-2_2026-03-14.halsa`."""
    plain = re.sub(r"[^a-z0-9]+", "-", search_key(laptop)).strip("-")
    return f"{plain or 'dator'}_{day.isoformat()}{HALSA}"


def _write(store: Store, path: Path, progress: Progress) -> None:
    hand_in(store, path, progress=progress)
    settings.set_local(store, local.HANDED_IN, f"{file_digest(path).hex()} {path}")


def _proposed(laptop: str, day: date, last: Written) -> Path:
    used = last.path.parent if last.path is not None else None
    plugged_in = drives()
    if used is not None and used.is_dir():
        folder = used
    elif plugged_in:
        folder = plugged_in[0]
    else:
        folder = likely_folders()[0]
    path = folder / file_name(laptop, day)
    number = 2
    # Another laptop of the same name may have written to the same stick today.
    while path.exists() and not _is_ours(path, last):
        path = path.with_name(file_name(laptop, day).replace(HALSA, f"_{number}{HALSA}"))
        number += 1
    return path


def _is_ours(path: Path, last: Written) -> bool:
    try:
        return file_digest(path).hex() == last.digest
    except Fault:
        return False
