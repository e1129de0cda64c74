"""What the checks of a report find: whether it stops the report, and how it is said in short."""

from collections.abc import Sequence

from storage.finding import Finding, Severity


def stops(found: Sequence[Finding]) -> bool:
    """Whether a report with these findings may not be settled."""
    return any(each.severity == "fel" for each in found)


def in_words(found: Sequence[Finding]) -> str:
    """The findings for the command line, a line to each sort of them and the first places."""
    words = {"fel": "FEL", "varning": "Varning", "fraga": "Fråga"}
    places: dict[tuple[Severity, str], list[str]] = {}
    for each in found:
        places.setdefault((each.severity, each.what), []).append(each.where)
    return "".join(
        f"{words[severity]}: {what} ({_first(where)}).\n"
        for (severity, what), where in places.items()
    )


_NAMED = 3


def _first(places: Sequence[str]) -> str:
    left = len(places) - _NAMED
    more = [f"och {left} till"] if left > 0 else []
    return "; ".join([*places[:_NAMED], *more])
