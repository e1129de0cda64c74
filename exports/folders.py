"""A folder that is ours to fill: nothing else is in it, so nothing else is handed on with it."""

from collections.abc import Container
from pathlib import Path

from exports.safe_text import shown
from exports.writing import cannot_write, is_unfinished
from halsoverkstad.domain.errors import Fault

_OF_SYSTEM = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""What a file manager leaves by itself in a folder that is looked at."""


def make_ready(folder: Path, ours: Container[str]) -> None:
    """Make a folder, or see that nothing is in it but files of these names.

    Raises:
        Fault: it holds anything else, or could not be made; nothing was changed then.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for found in folder.iterdir():
            if is_unfinished(found):
                found.unlink()
            elif found.name not in ours and found.name not in _OF_SYSTEM:
                raise Fault(
                    f"Mappen ”{shown(str(folder))}” innehåller redan annat (”{shown(found.name)}”). "
                    "Välj en tom mapp eller en ny."
                )
    except FileExistsError:
        raise Fault(
            f"”{shown(str(folder))}” är en fil och ingen mapp. Ange en mapp, gärna en ny."
        ) from None
    except OSError as error:
        raise cannot_write(folder, error) from error
