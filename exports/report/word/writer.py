"""The report as a Word document that can be read, searched, heard and changed like any other."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from exports.report import charts as drawing
from exports.report.archive import without_clock
from exports.report.cleaning import cleaned
from exports.report.layout import laid_out
from exports.report.model import (
    Block,
    Box,
    Bullets,
    Chart,
    Definitions,
    Paragraph,
    Report,
    Section,
    Table,
)
from exports.report.word import base, charts, contents, frame, lists, tables
from exports.report.word.pages import Piece, paged, room
from exports.report.word.styles import GREY, Styles
from exports.report.word.xml import bookmark, field, paragraph, parsed, run
from exports.report.wording import (
    EMPTY_TABLE,
    chart_origin,
    label,
    notes,
    particulars,
    prefix,
)

if TYPE_CHECKING:
    from docx.document import Document

_FIELD_NAME = re.compile(r"[A-Za-z]{1,20}")
_AFTER = '<w:spacing w:before="{before}" w:after="{after}"/>'
_NEW_PAGE = "<w:pageBreakBefore/>"
_KEEP = "<w:keepNext/>"
_DEEPEST = 3


def as_docx(report: Report, template: Path | None = None) -> bytes:
    """The report as a file.

    Args:
        report: what to write.
        template: a letterhead whose styles, page, headers and footers are kept.

    Raises:
        Fault: the template cannot be read or is no Word document.
    """
    document = base.letterhead(template) if template else base.empty()
    _Writer(document, cleaned(report, hyphens=True), keep=template is not None).write()
    buffer = BytesIO()
    document.save(buffer)
    return without_clock(buffer.getvalue())


class _Writer:
    """Writes one report into one document."""

    def __init__(self, document: "Document", report: Report, *, keep: bool) -> None:
        self._document = document
        self._report = report
        self._keep = keep
        self._styles = Styles(document, keep=keep)
        self._bullet = lists.add_bullets(document)
        self._bookmarks = 0
        self._charts = 0
        self._standing, self._lying = room(base.body_of(document)[-1])

    def write(self) -> None:
        """Write everything."""
        frame.set_properties(self._document, self._report)
        frame.set_pages(self._document, self._report, self._styles, keep=self._keep)
        body = base.body_of(self._document)
        page = body[-1]
        body.remove(page)
        markup, last = paged(list(self._pieces()), page)
        whole = parsed(f"<w:body>{''.join(markup)}</w:body>")
        for element in list(whole):
            body.append(element)
        body.append(last)

    def _pieces(self) -> Iterator[Piece]:
        yield Piece(self._top())
        yield Piece(contents.contents(self._report.sections, self._styles, self._standing))
        for index, section in enumerate(self._report.sections):
            yield from self._section(section, 1, new_page=index == 0)

    def _top(self) -> str:
        styles = self._styles
        lines = [paragraph(styles["Title"], run(self._report.title))]
        lines += [paragraph(styles["Subtitle"], run(each)) for each in self._report.subtitle]
        for index, (what, text) in enumerate(particulars(self._report)):
            space = _AFTER.format(before=360, after=50) if index == 0 else ""
            name = run(what, f'<w:color w:val="{GREY}"/>')
            content = (name, run("\t"), run(text))
            lines.append(paragraph(styles["Rapport uppgift"], *content, properties=space))
        return "".join(lines)

    def _section(self, section: Section, level: int, *, new_page: bool = False) -> Iterator[Piece]:
        self._bookmarks += 1
        title = run(f"{section.number} {section.title}")
        heading = paragraph(
            self._styles[f"heading {min(level, _DEEPEST)}"],
            bookmark(self._bookmarks, contents.anchor(section), title),
            properties=_NEW_PAGE if new_page else "",
        )
        yield Piece(heading, heading=True)
        for block in section.blocks:
            yield self._block(block)
        for each in section.subsections:
            yield from self._section(each, level + 1)

    def _block(self, block: Block) -> Piece:
        match block:
            case Paragraph(text, lead):
                style = self._styles["Rapport ingress" if lead else "Normal"]
                return Piece(paragraph(style, run(text)))
            case Bullets(items):
                style = self._styles["Rapport punkt"]
                lines = (paragraph(style, run(each), properties=self._bullet) for each in items)
                return Piece("".join(lines))
            case Box():
                return Piece(self._box(block))
            case Table():
                return self._table(block)
            case Chart():
                return Piece(self._chart(block))
            case Definitions():
                return Piece(self._definitions(block))

    def _box(self, box: Box) -> str:
        style = self._styles["Rapport ruta"]
        lines = [run(box.title, "<w:b/>"), *(run(each) for each in box.lines)]
        last = len(lines) - 1
        return "".join(
            paragraph(
                style,
                line,
                properties=(_KEEP if index in {0, last - 1} and index != last else "")
                + _AFTER.format(
                    before=200 if index == 0 else 20, after=320 if index == last else 20
                ),
            )
            for index, line in enumerate(lines)
        )

    def _table(self, content: Table) -> Piece:
        layout = laid_out(content, self._standing, self._lying)
        markup = self._caption(prefix(content), content.caption)
        if content.rows:
            markup += tables.table(content, layout, self._styles)
        else:
            markup += paragraph(self._styles["Normal"], run(EMPTY_TABLE, "<w:i/>"))
        return Piece(markup + self._notes(list(notes(content))), layout.lying)

    def _notes(self, texts: list[str]) -> str:
        """Small print with room below; what follows a table directly would cling to it."""
        style = self._styles["Rapport not"]
        texts = texts or [""]
        *others, last = texts
        space = _AFTER.format(before=40, after=280)
        return "".join(paragraph(style, run(text)) for text in others) + paragraph(
            style, run(last), properties=space
        )

    def _chart(self, chart: Chart) -> str:
        caption = self._caption(prefix(chart), chart.caption)
        small_print = self._notes([each for each in [chart_origin(chart)] if each])
        if not drawing.is_drawn(chart):
            return caption + paragraph(self._styles["Normal"], run(EMPTY_TABLE)) + small_print
        self._charts += 1
        placed = charts.add(self._document, chart, self._charts, self._standing)
        look = _KEEP + _AFTER.format(before=0, after=60)
        return caption + paragraph(self._styles["Normal"], placed, properties=look) + small_print

    def _caption(self, kind: str, text: str) -> str:
        """A caption whose number is a field, so that Word can list and refer to it."""
        word, name = kind.split(" ", 1)
        letters, number = label(name)
        content = run(f"{word} {letters}")
        if number and _FIELD_NAME.fullmatch(letters):
            content += field(f"SEQ {letters} \\* ARABIC \\r {int(number)}", number)
        else:
            content += run(number)
        # A letterhead's own captions may not stay with what they are of.
        return paragraph(self._styles["caption"], content, run(f". {text}"), properties=_KEEP)

    def _definitions(self, definitions: Definitions) -> str:
        style = self._styles["Rapport definition"]
        lines: list[str] = []
        for entry in definitions.entries:
            content = run(entry.term, "<w:b/>")
            if entry.basis:
                content += run(f" ({entry.basis})", f'<w:color w:val="{GREY}"/>')
            lines.append(paragraph(style, content, run(f". {entry.meaning}")))
        return "".join(lines)
