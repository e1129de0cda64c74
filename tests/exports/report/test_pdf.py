"""The PDF: accessible, whole, and made of data that is never taken for markup."""

import dataclasses
import json
import re
import sys
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from exports.report.model import (
    Box,
    Bullets,
    Cell,
    Chart,
    ChartKind,
    Count,
    Definition,
    Definitions,
    Paragraph,
    Report,
    Row,
    Series,
    Status,
    Text,
)
from halsoverkstad.domain.errors import Fault
from tests.exports.report import sample

pytest.importorskip("typst", reason="tillägget halsoverkstad[pdf] är inte installerat")

from exports.report.pdf.view import viewed
from exports.report.pdf.writer import as_pdf
from tests.exports.report.reading_pdf import headings, read, tables

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
NO_SHRINKING = [phase for phase in Phase if phase is not Phase.shrink]
SAMPLE = sample.report()
WRITTEN = as_pdf(SAMPLE)
PDF = read(WRITTEN)


def squeezed(text: str) -> str:
    """Without what only parts words and lines."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def test_says_that_it_is_pdf_ua_1_and_is_tagged() -> None:
    assert "<pdfuaid:part>1</pdfuaid:part>" in PDF.metadata
    assert PDF.catalog["MarkInfo"]["Marked"] is True
    assert PDF.catalog["ViewerPreferences"]["DisplayDocTitle"] is True
    assert PDF.language == "sv-SE"
    assert "Återrapportering 2024" in PDF.metadata


def test_no_word_or_figure_that_has_room_is_cut_up() -> None:
    """Whoever searches, copies or listens would meet the places where it might be broken."""
    checksum = f"sha256:{'d' * 64}"
    words = Paragraph(f"Kontrollsumman är {checksum}.")
    row = Row((Cell(Text("Vuxna/vårdnadshavare")), *(Cell(Count(16279)) for _ in range(6))))
    narrow = sample.table("T9", (row,), "Grupp", *(["Registreringsgrad"] * 6))
    report = dataclasses.replace(sample.only(words, narrow), checksum=checksum)
    for each in (SAMPLE, report):
        assert "\u200b" not in json.dumps(viewed(each), ensure_ascii=False)


def test_its_fonts_are_inside() -> None:
    assert b"LibertinusSerif" in WRITTEN
    assert b"/FontFile" in WRITTEN


def test_the_same_report_is_the_same_bytes() -> None:
    assert as_pdf(sample.report()) == WRITTEN
    assert "2025-01-28" in PDF.metadata


def test_its_outline_is_the_sections() -> None:
    outline = headings(PDF)
    assert [text for level, text in outline if level == 1] == [
        f"{each.number} {each.title}" for each in SAMPLE.sections
    ]
    assert [text for level, text in outline if level == 2] == [
        f"{each.number} {each.title}" for each in SAMPLE.sections[2].subsections
    ]


def test_charts_are_told_to_those_who_cannot_see_them() -> None:
    assert [each.alt for each in PDF.structure.every("Figure")] == [
        each.alt for each in SAMPLE.charts()
    ]


def test_heads_of_tables_are_heads() -> None:
    for table in PDF.structure.every("Table"):
        first = next(table.every("TR"))
        assert {cell.kind for cell in first.children} == {"TH"}


def test_wide_tables_lie_down() -> None:
    lying = [width > height for width, height in PDF.sizes]
    assert lying.count(True) >= 2
    assert not lying[0]
    assert not any(lying[: lying.index(True)])


def page_texts(data: bytes) -> list[str]:
    from io import BytesIO

    from pdfminer.high_level import extract_text

    return extract_text(BytesIO(data)).replace("\u200b", "").split("\f")[:-1]


def test_every_page_says_what_it_is_and_which() -> None:
    pages = page_texts(WRITTEN)
    assert len(pages) == PDF.pages
    for number, page in enumerate(pages, 1):
        assert "UTKAST · Påhittade uppgifter" in page
        assert f"Sida {number} av {len(pages)}" in page
    final = page_texts(as_pdf(sample.report(status=Status.FINAL, made_up=False)))
    assert not any("UTKAST" in page or "Påhittade" in page for page in final)


def test_nothing_stands_outside_its_page() -> None:
    """Letters stand within the margins, however long the words are."""
    from io import BytesIO

    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTChar

    def letters(item: Any) -> Any:
        if isinstance(item, LTChar):
            yield item
        elif hasattr(item, "__iter__"):
            for each in item:
                yield from letters(each)

    word = "Ordsomaldrigtarslut" * 30
    rows = (Row((Cell(Text(word)), Cell(Count(1_234_567)))),)
    wide = as_pdf(
        sample.only(
            Paragraph(word),
            Bullets((word,)),
            Box(word, (word,)),
            sample.table("T1", rows, word, word, caption=word, notes=(word,)),
            Chart("D1", word, (word,), (Series(word, (Count(7),)),), word),
            sample.wide(20, 12),
            title=word,
            subtitle=(word,),
            receiver=word,
        )
    )
    for data in (WRITTEN, wide):
        for page in extract_pages(BytesIO(data)):
            for letter in letters(page):
                assert letter.x0 >= 60
                assert letter.x1 <= page.width - 60
                assert letter.y0 >= 20
                assert letter.y1 <= page.height - 20


def _everywhere(text: str) -> Report:
    rows = (Row((Cell(Text(text)), Cell(Count(5), text))),)
    standing = Chart(
        "D2", text, (text,), (Series(text, (Count(7),)),), text, kind=ChartKind.STANDING
    )
    return sample.only(
        Paragraph(text),
        Bullets((text,)),
        Box(text, (text,)),
        sample.table("T1", rows, text, text, caption=text, notes=(text,), source=text),
        Chart("D1", text, (text,), (Series(text, (Count(7),)),), text, table=text),
        standing,
        Definitions((Definition(text, text, text),)),
        title=text,
        subtitle=(text,),
        programme=text,
        receiver=text,
        period=text,
    )


@given(ANY_TEXT)
@settings(max_examples=25, deadline=None, phases=NO_SHRINKING)
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    data = as_pdf(_everywhere(text))
    assert "<pdfuaid:part>1</pdfuaid:part>" in read(data).metadata
    assert tables(data)["T1"][1][1] == "5"


@pytest.mark.parametrize(
    "text",
    [
        '#eval("1") $x^2$ *a* _b_ `c` @d <e> // f /* g */ \\ = h',
        "”Åäö” – − & < > \" ' | { } [ ] ~ ^ %",
        "Ђорђе Ωμέγα Łódź Ceyda Şğıİ",
    ],
)
def test_texts_are_read_back_as_they_are(text: str) -> None:
    data = as_pdf(
        sample.only(Paragraph(text), sample.table("T1", (sample.row(text, Count(1)),), "a", "b"))
    )
    assert squeezed(text) in squeezed(read(data).letters)
    assert squeezed(tables(data)["T1"][1][0]) == squeezed(text)


def test_letters_that_no_font_has_leave_the_rest_readable() -> None:
    text = "Före " + "".join(chr(0x13000 + 40 * index) for index in range(30)) + " efter"
    letters = read(as_pdf(sample.only(Paragraph(text)))).letters
    assert "Före" in letters
    assert "efter" in letters


def test_a_hundred_thousand_letters_are_all_there() -> None:
    text = "åäö <&> " * 12_500
    assert squeezed(text) in squeezed(read(as_pdf(sample.only(Paragraph(text)))).letters)


def test_a_report_without_a_section_is_a_document_too() -> None:
    assert read(as_pdf(sample.report(sections=()))).pages == 1


def test_without_typst_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(Fault, match=r"pip install halsoverkstad\[pdf\].*\.docx"):
        as_pdf(SAMPLE)
