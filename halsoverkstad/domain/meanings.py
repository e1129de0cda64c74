"""Words as files write them: compared folded, and each must mean one thing."""

import re
import unicodedata
from collections.abc import Iterable

from halsoverkstad.domain.settings_table import SettingsTable


def fold_word(text: str) -> str:
    """A word as it is compared: any case, å/ä/ö as a/a/o, space, hyphen and underscore alike."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return re.sub(r"[\s_\-]+", " ", letters).strip()


def check_meanings(
    table: SettingsTable, key: str, reserved: str, words: Iterable[tuple[str, str]]
) -> None:
    """See that no word stands for two values, or for a value and for what `reserved` does.

    Args:
        table: where the words stand.
        key: under which key, for the sentence.
        reserved: the word for "not known", or for "none", as the empty word is.
        words: each word and the value it stands for.

    Raises:
        ProgrammeFault: one does.
    """
    meanings = {"": reserved, fold_word(reserved): reserved}
    for word, value in words:
        other = meanings.setdefault(fold_word(word), value)
        if other != value:
            raise table.fault(
                key, f"ord som betyder en sak var; ”{word}” står nu för både {other} och {value}"
            )
