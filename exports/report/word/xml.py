"""Pieces of WordprocessingML as text: paragraphs, runs, fields.

Text that comes from outside goes through `run` or `quoted`, and only there.
"""

import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from exports.report.wording import SOFT_HYPHEN

NAMESPACES = nsdecls("w", "r", "a", "wp", "c")
_SPECIAL = re.compile(f"([\n\t{SOFT_HYPHEN}])")
_ELEMENTS = {"\n": "<w:br/>", "\t": "<w:tab/>", SOFT_HYPHEN: "<w:softHyphen/>"}


def parsed(element: str) -> Any:
    """An element made from its text, which names no namespaces itself."""
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {NAMESPACES}", element, count=1))


def quoted(text: str) -> str:
    """A text as the value of an attribute, in quotes."""
    return quoteattr(text.replace(SOFT_HYPHEN, ""))


def run(text: str, properties: str = "") -> str:
    """A stretch of text that looks alike."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}{_content(text)}</w:r>"


def _content(text: str) -> str:
    pieces = (_ELEMENTS.get(each) or _plain(each) for each in _SPECIAL.split(text) if each)
    return "".join(pieces)


def _plain(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def paragraph(style: str, *content: str, properties: str = "") -> str:
    """A paragraph in a style, holding runs and fields."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(content)}</w:p>'


def field(instruction: str, result: str = "") -> str:
    """A field, which shows its result until it is computed anew; empty: nothing is known yet."""
    code = f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>'
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{code}</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result) if result else ""}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(number: int, name: str, content: str) -> str:
    """Content that links and fields can point to."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def link(target: str, content: str) -> str:
    """Content that leads to a bookmark."""
    return f'<w:hyperlink w:anchor="{target}" w:history="1">{content}</w:hyperlink>'
