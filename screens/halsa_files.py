"""The `.halsa` files of a folder, and what each is to this computer before anything is read."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from exports.halsa.bundle import file_digest, read_preamble
from exports.halsa.faults import BundleFault
from exports.halsa.preamble import BundleKind
from screens.library import Library
from screens.places import HALSA, files_in, likely_folders
from storage import joining, local, merging, settings
from storage.store import Store


class Kind(Enum):
    """What a file is to this computer; the word stands beside its name."""

    NEW = "ny"
    KNOWN = "läst"
    OTHERS = "till andra"
    FOREIGN = "annat program"
    BAD = "oläslig"


@dataclass(frozen=True)
class Found:
    """A file, when it was written by the disk's clock, and what it is."""

    path: Path
    written: datetime
    kind: Kind


@dataclass(frozen=True)
class _Seen:
    path: Path
    digest: bytes
    programme: bytes
    for_laptops: bool


async def look(library: Library, folder: Path) -> list[Found]:
    """The files of a folder, those that may be read first."""
    seen = await asyncio.to_thread(_see, folder)
    good = [each for each in seen if isinstance(each, _Seen)]
    kinds = dict(zip((each.path for each in good), await library.ask(_kinds, good), strict=True))
    found = [
        Found(path, await asyncio.to_thread(_written, path), kinds.get(path, Kind.BAD))
        for path in (each.path if isinstance(each, _Seen) else each for each in seen)
    ]
    return sorted(found, key=lambda each: list(Kind).index(each.kind))


async def first_folder(library: Library) -> Path:
    """The folder to look in first: the one used last, else one that holds such files."""
    told = await library.ask(settings.get_local, local.GATHER_FOLDER)
    return await asyncio.to_thread(_first_folder, Path(told) if told else None)


def _first_folder(used: Path | None) -> Path:
    folders = likely_folders(used)
    holding = [each for each in folders if files_in(each, HALSA)]
    return (holding or folders)[0]


def _see(folder: Path) -> Sequence[_Seen | Path]:
    seen: list[_Seen | Path] = []
    for path in files_in(folder, HALSA):
        try:
            preamble = read_preamble(path)
            digest = file_digest(path)
        except BundleFault:
            seen.append(path)
        else:
            for_laptops = preamble.kind is BundleKind.ANSWER
            seen.append(_Seen(path, digest, preamble.programme, for_laptops))
    return seen


def _kinds(store: Store, seen: Sequence[_Seen]) -> list[Kind]:
    mine = joining.membership(store)
    return [_kind(store, mine, each) for each in seen]


def _kind(store: Store, mine: joining.Membership | None, seen: _Seen) -> Kind:
    if mine is None or seen.programme != mine.programme_id:
        return Kind.FOREIGN
    if seen.for_laptops is (mine.role == joining.COORDINATOR):
        return Kind.OTHERS
    return Kind.KNOWN if merging.is_known(store, seen.digest) else Kind.NEW


def _written(path: Path) -> datetime:
    try:
        moment = path.stat().st_mtime
    except OSError:
        moment = 0
    return datetime.fromtimestamp(moment).astimezone()
