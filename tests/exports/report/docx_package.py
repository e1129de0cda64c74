"""What a program looks at in a Word document before it says that the file has to be repaired."""

import posixpath
from xml.etree import ElementTree as ET

from tests.exports.report.reading import W, parts, xml

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike color spacing w kern position sz szCs highlight u "
    "effect bdr shd vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection vAlign",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop "
    "evenAndOddHeaders characterSpacingControl compat rsids mathPr themeFontLang clrSchemeMapping "
    "shapeDefaults decimalSymbol listSeparator",
}
"""The order that the schema (ECMA-376) wants in what is written here; Word refuses another."""


def check_package(data: bytes) -> None:
    """Everything a program looks at before it says that a file has to be repaired."""
    found = parts(data)
    types = xml(found["[Content_Types].xml"])
    known = {each.attrib.get("PartName") for each in types}
    extensions = {each.attrib.get("Extension") for each in types}
    for name, content in found.items():
        if name.endswith((".xml", ".rels")):
            xml(content)
        assert f"/{name}" in known or name.rsplit(".", 1)[-1] in extensions, name
    for name in found:
        if not name.endswith(".rels"):
            continue
        folder = name.replace("_rels/", "").rsplit("/", 1)[0] if "/" in name[6:] else ""
        for relation in xml(found[name]):
            if relation.attrib.get("TargetMode") == "External":
                continue
            target = relation.attrib["Target"]
            path = posixpath.normpath(posixpath.join("/", folder, target)).removeprefix("/")
            assert path in found, (name, target)
    check_references(found)
    for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml"):
        check_order(xml(found[name]))


def check_references(found: dict[str, bytes]) -> None:
    """Styles, lists, parts and bookmarks that are named are there; ids are unique."""
    document = xml(found["word/document.xml"])
    relations = {each.attrib["Id"] for each in xml(found["word/_rels/document.xml.rels"])}
    styles = {
        each.attrib[f"{W}styleId"] for each in xml(found["word/styles.xml"]).iter(f"{W}style")
    }
    numbers = {
        each.attrib[f"{W}numId"] for each in xml(found["word/numbering.xml"]).iter(f"{W}num")
    }
    bookmarks = [each.attrib[f"{W}name"] for each in document.iter(f"{W}bookmarkStart")]
    drawings = [each.attrib["id"] for each in document.iter(f"{WP}docPr")]
    for element in document.iter():
        assert element.attrib.get(f"{R}id", next(iter(relations))) in relations
        if element.tag in {f"{W}pStyle", f"{W}tblStyle", f"{W}rStyle"}:
            assert element.attrib[f"{W}val"] in styles
        if element.tag == f"{W}numId":
            assert element.attrib[f"{W}val"] in numbers
        if f"{W}anchor" in element.attrib:
            assert element.attrib[f"{W}anchor"] in bookmarks
    assert len(bookmarks) == len(set(bookmarks))
    assert len(drawings) == len(set(drawings))
    fields = [each.attrib[f"{W}fldCharType"] for each in document.iter(f"{W}fldChar")]
    assert fields.count("begin") == fields.count("separate") == fields.count("end")


def check_order(root: ET.Element) -> None:
    for element in root.iter():
        order = ORDER.get(element.tag.removeprefix(W), "").split()
        if order:
            places = [
                order.index(child.tag.split("}")[1])
                for child in element
                if child.tag.split("}")[1] in order
            ]
            assert places == sorted(places), (element.tag, [child.tag for child in element])
