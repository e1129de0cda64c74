"""What an import did, or what was wrong with its files, in words and as JSON."""

import json

from exports.reading.faults import as_record, as_sentence
from storage.importing import ImportResult


def as_json(result: ImportResult) -> str:
    """The answer for scripts, as contract.md describes it."""
    answer = {
        "nya": result.new,
        "andrade": result.changed,
        "oforandrade": result.unchanged,
        "fel": [as_record(fault) for fault in result.faults],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1, default=str) + "\n"


def in_words(result: ImportResult, *, tried: bool) -> str:
    """What was done, or would be, in one line."""
    counts = f"{result.new} nya, {result.changed} ändrade, {result.unchanged} oförändrade"
    rows = f"{counts} (tillfällen och deltagartillfällen)"
    return f"Det skulle bli: {rows}. Inget är ändrat.\n" if tried else f"Inläst: {rows}.\n"


def faults_in_words(result: ImportResult) -> str:
    """Every fault on a line of its own, and what follows from them; empty if there are none."""
    if not result.faults:
        return ""
    lines = [as_sentence(fault) for fault in result.faults]
    return "\n".join([*lines, "Inget har lästs in. Rätta felen och försök igen.", ""])
