"""Answers to different questions about one period agree, and nothing is told by all together."""

from contextlib import closing
from datetime import date, timedelta
from itertools import permutations
from random import Random

import pytest
from exact_ranges import narrow
from hypothesis import given, settings
from test_laws import DEFINITIONS, reference_tables

from exports.protection.cuts import book_of, decided_before, needed, protect_cut
from exports.protection.figures import coarser, in_order
from exports.protection.laws import SESSIONS
from exports.protection.model import FEW
from exports.protection.people import people_behind, row_cells
from exports.protection.public import public_statistics
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.statistics import MEASURES
from halsoverkstad.domain.words import Dimension, Kind
from tests.histories import questions
from tests.reference import AREA_ORDER, GROUP_ORDER, SEX_ORDER, History, Noted
from tests.stores import fill, new_store

YEAR = Period.year(2024)
SHOP, GROUP, QUARTER = Dimension.WORKSHOP, Dimension.GROUP, Dimension.QUARTER


def made_year(seed, people=40, sessions=36):
    """A small year in which some groups and workshops have few."""
    chance = Random(seed)
    noted = {
        f"p{number}": Attributes(
            chance.choices(GROUP_ORDER, [10, 8, 2, 1])[0],
            chance.choice(AREA_ORDER),
            chance.choice(SEX_ORDER),
        )
        for number in range(people)
    }
    held, came = {}, []
    for number in range(sessions):
        kind = chance.choices(list(Kind), [8, 1, 2])[0]
        heads = {"vuxna": Heads(chance.randint(1, 9), chance.randint(0, 1))}
        held[str(number)] = Session(
            date(2024, 1, 3) + timedelta(chance.randrange(360)),
            chance.choice(("Kvinnors hälsa", "Barn och unga", "")),
            kind,
            heads=heads if chance.random() < 0.2 else {},
        )
        there = 1 if kind is Kind.INDIVIDUAL else chance.randint(2, 12)
        came += [
            Noted(str(number), each, noted[each]) for each in chance.sample(sorted(noted), there)
        ]
    return History(held, came)


def decide(history, *dimensions, period=YEAR):
    cut = in_order(dimensions)
    tables = reference_tables(history, period, needed(cut))
    return tables, protect_cut(tables, cut, DEFINITIONS)


def of_cut(hidden, cut):
    return {name for name in hidden if name[1::2] == cut}


def few_in(tables, cut):
    """The counts of people that may not be shown, by the rules and by hand."""
    for key, figures in tables[cut].items():
        small = people_behind(figures) in FEW
        for measure in set(MEASURES) - set(SESSIONS):
            if figures[measure] in FEW or (small and figures[measure]):
                yield (measure, *(text for pair in zip(cut, key, strict=True) for text in pair))


@pytest.mark.parametrize(
    ("finer", "cuts"),
    [
        ((QUARTER,), [(), (SHOP,), (SHOP, GROUP), (Dimension.KIND,), (Dimension.SEX,)]),
        ((SHOP, Dimension.SEX), [(), (SHOP,), (Dimension.SEX,)]),
    ],
)
def test_separate_answers_agree(finer, cuts):
    """What a cut hides is the same, whichever finer cut was asked for."""
    history = made_year(1, people=25, sessions=14)
    tables, decided = decide(history, *finer)
    told = not_proven(book_of(tables, in_order(finer), DEFINITIONS), decided)
    assert set(told) <= set(decided.confined)
    assert of_cut(decided.hidden, in_order(finer))
    for cut in cuts:
        _, alone = decide(history, *cut)
        assert of_cut(alone.hidden, in_order(cut)) == of_cut(decided.hidden, in_order(cut))


@pytest.mark.parametrize("size", [(40, 36), (25, 14), (12, 8)])
@pytest.mark.parametrize("cut", [(), (SHOP,), (SHOP, GROUP), (Dimension.KIND,), (Dimension.SEX,)])
def test_nothing_is_told_by_all_answers_so_far(size, cut):
    """With every cut decided before beside it: other figures, far enough apart, fit as well."""
    tables, decided = decide(made_year(1, *size), *cut)
    assert set(not_proven(book_of(tables, cut, DEFINITIONS), decided)) <= set(decided.confined)
    assert people_told(tables, decided) == []
    for each in decided_before(cut):
        assert set(few_in(tables, each)) <= decided.hidden


def people_told(tables, decided):
    """Counts of people that all answers together tell more narrowly than to 5."""
    return [
        name
        for name in decided.confined
        if name[0] in set(MEASURES) - set(SESSIONS)
        and tables[in_order(map(Dimension, name[1::2]))][name[2::2]][name[0]]
    ]


def not_proven(book, decided):
    """The hidden cells that the worlds, each tried by plain sums, do not hold 5 apart."""
    ends = dict.fromkeys(decided.hidden & book.places.keys(), (0, 0))
    for world in decided.worlds:
        values = [cell.value + world.get(at, 0) for at, cell in enumerate(book.cells)]
        for cell, value in zip(book.cells, values, strict=True):
            assert value >= cell.least
            assert value == cell.value or cell.name in ends or not cell.printed
            if cell.name in ends:
                low, high = ends[cell.name]
                ends[cell.name] = min(low, value - cell.value), max(high, value - cell.value)
        for relation in book.relations:
            found = sum(factor * values[book.places[name]] for factor, name in relation.terms)
            assert found == relation.total if relation.exact else found <= relation.total
    return [name for name, (low, high) in ends.items() if high - low < 5]


@settings(max_examples=25)
@given(questions())
def test_nor_on_histories_aimed_at_the_borders_of_counting(question):
    """Exactly, by the slow simplex: of one cut and the whole alone, which it can manage."""
    history, period, dimensions = question
    few_cells = {Dimension.KIND, Dimension.AREA, Dimension.SEX, Dimension.HALF}
    cut = tuple(each for each in dimensions if each in few_cells)[:1] or (Dimension.KIND,)
    tables = reference_tables(history, period, coarser(cut))
    decided = protect_cut(tables, cut, DEFINITIONS)
    book = book_of(tables, cut, DEFINITIONS)
    assert set(narrow(book, decided.hidden)) <= set(decided.confined)
    assert set(few_in(tables, cut)) <= decided.hidden


def test_the_order_in_which_dimensions_are_asked_for_changes_nothing():
    with closing(new_store()) as store:
        fill(store, made_year(5))
        answers = [public_statistics(store, YEAR, order) for order in permutations((SHOP, GROUP))]
    first, second = (
        {frozenset(row.key): dict(row.figures) for row in answer.rows} for answer in answers
    )
    assert first == second


@pytest.mark.parametrize(
    ("dimensions", "beside"),
    [((), True), ((GROUP, SHOP), True), ((Dimension.SEX,), True), ((SHOP, Dimension.SEX), False)],
)
def test_an_answer_knows_whether_it_agrees_with_a_report(dimensions, beside):
    with closing(new_store()) as store:
        fill(store, made_year(5))
        assert public_statistics(store, YEAR, dimensions).agrees is beside


def test_hidden_figures_are_not_in_the_answer_at_all():
    with closing(new_store()) as store:
        fill(store, made_year(5))
        answer = public_statistics(store, YEAR, (SHOP, GROUP))
    figures = [figure for row in answer.rows for figure in row.figures.values()]
    assert None in figures
    assert any(figures)
    for row in answer.rows:
        registered, floor = row.figures["unika_registrerade"], row.figures["unika_lagst"]
        assert registered not in FEW
        assert floor not in FEW


# Behind which figures few stand


def guards(cut, key, **figures):
    full = dict.fromkeys(MEASURES, 0) | figures
    return {cell.name[0]: cell.guard.name for cell in row_cells(cut, key, full)}


LARGE = {
    "tillfallen": 9,
    "gruppaktiviteter": 9,
    "deltagartillfallen": 50,
    "deltagartillfallen_registrerade": 50,
    "unika": 20,
    "unika_lagst": 20,
    "unika_hogst": 20,
    "unika_registrerade": 20,
    "nya": 20,
}


def test_in_a_row_of_few_everything_is_guarded_noughts_too():
    few = LARGE | dict.fromkeys(("unika", "unika_registrerade", "nya"), 3)
    few |= {"deltagartillfallen": 27, "deltagartillfallen_registrerade": 27}
    found = guards((SHOP, GROUP), ("A", "vuxna"), **few)
    assert found["nya"] == found["deltagartillfallen"] == "ALWAYS"
    assert found["tidigare"] == found["arrangemang"] == "WISH"
    assert found["tillfallen"] == "UNLESS_KNOWN"


def test_that_nobody_of_a_whole_group_was_there_says_nothing_of_anyone():
    few = LARGE | dict.fromkeys(("unika", "unika_registrerade", "nya"), 3)
    found = guards((GROUP,), ("vuxna",), **few)
    assert found["nya"] == "ALWAYS"
    assert found["tidigare"] == "NONE"


def test_how_many_sessions_a_workshop_held_says_nothing_of_anyone():
    few = LARGE | dict.fromkeys(("unika", "unika_registrerade", "nya"), 3)
    few |= {"deltagartillfallen": 27, "deltagartillfallen_registrerade": 27}
    assert guards((SHOP,), ("A",), **few)["tillfallen"] == "NONE"


def test_visits_of_few_are_counted_by_those_who_were_there_at_once():
    many_heads = LARGE | dict.fromkeys(("unika", "unika_registrerade", "nya"), 0)
    assert people_behind(dict.fromkeys(MEASURES, 0) | many_heads) == 6
    many_heads |= {"deltagartillfallen": 9}
    assert people_behind(dict.fromkeys(MEASURES, 0) | many_heads) == 1


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"individuella": 3, "individuellt_stod": 0}, "ALWAYS"),
        ({"individuella": 30, "individuellt_stod": 2}, "ALWAYS"),
        ({"individuella": 30, "individuellt_stod": 12}, "NONE"),
        ({"individuella": 0, "individuellt_stod": 0}, "NONE"),
    ],
)
def test_individual_sessions_are_about_those_who_had_them(figures, expected):
    assert guards((SHOP,), ("A",), **(LARGE | figures))["individuella"] == expected


def test_few_of_a_large_row_are_guarded_alone():
    found = guards((SHOP,), ("A",), **(LARGE | {"nya": 17, "tidigare": 3, "unika_uppskattade": 4}))
    assert found["tidigare"] == found["unika_uppskattade"] == "ALWAYS"
    assert found["nya"] == found["unika"] == found["aterkommande"] == "NONE"
