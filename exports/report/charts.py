"""Native charts, as Excel and Word draw them and let people change them."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from exports.report.model import (
    Chart,
    ChartKind,
    Count,
    Hidden,
    Mean,
    Money,
    Series,
    Share,
    Value,
)
from exports.statistics_words import HIDDEN
from exports.text_size import lines, longest_word, width
from exports.workbooks import THOUSANDS, Sheet, Workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # pyright: ignore[reportMissingTypeStubs]

PERCENT = '0.0"\u00a0"%;"−"0.0"\u00a0"%'
ONE_DECIMAL = '0.0;"−"0.0'
COLOURS = ("#2F6F5E", "#B4541A", "#3B5B92", "#7A3E6D", "#6B6B2A", "#5A5A5A")
"""Each at least 4.5:1 on white. With more series they begin anew."""
WIDTH = 620
"""In pixels, as all lengths here: as wide as the text of a page."""
_STANDING_HEIGHT = 320
_FRAME, _BAR, _BETWEEN, _LABEL_LINE = 50, 22, 12, 17
"""How high what surrounds the bars is, a bar, the room between bars, a line of a label."""
_LEGEND = 30
_LABEL_ROOM = 34
"""How wide a label beside a bar gets, in characters."""
_TALLEST = 900
"""As high as fits a page; more bars are thinner."""
_MOST_STANDING_ROOM = 84
"""How wide all labels under standing bars may be together, in characters."""
_CATEGORIES = "Kategori"
_LETTERS = {"name": "Calibri", "size": 9, "color": "#1D2A26"}

Place = tuple[int, int]
"""Row and column of a cell."""


def is_drawn(chart: Chart) -> bool:
    """Whether there is anything to draw."""
    return bool(chart.categories and chart.series)


def number(value: Value) -> int | Fraction | None:
    """What a bar measures; None: there is no bar."""
    match value:
        case Count(amount) | Money(amount):
            return amount
        case Share(part):
            return part
        case Mean(mean):
            return mean
        case _:
            return None


def categories(chart: Chart) -> Iterator[str]:
    """The labels of the bars; one says it if a figure behind it is hidden."""
    for index, category in enumerate(chart.categories):
        hidden = any(isinstance(each.values[index], Hidden) for each in chart.series)
        yield f"{category} ({HIDDEN})" if hidden else category


def stands(chart: Chart) -> bool:
    """Whether the bars stand: as asked for, unless their labels would run into each other."""
    if chart.kind is not ChartKind.STANDING:
        return False
    room = _MOST_STANDING_ROOM / max(1, len(chart.categories))
    figures = max(1, len(chart.series)) * 7 <= room
    return figures and all(longest_word(each) <= room for each in categories(chart))


def height(chart: Chart) -> int:
    """How high the chart is drawn, in pixels."""
    legend = _LEGEND if len(chart.series) > 1 else 0
    if stands(chart):
        return _STANDING_HEIGHT + legend
    each = len(chart.series) * _BAR + _BETWEEN
    labels = max((lines(text, _LABEL_ROOM) for text in categories(chart)), default=1)
    bars = len(chart.categories) * max(each, labels * _LABEL_LINE)
    return min(_TALLEST, _FRAME + legend + bars)


def write_figures(workbook: Workbook, sheet: Sheet, chart: Chart, place: Place) -> None:
    """Write the figures of a chart into a sheet: a row for each category."""
    top, left = place
    sheet.write(top, left, _CATEGORIES, workbook.head)
    for column, series in enumerate(chart.series, left + 1):
        sheet.write(top, column, series.name, workbook.number_head)
    for row, category in enumerate(categories(chart), top + 1):
        sheet.write(row, left, category, workbook.lined)
        for column, series in enumerate(chart.series, left + 1):
            amount = number(series.values[row - top - 1])
            # A word for a figure that is not there would be drawn as 0.
            if amount is not None:
                sheet.write(row, column, _computable(amount), _look(workbook, series))


def native(workbook: Workbook, sheet: str, chart: Chart, place: Place) -> Any:
    """A chart of the figures that `write_figures` wrote at the place, as xlsxwriter has it."""
    top, left = place
    standing = stands(chart)
    drawn: Any = workbook.add_chart("column" if standing else "bar")
    last = top + len(chart.categories)
    for index, series in enumerate(chart.series):
        column = left + 1 + index
        drawn.add_series(
            {
                "name": [sheet, top, column],
                "categories": [sheet, top + 1, left, last, left],
                "values": [sheet, top + 1, column, last, column],
                "fill": {"color": COLOURS[index % len(COLOURS)]},
                "data_labels": _figures_at_bars(series),
                "gap": 50,
                "overlap": 0,
            }
        )
    _plain(drawn, chart, standing=standing)
    drawn.set_size({"width": WIDTH, "height": height(chart)})
    return drawn


def _plain(drawn: Any, chart: Chart, *, standing: bool) -> None:
    """No lines behind the bars: the figure stands at each, and every bar has its label."""
    drawn.set_title({"none": True})
    legend = {"position": "bottom", "font": _LETTERS}
    drawn.set_legend(legend if len(chart.series) > 1 else {"none": True})
    figures: dict[str, object] = {"visible": False, "major_gridlines": {"visible": False}}
    labels: dict[str, object] = {
        "interval_unit": 1,
        "line": {"color": "#8A9691"},
        "num_font": _LETTERS,
    }
    if any((number(each) or 0) < 0 for series in chart.series for each in series.values):
        labels["label_position"] = "low"
    else:
        figures["min"] = 0
    drawn.set_chartarea({"border": {"none": True}})
    if standing:
        drawn.set_x_axis(labels)
        drawn.set_y_axis(figures)
    else:
        drawn.set_x_axis(figures)
        drawn.set_y_axis({**labels, "reverse": True})


def _figures_at_bars(series: Series) -> dict[str, object]:
    """The figure at each bar; what has no bar would be given a 0."""
    return {
        "value": True,
        "num_format": _number_format(series),
        "font": _LETTERS,
        "custom": [{"delete": True} if number(each) is None else None for each in series.values],
    }


def _number_format(series: Series) -> str:
    kinds = {type(each) for each in series.values}
    if Share in kinds:
        return PERCENT
    return ONE_DECIMAL if Mean in kinds else THOUSANDS


def _look(workbook: Workbook, series: Series) -> "Format":
    return workbook.figure(_number_format(series))


def _computable(amount: int | Fraction) -> float:
    return amount if isinstance(amount, int) else float(amount)


def label_width(chart: Chart) -> float:
    """How wide a column for the labels is, in characters."""
    return min(_LABEL_ROOM, max((width(text) for text in categories(chart)), default=0)) + 2
