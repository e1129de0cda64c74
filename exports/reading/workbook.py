"""Excel workbooks: every sheet as rows of text."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook, SheetTypeEnum

from exports.reading.faults import FileFault
from exports.reading.package import Marks, Package
from exports.reading.tables import Table

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cell = int | float | str | bool | time | date | datetime | timedelta
_EXACT = 10**15
"""Excel keeps 15 digits of a number; from here on the last ones may be gone."""
_DAY = timedelta(days=1)
_HALF_A_SECOND = timedelta(milliseconds=500)


def sheets(data: bytes) -> Iterator[Table]:
    """The sheets of a workbook in order, hidden ones too.

    Raises:
        FileFault: it is no workbook, damaged, or unfolds to more than it should.
    """
    package = Package.parse(data)
    workbook = _opened(package)
    for known in workbook.sheets_metadata:
        if known.typ is SheetTypeEnum.WorkSheet:
            marks = package.marks(known.name)
            yield Table(known.name, _rows(_sheet(workbook, known.name), marks))


def _opened(package: Package) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(package.cleaned())
    except BaseException as error:  # noqa: BLE001 - a panic in Rust is no Exception
        raise _unreadable(error) from None


def _sheet(workbook: CalamineWorkbook, name: str) -> "CalamineSheet":
    try:
        return workbook.get_sheet_by_name(name)
    except BaseException as error:  # noqa: BLE001 - likewise
        raise _unreadable(error) from None


def _unreadable(error: BaseException) -> BaseException:
    if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
        return error
    return FileFault(
        "Excel-filen är skadad; öppna den i Excel, spara den på nytt som .xlsx och försök igen."
    )


def _rows(sheet: "CalamineSheet", marks: Marks) -> Iterator[Sequence[str]]:
    if sheet.start is None:
        return
    first_column = sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows()):
        row = [cell if type(cell) is str else as_text(cell) for cell in cells]
        if number in marks:
            _mark(row, marks[number], first_column)
        yield row


def _mark(row: list[str], marks: Mapping[int, str], first_column: int) -> None:
    for column, text in marks.items():
        if 0 <= column - first_column < len(row):
            row[column - first_column] = text


def as_text(cell: Cell) -> str:
    """A cell as a Swedish Excel writes it in CSV, dates as ISO 8601."""
    match cell:
        case str():
            return cell
        case bool():
            return "SANT" if cell else "FALSKT"
        case int() | float():
            return _number(cell)
        case datetime():
            return _moment(cell)
        case date():
            return cell.isoformat()
        case time():
            return _clock(
                timedelta(
                    hours=cell.hour,
                    minutes=cell.minute,
                    seconds=cell.second,
                    microseconds=cell.microsecond,
                )
            )
        case timedelta():
            return _clock(cell)


def _number(number: float) -> str:
    if abs(number) >= _EXACT or number != number:  # noqa: PLR0124 - not a number
        return f"{number:.6E}".replace(".", ",")
    if number == int(number):
        return str(int(number))
    return repr(number).replace(".", ",")


def _moment(moment: datetime) -> str:
    """Excel's fractions of a day miss by parts of a second, so those are rounded away."""
    rounded = (moment + _HALF_A_SECOND).replace(microsecond=0)
    day = rounded.date().isoformat()
    if rounded.time() == time():
        return day
    return f"{day} {_clock(rounded - datetime.combine(rounded.date(), time()))}"


def _clock(since_midnight: timedelta) -> str:
    seconds = round(since_midnight / timedelta(seconds=1))
    minutes, second = divmod(seconds, 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{second:02}" if second else text
