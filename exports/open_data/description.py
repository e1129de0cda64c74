"""`beskrivning.md`: the tables described for people."""

from collections.abc import Iterator

from exports.measures import (
    DEGREE_DEFINITION,
    MEASURE_LABELS,
    NO_SUMS_NOTE,
)
from exports.open_data import words
from exports.open_data.figures import OpenFigures
from exports.open_data.tables import PERIOD, file_of
from halsoverkstad.domain.words import MADE_UP

FILE = "beskrivning.md"
_FORM = (
    "CSV enligt RFC 4180: UTF-8, kommatecken, hela tal, rubriker på första raden. "
    "datapackage.json beskriver tabellerna för program (Data Package Standard 2.0)."
)
_LICENCE = (
    "Licensen väljs av den som publicerar, och skrivs in här och under `licenses` i "
    "datapackage.json. För offentlig statistik är CC0 1.0 vanligast."
)
_CONTACT = "Den som publicerar skriver här vem som svarar på frågor om uppgifterna."


def description(figures: OpenFigures) -> bytes:
    """The bytes of the description, in Markdown."""
    return ("\n".join(_lines(figures)).rstrip() + "\n").encode()


def _lines(figures: OpenFigures) -> Iterator[str]:
    period = figures.period
    yield f"# {_plain(words.title(figures))}"
    yield ""
    if figures.made_up:
        yield from (f"**{MADE_UP}: inget i siffrorna har hänt.**", "")
    yield f"Period: {period.name}, från och med {period.first} till och med {period.last}.  "
    if figures.programme.partners:
        yield f"Parter: {_plain(', '.join(figures.programme.partners))}.  "
    yield f"Underlagets kontrollsumma: `{figures.checksum}`"
    yield from ("", "## Tabeller", "", "| fil | innehåll | rader |", "| --- | --- | --- |")
    for cut, rows in figures.tables.items():
        yield f"| {file_of(cut)} | {words.title_of_table(cut)} | {len(rows)} |"
    yield from (
        "",
        _FORM,
        "",
        "## Skyddade siffror",
        "",
        words.HIDDEN,
        "",
        words.TOGETHER,
        "",
        "## Kolumner",
        "",
        "| kolumn | betydelse |",
        "| --- | --- |",
        f"| {PERIOD} | Perioden som siffrorna gäller. |",
    )
    for each in dict.fromkeys(dimension for cut in figures.tables for dimension in cut):
        yield f"| {each.value} | {words.meaning(each)} |"
    for name in MEASURE_LABELS:
        yield f"| {name} | {words.measure(figures, name)} |"
    groups = ", ".join(
        f"{key} ({_plain(name)})" for key, name in words.group_labels(figures).items()
    )
    yield from ("", f"Grupper: {groups}.", "", "## Att läsa siffrorna", "")
    for each in (NO_SUMS_NOTE, words.FLOOR, _since(figures), DEGREE_DEFINITION):
        yield f"- {each}"
    yield from ("", "## Licens och kontakt", "", _LICENCE, "", _CONTACT)


def _since(figures: OpenFigures) -> str:
    if figures.register_since is None:
        return "Ingen är registrerad ännu."
    return (
        f"Registret förs sedan {figures.register_since}: den som varit med tidigare än så räknas "
        "ändå som ny, så det första året visar för många nya."
    )


def _plain(text: str) -> str:
    """A text of the settings that Markdown takes for nothing but text."""
    return "".join(f"\\{each}" if each in "\\`*_{}[]<>#|!" else each for each in text)
