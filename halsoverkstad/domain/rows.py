"""What rows of närvaro and tillfällen files say, parsed once at the edge into types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from halsoverkstad.domain.words import Kind

Value = date | time | int | str | bool | Kind | tuple[str, ...] | None

HEADS = "heads."
"""Prefix of the fields that hold heads by group key: `heads.vuxna`."""
NEW = "new."
"""Prefix of the fields that hold how many of the heads are new: `new.vuxna`."""


@dataclass(frozen=True, order=True)
class Origin:
    """Where a row stands: file name, sheet (xlsx only), row as a person sees it (header is 1)."""

    file: str
    sheet: str | None
    row: int


@dataclass(frozen=True)
class SessionRow:
    """What one row, or several that agree, say about a session.

    `fields` has only the columns that were there: `day`, `start`, `minutes`, `workshop`, `kind`,
    `activity`, `place`, `heads.<group>`, `new.<group>`, `turned_away`, `language_training`,
    `partners`, `note`. An empty cell has the empty value of its column.
    """

    key: str
    fields: Mapping[str, Value]
    origin: Origin


@dataclass(frozen=True)
class AttendanceRow:
    """That a person, known by an opaque code, was at a session.

    `fields` has only the columns that were there: `group`, `area`, `sex`.
    """

    session: str
    code: str
    fields: Mapping[str, str]
    origin: Origin


@dataclass(frozen=True)
class RowFault:
    """Something wrong with a cell: where, the column's name, its value, and a Swedish sentence."""

    origin: Origin
    column: str
    value: str
    fault: str


@dataclass(frozen=True)
class Intake:
    """All that one import command read. With faults, nothing of it may be used."""

    sessions: tuple[SessionRow, ...] = ()
    attendances: tuple[AttendanceRow, ...] = ()
    faults: tuple[RowFault, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    at_fault: frozenset[str] = frozenset()
    """Keys of the sessions that some row describes wrongly."""
    every_session_read: bool = True
    """Whether all rows that may describe a session could be read: else one may only seem missing."""
