"""The contents: a line to each section that leads to it and says on which page it is.

Only the program that lays out the pages knows their numbers. LibreOffice reckons each reference to
a page as it opens the file; Word when the file is previewed, printed or saved as PDF, or when its
reader asks for it (Ctrl+A, F9). Until then Word shows no number, and never a wrong one. A contents
field of Word's own (TOC) is left as it was written by LibreOffice, and to have Word write it anew
on opening (`updateFields`, `dirty`) makes it ask about other files that there are none of.
"""

from collections.abc import Iterator

from exports.report.model import Section
from exports.report.word.styles import Styles
from exports.report.word.xml import field, link, paragraph, run
from exports.report.wording import CONTENTS

_DEPTH = 2
_TWIPS = 20
"""In a point."""
_TO_THE_RIGHT = '<w:tabs><w:tab w:val="right" w:pos="{}"/></w:tabs>'
"""No dots lead to the number: where it is not known yet they would lead to nothing."""


def anchor(section: Section) -> str:
    """The bookmark at a section's heading."""
    return "_Toc" + "".join(each if each.isalnum() else "_" for each in section.number)


def contents(sections: tuple[Section, ...], styles: Styles, room: float) -> str:
    """The contents of sections and what lies right below them.

    Args:
        sections: of the report.
        styles: of the document.
        room: how wide a line is, in points.
    """
    side = _TO_THE_RIGHT.format(round(room * _TWIPS))
    return paragraph(styles["TOC Heading"], run(CONTENTS)) + "".join(_lines(sections, styles, side))


def _lines(
    sections: tuple[Section, ...], styles: Styles, side: str, level: int = 1
) -> Iterator[str]:
    for section in sections:
        text = run(f"{section.number} {section.title}".replace("\n", " "))
        page = run("\t") + field(f"PAGEREF {anchor(section)} \\h")
        line = link(anchor(section), text + page)
        yield paragraph(styles[f"toc {level}"], line, properties=side)
        if level < _DEPTH:
            yield from _lines(section.subsections, styles, side, level + 1)
