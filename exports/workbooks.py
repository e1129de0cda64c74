"""Excel workbooks to write, as much of xlsxwriter as is used here, with types."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import IO, TYPE_CHECKING, Any, cast

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from exports import text_size

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
THOUSANDS = '[>=1000000]#"\u00a0"###"\u00a0"##0;[>=1000]#"\u00a0"##0;#,##0'
"""Whole numbers in groups of three, with a space whatever the language of the reader's Excel."""
AS_TEXT = "@"
"""Ids and codes stay as they are typed: 007 keeps its zeros, 12E5 its letter."""
_OF_TEXT = ("", AS_TEXT)
_TOP = {"valign": "top"}
_WRAPPED = {"text_wrap": True, **_TOP}
_LINE = {"bottom": 1, "bottom_color": "#C9D6D0"}
_SUM = {"bold": True, "top": 1, "bottom": 1}
_RIGHT = {"align": "right"}
_INDENTED = {"align": "left", "indent": 1}
_BETWEEN = {"left": 1, "left_color": "#FFFFFF", "right": 1, "right_color": "#FFFFFF"}
_HEAD = {**_WRAPPED, **_BETWEEN, "bold": True, "bg_color": "#DCE9E4", "bottom": 1}
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A file holds no clock: the same facts give the same bytes."""
_A4 = 9
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.8, "bottom": 0.8}
"""In inches."""
_USUAL_WIDTH = 8.43
_USUAL_HEIGHT = 15
"""In points, as the next."""
_PAGE_LYING = (690, 465)
"""What the margins leave of an A4 that lies down, in points, less a little: programs differ."""
_LONGEST_HEADER = 120
_FOOTER = "&L&A&RSida &P av &N"


def _header_text(text: str) -> str:
    """A text for the top or foot of pages: `&` begins a command there, and the length is limited."""
    return text[:_LONGEST_HEADER].replace("&", "&&")


class Sheet:
    """One sheet; rows and columns count from 0."""

    def __init__(self, worksheet: "Worksheet") -> None:
        """Wrap xlsxwriter's."""
        self._worksheet: Any = worksheet
        self.name: str = self._worksheet.name
        self._widths: dict[int, float] = {}
        self._heights: dict[int, float] = {}

    def write(
        self, row: int, column: int, value: str | float, form: "Format | None" = None
    ) -> None:
        """Write a text as text, a number as a number."""
        if isinstance(value, str):
            self._worksheet.write_string(row, column, value, form)
        else:
            self._worksheet.write_number(row, column, value, form)

    def formula(
        self, row: int, column: int, formula: str, value: float, form: "Format | None" = None
    ) -> None:
        """Write a formula, and what it comes to for programs that do not compute."""
        self._worksheet.write_formula(row, column, formula, form, value)

    def lookup(
        self, row: int, column: int, formula: str, value: str, form: "Format | None" = None
    ) -> None:
        """Write a formula that comes to a text."""
        self._worksheet.write_formula(row, column, formula, form, value)

    def day(self, row: int, column: int, value: date, form: "Format | None" = None) -> None:
        """Write a date."""
        self._worksheet.write_datetime(row, column, datetime.combine(value, time()), form)

    def link(self, row: int, column: int, sheet: str, text: str, form: "Format | None") -> None:
        """Write a text that leads to another sheet."""
        self._worksheet.write_url(row, column, f"internal:'{sheet}'!A1", form, text)

    def across(self, row: int, last: int, text: str, form: "Format") -> None:
        """Write a text over the columns from the first to the last, wrapped, all of it in sight."""
        if last:
            self._worksheet.merge_range(row, 0, row, last, "", form)
        self.write(row, 0, text, form)
        room = sum(self._widths.get(column, _USUAL_WIDTH) for column in range(last + 1))
        needed = text_size.lines(text, room, size=form.font_size, bold=bool(form.bold))
        self._height(row, text_size.height(needed, form.font_size))

    def write_texts(
        self, row: int, texts: Sequence[str], form: "Format", *, more_lines: int = 0
    ) -> None:
        """Write texts from the first column on, in a row as high as they need when wrapped.

        The columns' widths have to be set before. `more_lines` are left free under the texts.
        """
        for column, text in enumerate(texts):
            self.write(row, column, text, form)
        self.fit(row, texts, form, more_lines=more_lines)

    def fit(
        self, row: int, texts: Iterable[str], form: "Format | None" = None, *, more_lines: int = 0
    ) -> None:
        """Make a row as high as the texts of its first columns need when wrapped."""
        size, bold = (form.font_size, bool(form.bold)) if form else (11, False)
        most = max(
            text_size.lines(text, self._widths.get(column, _USUAL_WIDTH), size=size, bold=bold)
            for column, text in enumerate(texts)
        )
        self._height(row, text_size.height(most + more_lines, size))

    def width(self, column: int, characters: float, form: "Format | None" = None) -> None:
        """Set how wide a column is, and how its cells look that are not written."""
        self._widths[column] = characters
        self._worksheet.set_column(column, column, characters, form)

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

    def print_on(
        self,
        *,
        header: str = "",
        landscape: bool = True,
        pages_wide: int = 1,
        pages_high: int = 0,
    ) -> None:
        """Print it on A4, as wide and high as so many pages (0: as high as it gets).

        Args:
            header: a line on top of every page.
            landscape: the pages lie down.
            pages_wide: more than one are printed beside each other, not under.
            pages_high: the same downwards.
        """
        if landscape:
            self._worksheet.set_landscape()
        if pages_wide > 1:
            self._worksheet.print_across()
        self._worksheet.set_paper(_A4)
        self._worksheet.fit_to_pages(pages_wide, pages_high)
        self._worksheet.set_margins(**_MARGINS)
        self._worksheet.set_header("&C" + _header_text(header))
        self._worksheet.set_footer(_FOOTER)

    def print_whole(self, parts: Iterable[tuple[int, int]], columns: int) -> None:
        """Print on pages that lie down, as wide as one, none of these parts over two pages.

        A part that is higher than a page is broken where the page ends. Pages that are fitted to
        a width, as `print_on` fits them, may not be broken by hand: Excel would not do it.

        Args:
            parts: the first row of each, and the first below it, from above.
            columns: how many are printed.
        """
        wide = sum(
            text_size.points(self._widths.get(column, _USUAL_WIDTH)) for column in range(columns)
        )
        width, height = _PAGE_LYING
        scale = max(10, min(100, int(100 * width / wide)))
        self._worksheet.set_print_scale(scale)
        self._worksheet.set_h_pagebreaks(list(self._breaks(parts, height * 100 / scale)))

    def _breaks(self, parts: Iterable[tuple[int, int]], room: float) -> Iterator[int]:
        top = 0
        for first, below in parts:
            top = self._top_of_page(top, first, room)
            if top < first and self._high(top, below) > room >= self._high(first, below):
                yield first
                top = first

    def _top_of_page(self, top: int, row: int, room: float) -> int:
        """The first row of the page that a row comes to stand on by itself."""
        for each in range(top, row):
            if self._high(top, each + 1) > room:
                top = each
        return top

    def _high(self, first: int, below: int) -> float:
        return sum(self._heights.get(row, _USUAL_HEIGHT) for row in range(first, below))

    def _height(self, row: int, points: float) -> None:
        self._heights[row] = points
        self._worksheet.set_row(row, points)

    def print_area(self, area: tuple[int, int, int, int]) -> None:
        """Print nothing else: first row and column, last row and column."""
        self._worksheet.print_area(*area)

    def print_again(self, row: int, columns: int = 0) -> None:
        """Print a row, and the first columns, on every page."""
        self._worksheet.repeat_rows(row)
        if columns:
            self._worksheet.repeat_columns(0, columns - 1)

    def print_lines(self) -> None:
        """Print lines between the cells, as they are seen on screen."""
        self._worksheet.hide_gridlines(0)

    def hide(self) -> None:
        """Neither show nor print it; what refers to its cells works all the same."""
        self._worksheet.hide()


class Workbook:
    """A workbook whose texts are never taken for formulas, links or numbers."""

    def __init__(self, file: IO[bytes], title: str) -> None:
        """Begin a workbook in a file that is open for writing."""
        self._workbook: Any = xlsxwriter.Workbook(file, NO_FORMULAS)
        self._workbook.set_properties({"title": title, "created": _CREATED})
        self.head = self._format(_HEAD)
        self.number_head = self._format(_HEAD | _RIGHT)
        self.title = self._format(_WRAPPED | {"bold": True, "font_size": 14})
        self.mark = self._format({"bold": True, "font_size": 14})
        self.wrapped = self._format(_WRAPPED)
        self.lined = self._format(_WRAPPED | _LINE)
        self.total = self._format(_WRAPPED | _SUM)
        self.small = self._format(_WRAPPED | {"font_size": 9, "font_color": "#54625D"})
        self.boxed = self._format(_WRAPPED | {"bg_color": "#E3EEE9"})
        self.boxed_strong = self._format(_WRAPPED | {"bg_color": "#E3EEE9", "bold": True})
        self.strong = self._format(_WRAPPED | {"bold": True})
        self.part = self._format(_WRAPPED | _LINE | _INDENTED)
        self.part_head = self._format(_HEAD | _INDENTED)
        self.link = self._format(_WRAPPED | {"font_color": "#1F4E43", "underline": 1})
        self._cells: dict[tuple[str, str], Format] = {}

    def cell(self, number_format: str) -> "Format":
        """The format of cells to fill in; texts are wrapped."""
        look = _WRAPPED if number_format in _OF_TEXT else _TOP
        return self._numbers(number_format, "cell", look)

    def figure(self, number_format: str = "") -> "Format":
        """The format of a table's figures, and of the words that stand for one."""
        return self._numbers(number_format, "figure", _WRAPPED | _RIGHT | _LINE)

    def sum(self, number_format: str = "") -> "Format":
        """The format of the figures of a row that sums up others."""
        return self._numbers(number_format, "sum", _WRAPPED | _RIGHT | _SUM)

    def sheet(self, name: str) -> Sheet:
        """Add a sheet."""
        return Sheet(self._workbook.add_worksheet(name))

    def add_chart(self, kind: str) -> "Chart":
        """Add a native chart: `bar` lies down, `column` stands."""
        return cast("Chart", self._workbook.add_chart({"type": kind}))

    def close(self) -> None:
        """Write it all."""
        self._workbook.close()

    def _numbers(self, number_format: str, kind: str, look: Mapping[str, object]) -> "Format":
        key = number_format, kind
        if key not in self._cells:
            self._cells[key] = self._format({**look, "num_format": number_format})
        return self._cells[key]

    def _format(self, properties: Mapping[str, object]) -> "Format":
        return cast("Format", self._workbook.add_format(dict(properties)))
