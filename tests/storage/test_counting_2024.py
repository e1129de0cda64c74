"""The real year 2024, in every cut: as published, and as the plain reference counts."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from exports.reading import read_files
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.rows import Intake, SessionRow
from halsoverkstad.domain.statistics import MEASURES
from halsoverkstad.domain.words import PERSON_DIMENSIONS, Dimension
from storage import counting
from storage.importing import take_in
from storage.store import Store
from tests.reference import AREA_ORDER, SEX_ORDER, History, Noted
from tests.stores import (
    ADULT,
    CHILD,
    NO_GROUP,
    PROGRAMME,
    WORKER,
    YEAR_2024,
    counted,
    expected,
    intake_2024,
    new_store,
)

YEAR = Period.year(2024)


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
            assert set(of) == set(MEASURES)
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
