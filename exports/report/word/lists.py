"""The bullets of lists, added to the numbering that a document may have already."""

from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

from exports.report.word.xml import parsed

if TYPE_CHECKING:
    from docx.document import Document


def add_bullets(document: "Document") -> str:
    """Define bullets and give what a paragraph's properties hold to have one."""
    numbering = _numbering(document)
    kind = _next(numbering, "w:abstractNum", "w:abstractNumId")
    number = _next(numbering, "w:num", "w:numId")
    definition = parsed(
        f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="284"/></w:pPr></w:lvl>'
        "</w:abstractNum>"
    )
    first = numbering.find(qn("w:num"))
    # Every definition has to stand before the first number.
    if first is None:
        numbering.append(definition)
    else:
        first.addprevious(definition)
    numbering.append(parsed(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/></w:num>'))
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _numbering(document: "Document") -> Any:
    part = document.part
    if not any(each.reltype == RELATIONSHIP_TYPE.NUMBERING for each in part.rels.values()):
        name = PackURI("/word/numbering.xml")
        package: Any = part.package
        made = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, parsed("<w:numbering/>"), package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return part.numbering_part.element


def _next(numbering: Any, tag: str, attribute: str) -> int:
    known = [int(each.get(qn(attribute))) for each in numbering.findall(qn(tag))]
    return max(known, default=0) + 1
