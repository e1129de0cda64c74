"""What can be wrong with a `.halsa` or `.halsaprogram` file, put into words."""

from pathlib import Path

from exports.safe_text import shown
from halsoverkstad.domain.errors import Fault

_SHOWN_PATH = 100


class BundleFault(Fault):
    """A file between computers cannot be read or written. The sentence names the file."""

    def __init__(self, path: Path, rest: str) -> None:
        """`rest` follows the file's name in the sentence."""
        super().__init__(f"”{named(path)}” {rest}")
        self.path = path


class Broken(Exception):  # noqa: N818 - the domain's word
    """What is wrong with a file, before its name is known: the rest of the sentence."""

    def __init__(self, rest: str, detail: str = "") -> None:
        """`detail` is what shows it, in a few words."""
        super().__init__(rest)
        self.detail = detail or rest


def damaged(detail: str) -> Broken:
    """Something has happened to the file on its way; `detail` says what shows it."""
    return Broken(
        f"är skadad eller ofullständig ({detail}). Kopiera den på nytt från datorn som skrev den, "
        "eller be om en ny fil.",
        detail,
    )


def wrong(detail: str) -> Broken:
    """The file came through as it was written, but it should not have been written so."""
    return Broken(
        f"innehåller något som inte får stå där ({detail}). Uppdatera programmet på datorn som "
        "skrev filen och be om en ny.",
        detail,
    )


def excessive(detail: str) -> Broken:
    """The file asks for more than any real one would."""
    return Broken(
        f"är inte rimlig ({detail}). Läs inte in den; fråga den som lämnade filen var den kommer "
        "ifrån.",
        detail,
    )


def newer(version: int) -> Broken:
    """The file was written by a program newer than this."""
    return Broken(
        f"är skriven av en nyare version av programmet (format {version}). Uppdatera programmet "
        "här och läs filen igen."
    )


def named(path: Path) -> str:
    """A path as it may stand in a sentence; of a long one the end, where the name is."""
    text = str(path)
    return shown(text if len(text) <= _SHOWN_PATH else f"…{text[-_SHOWN_PATH:]}")
