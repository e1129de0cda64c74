"""A table in Word: its head again on every page, no row broken, figures to the right."""

from exports.report.hyphens import hyphenated
from exports.report.layout import Layout
from exports.report.model import Cell, Column, Kind, Role, Row, Table
from exports.report.word.styles import GREY, TABLE, Styles
from exports.report.word.xml import paragraph, quoted, run
from exports.report.wording import cell_text, shown

_TWIPS = 20
"""In a point."""
_WHOLE = 14
"""A table of so few rows is kept on one page."""
_LONGEST_CELL = 600
"""Letters of a text whose row is kept on one page."""
_INDENT = '<w:ind w:left="200"/>'
_RIGHT = '<w:jc w:val="right"/>'
_KEEP = "<w:keepNext/>"


def table(content: Table, layout: Layout, styles: Styles) -> str:
    """A table as WordprocessingML."""
    widths = [round(each * _TWIPS) for each in layout.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    whole = len(content.rows) <= _WHOLE
    writer = _Writer(content.columns, widths, styles["Rapport tabelltext"], layout.size)
    rows = [writer.row(row, keep=whole or index == 0) for index, row in enumerate(content.rows)]
    return (
        f"<w:tbl>{_properties(content, sum(widths), styles)}<w:tblGrid>{columns}</w:tblGrid>"
        f"{writer.head()}{''.join(rows)}</w:tbl>"
    )


def _properties(content: Table, width: int, styles: Styles) -> str:
    return (
        f'<w:tblPr><w:tblStyle w:val="{styles[TABLE]}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoted(content.name)}/>"
        f"<w:tblDescription w:val={quoted(content.caption)}/></w:tblPr>"
    )


class _Writer:
    """Writes the rows of one table."""

    def __init__(
        self, columns: tuple[Column, ...], widths: list[int], style: str, size: float
    ) -> None:
        self._columns = columns
        self._widths = widths
        self._style = style
        half_points = round(size * 2)
        self._size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'

    def head(self) -> str:
        """The row that comes again on every page."""
        cells = (
            self._cell(index, run(hyphenated(column.heading), f"<w:b/>{self._size}"), _KEEP)
            for index, column in enumerate(self._columns)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def row(self, row: Row, *, keep: bool) -> str:
        """A row, kept together with what follows if so told."""
        cells = (
            self._cell(
                index,
                self._content(cell, bold=row.role is Role.TOTAL),
                _KEEP if keep else "",
                indented=index == 0 and row.role is Role.PART,
            )
            for index, cell in enumerate(row.cells)
        )
        # A row that is higher than a page has to go on on the next one.
        long = max(len(cell_text(cell)) for cell in row.cells) > _LONGEST_CELL
        together = "" if long else "<w:trPr><w:cantSplit/></w:trPr>"
        return f"<w:tr>{together}{''.join(cells)}</w:tr>"

    def _content(self, cell: Cell, *, bold: bool) -> str:
        look = ("<w:b/>" if bold else "") + self._size
        figure, signs = shown(cell)
        if not signs:
            return run(figure, look)
        return run(figure, look) + run(f"\u00a0{signs}", f'<w:color w:val="{GREY}"/>{self._size}')

    def _cell(self, index: int, content: str, keep: str, *, indented: bool = False) -> str:
        right = self._columns[index].kind is Kind.FIGURE
        properties = keep + (_INDENT if indented else "") + (_RIGHT if right else "")
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{self._widths[index]}" w:type="dxa"/></w:tcPr>'
            f"{paragraph(self._style, content, properties=properties)}</w:tc>"
        )
