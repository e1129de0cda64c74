"""The workbook's five sheets: Läs mig · Nyckeltal · Ekonomi · Data · Definitioner."""

from collections.abc import Iterator
from io import BytesIO

from exports.report.cleaning import cleaned
from exports.report.excel import listing, lookup, sheets
from exports.report.excel.guide import write_guide
from exports.report.excel.plan import planned
from exports.report.model import Block, Box, Chart, Place, Report, Section, Table
from exports.report.wording import banners
from exports.workbooks import Workbook

GUIDE, DATA, DEFINITIONS = "Läs mig", "Data", "Definitioner"
_BETWEEN = " · "


def as_xlsx(report: Report) -> bytes:
    """The report's figures as a workbook; what was written for it is in the other formats."""
    report = cleaned(report)
    top = _BETWEEN.join((*banners(report), report.title, report.programme))
    plans = {place: planned(top, _placed(report, place)) for place in Place}
    places = {
        name: where
        for place, plan in plans.items()
        for name, where in sheets.amounts(place.value, plan).items()
    }
    buffer = BytesIO()
    workbook = Workbook(buffer, _short(report.title))
    write_guide(workbook, workbook.sheet(GUIDE), report)
    for place, plan in plans.items():
        sheet = workbook.sheet(place.value)
        sheets.write(workbook, sheet, plan, places)
        sheet.print_area((0, 0, plan.end, len(plan.widths) - 1))
        sheet.print_on(header=top)
        sheet.print_whole(plan.parts, len(plan.widths))
    listing.write(workbook, workbook.sheet(DATA), report, places)
    lookup.write(workbook, workbook.sheet(DEFINITIONS), report)
    workbook.close()
    return buffer.getvalue()


def _placed(report: Report, place: Place) -> Iterator[tuple[Section, tuple[Block, ...]]]:
    """What of each section belongs in a sheet; a chart goes with its table.

    What section 9 says of the figures, how certain they are and what has been corrected, stands
    with them.
    """
    economy = {table.name for table in report.tables() if table.place is Place.ECONOMY}
    about_figures = set(map(id, _every(report.sections[-1:])))

    def belongs(block: Block, section: Section) -> bool:
        if isinstance(block, Table | Box):
            return block.place is place
        if isinstance(block, Chart):
            return (block.table in economy) == (place is Place.ECONOMY)
        return place is Place.FIGURES and id(section) in about_figures

    for section in _every(report.sections):
        yield section, tuple(block for block in section.blocks if belongs(block, section))


def _every(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _every(section.subsections)


def _short(text: str) -> str:
    return text[:250].replace("\n", " ")
