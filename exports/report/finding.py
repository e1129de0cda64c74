"""What the checks of a report find: how grave, what, where, and where it is mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from halsoverkstad.domain.report import TextKey
from storage.finding import Severity


class Target(StrEnum):
    """Where a finding is mended."""

    TEXT = "text"
    ECONOMY = "ekonomi"
    FOLLOW_UP = "uppfoljning"
    LOG = "logg"
    SESSION = "tillfalle"
    PARTICIPANT = "deltagare"
    QUESTIONS = "fragor"
    CONFLICTS = "konflikter"
    LAPTOPS = "datorer"
    SETTINGS = "installningar"
    NOWHERE = ""


@dataclass(frozen=True)
class ReportFinding:
    """What was found, where, what to do, and where that is done.

    `about` is the session or participant, `text` the text that it is mended in.
    """

    severity: Severity
    what: str
    where: str
    advice: str
    target: Target = Target.NOWHERE
    about: bytes | None = None
    text: TextKey | None = None


def stops(found: Sequence[ReportFinding]) -> bool:
    """Whether a report with these findings may not be settled."""
    return any(each.severity == "fel" for each in found)


def in_words(found: Sequence[ReportFinding]) -> str:
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
