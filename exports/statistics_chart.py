"""The native chart of the statistics' workbook, which stays editable in Excel."""

from typing import TYPE_CHECKING, Any

from exports.measures import MEASURE_LABELS
from exports.statistics_words import heading
from exports.workbooks import Sheet, Workbook
from halsoverkstad.domain.words import MADE_UP

if TYPE_CHECKING:
    from storage.counting import Statistics

_MOST_ROWS = 40
"""More bars than this nobody can read; the table beside has them all."""
_MEASURE = "unika"
_WITHOUT_DIMENSION = ("unika_registrerade", "individuellt_stod")
"""First and last of the measures that a chart of a single row compares."""
_COLOUR = "#2F6F5E"

Place = tuple[str, int, list[str]]
"""The sheet's name, the row of the headers, and the headers."""


def add_chart(workbook: Workbook, sheet: Sheet, statistics: "Statistics", place: Place) -> None:
    """Add a chart under the table: the unique per row, or of one row its measures."""
    _, top, _ = place
    title = _title(statistics)
    by_time = bool(statistics.dimensions) and statistics.dimensions[-1].of_time
    chart: Any = workbook.add_chart("column" if by_time else "bar")
    chart.add_series(_series(statistics, place))
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    if not by_time:
        chart.set_y_axis({"reverse": True})
    bars = min(len(statistics.rows), _MOST_ROWS) if statistics.dimensions else 7
    chart.set_size({"width": 760, "height": 140 + (220 if by_time else 26 * bars)})
    sheet.chart(top + len(statistics.rows) + 2, 0, chart, f"Diagram: {title}.")


def _title(statistics: "Statistics") -> str:
    cut = ", ".join(each.label.lower() for each in statistics.dimensions)
    what = f"Unika deltagare per {cut}" if cut else "Registrerade personer"
    made_up = f" – {MADE_UP}" if statistics.made_up else ""
    return f"{what} · {heading(statistics)}{made_up}"


def _series(statistics: "Statistics", place: Place) -> dict[str, object]:
    sheet, top, titles = place
    if not statistics.dimensions:
        first, last = (titles.index(MEASURE_LABELS[each].label) for each in _WITHOUT_DIMENSION)
        areas = [sheet, top, first, top, last], [sheet, top + 1, first, top + 1, last]
    else:
        column = titles.index(MEASURE_LABELS[_MEASURE].label)
        last = top + min(len(statistics.rows), _MOST_ROWS)
        areas = (
            [sheet, top + 1, 0, last, len(statistics.dimensions) - 1],
            [sheet, top + 1, column, last, column],
        )
    return {
        "name": MEASURE_LABELS[_MEASURE].label if statistics.dimensions else "Antal",
        "categories": areas[0],
        "values": areas[1],
        "fill": {"color": _COLOUR},
        "data_labels": {"value": True},
        "gap": 60,
    }
