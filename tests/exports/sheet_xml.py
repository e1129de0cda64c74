"""What Excel is told about the sheets of a workbook, read back from the file itself."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
USUAL_HEIGHT = 15


def part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314 - written by the program itself


class SheetXml:
    """One sheet, found by its name."""

    def __init__(self, data: bytes, name: str) -> None:
        book = part(data, "xl/workbook.xml")
        sheets = list(book.iter(f"{MAIN}sheet"))
        number = [each.attrib["name"] for each in sheets].index(name)
        self._defined = [
            each
            for each in book.iter(f"{MAIN}definedName")
            if each.attrib["localSheetId"] == str(number)
        ]
        self.hidden = sheets[number].attrib.get("state") == "hidden"
        self.root = part(data, f"xl/worksheets/sheet{number + 1}.xml")

    def heights(self) -> dict[int, float]:
        """How high the rows are, in points; rows count from 1, as in Excel."""
        return {
            int(row.attrib["r"]): float(row.attrib.get("ht", USUAL_HEIGHT))
            for row in self.root.iter(f"{MAIN}row")
        }

    def widths(self) -> dict[int, float]:
        """The widths that columns are given, counted from 0."""
        return {
            at: float(column.attrib["width"])
            for column in self.root.iter(f"{MAIN}col")
            for at in range(int(column.attrib["min"]) - 1, int(column.attrib["max"]))
        }

    def printed(self) -> dict[str, str]:
        """How it is printed: orientation, paperSize, fitToWidth, fitToHeight …, top and foot.

        `fitToWidth` is 0 where it is not fitted.
        """
        fitted = self.root.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr[@fitToPage='1']") is not None
        setup = self.root.find(f"{MAIN}pageSetup")
        assert setup is not None
        header, footer = (
            self.root.findtext(f".//{MAIN}{each}", "") for each in ("oddHeader", "oddFooter")
        )
        told = {"fitToWidth": "1", **setup.attrib, "top": header, "foot": footer}
        return told if fitted else told | {"fitToWidth": "0"}

    def breaks(self) -> list[int]:
        """The rows, counted from 0, that a page begins with."""
        return [int(each.attrib["id"]) for each in self.root.iterfind(f"{MAIN}rowBreaks/{MAIN}brk")]

    def defined(self, name: str) -> str:
        """What the sheet says of Print_Titles or Print_Area, without its own name."""
        texts = [each.text or "" for each in self._defined if each.attrib["name"].endswith(name)]
        return re.sub(r"[^,!]*!", "", texts[0]) if texts else ""
