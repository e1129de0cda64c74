"""Writing a planned sheet: tables as numbers, sums as formulas, charts with their figures."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from xlsxwriter.utility import (  # pyright: ignore[reportMissingTypeStubs]
    xl_rowcol_to_cell,  # pyright: ignore[reportUnknownVariableType]
)

from exports.report import charts
from exports.report.excel.formats import number, number_format
from exports.report.excel.plan import Line, PlacedChart, PlacedTable, Plan, row_pieces
from exports.report.model import Cell, Day, Formula, Kind, Money, Role, Row
from exports.workbooks import Sheet, Workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # pyright: ignore[reportMissingTypeStubs]

Places = Mapping[str, tuple[str, int, int]]
"""Where each named amount stands: sheet, row, column."""
_BESIDE = 2
"""Columns left free between a sheet's tables and the figures of its charts."""


def amounts(sheet: str, plan: Plan) -> dict[str, tuple[str, int, int]]:
    """Where the named amounts of a sheet stand: what formulas can read."""
    return {
        cell.name: (sheet, start, column)
        for placed in plan.tables()
        for start, row in zip(placed.rows, placed.table.rows, strict=True)
        for column, cell in enumerate(row.cells)
        if cell.name and isinstance(cell.value, Money)
    }


def reference(places: Places, name: str, sheet: str) -> str:
    """A named amount as a formula of a sheet reads it."""
    where, row, column = places[name]
    cell: str = xl_rowcol_to_cell(row, column)
    return cell if where == sheet else f"{where}!{cell}"


def write(workbook: Workbook, sheet: Sheet, plan: Plan, places: Places) -> None:
    """Write what is planned."""
    for column, width in enumerate(plan.widths):
        sheet.width(column, width)
    writer = _Writer(workbook, sheet, plan, places)
    for item in plan.items:
        match item:
            case Line():
                writer.line(item)
            case PlacedTable():
                writer.table(item)
            case PlacedChart():
                writer.chart(item)


class _Writer:
    """Writes one sheet."""

    def __init__(self, workbook: Workbook, sheet: Sheet, plan: Plan, places: Places) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._widths = plan.widths
        self._places = places
        self._looks = {
            "section": workbook.title,
            "caption": workbook.strong,
            "note": workbook.small,
            "boxtitle": workbook.boxed_strong,
            "box": workbook.boxed,
        }

    def line(self, line: Line) -> None:
        """Write a line over the whole width."""
        self._sheet.across(line.row, len(self._widths) - 1, line.text, self._looks[line.look])

    def table(self, placed: PlacedTable) -> None:
        """Write a table's head and rows."""
        columns = placed.table.columns
        self._sheet.write_texts(placed.row, [each.heading for each in columns], self._workbook.head)
        for index, column in enumerate(columns[1:], 1):
            figure = column.kind is Kind.FIGURE
            head = self._workbook.number_head if figure else self._workbook.part_head
            self._sheet.write(placed.row, index, column.heading, head)
        for start, row in zip(placed.rows, placed.table.rows, strict=True):
            parts = row_pieces(row, self._widths)
            for offset in range(max(len(each) for each in parts)):
                texts = [each[offset] if offset < len(each) else "" for each in parts]
                self._row(start + offset, row, placed, texts, first=offset == 0)

    def chart(self, placed: PlacedChart) -> None:
        """Place a chart, and the figures that it draws to the right of everything."""
        chart = placed.chart
        place = placed.row, len(self._widths) + _BESIDE
        self._sheet.width(place[1], charts.label_width(chart))
        charts.write_figures(self._workbook, self._sheet, chart, place)
        native = charts.native(self._workbook, self._sheet.name, chart, place)
        self._sheet.chart(placed.row, 0, native, chart.alt)

    def _row(
        self, at: int, row: Row, placed: PlacedTable, texts: Sequence[str], *, first: bool
    ) -> None:
        for column, cell in enumerate(row.cells):
            figure = placed.table.columns[column].kind is Kind.FIGURE
            form = self._form(row, cell, column, figure=figure)
            if first and isinstance(cell.value, Day):
                self._sheet.day(at, column, cell.value.date, form)
            elif first and number(cell.value) is not None:
                self._number(at, column, cell, form)
            else:
                self._sheet.write(at, column, texts[column], form)
        self._sheet.fit(at, texts)

    def _number(self, row: int, column: int, cell: Cell, form: "Format") -> None:
        amount = number(cell.value)
        formula = self._formula(cell)
        if amount is None:
            return
        if formula:
            self._sheet.formula(row, column, formula, amount, form)
        else:
            self._sheet.write(row, column, amount, form)

    def _formula(self, cell: Cell) -> str:
        """A live sum; empty where there is none or a part of it is not shown."""
        if not isinstance(cell.value, Money) or cell.value.formula is None:
            return ""
        if not all(name in self._places for name in cell.value.formula.names):
            return ""
        return f"={self._sum(cell.value.formula)}"

    def _sum(self, formula: Formula) -> str:
        plus = [self._reference(name) for name in formula.plus]
        minus = "".join(f"-{self._reference(name)}" for name in formula.minus)
        if len(plus) > 2 and self._is_range(formula.plus):
            return f"SUM({plus[0]}:{plus[-1]}){minus}"
        return "+".join(plus) + minus or "0"

    def _is_range(self, names: Sequence[str]) -> bool:
        """Whether amounts stand below each other with nothing between."""
        places = [self._places[name] for name in names]
        sheet, row, column = places[0]
        return places == [(sheet, row + offset, column) for offset in range(len(places))]

    def _reference(self, name: str) -> str:
        return reference(self._places, name, self._sheet.name)

    def _form(self, row: Row, cell: Cell, column: int, *, figure: bool) -> "Format":
        total = row.role is Role.TOTAL
        if figure or isinstance(cell.value, Day):
            make = self._workbook.sum if total else self._workbook.figure
            return make(number_format(cell))
        if total:
            return self._workbook.total
        # Words beside figures, which end at the right of their column, keep away from them.
        indented = column > 0 or row.role is Role.PART
        return self._workbook.part if indented else self._workbook.lined
