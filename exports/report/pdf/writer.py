"""Typesetting the report by typst, which comes as the extra `halsoverkstad[pdf]`."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path

from exports.report.cleaning import cleaned
from exports.report.model import Report
from exports.report.pdf.view import viewed
from halsoverkstad.domain.errors import Fault

_LOOK = Path(__file__).with_name("report.typ")
_STANDARD = "ua-1"
_NO_GLYPH = re.compile(r'the text `"(.*)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_UNSHOWN = "\ufffd"
"""What stands for a letter that no font has."""
_SURELY_SHOWN = re.compile(
    "[\n\x20-\x7e\xa0-\xff\u0100-\u017f\u2010-\u2014\u2018-\u201d…−≥≤×•\u200b\u00ad]"
)
_MOST_TRIES = 12


def as_pdf(report: Report) -> bytes:
    """The report as a file that says of itself that it is PDF/UA-1.

    Raises:
        Fault: typst is not installed, or cannot typeset this.
    """
    try:
        import typst
    except ImportError as error:
        raise Fault(
            "PDF-filer görs av ett tillägg som inte är installerat. Installera det med ”pip "
            "install halsoverkstad[pdf]”, eller gör rapporten som Word-dokument (.docx) och spara "
            "den som PDF därifrån."
        ) from error
    report = cleaned(report, hyphens=True)
    # Letters are found in fonts of the system only when typst's own do not have them, so that
    # the same report looks the same on every computer.
    compiled: Callable[..., bytes] = partial(
        typst.compile,
        _LOOK.read_bytes(),
        format="pdf",
        pdf_standards=_STANDARD,
        timestamp=datetime.combine(report.date, time(), UTC),
    )
    try:
        return _typeset(compiled, json.dumps(viewed(report), ensure_ascii=False), typst.TypstError)
    except typst.TypstError as error:
        raise Fault(
            f"PDF-filen kunde inte göras: {error.message}. Gör rapporten som Word-dokument (.docx) "
            "och spara den som PDF därifrån."
        ) from error


def _typeset(compiled: Callable[..., bytes], content: str, fault: type[Exception]) -> bytes:
    """Typeset with the fonts that it takes; PDF/UA refuses letters that none has."""
    own = True
    for _ in range(_MOST_TRIES):
        try:
            return compiled(sys_inputs={"report": content}, ignore_system_fonts=own)
        except fault as error:
            unknown = _NO_GLYPH.search(str(error))
            if unknown is None:
                raise
            if own:
                own = False
                continue
            content = _without(content, unknown[1])
    plain = "".join(each if _SURELY_SHOWN.match(each) else _UNSHOWN for each in content)
    return compiled(sys_inputs={"report": plain}, ignore_system_fonts=own)


def _without(content: str, quoted: str) -> str:
    """The content with what cannot be shown replaced; typst quotes it as in a program."""
    unshown = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), quoted)
    for letter in set(unshown):
        if not _SURELY_SHOWN.match(letter):
            content = content.replace(letter, _UNSHOWN)
    return content
