"""The fields of a session, but for who came: what, when and where, and those without a name."""

from collections.abc import Iterable
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import TextArea

from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import COMMON, COMMON_LABEL, Kind
from screens.heads_fields import HeadsFields
from screens.library import Library
from screens.session_draft import Written
from screens.widgets.choice import Choice
from screens.widgets.completing import Completing
from screens.widgets.fields import Entry, Field
from screens.widgets.tick import Tick
from screens.words import short_date

NOTE = "Anteckning"
NO_NOTE = "Ingen anteckning förs om individuellt stöd."


class WhatFields(Vertical):
    """When, in which workshop, what and where."""

    def __init__(self, library: Library) -> None:
        """Fields for a session of the library's programme."""
        super().__init__(id="what")
        self._programme = library.programme

    def compose(self) -> ComposeResult:
        """Field by field."""
        yield Field("Datum", Entry(id="day", longest=24), id="field-day")
        yield Field("Tid", Entry(id="start", longest=8), id="field-start")
        yield Field("Minuter", Entry(id="minutes", longest=6), id="field-minutes")
        yield Field("Verkstad", Choice(workshops(self._programme), value=COMMON, id="workshop"))
        yield Field("Typ", Choice(kinds(), value=Kind.GROUP, id="kind"))
        yield Field("Aktivitet", Completing(id="activity"))
        yield Field("Plats", Completing(id="place"))

    def show_day(self, day: date | None, today: date) -> None:
        """Say which day was understood, and whether it is an unlikely one."""
        field = self.query_one("#field-day", Field)
        if day is None:
            field.hint("")
            field.warn(None)
        else:
            field.complain(None)
            field.hint("idag" if day == today else short_date(day))
            field.warn(self._unlikely(day, today))

    def _unlikely(self, day: date, today: date) -> str | None:
        workshop = self._programme.workshop(self.query_one("#workshop", Choice).chosen or COMMON)
        if day > today:
            return "Dagen har inte varit än."
        if workshop is not None and not workshop.runs(day):
            return "Verkstaden pågick inte den dagen."
        return None


class RestFields(VerticalScroll):
    """Those counted without name, and what is not always there."""

    def __init__(self, library: Library) -> None:
        """Fields for a session of the library's programme."""
        super().__init__(id="rest", can_focus=False)
        self._library = library

    def compose(self) -> ComposeResult:
        """Field by field."""
        yield HeadsFields(self._library)
        yield Field(
            "Fick inte plats",
            Entry(id="turned-away", placeholder="0", longest=6),
            id="field-turned_away",
        )
        yield Tick("Språkträning", id="language")
        yield Field("Samverkan", Completing(several=True, id="partners"))
        note = TextArea(id="note", compact=True, tab_behavior="focus", soft_wrap=True)
        yield Field(NOTE, note, id="field-note")

    def allow_note(self, *, allowed: bool) -> None:
        """Nothing is noted about individual support."""
        self.query_one("#note").display = allowed
        self.query_one("#field-note", Field).hint("" if allowed else NO_NOTE)


def fill(form: Written, what: WhatFields, rest: RestFields) -> None:
    """Put a session's texts in the fields, but for the heads."""
    for name, text in (("day", form.day), ("start", form.start), ("minutes", form.minutes)):
        what.query_one(f"#{name}", Entry).value = text
    what.query_one("#workshop", Choice).choose(form.workshop)
    what.query_one("#kind", Choice).choose(form.kind)
    what.query_one("#activity", Completing).value = form.activity
    what.query_one("#place", Completing).value = form.place
    rest.query_one("#turned-away", Entry).value = form.turned_away
    rest.query_one("#language", Tick).value = form.language_training
    rest.query_one("#partners", Completing).value = form.partners
    rest.query_one("#note", TextArea).text = form.note


def take_down(what: WhatFields, rest: RestFields) -> Written:
    """What stands in the fields."""
    return Written(
        day=what.query_one("#day", Entry).value,
        start=what.query_one("#start", Entry).value,
        minutes=what.query_one("#minutes", Entry).value,
        workshop=what.query_one("#workshop", Choice).chosen or COMMON,
        kind=Kind(what.query_one("#kind", Choice).chosen or Kind.GROUP),
        activity=what.query_one("#activity", Completing).value,
        place=what.query_one("#place", Completing).value,
        heads=rest.query_one(HeadsFields).heads(),
        turned_away=rest.query_one("#turned-away", Entry).value,
        language_training=rest.query_one("#language", Tick).value,
        partners=rest.query_one("#partners", Completing).value,
        note=rest.query_one("#note", TextArea).text,
    )


def workshops(programme: Programme) -> list[tuple[str, str]]:
    """The workshops to choose among, and none."""
    return [*((name, name) for name in programme.workshop_names), (COMMON_LABEL, COMMON)]


def kinds() -> Iterable[tuple[str, str]]:
    """The kinds to choose among."""
    return [(kind.label, kind.value) for kind in Kind]
