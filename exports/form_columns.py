"""The columns of the form: header, width, what may be filled in, and how kindly it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from exports.reading.columns import TITLES, heads_title
from exports.text_size import longest_word
from exports.workbooks import AS_TEXT
from halsoverkstad.domain.programme import Group, Programme
from halsoverkstad.domain.words import COMMON_LABEL, UNKNOWN, Kind

Choices = Mapping[str, str]
"""Where each list of words stands, as a formula, by the column's header."""
Options = dict[str, object]

_GREATEST = 1_000_000
_NARROWEST = 9


@dataclass(frozen=True)
class Field:
    """A column of the form."""

    title: str
    width: float
    help: str
    """Shown beside a cell that is chosen."""
    check: Options
    """What Excel accepts, in xlsxwriter's words; nothing: anything."""
    number_format: str = ""
    refusal: str = ""
    """Said when it is something else."""

    def validation(self) -> Options:
        """The whole validation for xlsxwriter."""
        check: Options = self.check or {"validate": "any"}
        return {
            **check,
            "ignore_blank": True,
            "show_error": bool(self.refusal),
            "input_title": self.title[:32],
            "input_message": self.help,
            "error_title": "Det blev inte rätt",
            "error_message": self.refusal or self.help,
        }


def lists(programme: Programme) -> Mapping[str, tuple[str, ...]]:
    """The words that each drop-down offers, by the column's header."""
    return {
        TITLES["workshop"]: (*programme.workshop_names, COMMON_LABEL),
        TITLES["kind"]: tuple(kind.value for kind in Kind),
        TITLES["activity"]: programme.activities,
        TITLES["place"]: programme.places,
        TITLES["group"]: (*(group.name for group in programme.groups), UNKNOWN),
        TITLES["area"]: (*programme.areas, UNKNOWN),
        TITLES["sex"]: (*programme.sexes, UNKNOWN),
        TITLES["language_training"]: ("ja", "nej"),
    }


def session_fields(programme: Programme, choices: Choices) -> list[Field]:
    """The columns of the sheet Tillfällen."""
    return [
        _text("session", 14, "Tillfällets eget id, till exempel A-001. Varje tillfälle har ett."),
        _day(),
        _clock(),
        _whole(TITLES["minutes"], 9, "Hur många minuter det varade."),
        _chosen("workshop", 22, "Välj verkstad. Tomt betyder programgemensamt.", choices),
        _chosen("kind", 14, "Välj typ. Tomt betyder grupp.", choices),
        _suggested("activity", 26, "Vad ni gjorde. Välj eller skriv eget.", choices),
        _suggested("place", 24, "Var ni var. Välj eller skriv eget.", choices),
        *(_heads(group) for group in programme.groups),
        *(_new(group) for group in programme.groups),
        _whole(TITLES["turned_away"], 14, "Hur många som ville vara med men inte fick plats."),
        _chosen("language_training", 13, "Ja om språkträning ingick.", choices),
        _text("partners", 28, "Organisationer som var med, med komma emellan."),
        _text("note", 40, "Fri text. Skriv inga namn på deltagare."),
    ]


def attendance_fields(choices: Choices, session_ids: str) -> list[Field]:
    """The columns of the sheet Närvaro; `session_ids` is where the sessions' ids stand."""
    return [
        Field(
            TITLES["session"],
            14,
            "Samma id som på bladet Tillfällen. En rad för varje person och tillfälle.",
            {"validate": "list", "source": session_ids},
            AS_TEXT,
        ),
        _text("code", 18, "Personens kod. Samma kod är alltid samma person. Skriv inget namn."),
        _chosen("group", 24, "Välj grupp. Tomt betyder uppgift saknas.", choices),
        _chosen("area", 20, "Välj bostadsområde, om ni vet.", choices),
        _chosen("sex", 16, "Välj kön, om ni vet.", choices),
    ]


def _text(name: str, width: int, help_text: str) -> Field:
    return Field(TITLES[name], width, help_text, {}, AS_TEXT)


def _day() -> Field:
    return Field(
        TITLES["day"],
        12,
        "Dagen, till exempel 2025-03-14.",
        {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)},
        "yyyy-mm-dd",
        "Skriv dagen som 2025-03-14.",
    )


def _clock() -> Field:
    return Field(
        TITLES["start"],
        8,
        "När det började, till exempel 09:30.",
        {
            "validate": "time",
            "criteria": "between",
            "minimum": time(0, 0),
            "maximum": time(23, 59, 59),
        },
        "hh:mm",
        "Skriv klockslaget som 09:30.",
    )


def _whole(title: str, width: float, help_text: str) -> Field:
    return Field(
        title,
        width,
        help_text,
        {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": _GREATEST},
        "0",
        "Skriv ett heltal, 0 eller mer.",
    )


def _heads(group: Group) -> Field:
    title = heads_title(group)
    return _whole(title, _heads_width(title), f"{group.name.capitalize()} som räknades utan namn.")


def _new(group: Group) -> Field:
    title = f"{heads_title(group)} nya"
    return _whole(
        title,
        _heads_width(title),
        "Hur många av dem som var nya för året. Lämna tomt om ni inte vet.",
    )


def _heads_width(title: str) -> float:
    return max(_NARROWEST, round(longest_word(title, bold=True) + 1.5, 1))


def _chosen(name: str, width: int, help_text: str, choices: Choices) -> Field:
    return _offered(name, width, help_text, choices, "Välj ett av orden i listan.")


def _suggested(name: str, width: int, help_text: str, choices: Choices) -> Field:
    return _offered(name, width, help_text, choices, "")


def _offered(name: str, width: int, help_text: str, choices: Choices, refusal: str) -> Field:
    title = TITLES[name]
    source = choices.get(title)
    check: Options = {"validate": "list", "source": source} if source else {}
    return Field(title, width, help_text, check, AS_TEXT, refusal if source else "")
