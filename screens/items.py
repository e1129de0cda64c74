"""A room that is a list: each item with its value now, and what there is to know beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.types import CSSPathType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.room import Room


@dataclass(frozen=True)
class Item:
    """What it is called, its value now, what is to be read about it, what Enter does."""

    label: str
    value: Callable[[], str]
    detail: Callable[[], str | Text]
    act: Callable[[], object] | None = None


class ItemRoom(Room):
    """Items on the left, the text about the marked one on the right."""

    CSS_PATH: ClassVar[CSSPathType | None] = "items.tcss"

    _wanted: str | None = None

    def items(self) -> Sequence[Item]:
        """The items, as they are now."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The list and the text beside it."""
        with Horizontal(id="listed-items"):
            yield OptionList(id="items")
            with VerticalScroll(id="detail-scroll", can_focus=True):
                yield Static("", id="detail", markup=False)

    def on_mount(self) -> None:
        """Focus in the list."""
        self.query_one("#items").focus()

    def stand_on(self, label: str) -> None:
        """Mark the item of that name when the room is shown next."""
        self._wanted = label

    def show_items(self) -> None:
        """Show the values as they are."""
        options = self.query_one("#items", OptionList)
        labels = [each.label for each in self.items()]
        marked = options.highlighted or 0
        if self._wanted in labels:
            marked = labels.index(self._wanted)
            self._wanted = None
        options.clear_options()
        options.add_options([Option(_text(each)) for each in self.items()])
        options.highlighted = min(marked, len(labels) - 1)
        self._show_detail()

    @on(OptionList.OptionHighlighted, "#items")
    def _show_detail(self) -> None:
        self.query_one("#detail", Static).update(self._marked.detail())

    @on(OptionList.OptionSelected, "#items")
    def action_change(self) -> None:
        """Do what the marked item is for."""
        act = self._marked.act
        if act is None:
            self.query_one("#detail-scroll").focus()
        else:
            act()

    @property
    def _marked(self) -> Item:
        items = self.items()
        return items[min(self.query_one("#items", OptionList).highlighted or 0, len(items) - 1)]


def _text(item: Item) -> Text:
    return Text.assemble(
        (item.label, "bold"), "\n", ("  " + item.value(), ""), no_wrap=True, overflow="ellipsis"
    )
