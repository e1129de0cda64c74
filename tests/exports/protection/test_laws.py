"""What the protection takes for known of the figures is true: on any history, in any cut.

A law that real figures can break would make the audit wrong: it would rule worlds out that are
possible. `Book` holds every relation against the figures, so making one is the test.
"""

from contextlib import closing
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.protection.cuts import book_of, needed
from exports.protection.figures import coarser, in_order
from exports.protection.laws import cut_laws, row_laws
from exports.protection.public import count_tables
from halsoverkstad.domain.facts import Attributes, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Definitions
from halsoverkstad.domain.words import Dimension, Kind
from tests import reference
from tests.histories import PERSONS, questions
from tests.reference import History, Noted, statistics
from tests.stores import ask, fill, new_store

DEFINITIONS = Definitions()
PAIRS = tuple(combinations(PERSONS, 2))


def reference_tables(history, period, cuts, definitions=reference.STANDARD):
    """The rows of each cut by plain sets; nobody there may be two."""
    tables = {}
    for cut in cuts:
        rows = {}
        for row in statistics(history, period, cut, definitions):
            key = tuple(str(row.pop(each.value)) for each in cut)
            figures = {name: int(str(value)) for name, value in row.items()}
            rows[key] = figures | dict.fromkeys(("unika_lagst", "unika_hogst"), figures["unika"])
        tables[cut] = rows
    return tables


def cuts_of(dimensions):
    """Up to three dimensions: four are sixteen cuts, and say nothing more."""
    return in_order(dimensions[:3])


def hold(tables, cut, definitions):
    """Make a book of a cut and all coarser ones, standard or not."""
    values = {
        (measure, *(text for pair in zip(each, key, strict=True) for text in pair)): value
        for each, rows in tables.items()
        for key, figures in rows.items()
        for measure, value in figures.items()
    }
    for each in coarser(cut):
        relations = list(cut_laws(tables, each))
        for key, figures in tables[each].items():
            relations += row_laws(each, key, figures, definitions)
        for relation in relations:
            found = sum(factor * values[name] for factor, name in relation.terms)
            assert found <= relation.total, relation
            assert not relation.exact or found == relation.total, relation


@settings(max_examples=400)
@given(questions())
def test_all_that_is_taken_for_known_holds_by_plain_sets(question):
    history, period, dimensions = question
    cut = cuts_of(dimensions)
    tables = reference_tables(history, period, coarser(cut))
    hold(tables, cut, DEFINITIONS)


@settings(max_examples=100)
@given(questions(), st.integers(1, 4), st.integers(1, 4), st.sampled_from((0.2, 0.5, 0.75, 1.0)))
def test_it_holds_whatever_the_thresholds(question, dates, weeks, share):
    history, period, dimensions = question
    cut = cuts_of(dimensions)
    counted = reference_tables(
        history, period, coarser(cut), reference.Definitions(dates, weeks, share)
    )
    hold(counted, cut, Definitions(dates, weeks, share))


@settings(max_examples=50)
@given(questions(), st.lists(st.sampled_from(PAIRS), max_size=4, unique=True))
def test_it_holds_of_what_the_database_counts_when_some_may_be_one(question, pairs):
    history, period, dimensions = question
    cut = cuts_of(dimensions)
    with closing(new_store()) as store:
        ids = fill(store, history).persons
        ask(store, [(ids[a], ids[b]) for a, b in pairs if {a, b} <= ids.keys()])
        tables = count_tables(store, period, needed(cut))
    hold(tables, cut, DEFINITIONS)
    assert book_of(tables, cut, DEFINITIONS).cells


# What looks like a law and is none, or the audit would rule out what is possible


def day(number):
    return date(2024, 1, 1) + timedelta(number)


def made(*held):
    """Sessions with who came, as (day, workshop, {person: what was noted})."""
    return History(
        {str(at): Session(day(when), shop, kind) for at, (when, shop, kind, _) in enumerate(held)},
        [
            Noted(str(at), person, noted)
            for at, (*_, came) in enumerate(held)
            for person, noted in came.items()
        ],
    )


def figures_of(history, *dimensions):
    tables = reference_tables(history, Period.year(2024), [(), in_order(dimensions)])
    return tables[()][()], tables[in_order(dimensions)]


def test_returning_in_the_total_may_be_more_than_in_the_parts_together():
    here, there = (0, "A", Kind.GROUP), (1, "B", Kind.GROUP)
    total, parts = figures_of(
        made((*here, {"p": Attributes()}), (*there, {"p": Attributes()})), Dimension.WORKSHOP
    )
    assert total["aterkommande"] > sum(part["aterkommande"] for part in parts.values())


def test_regular_in_a_part_may_not_be_regular_in_the_total():
    held = [(7 * week, "A", Kind.GROUP, {}) for week in range(10)]
    held += [(40 + 7 * week, "A", Kind.GROUP, {"p": Attributes()}) for week in range(3)]
    history = made(*held[:6], *held[10:], *held[6:10])
    total, months = figures_of(history, Dimension.MONTH)
    assert any(part["regelbundna"] for part in months.values()) > total["regelbundna"]


def test_a_group_of_a_part_may_have_more_people_than_the_group_in_all():
    child, adult = Attributes("barn_och_unga"), Attributes("vuxna")
    history = made((0, "A", Kind.GROUP, {"p": child}), (1, "B", Kind.GROUP, {"p": adult}))
    tables = reference_tables(
        history,
        Period.year(2024),
        [(Dimension.GROUP,), in_order((Dimension.WORKSHOP, Dimension.GROUP))],
    )
    assert ("barn_och_unga",) in tables[(Dimension.GROUP,)]
    assert tables[(Dimension.GROUP,)][("barn_och_unga",)]["unika_registrerade"] == 0
    parts = tables[in_order((Dimension.WORKSHOP, Dimension.GROUP))]
    assert parts[("A", "barn_och_unga")]["unika_registrerade"] == 1


@pytest.mark.parametrize("dimension", [Dimension.MONTH, Dimension.KIND])
def test_every_law_is_tried_where_something_happens(dimension):
    """Relations are made for rows that are there, not only for empty cuts."""
    history = made(
        (0, "A", Kind.GROUP, {"p": Attributes(), "q": Attributes()}),
        (40, "A", Kind.INDIVIDUAL, {"p": Attributes()}),
    )
    cut = (dimension,)
    tables = reference_tables(history, Period.year(2024), coarser(cut))
    assert len(list(cut_laws(tables, cut))) >= 20
    hold(tables, cut, DEFINITIONS)
