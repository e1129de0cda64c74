"""A native chart in Word: the drawing, and the workbook that Word opens to change its figures."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from exports.report import charts
from exports.report.model import Chart
from exports.report.word.xml import quoted
from exports.workbooks import Workbook

if TYPE_CHECKING:
    from docx.document import Document

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SHEET = "Siffror"
_TOP = (0, 0)
_EMU = 9525
"""In a pixel."""
_VALUE = b'<c:showVal val="1"/>'
_ONLY_VALUE = (
    b'<c:showLegendKey val="0"/>'
    + _VALUE
    + b"".join(
        b'<c:show%b val="0"/>' % each
        for each in (b"CatName", b"SerName", b"Percent", b"BubbleSize")
    )
)
"""What is not said to be left out of a bar's label, some programs put there."""
_DRAWN = "xl/charts/chart1.xml"


@dataclass(frozen=True)
class Made:
    """What a chart in Word consists of."""

    drawing: bytes
    workbook: bytes


def made(chart: Chart) -> Made:
    """Draw a chart.

    xlsxwriter's own drawing is taken: Word and Excel have the same markup for charts.
    """
    with zipfile.ZipFile(BytesIO(_workbook(chart, drawn=True))) as archive:
        drawing = archive.read(_DRAWN)
    drawing = drawing.replace(_VALUE, _ONLY_VALUE)
    behind = b'<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
    end = drawing.index(b"<c:printSettings>")
    return Made(
        drawing[:end] + behind + b"</c:chartSpace>",
        _workbook(chart, drawn=False),
    )


def add(document: "Document", chart: Chart, number: int, width: float) -> str:
    """Add a chart's parts to a document and give the drawing to place in a run.

    Args:
        document: where its parts go.
        chart: what to draw.
        number: its own in the document, from 1.
        width: the most that it may take, in points.
    """
    content = made(chart)
    package = document.part.package
    part = Part(PackURI(f"/word/charts/rapport{number}.xml"), _CHART, content.drawing, package)
    workbook = Part(
        PackURI(f"/word/embeddings/rapport{number}.xlsx"), _WORKBOOK, content.workbook, package
    )
    part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    wide = min(charts.WIDTH, round(width / 0.75))
    return _inline(chart, relation, number, (wide * _EMU, charts.height(chart) * _EMU))


def _inline(chart: Chart, relation: str, number: int, size: tuple[int, int]) -> str:
    identity = 1000 + number
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{size[0]}" cy="{size[1]}"/>'
        f'<wp:docPr id="{identity}" name={quoted(f"Diagram {chart.name}")} '
        f"descr={quoted(chart.alt)}/><wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{_URI}"><c:chart r:id="{relation}"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def _workbook(chart: Chart, *, drawn: bool) -> bytes:
    buffer = BytesIO()
    workbook = Workbook(buffer, chart.caption)
    sheet = workbook.sheet(_SHEET)
    sheet.width(0, charts.label_width(chart))
    charts.write_figures(workbook, sheet, chart, _TOP)
    if drawn:
        sheet.chart(0, len(chart.series) + 2, charts.native(workbook, _SHEET, chart, _TOP), "")
    workbook.close()
    return buffer.getvalue()
