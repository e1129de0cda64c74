"""The footer: the keys of the room one is in, as many as there is space for, and help."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Resize
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from screens.commands import key_name

HELP = ("F1", "Hjälp")


class CommandLine(Footer):
    """A footer that never clips: what finds no space is in the help and among the commands."""

    def __init__(self) -> None:
        """A compact footer without Textual's own palette key."""
        super().__init__(show_command_palette=False, compact=True)

    def compose(self) -> ComposeResult:
        """The keys that fit, help last and always."""
        if not self._bindings_ready:
            return
        # By what is printed: a command may have several keys, and a widget's own may say the same.
        shown = {
            (_shown_key(binding), binding.description): (binding, enabled)
            for _, binding, enabled, _ in reversed(self.screen.active_bindings.values())
            if binding.show
        }
        helping = shown.pop(HELP, None)
        keys = [*reversed(shown.values()), *([helping] if helping else [])]
        airy = (
            sum(self._width(binding) for binding, _ in keys) + len(keys) <= self.screen.size.width
        )
        self.set_class(airy, "-airy")
        space = self.screen.size.width - (self._width(helping[0]) if helping else 0)
        for binding, enabled in keys[: len(shown)]:
            space -= self._width(binding) + airy
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
