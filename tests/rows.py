"""Rows of files, made by hand or by the hundred, for tests that need no files."""

from datetime import date, timedelta

from halsoverkstad.domain.rows import AttendanceRow, Intake, Origin, SessionRow, Value

GROUPS = ("barn_och_unga", "vuxna", "yrkesverksamma")


def session_row(key: str, day: date, **fields: Value) -> SessionRow:
    """A row of a tillfällen file."""
    return SessionRow(key, {"day": day, **fields}, Origin("tillfallen.csv", None, 2))


def attendance_row(session: str, code: str, row: int = 2, **fields: str) -> AttendanceRow:
    """A row of a närvaro file."""
    return AttendanceRow(session, code, fields, Origin("narvaro.csv", None, row))


def many_rows(sessions: int = 60, people: int = 12) -> Intake:
    """A small year: so many sessions, each with so many of three times as many people."""
    first = date(2025, 1, 7)
    return Intake(
        tuple(
            session_row(
                f"t{number}", first + timedelta(days=5 * number), note=f"Anteckning {number}"
            )
            for number in range(sessions)
        ),
        tuple(
            attendance_row(
                f"t{number}",
                f"kod-{(number * 7 + each) % (3 * people)}",
                2 + number * people + each,
                group=GROUPS[each % 3],
            )
            for number in range(sessions)
            for each in range(people)
        ),
    )
