"""Sessions logged twice count once, whatever happens to either log afterwards."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from storage import counting, derived, double_sessions, history, sessions
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.stores import ADULT, CHILD, derived_tables, new_store, register

DAY = date(2025, 3, 31)
LOG = st.tuples(st.sets(st.integers(0, 2)), st.integers(0, 4))
"""Who of three people is registered, and how many others were counted."""
STEP = st.one_of(
    st.tuples(st.just("log"), LOG),
    st.tuples(st.just("edit"), st.integers(0, 9), LOG),
    st.tuples(st.just("answer"), st.integers(0, 9), st.integers(0, 9), st.booleans()),
    st.tuples(st.just("take back"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("delete"), st.integers(0, 9)),
    st.tuples(st.just("undo")),
)


def entry(people: list[bytes], log: tuple[set[int], int]) -> SessionEntry:
    present, heads = log
    return SessionEntry(
        Session(DAY, "Kvinnors hälsa", heads={CHILD: Heads(heads, None)} if heads else {}),
        tuple(Present(people[each], Attributes(CHILD)) for each in sorted(present)),
    )


def take(store: Store, people: list[bytes], logged: list[bytes], step: tuple[object, ...]) -> None:
    """Do one step; what the program refuses is passed over."""

    def at(place: object) -> bytes:
        assert isinstance(place, int)
        return logged[place % len(logged)]

    match step:
        case ["log", log]:
            logged.append(sessions.save(store, entry(people, log)))  # pyright: ignore[reportArgumentType]
        case ["edit", place, log]:
            sessions.save(store, entry(people, log), at(place))  # pyright: ignore[reportArgumentType]
        case ["answer", one, other, same] if at(one) != at(other):
            double_sessions.answer(store, at(one), at(other), same=bool(same))
        case ["take back", one, other] if at(one) != at(other):
            double_sessions.take_back(store, at(one), at(other))
        case ["delete", place]:
            sessions.delete(store, at(place))
        case ["undo"]:
            history.undo(store)
        case _:
            pass


@given(st.lists(STEP, max_size=14))
def test_whatever_is_done_the_tables_are_those_made_anew(steps: list[tuple[object, ...]]) -> None:
    store = new_store()
    people = [register(store, name) for name in ("Amina", "Bo", "Zahra")]
    logged = [sessions.save(store, entry(people, each)) for each in (({0, 1}, 2), ({1, 2}, 4))]
    double_sessions.answer(store, *logged, same=True)
    for step in steps:
        with suppress(Fault, LookupError):
            take(store, people, logged, step)
        kept_up = derived_tables(store)
        with store.connection.transaction():
            derived.rebuild(store)
        assert derived_tables(store) == kept_up


@pytest.mark.parametrize("deleted", [0, 1])
def test_what_one_log_counted_counts_again_when_the_other_is_deleted(
    store: Store, deleted: int
) -> None:
    people = [register(store, name) for name in ("Amina", "Bo")]
    heads = Session(DAY, "Kvinnors hälsa", heads={ADULT: Heads(4, 1)})
    present = tuple(Present(each, Attributes(ADULT)) for each in people)
    logged = [
        sessions.save(store, SessionEntry(heads)),
        sessions.save(store, SessionEntry(Session(DAY, "Kvinnors hälsa"), present)),
    ]
    double_sessions.answer(store, *logged, same=True)
    sessions.delete(store, logged[deleted])
    (row,) = counting.statistics(store, Period.parse("2025")).rows
    assert row.figures["tillfallen"] == 1
    assert row.figures["deltagartillfallen"] == (2 if deleted == 0 else 4)
