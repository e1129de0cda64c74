"""Reading a programme file that somebody points at."""

from pathlib import Path

from halsoverkstad.domain.errors import ProgrammeFault
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.reasons import reason

_MAX_BYTES = 1_000_000


def read_programme(path: Path) -> str:
    """The text of a programme file, checked.

    Raises:
        ProgrammeFault: it cannot be read, or is not valid.
    """
    path = path.expanduser()
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ProgrammeFault(f"{path} är för stor för en programfil. Välj en annan fil.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ProgrammeFault(
            f"Programfilen {path} gick inte att läsa ({reason(error)}). Kontrollera sökvägen."
        ) from None
    except UnicodeDecodeError:
        raise ProgrammeFault(
            f"Programfilen {path} är inte en textfil i UTF-8. Spara om den och försök igen."
        ) from None
    Programme.parse(text)
    return text
