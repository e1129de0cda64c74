"""Merging is the union of what laptops know: any order, any grouping, any number of times."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from halsoverkstad.access import shipped_programme
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension
from storage import (
    conflicts,
    counting,
    derived,
    double_sessions,
    doubles,
    erasure,
    history,
    journal,
    local,
    merging,
    opening,
    participants,
    register_rows,
    sessions,
)
from storage.sessions import Present, SessionEntry

NOW = datetime(2025, 3, 10, 12, tzinfo=UTC)
YEAR = Period.parse("2025")
ADULT = Attributes("vuxna")
MARIA = Naming("Maria", "Maria", "Be", 1980, 4)


def laptop(name, *, clock_off_by=0, seed=None):
    """A laptop of the programme: its own clock and randomness, the secret they share."""
    ticks = count()
    store = opening.create_in_memory(
        shipped_programme(),
        name,
        clock=lambda: NOW + timedelta(days=clock_off_by, seconds=next(ticks)),
        entropy=Random(seed or name).randbytes,
        made_up=False,
    )
    local.put(store.connection, local.SECRET, "11" * 32)
    store.reload()
    return store


def export(store, number=1, key=None):
    """What a laptop hands in: everything its journal has."""
    versions = list(journal.every_version(store.connection))
    mine = store.laptop
    sender = merging.Sender(mine.id, mine.name, key or mine.id * 2, "age1", "samma")
    digest = journal.checksum(store.connection).encode()
    return merging.Delivery(f"{mine.name}.halsa", digest, sender, number, number, versions)


def everything(store):
    """What a merged database amounts to."""
    tables = {
        table: sorted(store.connection.rows(f"SELECT * FROM {table}")) for table in derived.TABLES
    }
    by_group = counting.statistics(store, YEAR, [Dimension.GROUP, Dimension.MONTH])
    return journal.checksum(store.connection), tables, by_group.rows


def figures(store):
    return counting.statistics(store, YEAR).rows[0].figures


def log(store, day, people, **fields):
    present = tuple(Present(each, ADULT) for each in people)
    return sessions.save(store, SessionEntry(Session(day, "Kvinnors hälsa", **fields), present))


# Linking


def test_one_person_on_two_laptops_is_counted_once():
    one, other, coordinator = laptop("A"), laptop("B"), laptop("S")
    for store, day in ((one, date(2025, 3, 3)), (other, date(2025, 3, 5))):
        log(store, day, [participants.register(store, MARIA, ADULT)])

    merging.merge(coordinator, [export(one), export(other)])

    assert figures(coordinator)["unika_registrerade"] == 1
    assert figures(coordinator)["aterkommande"] == 1


def test_an_erased_person_stays_one_on_the_coordinators_computer():
    one, other, coordinator = laptop("A"), laptop("B"), laptop("S")
    maria = participants.register(one, MARIA, ADULT)
    log(one, date(2025, 3, 3), [maria])
    log(other, date(2025, 3, 5), [participants.register(other, MARIA, ADULT)])
    old = export(one)
    merging.merge(coordinator, [old, export(other)])

    erasure.erase(one, maria)
    merging.merge(coordinator, [export(one, 2)])
    merging.merge(coordinator, [old])

    assert figures(coordinator)["unika_registrerade"] == 1
    kept = [each.fields for each in journal.versions_of(coordinator.connection, maria)]
    assert all("token" not in fields for fields in kept)


def test_an_old_file_merged_later_is_blanked_again():
    one, coordinator = laptop("A"), laptop("S")
    maria = participants.register(one, MARIA, Attributes("vuxna", "Lindängen", "kvinna/flicka"))
    session = log(one, date(2025, 3, 3), [maria])
    old = export(one)
    erasure.erase(one, maria)
    merging.merge(coordinator, [export(one, 2)])

    merging.merge(coordinator, [old])

    rows = coordinator.connection.rows(
        "SELECT fields FROM version WHERE entity IN (?, ?)", (maria, session + maria)
    )
    assert rows
    assert not any(word in fields for (fields,) in rows for word in ("token", "area", "sex"))


# Sessions logged twice


def test_two_logs_of_one_session_count_once():
    one, other, coordinator = laptop("A"), laptop("B"), laptop("S")
    for store, heads, others in ((one, Heads(6, 2), []), (other, Heads(2, 1), [Naming("Sol")])):
        people = [participants.register(store, each, ADULT) for each in (MARIA, *others)]
        log(store, date(2025, 3, 3), people, activity="Yoga", heads={"vuxna": heads})
    merging.merge(coordinator, [export(one), export(other)])
    (question,) = double_sessions.open_questions(coordinator)
    assert figures(coordinator)["tillfallen"] == 2

    double_sessions.answer(coordinator, question.first.session, question.second.session, same=True)

    row = figures(coordinator)
    # Maria and Sol are registered; of the fuller log's six heads one was Sol.
    assert (row["tillfallen"], row["deltagartillfallen_registrerade"]) == (1, 2)
    assert (row["deltagartillfallen"], row["unika_uppskattade"]) == (2 + 5, 2)
    double_sessions.take_back(coordinator, question.first.session, question.second.session)
    assert figures(coordinator)["tillfallen"] == 2
    assert figures(coordinator)["deltagartillfallen"] == 3 + 8


# Conflicts


def test_two_changes_of_one_thing_are_both_kept_until_someone_chooses():
    one, other = laptop("A"), laptop("B")
    session = log(one, date(2025, 3, 3), [], place="Framtidens hus")
    merging.merge(other, [export(one)])
    for store, place in ((one, "Motettens höghus"), (other, "Lindängenbiblioteket")):
        entry = SessionEntry(Session(date(2025, 3, 3), "Kvinnors hälsa", place=place))
        sessions.save(store, entry, session)

    merging.merge(one, [export(other)])
    merging.merge(other, [export(one, 2)])

    (conflict,) = conflicts.every_conflict(one)
    assert {each.fields["place"] for each in conflict.sides} == {
        "Motettens höghus",
        "Lindängenbiblioteket",
    }
    assert sessions.get(one, session) == sessions.get(other, session)
    losing = conflict.sides[1]
    conflicts.choose(one, session, losing.version)
    assert not conflicts.every_conflict(one)
    assert sessions.get(one, session).session.place == losing.fields["place"]
    merging.merge(other, [export(one, 3)])
    assert not conflicts.every_conflict(other)


def test_an_edit_beats_a_deletion():
    one, other = laptop("A"), laptop("B", clock_off_by=-400)
    session = log(one, date(2025, 3, 3), [])
    merging.merge(other, [export(one)])
    sessions.delete(one, session)
    sessions.save(other, SessionEntry(Session(date(2025, 3, 4))), session)

    merging.merge(one, [export(other)])

    assert sessions.get(one, session).session.day == date(2025, 3, 4)


# Files


def test_a_known_file_changes_nothing():
    one, coordinator = laptop("A"), laptop("S")
    log(one, date(2025, 3, 3), [])
    merging.merge(coordinator, [export(one)])
    before = everything(coordinator)

    again = merging.merge(coordinator, [export(one)])

    assert again.files[0].known
    assert (again.new, again.changed) == (0, 0)
    assert everything(coordinator) == before


def test_trying_changes_nothing_and_tells_the_figures():
    one, coordinator = laptop("A"), laptop("S")
    log(one, date(2025, 3, 3), [participants.register(one, MARIA, ADULT)])
    before = everything(coordinator)

    tried = merging.merge(coordinator, [export(one)], dry_run=True)

    assert (tried.before["unika"], tried.after["unika"]) == (0, 1)
    assert everything(coordinator) == before
    assert not merging.is_known(coordinator, export(one).digest)


def test_a_changed_key_is_refused_and_nothing_is_written():
    one, coordinator = laptop("A"), laptop("S")
    merging.merge(coordinator, [export(one)])
    log(one, date(2025, 3, 3), [])
    before = everything(coordinator)

    with pytest.raises(Fault, match="annan nyckel"):
        merging.merge(coordinator, [export(one, 2, key=b"x" * 32)])

    assert everything(coordinator) == before


# Laws, over histories of laptops that work apart

ACTIONS = st.sampled_from(("log", "log", "change", "delete", "undo", "answer", "hand in", "read"))
PLANS = st.lists(st.tuples(st.integers(0, 3), ACTIONS, st.integers(0, 999)), max_size=24)
NAMES = ("Maria", "Mariah", "Sara", "Ali")


class Programme:
    """A few laptops, one of them a clone of another, and every file that was ever handed in."""

    def __init__(self):
        offsets = (0, 400, -400, 3)
        self.laptops = [
            laptop(f"L{number}", clock_off_by=off, seed=f"L{number % 3}")
            for number, off in enumerate(offsets)
        ]
        self.files = []

    def act(self, which, action, number):
        store = self.laptops[which]
        random = Random(number)
        known = [row.session for row in sessions.page(store, sessions.LogFilter(), 0, 50)]
        people = [row.participant for row in all_people(store)]
        match action:
            case "log":
                if len(people) < len(NAMES):
                    name = NAMES[len(people)]
                    naming = Naming(name, name, "Be", 1980, 4) if number % 2 else Naming(name)
                    people.append(participants.register(store, naming, ADULT))
                chosen = random.sample(people, random.randint(0, len(people)))
                log(store, date(2025, 1, 1) + timedelta(days=number % 90), chosen)
            case "change" if known:
                session = random.choice(known)
                entry = sessions.get(store, session)
                kept = entry.present[: random.randint(0, len(entry.present))]
                day = date(2025, 1, 1) + timedelta(days=number % 90)
                sessions.save(store, SessionEntry(Session(day, place=str(number)), kept), session)
            case "delete" if known:
                sessions.delete(store, random.choice(known))
            case "undo":
                with suppress(Fault):
                    history.undo(store)
            case "answer" if len(people) > 1:
                doubles.answer(store, *random.sample(people, 2), same=bool(number % 2))
            case "read" if self.files:
                merging.merge(store, [random.choice(self.files)])
            case _:
                self.hand_in(which)

    def hand_in(self, which):
        self.files.append(export(self.laptops[which], len(self.files)))


def all_people(store):
    return register_rows.page(store, register_rows.ParticipantFilter(), 0, 50)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(PLANS, st.randoms(use_true_random=False))
def test_every_order_and_grouping_gives_the_same(plan, random):
    programme = Programme()
    for step in plan:
        programme.act(*step)
    for which in range(len(programme.laptops)):
        programme.hand_in(which)
    files = programme.files
    straight = laptop("S", seed="S")
    merging.merge(straight, files)

    shuffled = random.sample(files, len(files)) + random.choices(files, k=3)
    one_by_one = laptop("S", seed="S")
    for file in shuffled:
        merging.merge(one_by_one, [file])

    cut = random.randint(0, len(files))
    nested = laptop("S", seed="S")
    between = laptop("M", seed="S")
    merging.merge(between, shuffled[:cut])
    merging.merge(nested, shuffled[cut:])
    # What a computer in between hands on counts as much as the files it read.
    merging.merge(nested, [export(between, 99)])
    merging.merge(nested, shuffled)

    assert everything(one_by_one) == everything(straight)
    assert figures(nested) == figures(straight)
    rebuilt = everything(straight)
    with straight.connection.transaction():
        derived.rebuild(straight)
    assert everything(straight) == rebuilt
