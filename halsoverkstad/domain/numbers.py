"""Numbers as Swedish writes them, with spaces that do not break: `16 279`, `42,6 %`, `−5`."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

NO_BREAK = "\u00a0"
MINUS = "−"
_TENTHS = Decimal("0.1")


def thousands(number: int) -> str:
    """A whole number in groups of three."""
    return f"{number:,}".replace(",", NO_BREAK).replace("-", MINUS)


def percent(share: Fraction | float | None) -> str:
    """A share from 0 to 1 with one decimal; of nothing there is none."""
    return "–" if share is None else f"{_one_decimal(share, 100)}{NO_BREAK}%"


def decimal(number: Fraction | float) -> str:
    """A number with one decimal."""
    return _one_decimal(number)


def signed(number: str) -> str:
    """A number that says which way it went: `+12`, `−5`, `0`."""
    return number if number.startswith(MINUS) or not _counts(number) else f"+{number}"


def _counts(number: str) -> bool:
    return any(digit in "123456789" for digit in number)


def _one_decimal(number: Fraction | float, times: int = 1) -> str:
    """Rounded as Excel does: from the shortest decimals of the number, halves away from zero."""
    exact = Decimal(repr(float(number))) * times
    rounded = abs(exact.quantize(_TENTHS, ROUND_HALF_UP))
    whole, tenth = str(rounded).split(".")
    minus = MINUS if exact < 0 and rounded else ""
    return f"{minus}{thousands(int(whole))},{tenth}"
