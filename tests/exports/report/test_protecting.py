"""No hidden figure of a report can be computed back from all of its tables together.

The proof is checked here with nothing but whole numbers and fractions: for every hidden figure
there are two sets of figures, both possible by all that is known and equal in all that is shown,
in which it lies at least 5 apart.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest

from exports.protection.choosing import Protection
from exports.protection.cuts import decided_before, needed, protect_cut
from exports.protection.figures import in_order, name_of
from exports.protection.model import Guard, Name, adds_up, at_most
from exports.protection.public import count_tables
from exports.report.content.build import build, shown_figures
from exports.report.model import Count, Hidden, Report, Status
from exports.report.protecting import Shared, books, hidden_figures
from exports.report.source import Source, gather
from halsoverkstad.demo.opening import made_up_store
from halsoverkstad.domain.facts import Attributes, Heads, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension, Kind
from storage.report_figures import figures
from storage.report_trace import Trace
from storage.store import Store
from tests.reference import AREA_ORDER, GROUP_ORDER, SEX_ORDER, History, Noted
from tests.stores import fill, new_store

APART = 5
ROOMY, CROWDED = 6, 4
"""Histories in which what others show leaves the report enough room, and too little."""
TABLES_OF_PEOPLE = {"N1", "T1", "G1", "T4", "T5", "B1", "B2"}
SESSIONS = {"tillfallen", "gruppaktiviteter", "arrangemang", "individuella"}


def small_history(seed: int, people: int = 16, sessions: int = 14) -> History:
    """Two small years in which some groups, workshops and kinds have few."""
    chance = Random(seed)
    noted = {
        f"p{number}": Attributes(
            chance.choices(GROUP_ORDER, [10, 8, 2, 1])[0],
            chance.choice(AREA_ORDER),
            chance.choice(SEX_ORDER),
        )
        for number in range(people)
    }
    held: dict[str, Session] = {}
    came: list[Noted] = []
    for number in range(sessions):
        kind = chance.choices(list(Kind), [8, 1, 2])[0]
        heads = {"vuxna": Heads(chance.randint(1, 9), chance.randint(0, 1))}
        held[str(number)] = Session(
            date(2024, 1, 3) + timedelta(chance.randrange(720)),
            chance.choice(("Kvinnors hälsa", "Barn och unga", "")),
            kind,
            heads=heads if chance.random() < 0.3 else {},
            turned_away=chance.choice((0, 0, 2, 7)),
        )
        there = 1 if kind is Kind.INDIVIDUAL else chance.randint(2, people // 2)
        came += [
            Noted(str(number), each, noted[each]) for each in chance.sample(sorted(noted), there)
        ]
    return History(held, came)


@dataclass(frozen=True)
class Case:
    """A report's figures, and what of them is hidden."""

    source: Source
    books: list[tuple[Shared, Protection]]
    hidden: frozenset[Trace]
    told: Mapping[Trace, int | None]
    """What public answers by what a report is cut by say; None for what they hide."""


@pytest.fixture(scope="module", params=["påhittat år", ROOMY, CROWDED])
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    with closing(new_store() if isinstance(request.param, int) else made_up_store()) as store:
        period = Period.year(2024)
        if isinstance(request.param, int):
            fill(store, small_history(request.param))
            period = Period.year(2025)
        source = gather(store, period)
        shown = shown_figures(source, Status.DRAFT)
        protected = [(each, each.protected()) for each in books(source.counted, shown)]
        hidden = {one.traces[name] for one, found in protected for name in found.hidden}
        told = _told(store, period)
        if source.counted.before:
            told |= _told(store, source.counted.before.period)
        yield Case(source, protected, frozenset(hidden), told)


def _told(store: Store, period: Period) -> dict[Trace, int | None]:
    """What `statistik --publik` says of each figure by what a report is cut by; None: hidden."""
    tables = count_tables(store, period, needed((Dimension.QUARTER,)))
    decided = protect_cut(tables, (Dimension.QUARTER,), store.programme.definitions)
    return {
        Trace(measure, period, cut, key): (
            None if name_of(cut, key, measure) in decided.hidden else figure
        )
        for cut in decided_before((Dimension.QUARTER,))
        for key, figures in tables[cut].items()
        for measure, figure in figures.items()
    }


def check_proof(shared: Shared, protection: Protection) -> int:
    """How many hidden cells the proof holds for; those that it does not hold for are errors."""
    book = shared.book
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
    # What only others hide, so that no few can be told by theirs, need not be safe here too.
    in_need = {
        name
        for name in protection.hidden - protection.confined.keys()
        if name not in shared.hidden or book.cells[places[name]].guard is Guard.ALWAYS
    }
    for name in in_need:
        ends = reached[places[name]]
        assert max(ends) - min(ends) >= APART, name
    return len(in_need)


def test_every_hidden_figure_could_lie_in_an_interval_at_least_5_wide(case: Case) -> None:
    for shared, protection in case.books:
        assert check_proof(shared, protection) > 0
        # What nothing can hide is told by what everyone knows; there should be next to none.
        assert len(protection.confined) <= 1


def test_a_report_of_a_quarter_counts_what_its_months_are_decided_by() -> None:
    with closing(new_store()) as store:
        fill(store, small_history(ROOMY))
        counted = figures(store, Period.parse("2025K1"))
    assert {in_order(cut) for cut in counted.now.cuts} >= {*needed((Dimension.MONTH,))}


def test_what_public_statistics_and_open_data_hide_is_hidden_here_too(case: Case) -> None:
    both = shown_figures(case.source, Status.DRAFT) & case.told.keys()
    they_hide = {trace for trace in both if case.told[trace] is None}
    assert they_hide
    assert they_hide <= case.hidden


@pytest.mark.parametrize(
    ("case", "agree"), [("påhittat år", True), (ROOMY, True), (CROWDED, False)], indirect=["case"]
)
def test_they_agree_unless_that_leaves_too_little_room(case: Case, *, agree: bool) -> None:
    both = shown_figures(case.source, Status.DRAFT) & case.told.keys()
    more = {trace for trace in both & case.hidden if case.told[trace] is not None}
    assert bool(more) is not agree


def reports(case: Case) -> tuple[Report, Report]:
    """Without protection and with it."""
    return build(case.source, Status.DRAFT, None), build(case.source, Status.DRAFT, case.hidden)


def test_every_count_of_one_to_four_people_is_hidden(case: Case) -> None:
    open_, closed = (each.cells() for each in reports(case))
    for name, cell in open_.items():
        table, measure = name.split(".")[:2]
        people = table in TABLES_OF_PEOPLE and measure not in SESSIONS
        if people and "publicerat" not in name and cell.value in {Count(n) for n in range(1, 5)}:
            assert isinstance(closed[name].value, Hidden), name


def test_what_is_shown_is_what_was_counted(case: Case) -> None:
    open_, closed = (each.cells() for each in reports(case))
    assert open_.keys() <= closed.keys()
    for name, cell in closed.items():
        assert isinstance(cell.value, Hidden) or cell == open_[name]


@pytest.mark.parametrize("case", ["påhittat år"], indirect=True)
def test_the_figures_that_the_grant_depends_on_stay_open(case: Case) -> None:
    _, closed = reports(case)
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


@pytest.mark.parametrize("case", [ROOMY], indirect=True)
def test_the_same_facts_hide_the_same(case: Case) -> None:
    shown = shown_figures(case.source, Status.DRAFT)
    assert hidden_figures(case.source.counted, shown) == case.hidden


def test_what_everyone_knows_of_visits_and_thresholds_is_part_of_the_proof(store: Store) -> None:
    fill(store, small_history(7))
    source = gather(store, Period.year(2025))
    first = next(books(source.counted, shown_figures(source, Status.DRAFT)))
    book, traces = first.book, first.traces
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
