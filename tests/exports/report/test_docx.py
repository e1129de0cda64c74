"""The Word document: what it is read as, and that Word has nothing to repair in it."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from exports.report.cleaning import clean
from exports.report.model import (
    Box,
    Bullets,
    Cell,
    Chart,
    Count,
    Definition,
    Definitions,
    Paragraph,
    Row,
    Section,
    Series,
    Status,
    Text,
)
from exports.report.word.writer import as_docx
from exports.report.wording import notes
from tests.exports.report import sample
from tests.exports.report.docx_package import check_package
from tests.exports.report.reading import W, body, docx_tables, paragraphs, parts, words, xml

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
SAMPLE = sample.report()
WRITTEN = as_docx(SAMPLE)


def test_has_nothing_to_repair() -> None:
    check_package(WRITTEN)


def test_the_same_report_is_the_same_bytes() -> None:
    assert as_docx(sample.report()) == WRITTEN


def test_its_outline_is_the_sections() -> None:
    headings = [
        (line.style, line.text) for line in paragraphs(WRITTEN) if line.style.startswith("heading")
    ]

    def outline(sections: tuple[Section, ...], level: int) -> list[tuple[str, str]]:
        return [
            each
            for section in sections
            for each in [
                (f"heading {level}", f"{section.number} {section.title}"),
                *outline(section.subsections, level + 1),
            ]
        ]

    assert headings == outline(SAMPLE.sections, 1)
    assert [text for style, text in headings if style == "heading 1"][
        6
    ] == "7 Ekonomisk redovisning"
    assert len([style for style, _ in headings if style == "heading 1"]) == 9


def test_the_contents_lead_to_every_section_and_leave_its_page_to_who_lays_it_out() -> None:
    written = body(WRITTEN)
    lines = [line for line in written.iter(f"{W}p") if words(line).endswith("\t")]
    sections = [each for section in SAMPLE.sections for each in (section, *section.subsections)]
    assert [words(line) for line in lines] == [f"{it.number} {it.title}\t" for it in sections]
    at = {each.attrib[f"{W}name"] for each in written.iter(f"{W}bookmarkStart")}
    for line in lines:
        (code,) = [(each.text or "").split() for each in line.iter(f"{W}instrText")]
        (link,) = line.iter(f"{W}hyperlink")
        assert code[0] == "PAGEREF"
        assert code[1] == link.attrib[f"{W}anchor"]
        assert code[1] in at


def test_nothing_makes_word_ask_about_other_files() -> None:
    files = parts(WRITTEN)
    assert b"updateFields" not in files["word/settings.xml"]
    assert b"w:dirty" not in files["word/document.xml"]


def test_captions_are_numbered_by_fields_that_keep_their_number() -> None:
    codes = [(each.text or "").split() for each in body(WRITTEN).iter(f"{W}instrText")]
    numbered = [code for code in codes if code[0] == "SEQ"]
    names = [f"{code[1]}{code[-1]}" for code in numbered]
    assert names == [block.name for block in SAMPLE.blocks() if hasattr(block, "caption")]
    captions = [line.text for line in paragraphs(WRITTEN) if line.style == "caption"]
    assert captions[0] == "Tabell T1. Unika deltagare per grupp"


def test_every_table_repeats_its_head_and_keeps_its_rows_whole() -> None:
    for table in body(WRITTEN).iter(f"{W}tbl"):
        head, *rows = table.iter(f"{W}tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rows)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, *rows))


def test_notes_and_what_explains_signs_stand_below_the_table() -> None:
    small_print = [line.text for line in paragraphs(WRITTEN) if line.style == "Rapport not"]
    for table in SAMPLE.tables():
        for note in notes(table):
            assert note in small_print
    assert "”..” står för siffror som döljs för att skydda dem som är få." in small_print


def test_says_in_swedish_what_it_is() -> None:
    styles = xml(parts(WRITTEN)["word/styles.xml"])
    languages = {each.attrib.get(f"{W}val") for each in styles.iter(f"{W}lang")}
    assert languages == {"sv-SE"}
    core = parts(WRITTEN)["docProps/core.xml"].decode()
    assert "<dc:title>Återrapportering 2024</dc:title>" in core
    assert "2025-01-28T00:00:00Z" in core
    assert "python-docx" not in core


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "UTKAST · Påhittade uppgifter"),
        ({"made_up": False}, "UTKAST"),
        ({"status": Status.FINAL}, "Påhittade uppgifter"),
        ({"status": Status.FINAL, "made_up": False}, ""),
        ({"protected": False}, "UTKAST · Påhittade uppgifter · INTERNT – små tal är inte skyddade"),
    ],
)
def test_every_page_says_what_the_report_is(changes: dict[str, Any], said: str) -> None:
    data = as_docx(sample.report(**changes))
    found = parts(data)
    headers = [words(xml(content)) for name, content in found.items() if "word/header" in name]
    assert "".join(headers) == said
    # One section names the header; the others inherit it, lying pages too.
    sections = list(body(data).iter(f"{W}sectPr"))
    assert [len(each.findall(f"{W}headerReference")) for each in sections][1:] == [0] * (
        len(sections) - 1
    )
    footer = words(xml(found["word/footer1.xml"]))
    assert (
        footer
        == "Jämlik hälsa Lindängen · 2024 (1 januari – 31 december 2024) · Sida\u00a01\u00a0av\u00a01"
    )


def test_a_table_that_is_too_wide_lies_down_and_no_other() -> None:
    turned = [
        each.find(f"{W}pgSz").attrib.get(f"{W}orient")  # type: ignore[union-attr]
        for each in body(WRITTEN).iter(f"{W}sectPr")
    ]
    assert turned == [None, "landscape"]
    small = as_docx(sample.only(sample.wide(rows=3, figures=4)))
    assert len(list(body(small).iter(f"{W}sectPr"))) == 1


def test_colours_of_letters_can_be_read() -> None:
    styles = xml(parts(WRITTEN)["word/styles.xml"])
    colours = {each.attrib[f"{W}val"] for each in styles.iter(f"{W}color")}
    colours |= {each.attrib[f"{W}val"] for each in body(WRITTEN).iter(f"{W}color")}
    assert len(colours) >= 4
    for colour in colours:
        for behind in ("FFFFFF", "E3EEE9"):
            assert contrast(colour, behind) >= 4.5, (colour, behind)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2)."""

    def light(colour: str) -> float:
        parts_ = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts_]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_charts_are_native_and_hold_the_figures_that_word_changes() -> None:
    found = parts(WRITTEN)
    drawings = list(body(WRITTEN).iter(f"{WP}docPr"))
    assert [each.attrib["descr"] for each in drawings] == [each.alt for each in SAMPLE.charts()]
    for number, chart in enumerate(SAMPLE.charts(), 1):
        drawing = xml(found[f"word/charts/rapport{number}.xml"])
        cached = [
            [float(point.findtext(f"{C}v", "")) for point in series.findall(f"{C}val//{C}pt")]
            for series in drawing.iter(f"{C}ser")
        ]
        expected = [[float(each) for each in _bars(series)] for series in chart.series]
        for drawn, meant in zip(cached, expected, strict=True):
            assert drawn == pytest.approx(meant, rel=1e-14)
        behind = drawing.find(f"{C}externalData")
        assert behind is not None
        relations = xml(found[f"word/charts/_rels/rapport{number}.xml.rels"])
        targets = {each.attrib["Id"]: each.attrib["Target"] for each in relations}
        workbook = found["word/" + targets[behind.attrib[f"{R}id"]].removeprefix("../")]
        sheet = CalamineWorkbook.from_filelike(BytesIO(workbook)).get_sheet_by_index(0)
        rows = sheet.to_python()
        assert [row[0] for row in rows[1:]] == [
            point.findtext(f"{C}v") for point in next(drawing.iter(f"{C}cat")).iter(f"{C}pt")
        ]
        for column, values in enumerate(expected, 1):
            assert [row[column] for row in rows[1:] if row[column] != ""] == pytest.approx(
                values, rel=1e-14
            )


def _bars(series: Series) -> list[Any]:
    amounts = [getattr(each, "number", getattr(each, "part", None)) for each in series.values]
    return [each for each in amounts if each is not None]


def test_the_label_of_a_bar_says_only_its_figure() -> None:
    drawing = xml(parts(WRITTEN)["word/charts/rapport1.xml"])
    for labels in drawing.iter(f"{C}dLbls"):
        said = {
            each.tag.removeprefix(C): each.attrib["val"]
            for each in labels
            if each.tag.startswith(f"{C}show")
        }
        assert said == {
            "showVal": "1",
            **dict.fromkeys(
                ("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize"),
                "0",
            ),
        }


def _everywhere(text: str) -> Any:
    """A report that has a text in every place there is."""
    chart = Chart("D1", text, (text,), (Series(text, (Count(7),)),), text, table=text)
    rows = (Row((Cell(Text(text)), Cell(Count(5), text))),)
    return sample.only(
        Paragraph(text),
        Bullets((text,)),
        Box(text, (text,)),
        sample.table(
            "T1", rows, text or "x", text or "y", caption=text, notes=(text,), source=text
        ),
        chart,
        Definitions((Definition(text, text, text),)),
        title=text,
        subtitle=(text,),
        programme=text,
        receiver=text,
        period=text,
    )


@given(ANY_TEXT)
@settings(max_examples=40, deadline=None)
def test_any_text_makes_a_file_that_is_read_back(text: str) -> None:
    data = as_docx(_everywhere(text))
    check_package(data)
    seen = clean(text).replace("\u00ad", "")
    assert docx_tables(data)["T1"][1] == [seen, "5"]
    assert seen in [line.text for line in paragraphs(data) if line.style == "Normal"]


def test_a_hundred_thousand_letters_are_all_there() -> None:
    text = "åäö <&> " * 12_500
    data = as_docx(sample.only(Paragraph(text)))
    assert text in [line.text for line in paragraphs(data)]


def test_a_report_without_a_section_is_a_document_too() -> None:
    data = as_docx(sample.report(sections=()))
    check_package(data)
    assert docx_tables(data) == {}


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """LibreOffice as a way to make PDF of a document, where it is installed with Writer."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice finns inte på den här datorn")
    folder = tmp_path_factory.mktemp("office")

    def convert(name: str, data: bytes) -> Path:
        (folder / name).write_bytes(data)
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={(folder / 'profil').as_uri()}",
                "--headless",
                *("--convert-to", "pdf", "--outdir", str(folder)),
                str(folder / name),
            ],
            capture_output=True,
            check=False,
            timeout=120,
        )
        return (folder / name).with_suffix(".pdf")

    plain = BytesIO()
    docx.Document().save(plain)
    if not convert("tom.docx", plain.getvalue()).exists():
        pytest.skip("LibreOffice på den här datorn kan inte läsa Word-dokument")
    return convert


def test_libreoffice_opens_it_and_shows_all_of_it(office: Any) -> None:
    from pdfminer.high_level import extract_text

    shown = re.sub(r"\s+", " ", extract_text(str(office("rapport.docx", WRITTEN))))
    for section in SAMPLE.sections:
        assert f"{section.number} {section.title}" in shown
    pages = shown.count("Sida 1 av") and int(re.findall(r"Sida \d+ av (\d+)", shown)[0])
    assert pages >= 8
    assert shown.count("UTKAST · Påhittade uppgifter") == pages
