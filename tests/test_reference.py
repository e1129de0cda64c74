"""How the numbers are counted, in examples worked out by hand and in laws that always hold.

The rules are those of `domain.md`; the figures in the examples were counted on paper from them,
not by the program. They say what the reference says, so that it can be trusted as the judge of
the counting in SQL.
"""

import csv
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import (
    PERSON_DIMENSIONS,
    TIME_DIMENSIONS,
    UNKNOWN,
    UNKNOWN_GROUP,
    Dimension,
    Kind,
)
from tests.histories import HARD_DAYS, dimension_lists, histories, periods, questions
from tests.reference import GROUP_ORDER, STANDARD, Definitions, History, Noted, Row, statistics

MEASURES = (
    "tillfallen",
    "gruppaktiviteter",
    "arrangemang",
    "individuella",
    "deltagartillfallen",
    "deltagartillfallen_registrerade",
    "unika",
    "unika_registrerade",
    "unika_uppskattade",
    "nya",
    "tidigare",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)
WOMEN = "Kvinnors hälsa"
MOUTH = "Munhälsa och kost"
YOUNG = "Barn och unga"
CHILD, ADULT, WORKER, _ = GROUP_ORDER

Came = str | tuple[str, Attributes]
Held = tuple[Session, Mapping[str, Attributes]]


# Writing histories down


def adult(person: str) -> Came:
    """Someone noted as vuxen."""
    return person, Attributes(group=ADULT)


def child(person: str) -> Came:
    """Someone noted as barn och unga."""
    return person, Attributes(group=CHILD)


def worker(person: str) -> Came:
    """Someone noted as yrkesverksam."""
    return person, Attributes(group=WORKER)


def held(
    day: str,
    *came: Came,
    workshop: str = WOMEN,
    kind: Kind = Kind.GROUP,
    activity: str = "",
    place: str = "",
    heads: Mapping[str, Heads] | None = None,
) -> Held:
    """One session and who came: a name alone is someone of whom nothing is noted."""
    session = Session(
        date.fromisoformat(day), workshop, kind, activity, place, heads=dict(heads or {})
    )
    named = [(who, Attributes()) if isinstance(who, str) else who for who in came]
    return session, dict(named)


def weekly(
    first: str, weeks: int, *, workshop: str = WOMEN, activity: str = "", **came: Iterable[int]
) -> list[Held]:
    """A group activity on the same weekday for some weeks; who came in which, from 1."""
    start = date.fromisoformat(first)
    return [
        held(
            (start + timedelta(weeks=week - 1)).isoformat(),
            *(person for person, attended in came.items() if week in attended),
            workshop=workshop,
            activity=activity,
        )
        for week in range(1, weeks + 1)
    ]


def log(*all_held: Held) -> History:
    """A whole programme, of these sessions."""
    numbered = {f"s{number}": one for number, one in enumerate(all_held)}
    return History(
        {key: session for key, (session, _) in numbered.items()},
        [
            Noted(key, person, noted)
            for key, (_, came) in numbered.items()
            for person, noted in came.items()
        ],
    )


def total(history: History, period: str, definitions: Definitions = STANDARD) -> dict[str, int]:
    """The one row there is without dimensions."""
    (row,) = statistics(history, Period.parse(period), [], definitions)
    return numbers(row)


def cut(history: History, period: str, dimension: str) -> dict[str, dict[str, int]]:
    """The rows by the values of one dimension."""
    rows = statistics(history, Period.parse(period), [Dimension(dimension)])
    return {str(row[dimension]): numbers(row) for row in rows}


def numbers(row: Row) -> dict[str, int]:
    """A row's measures, without its dimensions."""
    return {measure: cast("int", row[measure]) for measure in MEASURES}


def counts(rows: Mapping[str, Mapping[str, int]], measure: str) -> dict[str, int]:
    """One measure of each row."""
    return {value: row[measure] for value, row in rows.items()}


def measured(
    *,
    sessions: tuple[int, int, int, int] = (0, 0, 0, 0),
    visits: tuple[int, int] = (0, 0),
    unique: tuple[int, int, int] = (0, 0, 0),
    new: tuple[int, int] = (0, 0),
    returning: int = 0,
    regular: int = 0,
    supported: int = 0,
) -> dict[str, int]:
    """All fourteen measures of a row.

    Sessions are all, group activities, events, individual; visits (deltagartillfällen) all and
    registered; unique persons all, registered, estimated; new, and here before.
    """
    figures = (*sessions, *visits, *unique, *new, returning, regular, supported)
    return dict(zip(MEASURES, figures, strict=True))


# A small quarter, every figure


SMALL_QUARTER = log(
    held("2024-12-10", adult("Bo")),
    held("2025-01-07", adult("Amina"), adult("Bo")),
    held("2025-01-14", adult("Amina")),
    held("2025-01-21", adult("Amina")),
    held("2025-01-28", adult("Bo"), "Cilla"),
    held(
        "2025-02-01",
        adult("Amina"),
        child("Dina"),
        workshop="",
        kind=Kind.EVENT,
        heads={CHILD: Heads(10, 4), ADULT: Heads(5)},
    ),
    held("2025-02-10", adult("Bo"), workshop=MOUTH, kind=Kind.INDIVIDUAL),
)


def test_a_small_quarter_in_total() -> None:
    """Amina comes in three weeks of four, Bo was here before; nine attendances and 15 heads."""
    assert total(SMALL_QUARTER, "2025K1") == measured(
        sessions=(6, 4, 1, 1),
        visits=(24, 9),
        unique=(8, 4, 4),
        new=(3, 1),
        returning=2,
        regular=1,
        supported=1,
    )


def test_a_small_quarter_by_group() -> None:
    assert cut(SMALL_QUARTER, "2025K1", "grupp") == {
        CHILD: measured(sessions=(1, 0, 1, 0), visits=(11, 1), unique=(5, 1, 4), new=(1, 0)),
        ADULT: measured(
            sessions=(6, 4, 1, 1),
            visits=(12, 7),
            unique=(2, 2, 0),
            new=(1, 1),
            returning=2,
            regular=1,
            supported=1,
        ),
        UNKNOWN_GROUP: measured(sessions=(1, 1, 0, 0), visits=(1, 1), unique=(1, 1, 0), new=(1, 0)),
    }


def test_a_small_quarter_by_workshop() -> None:
    assert cut(SMALL_QUARTER, "2025K1", "verkstad") == {
        "": measured(sessions=(1, 0, 1, 0), visits=(17, 2), unique=(6, 2, 4), new=(2, 0)),
        WOMEN: measured(
            sessions=(4, 4, 0, 0),
            visits=(6, 6),
            unique=(3, 3, 0),
            new=(2, 1),
            returning=2,
            regular=1,
        ),
        MOUTH: measured(
            sessions=(1, 0, 0, 1), visits=(1, 1), unique=(1, 1, 0), new=(0, 1), supported=1
        ),
    }


def test_a_small_quarter_by_month() -> None:
    """In February Amina is no longer new; Dina is."""
    assert cut(SMALL_QUARTER, "2025K1", "manad") == {
        "2025-01": measured(
            sessions=(4, 4, 0, 0),
            visits=(6, 6),
            unique=(3, 3, 0),
            new=(2, 1),
            returning=2,
            regular=1,
        ),
        "2025-02": measured(
            sessions=(2, 0, 1, 1), visits=(18, 3), unique=(7, 3, 4), new=(1, 2), supported=1
        ),
    }


# Cells and rows


def test_a_person_who_comes_to_two_workshops_is_one_in_the_total() -> None:
    history = log(
        held("2025-02-03", "Amina", "Bo", workshop=WOMEN),
        held("2025-02-04", "Amina", workshop=MOUTH),
    )
    assert counts(cut(history, "2025", "verkstad"), "unika") == {WOMEN: 2, MOUTH: 1}
    assert total(history, "2025")["unika"] == 2


@pytest.mark.parametrize(
    ("period", "sessions"),
    [
        ("2024-02", 2),
        ("2024-03", 2),
        ("2024K1", 4),
        ("2024K2", 1),
        ("2024H1", 5),
        ("2024H2", 0),
        ("2024", 5),
        ("2024-02-29..2024-03-31", 3),
        ("2024-02-29..2024-02-29", 1),
    ],
)
def test_a_period_includes_both_its_ends(period: str, sessions: int) -> None:
    days = ("2024-02-28", "2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01")
    assert total(log(*map(held, days)), period)["tillfallen"] == sessions


def test_without_dimensions_there_is_one_row_even_of_nothing() -> None:
    assert total(log(), "2025") == dict.fromkeys(MEASURES, 0)


@pytest.mark.parametrize("dimension", Dimension)
def test_cells_without_a_session_are_left_out(dimension: Dimension) -> None:
    assert cut(log(held("2024-12-31", "Amina")), "2025", dimension) == {}


def test_a_session_with_nobody_is_a_session_of_no_group() -> None:
    history = log(held("2025-02-03"))
    assert cut(history, "2025", "verkstad")[WOMEN]["tillfallen"] == 1
    assert cut(history, "2025", "grupp") == {}


def test_dimensions_come_first_as_asked_for_and_in_the_words_of_files() -> None:
    history = log(
        held("2025-03-31", adult("Amina"), workshop="", activity="Yoga", place="Motettens höghus")
    )
    (row,) = statistics(history, Period.parse("2025"), list(reversed(Dimension)))
    dimensions = {
        "manad": "2025-03",
        "kvartal": "2025K1",
        "halvar": "2025H1",
        "ar": "2025",
        "kon": "uppgift saknas",
        "omrade": "uppgift saknas",
        "plats": "Motettens höghus",
        "aktivitet": "Yoga",
        "typ": "grupp",
        "grupp": "vuxna",
        "verkstad": "",
    }
    assert list(row) == [*dimensions, *MEASURES]
    assert {key: row[key] for key in dimensions} == dimensions


def test_each_kind_has_its_own_count() -> None:
    history = log(
        held("2025-02-03", kind=Kind.GROUP),
        held("2025-02-03", kind=Kind.EVENT),
        held("2025-02-03", kind=Kind.EVENT),
        held("2025-02-04", kind=Kind.INDIVIDUAL),
    )
    assert counts(cut(history, "2025", "typ"), "tillfallen") == {
        "grupp": 1,
        "arrangemang": 2,
        "individuellt": 1,
    }
    row = total(history, "2025")
    assert (row["gruppaktiviteter"], row["arrangemang"], row["individuella"]) == (1, 2, 1)


# Heads counted without name


def test_heads_are_attendances_and_their_new_are_estimated_unique() -> None:
    """`nya` that is not known counts 0."""
    history = log(
        held("2025-02-03", "Amina", heads={CHILD: Heads(7, 3), ADULT: Heads(4, None)}),
        held("2025-02-10", "Amina", heads={CHILD: Heads(7, 0)}),
    )
    row = total(history, "2025")
    assert (row["deltagartillfallen"], row["deltagartillfallen_registrerade"]) == (20, 2)
    assert (row["unika"], row["unika_registrerade"], row["unika_uppskattade"]) == (4, 1, 3)


def test_heads_are_never_new_persons_nor_returning() -> None:
    history = log(*(held(f"2025-02-{day}", heads={CHILD: Heads(9, 9)}) for day in (10, 17, 24)))
    row = total(history, "2025")
    assert (row["nya"], row["tidigare"], row["aterkommande"], row["regelbundna"]) == (0, 0, 0, 0)


def test_heads_have_a_group_but_neither_area_nor_sex() -> None:
    amina = ("Amina", Attributes(ADULT, "Lindängen", "kvinna/flicka"))
    history = log(held("2025-02-03", amina, heads={CHILD: Heads(7, 3)}))
    for dimension, hers, theirs in (
        ("grupp", ADULT, CHILD),
        ("omrade", "Lindängen", UNKNOWN),
        ("kon", "kvinna/flicka", UNKNOWN),
    ):
        rows = cut(history, "2025", dimension)
        assert counts(rows, "deltagartillfallen") == {hers: 1, theirs: 7}
        assert counts(rows, "unika_uppskattade") == {hers: 0, theirs: 3}
        assert counts(rows, "tillfallen") == {hers: 1, theirs: 1}


# nya, tidigare


def test_new_is_who_had_never_come_to_anything_before_the_period() -> None:
    """Bo came to another workshop, for something else, the day before."""
    history = log(
        held("2024-12-31", "Bo", workshop=MOUTH, kind=Kind.INDIVIDUAL),
        held("2025-01-01", "Amina", "Bo"),
    )
    row = total(history, "2025")
    assert (row["nya"], row["tidigare"]) == (1, 1)


def test_new_in_a_workshop_is_new_in_the_programme() -> None:
    """Amina is new this year wherever she comes this year; what comes later changes nothing."""
    history = log(
        held("2025-01-08", "Amina", workshop=WOMEN),
        held("2025-05-07", "Amina", workshop=MOUTH),
        held("2026-05-07", "Amina", workshop=YOUNG),
    )
    assert counts(cut(history, "2025", "verkstad"), "nya") == {WOMEN: 1, MOUTH: 1}
    assert counts(cut(history, "2025", "kvartal"), "nya") == {"2025K1": 1, "2025K2": 0}


def test_cut_by_time_new_is_counted_from_the_part_cut_to_the_period() -> None:
    """Amina's first day is in January, but before the asked period; Bo's is in it."""
    history = log(
        held("2025-01-10", "Amina"),
        held("2025-01-15", "Amina", "Bo"),
        held("2025-02-03", "Amina", "Bo"),
    )
    rows = cut(history, "2025-01-15..2025-02-10", "manad")
    assert counts(rows, "nya") == {"2025-01": 1, "2025-02": 0}
    assert counts(rows, "tidigare") == {"2025-01": 1, "2025-02": 2}


def test_with_several_dimensions_of_time_the_shortest_counts() -> None:
    history = log(held("2025-01-10", "Amina"), held("2025-02-03", "Amina", "Bo"))
    period = Period.parse("2025")
    for asked in (["ar", "manad"], ["manad", "ar"]):
        rows = statistics(history, period, [Dimension(word) for word in asked])
        assert {(row["ar"], row["manad"]): row["nya"] for row in rows} == {
            ("2025", "2025-01"): 1,
            ("2025", "2025-02"): 1,
        }


# aterkommande


def test_returning_is_two_dates_not_two_sessions() -> None:
    history = log(
        held("2025-02-03", "Amina", "Bo"),
        held("2025-02-03", "Amina", workshop=MOUTH),
        held("2025-02-04", "Bo"),
    )
    assert total(history, "2025")["aterkommande"] == 1


@pytest.mark.parametrize("kind", [Kind.EVENT, Kind.INDIVIDUAL])
def test_only_group_activities_make_someone_returning(kind: Kind) -> None:
    history = log(
        held("2025-02-03", "Amina"),
        held("2025-02-10", "Amina", kind=kind),
        held("2025-02-17", "Amina", kind=kind),
    )
    assert total(history, "2025")["aterkommande"] == 0


def test_returning_is_counted_in_each_cell_by_itself() -> None:
    """Once in each of two workshops, in two months: returning only in the total."""
    history = log(
        held("2025-01-31", "Amina", workshop=WOMEN),
        held("2025-02-01", "Amina", workshop=MOUTH),
    )
    assert total(history, "2025")["aterkommande"] == 1
    assert counts(cut(history, "2025", "verkstad"), "aterkommande") == {WOMEN: 0, MOUTH: 0}
    assert counts(cut(history, "2025", "manad"), "aterkommande") == {"2025-01": 0, "2025-02": 0}


def test_how_many_dates_make_returning_is_a_setting() -> None:
    history = log(*weekly("2025-02-03", 3, Amina=(1, 2, 3), Bo=(1, 2)))
    assert total(history, "2025")["aterkommande"] == 2
    assert total(history, "2025", Definitions(aterkommande_dagar=3))["aterkommande"] == 1


# regelbundna


@pytest.mark.parametrize(
    ("attended", "weeks", "regular"),
    [(2, 2, 0), (3, 3, 1), (3, 6, 1), (3, 7, 0), (4, 8, 1), (4, 9, 0), (5, 9, 1)],
)
def test_regular_is_three_weeks_and_half_of_the_weeks(
    attended: int, weeks: int, regular: int
) -> None:
    history = log(*weekly("2025-01-07", weeks, Amina=range(1, attended + 1)))
    assert total(history, "2025")["regelbundna"] == regular


def test_two_sessions_in_a_week_are_one_week() -> None:
    """Amina: four sessions in two weeks. Bo: three sessions of twelve, but three weeks of six."""
    history = log(
        *weekly("2025-01-07", 6, Amina=(1, 2), Bo=(1, 2, 3)),
        *weekly("2025-01-09", 6, Amina=(1, 2)),
    )
    assert total(history, "2025")["aterkommande"] == 2
    assert total(history, "2025")["regelbundna"] == 1


def test_weeks_of_two_workshops_are_not_put_together() -> None:
    history = log(
        *weekly("2025-01-07", 2, workshop=WOMEN, Amina=(1, 2)),
        *weekly("2025-01-21", 2, workshop=MOUTH, Amina=(1, 2)),
    )
    assert total(history, "2025")["regelbundna"] == 0


def test_regular_in_two_workshops_is_one_person() -> None:
    history = log(
        *weekly("2025-01-07", 3, workshop=WOMEN, Amina=(1, 2, 3)),
        *weekly("2025-01-07", 3, workshop=MOUTH, Amina=(1, 2, 3)),
    )
    assert total(history, "2025")["regelbundna"] == 1


def test_no_workshop_counts_as_a_workshop() -> None:
    history = log(*weekly("2025-01-07", 3, workshop="", Amina=(1, 2, 3)))
    assert total(history, "2025")["regelbundna"] == 1


def test_weeks_of_two_quarters_are_not_put_together() -> None:
    """Five weeks running, three of them in March and two in April."""
    history = log(*weekly("2025-03-12", 5, Amina=(1, 2, 3), Bo=(2, 3, 4, 5)))
    assert total(history, "2025")["regelbundna"] == 1


def test_the_same_quarter_of_two_years_is_two_quarters() -> None:
    history = log(
        *weekly("2024-01-09", 2, Amina=(1, 2)),
        *weekly("2025-01-21", 2, Amina=(1, 2)),
    )
    assert total(history, "2024-01-01..2025-12-31")["regelbundna"] == 0


def test_a_week_astride_two_quarters_is_a_week_of_both() -> None:
    """Week 14 of 2025 is Monday 31 March and the six days of April after it."""
    monday = log(*(held(day, "Amina") for day in ("2025-03-18", "2025-03-25", "2025-03-31")))
    tuesday = log(*(held(day, "Amina") for day in ("2025-03-18", "2025-03-25", "2025-04-01")))
    assert total(monday, "2025")["regelbundna"] == 1
    assert total(tuesday, "2025")["regelbundna"] == 0


@pytest.mark.parametrize(
    ("days", "regular"),
    [
        (("2020-12-17", "2020-12-24", "2020-12-31"), 1),  # weeks 51, 52, 53
        (("2021-01-01", "2021-01-03", "2021-01-04"), 0),  # 53, 53, 1
        (("2021-01-03", "2021-01-04", "2021-01-11"), 1),  # 53, 1, 2: all in the first quarter
        (("2024-12-22", "2024-12-29", "2024-12-30"), 1),  # 51, 52, and 1 of 2025
        (("2025-12-15", "2025-12-22", "2025-12-31"), 1),  # 51, 52, and 1 of 2026
        (("2025-12-22", "2025-12-30", "2025-12-31"), 0),  # 52, 1, 1
        (("2025-12-15", "2025-12-22", "2026-01-01"), 0),  # the third in another quarter
    ],
)
def test_weeks_are_iso_weeks_also_at_new_year(days: tuple[str, ...], regular: int) -> None:
    history = log(*(held(day, "Amina") for day in days))
    assert total(history, "2020-01-01..2026-12-31")["regelbundna"] == regular


@pytest.mark.parametrize("kind", [Kind.EVENT, Kind.INDIVIDUAL])
def test_only_group_activities_make_a_week(kind: Kind) -> None:
    """Amina's third week is of another kind; a seventh week of another kind is no week for Bo."""
    history = log(
        *weekly("2025-01-07", 6, Amina=(1, 2), Bo=(1, 2, 3)),
        held("2025-01-24", "Amina", kind=kind),
        held("2025-02-18", kind=kind),
    )
    assert total(history, "2025")["regelbundna"] == 1


def test_a_week_is_held_also_when_nobody_or_only_heads_came() -> None:
    held_for_others = [
        held("2025-01-28"),
        held("2025-02-04", heads={CHILD: Heads(8)}),
        held("2025-02-11"),
    ]
    six = log(*weekly("2025-01-07", 3, Amina=(1, 2, 3)), *held_for_others)
    seven = log(*weekly("2025-01-07", 3, Amina=(1, 2, 3)), *held_for_others, held("2025-02-18"))
    assert total(six, "2025")["regelbundna"] == 1
    assert total(seven, "2025")["regelbundna"] == 0


def test_weeks_are_those_of_the_cell() -> None:
    """Regular at yoga, which was three weeks; not in the workshop, which was seven."""
    history = log(
        *weekly("2025-01-07", 3, activity="Yoga", Amina=(1, 2, 3)),
        *weekly("2025-01-28", 4, activity="Språkcirkel"),
    )
    assert total(history, "2025")["regelbundna"] == 0
    assert counts(cut(history, "2025", "verkstad"), "regelbundna") == {WOMEN: 0}
    assert counts(cut(history, "2025", "aktivitet"), "regelbundna") == {"Yoga": 1, "Språkcirkel": 0}
    assert counts(cut(history, "2025", "manad"), "regelbundna") == {"2025-01": 1, "2025-02": 0}


def test_cut_by_group_weeks_are_still_all_those_of_the_cell() -> None:
    """Adults came in three weeks, the workshop was held in seven: children had four alone."""
    history = log(
        *(held(f"2025-01-{day:02}", adult("Amina")) for day in (7, 14, 21)),
        *(held(f"2025-02-{day:02}", child("Dina")) for day in (4, 11, 18, 25)),
    )
    rows = cut(history, "2025", "grupp")
    assert counts(rows, "tillfallen") == {ADULT: 3, CHILD: 4}
    assert counts(rows, "regelbundna") == {ADULT: 0, CHILD: 1}


def test_what_makes_regular_is_a_setting() -> None:
    history = log(*weekly("2025-01-07", 5, Amina=(1, 2, 3), Bo=(1, 2)))
    for weeks, share, regular in ((3, 0.5, 1), (2, 0.4, 2), (3, 0.6, 1), (3, 0.61, 0), (4, 0.5, 0)):
        chosen = Definitions(regelbunden_veckor=weeks, regelbunden_andel=share)
        assert total(history, "2025", chosen)["regelbundna"] == regular


# individuellt_stod


def test_individual_support_is_persons_not_sessions() -> None:
    history = log(
        held("2025-02-03", "Amina", kind=Kind.INDIVIDUAL),
        held("2025-02-10", "Amina", "Bo", kind=Kind.INDIVIDUAL),
        held("2025-02-11", "Cilla"),
    )
    row = total(history, "2025")
    assert (row["individuella"], row["individuellt_stod"], row["unika"]) == (2, 2, 3)


# A person's group in a cell


@pytest.mark.parametrize(
    ("noted", "group"),
    [
        ({"2025-02-03": [CHILD], "2025-02-10": [ADULT]}, ADULT),
        ({"2025-02-10": [ADULT], "2025-02-03": [CHILD]}, ADULT),
        ({"2025-02-03": [WORKER], "2025-02-10": [UNKNOWN_GROUP]}, WORKER),
        ({"2025-02-03": [CHILD], "2025-02-10": [WORKER, ADULT]}, ADULT),
        ({"2025-02-03": [ADULT], "2025-02-10": [WORKER, UNKNOWN_GROUP]}, WORKER),
        ({"2025-02-03": [WORKER], "2025-02-10": [ADULT, CHILD]}, CHILD),
        ({"2025-02-03": [UNKNOWN_GROUP], "2025-02-10": [UNKNOWN_GROUP]}, UNKNOWN_GROUP),
    ],
)
def test_the_group_is_the_latest_known_and_at_a_tie_the_first(
    noted: Mapping[str, list[str]], group: str
) -> None:
    history = log(
        *(
            held(day, ("Amina", Attributes(group=one)))
            for day, groups in noted.items()
            for one in groups
        )
    )
    unique = counts(cut(history, "2025", "grupp"), "unika_registrerade")
    assert {value for value, count in unique.items() if count} == {group}
    assert sum(unique.values()) == 1


def test_the_group_is_chosen_in_each_cell() -> None:
    """A child in one workshop and in spring, an adult in the other and in autumn and the year."""
    history = log(
        held("2025-05-05", child("Amina"), workshop=YOUNG),
        held("2025-09-01", adult("Amina"), workshop=WOMEN),
    )
    year = Period.parse("2025")
    for dimension, early, late in (("verkstad", YOUNG, WOMEN), ("halvar", "2025H1", "2025H2")):
        rows = statistics(history, year, [Dimension(dimension), Dimension.GROUP])
        assert {(row[dimension], row["grupp"]): row["unika"] for row in rows} == {
            (early, CHILD): 1,
            (late, ADULT): 1,
        }
    assert counts(cut(history, "2025", "grupp"), "unika") == {CHILD: 0, ADULT: 1}
    assert counts(cut(history, "2025H1", "grupp"), "unika") == {CHILD: 1}


def test_attendances_follow_what_was_noted_and_persons_all_they_did() -> None:
    """Amina, noted a child at first, is an adult of the year with all her attendances."""
    history = log(
        held("2025-01-07", child("Amina")),
        held("2025-01-14", child("Amina")),
        held("2025-01-20", child("Amina"), kind=Kind.INDIVIDUAL),
        held("2025-01-21", adult("Amina")),
    )
    assert cut(history, "2025", "grupp") == {
        CHILD: measured(sessions=(3, 2, 0, 1), visits=(3, 3)),
        ADULT: measured(
            sessions=(1, 1, 0, 0),
            visits=(1, 1),
            unique=(1, 1, 0),
            new=(1, 0),
            returning=1,
            regular=1,
            supported=1,
        ),
    }


def test_the_same_rule_gives_area_and_sex() -> None:
    history = log(
        held("2025-02-03", ("Amina", Attributes(area="övriga Skåne", sex="annat"))),
        held("2025-02-10", ("Amina", Attributes(area="övriga Malmö", sex="man/pojke"))),
        held("2025-02-10", ("Amina", Attributes(area="Lindängen", sex="kvinna/flicka"))),
        held("2025-02-17", "Amina"),
    )
    areas = counts(cut(history, "2025", "omrade"), "unika")
    sexes = counts(cut(history, "2025", "kon"), "unika")
    assert areas == {"Lindängen": 1, "övriga Malmö": 0, "övriga Skåne": 0, UNKNOWN: 0}
    assert sexes == {"kvinna/flicka": 1, "man/pojke": 0, "annat": 0, UNKNOWN: 0}


def test_group_and_area_are_chosen_each_by_itself() -> None:
    """A row may then hold a person and no session: nobody was noted with both at once.

    So, with several of them, unique persons may be more than the attendances of their row.
    """
    history = log(
        held("2025-02-03", ("Amina", Attributes(area="Lindängen"))),
        held("2025-02-10", adult("Amina")),
    )
    rows = statistics(history, Period.parse("2025"), [Dimension.GROUP, Dimension.AREA])
    assert {(row["grupp"], row["omrade"]): numbers(row) for row in rows} == {
        (UNKNOWN_GROUP, "Lindängen"): measured(sessions=(1, 1, 0, 0), visits=(1, 1)),
        (ADULT, UNKNOWN): measured(sessions=(1, 1, 0, 0), visits=(1, 1)),
        (ADULT, "Lindängen"): measured(unique=(1, 1, 0), new=(1, 0), returning=1),
    }


# Laws


def same(some: Iterable[Mapping[str, object]], others: Iterable[Mapping[str, object]]) -> bool:
    """Whether the rows are the same, in whatever order rows and columns stand."""
    return Counter(frozenset(row.items()) for row in some) == Counter(
        frozenset(row.items()) for row in others
    )


def only(history: History, keys: Container[str]) -> History:
    """The history as if no other sessions had been."""
    return History(
        {key: session for key, session in history.sessions.items() if key in keys},
        [noted for noted in history.attendances if noted.session in keys],
    )


def without_new(row: Mapping[str, object]) -> dict[str, object]:
    """The row without the two measures that look beyond the cell."""
    return {key: value for key, value in row.items() if key not in {"nya", "tidigare"}}


def turned(name: str) -> str:
    """Another name, such that names sort the other way round."""
    return "".join(chr(ord("z") - ord(letter) + ord("0")) for letter in name)


law = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
Question = tuple[History, Period, list[Dimension]]

ADDED_UP = (
    "tillfallen",
    "gruppaktiviteter",
    "arrangemang",
    "individuella",
    "deltagartillfallen",
    "deltagartillfallen_registrerade",
    "unika_uppskattade",
)
"""Counts of what belongs to one session: these alone add up over choices of sessions."""
OF_PERSONS = (
    "unika",
    "unika_registrerade",
    "nya",
    "tidigare",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)


@law
@given(questions())
def test_each_row_agrees_with_itself(question: Question) -> None:
    history, period, dimensions = question
    for row in map(numbers, statistics(history, period, dimensions)):
        kinds = row["gruppaktiviteter"] + row["arrangemang"] + row["individuella"]
        assert row["tillfallen"] == kinds
        assert row["unika"] == row["unika_registrerade"] + row["unika_uppskattade"]
        assert row["nya"] + row["tidigare"] == row["unika_registrerade"]
        assert 0 <= row["regelbundna"] <= row["aterkommande"] <= row["unika_registrerade"]
        assert 0 <= row["nya"] <= row["unika_registrerade"]
        assert row["individuellt_stod"] <= row["unika_registrerade"]
        heads = row["deltagartillfallen"] - row["deltagartillfallen_registrerade"]
        assert 0 <= row["unika_uppskattade"] <= heads


@law
@given(questions())
def test_unique_persons_are_at_most_their_attendances(question: Question) -> None:
    """With at most one of group, area and sex; `test_group_and_area_...` shows why."""
    history, period, dimensions = question
    for dropped in [d for d in dimensions if d.of_person][1:]:
        dimensions.remove(dropped)
    for row in map(numbers, statistics(history, period, dimensions)):
        assert row["unika_registrerade"] <= row["deltagartillfallen_registrerade"]


@law
@given(questions())
def test_groups_areas_and_sexes_partition_the_persons_of_each_cell(question: Question) -> None:
    """Also those new, returning, regular; and attendances, by what was noted at each."""
    history, period, dimensions = question
    cells = [dimension for dimension in dimensions if not dimension.of_person]
    parted = statistics(history, period, dimensions)
    for cell in statistics(history, period, cells):
        parts = [row for row in parted if all(row[key] == cell[key] for key in cells)]
        for measure in (
            *OF_PERSONS,
            "deltagartillfallen",
            "deltagartillfallen_registrerade",
            "unika_uppskattade",
        ):
            assert sum(numbers(part)[measure] for part in parts) == numbers(cell)[measure]


@law
@given(questions())
def test_the_largest_part_is_at_most_the_total_which_is_at_most_the_sum(
    question: Question,
) -> None:
    history, period, dimensions = question
    (whole,) = map(numbers, statistics(history, period, []))
    parts = [numbers(row) for row in statistics(history, period, dimensions)]
    for measure in ("unika_registrerade", "unika", "individuellt_stod", "nya"):
        figures = [part[measure] for part in parts]
        assert max(figures, default=0) <= whole[measure] <= sum(figures)
    for measure in (*ADDED_UP, "aterkommande"):
        assert max((part[measure] for part in parts), default=0) <= whole[measure]


@law
@given(questions())
def test_sessions_and_attendances_add_up_over_choices_of_sessions(question: Question) -> None:
    history, period, dimensions = question
    cells = [dimension for dimension in dimensions if not dimension.of_person]
    (whole,) = map(numbers, statistics(history, period, []))
    parts = [numbers(row) for row in statistics(history, period, cells)]
    for measure in ADDED_UP:
        assert sum(part[measure] for part in parts) == whole[measure]


@law
@given(questions(), st.sampled_from(TIME_DIMENSIONS))
def test_a_person_is_new_in_one_part_of_time(question: Question, dimension: Dimension) -> None:
    history, period, _ = question
    (whole,) = map(numbers, statistics(history, period, []))
    parts = map(numbers, statistics(history, period, [dimension]))
    assert sum(part["nya"] for part in parts) == whole["nya"]


@law
@given(questions(), st.sampled_from(TIME_DIMENSIONS))
def test_a_part_of_time_is_as_if_asked_for_by_itself(
    question: Question, dimension: Dimension
) -> None:
    history, period, others = question
    others = [other for other in others if not other.of_time]
    parted = statistics(history, period, [dimension, *others])
    asked = [
        {dimension.value: part.name} | row
        for part in period.parts(dimension)
        for row in statistics(history, part, others)
        if others or row["tillfallen"]
    ]
    assert same(parted, asked)


@law
@given(questions())
def test_a_workshop_is_as_if_it_were_alone_but_for_who_is_new(question: Question) -> None:
    """Only `nya` looks beyond the cell, at the first attendance in the whole programme."""
    history, period, _ = question
    for row in statistics(history, period, [Dimension.WORKSHOP]):
        its = {k for k, s in history.sessions.items() if s.workshop == row["verkstad"]}
        alone = only(history, its)
        (whole,) = map(numbers, statistics(alone, period, []))
        assert without_new(numbers(row)) == without_new(whole)


@law
@given(questions())
def test_what_lies_after_the_period_changes_nothing_and_before_only_who_is_new(
    question: Question,
) -> None:
    history, period, dimensions = question
    rows = statistics(history, period, dimensions)
    so_far = only(history, {k for k, s in history.sessions.items() if s.day <= period.last})
    within = only(history, {k for k, s in history.sessions.items() if s.day in period})
    assert same(statistics(so_far, period, dimensions), rows)
    assert same(map(without_new, statistics(within, period, dimensions)), map(without_new, rows))


@law
@given(questions(), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(question: Question, chance: Random) -> None:
    """Sessions, attendances and dimensions may come in any order, and the same file twice."""
    history, period, dimensions = question
    sessions = list(history.sessions.items())
    attendances = [*history.attendances, *history.attendances]
    shuffled = list(dimensions)
    for some in (sessions, attendances, shuffled):
        chance.shuffle(some)
    rows = statistics(history, period, dimensions)
    assert same(statistics(History(dict(sessions), attendances), period, shuffled), rows)


@law
@given(questions())
def test_what_persons_and_sessions_are_called_changes_nothing(question: Question) -> None:
    """The order of pseudonyms is turned round: nothing is chosen by it."""
    history, period, dimensions = question
    renamed = History(
        {turned(key): session for key, session in history.sessions.items()},
        [
            replace(noted, session=turned(noted.session), person=turned(noted.person))
            for noted in history.attendances
        ],
    )
    assert same(statistics(renamed, period, dimensions), statistics(history, period, dimensions))


# The made-up histories reach the hard places


@pytest.fixture(scope="module")
def made_up() -> list[tuple[History, Period]]:
    """A few hundred made-up histories, each with a period to ask about; the same every time."""
    seen: list[tuple[History, Period]] = []

    @settings(law, max_examples=300, phases=[Phase.generate])
    @given(questions())
    def see(question: Question) -> None:
        seen.append(question[:2])

    see()
    return seen


def test_they_reach_persons_regular_returning_new_and_here_before(
    made_up: list[tuple[History, Period]],
) -> None:
    totals = [numbers(row) for asked in made_up for row in statistics(*asked, [])]
    assert any(0 < row["regelbundna"] < row["aterkommande"] for row in totals)
    assert any(0 < row["aterkommande"] < row["unika_registrerade"] for row in totals)
    assert any(0 < row["nya"] < row["unika_registrerade"] for row in totals)
    assert any(row["individuellt_stod"] > 0 for row in totals)


def test_they_reach_two_groups_of_one_person_on_one_date(
    made_up: list[tuple[History, Period]],
) -> None:
    def tied(history: History) -> bool:
        noted = {
            (one.person, history.sessions[one.session].day, one.attributes.group)
            for one in history.attendances
        }
        return any((who, day, CHILD) in noted for who, day, group in noted if group == WORKER)

    assert any(tied(history) for history, _ in made_up)


def test_they_reach_persons_in_a_row_without_sessions(
    made_up: list[tuple[History, Period]],
) -> None:
    rows = (row for asked in made_up for row in statistics(*asked, PERSON_DIMENSIONS))
    assert any(row["unika"] and not row["tillfallen"] for row in rows)


def test_they_reach_sessions_with_nobody(made_up: list[tuple[History, Period]]) -> None:
    def empty(history: History) -> bool:
        visited = {noted.session for noted in history.attendances}
        return any(not s.heads and key not in visited for key, s in history.sessions.items())

    assert any(empty(history) for history, _ in made_up)


def test_they_reach_heads_all_some_none_or_not_known_to_be_new(
    made_up: list[tuple[History, Period]],
) -> None:
    heads = {
        heads
        for history, _ in made_up
        for session in history.sessions.values()
        for heads in session.heads.values()
    }
    assert {Heads(3, 3), Heads(3, 1), Heads(3, 0), Heads(3, None)} <= heads


def test_they_reach_every_day_at_a_border(made_up: list[tuple[History, Period]]) -> None:
    assert {s.day for history, _ in made_up for s in history.sessions.values()} >= set(HARD_DAYS)


@pytest.mark.parametrize(
    "form", ["....", "....H.", "....K.", "....-..", r"....-..-..\.\.....-..-.."]
)
def test_periods_come_in_all_five_forms(form: str) -> None:
    period = find(
        periods(),
        lambda period: re.fullmatch(form, period.name) is not None,
        settings=settings(law, max_examples=1000),
    )
    assert Period.parse(period.name) == period


@law
@given(histories())
def test_an_attendance_is_at_most_one_a_session_and_person(history: History) -> None:
    there = [(noted.session, noted.person) for noted in history.attendances]
    assert len(there) == len(set(there))
    assert {session for session, _ in there} <= set(history.sessions)


@law
@given(dimension_lists())
def test_dimensions_are_at_most_four_and_different(dimensions: list[Dimension]) -> None:
    assert len(set(dimensions)) == len(dimensions) <= 4


# The year 2024, as published


DATA_2024 = Path(__file__).parent / "data" / "2024"
GROUP_KEYS = {"barn och unga": CHILD, "vuxna": ADULT, "yrkesverksamma": WORKER}


def rows_of(files: str) -> Iterator[dict[str, str]]:
    """The rows of all files of that pattern."""
    for path in sorted(DATA_2024.glob(files)):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file, delimiter=";")


@pytest.fixture(scope="module")
def year_2024() -> History:
    """The three laptops' files of 2024."""
    return History(
        {
            row["tillfälle"]: Session(
                date.fromisoformat(row["datum"]),
                row["verkstad"],
                Kind(row["typ"]),
                row["aktivitet"],
                row["plats"],
            )
            for row in rows_of("*-tillfallen.csv")
        },
        [
            Noted(row["tillfälle"], row["deltagare"], Attributes(GROUP_KEYS[row["grupp"]]))
            for row in rows_of("*-narvaro.csv")
        ],
    )


def test_the_year_2024_counts_to_what_was_published(year_2024: History) -> None:
    row = total(year_2024, "2024")
    assert row["tillfallen"] == 764
    assert row["deltagartillfallen"] == 16279
    assert row["unika"] == 2425
    assert row["aterkommande"] == 313


def test_the_groups_of_2024_add_up_to_the_total(year_2024: History) -> None:
    """The report prints 708 adults; with the 608 counted here the groups make 2 425."""
    groups = cut(year_2024, "2024", "grupp")
    assert counts(groups, "unika") == {CHILD: 1711, ADULT: 608, WORKER: 106}


def test_the_workshop_for_the_young_late_in_2024(year_2024: History) -> None:
    """Published: 105 different in four weeks, at least half of them regularly."""
    young = cut(year_2024, "2024-11-25..2024-12-16", "verkstad")[YOUNG]
    assert young["unika"] == 105
    assert young["regelbundna"] / young["unika"] >= 0.5
