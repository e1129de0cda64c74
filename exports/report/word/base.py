"""The document that a report is written into: an empty one, or the receiver's letterhead."""

import copy
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from exports.report.word.xml import parsed
from exports.safe_text import shown
from halsoverkstad.domain.errors import Fault

_LEFT_OUT = ("/stylesWithEffects", "/customXml", "/thumbnail")
"""What python-docx's empty document carries along that nobody needs."""
_KEPT_OF_LETTERHEAD = {
    "customXml",
    "endnotes",
    "fontTable",
    "footnotes",
    "numbering",
    "settings",
    "styles",
    "stylesWithEffects",
    "theme",
    "webSettings",
}
"""What belongs to a document as a whole, and not to what its body says."""
_KEPT_STYLES = {"normal", "default paragraph font", "normal table", "no list"}
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1474" w:right="1361" w:bottom="1304" w:left="1361" w:header="680" '
    'w:footer="567" w:gutter="0"/><w:cols w:space="708"/></w:sectPr>'
)
"""A4; lengths in twentieths of a point."""
_WORD = "http://schemas.microsoft.com/office/word"
_SETTINGS = (
    '<w:zoom w:percent="100"/>',
    '<w:defaultTabStop w:val="1304"/>',
    '<w:characterSpacingControl w:val="doNotCompress"/>',
    f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{_WORD}" w:val="15"/></w:compat>',
    '<w:themeFontLang w:val="sv-SE"/>',
    '<w:decimalSymbol w:val=","/>',
    '<w:listSeparator w:val=";"/>',
)
"""Without the mode of today, Word says that the document is of an older kind."""


def empty() -> Document:
    """A document with a standing page of A4 and nothing on it."""
    document = docx.Document()
    _drop(document.part.package)
    _drop(document.part)
    styles: Any = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.find(qn("w:name")).get(qn("w:val")).lower() not in _KEPT_STYLES:
            styles.remove(style)
    settings: Any = document.settings.element
    for setting in list(settings):
        settings.remove(setting)
    for setting in _SETTINGS:
        settings.append(parsed(setting))
    _set_page(document, parsed(_PAGE))
    return document


def letterhead(path: Path) -> Document:
    """A template with its styles, headers, footers and page, and nothing in its body.

    Raises:
        Fault: it cannot be read or is no Word document.
    """
    try:
        document = docx.Document(BytesIO(path.read_bytes()))
    except OSError as error:
        raise Fault(
            f"Brevmallen ”{shown(str(path))}” kunde inte läsas. Kontrollera att filen finns och "
            "inte är öppen i ett annat program."
        ) from error
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise _no_document(path) from error
    page = copy.deepcopy(body_of(document).xpath(".//w:sectPr")[0])
    _set_page(document, page)
    _drop_what_the_body_had(document, page)
    return document


def body_of(document: Document) -> Any:
    """The element that holds the text; its last child says what pages look like."""
    return cast("Any", document.element).body


def _no_document(path: Path) -> Fault:
    return Fault(
        f"Brevmallen ”{shown(str(path))}” är inget Word-dokument (.docx). Öppna den i Word, välj "
        "Spara som och Word-dokument (.docx), och ange den filen."
    )


def _set_page(document: Document, page: Any) -> None:
    """Empty the body; a letterhead's first page says how the others look."""
    body = body_of(document)
    for element in list(body):
        body.remove(element)
    for kind in page.findall(qn("w:type")):
        page.remove(kind)
    body.append(page)


def _drop_what_the_body_had(document: Document, page: Any) -> None:
    """Pictures, charts and comments would stay in the file unseen, figures and all."""
    used = {each for element in page.iter() for each in element.attrib.values()}
    relations = cast("Any", document.part).rels
    for name, relation in list(relations.items()):
        if name not in used and relation.reltype.rpartition("/")[2] not in _KEPT_OF_LETTERHEAD:
            del relations[name]


def _drop(source: Any) -> None:
    for name, relation in list(source.rels.items()):
        if any(each in relation.reltype for each in _LEFT_OUT):
            del source.rels[name]
