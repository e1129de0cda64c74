"""Where files go between computers: sticks and other drives, and the person's own folders.

Everything here may wait for a disk: call it in a thread.
"""

import os
import sys
from pathlib import Path

HALSA = ".halsa"
PROGRAMME = ".halsaprogram"
_OWN_FOLDERS = ("Downloads", "Hämtningar", "Documents", "Dokument", "Desktop", "Skrivbord")
_MOST = 300
"""So many files of a folder, and so many folders of a drive, are looked at."""


_LETTERS = "ABDEFGHIJKLMNOPQRSTUVWXYZ"


def drives() -> list[Path]:
    """Sticks and other drives that are plugged in, as far as the system tells."""
    if sys.platform == "win32":
        return _windows_drives()
    if sys.platform == "darwin":
        return [each for each in _folders_in(Path("/Volumes")) if not each.is_symlink()]
    found = [
        drive
        for base in (Path("/media"), Path("/run/media"))
        for each in _folders_in(base)
        # Below them stands the user's name, or, on older systems, the drive itself.
        for drive in ([each] if os.path.ismount(each) else _folders_in(each))
    ]
    return [each for each in (*found, *_folders_in(Path("/mnt"))) if os.path.ismount(each)]


def own_folders() -> list[Path]:
    """Where people keep files, and where the browser and the mail program put them."""
    home = Path.home()
    return [each for name in _OWN_FOLDERS if (each := home / name).is_dir()] + [home]


def likely_folders(first: Path | None = None) -> list[Path]:
    """Folders to look in or write to: the one used last, drives, the person's own."""
    used = [first] if first is not None and first.is_dir() else []
    return list(dict.fromkeys([*used, *drives(), *own_folders()]))


def files_in(folder: Path, ending: str | tuple[str, ...]) -> list[Path]:
    """The files with an ending in a folder, the newest first; none if it cannot be read."""
    try:
        found = [
            each
            for each in folder.iterdir()
            if each.name.casefold().endswith(ending) and not each.name.startswith(".")
        ]
        dated = [(each.stat().st_mtime, each) for each in found[:_MOST] if each.is_file()]
    except OSError:
        return []
    return [each for _, each in sorted(dated, reverse=True)]


def find_files(ending: str | tuple[str, ...], first: Path | None = None) -> list[Path]:
    """The files with an ending in the likely folders, and in the folders of drives."""
    plugged_in = drives()
    places = [
        each
        for folder in likely_folders(first)
        for each in (folder, *(_folders_in(folder) if folder in plugged_in else ()))
    ]
    return list(dict.fromkeys(file for each in places for file in files_in(each, ending)))


def completions(text: str, ending: str | tuple[str, ...]) -> list[str]:
    """What a half-written path may become: folders, and files with the ending."""
    written = os.path.expanduser(text)  # noqa: PTH111 - a Path would lose the last separator
    folder = Path(os.path.dirname(written) or ".")  # noqa: PTH120 - as above
    if not text.strip() or not folder.is_dir():
        return []
    stem = text[: len(text) - len(os.path.basename(text))]  # noqa: PTH119 - as above
    folders = [f"{stem}{each.name}{os.sep}" for each in _folders_in(folder)]
    return [f"{stem}{each.name}" for each in files_in(folder, ending)] + folders


def _folders_in(folder: Path) -> list[Path]:
    try:
        found = [each for each in folder.iterdir() if not each.name.startswith(".")]
        return sorted(each for each in found[:_MOST] if each.is_dir())
    except OSError:
        return []


def _windows_drives() -> list[Path]:
    """Every drive but the system's own, which lies under the home folder."""
    home = Path.home().drive.casefold()
    return [
        drive
        for letter in _LETTERS
        if f"{letter}:".casefold() != home and (drive := Path(f"{letter}:\\")).exists()
    ]
