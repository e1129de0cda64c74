"""Horizontal bars of block characters, an eighth of a cell at a time."""

_EIGHTHS = " ▏▎▍▌▋▊▉"
FULL = "█"


def bar(value: int, largest: int, width: int) -> str:
    """A bar of at most `width` cells for a value out of the largest; padded to the width.

    Whatever is more than nothing shows.
    """
    if value <= 0 or largest <= 0:
        return " " * width
    eighths = max(1, round(8 * width * min(value, largest) / largest))
    return (FULL * (eighths // 8) + _EIGHTHS[eighths % 8].strip()).ljust(width)
