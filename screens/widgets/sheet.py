"""A sheet of fields: a row a thing, with always an empty row last, and what is computed beside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from screens.widgets.fields import Entry

Values = tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column of fields.

    `width` 0 takes what is left; `below` puts the field on a line of its own under the others.
    `tidy` writes what can be read as it is usually written, and leaves the rest.
    """

    heading: str
    width: int = 0
    below: bool = False
    longest: int = 200
    tidy: Callable[[str], str] = str


class SheetRow(Vertical):
    """The fields of one thing, what is computed from them, and what is wrong with them."""

    def __init__(
        self, columns: Sequence[Column], values: Values, compute: Callable[[Values], str] | None
    ) -> None:
        """Begin with these texts."""
        super().__init__(classes="sheet-row")
        self._columns = columns
        self._compute = compute
        self._entries = [
            Entry(value, longest=column.longest, classes="sheet-cell")
            for column, value in zip(columns, values, strict=True)
        ]
        for entry, column in zip(self._entries, columns, strict=True):
            if column.width:
                entry.styles.width = column.width

    def compose(self) -> ComposeResult:
        """One line, then those below it."""
        with Horizontal(classes="sheet-line"):
            for column, entry in zip(self._columns, self._entries, strict=True):
                if not column.below:
                    yield entry
            if self._compute is not None:
                yield Static(self._compute(self.values), classes="sheet-computed", markup=False)
        for column, entry in zip(self._columns, self._entries, strict=True):
            if column.below:
                with Horizontal(classes="sheet-line"):
                    yield Static(column.heading, classes="sheet-below", markup=False)
                    yield entry
        yield Static("", classes="sheet-fault", markup=False)

    @property
    def values(self) -> Values:
        """What stands in the fields."""
        return tuple(each.value.strip() for each in self._entries)

    def recompute(self) -> None:
        """Compute anew."""
        if self._compute is not None:
            for each in self.query(".sheet-computed").results(Static):
                each.update(self._compute(self.values))

    def complain(self, column: int, sentence: str) -> None:
        """Say what is wrong, and put the cursor there."""
        self.query_one(".sheet-fault", Static).update(f"▲ {sentence}")
        self.add_class("-faulty")
        self.enter(column)

    def content_with(self) -> None:
        """Nothing is wrong any more."""
        self.remove_class("-faulty")

    def enter(self, column: int) -> None:
        """Put the cursor in a field."""
        self._entries[column].focus()

    def column_of(self, entry: Input) -> int:
        """Which field it is."""
        return self._entries.index(entry)  # pyright: ignore[reportArgumentType]

    @on(Input.Blurred)
    def _tidy(self, event: Input.Blurred) -> None:
        column = self._columns[self.column_of(event.input)]
        tidy = column.tidy(event.input.value)
        if tidy != event.input.value:
            event.input.value = tidy


class Sheet(Vertical):
    """Rows of fields under headings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Raden ovanför", show=False),
        Binding("down", "move(1)", "Raden under", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Something was written in a field."""

        sheet: "Sheet"

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        *,
        id: str,  # noqa: A002 - Textual's word
        computed: str = "",
        compute: Callable[[Values], str] | None = None,
    ) -> None:
        """`compute` gives what stands last in a row, under the heading `computed`."""
        super().__init__(id=id, classes="sheet")
        self._title = title
        self._columns = columns
        self._computed = computed
        self._compute = compute

    def compose(self) -> ComposeResult:
        """Headings and rows, and a line that sums up."""
        if self._title:
            yield Static(self._title, classes="heading", markup=False)
        with Horizontal(classes="sheet-line sheet-heads"):
            yield from self._line([each.heading for each in self._columns], self._computed)
        yield Vertical(classes="sheet-rows")
        with Horizontal(classes="sheet-line sheet-total"):
            yield from self._line([""] * len(self._columns), "")

    async def show(self, rows: Sequence[Values]) -> None:
        """Put these rows in place of those that are there."""
        box = self._box
        await box.remove_children()
        await box.mount(*(self._row(each) for each in rows), self._row(self._nothing))

    def filled(self) -> list[SheetRow]:
        """The rows in which anything stands."""
        return [each for each in self._rows if any(each.values)]

    def recompute(self) -> None:
        """Compute what is computed anew."""
        for each in self._rows:
            each.recompute()

    def total(self, values: Sequence[str], computed: str) -> None:
        """Show a sum under the columns; empty texts: none."""
        line = self.query_one(".sheet-total")
        line.display = any((*values, computed))
        shown = [
            value for value, column in zip(values, self._columns, strict=True) if not column.below
        ]
        if self._compute is not None:
            shown.append(computed)
        for text, cell in zip(shown, line.query(Static), strict=True):
            cell.update(text)

    def enter(self) -> None:
        """Put the cursor in the first field."""
        self._rows[0].enter(0)

    def action_move(self, by: int) -> None:
        """The same field of another row."""
        entry = self.screen.focused
        rows = self._rows
        row = next((each for each in rows if entry in each.walk_children()), None)
        if row is not None and isinstance(entry, Input):
            at = rows.index(row) + by
            if 0 <= at < len(rows):
                rows[at].enter(row.column_of(entry))

    @on(Input.Changed)
    async def _written(self, event: Input.Changed) -> None:
        event.stop()
        for each in self._rows:
            if event.input in each.walk_children():
                each.content_with()
                each.recompute()
        if any(self._rows[-1].values):
            await self._box.mount(self._row(self._nothing))
        self.post_message(self.Changed(self))

    def _row(self, values: Values) -> SheetRow:
        return SheetRow(self._columns, values, self._compute)

    def _line(self, texts: Sequence[str], computed: str) -> ComposeResult:
        for text, column in zip(texts, self._columns, strict=True):
            if not column.below:
                cell = Static(text, markup=False, classes="sheet-cell")
                if column.width:
                    cell.styles.width = column.width
                yield cell
        if self._compute is not None:
            yield Static(computed, classes="sheet-computed", markup=False)

    @property
    def _nothing(self) -> Values:
        return ("",) * len(self._columns)

    @property
    def _box(self) -> Vertical:
        return self.query_one(".sheet-rows", Vertical)

    @property
    def _rows(self) -> list[SheetRow]:
        return list(self.query(SheetRow))
