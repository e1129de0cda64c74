"""A field for running text, in which the keys that go between the rooms keep their meaning."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import TextArea

_OF_THE_ROOMS = {"f6", "f7"}


class Writing(TextArea, inherit_bindings=False):
    """Plain text in wrapped lines; Tab leaves the field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        each
        for each in TextArea.BINDINGS
        if not (isinstance(each, Binding) and each.key in _OF_THE_ROOMS)
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        """Begin empty."""
        super().__init__(id=id, compact=True, tab_behavior="focus", soft_wrap=True)
