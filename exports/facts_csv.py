"""`exportera --csv`: all facts as the files that `importera` reads. No names, no notes."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from exports.csv_text import ENCODING, Cell, write_rows
from exports.folders import make_ready
from exports.reading.columns import TITLES, heads_title
from exports.safe_text import shown
from exports.writing import replacing
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import MADE_UP, UNKNOWN, UNKNOWN_GROUP
from storage import facts
from storage.store import Store

SESSIONS = "tillfallen.csv"
ATTENDANCES = "narvaro.csv"

_BEFORE_HEADS = ("session", "day", "start", "minutes", "workshop", "kind", "activity", "place")
_AFTER_HEADS = ("turned_away", "language_training", "partners")
_ATTENDANCE = ("session", "code", "group", "area", "sex")


def write_folder(store: Store, folder: Path) -> None:
    """Write `tillfallen.csv` and `narvaro.csv`, and replace those that are there.

    Raises:
        Fault: the folder holds anything else, or could not be written; nothing was changed then.
    """
    make_ready(folder, (SESSIONS, ATTENDANCES))
    with ExitStack() as files:
        sessions = files.enter_context(replacing(folder / SESSIONS, private=True))
        attendances = files.enter_context(replacing(folder / ATTENDANCES, private=True))
        with store.snapshot():
            _write(sessions, _marked(store, _session_rows(store)))
            _write(attendances, _marked(store, _attendance_rows(store)))


def _write(path: Path, rows: Iterable[Sequence[Cell]]) -> None:
    with path.open("w", encoding=ENCODING, newline="") as file:
        write_rows(file, rows)


def _marked(store: Store, rows: Iterator[list[Cell]]) -> Iterator[list[Cell]]:
    """The rows, with a column more when all of it is made up."""
    if not store.made_up:
        yield from rows
        return
    yield [*next(rows), MADE_UP]
    for row in rows:
        yield [*row, "ja"]


def _session_rows(store: Store) -> Iterator[list[Cell]]:
    groups = store.programme.groups
    yield [
        *(TITLES[name] for name in _BEFORE_HEADS),
        *(heads_title(group) for group in groups),
        *(f"{heads_title(group)} nya" for group in groups),
        *(TITLES[name] for name in _AFTER_HEADS),
    ]
    for key, session in facts.sessions(store):
        yield _session_row(key, session, store.programme)


def _session_row(key: str, session: Session, programme: Programme) -> list[Cell]:
    unknown = set(session.heads) - set(programme.group_keys)
    if unknown:
        raise Fault(
            f"Tillfället {shown(key)} har deltagare i gruppen ”{shown(min(unknown))}”, som saknas "
            "i inställningarna. Lägg till gruppen där först."
        )
    heads = [session.heads.get(group, Heads(0)) for group in programme.group_keys]
    return [
        key,
        session.day.isoformat(),
        f"{session.start:%H:%M}" if session.start else None,
        session.minutes,
        session.workshop,
        session.kind.value,
        session.activity,
        session.place,
        *(each.count or None for each in heads),
        *(each.new for each in heads),
        session.turned_away or None,
        "ja" if session.language_training else None,
        ", ".join(session.partners),
    ]


def _attendance_rows(store: Store) -> Iterator[list[Cell]]:
    yield [TITLES[name] for name in _ATTENDANCE]
    for key, code, attributes in facts.attendances(store):
        yield [key, code, *_attribute_cells(attributes)]


def _attribute_cells(attributes: Attributes) -> list[Cell]:
    return [
        "" if attributes.group == UNKNOWN_GROUP else attributes.group.replace("_", " "),
        "" if attributes.area == UNKNOWN else attributes.area,
        "" if attributes.sex == UNKNOWN else attributes.sex,
    ]
