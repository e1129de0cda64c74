"""The fields about a participant: the same when someone new comes and when someone is changed."""

from typing import cast

from textual.app import ComposeResult
from textual.containers import Vertical

from halsoverkstad.domain.facts import Attributes, Naming
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import UNKNOWN, UNKNOWN_GROUP
from screens.library import Library
from screens.person_draft import WrittenPerson, read_attributes, read_naming
from screens.session_draft import Unreadable
from screens.widgets.choice import Choice
from screens.widgets.completing import Completing
from screens.widgets.fields import Entry, Field
from screens.words import MONTHS

NOT_KNOWN = "vet inte"
_NAME_FIELDS = ("display", "given", "surname", "year")


class PersonFields(Vertical):
    """Visningsnamn and group, and the rest, which may be left as "vet inte"."""

    def __init__(self, library: Library) -> None:
        """Fields for a participant of the library's programme."""
        super().__init__(classes="person-fields")
        self._library = library

    def compose(self) -> ComposeResult:
        """Field by field."""
        programme = self._library.programme
        yield Field("Visningsnamn", Entry(id="display"), id="field-display")
        yield Field(
            "Grupp", Choice(groups(programme), blank="välj grupp", id="group"), id="field-group"
        )
        yield Field("Förnamn", Completing(placeholder=NOT_KNOWN, id="given"), id="field-given")
        yield Field("Efternamn", Entry(placeholder=NOT_KNOWN, id="surname"), id="field-surname")
        yield Field("Född år", Entry(placeholder=NOT_KNOWN, id="year", longest=8), id="field-year")
        yield Field("Född månad", Completing(placeholder=NOT_KNOWN, id="month"), id="field-month")
        yield Field(
            "Bostadsområde",
            Choice(values(programme.areas, NOT_KNOWN), value=UNKNOWN, id="area"),
            id="field-area",
        )
        yield Field(
            "Kön",
            Choice(values(programme.sexes, NOT_KNOWN), value=UNKNOWN, id="sex"),
            id="field-sex",
        )

    def on_mount(self) -> None:
        """Months are completed too."""
        self.query_one("#month", Completing).suggest(MONTHS)
        self.query_one("#field-surname", Field).hint("2 bokstäver")

    def show(self, form: WrittenPerson) -> None:
        """Fill in the fields and forget what was wrong with them."""
        for name in ("display", "surname", "year"):
            self.query_one(f"#{name}", Entry).value = cast("str", getattr(form, name))
        for name in ("given", "month"):
            self.query_one(f"#{name}", Completing).value = cast("str", getattr(form, name))
        self._choice("group").choose(form.group)
        self._choice("area").choose(form.area)
        self._choice("sex").choose(form.sex)
        self.complain({})

    def form(self) -> WrittenPerson:
        """The fields as they stand."""
        return WrittenPerson(
            display=self._text("display"),
            group=self._choice("group").chosen,
            given=self.query_one("#given", Completing).value,
            surname=self._text("surname"),
            year=self._text("year"),
            month=self.query_one("#month", Completing).value,
            area=self._choice("area").chosen or UNKNOWN,
            sex=self._choice("sex").chosen or UNKNOWN,
        )

    def read(self, *, without_details: bool = False) -> tuple[Naming | None, Attributes] | None:
        """What stands there; None if something is wrong, which is then shown at its field."""
        form = self.form()
        faults: dict[str, str] = {}
        naming: Naming | None = None
        attributes = Attributes()
        if not without_details:
            try:
                naming = read_naming(form, self._library.today())
            except Unreadable as unreadable:
                faults |= unreadable.faults
        try:
            attributes = read_attributes(form)
        except Unreadable as unreadable:
            faults |= unreadable.faults
        self.complain(faults)
        return None if faults else (naming, attributes)

    def complain(self, faults: dict[str, str]) -> None:
        """Show what is wrong with each field, and go to the first that is."""
        wrong: list[Field] = []
        for field in self.query(Field):
            name = (field.id or "").removeprefix("field-")
            field.complain(faults.get(name))
            if name in faults:
                wrong.append(field)
        if wrong:
            wrong[0].enter()

    def without_details(self, *, hidden: bool) -> None:
        """Hide what is about the name."""
        for name in ("display", "given", "surname", "year", "month"):
            self.query_one(f"#field-{name}").display = not hidden

    def suggest_given_name(self) -> None:
        """What someone is called usually begins with their given name."""
        words = self._text("display").split()[:1]
        self.query_one("#given", Completing).suggest(words)

    def enter(self, name: str) -> None:
        """Put the cursor in a field."""
        self.query_one(f"#field-{name}", Field).enter()

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Entry).value

    def _choice(self, name: str) -> Choice:
        return self.query_one(f"#{name}", Choice)


def groups(programme: Programme) -> list[tuple[str, str]]:
    """The groups to choose among, the unknown one last."""
    return [*((each.name, each.key) for each in programme.groups), (UNKNOWN, UNKNOWN_GROUP)]


def values(known: tuple[str, ...], unknown: str = UNKNOWN) -> list[tuple[str, str]]:
    """Areas or sexes to choose among, first of all what stands for not knowing."""
    return [(unknown, UNKNOWN), *((each, each) for each in known)]
