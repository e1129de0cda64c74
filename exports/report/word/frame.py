"""What surrounds the text in Word: the marks on every page, page numbers, properties."""

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from exports.report.model import Report
from exports.report.word.styles import LINE, Styles
from exports.report.word.xml import field, paragraph, parsed, run
from exports.report.wording import banners
from halsoverkstad.domain.words import PRODUCT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.section import Section

_LONGEST_TITLE = 250
"""Word takes no longer property."""
_BETWEEN = " · "
_ABOVE = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{LINE}"/></w:pBdr>'


def set_properties(document: "Document", report: Report) -> None:
    """Title, language and date, as programs and screen readers ask for them."""
    moment = datetime.combine(report.date, time(), UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = _short(report.title)
    properties.subject = _short(f"{report.programme}, {report.period}")
    properties.author = _short(report.programme)
    properties.last_modified_by = PRODUCT
    properties.language = report.language
    properties.comments = ""
    properties.keywords = ""
    properties.revision = 1
    properties.created = moment
    properties.modified = moment
    properties.last_printed = moment


def set_pages(document: "Document", report: Report, styles: Styles, *, keep: bool) -> None:
    """Put the marks on top of every page, and page numbers at its foot if there are none."""
    section = document.sections[0]
    even = bool(document.settings.odd_and_even_pages_header_footer)
    marks = _BETWEEN.join(banners(report))
    for header in _headers(section, even=even):
        if marks:
            line = run(marks)
            _add(header, paragraph(styles["Rapport sidmärkning"], line, properties=_ABOVE))
    numbered = any(_numbered(each) for each in _parts(section, even=even))
    if keep and numbered:
        return
    for footer in _footers(section, even=even):
        _add(footer, _page_number(report, styles))


def _page_number(report: Report, styles: Styles) -> str:
    return paragraph(
        styles["footer"],
        run(f"{report.programme}{_BETWEEN}{report.period}{_BETWEEN}Sida\u00a0"),
        field("PAGE", "1"),
        run("\u00a0av\u00a0"),
        field("NUMPAGES", "1"),
        properties='<w:jc w:val="right"/>',
    )


def _headers(section: "Section", *, even: bool) -> "Iterator[Any]":
    """The headers that pages have."""
    yield section.header
    if section.different_first_page_header_footer:
        yield section.first_page_header
    if even:
        yield section.even_page_header


def _footers(section: "Section", *, even: bool) -> "Iterator[Any]":
    yield section.footer
    if section.different_first_page_header_footer:
        yield section.first_page_footer
    if even:
        yield section.even_page_footer


def _parts(section: "Section", *, even: bool) -> "Iterator[Any]":
    for part in (*_headers(section, even=even), *_footers(section, even=even)):
        if not part.is_linked_to_previous:
            yield part


def _numbered(part: Any) -> bool:
    element = part.part.element
    simple = (each.get(qn("w:instr"), "") for each in element.iter(qn("w:fldSimple")))
    complex_ = (each.text or "" for each in element.iter(qn("w:instrText")))
    return any(each.split()[:1] == ["PAGE"] for each in (*simple, *complex_))


def _add(part: Any, content: str) -> None:
    """Add a paragraph below what is there, in the place of an only and empty one."""
    part.is_linked_to_previous = False
    element = part.part.element
    only = list(element)
    if len(only) == 1 and not list(only[0].iter(qn("w:r"))):
        element.remove(only[0])
    element.append(parsed(content))


def _short(text: str) -> str:
    return text[:_LONGEST_TITLE].replace("\n", " ")
