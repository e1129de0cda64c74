"""What can be said to `exportera` for those who analyse, and to publish."""

from collections.abc import Callable

Add = Callable[..., object]
"""`add_argument` of a parser or of a group."""


def analysing(add: Add, target: Add) -> None:
    """Options of `exportera --sqlite` and `--oppna-data`; `target` adds one target of several."""
    target(
        "--sqlite",
        metavar="FIL",
        help="en SQLite-fil för Datasette, R och sqlite-utils; fortfarande personuppgifter",
    )
    target(
        "--oppna-data",
        metavar="MAPP",
        help="mappen för tabeller att publicera, med små tal skyddade, och en beskrivning av dem",
    )
    add("--datum", action="store_true", help="med --sqlite: datum i stället för bara vecka")
    add(
        "period",
        metavar="PERIOD",
        nargs="?",
        help="med --oppna-data: perioden, annars kalenderåret som gick",
    )
