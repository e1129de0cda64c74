"""What stands behind a figure: exactly the sessions and people that it counts."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given, settings

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.statistics import MEASURES
from halsoverkstad.domain.words import Dimension, Kind
from storage import counting, doubles, sessions
from storage.pseudonym import participant_code
from storage.sessions import Present, SessionEntry
from storage.store import Store
from storage.tracing import behind
from tests import reference
from tests.histories import questions
from tests.reference import STANDARD, Cell, History, Values
from tests.stores import ADULT, CHILD, fill, new_store, register

KINDS = {
    "gruppaktiviteter": Kind.GROUP,
    "arrangemang": Kind.EVENT,
    "individuella": Kind.INDIVIDUAL,
}
UNIQUE = {"unika", "unika_lagst", "unika_hogst"}
Belongs = Callable[[History, Cell, str], bool]
COUNTED: dict[str, Belongs] = dict.fromkeys(["unika_registrerade", *UNIQUE], lambda *_: True) | {
    "nya": reference._is_new,
    "tidigare": lambda *cell: not reference._is_new(*cell),
    "aterkommande": lambda _, cell, person: reference._is_returning(cell, person, STANDARD),
    "regelbundna": lambda _, cell, person: reference._is_regular(cell, person, STANDARD),
    "individuellt_stod": lambda _, cell, person: reference._had_individual_support(cell, person),
}


@settings(max_examples=60)
@given(questions())
def test_behind_every_figure_stand_those_whom_it_counts(
    question: tuple[History, Period, list[Dimension]],
) -> None:
    history, period, dimensions = question
    with closing(new_store()) as store:
        ids = fill(store, history)
        keys = {name: key for key, name in ids.sessions.items()}
        for row in counting.statistics(store, period, dimensions).rows:
            cell, values = cell_of(history, period, dimensions, row.key)
            of_persons = [each for each in dimensions if each.of_person]
            for measure in MEASURES:
                found = behind(store, period, dimensions, row.key, measure)
                people = people_of(history, cell, of_persons, values, measure)
                held = sessions_of(cell, of_persons, values, measure, people)
                assert {keys[each.session] for each in found.sessions} == held, measure
                codes = sorted(participant_code(ids.persons[person]) for person in people)
                assert list(found.participants) == codes, measure
                check_size(row.figures, measure, len(found.sessions), len(found.participants))


def check_size(figures, measure: str, sessions: int, people: int) -> None:
    if measure in COUNTED and measure not in UNIQUE:
        assert people == figures[measure]
    if measure == "tillfallen" or measure in KINDS:
        assert sessions == figures[measure]


def cell_of(
    history: History, period: Period, dimensions: Sequence[Dimension], key: Values
) -> tuple[Cell, Values]:
    words = dict(zip(dimensions, key, strict=True))
    of_sessions = [each for each in dimensions if not each.of_person]
    choice = tuple(words[each] for each in of_sessions)
    values = tuple(words[each] for each in dimensions if each.of_person)
    return reference._cell(history, period, of_sessions, choice), values


def people_of(
    history: History, cell: Cell, of_persons: Sequence[Dimension], values: Values, measure: str
) -> set[str]:
    if measure in COUNTED:
        return {
            person
            for person in cell.persons
            if reference._values_of_person(cell, person, of_persons) == values
            and COUNTED[measure](history, cell, person)
        }
    if measure.startswith("deltagartillfallen"):
        return {
            each.person for key in cell.sessions for each in noted(cell, key, of_persons, values)
        }
    return set()


def noted(cell: Cell, key: str, of_persons: Sequence[Dimension], values: Values):
    return [
        each
        for each in cell.at(key)
        if reference._noted_values(each.attributes, of_persons) == values
    ]


def sessions_of(
    cell: Cell,
    of_persons: Sequence[Dimension],
    values: Values,
    measure: str,
    people: Iterable[str],
) -> set[str]:
    """Sessions counted; else those with the people counted, or with heads counted as new."""

    def heads(key: str) -> list[Heads]:
        return [
            heads
            for group, heads in cell.sessions[key].heads.items()
            if reference._head_values(group, of_persons) == values
        ]

    def wanted(key: str, session: Session) -> bool:
        came = {each.person for each in cell.at(key)}
        has_new = any(each.new for each in heads(key))
        if measure == "unika_uppskattade":
            return has_new
        if measure in COUNTED:
            return bool(came & set(people)) or (measure in UNIQUE and has_new)
        registered = bool(noted(cell, key, of_persons, values))
        if measure == "deltagartillfallen_registrerade":
            return registered
        if measure == "deltagartillfallen":
            return registered or bool(heads(key))
        anyone = not of_persons or values in reference._present(cell, key, of_persons)
        return anyone and KINDS.get(measure, session.kind) == session.kind

    return {key for key, session in cell.sessions.items() if wanted(key, session)}


def test_linked_people_are_one_code(store: Store) -> None:
    one, other = register(store, "Amina"), register(store, "Amina H")
    come(store, "2025-01-08", one)
    come(store, "2025-01-15", other)
    doubles.answer(store, one, other, same=True)
    found = behind(store, Period.year(2025), [], (), "aterkommande")
    assert found.participants == (participant_code(min(one, other)),)
    assert len(found.sessions) == 2


def test_sessions_come_the_newest_first_and_codes_in_order(store: Store) -> None:
    people = [register(store, name) for name in ("Amina", "Bea", "Cia")]
    for day in ("2025-01-08", "2025-03-01", "2025-02-01"):
        come(store, day, *people)
    found = behind(store, Period.year(2025), [Dimension.KIND], ("grupp",), "tillfallen")
    assert [str(each.day) for each in found.sessions] == ["2025-03-01", "2025-02-01", "2025-01-08"]
    found = behind(store, Period.year(2025), [Dimension.KIND], ("grupp",), "unika")
    assert list(found.participants) == sorted(map(participant_code, people))


def test_people_who_changed_group_stand_behind_the_group_that_counts_them(store: Store) -> None:
    amina = register(store, "Amina")
    come(store, "2025-01-08", amina, group=CHILD)
    come(store, "2025-02-08", amina, group=ADULT)
    cut = [Dimension.GROUP]
    year = Period.year(2025)
    assert len(behind(store, year, cut, (ADULT,), "aterkommande").sessions) == 2
    assert behind(store, year, cut, (CHILD,), "unika").participants == ()
    found = behind(store, year, cut, (CHILD,), "deltagartillfallen_registrerade")
    assert found.participants == (participant_code(amina),)
    assert len(found.sessions) == 1


def test_heads_stand_behind_no_known_area_or_sex(store: Store) -> None:
    heads = {ADULT: Heads(3, 1)}
    sessions.save(store, SessionEntry(Session(date(2025, 1, 8), heads=heads)))
    came = (Present(register(store, "Amina"), Attributes(ADULT, "Lindängen", "annat")),)
    sessions.save(store, SessionEntry(Session(date(2025, 1, 15)), came))
    for dimension, known in ((Dimension.AREA, "Lindängen"), (Dimension.SEX, "annat")):
        for value, day in ((known, 15), ("uppgift saknas", 8)):
            for measure in ("tillfallen", "deltagartillfallen", "unika"):
                found = behind(store, Period.year(2025), [dimension], (value,), measure)
                assert [each.day.day for each in found.sessions] == [day]


@pytest.mark.parametrize("measure", ["deltagartillfallen", "deltagartillfallen_registrerade"])
def test_a_session_with_nobody_stands_behind_no_attendance(store: Store, measure: str) -> None:
    come(store, "2025-01-08")
    assert behind(store, Period.year(2025), [], (), measure).sessions == ()


def come(store: Store, day: str, *people: bytes, group: str = ADULT) -> bytes:
    came = tuple(Present(each, Attributes(group)) for each in people)
    return sessions.save(store, SessionEntry(Session(date.fromisoformat(day)), came))
