"""Coverage as lines of text: a row a computer, a character an ISO week."""

from datetime import date, timedelta

from rich.text import Text

from screens.widgets.paged_table import cut
from screens.words import MONTHS, number
from storage.coverage import Coverage, LaptopKnown, Week, Weekly

LEGEND = "1–9 tillfällen, + fler  · inget  ? inte inlämnat än  v. veckor sedan filen"
_SIGNS = {Weekly.NONE: "·", Weekly.UNHEARD: "?", Weekly.OUTSIDE: " "}
_STYLES = {Weekly.UNHEARD: "bold reverse", Weekly.HELD: "bold"}
_SHORT_NAME, _LONG_NAME = 12, 28
_WEEKS = 53
_TAIL = 9
"""Room for how many sessions, and how many weeks since the last file."""
_MANY = 10


def heading(coverage: Coverage, width: int) -> Text:
    """The months above the weeks, and what the last columns are."""
    shown = _shown(coverage, width)
    months = [" "] * (len(shown) + 3)
    free = 0
    for at, monday in enumerate(shown):
        # The month in which most of the week lies.
        middle = monday + timedelta(days=3)
        first = at == 0 or (monday - timedelta(days=4)).month != middle.month
        if first and at >= free and at + 3 <= len(shown):
            months[at : at + 3] = MONTHS[middle.month - 1][:3]
            free = at + 4
    text = "".join(months[: len(shown)])
    return Text(f"{'':{_name_width(width)}} {text}{'tillf':>6}{'v.':>3}", no_wrap=True)


def line(coverage: Coverage, laptop: LaptopKnown, width: int, today: date) -> Text:
    """One computer: its name, a sign a week, how many sessions, weeks since its last file."""
    held = coverage.held[laptop.laptop]
    shown = held[len(held) - len(_shown(coverage, width)) :]
    room = _name_width(width)
    text = Text(f"{cut(_marked(laptop), room):{room}} ", no_wrap=True)
    for week in shown:
        text.append(sign(week), _STYLES.get(week.known, ""))
    weeks = laptop.weeks_since(today)
    total = sum(week.sessions for week in held)
    return text.append(f"{number(total):>6}{'–' if weeks is None else number(weeks):>3}")


def sign(week: Week) -> str:
    """One week in one character."""
    if week.known is Weekly.HELD:
        return str(week.sessions) if week.sessions < _MANY else "+"
    return _SIGNS[week.known]


def _marked(laptop: LaptopKnown) -> str:
    odd = laptop.phrase_differs or laptop.old_phrase or not laptop.confirmed
    return f"▲ {laptop.name}" if odd else laptop.name


def _shown(coverage: Coverage, width: int) -> tuple[date, ...]:
    """The latest weeks that there is room for."""
    room = max(width - _name_width(width) - 1 - _TAIL, 4)
    return coverage.weeks[-room:]


def _name_width(width: int) -> int:
    return max(_SHORT_NAME, min(_LONG_NAME, width - _WEEKS - 1 - _TAIL))
