"""What reading files does or would do, as it is read on the screen."""

from collections.abc import Sequence

from rich.text import Text

from exports.halsa.deliveries import Left
from exports.halsa.merge_words import SHOWN, new_settings, strange_erasures, unknown_word
from exports.measures import MEASURE_LABELS
from screens.exchange_words import and_then
from screens.words import count, number
from storage.delivery import Arrived, Merged
from storage.peers import Silent

_LABEL = max(len(MEASURE_LABELS[each].label) for each in SHOWN)
OLD_PHRASE = (
    "Datorn är inte på den nya lösenfrasen än: de som registreras där nu kan räknas dubbelt. Låt "
    "den ansluta med den nya programfilen."
)
PHRASE = (
    "Lösenfrasen är en annan än de andras: alla på datorn skulle räknas dubbelt. Låt den ansluta "
    "igen med rätt fras och lämna in på nytt."
)


def told(merged: Merged, left: Sequence[Left], *, tried: bool) -> Text:
    """Figures first, then file by file, then what could not be read."""
    text = Text()
    heading = "Så här skulle det bli. Inget är ändrat än: F9 läser in." if tried else "Inläst."
    text.append(f"{heading}\n\n", "bold")
    text.append(f"{_sum(merged)}\n\n")
    for each in left:
        text.append(f"▲ {each.fault}\n\n", "bold")
    _add_what_to_know(text, merged, tried=tried)
    text.append(_figures(merged))
    text.append("\n")
    for each in merged.files:
        text.append(f"{each.file}\n", "bold")
        text.append(f"  {_of_file(each)}\n")
        if each.first:
            text.append(f"  ▲ {each.laptop} är ny här. Hör den till er?\n", "bold")
        if each.erased_of_others:
            text.append(f"  ▲ {strange_erasures(each, tried=tried)}\n", "bold")
        if each.phrase_differs:
            text.append(f"  ▲ {PHRASE}\n", "bold")
        if each.old_phrase:
            text.append(f"  ▲ {OLD_PHRASE}\n", "bold")
    return text


def _add_what_to_know(text: Text, merged: Merged, *, tried: bool) -> None:
    if silent := _silent(merged):
        text.append(f"{silent}\n\n")
    if merged.new_settings:
        text.append(f"{new_settings(tried=tried)}\n\n")
    if merged.erased_elsewhere:
        text.append(f"▲ {_erased_elsewhere(merged)}\n\n", "bold")
    for each in merged.unknown:
        text.append(f"▲ {unknown_word(each)}\n\n", "bold")


def _erased_elsewhere(merged: Merged) -> str:
    people = count(merged.erased_elsewhere, "deltagare", "deltagare")
    return (
        f"{people} som finns här med namn eller kod har raderats på en annan dator. Namn och kod "
        "finns kvar här: svara under Deltagare, Gallring (F5, G)."
    )


def _silent(merged: Merged) -> str:
    """Which computers are not among the files, and whose newest file is old."""
    parts: list[str] = []
    if merged.missing:
        parts.append(f"Inte med nu: {and_then([_heard(each) for each in merged.missing])}.")
    if merged.stale:
        parts.append(
            f"Länge sedan, be om en ny fil: {and_then([_heard(each) for each in merged.stale])}."
        )
    return "\n".join(parts)


def _heard(silent: Silent) -> str:
    return f"{silent.laptop} ({_weeks(silent.weeks)})"


def _weeks(weeks: int) -> str:
    return f"för {count(weeks, 'vecka', 'veckor')} sedan" if weeks else "den här veckan"


def _sum(merged: Merged) -> str:
    parts = [
        count(how_many, one, many)
        for how_many, one, many in (
            (merged.new, "ny uppgift", "nya uppgifter"),
            (merged.changed, "ändrad uppgift", "ändrade uppgifter"),
            (merged.conflicts, "krock att välja i", "krockar att välja i"),
        )
        if how_many
    ]
    return f"{and_then(parts)}." if parts else "Inget nytt."


def _figures(merged: Merged) -> str:
    lines = [f"{f'Siffror för {merged.period.name}':{_LABEL}} {'före':>7} {'efter':>8}"]
    for measure in SHOWN:
        before, after = merged.before.get(measure, 0), merged.after.get(measure, 0)
        label = MEASURE_LABELS[measure].label
        sign = " " if before == after else "→"
        lines.append(f"{label:{_LABEL}} {number(before):>7} {sign}{number(after):>7}")
    return "\n".join([*lines, ""])


def _of_file(each: Arrived) -> str:
    who = f"{each.laptop}, fil {number(each.number)}"
    if each.known:
        return f"{who}: redan läst, inget nytt."
    parts = [
        count(each.sessions, "tillfälle", "tillfällen"),
        count(each.attendances, "deltagartillfälle", "deltagartillfällen"),
        count(each.participants, "deltagare", "deltagare"),
    ]
    return f"{who}: {and_then(parts)}, nya eller ändrade."
