"""Who said no is never drawn nor asked, on any computer."""

from collections import Counter

import pytest

from storage import checking, doubles, erasure, history, panel
from storage.panel_drawing import Wish, draw
from storage.panel_following import (
    Standing,
    attrition,
    roster,
)
from storage.store import Store
from tests.handing_in import handed_in, laptop, merge
from tests.panels import WOMEN, YEAR, drawn, returning


def test_who_said_no_is_not_drawn_and_not_counted(store: Store) -> None:
    people = returning(store, 5)
    panel.set_refusal(store, people[0], refuses=True)
    found = draw(store, Wish(YEAR, 9, 1), dry_run=True)
    assert drawn(found) == {*people[1:]}
    assert found.eligible == {WOMEN: 4}

    erasure.erase(store, people[1])
    found = draw(store, Wish(YEAR, 9, 1))
    assert drawn(found) == {*people[2:]}, "who is erased is not drawn either"
    assert found.eligible == {WOMEN: 3}


def test_a_no_of_one_record_is_a_no_of_the_person(store: Store) -> None:
    one, other, third = returning(store, 3)
    panel.set_refusal(store, other, refuses=True)
    assert not panel.refuses(store, one)
    doubles.answer(store, one, other, same=True)

    assert panel.refuses(store, one)
    assert drawn(draw(store, Wish(YEAR, 9, 1))) == {third}
    panel.set_refusal(store, one, refuses=False)
    assert not panel.refuses(store, other)
    assert panel.refusals(store) == set()


def test_a_no_can_be_taken_back_and_undone(store: Store) -> None:
    (person,) = returning(store, 1)
    panel.set_refusal(store, person, refuses=True)
    panel.set_refusal(store, person, refuses=True)
    panel.set_refusal(store, person, refuses=False)
    assert panel.refusals(store) == set()
    history.undo(store)
    assert panel.refusals(store) == {person}
    with pytest.raises(LookupError):
        panel.set_refusal(store, b"x" * 16, refuses=True)


def test_a_no_after_the_draw_shows_on_the_list(store: Store) -> None:
    people = returning(store, 5)
    found = draw(store, Wish(YEAR, 9, 1))
    panel.set_refusal(store, people[2], refuses=True)
    erasure.erase(store, people[3])

    standings = {each.names[:1] or None: each.standing for each in roster(store, found)}
    assert standings["Person 2",] is Standing.REFUSED
    assert standings["Person 1",] is Standing.IN
    assert standings[None] is Standing.ERASED, "whose name is forgotten"
    whole = attrition(store, found)[None]
    assert (whole.drawn, whole.left) == (5, 2)


def test_people_who_turn_out_to_be_one_are_asked_once(store: Store) -> None:
    one, other, _ = returning(store, 3)
    found = draw(store, Wish(YEAR, 9, 1))
    doubles.answer(store, one, other, same=True)
    standings = Counter(each.standing for each in roster(store, found))
    assert standings == {Standing.IN: 2, Standing.MERGED: 1}


def test_no_and_yes_on_two_computers_is_no_and_asks_nobody(store: Store) -> None:
    a, b = laptop("A", 1), laptop("B", 2)
    (person,) = returning(a, 1)
    panel.set_refusal(a, person, refuses=True)
    merge(b, handed_in(a))
    panel.set_refusal(b, person, refuses=False)
    panel.set_refusal(a, person, refuses=False)
    panel.set_refusal(a, person, refuses=True)
    merge(a, handed_in(b))
    merge(b, handed_in(a))
    for each in (a, b):
        assert panel.refusals(each) == {person}
        assert each.connection.value("SELECT count(*) FROM conflict") == 0
        assert list(checking.integrity(each)) == []
        each.close()
