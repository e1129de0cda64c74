"""The interval of the unique, as it is counted: lowest ≤ counted ≤ highest, in every cell."""

from datetime import date

import pytest

from exports.statistics_words import notes
from halsoverkstad.domain.facts import Naming
from halsoverkstad.domain.words import Dimension
from storage import counting, doubles, merging, participants, persons
from tests.storage.test_merging import ADULT, YEAR, export, laptop, log

pytestmark = pytest.mark.usefixtures("quick_tokens")

NAMES = ("Maria", "Sara", "Ali", "Hassan", "Anna", "Leyla", "Omar", "Eva", "Karin", "Yusuf")
CUTS = ((), (Dimension.MONTH,), (Dimension.GROUP,), (Dimension.WORKSHOP, Dimension.MONTH))


def full(name, *, namesakes):
    """A laptop with two people of each name, of whom it knows that they are two."""
    store = laptop(name)
    for month, given in enumerate(NAMES, 1):
        pair = [
            participants.register(store, Naming(f"{given} {n}", given, "Be", 1980, month), ADULT)
            for n in range(2)
        ]
        if namesakes:
            doubles.answer(store, *pair, same=False)
        log(store, date(2025, month, 3), pair)
    return store


def rows(store, cut=()):
    return counting.statistics(store, YEAR, cut).rows


def test_namesakes_that_laptops_told_apart_widen_it_upwards():
    coordinator = laptop("S")
    laptops = [full(name, namesakes=True) for name in "ABCDE"]
    merging.merge(coordinator, [export(each) for each in laptops])
    (total,) = rows(coordinator)
    widened = persons.chance(coordinator).widening(total.figures["unika_registrerade"])
    assert total.figures["unika"] == 2 * len(NAMES)
    assert widened > 0
    assert total.figures["unika_hogst"] == total.figures["unika"] + widened

    for cut in CUTS:
        for row in rows(coordinator, cut):
            figures = row.figures
            assert figures["unika_lagst"] <= figures["unika"] <= figures["unika_hogst"]
            assert figures["unika_hogst"] <= total.figures["unika_hogst"]
    by_month = [row.figures for row in rows(coordinator, (Dimension.MONTH,))]
    assert all(each["unika_hogst"] - each["unika"] < widened for each in by_month)


def test_on_one_laptop_nothing_is_linked_by_chance():
    store = full("A", namesakes=True)
    for cut in CUTS:
        for row in rows(store, cut):
            assert row.figures["unika_hogst"] == row.figures["unika"]


def test_it_says_that_it_is_about_who_is_who():
    coordinator = laptop("S")
    laptops = [full(name, namesakes=True) for name in "ABCDE"]
    merging.merge(coordinator, [export(each) for each in laptops])
    for cut in ((), (Dimension.GROUP,)):
        told = " ".join(notes(counting.statistics(coordinator, YEAR, cut)))
        assert "inte hur väl de som räknats utan namn är uppskattade" in told
