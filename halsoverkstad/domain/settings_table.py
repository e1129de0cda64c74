"""A table of a programme file, read strictly: what is not as it should be is told with its place."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from halsoverkstad.domain.errors import ProgrammeFault

_SHARE_DECIMALS = 6


class SettingsTable:
    """A TOML table that knows where it stands, so that an error can say it."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        """`where` is what a person knows the table by."""
        self._values = values
        self._where = where

    def fault(self, key: str, wish: str) -> ProgrammeFault:
        """What to tell when a key is not what is wished for."""
        return ProgrammeFault(
            f"I {self._where} ska ”{key}” vara {wish}. Rätta filen och försök igen."
        )

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self._values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, "en text")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of different texts; missing, it is empty."""
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise self.fault(key, "en lista med texter")
        items = cast("list[object]", value)
        words = tuple(item.strip() for item in items if isinstance(item, str) and item.strip())
        if len(words) != len(items) or len(set(words)) != len(words):
            raise self.fault(key, "en lista med olika texter")
        return words

    def day(self, key: str) -> date | None:
        """A date, if it is there."""
        value = self._values.get(key)
        if value is not None and type(value) is not date:
            raise self.fault(key, "ett datum som 2025-07-01")
        return value

    def required_day(self, key: str) -> date:
        """A date that must be there."""
        value = self.day(key)
        if value is None:
            raise self.fault(key, "ett datum som 2025-07-01")
        return value

    def whole(self, key: str, default: int) -> int:
        """A whole number from 1."""
        value = self._values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.fault(key, "ett heltal större än noll")
        return value

    def share(self, key: str, default: float) -> float:
        """A share above 0, at most 1: in whole millionths, as shares are compared."""
        value = self._values.get(key, default)
        if not isinstance(value, int | float) or not 0 < value <= 1:
            raise self.fault(key, "ett tal mellan 0 och 1")
        if round(value, _SHARE_DECIMALS) != value:
            raise self.fault(key, f"ett tal mellan 0 och 1 med högst {_SHARE_DECIMALS} decimaler")
        return float(value)

    def word(self, key: str) -> str | None:
        """A text, if it is there."""
        return self.text(key) if key in self._values else None

    def kronor(self, key: str) -> int:
        """Whole kronor above 0."""
        value = self._values.get(key)
        if type(value) is not int or value < 1:
            raise self.fault(key, "ett belopp i hela kronor")
        return value

    def amounts(self, key: str) -> Mapping[str, int] | None:
        """Whole kronor by period, if they are there."""
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.fault(key, "belopp i hela kronor")
        table = cast("dict[str, object]", value)
        if not all(type(each) is int for each in table.values()):
            raise self.fault(key, "belopp i hela kronor")
        return cast("dict[str, int]", table)

    def table(self, key: str) -> "SettingsTable":
        """The table of that name; missing, it is empty."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self.fault(key, "en tabell")
        return SettingsTable(cast("dict[str, Any]", value), f"[{key}] i programfilen")

    def tables(self, key: str) -> list["SettingsTable"]:
        """The list of tables of that name; missing, it is empty."""
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise self.fault(key, "en lista av tabeller")
        rows = cast("list[object]", value)
        if not all(isinstance(row, dict) for row in rows):
            raise self.fault(key, "en lista av tabeller")
        return [
            SettingsTable(cast("dict[str, Any]", row), f"[[{key}]] nummer {number} i programfilen")
            for number, row in enumerate(rows, 1)
        ]
