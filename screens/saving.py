"""Saving figures as a file, from the screen."""

import asyncio
from pathlib import Path

from exports import writing
from exports.statistics_answer import PublicStatistics
from exports.statistics_csv import as_csv
from exports.statistics_output import render
from exports.statistics_words import INTERNAL, PROTECTED
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.statistics import Statistics
from storage.store import Store

WAYS = (PROTECTED, INTERNAL)
"""For whom figures are saved; the first is safe with everyone."""
_FORMS = {".xlsx": "xlsx", ".csv": "csv"}
_FOLDERS = ("Documents", "Dokument")


def suggested_path(answer: Statistics, *, public: bool) -> Path:
    """A file in the person's own folder for documents, named after period and cut."""
    marks = [] if public else ["intern"]
    period = answer.period.name.replace("..", "--")
    name = "-".join(["statistik", period, *answer.dimensions, *marks])
    return documents() / f"{name}.xlsx"


def documents() -> Path:
    """The person's own folder for documents."""
    home = Path.home()
    folders = [home / each for each in _FOLDERS]
    return next((each for each in folders if each.is_dir()), home)


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


def to_hand_out(store: Store, answer: Statistics) -> PublicStatistics:
    """The same figures with small numbers protected."""
    from exports.protection.public import public_statistics

    return public_statistics(store, answer.period, answer.dimensions)


async def save_statistics(answer: Statistics | PublicStatistics, path: Path) -> None:
    """Write the file, in the form that its ending says; it says whether it may be handed out.

    Raises:
        Fault: it could not be written; what was there is still there.
    """
    form = _FORMS[check_ending(str(path)).suffix.casefold()]

    def save() -> None:
        content = as_csv(answer, labelled=True) if form == "csv" else render(answer, form)
        writing.write_file(path, content)

    await asyncio.to_thread(save)
