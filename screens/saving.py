"""Saving figures as a file, from the screen."""

import asyncio
from pathlib import Path

from exports import statistics_output, writing
from halsoverkstad.domain.errors import Fault
from storage.counting import Statistics

_FORMS = {".xlsx": "xlsx", ".csv": "csv"}
_FOLDERS = ("Documents", "Dokument")


def suggested_path(answer: Statistics) -> Path:
    """A file in the person's own folder for documents, named after period and cut."""
    home = Path.home()
    folders = [home / each for each in _FOLDERS]
    folder = next((each for each in folders if each.is_dir()), home)
    name = "-".join(["statistik", answer.period.name.replace("..", "--"), *answer.dimensions])
    return folder / f"{name}.xlsx"


def check_ending(text: str) -> Path:
    """The file that is meant.

    Raises:
        Fault: its ending says no form that there is.
    """
    path = Path(text.strip()).expanduser()
    if path.suffix.casefold() not in _FORMS:
        raise Fault("Filens namn ska sluta på .xlsx eller .csv.")
    return path


async def is_there(path: Path) -> bool:
    """Whether there is such a file already."""
    return await asyncio.to_thread(path.exists)


async def save_statistics(answer: Statistics, path: Path) -> None:
    """Write the file, in the form that its ending says.

    Raises:
        Fault: it could not be written; what was there is still there.
    """
    form = _FORMS[check_ending(str(path)).suffix.casefold()]

    def save() -> None:
        writing.write_file(path, statistics_output.render(answer, form))

    await asyncio.to_thread(save)
