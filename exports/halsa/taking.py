"""The bytes of a file from another computer, looked at from the outside before they are read."""

import stat
from pathlib import Path

from exports.halsa.faults import BundleFault
from halsoverkstad.domain.reasons import reason


def take(path: Path, largest: int) -> bytes:
    """The content of an ordinary file of at most `largest` bytes that is not empty.

    Raises:
        BundleFault: it is missing, a folder or a pipe, may not be read, is too large, or empty.
    """
    try:
        # Reading a pipe would wait, and a huge file fill the memory.
        size = _size(path, largest)
        with path.open("rb") as file:
            data = file.read(size + 1)
    except FileNotFoundError:
        raise BundleFault(path, "finns inte. Kontrollera namnet och mappen.") from None
    except PermissionError:
        raise BundleFault(
            path,
            "får inte läsas. Stäng den i andra program, eller be om rätt att läsa den.",
        ) from None
    except (OSError, ValueError) as error:
        told = reason(error) if isinstance(error, OSError) else error
        raise BundleFault(
            path, f"går inte att läsa ({told}). Kopiera den till datorn och försök igen."
        ) from None
    if not data:
        raise BundleFault(path, "är tom. Kopiera den på nytt, eller be om en ny fil.")
    if len(data) != size:
        raise BundleFault(path, "ändras just nu. Vänta tills den är färdig och försök igen.")
    return data


def _size(path: Path, largest: int) -> int:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise BundleFault(path, "är en mapp. Ange filerna i den.")
    if not stat.S_ISREG(found.st_mode):
        raise BundleFault(path, "är ingen vanlig fil. Kopiera innehållet till en fil och ange den.")
    if found.st_size > largest:
        raise BundleFault(
            path,
            f"är större än {_amount(largest)}, så den kommer inte från det här programmet. "
            "Välj en annan fil.",
        )
    return found.st_size


def _amount(size: int) -> str:
    return f"{size // 2**20} MB" if size >= 2**20 else f"{size // 2**10} kB"
