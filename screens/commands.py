"""Commands: one declaration each, from which footer, palette and help are derived.

The shell's commands stand here; those of a room stand in the room, as its `ROOM_COMMANDS`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from storage.open_matters import GATHERING, HAND_IN


@dataclass(frozen=True)
class Command:
    """Something a person can do.

    `action` is the name of the action on the room (`save` runs `action_save`) and identifies the
    command; `keys` are Textual's names separated by commas, the one shown first; `label` is the
    word in the footer, `description` a sentence for the palette and the help.
    """

    action: str
    keys: str
    label: str
    description: str
    footer: bool = True
    """Whether the footer shows it; the palette and the help always do."""
    priority: bool = False
    """Whether it comes before what a focused field does with the key."""
    short: str = ""
    """What a narrow screen's top calls it, if it has to be short of words."""

    def binding(self) -> Binding:
        """The command as Textual binds it."""
        return Binding(
            in_any_case(self.keys),
            self.action,
            self.label,
            show=self.footer,
            key_display=key_name(self.first_key),
            priority=self.priority,
            tooltip=self.description,
        )

    @property
    def first_key(self) -> str:
        """The key that is shown."""
        return self.keys.split(",")[0].strip()


def in_any_case(keys: str) -> str:
    """Keys, and every letter among them as it comes with Skift or Caps Lock too."""
    each = [key.strip() for key in keys.split(",")]
    return ",".join(each + [key.upper() for key in each if len(key) == 1 and key.isalpha()])


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """The commands as a screen or the application binds them."""
    return [command.binding() for command in commands]


_KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "delete": "Delete",
    "backspace": "Backsteg",
    "space": "Mellanslag",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "full_stop": ".",
    "ctrl": "Ctrl",
    "shift": "Skift",
}


def key_name(key: str) -> str:
    """A key as it is printed on a Swedish keyboard."""
    parts = key.split("+")
    last = parts[-1]
    if len(parts) > 1 or (last[:1] == "f" and last[1:].isdigit()):
        last = _KEY_NAMES.get(last, last.upper())
    words = [*parts[:-1], last]
    return "+".join(_KEY_NAMES.get(word, word) for word in words)


def key_names(keys: str) -> str:
    """All the keys of a command: `F3 eller n`."""
    return " eller ".join(key_name(key.strip()) for key in keys.split(","))


EXCHANGE = "exchange"
"""The room where files go between computers: its meaning follows this computer's part."""

NAVIGATION = (
    Command(
        "go('overview')",
        "f2",
        "Översikt",
        "Kvartalet och året hittills, och vad som saknas.",
        footer=False,
    ),
    Command("new_session", "f3", "Nytt", "Loggar ett nytt tillfälle.", footer=False),
    Command(
        "go('log')", "f4", "Logg", "Alla tillfällen: sök, öppna, ändra, ta bort.", footer=False
    ),
    Command(
        "go('participants')",
        "f5",
        "Deltagare",
        "Registret på den här datorn, och frågor om dubbletter.",
        footer=False,
        short="Delt.",
    ),
    Command(
        "go('statistics')",
        "f6",
        "Statistik",
        "Siffror för en period, och det som ligger bakom dem.",
        footer=False,
        short="Stat.",
    ),
    Command(
        "go('settings')",
        "f7",
        "Inställningar",
        "Program, dator, färger, lösenord och återställningskod.",
        footer=False,
        short="Inst.",
    ),
    Command(
        EXCHANGE,
        "f8",
        HAND_IN,
        "Lämnar in till samordnaren, svarar på frågor och läser samordnarens fil.",
        footer=False,
    ),
    Command(
        "go('report')",
        "f10",
        "Rapport",
        "Återrapporten: siffror, texter, ekonomi, kontroll och filen.",
        footer=False,
        short="Rapp.",
    ),
)
"""The rooms, in the order of the top of the screen; their actions are the application's."""


def navigation(*, coordinates: bool) -> tuple[Command, ...]:
    """The rooms as they are called on a laptop, or on the coordinator's computer."""
    if not coordinates:
        return NAVIGATION
    return tuple(_GATHERING if each.action == EXCHANGE else each for each in NAVIGATION)


_GATHERING = Command(
    EXCHANGE,
    "f8",
    GATHERING,
    "Datorerna och deras filer, frågor, krockar och filen till datorerna.",
    footer=False,
    short="Samman.",
)

ALWAYS = (
    Command("help", "f1,question_mark", "Hjälp", "Tangenterna här och ord som används."),
    Command(
        "back", "escape", "Tillbaka", "Går tillbaka; från en sida till Översikt.", footer=False
    ),
    Command(
        "undo", "ctrl+z", "Ångra", "Ångrar det som senast gjordes på den här datorn.", footer=False
    ),
    Command(
        "go('panel')",
        "f12",
        "Panel",
        "Universitetets enkät: vilka som frågas, vilka som inte vill och hur många som svarat.",
        footer=False,
    ),
    Command("reload", "ctrl+r", "Läs in igen", "Hämtar uppgifterna på nytt.", footer=False),
    Command(
        "command_palette",
        "ctrl+p",
        "Kommandon",
        "Söker bland allt som går att göra här.",
        footer=False,
        priority=True,
    ),
    Command("change_theme", "ctrl+t", "Färger", "Väljer ljusa eller mörka färger.", footer=False),
    Command(
        "quit",
        "ctrl+q",
        "Avsluta",
        "Stänger programmet. Det som är sparat finns kvar.",
        footer=False,
        priority=True,
    ),
)
"""What can be done in every room; the actions are the application's."""
