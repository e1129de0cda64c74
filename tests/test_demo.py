"""The made-up year: its totals are those published for 2024, whatever the seed."""

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache
from importlib.resources import files

import pytest

from halsoverkstad.demo.filling import fill
from halsoverkstad.demo.sharing import apportion
from halsoverkstad.demo.year import DEMO_TODAY, MadeUpYear, made_up_year
from halsoverkstad.domain.facts import Session
from halsoverkstad.domain.identity.doubles import likely_doubles
from halsoverkstad.domain.identity.fold import fold
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme, fold_word
from halsoverkstad.domain.words import COMMON, UNKNOWN, UNKNOWN_GROUP, Dimension, Kind
from storage import counting
from storage.doubles import open_questions
from storage.opening import create_in_memory
from tests.reference import History, Noted, statistics

SEEDS = (2024, 1, 77)
YEAR = Period.year(2024)
YOUNG_PERIOD = Period.parse("2024-11-25..2024-12-16")

year_of = cache(made_up_year)


@pytest.fixture(params=SEEDS)
def year(request: pytest.FixtureRequest) -> MadeUpYear:
    return year_of(request.param)


@pytest.fixture(scope="module")
def settings() -> str:
    folder = files("halsoverkstad") / "programmes"
    return (folder / "jamlik-halsa-lindangen.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def programme(settings) -> Programme:
    return Programme.parse(settings)


def history(year: MadeUpYear) -> History:
    return History(
        {each.key: each.session for each in year.sessions},
        [Noted(each.key, key, noted) for each in year.sessions for key, noted in each.present],
    )


def sessions(year: MadeUpYear) -> list[Session]:
    return [each.session for each in year.sessions]


def test_the_totals_are_those_published(year):
    (row,) = statistics(history(year), YEAR, [])
    published = {
        "tillfallen": 764,
        "deltagartillfallen": 16_279,
        "unika": 2_425,
        "aterkommande": 313,
    }
    assert {measure: row[measure] for measure in published} == published
    assert 60 <= row["unika_uppskattade"] <= 120
    assert row["nya"] == row["unika_registrerade"] == len(year.participants)
    assert row["deltagartillfallen_registrerade"] / row["deltagartillfallen"] > 0.85


def test_the_groups_add_up_to_the_unique(year):
    rows = statistics(history(year), YEAR, [Dimension.GROUP])
    assert {row["grupp"]: row["unika"] for row in rows} == {
        "barn_och_unga": 1_711,
        "vuxna": 608,
        "yrkesverksamma": 106,
        UNKNOWN_GROUP: 0,
    }


def test_the_workshop_for_the_young_had_105_children_at_least_half_of_them_regularly(year):
    cut = [Dimension.WORKSHOP, Dimension.GROUP]
    rows = statistics(history(year), YOUNG_PERIOD, cut)
    (row,) = (row for row in rows if row["verkstad"] == "Barn och unga")
    assert row["grupp"] == "barn_och_unga"
    assert row["unika"] == row["unika_registrerade"] == 105
    assert row["regelbundna"] * 2 >= 105


def test_the_workshop_for_the_young_ran_from_25_november_to_16_december(year):
    days = [each.day for each in sessions(year) if each.workshop == "Barn och unga"]
    assert (min(days), max(days)) == (YOUNG_PERIOD.first, YOUNG_PERIOD.last)


def test_all_lies_within_the_year_and_before_today(year):
    days = [each.day for each in sessions(year)]
    assert date(2024, 1, 1) <= min(days)
    assert max(days) <= date(2024, 12, 18) < DEMO_TODAY
    assert days == sorted(days)


def test_no_two_participants_are_called_the_same(year):
    displayed = [each.naming.display for each in year.participants]
    assert all(displayed)
    for folded in (fold, fold_word):
        assert len({folded(each) for each in displayed}) == len(displayed)


def test_a_few_likely_doubles_wait_for_an_answer(year):
    people = {each.key.encode(): each.naming for each in year.participants}
    assert len(likely_doubles(people)) == 8


def test_most_registrations_are_complete_and_a_few_tell_nothing(year):
    complete = sum(each.naming.complete for each in year.participants)
    assert 0.75 < complete / len(year.participants) < 0.85
    assert 10 <= sum(not each.naming.given for each in year.participants) <= 15


def test_everybody_present_is_registered_and_nobody_twice(year):
    keys = [each.key for each in year.participants]
    assert len(set(keys)) == len(keys)
    assert len({each.key for each in year.sessions}) == len(year.sessions)
    present = [[key for key, _ in each.present] for each in year.sessions]
    assert {key for those in present for key in those} == set(keys)
    assert all(len(set(those)) == len(those) for those in present)


def test_participants_stand_in_the_order_they_first_came(year):
    came = dict.fromkeys(key for each in year.sessions for key, _ in each.present)
    assert list(came) == [each.key for each in year.participants]


def test_sizes_are_believable(year):
    sizes = {
        kind: [len(s.present) for s in year.sessions if s.session.kind is kind] for kind in Kind
    }
    assert all(0 <= each <= 50 for each in sizes[Kind.GROUP])
    assert sum(each < 5 for each in sizes[Kind.GROUP]) <= 10
    assert all(10 <= each <= 100 for each in sizes[Kind.EVENT])
    assert set(sizes[Kind.INDIVIDUAL]) == {1, 2}


def test_at_most_three_sessions_have_nobody(year):
    nobody = [each for each in year.sessions if not each.present and not each.session.heads]
    assert 1 <= len(nobody) <= 3
    assert all(each.note.startswith("Ingen kom") for each in nobody)


def test_new_heads_are_never_more_than_the_heads_and_sometimes_not_known(year):
    heads = [heads for each in sessions(year) for heads in each.heads.values()]
    assert all(each.count > 0 for each in heads)
    assert all(each.new is None or 0 <= each.new <= each.count for each in heads)
    assert any(each.new is None for each in heads)


def test_no_session_looks_like_another_logged_twice(year):
    slots = Counter((each.day, each.start, each.place) for each in sessions(year))
    assert max(slots.values()) == 1


def test_all_words_are_those_of_the_settings(year, programme):
    for each in sessions(year):
        workshop = programme.workshop(each.workshop)
        assert each.workshop == COMMON or (workshop is not None and workshop.runs(each.day))
        assert each.activity in programme.activities
        assert each.place in programme.places
        assert set(each.partners) <= set(programme.known_partners)
        assert set(each.heads) <= set(programme.group_keys)
    noted = {noted for each in year.sessions for _, noted in each.present}
    assert {each.group for each in noted} <= {*programme.group_keys, UNKNOWN_GROUP}
    assert {each.area for each in noted} == {*programme.areas, UNKNOWN}
    assert {each.sex for each in noted} <= {*programme.sexes, UNKNOWN}


def test_there_is_something_of_everything_to_show(year):
    assert {each.kind for each in sessions(year)} == set(Kind)
    assert sum(each.turned_away > 0 for each in sessions(year)) >= 20
    assert any(each.language_training for each in sessions(year))
    assert any(each.partners for each in sessions(year))
    assert 30 <= sum(bool(each.note) for each in year.sessions) <= 120


def test_the_program_counts_the_year_as_the_reference_does(settings):
    year = year_of(2024)
    store = create_in_memory(settings)
    fill(store, year)
    (row,) = counting.statistics(store, YEAR).rows
    (expected,) = statistics(history(year), YEAR, [])
    assert {measure: row.figures[measure] for measure in expected} == expected
    assert len(open_questions(store)) == 8
    store.close()


def test_seeds_give_different_years():
    assert len({repr(year_of(seed)) for seed in SEEDS}) == len(SEEDS)


def test_the_same_seed_gives_the_same_bytes_in_any_process():
    script = (
        "import hashlib; from halsoverkstad.demo.year import made_up_year as year; "
        "print(hashlib.sha256(repr(year(5)).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": hashing},
            capture_output=True,
            check=True,
        ).stdout
        for hashing in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("total", "weights", "limits", "parts"),
    [
        (10, [1, 1, 2], None, [3, 2, 5]),
        (10, [1, 0, 1], None, [5, 0, 5]),
        (10, [1, 1, 2], [9, 9, 2], [4, 4, 2]),
        (0, [0, 0], None, [0, 0]),
    ],
)
def test_parts_add_up_to_the_whole(total, weights, limits, parts):
    assert apportion(total, weights, limits) == parts


def test_what_has_no_room_is_refused():
    with pytest.raises(ValueError, match="no room"):
        apportion(5, [1, 1], [2, 2])
