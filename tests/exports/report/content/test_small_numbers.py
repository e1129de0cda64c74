"""A report in which whoever is few is hidden."""

from exports.report.content.build import build
from exports.report.model import Count, Hidden, Status
from exports.report.source import gather
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Kind
from storage import report_figures
from storage.store import Store
from tests.exports.report.content.making_up import held, made, protected, said, section, totals
from tests.stores import CHILD, register

Y2025 = Period.year(2025)


def test_few_people_are_hidden_in_every_table_and_sentence(
    two_years: Store, people: list[bytes]
) -> None:
    child = register(two_years, "Ali")
    held(
        two_years, "2025-03-03", child, group=CHILD, kind=Kind.INDIVIDUAL, workshop="Barn och unga"
    )
    open_, closed = made(two_years, "2025"), protected(two_years, "2025")
    assert closed.protected
    few = {
        name
        for name, cell in open_.cells().items()
        if cell.value in {Count(number) for number in range(1, 5)}
        and name.split(".")[0] in {"T1", "G1", "T4", "B1", "B2", "N1"}
        and "tillfallen" not in name.split(".")[1]
        and not name.endswith(".publicerat")
    }
    assert {"T1.unika_registrerade.barn_och_unga", "N1.individuellt_stod"} <= few
    shown = {name for name in few if not isinstance(closed.cells()[name].value, Hidden)}
    of_sessions = {"gruppaktiviteter", "individuella", "arrangemang"}
    sessions_alone = {name for name in few if name.split(".")[1] in of_sessions}
    assert shown <= sessions_alone
    workshop = said(section(closed, "3.6.3"))[0]
    assert workshop == (
        "Ett dolt antal tillfällen: 0 gruppaktiviteter, 0 arrangemang och ett dolt antal med "
        "individuellt stöd. Ett dolt antal unika deltagare, varav ett dolt antal registrerade. "
        "Registreringsgrad: dold, för att skydda dem som är få."
    )


def test_nothing_is_computed_from_what_is_hidden(two_years: Store) -> None:
    closed = protected(two_years, "2025")
    cells = closed.cells()
    for name, cell in cells.items():
        for ending in (".forandring", ".forandring_andel"):
            if name.endswith(ending):
                sources = {name.removesuffix(ending), f"{name.removesuffix(ending)}.fore"}
                if any(isinstance(cells[each].value, Hidden) for each in sources):
                    assert isinstance(cell.value, Hidden), name


def test_a_figure_that_stands_in_two_tables_is_hidden_in_both(two_years: Store) -> None:
    counted = report_figures.figures(two_years, Y2025)
    source = gather(two_years, Y2025)
    trace = counted.figures["N1.unika"].trace
    report = build(source, Status.DRAFT, {trace})
    for name in ("N1.unika", "T1.unika.totalt", "T2.unika.totalt", "T3.unika.totalt"):
        assert isinstance(report.cells()[name].value, Hidden)
    assert "ett dolt antal unika deltagare" in said(section(report, "1"))[0]


def test_totals_stay_open_in_a_year_of_many(store: Store) -> None:
    everybody = [register(store, f"P{number}") for number in range(60)]
    for month in range(1, 11):
        held(store, f"2025-{month:02}-10", *everybody[month : month + 40])
    closed = protected(store, "2025")
    assert totals(closed)[0] == "49"
