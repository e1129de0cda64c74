"""The report as Markdown (CommonMark with tables), for the web and for reading as it is."""

import re
from collections.abc import Iterator

from exports.report.cleaning import cleaned
from exports.report.model import (
    Block,
    Box,
    Bullets,
    Chart,
    Definitions,
    Kind,
    Paragraph,
    Report,
    Role,
    Row,
    Section,
    Table,
)
from exports.report.wording import (
    EMPTY_TABLE,
    banners,
    cell_text,
    chart_origin,
    notes,
    particulars,
    prefix,
)

_MARKUP = re.compile(r"([\\`*_\[\]<>&|~$])")
_NUMBER_AT_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_HARD_BREAK = "\\\n"
_DEEPEST = 6
_INDENT = "\u2003"
"""Before a part of the row above: spaces at the start of a cell are not shown."""


def as_markdown(report: Report) -> bytes:
    """The report in UTF-8."""
    parts = "\n\n".join(part for part in _parts(cleaned(report)) if part)
    return f"{parts}\n".encode()


def _parts(report: Report) -> Iterator[str]:
    """Everything that has an empty line before it."""
    if banners(report):
        yield f"**{_inline(' · '.join(banners(report)))}**"
    yield f"# {_inline(report.title)}"
    yield from (_text(line) for line in report.subtitle)
    yield "\n".join(f"- {what}: {_inline(text)}" for what, text in particulars(report))
    for section in report.sections:
        yield from _section(section, 2)


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * min(level, _DEEPEST)} {_inline(f'{section.number} {section.title}')}"
    for block in section.blocks:
        yield from _block(block)
    for each in section.subsections:
        yield from _section(each, level + 1)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield _text(text)
        case Bullets(items):
            yield "\n".join(f"- {_inline(item)}" for item in items)
        case Box(title, lines):
            quoted = "\n\n".join([f"**{_inline(title)}**", *(_text(line) for line in lines)])
            yield "\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))
        case Table():
            yield _caption(block)
            yield _table(block) if block.rows else f"*{EMPTY_TABLE}*"
            yield _small_print(list(notes(block)))
        case Chart():
            yield _caption(block)
            yield _text(block.alt)
            yield _small_print([each for each in [chart_origin(block)] if each])
        case Definitions(entries):
            for entry in entries:
                basis = f" ({_inline(entry.basis)})" if entry.basis else ""
                yield f"**{_inline(entry.term)}**{basis}. {_inline(entry.meaning)}"


def _caption(block: Table | Chart) -> str:
    return f"**{_inline(f'{prefix(block)}. {block.caption}')}**"


def _table(table: Table) -> str:
    rules = ["---:" if column.kind is Kind.FIGURE else "---" for column in table.columns]
    head = [_cell(column.heading) for column in table.columns]
    rows = [_row(row) for row in table.rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rules, *rows))


def _row(row: Row) -> list[str]:
    cells = [_cell(cell_text(cell)) for cell in row.cells]
    if row.role is Role.TOTAL:
        return [f"**{cell}**" if cell else "" for cell in cells]
    if row.role is Role.PART:
        return [f"{_INDENT}{cells[0]}", *cells[1:]]
    return cells


def _small_print(texts: list[str]) -> str:
    return "\n".join(f"- {_inline(text)}" for text in texts)


def _text(text: str) -> str:
    """Running text; an empty line in it parts paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            paragraphs[-1].append(_line(line))
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join(_HARD_BREAK.join(lines) for lines in paragraphs if lines)


def _inline(text: str) -> str:
    """A text on one line."""
    return _line(" ".join(text.split("\n")))


def _cell(text: str) -> str:
    return "<br>".join(_escaped(line.strip(" ")) for line in text.split("\n")).strip()


def _line(line: str) -> str:
    """A line that means nothing but its words, wherever it stands."""
    words = _escaped(line.strip(" "))
    return _NUMBER_AT_START.sub(r"\1\\\2", re.sub(r"^([#+\-=:])", r"\\\1", words))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
