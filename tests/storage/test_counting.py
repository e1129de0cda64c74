"""Counting in SQL gives the figures of the plain reference: every measure, in every cell."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exports.reading import read_files
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.rows import AttendanceRow, Intake, Origin, SessionRow
from halsoverkstad.domain.words import (
    COMMON,
    PERSON_DIMENSIONS,
    TIME_DIMENSIONS,
    UNKNOWN,
    Dimension,
    Kind,
)
from storage import counting, journal, sessions
from storage.importing import take_in
from storage.sessions import Present, SessionEntry
from storage.store import Store
from tests.histories import PERSONS, histories, questions
from tests.linked import merged
from tests.reference import AREA_ORDER, SEX_ORDER, Definitions, History, Noted
from tests.stores import (
    ADULT,
    CHILD,
    NO_GROUP,
    PROGRAMME,
    WORKER,
    YEAR_2024,
    answer,
    ask,
    counted,
    expected,
    fill,
    intake_2024,
    named_persons,
    new_store,
    register,
)

Question = tuple[History, Period, list[Dimension]]
YEAR = Period.year(2024)
SCHOOL = "Läxhjälp"


def day(text: str) -> date:
    return date.fromisoformat(text)


# Against the reference, over made-up histories


@settings(max_examples=120)
@given(questions())
def test_every_figure_of_every_cell_is_that_of_the_reference(question: Question) -> None:
    history, period, dimensions = question
    with closing(new_store()) as store:
        fill(store, history)
        assert counted(store, period, dimensions) == expected(history, period, dimensions)


@settings(max_examples=40)
@given(
    questions(),
    st.builds(
        Definitions,
        aterkommande_dagar=st.integers(1, 4),
        regelbunden_veckor=st.integers(1, 5),
        regelbunden_andel=st.sampled_from((0.2, 0.25, 0.333333, 0.5, 0.6, 0.75, 0.8, 1)),
    ),
)
def test_thresholds_are_settings(question: Question, definitions: Definitions) -> None:
    history, period, dimensions = question
    wanted = expected(history, period, dimensions, definitions)
    with closing(new_store(with_thresholds(definitions))) as store:
        fill(store, history)
        assert counted(store, period, dimensions) == wanted


def with_thresholds(definitions: Definitions) -> str:
    text = PROGRAMME
    for old, new in (
        ("aterkommande_dagar = 2", f"aterkommande_dagar = {definitions.aterkommande_dagar}"),
        ("regelbunden_veckor = 3", f"regelbunden_veckor = {definitions.regelbunden_veckor}"),
        ("regelbunden_andel = 0.5", f"regelbunden_andel = {definitions.regelbunden_andel}"),
    ):
        assert old in text
        text = text.replace(old, new)
    return text


def pairs_of(persons: Sequence[str]) -> st.SearchStrategy[list[tuple[str, str]]]:
    return st.lists(st.sampled_from(list(combinations(persons, 2))), max_size=5, unique=True)


@settings(max_examples=50)
@given(questions(), pairs_of(PERSONS), pairs_of(PERSONS))
def test_people_said_to_be_the_same_count_once(
    question: Question, same: list[tuple[str, str]], different: list[tuple[str, str]]
) -> None:
    """Also at one session, and never against an "olika personer"."""
    history, period, dimensions = question
    with closing(new_store()) as store:
        said = dict.fromkeys(same, True) | dict.fromkeys(different, False)
        persons = answer(store, fill(store, history).persons, said)
        linked = merged(history, persons)
        assert counted(store, period, dimensions) == expected(linked, period, dimensions)


@settings(max_examples=50)
@given(questions(), pairs_of(PERSONS), pairs_of(PERSONS))
def test_unika_lagst_is_as_if_every_open_question_were_answered_yes(
    question: Question, asked: list[tuple[str, str]], different: list[tuple[str, str]]
) -> None:
    """Best first, without joining people known to differ; never more than is counted now."""
    history, period, dimensions = question
    with closing(new_store()) as store:
        ids = fill(store, history).persons
        asked = [pair for pair in asked if {*pair} <= {*ids}]
        different = [pair for pair in different if {*pair} <= {*ids}]
        answer(store, ids, dict.fromkeys(different, False))
        ask(store, [(ids[one], ids[other]) for one, other in asked])
        persons = named_persons(
            ids,
            [(ids[one], ids[other]) for one, other in asked],
            [(ids[one], ids[other]) for one, other in different],
        )
        as_if = expected(merged(history, persons), period, dimensions)
        for row in counting.statistics(store, period, dimensions).rows:
            registered = row.figures["unika_registrerade"]
            estimated = row.figures["unika_uppskattade"]
            fewest = as_if[row.key]["unika_registrerade"] if row.key in as_if else 0
            assert row.figures["unika_lagst"] == min(registered, fewest) + estimated
            assert row.figures["unika_hogst"] == row.figures["unika"] == registered + estimated


def test_an_open_question_between_groups_leaves_the_one_group_perhaps_empty(store: Store) -> None:
    history = History(
        {"s1": Session(day("2024-02-01")), "s2": Session(day("2024-02-02"))},
        [Noted("s1", "p1", Attributes(ADULT)), Noted("s2", "p2", Attributes(CHILD))],
    )
    ids = fill(store, history).persons
    ask(store, [(ids["p1"], ids["p2"])])
    rows = counting.statistics(store, YEAR, [Dimension.GROUP]).rows
    assert {row.key: row.figures["unika_lagst"] for row in rows} == {(CHILD,): 1, (ADULT,): 0}


@settings(max_examples=30)
@given(questions())
def test_visits_count_persons_by_how_many_sessions_they_attended(question: Question) -> None:
    history, period, _ = question
    times = [
        sum(
            noted.person == person and history.sessions[noted.session].day in period
            for noted in history.attendances
        )
        for person in PERSONS
    ]
    bounds = {"1": (1, 1), "2": (2, 2), "3-5": (3, 5), "6-12": (6, 12), "13+": (13, 10**6)}
    with closing(new_store()) as store:
        fill(store, history)
        assert counting.visits(store, period) == {
            name: sum(low <= each <= high for each in times) for name, (low, high) in bounds.items()
        }


# The ways in which facts come in


@settings(max_examples=20)
@given(histories(), st.randoms(use_true_random=False))
def test_it_does_not_matter_how_or_in_what_order_facts_came_in(
    history: History, chance: Random
) -> None:
    """Saved one by one in the form, or read from rows of files: the same figures in every cut."""
    with (
        closing(new_store()) as at_once,
        closing(new_store(seed=2)) as saved,
        closing(new_store(seed=3)) as read,
    ):
        people = {each: register(saved, each) for each in fill(at_once, history).persons}
        save_each(saved, history, people, chance)
        assert take_in(read, as_rows(history, chance)).faults == ()
        for dimension in Dimension:
            rows = counting.statistics(at_once, YEAR, [dimension]).rows
            assert counting.statistics(saved, YEAR, [dimension]).rows == rows
            assert counting.statistics(read, YEAR, [dimension]).rows == rows


def save_each(store: Store, history: History, people: Mapping[str, bytes], chance: Random) -> None:
    in_any_order = list(history.sessions.items())
    chance.shuffle(in_any_order)
    for key, session in in_any_order:
        came = [
            Present(people[noted.person], noted.attributes)
            for noted in history.attendances
            if noted.session == key
        ]
        chance.shuffle(came)
        sessions.save(store, SessionEntry(session, tuple(came)))


def as_rows(history: History, chance: Random) -> Intake:
    session_rows = [
        SessionRow(
            key,
            {
                name: getattr(session, name)
                for name in ("day", "workshop", "kind", "activity", "place", "start")
            }
            | {f"heads.{group}": heads.count for group, heads in session.heads.items()}
            | {f"new.{group}": heads.new for group, heads in session.heads.items()},
            Origin("t.csv", None, row),
        )
        for row, (key, session) in enumerate(history.sessions.items(), 2)
    ]
    attendance_rows = [
        AttendanceRow(
            noted.session,
            noted.person,
            {
                "group": noted.attributes.group,
                "area": noted.attributes.area,
                "sex": noted.attributes.sex,
            },
            Origin("n.csv", None, row),
        )
        for row, noted in enumerate(history.attendances, 2)
    ]
    chance.shuffle(session_rows)
    chance.shuffle(attendance_rows)
    return Intake(tuple(session_rows), tuple(attendance_rows))


# The real year


@pytest.fixture(scope="module")
def real_year() -> Iterator[tuple[Store, History]]:
    """The three laptops' files, and the same as plain sets."""
    with closing(new_store()) as store:
        intake = intake_2024(store.programme)
        assert take_in(store, intake).faults == ()
        yield store, history_of(intake)


@pytest.fixture(scope="module")
def furnished_year() -> Iterator[tuple[Store, History]]:
    """One laptop's year with what its files lack: areas, sexes, wavering groups and heads."""
    chance = Random(2024)
    bare = read_files(sorted(YEAR_2024.glob("L1-*.csv")), Programme.parse(PROGRAMME))
    intake = Intake(
        tuple(
            replace(row, fields={**row.fields, **some_heads(chance)})
            for row in sorted(bare.sessions, key=lambda row: row.key)
        ),
        tuple(
            replace(
                row,
                fields={
                    "group": chance.choice([row.fields["group"]] * 8 + [NO_GROUP, ADULT]),
                    "area": chance.choice(AREA_ORDER),
                    "sex": chance.choice(SEX_ORDER),
                },
            )
            for row in bare.attendances
        ),
    )
    with closing(new_store()) as store:
        assert take_in(store, intake).faults == ()
        yield store, history_of(intake)


def some_heads(chance: Random) -> dict[str, int | None]:
    if chance.random() < 0.8:
        return {}
    group, count = chance.choice((CHILD, ADULT, WORKER)), chance.randint(1, 9)
    return {f"heads.{group}": count, f"new.{group}": chance.choice((None, 0, count))}


def history_of(intake: Intake) -> History:
    def session(row: SessionRow) -> Session:
        heads = {
            name.removeprefix("heads."): Heads(
                value, row.fields.get(name.replace("heads.", "new."))
            )
            for name, value in row.fields.items()
            if name.startswith("heads.")
        }
        plain = {
            name: value
            for name, value in row.fields.items()
            if name in {"day", "workshop", "kind", "activity", "place", "start", "minutes"}
        }
        return Session(**plain, heads=heads)

    return History(
        {row.key: session(row) for row in intake.sessions},
        [Noted(row.session, row.code, Attributes(**row.fields)) for row in intake.attendances],
    )


def test_2024_counts_to_what_was_published(real_year) -> None:
    store, _ = real_year
    figures = counting.statistics(store, YEAR).rows[0].figures
    assert figures["tillfallen"] == 764
    assert figures["deltagartillfallen"] == 16_279
    assert figures["unika"] == figures["unika_lagst"] == figures["unika_hogst"] == 2_425
    assert figures["aterkommande"] == 313
    groups = counting.statistics(store, YEAR, [Dimension.GROUP]).rows
    assert [(*row.key, row.figures["unika"]) for row in groups] == [
        (CHILD, 1_711),
        (ADULT, 608),
        (WORKER, 106),
    ]


@pytest.mark.parametrize("period", ["2024", "2024K2", "2024-11-25..2024-12-16", "2023"])
def test_2024_undivided(real_year, period: str) -> None:
    store, history = real_year
    asked = Period.parse(period)
    assert counted(store, asked, []) == expected(history, asked, [])


@pytest.mark.parametrize("dimension", Dimension)
def test_2024_by_each_dimension(real_year, dimension: Dimension) -> None:
    store, history = real_year
    assert counted(store, YEAR, [dimension]) == expected(history, YEAR, [dimension])


@pytest.mark.parametrize("two", combinations(Dimension, 2), ids=",".join)
def test_a_furnished_2024_by_each_two_dimensions(
    furnished_year, two: tuple[Dimension, ...]
) -> None:
    store, history = furnished_year
    assert counted(store, YEAR, two) == expected(history, YEAR, two)


@pytest.mark.parametrize(
    ("period", "dimensions"),
    [
        ("2024", "kvartal,verkstad,grupp"),
        ("2024", "grupp,omrade,kon"),
        ("2024-02-15..2024-11-30", "manad,typ,grupp"),
        ("2024H2", "kon,plats,ar,halvar"),
    ],
)
def test_a_furnished_2024_by_more(furnished_year, period: str, dimensions: str) -> None:
    store, history = furnished_year
    asked, cut = Period.parse(period), [Dimension(each) for each in dimensions.split(",")]
    assert counted(store, asked, cut) == expected(history, asked, cut)


def test_2024_imported_file_by_file_in_any_order_is_the_same(real_year, store) -> None:
    """A närvaro file needs its tillfällen first; else the laptops' order says nothing."""
    whole, _ = real_year
    for laptop in ("L3", "L1", "L2"):
        for files in ("tillfallen", "narvaro"):
            path = YEAR_2024 / f"{laptop}-{files}.csv"
            assert take_in(store, read_files([path], store.programme)).faults == ()
    for cut in ((), (Dimension.QUARTER, Dimension.WORKSHOP, Dimension.GROUP)):
        assert (
            counting.statistics(store, YEAR, cut).rows == counting.statistics(whole, YEAR, cut).rows
        )


def test_laws_hold_in_every_cell_of_the_year(furnished_year) -> None:
    store, _ = furnished_year
    for dimension in Dimension:
        for row in counting.statistics(store, YEAR, [dimension]).rows:
            of = row.figures
            assert set(of) == set(counting.MEASURES)
            assert of["regelbundna"] <= of["aterkommande"] <= of["unika_registrerade"]
            assert of["unika_registrerade"] <= of["deltagartillfallen_registrerade"]
            assert of["nya"] + of["tidigare"] == of["unika_registrerade"]
            assert of["unika_lagst"] <= of["unika"] <= of["unika_hogst"]
    total = counting.statistics(store, YEAR).rows[0].figures["unika_registrerade"]
    for dimension in Dimension:
        parts = [
            row.figures["unika_registrerade"]
            for row in counting.statistics(store, YEAR, [dimension]).rows
        ]
        assert max(parts) <= total <= sum(parts)
        if dimension in PERSON_DIMENSIONS:
            assert sum(parts) == total


# The form of the answer


def test_without_any_data_there_is_one_row_of_zeros_and_no_cells(store: Store) -> None:
    (row,) = counting.statistics(store, YEAR).rows
    assert row.key == ()
    assert dict(row.figures) == dict.fromkeys(counting.MEASURES, 0)
    for dimension in Dimension:
        assert counting.statistics(store, YEAR, [dimension]).rows == ()
    assert set(counting.visits(store, YEAR).values()) == {0}
    assert counting.register_since(store) is None


def test_rows_come_in_the_order_of_the_settings_the_unknown_last(store: Store) -> None:
    for workshop in ("", "Barn och unga", "Munhälsa och kost", "Kvinnors hälsa"):
        sessions.save(store, SessionEntry(Session(day("2025-12-01"), workshop)))
    assert keys(store, Dimension.WORKSHOP) == [
        "Munhälsa och kost",
        "Kvinnors hälsa",
        "Barn och unga",
        COMMON,
    ]
    everyone = [
        Attributes(group, area, sex)
        for group, area, sex in zip(
            (NO_GROUP, WORKER, ADULT, CHILD), reversed(AREA_ORDER), reversed(SEX_ORDER), strict=True
        )
    ]
    came = [Present(register(store, f"P{number}"), each) for number, each in enumerate(everyone)]
    sessions.save(store, SessionEntry(Session(day("2025-12-02"), kind=Kind.EVENT), tuple(came)))
    assert keys(store, Dimension.GROUP) == [CHILD, ADULT, WORKER, NO_GROUP]
    assert keys(store, Dimension.AREA) == list(AREA_ORDER)
    assert keys(store, Dimension.SEX) == list(SEX_ORDER)
    assert keys(store, Dimension.KIND) == ["grupp", "arrangemang"]


def keys(store: Store, dimension: Dimension) -> list[str]:
    return [row.key[0] for row in counting.statistics(store, Period.year(2025), [dimension]).rows]


def test_text_comes_in_swedish_order_the_empty_last(store: Store) -> None:
    words = ["Öppet hus", "zumba", "", "Ängslek", "Yoga", "åka skridskor", "École"]
    for word in words:
        sessions.save(store, SessionEntry(Session(day("2025-05-05"), activity=word, place=word)))
    wanted = ["École", "Yoga", "zumba", "åka skridskor", "Ängslek", "Öppet hus", ""]
    assert keys(store, Dimension.ACTIVITY) == wanted
    assert keys(store, Dimension.PLACE) == wanted


@settings(max_examples=20)
@given(questions())
def test_time_comes_in_order_and_dimensions_in_theirs(question: Question) -> None:
    history, period, dimensions = question
    with closing(new_store()) as store:
        fill(store, history)
        by_time = [counting.statistics(store, period, [each]).rows for each in TIME_DIMENSIONS]
        answer = counting.statistics(store, period, dimensions)
        turned = counting.statistics(store, period, dimensions[::-1])
    for rows in by_time:
        starts = [Period.parse(row.key[0]).first for row in rows]
        assert all(one < other for one, other in pairwise(starts))
    assert {row.key: row.figures for row in answer.rows} == {
        row.key[::-1]: row.figures for row in turned.rows
    }


@settings(max_examples=20)
@given(histories())
@example(History({}, []))
def test_the_answer_says_what_it_rests_on(history: History) -> None:
    with closing(new_store()) as store:
        fill(store, history)
        answer = counting.statistics(store, YEAR, [Dimension.KIND])
        assert answer.checksum == journal.checksum(store.connection)
    assert answer.program == "Jämlik hälsa Lindängen"
    days = [session.day for session in history.sessions.values()]
    assert [(each.name, each.latest) for each in answer.laptops] == [
        ("Dator 1", max(days, default=None))
    ]
    attended = [history.sessions[each.session].day for each in history.attendances]
    assert answer.register_since == min(attended, default=None)
    assert answer.dimensions == (Dimension.KIND,)
    assert not answer.made_up


def test_the_demo_says_that_it_is_made_up() -> None:
    with closing(new_store(made_up=True)) as store:
        assert counting.statistics(store, YEAR).made_up


@pytest.mark.parametrize(
    ("period", "dimensions", "minimum"),
    [
        ("2024", [], False),
        ("2024", ["ar"], False),
        ("2024", ["grupp"], False),
        ("2024-01-01..2025-12-31", [], False),
        ("2024K1", [], True),
        ("2024", ["verkstad"], True),
        ("2024", ["typ"], True),
        ("2024", ["manad"], True),
        ("2024", ["grupp", "plats"], True),
        ("2024-02-01..2025-01-31", [], True),
    ],
)
def test_an_estimate_is_a_floor_but_for_whole_years_over_all_sessions(
    store: Store, period: str, dimensions: list[str], *, minimum: bool
) -> None:
    heads = {ADULT: Heads(5, 2)}
    sessions.save(store, SessionEntry(Session(day("2024-03-01"), heads=heads)))
    answer = counting.statistics(store, Period.parse(period), [Dimension(d) for d in dimensions])
    assert [answer.minimum(row) for row in answer.rows] == [minimum]


def test_without_estimates_nothing_is_a_floor(store: Store) -> None:
    heads = {ADULT: Heads(5)}
    sessions.save(store, SessionEntry(Session(day("2024-03-01"), heads=heads)))
    answer = counting.statistics(store, Period.parse("2024K1"))
    assert not answer.minimum(answer.rows[0])


def test_a_workshop_that_only_the_data_knows_is_counted_after_those_of_the_settings(
    store: Store,
) -> None:
    for workshop in (SCHOOL, "Barn och unga", ""):
        sessions.save(store, SessionEntry(Session(day("2025-12-01"), workshop)))
    assert keys(store, Dimension.WORKSHOP) == ["Barn och unga", SCHOOL, COMMON]


def test_every_cut_has_its_own_words(store: Store) -> None:
    came = (Present(register(store, "A"), Attributes()),)
    sessions.save(store, SessionEntry(Session(day("2025-03-31")), came))
    wanted = {
        "verkstad": "",
        "grupp": "uppgift_saknas",
        "typ": "grupp",
        "aktivitet": "",
        "plats": "",
        "omrade": UNKNOWN,
        "kon": UNKNOWN,
        "ar": "2025",
        "halvar": "2025H1",
        "kvartal": "2025K1",
        "manad": "2025-03",
    }
    assert list(wanted) == list(Dimension)
    answer = counting.statistics(store, Period.parse("2025-03-30..2025-04-01"), tuple(Dimension))
    assert [row.key for row in answer.rows] == [tuple(wanted.values())]
