"""What an import did, or what was wrong with its files, in words and as JSON."""

import json
from collections import Counter

from exports.reading.faults import as_record, as_sentence
from exports.safe_text import shown
from halsoverkstad.domain.numbers import thousands
from storage.importing import ImportResult

_SHOWN_ALIKE = 20


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
    new, changed, same = map(thousands, (result.new, result.changed, result.unchanged))
    counts = f"{new} nya, {changed} ändrade, {same} oförändrade"
    rows = f"{counts} (tillfällen och deltagartillfällen)"
    return f"Det skulle bli: {rows}. Inget är ändrat.\n" if tried else f"Inläst: {rows}.\n"


def faults_in_words(result: ImportResult) -> str:
    """The faults, a line each, and what follows from them; empty if there are none.

    Of many that say the same of one file the first few are shown: there is one thing to mend.
    """
    if not result.faults:
        return ""
    alike = Counter((fault.origin.file, fault.fault) for fault in result.faults)
    seen: Counter[tuple[str, str]] = Counter()
    lines: list[str] = []
    for fault in result.faults:
        kind = (fault.origin.file, fault.fault)
        seen[kind] += 1
        if seen[kind] <= _SHOWN_ALIKE:
            lines.append(as_sentence(fault))
        elif seen[kind] == alike[kind]:
            more = alike[kind] - _SHOWN_ALIKE
            lines.append(f"{shown(kind[0])}: … och {thousands(more)} rader till med samma fel.")
    return "\n".join([*lines, "Inget har lästs in. Rätta felen och försök igen.", ""])
