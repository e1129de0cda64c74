"""The footer: the keys of the room one is in, as many as there is space for, and help."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Resize
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from screens.commands import key_name

HELP = "help"


class CommandLine(Footer):
    """A footer that never clips: what finds no space is in the help and among the commands."""

    def __init__(self) -> None:
        """A compact footer without Textual's own palette key."""
        super().__init__(show_command_palette=False, compact=True)

    def compose(self) -> ComposeResult:
        """The keys that fit, help last and always."""
        if not self._bindings_ready:
            return
        active = self.screen.active_bindings
        shown = {
            binding.action: (binding, enabled)
            for _, binding, enabled, _ in reversed(active.values())
            if binding.show
        }
        helping = shown.pop(HELP, None)
        space = self.screen.size.width
        if helping is not None:
            space -= self._width(helping[0])
        for binding, enabled in reversed(shown.values()):
            space -= self._width(binding)
            if space < 0:
                break
            yield self._key(binding, enabled=enabled)
        if helping is not None:
            yield self._key(helping[0], enabled=helping[1])

    def on_resize(self, event: Resize) -> None:
        """Fit the keys to the new width."""
        if event.size.width:
            self.call_after_refresh(self.recompose)

    def _width(self, binding: Binding) -> int:
        return len(_shown_key(binding)) + len(binding.description) + 2

    def _key(self, binding: Binding, *, enabled: bool) -> FooterKey:
        key = FooterKey(
            binding.key,
            _shown_key(binding),
            binding.description,
            binding.action,
            disabled=not enabled,
            tooltip=binding.tooltip,
        )
        return key.data_bind(compact=Footer.compact)


def _shown_key(binding: Binding) -> str:
    return binding.key_display or key_name(binding.key)
