"""What a merge did or would do, in words."""

from collections.abc import Sequence

from exports.halsa.deliveries import Left
from exports.measures import MEASURE_LABELS
from halsoverkstad.domain.numbers import thousands
from halsoverkstad.domain.words import COMMON_LABEL
from storage.conflict_names import Clash
from storage.delivery import Arrived, Merged
from storage.journal import Entity
from storage.peers import Silent
from storage.unknown_words import Unknown

_MOST_NAMED = 10
SHOWN = ("tillfallen", "deltagartillfallen", "unika", "unika_lagst", "unika_hogst", "aterkommande")
"""The figures that are told before and after."""


def in_words(merged: Merged, *, tried: bool) -> str:
    """What each file brought, what is new in all, and this year's figures before and after."""
    lines = [_of_file(each) for each in merged.files]
    done = "Det skulle bli" if tried else "Sammanfogat"
    new = _number(merged.new, "ny uppgift", "nya uppgifter")
    lines.append(f"{done}: {new}, {_number(merged.changed, 'ändrad', 'ändrade')}.")
    lines += _conflicts(merged)
    lines += (f"Saknas: ingen fil från {_heard(each)}." for each in merged.missing)
    lines += (
        f"Gammalt: {_heard(each)}, för {each.weeks} veckor sedan. Be om en ny fil."
        for each in merged.stale
    )
    lines.append(f"Siffror för {merged.period.name}, före → efter:")
    lines += (
        f"  {MEASURE_LABELS[measure].label}: {thousands(merged.before[measure])} → "
        f"{thousands(merged.after[measure])}"
        for measure in SHOWN
    )
    if tried:
        lines.append("Inget är ändrat.")
    return "\n".join([*lines, ""])


def new_laptop(name: str, code: str) -> str:
    """The question about a laptop that is met for the first time."""
    return (
        f"Datorn {name} har inte lämnat in förut. Hör den till er? Är du osäker: ring och jämför "
        f"koden {code} med den som visas där (F8, Kontrollord)."
    )


def strange_erasures(each: Arrived, *, tried: bool) -> str:
    """What to think of when a file erases people of other laptops."""
    people = thousands(each.erased_of_others)
    first = " innan filen läses in" if tried else ""
    return (
        f"{each.file}: {each.laptop} {'raderar' if tried else 'har raderat'} {people} deltagare "
        f"som är registrerade på andra datorer. Vet du inte varför: ring den som har datorn{first}. "
        "Det går inte att ångra, men namnen finns kvar på de andra datorerna tills någon där "
        "säger ja."
    )


def new_settings(*, tried: bool) -> str:
    """That other settings came along."""
    done = "följer" if tried else "följde"
    return f"Nya inställningar för programmet {done} med. Alla siffror räknas efter dem."


def unknown_word(unknown: Unknown) -> str:
    """A word that came along and that the settings do not have."""
    return (
        f"{unknown.word} finns inte i programmets inställningar (från {', '.join(unknown.laptops)}). "
        "Är det ett misstag: rätta på den datorn. Annars: lägg till det i programfilen."
    )


def on_stderr(
    merged: Merged, left: Sequence[Left], *, tried: bool = False, asked: bool = False
) -> str:
    """What a person has to know: new laptops, other phrases, erasures, files left out.

    `asked` says that a person has been asked about new laptops already.
    """
    met = () if asked else tuple(each for each in merged.files if each.first)
    lines = [_met_to_be(each) if tried else _met(each) for each in met]
    lines += (strange_erasures(each, tried=tried) for each in merged.files if each.erased_of_others)
    if merged.new_settings:
        lines.append(new_settings(tried=tried))
    if merged.erased_elsewhere:
        lines.append(
            f"{thousands(merged.erased_elsewhere)} deltagare som finns här med namn eller kod har "
            "raderats på en annan dator. Namn och kod finns kvar här: svara i programmet, "
            "under Deltagare, Gallring."
        )
    lines += (
        f"Datorn {each.laptop} har en annan lösenfras än de andra: alla på den skulle räknas "
        "dubbelt. Låt den ansluta igen med rätt fras och lämna in på nytt."
        for each in merged.files
        if each.phrase_differs
    )
    lines += (
        f"Datorn {each.laptop} är inte på den nya lösenfrasen än: de som registreras där från och "
        "med nu kan räknas dubbelt. Låt den ansluta med den nya programfilen och lämna in på nytt."
        for each in merged.files
        if each.old_phrase
    )
    lines += map(unknown_word, merged.unknown)
    lines += (f"Hoppades över: {each.fault}" for each in left)
    return "".join(f"{line}\n" for line in lines)


def _met_to_be(each: Arrived) -> str:
    return (
        f"Datorn {each.laptop} är ny här (kod {each.code}). Vet du inte att den hör till er: ring "
        "och jämför koden innan du läser in filen."
    )


def _met(each: Arrived) -> str:
    return (
        f"Datorn {each.laptop} är ny här och togs emot (kod {each.code}). Bekräfta i programmet "
        "(F8, b) att den hör till er."
    )


def _of_file(each: Arrived) -> str:
    if each.known:
        return f"{each.file}: {each.laptop}, nummer {each.number}, redan läst."
    return (
        f"{each.file}: {each.laptop}, nummer {each.number}: "
        f"{_number(each.sessions, 'tillfälle', 'tillfällen')}, "
        f"{_number(each.attendances, 'deltagartillfälle', 'deltagartillfällen')}, "
        f"{thousands(each.participants)} deltagare, nya eller ändrade."
    )


def _conflicts(merged: Merged) -> list[str]:
    if not merged.conflicts:
        return []
    how_many = _number(merged.conflicts, "ändring", "ändringar")
    lines = [f"{how_many} krockar; välj mellan dem i programmet:"]
    lines += (f"  {_clash(each)}" for each in merged.clashes[:_MOST_NAMED])
    left = len(merged.clashes) - _MOST_NAMED
    return [*lines, f"  … och {thousands(left)} till."] if left > 0 else lines


def _clash(clash: Clash) -> str:
    about = {
        Entity.LAPTOP: f"datorn {clash.laptop}",
        Entity.PARTICIPANT: f"deltagaren {clash.participant}",
        Entity.ANSWER: f"svaret om {clash.participant}",
        Entity.SESSION_ANSWER: "svaret om två tillfällen",
    }.get(clash.kind, "")
    if clash.day is None:
        return about
    where = ", ".join(part for part in (clash.workshop or COMMON_LABEL, clash.activity) if part)
    who = f" ({clash.participant})" if clash.kind is Entity.ATTENDANCE else ""
    session = f"tillfället {clash.day.isoformat()}, {where}{who}"
    return f"{about}, {session}" if about else session


def _number(number: int, one: str, many: str) -> str:
    return f"{thousands(number)} {one if number == 1 else many}"


def _heard(silent: Silent) -> str:
    return f"{silent.laptop} (senast {silent.heard.date().isoformat()}, nummer {silent.number})"
