"""A panel on several computers: names only where they are known, answers as figures."""

from datetime import date, timedelta

import pytest

from halsoverkstad.domain.errors import Fault
from storage import checking, panel
from storage.panel import Response, Stratum
from storage.panel_drawing import Wish, draw
from storage.panel_following import (
    attrition,
    draw_of,
    follow_ups,
    report_responses,
    roster,
    to_ask_here,
)
from storage.store import Store
from tests.handing_in import answer_of, handed_in, laptop, merge
from tests.panels import NEXT, SCHOOL, WOMEN, YEAR, come, drawn, held, returning
from tests.stores import CHILD, register


def test_names_are_only_where_they_are_known(store: Store) -> None:
    a, b = laptop("A", 1), laptop("B", 2)
    coordinator = laptop("S", 3)
    details = {"given": "Zulaikha", "surname_letters": "Qv", "birth_year": 1980, "birth_month": 4}
    here, there = register(a, "Zulaikha Q", **details), register(b, "Suleika", **details)
    alone = register(a, "Ömerina")
    held(a, date(2025, 3, 3), [here, alone])
    held(a, date(2025, 3, 10), [alone])
    held(b, date(2025, 3, 10), [there])
    merge(coordinator, handed_in(a), handed_in(b))

    found = draw(coordinator, Wish(YEAR, 9, 1))
    assert found.eligible == {WOMEN: 2}
    assert all(not each.names for each in roster(coordinator, found))
    for each in (a, b):
        merge(each, answer_of(coordinator))

    on_a, on_b = roster(a, draw_of(a, YEAR)), roster(b, draw_of(b, YEAR))
    assert [(each.names, each.elsewhere) for each in on_a] == [
        (("Zulaikha Q",), True),
        (("Ömerina",), False),
    ]
    assert [each.names for each in on_b] == [("Suleika",), ()]
    assert [each.participant for each in on_a] == [here, alone], "the record with the name"
    assert (on_b[0].participant, on_b[1].participant) == (there, None)
    assert (to_ask_here(a), to_ask_here(b), to_ask_here(coordinator)) == (2, 1, 0)
    panel.set_refusal(a, alone, refuses=True)
    assert to_ask_here(a) == 1
    assert {each.code for each in on_a} == {each.code for each in on_b}
    for each in (a, b, coordinator):
        each.close()


def test_answers_come_back_as_figures_from_every_computer() -> None:
    a, coordinator = laptop("A", 1), laptop("S", 3)
    returning(a, 8)
    merge(coordinator, handed_in(a))
    found = draw(coordinator, Wish(YEAR, 6, 1))
    merge(a, answer_of(coordinator))
    report_responses(a, found, WOMEN, Response(4, 3))
    report_responses(coordinator, found, WOMEN, Response(1, 1))
    merge(coordinator, handed_in(a))
    report_responses(a, found, WOMEN, Response(5, 3))  # mended: what it said before is replaced
    merge(coordinator, handed_in(a))

    whole = attrition(coordinator, found)[None]
    assert (whole.drawn, whole.reached, whole.answered) == (6, 6, 4)
    with pytest.raises(Fault, match="Andra datorer har redan skrivit 5"):
        report_responses(coordinator, found, WOMEN, Response(2, 1))
    for each in (a, coordinator):
        each.close()


def test_counts_that_cannot_be_are_refused(store: Store) -> None:
    returning(store, 3)
    found = draw(store, Wish(YEAR, 3, 1))
    for response in (Response(2, 3), Response(-1, -1), Response(4, 1)):
        with pytest.raises(Fault):
            report_responses(store, found, WOMEN, response)
    with pytest.raises(Fault, match="Ingen i panelen hör till"):
        report_responses(store, found, Stratum(SCHOOL, CHILD), Response(1, 1))
    assert panel.responses(store, found) == {}


def test_the_report_reads_a_panel_as_a_measure(store: Store) -> None:
    people = returning(store, 40)
    first = draw(store, Wish(YEAR, 20, 42))
    report_responses(store, first, WOMEN, Response(14, 10))

    (row,) = follow_ups(store, YEAR)
    assert (row.asked, row.answered, row.result) == (20, 10, "14 nådda.")
    assert "frö 42" in row.instrument
    assert follow_ups(store, NEXT) == ()

    stay = sorted(drawn(first))[:12]
    come(store, [each for each in people if each in stay or each not in drawn(first)], 2026)
    draw(store, Wish(NEXT, 20, 1))
    (row,) = follow_ups(store, NEXT)
    assert row.result == "Av 20 i förra omgången är 12 kvar."


@pytest.mark.parametrize(("size", "reached", "answered"), [(20, 18, 3), (20, 19, 17), (3, 3, 3)])
def test_the_report_tells_nothing_of_few(
    store: Store, size: int, reached: int, answered: int
) -> None:
    returning(store, 40)
    found = draw(store, Wish(YEAR, size, 1))
    report_responses(store, found, WOMEN, Response(reached, answered))
    (row,) = follow_ups(store, YEAR)
    assert row.answered is None
    assert row.result == ""
    assert row.asked == (20 if size == 20 else None)


def test_a_whole_journal_survives_being_rebuilt(store: Store) -> None:
    people = returning(store, 4)
    draw(store, Wish(YEAR, 2, 1))
    panel.set_refusal(store, people[0], refuses=True)
    before = panel.draws(store), panel.refusals(store)
    assert list(checking.integrity(store)) == []
    assert (panel.draws(store), panel.refusals(store)) == before
    assert timedelta(0) <= store.today() - before[0][0].day < timedelta(1)
