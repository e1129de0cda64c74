"""Taking in rows of files: all or nothing, and safe to repeat.

Each row is compared with itself as it was at its last import, column by column: only what the
file has changed since is written, so a correction made in the program is never undone by an old
row. An absent row deletes nothing, an empty cell clears, a missing column leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from halsoverkstad.domain.rows import Intake, Origin, RowFault
from storage import joining
from storage.import_attendances import AttendanceRows
from storage.import_sessions import SessionRows
from storage.import_state import Taking
from storage.progress import Progress, telling, untold
from storage.store import Store

_LISTED = 10
"""How many rows are named in a warning."""


@dataclass(frozen=True)
class ImportResult:
    """How many sessions and attendances were new, changed and unchanged; or what was wrong."""

    new: int
    changed: int
    unchanged: int
    faults: tuple[RowFault, ...] = ()
    warnings: tuple[str, ...] = ()
    """Swedish sentences about what was left out."""


class _Nothing(Exception):  # noqa: N818 - no error: leaves the transaction without writing
    pass


def take_in(
    store: Store, intake: Intake, *, dry_run: bool = False, progress: Progress = untold
) -> ImportResult:
    """Write what was read in one transaction; with any fault, or `dry_run`, nothing.

    What only the database can tell is checked also where the files have faults, so that all are
    told at once.

    Raises:
        DatabaseFault: the database is busy, full or damaged; nothing was written.
    """
    result = ImportResult(0, 0, 0)
    try:
        with store.connection.transaction():
            taking = _take(store, _without_fault(intake), progress)
            result = _result(taking, intake.faults)
            if result.faults or dry_run:
                raise _Nothing
            taking.pen.finish(None)
    except _Nothing:
        pass
    return result


def _without_fault(intake: Intake) -> Intake:
    """The rows whose sessions are described rightly, as far as that is known; else all of them."""
    if not intake.faults:
        return intake
    described = {row.key for row in intake.sessions}
    return replace(
        intake,
        sessions=tuple(row for row in intake.sessions if row.key not in intake.at_fault),
        attendances=tuple(
            row
            for row in intake.attendances
            if row.session not in intake.at_fault
            and (intake.every_session_read or row.session in described)
        ),
    )


def _take(store: Store, intake: Intake, progress: Progress) -> Taking:
    """Take in every row, inside a transaction."""
    taking = Taking.begin(store, intake)
    session_rows = SessionRows(taking, intake)
    attendance_rows = AttendanceRows(taking, intake, session_rows)
    before = len(intake.sessions)
    rows = before + len(intake.attendances)
    for row in telling(intake.sessions, rows, progress):
        session_rows.take(row)
    attendance_rows.take(intake.attendances, lambda done, _: progress(before + done, rows))
    return taking


def _result(taking: Taking, told: tuple[RowFault, ...]) -> ImportResult:
    if told or taking.faults:
        return ImportResult(0, 0, 0, (*told, *taking.faults))
    unchanged = taking.rows - taking.new - taking.changed
    warnings = (*_notes_left_out(taking.left_out), *_strangers(taking))
    return ImportResult(taking.new, taking.changed, unchanged, (), warnings)


def _strangers(taking: Taking) -> tuple[str, ...]:
    """What to say of people whom no other computer can be asked about."""
    mine = joining.membership(taking.store)
    if not taking.registered or mine is None or mine.role != joining.COORDINATOR:
        return ()
    sentence = (
        f"Nya deltagare här: {taking.registered}. Samordnarens dator har ingen lösenfras, så den "
        "som också finns på en hälsofrämjares dator räknas två gånger. Läs hellre in filen på en "
        "sådan dator."
    )
    return (sentence,)


def _notes_left_out(left_out: Sequence[Origin]) -> tuple[str, ...]:
    """What to say of notes that were not read in; none of what they say."""
    if not left_out:
        return ()
    places = [_place(each) for each in left_out[:_LISTED]]
    if len(left_out) > _LISTED:
        places.append(f"och {len(left_out) - _LISTED} till")
    sentence = (
        "Ingen anteckning förs om individuellt stöd, så anteckningen lästes inte in från: "
        f"{', '.join(places)}."
    )
    return (sentence,)


def _place(origin: Origin) -> str:
    sheet = "" if origin.sheet is None else f" blad {origin.sheet}"
    return f"{origin.file}{sheet} rad {origin.row}"
