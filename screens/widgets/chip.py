"""Something chosen, shown in a line above what it decides."""

from textual.events import Click
from textual.widgets import Static


class Chip(Static):
    """Something chosen, with its key; a click chooses anew."""

    def __init__(self, action: str, *, id: str) -> None:  # noqa: A002 - Textual's word
        """Run the screen's action when clicked."""
        super().__init__("", id=id, markup=False)
        self._action = action

    async def on_click(self, event: Click) -> None:
        """Choose."""
        event.stop()
        await self.run_action(f"screen.{self._action}")
