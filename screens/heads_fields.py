"""People counted without name: how many of each group, and how many of them are new this year."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from screens.attendance_rows import short_group
from screens.library import Library
from screens.widgets.fields import Entry, Field

_IN_A_ROW = 2


class HeadsFields(Vertical):
    """A row a group: how many, of whom new. The arrow keys go from row to row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Raden över", show=False),
        Binding("down", "step(1)", "Raden under", show=False),
    ]

    def __init__(self, library: Library) -> None:
        """Rows for the groups of the library's programme."""
        super().__init__(id="heads")
        self._programme = library.programme
        self._groups = list(self._programme.group_keys)

    def compose(self) -> ComposeResult:
        """A heading and the rows."""
        with Horizontal(classes="field-row"):
            yield Static("Utan namn", classes="heads-heading")
            yield Static("antal", classes="heads-count")
            yield Static("nya i år", classes="heads-new")
        for group in self._groups:
            yield self._row(group)

    async def show(self, heads: Mapping[str, tuple[str, str]]) -> None:
        """Fill in the rows; a group the settings no longer know gets a row too."""
        for group in heads:
            if group not in self._groups:
                self._groups.append(group)
                await self.mount(self._row(group))
        for group in self._groups:
            count, new = heads.get(group, ("", ""))
            self._entry(group, "count").value = count
            self._entry(group, "new").value = new

    def heads(self) -> dict[str, tuple[str, str]]:
        """What stands in the rows, by group."""
        return {
            group: (self._entry(group, "count").value, self._entry(group, "new").value)
            for group in self._groups
        }

    def action_step(self, by: int) -> None:
        """Go to the same column of another row."""
        entries = list(self.query(Entry))
        at = next((index for index, each in enumerate(entries) if each.has_focus), 0)
        wanted = at + by * _IN_A_ROW
        if 0 <= wanted < len(entries):
            entries[wanted].focus()

    def _row(self, group: str) -> Field:
        return Field(
            short_group(self._programme, group),
            Entry(id=f"count-{group}", placeholder="0", longest=6, classes="heads-count"),
            Entry(id=f"new-{group}", placeholder="vet inte", longest=6, classes="heads-new"),
            id=f"field-heads-{group}",
        )

    def _entry(self, group: str, what: str) -> Entry:
        return self.query_one(f"#{what}-{group}", Entry)
