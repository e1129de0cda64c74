"""The interval of the unique, as it is counted: lowest ≤ counted ≤ highest, in every cell."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from exports.statistics_words import notes
from halsoverkstad.domain.facts import Naming
from halsoverkstad.domain.words import Dimension
from storage import counting, derived, doubles, erasure, merging, participants, persons
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


# Erased before another laptop's file came

EVERYBODY = [
    Naming(f"{name} {number}", name, "Be", 1900 + 3 * number, 1 + number % 12)
    for number, name in enumerate(NAMES * 4)
]
"""So unlike that no question is open about any two."""
ON_BOTH = EVERYBODY[::2]
ELSEWHERE = [
    replace(each, display=f"{each.display} B", surname_letters="Zö") for each in EVERYBODY[:20]
]
ERASED = EVERYBODY[:8]


def with_everybody(name, namings):
    store = laptop(name)
    for each in namings:
        log(store, date(2025, 3, 3), [participants.register(store, each, ADULT)])
    return store


def erase(store, namings):
    for each in namings:
        sql = "SELECT participant FROM naming WHERE display = ?"
        erasure.erase(store, store.connection.value(sql, (each.display,)))


def lowest_to_highest(files):
    """What the coordinator counts after these files, merged one by one."""
    coordinator = laptop("S")
    for file in files:
        merging.merge(coordinator, [file])
    rebuilt = coordinator.connection.rows("SELECT id, low FROM participant")
    with coordinator.connection.transaction():
        derived.rebuild(coordinator)
    assert coordinator.connection.rows("SELECT id, low FROM participant") == rebuilt
    (total,) = rows(coordinator)
    return [total.figures[each] for each in ("unika_lagst", "unika", "unika_hogst")]


def test_who_was_erased_before_the_other_file_came_is_in_the_interval():
    one, other = with_everybody("A", EVERYBODY), with_everybody("B", ON_BOTH)
    files = [export(one), export(other)]
    erase(one, ERASED)
    erased = export(one, 2)
    true = len(EVERYBODY)
    for order, counted in (
        ([files[0], files[1], erased], true),
        ([files[1], files[0], erased], true),
        ([files[0], erased, files[1]], true + 4),  # four of the eight are on both
        ([erased, files[1]], true + 4),
    ):
        low, unique, high = lowest_to_highest(order)
        assert unique == counted
        assert low <= true <= high


@pytest.mark.parametrize(("days", "open_ones"), [(364, True), (366, False)])
def test_who_was_on_record_for_a_year_leaves_nothing_open(monkeypatch, days, open_ones):
    """Each laptop's file has come meanwhile, and there was a token to compare with."""
    one, other = with_everybody("A", EVERYBODY), with_everybody("B", [*ON_BOTH, *ELSEWHERE])
    before = lowest_to_highest([export(one), export(other)])
    clock = one._clock
    monkeypatch.setattr(one, "_clock", lambda: clock() + timedelta(days=days))
    erase(one, EVERYBODY[1:20:2])
    after = lowest_to_highest([export(one), export(other)])
    assert after[1:] == before[1:]
    assert (after[0] < before[0]) is open_ones
