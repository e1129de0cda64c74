"""What a merge did or would do, in words."""

from collections.abc import Sequence

from exports.halsa.exchange import Left
from exports.measures import MEASURE_LABELS
from exports.numbers import thousands
from storage.merging import Arrived, Merged

_SHOWN = ("tillfallen", "deltagartillfallen", "unika", "aterkommande")


def in_words(merged: Merged, *, tried: bool) -> str:
    """What each file brought, what is new in all, and this year's figures before and after."""
    lines = [_of_file(each) for each in merged.files]
    done = "Det skulle bli" if tried else "Sammanfogat"
    lines.append(f"{done}: {merged.new} nya uppgifter, {merged.changed} ändrade.")
    if merged.conflicts:
        lines.append(f"{merged.conflicts} ändringar krockar; välj mellan dem i programmet.")
    lines.append(f"Siffror för {merged.period.name}, före → efter:")
    lines += (
        f"  {MEASURE_LABELS[measure].label}: {thousands(merged.before[measure])} → "
        f"{thousands(merged.after[measure])}"
        for measure in _SHOWN
    )
    if tried:
        lines.append("Inget är ändrat.")
    return "\n".join([*lines, ""])


def on_stderr(merged: Merged, left: Sequence[Left]) -> str:
    """What a person has to know: new laptops, other phrases, files left out."""
    lines = [
        f"Datorn {each.laptop} är ny här och har godkänts. Kontrollera att den hör till er."
        for each in merged.files
        if each.first
    ]
    lines += (
        f"Datorn {each.laptop} har en annan lösenfras än de andra: alla på den skulle räknas "
        "dubbelt. Låt den ansluta igen med rätt fras och lämna in på nytt."
        for each in merged.files
        if each.phrase_differs
    )
    lines += (f"Hoppades över: {each.fault}" for each in left)
    return "".join(f"{line}\n" for line in lines)


def _of_file(each: Arrived) -> str:
    if each.known:
        return f"{each.file}: {each.laptop}, nummer {each.number}, redan läst."
    return (
        f"{each.file}: {each.laptop}, nummer {each.number}: {each.sessions} tillfällen, "
        f"{each.attendances} deltagartillfällen, {each.participants} deltagare, nya eller ändrade."
    )
