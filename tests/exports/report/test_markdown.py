"""Markdown: what a program that understands it shows is the report, and nothing else."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from exports.report.cleaning import clean
from exports.report.markdown import as_markdown
from exports.report.model import (
    Box,
    Bullets,
    Cell,
    Count,
    Definition,
    Definitions,
    Paragraph,
    Role,
    Row,
    Text,
)
from tests.exports.report import sample
from tests.exports.report.reading import markdown_tables, plain

SAMPLE = sample.report()
WRITTEN = as_markdown(SAMPLE)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
MARKUP = st.text("#*_`~[]()<>!|\\&;=+-.1:>$ \n\t\"'ab", max_size=30)


def tokens(data: bytes) -> list[Any]:
    return MarkdownIt("commonmark").enable("table").parse(data.decode())


def said(data: bytes, kind: str) -> list[str]:
    """The words of every piece of a kind."""
    found = tokens(data)
    return [
        plain(found[index + 1]) for index, token in enumerate(found) if token.type == f"{kind}_open"
    ]


def squeezed(text: str) -> str:
    """The words of a text: Markdown shows any room between them as one space."""
    return " ".join(text.split())


def test_its_headings_are_the_title_and_the_sections() -> None:
    found = tokens(WRITTEN)
    outline = [
        (token.tag, plain(found[index + 1]))
        for index, token in enumerate(found)
        if token.type == "heading_open"
    ]
    assert outline[0] == ("h1", SAMPLE.title)
    assert [text for tag, text in outline if tag == "h2"] == [
        f"{each.number} {each.title}" for each in SAMPLE.sections
    ]
    assert [text for tag, text in outline if tag == "h3"] == [
        f"{each.number} {each.title}" for each in SAMPLE.sections[2].subsections
    ]


def test_says_first_that_it_is_a_draft_and_made_up() -> None:
    assert said(WRITTEN, "paragraph")[0] == "UTKAST · Påhittade uppgifter"


def test_line_breaks_and_paragraphs_of_a_text_stay() -> None:
    data = as_markdown(sample.only(Paragraph("Ett\nTvå\n\nTre")))
    assert said(data, "paragraph")[-2:] == ["Ett\nTvå", "Tre"]


def test_a_box_is_a_quotation() -> None:
    kinds = [token.type for token in tokens(as_markdown(sample.only(Box("Ruta", ("a", "b")))))]
    inside = kinds[kinds.index("blockquote_open") : kinds.index("blockquote_close")]
    assert inside.count("paragraph_open") == 3


def test_sums_are_strong_and_parts_stand_in_from_the_edge() -> None:
    rows = (
        sample.row("Därav", Count(1), role=Role.PART),
        sample.row("Summa", Count(3), role=Role.TOTAL),
    )
    text = as_markdown(sample.only(sample.table("T1", rows, "Vad", "Antal"))).decode()
    assert "| \u2003Därav | 1 |" in text
    assert "| **Summa** | **3** |" in text


@given(ANY_TEXT | MARKUP)
@settings(max_examples=150, deadline=None)
def test_any_text_is_only_words(text: str) -> None:
    data = as_markdown(
        sample.only(
            Paragraph(text),
            Bullets(("före", text)),
            Box("Ruta", (text,)),
            sample.table("T1", (Row((Cell(Text(text)), Cell(Count(5)))),), "Vad", "Antal"),
            Definitions((Definition("Mått", text, text),)),
        )
    )
    seen = squeezed(clean(text).replace("\u00ad", ""))
    name, five = markdown_tables(data)["T1"][1]
    assert (squeezed(name), five) == (seen, "5")
    kinds = {token.type for token in tokens(data)}
    assert not kinds & {"code_block", "fence", "html_block", "hr", "ordered_list_open"}
    assert [token.tag for token in tokens(data) if token.type == "heading_open"] == ["h1", "h2"]
    for token in tokens(data):
        inside = {each.type for each in token.children or []}
        assert inside <= {
            "text",
            "strong_open",
            "strong_close",
            "softbreak",
            "hardbreak",
            "html_inline",
            "text_special",
            "em_open",
            "em_close",
        }
        assert {each.content for each in token.children or [] if each.type == "html_inline"} <= {
            "<br>"
        }
    paragraphs = [squeezed(each) for each in said(data, "paragraph")]
    assert seen in " ".join(paragraphs)


@pytest.mark.parametrize("number", ["1463", "−73 375", "42,6 %"])
def test_figures_need_no_backslash(number: str) -> None:
    assert (
        f"| {number} |"
        in as_markdown(
            sample.only(sample.table("T1", (Row((Cell(Text(number)),)),), "Vad"))
        ).decode()
    )
