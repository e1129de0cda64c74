"""`utdrag`: what is kept about one person on this computer, as a text to hand over, or as JSON.

What is said in words stands in `exports.person_words`; here it becomes Markdown, plain text or
JSON (for those who want to take their data along: GDPR article 20).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.person_words import Part, Rows, Section, sections
from exports.writing import write_file
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes
from halsoverkstad.domain.words import MADE_UP, UNKNOWN
from storage.about_person import AboutPerson, Record, about
from storage.store import Store

FORMS = (".md", ".txt", ".json")
"""Endings of the files that can be written."""


@dataclass(frozen=True)
class Heading:
    """What stands on top: the programme, the computer, the day, whether all of it is made up."""

    programme: str
    laptop: str
    day: str
    made_up: bool


def write_extract(store: Store, participant: bytes, path: Path) -> None:
    """Write what is kept about a person, in the form that the file's ending chooses.

    Raises:
        Fault: the ending is none of `FORMS`, or the file cannot be written.
        LookupError: there is no such participant.
    """
    write_file(path, render(store, participant, form_of(path)), private=True)


def form_of(path: Path) -> str:
    """The form that a file's ending chooses.

    Raises:
        Fault: it is none of `FORMS`.
    """
    ending = path.suffix.lower()
    if ending not in FORMS:
        raise Fault(
            "Utdragets fil ska sluta på .md eller .txt (att läsa) eller .json (att föra över)."
        )
    return ending


def render(store: Store, participant: bytes, form: str) -> bytes:
    """What is kept about a person, as the bytes of a file.

    Raises:
        LookupError: there is no such participant.
    """
    found = about(store, participant)
    heading = Heading(
        store.programme.name, store.laptop.name, store.today().isoformat(), store.made_up
    )
    if form == ".json":
        return _as_json(found, heading).encode()
    written = sections(found, store.programme)
    lines = _markdown(heading, written) if form == ".md" else _plain(heading, written)
    return ("\n".join(lines).rstrip() + "\n").encode()


_TITLE = "Uppgifter om dig"


def _top(heading: Heading) -> str:
    made_up = f" {MADE_UP}." if heading.made_up else ""
    return f"{heading.programme}. {heading.laptop}. Utskrivet {heading.day}.{made_up}"


def _markdown(heading: Heading, written: Sequence[Section]) -> Iterator[str]:
    yield from (f"# {_TITLE}", "", _top(heading), "")
    for section in written:
        yield from (f"## {section.title}", "")
        for part in section.parts:
            yield from _markdown_part(part)
            yield ""


def _markdown_part(part: Part) -> Iterator[str]:
    match part:
        case str():
            yield _escaped(part)
        case Rows():
            yield f"| {' | '.join(part.head)} |"
            yield f"|{'|'.join(' --- ' for _ in part.head)}|"
            for row in part.rows:
                yield f"| {' | '.join(map(_escaped, row))} |"
        case _:
            yield from (f"- {_escaped(item)}" for item in part)


def _escaped(text: str) -> str:
    """What somebody typed, so that it reads as it was typed."""
    one_line = " ".join(text.split("\n"))
    return "".join(f"\\{each}" if each in "\\`*_{}[]<>#|" else each for each in one_line)


def _plain(heading: Heading, written: Sequence[Section]) -> Iterator[str]:
    yield from (_TITLE.upper(), "=" * len(_TITLE), "", _top(heading), "")
    for section in written:
        yield from (section.title, "-" * len(section.title))
        for part in section.parts:
            match part:
                case str():
                    yield part
                case Rows():
                    yield from _columns(part)
                case _:
                    yield from (f"* {item}" for item in part)
            yield ""


def _columns(table: Rows) -> Iterator[str]:
    rows = [table.head, *table.rows]
    widths = [max(len(row[at]) for row in rows) for at in range(len(table.head))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _as_json(found: AboutPerson, heading: Heading) -> str:
    answer = {
        "program": heading.programme,
        "dator": heading.laptop,
        "utskrivet": heading.day,
        "pahittade_uppgifter": heading.made_up,
        "registreringar": [_record(each) for each in found.records],
        "pa_andra_datorer": [
            {"pseudonym": each.pseudonym, "dator": each.laptop} for each in found.elsewhere
        ],
        "skilda_fran_andra": found.said_to_differ,
        "obesvarade_fragor": found.open_questions,
        "anteckningar_med_namnet": [
            {"tillfalle": each.code, "datum": each.day.isoformat()} for each in found.naming_notes
        ],
        "rapporttexter_med_namnet": [each.whereabouts for each in found.naming_texts],
        "enkatpanelen": {
            "vald": [{"period": name, "dag": day.isoformat()} for name, day in found.panel_draws],
            "avbojt": found.panel_refused,
        },
        "lamnat_till_samordnaren": found.handed_in and found.handed_in.isoformat(),
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _record(record: Record) -> dict[str, object]:
    naming = record.row.naming
    return {
        "pseudonym": record.row.pseudonym,
        "visningsnamn": naming and naming.display,
        "fornamn": (naming.given or None) if naming else None,
        "efternamnets_bokstaver": (naming.surname_letters or None) if naming else None,
        "fodelsear": naming and naming.birth_year,
        "fodelsemanad": naming and naming.birth_month,
        "tidigare_visningsnamn": [each.display for each in record.earlier_names],
        "koder_fran_filer": list(record.codes),
        "rader_fran_filer": record.imported_rows,
        "raderad": record.erased,
        **_noted(record.row.attributes),
        "igenkanningskoder": [
            each
            for each in (record.tokens.linkage, *record.tokens.further, *record.tokens.questions)
            if each
        ],
        "tillfallen": [
            {
                "tillfalle": each.row.code,
                "datum": each.row.day.isoformat(),
                "tid": each.row.start and each.row.start.isoformat("minutes"),
                "verkstad": each.row.workshop,
                "typ": each.row.kind.value,
                "aktivitet": each.row.activity,
                "plats": each.row.place,
                **_noted(each.attributes),
                "dator": each.laptop,
            }
            for each in record.visits
        ],
        "borttagen_narvaro": [each.isoformat() for each in record.withdrawn],
        "andringar": [
            {
                "tid": each.when.isoformat(timespec="seconds"),
                "dator": each.laptop,
                "raderad": each.erased,
                "borttagen": each.deleted,
                **_noted(each.attributes),
            }
            for each in record.changes
        ],
    }


def _noted(attributes: Attributes) -> dict[str, str | None]:
    return {
        "grupp": attributes.group,
        "bostadsomrade": None if attributes.area == UNKNOWN else attributes.area,
        "kon": None if attributes.sex == UNKNOWN else attributes.sex,
    }
