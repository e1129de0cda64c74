"""Excel workbooks to write, as much of xlsxwriter as is used here, with types."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any, cast

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart  # pyright: ignore[reportMissingTypeStubs]
    from xlsxwriter.format import Format  # pyright: ignore[reportMissingTypeStubs]
    from xlsxwriter.worksheet import Worksheet  # pyright: ignore[reportMissingTypeStubs]

NO_FORMULAS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
THOUSANDS = '[>=1000000]#"\u00a0"###"\u00a0"##0;[>=1000]#"\u00a0"##0;0'
"""Whole numbers in groups of three, with a space whatever the language of the reader's Excel."""
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A file holds no clock: the same facts give the same bytes."""


class Sheet:
    """One sheet; rows and columns count from 0."""

    def __init__(self, worksheet: "Worksheet") -> None:
        """Wrap xlsxwriter's."""
        self._worksheet: Any = worksheet

    def write(
        self, row: int, column: int, value: str | float, form: "Format | None" = None
    ) -> None:
        """Write a text as text, a number as a number."""
        if isinstance(value, str):
            self._worksheet.write_string(row, column, value, form)
        else:
            self._worksheet.write_number(row, column, value, form)

    def width(self, column: int, characters: float, form: "Format | None" = None) -> None:
        """Set how wide a column is, and how its cells look that are not written."""
        self._worksheet.set_column(column, column, characters, form)

    def height(self, row: int, points: float) -> None:
        """Set how high a row is."""
        self._worksheet.set_row(row, points)

    def freeze(self, rows: int, columns: int = 0) -> None:
        """Keep the first rows and columns in sight."""
        self._worksheet.freeze_panes(rows, columns)

    def filter(self, area: tuple[int, int, int, int]) -> None:
        """Let the reader filter: first row and column, last row and column."""
        self._worksheet.autofilter(*area)

    def validate(self, area: tuple[int, int, int, int], options: Mapping[str, object]) -> None:
        """Say what may be filled in, in xlsxwriter's words.

        Raises:
            ValueError: Excel does not take the options.
        """
        if self._worksheet.data_validation(*area, dict(options)) != 0:
            raise ValueError(options)

    def chart(self, row: int, column: int, chart: "Chart", alt_text: str) -> None:
        """Place a chart, with what it shows in words for those who cannot see it."""
        self._worksheet.insert_chart(
            row, column, chart, {"description": alt_text, "object_position": 3}
        )

    def page_header(self, text: str) -> None:
        """Print a line on top of every page."""
        self._worksheet.set_header("&C" + text.replace("&", "&&"))

    def landscape(self) -> None:
        """Print it on pages that lie down, as wide as one page."""
        self._worksheet.set_landscape()
        self._worksheet.set_paper(9)
        self._worksheet.fit_to_pages(1, 0)


class Workbook:
    """A workbook whose texts are never taken for formulas, links or numbers."""

    def __init__(self, file: IO[bytes], title: str) -> None:
        """Begin a workbook in a file that is open for writing."""
        self._workbook: Any = xlsxwriter.Workbook(file, NO_FORMULAS)
        self._workbook.set_properties({"title": title, "created": _CREATED})
        self.head = self._format(
            {"bold": True, "bg_color": "#DCE9E4", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self.title = self._format({"bold": True, "font_size": 14})
        self.wrapped = self._format({"text_wrap": True, "valign": "top"})
        self._cells: dict[str, Format] = {}

    def cell(self, number_format: str) -> "Format | None":
        """The format of cells with such numbers."""
        if not number_format:
            return None
        if number_format not in self._cells:
            self._cells[number_format] = self._format({"num_format": number_format})
        return self._cells[number_format]

    def sheet(self, name: str) -> Sheet:
        """Add a sheet."""
        return Sheet(self._workbook.add_worksheet(name))

    def add_chart(self, kind: str) -> "Chart":
        """Add a native chart: `bar` lies down, `column` stands."""
        return cast("Chart", self._workbook.add_chart({"type": kind}))

    def close(self) -> None:
        """Write it all."""
        self._workbook.close()

    def _format(self, properties: Mapping[str, object]) -> "Format":
        return cast("Format", self._workbook.add_format(dict(properties)))
