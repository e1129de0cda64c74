"""The contents: a field that Word can compute anew, showing its entries from the start."""

from collections.abc import Iterator

from exports.report.model import Section
from exports.report.word.styles import Styles
from exports.report.word.xml import begin_field, end_field, link, paragraph, run
from exports.report.wording import CONTENTS

_DEPTH = 2
_INSTRUCTION = f'TOC \\o "1-{_DEPTH}" \\h \\z \\u'
_GALLERY = (
    '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
    "</w:docPartObj></w:sdtPr>"
)
"""Word shows a button for updating above it."""


def anchor(section: Section) -> str:
    """The bookmark at a section's heading."""
    return "_Toc" + "".join(each if each.isalnum() else "_" for each in section.number)


def contents(sections: tuple[Section, ...], styles: Styles) -> str:
    """The contents, without page numbers.

    Only a program that lays out the pages knows those; Word writes them when the reader updates
    the field. A guess could be wrong, and asking Word to update on opening makes it ask back.
    """
    entries = list(_entries(sections, styles))
    heading = paragraph(styles["TOC Heading"], run(CONTENTS))
    if not entries:
        return heading
    first, *rest = entries
    first = (first[0], begin_field(_INSTRUCTION) + first[1])
    *others, last = [first, *rest]
    lines = [*others, (last[0], last[1] + end_field())]
    content = "".join(paragraph(style, text) for style, text in lines)
    return f"<w:sdt>{_GALLERY}<w:sdtContent>{heading}{content}</w:sdtContent></w:sdt>"


def _entries(
    sections: tuple[Section, ...], styles: Styles, level: int = 1
) -> Iterator[tuple[str, str]]:
    """Each entry's style and content."""
    for section in sections:
        text = run(f"{section.number} {section.title}".replace("\n", " "))
        yield styles[f"toc {level}"], link(anchor(section), text)
        if level < _DEPTH:
            yield from _entries(section.subsections, styles, level + 1)
