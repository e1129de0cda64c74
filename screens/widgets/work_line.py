"""How far long work has come: told on the store's thread, drawn here ten times a second."""

from textual.widgets import Static

from screens.widgets.bars import bar
from screens.words import number

_PER_SECOND = 10
_BAR = 24


class WorkLine(Static):
    """One line that is there while something goes on."""

    DEFAULT_CSS = "WorkLine { height: 1; display: none; text-style: bold; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Nothing goes on yet."""
        super().__init__("", id=id, markup=False)
        self._what = ""
        self._done = 0
        self._out_of = 0

    def on_mount(self) -> None:
        """Look now and then what there is to show."""
        self._timer = self.set_interval(1 / _PER_SECOND, self._draw, pause=True)

    def begin(self, what: str) -> None:
        """Something has begun."""
        self._what, self._done, self._out_of = what, 0, 0
        self.display = True
        self._draw()
        self._timer.resume()

    def tell(self, done: int, out_of: int) -> None:
        """So much is done; may be called on any thread."""
        self._done, self._out_of = done, out_of

    def end(self) -> None:
        """It is done, or came to nothing."""
        self._timer.pause()
        self.display = False

    @property
    def busy(self) -> bool:
        """Whether something goes on."""
        return bool(self.display)

    def _draw(self) -> None:
        done, out_of = self._done, self._out_of
        if not out_of:
            self.update(f"{self._what} …")
            return
        drawn = bar(done, out_of, _BAR)
        self.update(f"{self._what} ▕{drawn}▏ {number(done)} av {number(out_of)}")
