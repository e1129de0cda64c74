"""The statistics in whichever form is asked for; each form is imported when it is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exports.statistics_answer import Answer

FORMATS = ("tabell", "json", "csv", "xlsx")


def render(statistics: "Answer", form: str, width: int = 80) -> bytes:
    """The bytes of a file or of standard output. `width` is for `tabell`, in characters.

    Raises:
        ValueError: there is no such form.
    """
    match form:
        case "tabell":
            from exports.statistics_table import as_table

            return as_table(statistics, width).encode()
        case "json":
            from exports.statistics_json import as_json

            return as_json(statistics)
        case "csv":
            from exports.statistics_csv import as_csv

            return as_csv(statistics)
        case "xlsx":
            from exports.statistics_xlsx import as_xlsx

            return as_xlsx(statistics)
        case _:
            raise ValueError(form)
