"""The texts of a report: a list of them, and a field to write the marked one in."""

from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.types import CSSPathType
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import TextKey
from screens.commands import Command
from screens.library import Library
from screens.report_standing import Written, text_keys, written
from screens.report_words import text_label, text_mark, text_state
from screens.room import Room
from screens.widgets.writing import Writing
from screens.words import count, period_label
from storage import report_figures, report_texts
from storage.report_texts import ReportText
from storage.store import Store

_CHANGED = "*"
_OWN = "Sparad. Det som ändras här sparas med F9."
_NOTHING = "Sparad som tom: det finns inget att säga. Skriv om det ändå gör det."
_NEW = "Ingen text än. Skriv (Tab), och spara med F9."
_UNSAVED = "Ändrad, inte sparad. F9 sparar."


class ReportTexts(Room):
    """Texts on the left, the marked one on the right."""

    CSS_PATH: ClassVar[CSSPathType | None] = "report_texts.tcss"
    AUTO_FOCUS = ""
    HEADING = "Rapportens texter"
    NAVIGATES = False
    ROOM_COMMANDS = (
        Command("save", "f9", "Spara", "Sparar det som är ändrat, och förslaget som visas."),
        Command("accept", "a", "Ta över alla", "Sparar alla förslag från tidigare perioder."),
        Command(
            "forget", "delete", "Släng", "Tar bort den markerade texten; ett förslag visas åter."
        ),
        Command(
            "app.back", "escape", "Tillbaka", "Går tillbaka. Frågar om något skulle gå förlorat."
        ),
        Command("undo_writing", "ctrl+z", "Ångra", "Ångrar det senaste i texten.", footer=False),
    )

    def __init__(self, library: Library, period: Period, begin_with: TextKey | None = None) -> None:
        """Write the texts of the report on a period, that one first."""
        super().__init__(library)
        self._period = period
        self._begin_with = begin_with
        self._shown: TextKey | None = None
        self._keys: list[TextKey] = []
        self._texts = dict[TextKey, ReportText]()
        self._drafts: dict[TextKey, str] = {}

    def body(self) -> ComposeResult:
        """The list and the field."""
        yield Static(f"Texter · {period_label(self._period)}", id="form-title", markup=False)
        with Horizontal(id="texts-frame"):
            yield OptionList(id="texts", markup=False)
            with Vertical(id="text-frame"):
                yield Static("", id="text-name", classes="heading", markup=False)
                yield Static("", id="text-state", classes="quiet", markup=False)
                yield Writing(id="text")

    def on_mount(self) -> None:
        """Read the texts."""
        self._load()

    async def may_leave(self) -> bool:
        """Ask if something would be lost."""
        if not self._drafts:
            return True
        names = ", ".join(text_label(key) for key in self._drafts)
        return await self.ask_person(
            f"Det du har skrivit är inte sparat ({names}). Vill du lämna det ändå?",
            yes="Lämna utan att spara",
            no="Nej, fortsätt",
        )

    # Events

    @on(OptionList.OptionHighlighted, "#texts")
    def _other_text(self) -> None:
        self._show_text()

    @on(OptionList.OptionSelected, "#texts")
    def _go_and_write(self) -> None:
        self._area.focus()

    @on(TextArea.Changed, "#text")
    def _written(self) -> None:
        key = self._key
        if key is None:
            return
        if self._area.text == self._saved(key):
            self._drafts.pop(key, None)
        else:
            self._drafts[key] = self._area.text
        self._show_state(key)

    # Actions

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Save what was written, and the offered text that is shown."""
        key = self._key
        texts = dict(self._drafts)
        if key is not None and key not in texts and self._state(key) is Written.OFFERED:
            texts[key] = self._texts[key].text
        if not texts:
            self.say("Allt är redan sparat.")
            return
        await self.library.ask(report_texts.write_all, self._period, texts)
        self._drafts = {key: text for key, text in self._drafts.items() if text != texts.get(key)}
        await self._read()
        self.say(f"{count(len(texts), 'text är sparad', 'texter är sparade')}.")

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_accept(self) -> None:
        """Take over every text that is offered, as it is."""
        offered = [key for key in self._keys if self._state(key) is Written.OFFERED]
        if not offered:
            self.say("Det finns inga förslag från tidigare perioder.")
            return
        question = (
            f"Spara {count(len(offered), 'förslag', 'förslag')} som de är för "
            f"{period_label(self._period)}? De kommer med i rapporten utan att någon läst om dem."
        )
        if await self.ask_person(question, yes="Ta över"):
            await self.library.ask(report_texts.accept, self._period)
            await self._read()
            self.say(f"{count(len(offered), 'text är sparad', 'texter är sparade')}.")

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_forget(self) -> None:
        """Drop the period's own text."""
        key = self._key
        if key is None or self._state(key) not in {Written.OWN, Written.NOTHING}:
            self.say("Det finns ingen sparad text att slänga här.")
            return
        question = f"Slänga texten ”{text_label(key)}” för {period_label(self._period)}?"
        if await self.ask_person(question, yes="Släng"):
            await self.library.ask(report_texts.forget, self._period, key)
            self._drafts.pop(key, None)
            await self._read()

    def action_undo_writing(self) -> None:
        """Undo in the field, also from the list: nothing else is to be undone from here."""
        self._area.undo()

    # Inside

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        await self._read()
        if self._begin_with in self._keys:
            self._list.highlighted = self._keys.index(self._begin_with)
            self._area.focus()
        else:
            self._list.focus()

    async def _read(self) -> None:
        self._keys, self._texts = await self.library.ask(_read_all, self._period)
        options = self._list
        at = options.highlighted or 0
        with self.prevent(OptionList.OptionHighlighted):
            options.clear_options()
            options.add_options(Option(self._line(key)) for key in self._keys)
            options.highlighted = min(at, len(self._keys) - 1)
        self._show_text()

    def _show_text(self) -> None:
        key = self._key
        if key is None:
            return
        text = self._drafts.get(key, self._saved(key))
        if text != self._area.text or key != self._shown:
            with self.prevent(TextArea.Changed):
                self._area.load_text(text)
        self._shown = key
        self.query_one("#text-name", Static).update(text_label(key))
        self._show_state(key)

    def _show_state(self, key: TextKey) -> None:
        self._list.replace_option_prompt_at_index(self._keys.index(key), self._line(key))
        self.query_one("#text-state", Static).update(self._told(key))

    def _told(self, key: TextKey) -> str:
        if key in self._drafts:
            return _UNSAVED
        match self._state(key):
            case Written.OWN:
                return _OWN
            case Written.NOTHING:
                return _NOTHING
            case Written.OFFERED:
                offered = self._texts[key].offered_from
                name = period_label(offered) if offered else ""
                return f"Förslag: texten från {name}. F9 sparar den, som den är eller ändrad."
            case _:
                return _NEW

    def _line(self, key: TextKey) -> Text:
        state = self._state(key)
        mark = _CHANGED if key in self._drafts else text_mark(state)
        text = "ändrad" if key in self._drafts else text_state(state, self._texts.get(key))
        name = Text(f"{mark} {text_label(key)}\n", style="bold", overflow="ellipsis", no_wrap=True)
        return name.append(f"  {text}", style="not bold")

    def _state(self, key: TextKey) -> Written:
        return written(key, self._texts.get(key))

    def _saved(self, key: TextKey) -> str:
        found = self._texts.get(key)
        return found.text if found else ""

    @property
    def _key(self) -> TextKey | None:
        at = self._list.highlighted
        return self._keys[at] if at is not None and at < len(self._keys) else None

    @property
    def _list(self) -> OptionList:
        return self.query_one("#texts", OptionList)

    @property
    def _area(self) -> Writing:
        return self.query_one("#text", Writing)


def _read_all(store: Store, period: Period) -> tuple[list[TextKey], dict[TextKey, ReportText]]:
    with store.snapshot():
        texts = report_texts.texts(store, period)
        workshops = report_figures.workshops_of(store, period)
    return list(text_keys(workshops, texts)), dict(texts)
