"""The sheet with a native chart, which stays editable in Excel, and the figures it shows."""

from typing import TYPE_CHECKING, Any

from exports.measures import MEASURE_LABELS
from exports.statistics_words import figure, heading, value_label
from exports.text_size import lines, width
from exports.workbooks import THOUSANDS, Sheet, Workbook
from halsoverkstad.domain.words import MADE_UP

if TYPE_CHECKING:
    from exports.statistics_answer import Answer, AnswerRow

_MOST_BARS = 40
"""More than this nobody can read; the sheet with the table has them all."""
_MOST_STANDING = 16
"""Of more bars than this that stand, the figures and labels would run into each other."""
_MOST_LYING_DOWN = 20
"""More bars than this are larger on a page that stands."""
_MEASURE = "unika"
_WITHOUT_DIMENSION = (
    "unika_registrerade",
    "nya",
    "tidigare",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)
"""What a chart of a single row compares: counts of registered persons."""
_COLOUR = "#2F6F5E"
_SIZE = 720
_STANDING_HEIGHT = 380
_LYING_HEIGHT, _LEAST_BAR, _LABEL_LINE = 100, 28, 18
"""In pixels: of a chart without its bars, of a bar, and of a line of its label."""
_LABEL_ROOM = 36
"""How wide a label beside a bar gets, in characters."""
_LABELS, _FIGURES, _CHART = 0, 1, 3
"""The columns of the sheet."""
_WIDEST_LABEL = 60

Bar = tuple[str, int | None]


def write(workbook: Workbook, sheet: Sheet, statistics: "Answer", page_top: str) -> None:
    """Write the figures of the chart, and the chart beside them.

    The chart shows the unique of each row, or of a single row without dimension its measures.
    """
    bars = _bars(statistics)
    about = _about(statistics, bars)
    titles = [_what(statistics), "Antal personer"]
    widest = max(width(titles[0], bold=True), *(width(label) for label, _ in bars))
    sheet.width(_LABELS, min(_WIDEST_LABEL, widest + 2))
    sheet.width(_FIGURES, 16)
    sheet.write(0, 0, heading(statistics), workbook.mark)
    for row, line in enumerate(about, 1):
        sheet.write(row, 0, line)
    top = len(about) + 2
    sheet.write_texts(top, titles, workbook.head)
    sheet.write(top, _FIGURES, titles[_FIGURES], workbook.number_head)
    for row, (label, number) in enumerate(bars, top + 1):
        sheet.write_texts(row, [label], workbook.lined)
        # Excel would draw a word for a hidden figure as 0, and write 0 beside it.
        if number is not None:
            sheet.write(row, _FIGURES, number, workbook.figure(THOUSANDS))
    chart = _chart(workbook, statistics, bars, (sheet.name, top + 1))
    sheet.chart(top, _CHART, chart, f"Diagram: {_title(statistics)}.")
    sheet.print_on(header=page_top, landscape=len(bars) <= _MOST_LYING_DOWN, pages_high=1)


def _bars(statistics: "Answer") -> list[Bar]:
    if not statistics.dimensions:
        (row,) = statistics.rows
        return [(MEASURE_LABELS[each].label, figure(row, each)) for each in _WITHOUT_DIMENSION]
    bars = [(_label(statistics, row), figure(row, _MEASURE)) for row in statistics.rows]
    if _over_time(statistics):
        return bars[-_MOST_BARS:]
    order = sorted(range(len(bars)), key=lambda index: -(bars[index][1] or 0))
    return [bars[index] for index in sorted(order[:_MOST_BARS])]


def _label(statistics: "Answer", row: "AnswerRow") -> str:
    values = zip(statistics.dimensions, row.key, strict=True)
    return ", ".join(value_label(dimension, value) for dimension, value in values)


def _over_time(statistics: "Answer") -> bool:
    return bool(statistics.dimensions) and all(each.of_time for each in statistics.dimensions)


def _about(statistics: "Answer", bars: list[Bar]) -> list[str]:
    """What has to be known to read the chart."""
    sentences = [MADE_UP] if statistics.made_up else []
    if statistics.dimensions and len(statistics.rows) > _MOST_BARS:
        which = "senaste" if _over_time(statistics) else "största"
        sentences.append(
            f"Diagrammet visar de {_MOST_BARS} {which} av {len(statistics.rows)} rader; "
            "alla finns på bladet Statistik."
        )
    if any(number is None for _, number in bars):
        sentences.append("En tom rad i diagrammet står för en siffra som döljs.")
    return sentences


def _what(statistics: "Answer") -> str:
    names = [each.label.lower() for each in statistics.dimensions]
    if not names:
        return "Registrerade personer"
    *first, last = names
    cut = f"{', '.join(first)} och {last}" if first else last
    return f"Unika deltagare per {cut}"


def _title(statistics: "Answer") -> str:
    made_up = f" – {MADE_UP}" if statistics.made_up else ""
    return f"{_what(statistics)}, {statistics.period.name}{made_up}"


def _chart(
    workbook: Workbook, statistics: "Answer", bars: list[Bar], place: tuple[str, int]
) -> Any:
    sheet, first = place
    last = first + len(bars) - 1
    standing = _over_time(statistics) and len(bars) <= _MOST_STANDING
    chart: Any = workbook.add_chart("column" if standing else "bar")
    chart.add_series(
        {
            "name": _what(statistics),
            "categories": [sheet, first, _LABELS, last, _LABELS],
            "values": [sheet, first, _FIGURES, last, _FIGURES],
            "fill": {"color": _COLOUR},
            "data_labels": {"value": True, "num_format": THOUSANDS},
            "gap": 60,
        }
    )
    chart.set_title({"name": _title(statistics), "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    # The figure stands at each bar, and every bar has its label.
    figures = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
    labels = {"interval_unit": 1}
    if standing:
        chart.set_x_axis(labels)
        chart.set_y_axis(figures)
    else:
        chart.set_x_axis(figures)
        chart.set_y_axis({**labels, "reverse": True})
    height = _STANDING_HEIGHT if standing else _lying_height(bars)
    chart.set_size({"width": _SIZE, "height": height})
    return chart


def _lying_height(bars: list[Bar]) -> int:
    most = max(lines(label, _LABEL_ROOM) for label, _ in bars)
    return _LYING_HEIGHT + len(bars) * max(_LEAST_BAR, most * _LABEL_LINE)
