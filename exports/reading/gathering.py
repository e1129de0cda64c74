"""What rows of all files say together: each session and each attendance once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from exports.reading.faults import Faults, place
from exports.safe_text import shown
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.rows import HEADS, NEW, AttendanceRow, Origin, SessionRow, Value


@dataclass(frozen=True)
class Told:
    """What a row says in one column."""

    value: Value
    text: str
    title: str
    origin: Origin


@dataclass
class _Described:
    """What is known of a session so far, and who said it first."""

    origin: Origin
    told: dict[str, Told] = field(default_factory=dict[str, Told])
    contradicted: set[tuple[str, Value]] = field(default_factory=set[tuple[str, Value]])


class Gathering:
    """Sessions and attendances by their keys; what contradicts itself becomes a fault."""

    def __init__(self, programme: Programme, faults: Faults) -> None:
        """Nothing yet; contradictions will go to `faults`."""
        self._programme = programme
        self._faults = faults
        self._sessions: dict[str, _Described] = {}
        self._attendances: dict[tuple[str, str], AttendanceRow] = {}
        self._contradicted: set[tuple[str, str, str, str]] = set()
        self.at_fault: set[str] = set()
        """Keys of the sessions that some row describes wrongly."""
        self.every_session_read = True

    def describe(self, session: str, name: str, told: Told) -> None:
        """Note what a row says of a session in one field."""
        described = self.session(session, told.origin)
        before = described.told.setdefault(name, told)
        if before.value == told.value or (name, told.value) in described.contradicted:
            return
        described.contradicted.add((name, told.value))
        self.at_fault.add(session)
        self._faults.add(
            told.origin,
            told.title,
            told.text,
            f"Tillfället ”{shown(session)}” beskrivs på två sätt: {_quoted(told.text)} här men "
            f"{_quoted(before.text)} i {place(before.origin)}; gör dem lika.",
        )

    def session(self, key: str, origin: Origin) -> _Described:
        """The session of that key, which a file describes from now on."""
        described = self._sessions.get(key)
        if described is None:
            described = self._sessions[key] = _Described(origin)
        return described

    def attend(
        self,
        session: str,
        code: str,
        fields: Mapping[str, str],
        origin: Origin,
        titles: Mapping[str, str],
    ) -> None:
        """Note that a person was at a session. `titles` are the headers of the fields."""
        new = AttendanceRow(session, code, fields, origin)
        before = self._attendances.setdefault((session, code), new)
        if before is new or before.fields == fields:
            return
        for name, value in fields.items():
            known = before.fields.get(name, value)
            if known != value:
                self._contradict(before, name, value, origin, titles[name])
        self._attendances[session, code] = AttendanceRow(
            session, code, {**fields, **before.fields}, before.origin
        )

    def rows(self) -> tuple[tuple[SessionRow, ...], tuple[AttendanceRow, ...]]:
        """Everything that was said, once all files are read and checked together."""
        self._check_new()
        sessions = tuple(
            SessionRow(key, {name: told.value for name, told in each.told.items()}, each.origin)
            for key, each in self._sessions.items()
        )
        return sessions, tuple(self._attendances.values())

    def _contradict(
        self, before: AttendanceRow, name: str, value: str, origin: Origin, title: str
    ) -> None:
        once = (before.session, before.code, name, value)
        if once in self._contradicted:
            return
        self._contradicted.add(once)
        self._faults.add(
            origin,
            title,
            self._label(name, value),
            f"Samma deltagare vid samma tillfälle har {_quoted(self._label(name, value))} här men "
            f"{_quoted(self._label(name, before.fields[name]))} i {place(before.origin)}; "
            "behåll det som stämmer.",
        )

    def _label(self, name: str, value: str) -> str:
        return self._programme.group_label(value) if name == "group" else value

    def _check_new(self) -> None:
        for key, described in self._sessions.items():
            for new, heads in _pairs(described.told, self._programme):
                count, most = cast("int | None", new.value), cast("int", heads.value)
                if count is not None and count > most:
                    self.at_fault.add(key)
                    self._faults.add(
                        new.origin,
                        new.title,
                        new.text,
                        f"{count} nya är fler än {most} räknade i ”{shown(heads.title)}”; rätta "
                        "det av talen som är fel.",
                    )


def _pairs(told: Mapping[str, Told], programme: Programme) -> Iterator[tuple[Told, Told]]:
    """For each group the new ones and the heads they are among, where both are known."""
    for key in programme.group_keys:
        new, heads = told.get(NEW + key), told.get(HEADS + key)
        if new is not None and heads is not None:
            yield new, heads


def _quoted(text: str) -> str:
    return f"”{shown(text)}”" if text.strip() else "tomt"
