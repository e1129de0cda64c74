"""What the typesetter is told: the report as plain data, with every figure in words."""

from collections.abc import Iterator
from typing import Any

from exports.report import charts
from exports.report.hyphens import hyphenated
from exports.report.layout import breakable, cell_room, laid_out
from exports.report.model import (
    Block,
    Box,
    Bullets,
    Cell,
    Chart,
    Definitions,
    Kind,
    Paragraph,
    Report,
    Role,
    Section,
    Series,
    Table,
)
from exports.report.wording import (
    CONTENTS,
    EMPTY_TABLE,
    banners,
    chart_origin,
    notes,
    particulars,
    prefix,
    shown,
    value_text,
)
from exports.text_size import width
from halsoverkstad.domain.words import PRODUCT

STANDING, LYING = 459.0, 706.0
"""How wide the text of a page is, in points; the typesetter has the same margins."""
_WHOLE = 14
"""A table of so few rows is kept on one page."""
_LONGEST_CELL = 600
"""A row with a longer text may go on on the next page."""
_OWN = 0.86
"""How much narrower the typesetter's letters are than the widest of the usual fonts."""
_HEADING, _TITLE, _RUNNING = 18.0 * _OWN, 26.0 * _OWN, 12.5 * _OWN
"""Points; the largest letters of headings, of the title and of running text, by their width."""
_PARTICULAR, _PARTICULAR_SIZE = 90.0, 10.0 * _OWN
"""How wide the names of the particulars under the title are, and how large their letters."""
_BOX = 24.0
"""What the sides of a box take."""
_LABEL = 160.0
"""How wide a label beside a bar can be."""
_LABEL_SIZE = 9.0
_ROUNDING = 0.01


def viewed(report: Report) -> dict[str, Any]:
    """The whole report as data."""
    return {
        "title": report.title.strip() or PRODUCT,
        "heading": breakable(report.title, STANDING, _TITLE),
        "subtitle": [_running(each) for each in report.subtitle],
        "programme": report.programme,
        "period": report.period,
        "foot": breakable(
            f"{report.programme} · {report.period}", STANDING, _LABEL_SIZE, bold=False
        ),
        "language": report.language.split("-", maxsplit=1)[0],
        "region": report.language.split("-")[-1],
        "day": [report.date.year, report.date.month, report.date.day],
        "banners": " · ".join(banners(report)),
        "contents": CONTENTS,
        "particulars": [
            [what, breakable(text, STANDING - _PARTICULAR, _PARTICULAR_SIZE, bold=False)]
            for what, text in particulars(report)
        ],
        "colours": list(charts.COLOURS),
        "sections": [_section(section, 1) for section in report.sections],
    }


def _section(section: Section, level: int) -> dict[str, Any]:
    return {
        "level": level,
        "heading": _broken(f"{section.number} {section.title}"),
        "blocks": [_block(block) for block in section.blocks],
        "sections": [_section(each, level + 1) for each in section.subsections],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(text, lead):
            return {"kind": "lead" if lead else "paragraph", "text": _running(text)}
        case Bullets(items):
            return {"kind": "bullets", "items": [_running(each) for each in items]}
        case Box(title, lines):
            texts = [_running(each) for each in lines]
            return {"kind": "box", "title": _broken(title), "lines": texts}
        case Table():
            return _table(block)
        case Chart():
            return _chart(block)
        case Definitions(entries):
            texts = [
                [_running(each) for each in (entry.term, entry.basis, entry.meaning)]
                for entry in entries
            ]
            return {"kind": "definitions", "entries": texts}


def _table(table: Table) -> dict[str, Any]:
    layout = laid_out(table, STANDING, LYING)

    def fitted(text: str, column: int, *, bold: bool) -> str:
        return breakable(text, cell_room(layout, column) + _ROUNDING, layout.size, bold=bold)

    def cell(content: Cell, column: int, *, bold: bool) -> dict[str, str]:
        figure, signs = shown(content)
        return {"figure": fitted(figure, column, bold=bold), "signs": signs}

    longest = max((len(shown(each).figure) for row in table.rows for each in row.cells), default=0)
    return {
        "kind": "table",
        "name": prefix(table),
        "caption": _broken(table.caption),
        "widths": list(layout.widths),
        "size": layout.size,
        "lying": layout.lying,
        "whole": len(table.rows) <= _WHOLE and longest <= _LONGEST_CELL,
        "splits": longest > _LONGEST_CELL,
        "right": [column.kind is Kind.FIGURE for column in table.columns],
        "head": [
            fitted(hyphenated(column.heading), index, bold=True)
            for index, column in enumerate(table.columns)
        ],
        "rows": [
            {
                "bold": row.role is Role.TOTAL,
                "part": row.role is Role.PART,
                "cells": [
                    cell(each, index, bold=row.role is Role.TOTAL)
                    for index, each in enumerate(row.cells)
                ],
            }
            for row in table.rows
        ],
        "empty": EMPTY_TABLE,
        "notes": [_running(each) for each in notes(table)],
    }


def _chart(chart: Chart) -> dict[str, Any]:
    labels = list(charts.categories(chart))
    return {
        "kind": "chart",
        "name": prefix(chart),
        "caption": _broken(chart.caption),
        "alt": next(text for text in (chart.alt, chart.caption, prefix(chart)) if text.strip()),
        "stands": charts.stands(chart),
        "drawn": charts.is_drawn(chart),
        "series": [_broken(series.name) for series in chart.series],
        "categories": [
            {
                "label": breakable(label, _LABEL, _LABEL_SIZE, bold=False),
                "bars": list(_bars(chart.series, index)),
            }
            for index, label in enumerate(labels)
        ],
        "room": max((width(label) for label in labels), default=0.0),
        "empty": EMPTY_TABLE,
        "notes": [each for each in [chart_origin(chart)] if each],
    }


def _bars(every: tuple[Series, ...], index: int) -> Iterator[dict[str, Any]]:
    """The bars of a category, each as a part of the longest bar of the chart."""
    known = [
        abs(amount)
        for series in every
        for value in series.values
        if (amount := charts.number(value)) is not None
    ]
    most = max(known, default=0) or 1
    for series in every:
        amount = charts.number(series.values[index])
        if amount is None:
            yield {"part": 0.0, "below": False, "figure": ""}
        else:
            figure = value_text(series.values[index])
            yield {"part": float(abs(amount) / most), "below": amount < 0, "figure": figure}


def _broken(text: str) -> str:
    """A heading, or other bold text, with places to break what is too long for a line."""
    return breakable(text, STANDING, _HEADING)


def _running(text: str) -> str:
    """Running text with places to break what is too long for a line in a box."""
    return breakable(text, STANDING - _BOX, _RUNNING, bold=False)
