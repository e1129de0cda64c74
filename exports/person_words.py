"""What is kept about one person, in plain Swedish, said to that person."""

from collections.abc import Iterator
from dataclasses import dataclass

from halsoverkstad.domain.facts import Attributes
from halsoverkstad.domain.numbers import thousands
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import COMMON, COMMON_LABEL, UNKNOWN, UNKNOWN_GROUP
from storage.about_person import AboutPerson, Record, RegisterChange, Visit


@dataclass(frozen=True)
class Rows:
    """A table."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = str | Rows | tuple[str, ...]
"""A paragraph, a table or a list."""


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    parts: tuple[Part, ...]


_NOT_KNOWN = "vet inte"
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip


def sections(found: AboutPerson, programme: Programme) -> list[Section]:
    """The whole text, heading by heading."""
    return [
        Section("Om utdraget", tuple(_beginning(found))),
        *(
            section
            for number, record in enumerate(found.records, 1)
            for section in _of_record(record, number, len(found.records), programme)
        ),
        Section("Är du registrerad flera gånger?", tuple(_doubles(found))),
        Section("Anteckningar", tuple(_notes(found))),
        *_panel(found),
        Section("Vad som har lämnats vidare", tuple(_travelled(found))),
        Section("Hur länge uppgifterna sparas", tuple(_kept(programme))),
        Section("Det här finns inte", (_ABSENT,)),
        Section("Vad du kan begära", _RIGHTS),
    ]


def _beginning(found: AboutPerson) -> Iterator[Part]:
    yield (
        "Det här är vad programmet Hälsoverkstad har om dig på den här datorn. Andra personer "
        "nämns inte."
    )
    if len(found.records) > 1:
        yield (
            f"Du har {len(found.records)} registreringar här. Någon har svarat att de är samma "
            "person, så de räknas som en."
        )


def _of_record(record: Record, number: int, of: int, programme: Programme) -> Iterator[Section]:
    which = f" (registrering {number} av {of})" if of > 1 else ""
    yield Section(f"I registret{which}", (tuple(_register(record, programme)),))
    yield Section(f"Igenkänningskoden{which}", tuple(_tokens(record)))
    yield Section(
        f"Tillfällen du har varit på{which}: {thousands(len(record.visits))}",
        tuple(_visits(record, programme)),
    )
    yield Section(
        f"Ändringar i registret{which}",
        (tuple(_change(each, programme) for each in record.changes),),
    )


def _register(record: Record, programme: Programme) -> Iterator[str]:
    naming = record.row.naming
    yield f"Pseudonym, som används utanför datorn: {record.row.pseudonym}"
    if record.erased:
        yield "Dina uppgifter är raderade. Kvar är besöken, utan namn."
    if naming is not None:
        month = _MONTHS[naming.birth_month - 1] if naming.birth_month else _NOT_KNOWN
        yield f"Visningsnamn, det som ledarna kallar dig: {naming.display}"
        yield f"Förnamn: {naming.given or _NOT_KNOWN}"
        yield f"Efternamnets två första bokstäver: {naming.surname_letters or _NOT_KNOWN}"
        yield f"Födelseår: {naming.birth_year or _NOT_KNOWN}"
        yield f"Födelsemånad: {month}"
    for earlier in record.earlier_names:
        yield f"Tidigare visningsnamn, som går att ångra tillbaka till: {earlier.display}"
    for code in record.codes:
        yield f"Kod från en inläst fil: {code}"
    if record.imported_rows:
        yield f"Rader från inlästa filer som datorn minns: {thousands(record.imported_rows)}"
    yield from _attributes(record.row.attributes, programme)


def _attributes(attributes: Attributes, programme: Programme) -> Iterator[str]:
    yield f"Grupp: {programme.group_label(attributes.group)}"
    yield f"Bostadsområde: {attributes.area}"
    yield f"Kön: {attributes.sex}"


def _tokens(record: Record) -> Iterator[Part]:
    tokens = record.tokens
    if not (tokens.linkage or tokens.questions or tokens.further):
        yield "Ingen igenkänningskod finns."
        return
    if tokens.of_name:
        yield (
            "Av ditt förnamn, efternamnets två första bokstäver, ditt födelseår och din "
            "födelsemånad har datorn räknat fram en kod. Den gör att du räknas en enda gång, även "
            "om du är registrerad på flera datorer. Namnet går inte att läsa ur koden, men den som "
            "har programmets lösenfras och redan vet uppgifterna kan räkna fram samma kod. Koden "
            "är därför också en personuppgift."
        )
    if tokens.of_codes:
        yield (
            "Av koden i en inläst fil har datorn räknat fram en igenkänningskod på samma sätt. "
            "Den är också en personuppgift."
        )
    if tokens.questions:
        yield (
            f"Dessutom finns {len(tokens.questions)} lösare koder. De kopplar aldrig ihop någon "
            "av sig själva; de gör att programmet kan fråga om två registreringar är samma person."
        )


def _visits(record: Record, programme: Programme) -> Iterator[Part]:
    if record.visits:
        yield Rows(
            ("Datum", "Tid", "Verkstad", "Aktivitet", "Plats", "Noterat om dig", "Dator"),
            tuple(_visit(each, programme) for each in record.visits),
        )
    else:
        yield "Inga."
    if record.withdrawn:
        days = ", ".join(each.isoformat() for each in record.withdrawn)
        yield f"Närvaro som har tagits bort men står kvar i historiken: {days}."


def _visit(visit: Visit, programme: Programme) -> tuple[str, ...]:
    row = visit.row
    return (
        row.day.isoformat(),
        f"{row.start:%H:%M}" if row.start else "",
        COMMON_LABEL if row.workshop == COMMON else row.workshop,
        row.activity or row.kind.label,
        row.place,
        _noted(visit.attributes, programme),
        visit.laptop,
    )


def _noted(attributes: Attributes, programme: Programme) -> str:
    group = "" if attributes.group == UNKNOWN_GROUP else programme.group_label(attributes.group)
    told = [each for each in (group, attributes.area, attributes.sex) if each not in {"", UNKNOWN}]
    return ", ".join(told) or UNKNOWN


def _change(change: RegisterChange, programme: Programme) -> str:
    when = f"{change.when:%Y-%m-%d %H:%M}, {change.laptop}"
    if change.deleted:
        return f"{when}: registreringen togs bort"
    if change.erased:
        return f"{when}: uppgifterna raderade"
    code = "med igenkänningskod" if change.tokens.linkage else "utan igenkänningskod"
    return f"{when}: {_noted(change.attributes, programme)}, {code}"


def _doubles(found: AboutPerson) -> Iterator[Part]:
    if found.elsewhere:
        yield (
            "Du räknas som samma person som de här registreringarna på andra datorer. Vad som står "
            "där får du veta på den datorn:"
        )
        yield tuple(f"{each.pseudonym}, {each.laptop}" for each in found.elsewhere)
    if found.open_questions:
        yield f"Obesvarade frågor om du och någon annan är samma person: {found.open_questions}."
    if found.said_to_differ:
        yield f"Svar om att du och någon annan är olika personer: {found.said_to_differ}."
    if len(found.records) > 1:
        yield f"De {len(found.records)} registreringarna på den här datorn räknas som en person."
    elif not (found.elsewhere or found.open_questions or found.said_to_differ):
        yield "Så vitt den här datorn vet: nej."


def _notes(found: AboutPerson) -> Iterator[Part]:
    yield (
        "Ledarna kan skriva en anteckning om ett tillfälle. Den handlar om gruppen och lämnas inte "
        "ut här, eftersom den kan nämna andra. Ingen anteckning förs om individuellt stöd."
    )
    if found.naming_notes:
        yield (
            "Ditt namn, eller ett likadant, står i anteckningen till de här tillfällena. Den som "
            "lämnar ut utdraget ska läsa dem, och ge dig det som handlar om dig:"
        )
        yield tuple(
            f"{each.day.isoformat()}, {each.activity or each.kind.label} ({each.code})"
            for each in found.naming_notes
        )
    if found.naming_texts:
        yield (
            "Ditt namn, eller ett likadant, står i det som är skrivet för rapporterna till "
            "finansiärerna. Den som lämnar ut utdraget ska läsa det, och ge dig det som handlar om "
            "dig:"
        )
        yield tuple(each.whereabouts for each in found.naming_texts)


def _panel(found: AboutPerson) -> Iterator[Section]:
    parts: list[Part] = []
    if found.panel_draws:
        parts += [
            "Universitetet frågar varje år några slumpvis valda. Du har valts för de här perioderna:",
            tuple(f"{name}, valt {day.isoformat()}" for name, day in found.panel_draws),
        ]
    if found.panel_refused:
        parts.append("Du har sagt nej till att bli tillfrågad, och tillfrågas inte.")
    if parts:
        parts.append(
            "Det skickas mellan programmets datorer, med pseudonym och utan namn. Vad någon svarar "
            "finns inte i programmet."
        )
        yield Section("Universitetets enkät", tuple(parts))


def _travelled(found: AboutPerson) -> Iterator[Part]:
    if found.at_coordinator:
        yield (
            "Det här är samordnarens dator. Den har pseudonym, igenkänningskoder, grupp, "
            "bostadsområde, kön och tillfällen från ledarnas datorer, men inga namn. Till dem "
            "skickas frågor och svar om dubbletter, och vilka som är raderade."
        )
    elif found.handed_in is not None:
        yield (
            f"Datorn har lämnat en fil till programmets samordnare, senast "
            f"{found.handed_in:%Y-%m-%d}. Av det som står här var det din pseudonym, dina "
            "igenkänningskoder, grupp, bostadsområde, kön, tillfällen och svar om dubbletter. "
            "Namn, födelseår, födelsemånad, koder från filer och anteckningar följer aldrig med."
        )
    else:
        yield "Inget om dig har lämnats till en samordnare."
    yield (
        "Programmet för ingen lista över tabeller (CSV) som någon har skrivit ut för hand. De "
        "innehåller pseudonym eller kod, inte namn. Säkerhetskopior av datorns uppgifter "
        "innehåller det som fanns när de togs. Rapporter innehåller antal och inga personer."
    )


def _kept(programme: Programme) -> Iterator[Part]:
    rules = programme.retention
    years = "ett år" if rules.name_years == 1 else f"{rules.name_years} år"
    yield (
        f"När du inte har varit här på {years} föreslår programmet att ditt namn och det som "
        "igenkänningskoden är gjord av raderas. Besöken räknas kvar, utan namn. Det som en ändring "
        f"ersatte går att ångra i {rules.undo_days} dagar."
    )


_ABSENT = (
    "Programmet har inga fält för personnummer, hela efternamnet, födelsedag, adress, telefon, "
    "e-post, bilder, nationalitet eller uppgifter om din hälsa."
)
_RIGHTS: tuple[Part, ...] = (
    (
        "Rättelse: säg till om något är fel.",
        "Radering: ditt namn och allt utom grupp och besök tas bort. Det går inte att ångra.",
        "Att slippa stå med namn: du kan stå under ett påhittat namn, eller bara räknas.",
        "Att invända mot att uppgifterna används.",
        "Klagomål: hos Integritetsskyddsmyndigheten, imy.se.",
    ),
)
