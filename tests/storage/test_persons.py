"""Who counts as one person when several laptops' journals lie together."""

from itertools import count
from random import Random

import pytest

from halsoverkstad.domain.facts import Attributes, Naming
from halsoverkstad.domain.identity import token
from halsoverkstad.domain.identity.interval import Chance
from halsoverkstad.domain.identity.laptops import link
from storage import derived, doubles, journal, local, participants, persons
from tests.stores import new_store

SEEDS = count(100)


@pytest.fixture(autouse=True)
def quick_tokens(monkeypatch):
    monkeypatch.setattr(token, "_SCRYPT_COST", 2)


def laptop(*namings):
    """A laptop of the programme, with these people registered in turn."""
    store = new_store(seed=next(SEEDS))
    local.put(store.connection, local.SECRET, "11" * 32)
    store.reload()
    people = [participants.register(store, each, Attributes("vuxna")) for each in namings]
    return store, people


def together(*stores):
    """What the coordinator's computer knows of all of them."""
    merged = new_store(seed=next(SEEDS))
    with merged.connection.transaction():
        for store in Random(1).sample(stores, len(stores)):
            journal.append(merged.connection, journal.every_version(store.connection))
        derived.rebuild(merged)
    return merged


def counted(store):
    """How many persons there are, and at the lowest."""
    return store.connection.row(
        "SELECT count(DISTINCT person), count(DISTINCT low) FROM participant"
    )


def named(given, letters="Ha", year=1988, month=4, display=None):
    return Naming(display or given, given, letters, year, month)


def test_spellings_of_one_person_on_three_laptops_are_one():
    stores = [laptop(named(given))[0] for given in ("Mohammed", "Muhammad", "Maxamed")]

    assert counted(together(*stores)) == (1, 1)
    assert [counted(each) for each in stores] == [(1, 1)] * 3


def test_namesakes_that_one_laptop_tells_apart_stay_two():
    here, two = laptop(named("Amina"), named("Amina", display="Amina blå sjal"))
    there, _ = laptop(named("Amina"))
    merged = together(here, there)

    assert counted(merged)[0] == 2

    doubles.answer(here, *two, same=True)
    assert counted(together(here, there)) == (1, 1)


def test_a_question_between_laptops_is_asked_and_answered_on_one_of_them():
    here, (one,) = laptop(named("Amina"))
    there, (other,) = laptop(named("Amina", year=1989))
    merged = together(here, there)

    assert counted(merged) == (2, 1)
    question = persons.questions_over_laptops(merged)
    assert [{each.first, each.second} for each in question] == [{one, other}]

    doubles.answer(merged, one, other, same=False)
    assert persons.questions_over_laptops(merged) == []
    assert counted(merged) == (2, 2)
    doubles.answer(merged, one, other, same=True)
    assert counted(merged) == (1, 1)


def test_a_laptops_own_doubles_are_not_asked_about_over_laptops():
    here, _ = laptop(named("Amina"), named("Amina", year=1989, display="Amina H"))
    there, _ = laptop(named("Bo"))

    assert persons.questions_over_laptops(together(here, there)) == []


def test_a_link_kept_as_a_fact_holds_without_the_token():
    here, (one,) = laptop(named("Amina"))
    there, (other,) = laptop(named("Amina"))
    merged = together(here, there)
    assert persons.links(merged).behind(one) == [tuple(sorted((one, other)))]

    with merged.connection.transaction():
        merged.connection.run("INSERT INTO link VALUES (?, ?)", sorted((one, other)))
        merged.connection.run("UPDATE participant SET linkage = NULL WHERE id = ?", (one,))
        persons.refresh(merged)
        # Nobody writes that down of two who are both there: it would be a forgery.
        assert persons.links(merged).linking.person(one) != persons.links(merged).linking.person(
            other
        )
        merged.connection.run("UPDATE participant SET erased = 1 WHERE id = ?", (one,))
        persons.refresh(merged)

    assert counted(merged)[0] == 1


def test_nothing_is_worked_out_anew_when_nothing_changed():
    merged = together(laptop(named("Amina"), named("Bo"))[0], laptop(named("Amina"))[0])

    with merged.connection.transaction():
        assert persons.refresh(merged) == set()


def test_chance_as_the_database_counts_it_is_chance_as_linking_counts_it():
    here, (one, two, three, *_) = laptop(
        *(named("Amina", display=f"Amina {n}") for n in range(3)),
        *(named("Bo", display=f"Bo {n}") for n in range(2)),
        named("Eva"),
    )
    doubles.answer(here, one, two, same=True)
    doubles.answer(here, one, three, same=False)
    there, _ = laptop(named("Amina"), named("Eva"), Naming("Utan uppgifter"))
    merged = together(here, there)

    people = persons._registered(merged)
    linking = link(people, persons.given_answers(merged)).linking

    assert persons.chance(merged) == Chance.of(people, linking)
    assert persons.chance(merged) == Chance(5, (2, 5), different=1, same=1, unanswered=1)
    assert persons.chance(here) == Chance()
