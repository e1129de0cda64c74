"""The footer: the keys of the room one is in, as many as there is space for, and help."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from screens.commands import key_name

HELP = ("F1", "Hjälp")


@dataclass(frozen=True)
class _Shown:
    """The keys that stand in the footer, whether each can be used, and whether they stand apart."""

    keys: tuple[tuple[Binding, bool], ...] = ()
    airy: bool = False


class CommandLine(Footer):
    """A footer that never clips: what finds no space is in the help and among the commands."""

    def __init__(self) -> None:
        """A compact footer without Textual's own palette key."""
        super().__init__(show_command_palette=False, compact=True)
        self._shown = _Shown()

    def compose(self) -> ComposeResult:
        """The keys that fit, help last and always."""
        if not self._bindings_ready:
            return
        self._shown = self._fitting()
        self.set_class(self._shown.airy, "-airy")
        for binding, enabled in self._shown.keys:
            yield self._key(binding, enabled=enabled)

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show the keys of what has focus now; most of the time they are the same as before."""
        if not self._bindings_ready or self._fitting() != self._shown:
            super().bindings_changed(screen)  # pyright: ignore[reportUnknownMemberType]

    def _fitting(self) -> _Shown:
        # By what is printed: a command may have several keys, and a widget's own may say the same.
        found = {
            (_shown_key(binding), binding.description): (binding, enabled)
            for _, binding, enabled, _ in reversed(self.screen.active_bindings.values())
            if binding.show
        }
        helping = found.pop(HELP, None)
        last = [] if helping is None else [helping]
        keys = [*reversed(found.values()), *last]
        width = self.screen.size.width
        airy = sum(self._width(binding) for binding, _ in keys) + len(keys) <= width
        space = width - sum(self._width(binding) for binding, _ in last)
        fitting: list[tuple[Binding, bool]] = []
        for binding, enabled in keys[: len(found)]:
            space -= self._width(binding) + airy
            if space < 0:
                break
            fitting.append((binding, enabled))
        return _Shown((*fitting, *last), airy)

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
