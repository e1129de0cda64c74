"""A table of the report on the screen: whatever the width, all of it is to be read."""

from collections.abc import Iterator

import pytest
from driving import store_in_memory
from small_report import Y2024, two_years

from exports.report.model import Cell, Column, Count, Kind, Role, Row, Table, Text
from exports.report.wording import cell_text
from halsoverkstad.demo.filling import fill
from halsoverkstad.demo.year import made_up_year
from screens.report_columns import GAP, Shown, cell, heading, parts
from screens.report_standing import look


@pytest.fixture(scope="module")
def tables() -> list[Table]:
    """All tables of a whole year, and of a small one."""
    found: list[Table] = []
    for filling in (lambda store: fill(store, made_up_year()), two_years):
        store = store_in_memory(filling)
        found += look(store, Y2024).report.tables()
        store.close()
    return found


def letters(text: str) -> str:
    """A text without what breaking it may add or take away."""
    return "".join(text.split()).replace("-", "").replace("\u00ad", "")


def lines(table: Table, shown: Shown) -> Iterator[str]:
    yield from heading(table, shown).split("\n")
    for row in table.rows:
        yield from cell(table, row, shown).split("\n")


@pytest.mark.parametrize("space", [57, 77, 97, 117, 157])
def test_nothing_is_cut_and_nothing_is_left_out(tables: list[Table], space: int) -> None:
    for table in tables:
        found = parts(table, space)
        assert [each.at for part in found for each in part if each.at] == [
            *range(1, len(table.columns))
        ]
        for part in found:
            assert part[0].at == 0
            assert sum(each.width + GAP for each in part) <= space, table.name
            for shown in part:
                assert max(map(len, lines(table, shown))) <= shown.width, (table.name, shown)
                assert letters(heading(table, shown)) == letters(table.columns[shown.at].heading)
                for row in table.rows:
                    whole = cell_text(row.cells[shown.at])
                    assert letters(cell(table, row, shown)) == letters(whole)


def test_figures_are_never_broken(tables: list[Table]) -> None:
    for table in tables:
        for shown in (each for part in parts(table, 57) for each in part):
            if table.columns[shown.at].kind is not Kind.TEXT:
                assert all("\n" not in cell(table, row, shown) for row in table.rows)


def test_with_room_enough_a_table_is_whole(tables: list[Table]) -> None:
    assert all(len(parts(each, 200)) == 1 for each in tables)


def test_a_part_of_a_whole_stands_a_little_in_on_each_line() -> None:
    row = Row((Cell(Text("Individuella tillfällen")), Cell(Count(3), "x")), Role.PART, "x")
    table = Table("N1", "Tal", (Column("Mått", Kind.TEXT), Column("2024")), (row,))
    assert cell(table, row, Shown(0, 14)) == "  Individuella\n  tillfällen"


def test_a_word_longer_than_its_column_is_broken_where_it_may_be() -> None:
    table = Table("N1", "Tal", (Column("Deltagartillfällen"),), ())
    assert heading(table, Shown(0, 18)) == "Deltagartillfällen"
    assert heading(table, Shown(0, 10)) == "Deltagar-\ntillfällen"
