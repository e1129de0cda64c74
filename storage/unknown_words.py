"""Workshops, groups, areas and sexes that are in use but not in the programme's settings.

`importera` refuses such a word, for there it is a slip of the hand. A file from another computer is
not refused for it: settings change and the journal never does, so what was logged under an earlier
name, or before the laptop joined, could no longer be merged, and the coordinator may hear of a new
word by the laptop before anything else. The word counts as a value of its own, last in every order,
and it is named: here, and when a merge brings it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension
from storage.encoding import dump
from storage.finding import Finding, Target
from storage.journal import Entity
from storage.listing import IN_PERIOD, LOG, days, of_sessions, written
from storage.sessions import LogFilter, log_rows
from storage.store import Store

_CALLED = {
    Dimension.WORKSHOP: "Verkstaden",
    Dimension.GROUP: "Gruppen",
    Dimension.AREA: "Bostadsområdet",
    Dimension.SEX: "Könet",
}
_WITH = {
    Dimension.WORKSHOP: "s.workshop = ?3",
    Dimension.GROUP: (
        "s.id IN (SELECT session FROM attendance WHERE grp = ?3 "
        "UNION SELECT session FROM heads WHERE grp = ?3)"
    ),
    Dimension.AREA: "s.id IN (SELECT session FROM attendance WHERE area = ?3)",
    Dimension.SEX: "s.id IN (SELECT session FROM attendance WHERE sex = ?3)",
}
"""Conditions on `session AS s`, beside `IN_PERIOD`."""
_LONGEST_SHOWN = 40
_ADVICE = "Välj ett annat värde, eller lägg till det i programfilen"

Word = tuple[Dimension, str]


@dataclass(frozen=True)
class Unknown:
    """A word that the settings do not have, in a sentence, and the computers that wrote it."""

    word: str
    laptops: tuple[str, ...]


def unknown_words(store: Store, period: Period) -> Iterator[Finding]:
    """The sessions of a period with any such word."""
    for dimension, value in sorted(beside_settings(store)):
        rank = store.choices.rank(dimension, value)
        where = f"{IN_PERIOD} AND {_WITH[dimension]}"
        rows = log_rows(store, where, (*days(period), rank))
        yield from of_sessions(
            rows,
            Finding(
                "varning",
                f"{_sentence(dimension, value)} finns inte i programmets inställningar",
                LOG,
                _ADVICE,
                Target.LOG,
                sessions=LogFilter(period=written(period)),
            ),
        )


def beside_settings(store: Store) -> set[Word]:
    """All such words that are or have been in use here."""
    return {
        (dimension, value)
        for dimension in _CALLED
        for value in store.choices.beside_settings(dimension)
    }


def brought(store: Store, mark: int) -> tuple[Unknown, ...]:
    """Such words in what has arrived after `mark`, with the computers that wrote them."""
    found = (
        Unknown(_sentence(dimension, value), _laptops(store, value, mark))
        for dimension, value in sorted(beside_settings(store))
    )
    return tuple(each for each in found if each.laptops)


def _sentence(dimension: Dimension, value: str) -> str:
    shown = value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
    return f"{_CALLED[dimension]} ”{shown}”"


def _laptops(store: Store, value: str, mark: int) -> tuple[str, ...]:
    kinds = f"{Entity.PARTICIPANT:d}, {Entity.SESSION:d}, {Entity.ATTENDANCE:d}"
    rows = store.connection.rows(
        "SELECT DISTINCT coalesce(l.name, 'okänd dator') FROM version AS v "
        f"LEFT JOIN laptop AS l ON l.id = v.laptop WHERE v.arrival > ? AND v.kind IN ({kinds}) "
        "AND instr(v.fields, ?) ORDER BY 1",
        (mark, dump(value)),
    )
    return tuple(name for (name,) in rows)
