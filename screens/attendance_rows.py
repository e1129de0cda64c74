"""How those who may have come are shown, row by row, and found by what is typed."""

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.swedish import search_key
from screens.attendance import Chosen
from screens.widgets.paged_table import cut
from screens.widgets.tick import box
from storage.register_rows import ParticipantRow

_NARROWEST = 12


def row_label(programme: Programme, row: ParticipantRow, chosen: Chosen | None, width: int) -> Text:
    """A box, the name and the group, so many cells wide; `chosen` None: not ticked."""
    attributes = chosen.attributes if chosen else row.attributes
    left = f"{box(ticked=chosen is not None)} {row.display}"
    group = short_group(programme, attributes.group)
    space = max(width - cell_len(group) - 3, _NARROWEST)
    text = Text(
        set_cell_size(cut(left, space), space), no_wrap=True, style="bold" if chosen else ""
    )
    return text.append(f" {group}", "not bold")


def new_label(name: str) -> Text:
    """The row that registers someone new."""
    return Text(f"+ Ny deltagare ”{name}”" if name else "+ Ny deltagare", style="italic")


def fits(text: str, name: str) -> bool:
    """Whether a word of the name begins with the text, however they are spelled."""
    return f" {search_key(text)}" in f" {search_key(name)}"


def short_group(programme: Programme, key: str) -> str:
    """The shortest name of a group: `vuxna` and not `vuxna/vårdnadshavare`."""
    for group in programme.groups:
        if group.key == key:
            return min((group.name, *group.aliases), key=len)
    return "okänd grupp"
