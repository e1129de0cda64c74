"""Numbers as Swedish writes them, with spaces that do not break: `16 279`, `42,6 %`."""

NO_BREAK = "\u00a0"


def thousands(number: int) -> str:
    """A whole number in groups of three."""
    return f"{number:,}".replace(",", NO_BREAK)


def percent(share: float | None) -> str:
    """A share from 0 to 1 with one decimal; of nothing there is none."""
    return "–" if share is None else f"{100 * share:.1f}".replace(".", ",") + f"{NO_BREAK}%"
