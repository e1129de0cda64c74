"""The report as JSON: every figure exact, in words, and by the name it is traced by."""

import json
from fractions import Fraction
from typing import Any

from exports.report.cleaning import cleaned
from exports.report.model import (
    Block,
    Box,
    Bullets,
    Cell,
    Change,
    Chart,
    Count,
    Day,
    Definitions,
    Hidden,
    Mean,
    Missing,
    Money,
    Paragraph,
    Report,
    Row,
    Section,
    Share,
    Status,
    Table,
    Text,
    Value,
)
from exports.report.wording import cell_text, notes, value_text

FORMAT = "halsoverkstad-rapport"
VERSION = 1


def as_json(report: Report) -> bytes:
    """The report in UTF-8, with keys in Swedish as those of `statistik --format json`."""
    report = cleaned(report)
    answer = {
        "format": FORMAT,
        "version": VERSION,
        "titel": report.title,
        "underrubriker": list(report.subtitle),
        "program": report.programme,
        "period": report.period,
        "mottagare": report.receiver,
        "status": report.status.value,
        "utkast": report.status is Status.DRAFT,
        "datum": report.date.isoformat(),
        "kontrollsumma": report.checksum,
        "pahittade_uppgifter": report.made_up,
        "sma_tal_skyddade": report.protected,
        "sprak": report.language,
        "avsnitt": [_section(section) for section in report.sections],
    }
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()


def _section(section: Section) -> dict[str, Any]:
    return {
        "nummer": section.number,
        "rubrik": section.title,
        "innehall": [_block(block) for block in section.blocks],
        "underavsnitt": [_section(each) for each in section.subsections],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(text, lead):
            return {"slag": "text", "text": text, "ingress": lead}
        case Bullets(items):
            return {"slag": "lista", "punkter": list(items)}
        case Box(title, lines):
            return {"slag": "ruta", "rubrik": title, "rader": list(lines)}
        case Table():
            return _table(block)
        case Chart():
            return _chart(block)
        case Definitions(entries):
            texts = [
                {"matt": entry.term, "betydelse": entry.meaning, "vilar_pa": entry.basis}
                for entry in entries
            ]
            return {"slag": "definitioner", "definitioner": texts}


def _table(table: Table) -> dict[str, Any]:
    return {
        "slag": "tabell",
        "namn": table.name,
        "rubrik": table.caption,
        "kolumner": [
            {"rubrik": column.heading, "slag": column.kind.value} for column in table.columns
        ],
        "rader": [_row(table, row) for row in table.rows],
        "noter": list(notes(table)),
    }


def _row(table: Table, row: Row) -> dict[str, Any]:
    cells = [
        {**_cell(cell), "matt": table.term_of(row, column) if index else ""}
        for index, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True))
    ]
    return {"slag": row.role.value, "celler": cells}


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        **_value(cell.value),
        "visas": cell_text(cell),
        "namn": cell.name,
        "markning": [mark.value for mark in cell.marks],
    }


def _value(value: Value) -> dict[str, Any]:
    """What a value is; `varde` is null for what is hidden or missing."""
    match value:
        case Count(number):
            return {"slag": "antal", "varde": number}
        case Change(number):
            return {"slag": "forandring", "varde": number}
        case Share(part):
            return {"slag": "andel", **_fraction(part)}
        case Mean(number):
            return {"slag": "medel", **_fraction(number)}
        case Money(kronor, formula):
            sums = formula and {"plus": list(formula.plus), "minus": list(formula.minus)}
            return {"slag": "kronor", "varde": kronor, "formel": sums}
        case Text(text):
            return {"slag": "text", "varde": text}
        case Day(date):
            return {"slag": "datum", "varde": date.isoformat()}
        case Hidden():
            return {"slag": "dold", "varde": None}
        case Missing(text):
            return {"slag": "saknas", "varde": None, "orsak": text}


def _fraction(number: Fraction) -> dict[str, Any]:
    return {
        "varde": float(number),
        "taljare": number.numerator,
        "namnare": number.denominator,
    }


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "slag": "diagram",
        "namn": chart.name,
        "rubrik": chart.caption,
        "staplar": chart.kind.value,
        "kategorier": list(chart.categories),
        "serier": [
            {
                "namn": series.name,
                "varden": [
                    {**_value(value), "visas": value_text(value)} for value in series.values
                ],
            }
            for series in chart.series
        ],
        "beskrivning": chart.alt,
        "tabell": chart.table,
    }
