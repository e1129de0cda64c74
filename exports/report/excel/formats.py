"""How Excel shows the value of a cell, whose number stays a number."""

from exports.report.charts import ONE_DECIMAL, PERCENT
from exports.report.model import (
    Cell,
    Change,
    Count,
    Day,
    Hidden,
    Mark,
    Mean,
    Missing,
    Money,
    Share,
    Text,
    Value,
)
from exports.report.wording import signs
from exports.workbooks import THOUSANDS

DATE = "yyyy-mm-dd"
_BELOW_ZERO = '#,##0;"−"#,##0'
"""Excel has no more conditions in a format: of these the reader's language parts the thousands."""
_SIGNED_PERCENT = '"+"0.0"\u00a0"%;"−"0.0"\u00a0"%;0.0"\u00a0"%'


def number(value: Value) -> float | None:
    """A value as Excel computes with it; None: it is no number."""
    match value:
        case Count(amount) | Change(amount) | Money(amount):
            return amount
        case Share(amount) | Mean(amount):
            return float(amount)
        case _:
            return None


def number_format(cell: Cell) -> str:
    """The format of a cell's number, with `minst` before it and its signs after it."""
    before = f'"{Mark.MINIMUM}\u00a0"' if Mark.MINIMUM in cell.marks else ""
    after = f'"\u00a0{signs(cell)}"' if signs(cell) else ""
    if not (before or after):
        return _plain(cell.value)
    return ";".join(_around(before, part, after) for part in _plain(cell.value).split(";"))


def unit(value: Value) -> str:
    """What a value is counted in, for those who compute with it."""
    match value:
        case Count() | Change():
            return "antal"
        case Share():
            return "andel (1 = alla)"
        case Mean():
            return "medelvärde"
        case Money():
            return "kronor"
        case Day():
            return "datum"
        case Text():
            return "text"
        case Hidden():
            return "dold"
        case Missing():
            return "saknas"


def _plain(value: Value) -> str:
    match value:
        case Change(amount) if amount > 0:
            return ";".join(_around('"+"', part, "") for part in THOUSANDS.split(";"))
        case Count(amount) | Change(amount) | Money(amount):
            return THOUSANDS if amount >= 0 else _BELOW_ZERO
        case Share(_, signed):
            return _SIGNED_PERCENT if signed else PERCENT
        case Mean():
            return ONE_DECIMAL
        case Day():
            return DATE
        case _:
            return ""


def _around(before: str, part: str, after: str) -> str:
    """A part of a format with words around it; its condition has to come first."""
    end = part.find("]") + 1
    return part[:end] + before + part[end:] + after
