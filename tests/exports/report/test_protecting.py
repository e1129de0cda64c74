"""No hidden figure of a report can be computed back from all of its tables together.

The proof is checked here with nothing but whole numbers and fractions: for every hidden figure
there are two sets of figures, both possible by all that is known and equal in all that is shown,
in which it lies at least 5 apart.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest

from exports.protection.choosing import Protection, protect
from exports.protection.model import Book, Name, adds_up, at_most
from exports.report.content.build import build, shown_figures
from exports.report.model import Count, Hidden, Report, Status
from exports.report.protecting import books, hidden_figures
from exports.report.source import Source, gather
from halsoverkstad.demo.opening import made_up_store
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Kind
from storage.store import Store
from tests.reference import AREA_ORDER, GROUP_ORDER, SEX_ORDER, History, Noted
from tests.stores import fill, new_store

APART = 5
TABLES_OF_PEOPLE = {"N1", "T1", "G1", "T4", "T5", "B1", "B2"}
SESSIONS = {"tillfallen", "gruppaktiviteter", "arrangemang", "individuella"}


def small_history(seed: int) -> History:
    """Two small years in which some groups, workshops and kinds have few."""
    chance = Random(seed)
    noted = {
        f"p{number}": Attributes(
            chance.choices(GROUP_ORDER, [10, 8, 2, 1])[0],
            chance.choice(AREA_ORDER),
            chance.choice(SEX_ORDER),
        )
        for number in range(25)
    }
    held: dict[str, Session] = {}
    came: list[Noted] = []
    for number in range(30):
        kind = chance.choices(list(Kind), [8, 1, 2])[0]
        heads = {"vuxna": Heads(chance.randint(1, 9), chance.randint(0, 1))}
        held[str(number)] = Session(
            date(2024, 1, 3) + timedelta(chance.randrange(720)),
            chance.choice(("Kvinnors hälsa", "Barn och unga", "")),
            kind,
            heads=heads if chance.random() < 0.3 else {},
            turned_away=chance.choice((0, 0, 2, 7)),
        )
        there = 1 if kind is Kind.INDIVIDUAL else chance.randint(2, 12)
        came += [
            Noted(str(number), each, noted[each]) for each in chance.sample(sorted(noted), there)
        ]
    return History(held, came)


@pytest.fixture(params=["påhittat år", *range(4)])
def source(request: pytest.FixtureRequest) -> Iterator[Source]:
    if isinstance(request.param, int):
        with closing(new_store()) as store:
            fill(store, small_history(request.param))
            yield gather(store, Period.year(2025))
    else:
        with closing(made_up_store()) as store:
            yield gather(store, Period.year(2024))


def check_proof(book: Book, protection: Protection) -> int:
    """How many hidden cells the proof holds for; those that it does not hold for are errors."""
    places = {cell.name: place for place, cell in enumerate(book.cells)}
    free = {
        place
        for place, cell in enumerate(book.cells)
        if cell.name in protection.hidden or not cell.printed
    }
    reached: dict[int, list[Fraction]] = {}
    for world in protection.worlds:
        changes = {place: Fraction(change) for place, change in world.items() if change}
        if not changes.keys() <= free:
            continue  # one from before more was shown again
        for place, change in changes.items():
            assert book.cells[place].value + change >= book.cells[place].least
        for relation in book.relations:
            found = sum(
                factor * (book.cells[places[name]].value + changes.get(places[name], 0))
                for factor, name in relation.terms
            )
            assert found == relation.total if relation.exact else found <= relation.total
        for place, change in changes.items():
            reached.setdefault(place, [Fraction(0)]).append(change)
    for name in protection.hidden - protection.confined.keys():
        ends = reached[places[name]]
        assert max(ends) - min(ends) >= APART, name
    return len(protection.hidden)


def test_every_hidden_figure_could_lie_in_an_interval_at_least_5_wide(source: Source) -> None:
    shown = shown_figures(source, Status.DRAFT)
    for book, _ in books(source.counted, shown):
        protection = protect(book)
        assert check_proof(book, protection) > 0
        # What nothing can hide is told by what everyone knows; there should be next to none.
        assert len(protection.confined) <= 1


def reports(source: Source) -> tuple[Report, Report]:
    """Without protection and with it."""
    hidden = hidden_figures(source.counted, shown_figures(source, Status.DRAFT))
    return build(source, Status.DRAFT, None), build(source, Status.DRAFT, hidden)


def test_every_count_of_one_to_four_people_is_hidden(source: Source) -> None:
    open_, closed = (each.cells() for each in reports(source))
    for name, cell in open_.items():
        table, measure = name.split(".")[:2]
        people = table in TABLES_OF_PEOPLE and measure not in SESSIONS
        if people and "publicerat" not in name and cell.value in {Count(n) for n in range(1, 5)}:
            assert isinstance(closed[name].value, Hidden), name


def test_what_is_shown_is_what_was_counted(source: Source) -> None:
    open_, closed = (each.cells() for each in reports(source))
    assert open_.keys() <= closed.keys()
    for name, cell in closed.items():
        assert isinstance(cell.value, Hidden) or cell == open_[name]


def test_the_figures_that_the_grant_depends_on_stay_open() -> None:
    with closing(made_up_store()) as store:
        _, closed = reports(gather(store, Period.year(2024)))
    cells = closed.cells()
    for name, number in {
        "T1.unika.totalt": 2425,
        "T1.unika.barn_och_unga": 1711,
        "T1.unika.vuxna": 608,
        "T1.unika.yrkesverksamma": 106,
        "N1.tillfallen": 764,
        "N1.deltagartillfallen": 16279,
        "N1.aterkommande": 313,
    }.items():
        assert cells[name].value == Count(number)


def test_the_same_facts_hide_the_same(store: Store) -> None:
    fill(store, small_history(7))
    source = gather(store, Period.year(2025))
    shown = shown_figures(source, Status.DRAFT)
    assert hidden_figures(source.counted, shown) == hidden_figures(source.counted, shown)


def test_what_everyone_knows_of_visits_and_thresholds_is_part_of_the_proof(store: Store) -> None:
    fill(store, small_history(7))
    source = gather(store, Period.year(2025))
    book, traces = next(books(source.counted, shown_figures(source, Status.DRAFT)))
    name = {trace: one for one, trace in traces.items()}

    def named(figure: str) -> Name:
        return name[source.counted.figures[figure].trace]

    classes = [named(f"B1.besok.{each}") for each in ("1", "2", "3-5", "6-12", "13+")]
    for relation in (
        adds_up(named("T1.unika_registrerade.totalt"), classes),
        adds_up(named("T1.aterkommande.totalt"), [named("B2.dagar.2")]),
        at_most(named("B2.dagar.3"), named("B2.dagar.2")),
        at_most(named("B2.dagar.13"), named("B2.dagar.6")),
        at_most(named("B2.dagar.6"), *classes[3:]),
        at_most(named("B2.dagar.2"), *classes[1:]),
    ):
        assert relation in book.relations
    away = [each for each in traces.values() if each.measure == "fick_inte_plats" and each.key]
    assert adds_up(named("T2.fick_inte_plats.totalt"), [name[each] for each in away]) in (
        book.relations
    )
