"""A report whose texts no file format stumbles on, and that otherwise says the same."""

import dataclasses
import re
from collections.abc import Callable
from typing import Any, cast

from exports.report.model import Report
from exports.report.wording import SOFT_HYPHEN

_LINE_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "\u202a-\u202e\u2066-\u2069]"
)
"""What XML cannot hold or should not (control characters, halves of letters, what is no letter),
and what would turn the text that follows around."""


def cleaned(report: Report, *, hyphens: bool = False) -> Report:
    """The report with every text such that it can stand in any file.

    Args:
        report: of any texts.
        hyphens: whether places to break a word are kept, for formats that break lines.
    """
    return cast("Report", _mapped(report, clean if hyphens else _without_hyphens))


def _without_hyphens(text: str) -> str:
    return clean(text).replace(SOFT_HYPHEN, "")


def clean(text: str) -> str:
    """A text as it can stand in any file.

    Tabs become spaces, all kinds of line breaks one; control characters go away.
    """
    return _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", text).replace("\t", " "))


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with its texts changed, however deep they lie."""
    if type(value) is str:
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(each, change) for each in cast("tuple[Any, ...]", value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            each.name: _mapped(getattr(value, each.name), change)
            for each in dataclasses.fields(value)
        }
        return type(value)(**fields)
    return value
