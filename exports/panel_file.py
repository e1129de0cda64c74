"""The codes of a round of the survey's panel as a file: whom the university asks, never a name."""

from collections.abc import Iterator
from pathlib import Path

from exports import csv_text
from exports.writing import write_file
from halsoverkstad.domain.errors import UsageFault
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import COMMON_LABEL
from storage.panel import Draw
from storage.panel_following import Asked, Standing, roster
from storage.store import Store

ENDING = ".csv"
_HEADINGS = (
    "kod",
    "verkstad",
    "grupp",
    "frågades förra omgången",
    "omgång",
    "dragen",
    "frö",
)


def check_ending(path: Path) -> None:
    """See that the file's name says what it is.

    Raises:
        UsageFault: it ends otherwise.
    """
    if path.suffix.casefold() != ENDING:
        raise UsageFault(f"Filens namn ska sluta på {ENDING}.")


def write_codes(store: Store, draw: Draw, path: Path) -> int:
    """Write the codes of those who can be asked, and how they were drawn.

    Who has said no, has been erased, or counts as one with another member is left out, without a
    word of why. Only the file's owner may read it: codes are still about people.

    Returns:
        How many codes there are.

    Raises:
        Fault: it could not be written; what was there is still there.
    """
    check_ending(path)
    asked = [each for each in roster(store, draw) if each.standing is Standing.IN]
    # In the order of the codes: the roster's says who is known here.
    asked.sort(key=lambda each: each.code)
    rows = [_HEADINGS, *_rows(store.programme, draw, asked)]
    write_file(path, csv_text.as_bytes(rows), private=True)
    return len(asked)


def _rows(programme: Programme, draw: Draw, asked: list[Asked]) -> Iterator[tuple[str, ...]]:
    for each in asked:
        yield (
            each.code,
            each.stratum.workshop or COMMON_LABEL,
            programme.group_label(each.stratum.group),
            "ja" if each.kept else "nej",
            draw.period.name,
            draw.day.isoformat(),
            str(draw.seed),
        )
