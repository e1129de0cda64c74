"""The styles that the report is set in; a template's own are kept as they are."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from exports.report.word.xml import parsed

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Calibri"
INK = "1D2A26"
ACCENT = "1F4E43"
"""Headings; 9.5:1 on white."""
GREY = "54625D"
"""Small print; 6.3:1 on white."""
WARNING = "9B2C12"
"""What every page says; 7.5:1 on white."""
TINT = "E3EEE9"
"""Behind the head of tables, and in boxes."""
LINE = "B9CBC3"
_LANGUAGE = "sv-SE"


@dataclass(frozen=True)
class _Look:
    """A paragraph's style; lengths in twentieths of a point, letters in halves of a point."""

    size: int = 0
    colour: str = ""
    bold: bool = False
    before: int = 0
    after: int = 0
    line: int = 240
    """How high a line is; 240 is what the letters need."""
    keep: str = ""
    between: str = ""
    """What the schema wants between keeping together and spacing: borders, tabs, shades."""
    behind: str = ""
    """What it wants after the spacing: indents, the side that is even, the outline."""

    def paragraph(self) -> str:
        """Its paragraph properties."""
        spacing = (
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="{self.line}" '
            'w:lineRule="auto"/>'
        )
        return f"<w:pPr>{self.keep}{self.between}{spacing}{self.behind}</w:pPr>"

    def letters(self) -> str:
        """Its run properties."""
        bold = "<w:b/>" if self.bold else ""
        colour = f'<w:color w:val="{self.colour}"/>' if self.colour else ""
        size = f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>' if self.size else ""
        return f"<w:rPr>{bold}{colour}{size}</w:rPr>"


_WITH_NEXT = "<w:keepNext/>"
_TOGETHER = "<w:keepLines/>"
_HEADING = _WITH_NEXT + _TOGETHER
_BOX_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="{thick}" w:space="{space}" w:color="{colour}"/>'
    for side, thick, space, colour in (
        ("top", 4, 6, TINT),
        ("left", 24, 10, ACCENT),
        ("bottom", 4, 7, TINT),
        ("right", 4, 6, TINT),
    )
)
_BOX = f'<w:pBdr>{_BOX_SIDES}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'


def _heading(level: int, size: int, before: int, after: int) -> _Look:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return _Look(size, ACCENT, True, before, after, keep=_HEADING, behind=outline)


_LOOKS = {
    "Normal": _Look(22, INK, after=140, line=288),
    "Title": _Look(48, ACCENT, True, before=360, after=80, keep=_WITH_NEXT),
    "Subtitle": _Look(26, GREY, after=60, line=264),
    "heading 1": _heading(1, 34, before=480, after=160),
    "heading 2": _heading(2, 26, before=340, after=120),
    "heading 3": _heading(3, 22, before=260, after=80),
    "caption": _Look(21, INK, True, before=280, after=100, keep=_HEADING),
    "TOC Heading": _Look(26, ACCENT, True, before=480, after=140, keep=_WITH_NEXT),
    "toc 1": _Look(before=60, after=30, line=252),
    "toc 2": _Look(20, GREY, after=10, line=252, behind='<w:ind w:left="340"/>'),
    "header": _Look(),
    "footer": _Look(18, GREY, behind='<w:jc w:val="right"/>'),
    "Rapport ingress": _Look(25, ACCENT, after=180, line=288),
    "Rapport uppgift": _Look(
        20,
        after=50,
        line=252,
        between='<w:tabs><w:tab w:val="left" w:pos="2098"/></w:tabs>',
        behind='<w:ind w:left="2098" w:hanging="2098"/>',
    ),
    "Rapport punkt": _Look(after=70, line=276, behind='<w:ind w:left="397" w:hanging="284"/>'),
    "Rapport definition": _Look(
        after=110, line=269, keep=_TOGETHER, behind='<w:ind w:left="397" w:hanging="397"/>'
    ),
    "Rapport tabelltext": _Look(before=50, after=50),
    "Rapport not": _Look(18, GREY, before=40, line=247, keep=_TOGETHER),
    "Rapport ruta": _Look(
        line=276, keep=_TOGETHER, between=_BOX, behind='<w:ind w:left="284" w:right="170"/>'
    ),
    "Rapport sidmärkning": _Look(20, WARNING, True),
}
"""Each style by its name in the file; Word shows those that it knows in the reader's language."""
_BASE = "Normal"
TABLE = "Rapport tabell"
_TABLE = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
    '<w:uiPriority w:val="99"/><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    "</w:pPr><w:tblPr><w:tblBorders>"
    f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="90" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
    '</w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/><w:vAlign w:val="bottom"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
)


class Styles:
    """The styles of a document by their names, whatever the file calls them inside."""

    def __init__(self, document: "Document", *, keep: bool) -> None:
        """Add those that are missing; if not told to keep the document's own, replace them."""
        self._root: Any = document.styles.element
        self._ids = {
            style.find(qn("w:name")).get(qn("w:val")).lower(): style.get(qn("w:styleId"))
            for style in self._root.findall(qn("w:style"))
        }
        if not keep:
            self._set_font()
        self._set_language()
        for name, look in _LOOKS.items():
            if not (keep and name.lower() in self._ids):
                self._put(name, look)
        if TABLE.lower() not in self._ids:
            self._root.append(parsed(_TABLE.format(id=self._new_id(TABLE), name=TABLE)))

    def __getitem__(self, name: str) -> str:
        """The id of a style."""
        return self._ids[name.lower()]

    def _put(self, name: str, look: _Look) -> None:
        """Add a style, in the place of the one that has its name."""
        identity = self._ids.get(name.lower()) or self._new_id(name)
        for style in self._root.findall(qn("w:style")):
            if style.get(qn("w:styleId")) == identity:
                self._root.remove(style)
        kind = ' w:default="1"' if name == _BASE else ""
        if name.startswith("Rapport "):
            kind = ' w:customStyle="1"'
        base = "" if name == _BASE else f'<w:basedOn w:val="{self[_BASE]}"/>'
        following = f'<w:next w:val="{self[_BASE]}"/>' if _WITH_NEXT in look.keep else ""
        self._root.append(
            parsed(
                f'<w:style w:type="paragraph"{kind} w:styleId="{identity}"><w:name w:val="{name}"/>'
                f"{base}{following}<w:qFormat/>{look.paragraph()}{look.letters()}</w:style>"
            )
        )

    def _new_id(self, name: str) -> str:
        identity = "".join(each for each in name.title() if each.isascii() and each.isalnum())
        while identity in self._ids.values():
            identity += "R"
        self._ids[name.lower()] = identity
        return identity

    def _defaults(self) -> Any:
        """The letters of everything that no style speaks of."""
        defaults = self._root.find(qn("w:docDefaults"))
        if defaults is None:
            defaults = parsed("<w:docDefaults/>")
            self._root.insert(0, defaults)
        outer = defaults.find(qn("w:rPrDefault"))
        if outer is None:
            outer = parsed("<w:rPrDefault/>")
            defaults.insert(0, outer)
        inner = outer.find(qn("w:rPr"))
        if inner is None:
            inner = parsed("<w:rPr/>")
            outer.append(inner)
        return inner

    def _set_font(self) -> None:
        defaults = self._defaults()
        for fonts in defaults.findall(qn("w:rFonts")):
            defaults.remove(fonts)
        names = " ".join(f'w:{each}="{FONT}"' for each in ("ascii", "hAnsi", "eastAsia", "cs"))
        defaults.insert(0, parsed(f"<w:rFonts {names}/>"))

    def _set_language(self) -> None:
        defaults = self._defaults()
        for language in defaults.findall(qn("w:lang")):
            defaults.remove(language)
        defaults.append(
            parsed(f'<w:lang w:val="{_LANGUAGE}" w:eastAsia="{_LANGUAGE}" w:bidi="ar-SA"/>')
        )
