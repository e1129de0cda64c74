"""The tables of the file: their columns, and what each holds, in words.

Each is kept in the order of its random codes (WITHOUT ROWID), so the order of rows says nothing of
when anything was written or who came first.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A column: its SQL, and what it holds; `dated`: only where dates are told."""

    name: str
    sql: str
    text: str
    dated: bool = False


@dataclass(frozen=True)
class Table:
    """A table, what a row of it is, and its key."""

    name: str
    text: str
    fields: tuple[Field, ...]
    key: str

    def columns(self, *, dated: bool) -> list[Field]:
        """Its columns in a file with or without dates."""
        return [each for each in self.fields if dated or not each.dated]

    def sql(self, *, dated: bool) -> str:
        """The statement that makes it."""
        columns = [f"{each.name} {each.sql}" for each in self.columns(dated=dated)]
        lines = ",\n  ".join([*columns, f"PRIMARY KEY ({self.key})"])
        return f"CREATE TABLE {self.name} (\n  {lines}\n) STRICT, WITHOUT ROWID"


_TEXT, _NUMBER = "TEXT NOT NULL", "INTEGER NOT NULL"
_OF_SESSION = Field("tillfalle", "TEXT NOT NULL REFERENCES tillfallen (tillfalle)", "tillfället")
GROUP = Field("grupp", _TEXT, "gruppens nyckel, som i statistik; okänd är uppgift_saknas")
AREA = Field("omrade", _TEXT, "bostadsområde; okänt är ”uppgift saknas”")
SEX = Field("kon", _TEXT, "kön; okänt är ”uppgift saknas”")
TIMES = (
    Field("ar", _TEXT, "kalenderåret, 2025"),
    Field("halvar", _TEXT, "halvåret, 2025H1"),
    Field("kvartal", _TEXT, "kvartalet, 2025K1"),
    Field("manad", _TEXT, "månaden, 2025-03; bara med --datum", dated=True),
)

LAPTOPS = Table(
    "datorer",
    "De datorer som tillfällena är loggade på.",
    (
        Field("dator", _TEXT, "slumpkod, ny vid varje export"),
        Field("senaste_vecka", "TEXT", "ISO-veckan för datorns senaste tillfälle"),
    ),
    "dator",
)
SESSIONS = Table(
    "tillfallen",
    "Ett tillfälle på varje rad. Ett som loggats på två datorer är ett.",
    (
        Field("tillfalle", _TEXT, "slumpkod, ny vid varje export"),
        Field("dator", "TEXT NOT NULL REFERENCES datorer (dator)", "datorn som loggade det först"),
        Field("datum", _TEXT, "dagen, 2025-03-31; bara med --datum", dated=True),
        Field("vecka", _TEXT, "ISO-år och ISO-vecka, 2025-W14"),
        *TIMES,
        Field("tid", "TEXT", "när det började, 17:30"),
        Field("minuter", "INTEGER", "hur länge det varade"),
        Field("verkstad", _TEXT, "verkstaden; tom är programgemensamt"),
        Field("typ", _TEXT, "grupp, arrangemang eller individuellt"),
        Field("aktivitet", _TEXT, "vad som gjordes, i fri text"),
        Field("plats", _TEXT, "var det var, i fri text"),
        Field("fick_inte_plats", _NUMBER, "hur många som inte kunde tas emot"),
        Field("spraktraning", _NUMBER, "1 om språkträning ingick"),
    ),
    "tillfalle",
)
PARTNERS = Table(
    "samverkan",
    "En organisation som deltog i ett tillfälle.",
    (_OF_SESSION, Field("part", _TEXT, "organisationen")),
    "tillfalle, part",
)
PEOPLE = Table(
    "deltagare",
    "En registrerad person som varit med; länkade personer är en. Raderade finns inte här.",
    (Field("deltagare", _TEXT, "slumpkod, ny vid varje export: ingen pseudonym"),),
    "deltagare",
)
VISITS = Table(
    "narvaro",
    "En registrerad person vid ett tillfälle, med det som noterades då.",
    (
        _OF_SESSION,
        Field("deltagare", "TEXT NOT NULL REFERENCES deltagare (deltagare)", "personen"),
        Field("besoksdag", _NUMBER, "personens första dag i programmet är 1, nästa dag 2 …"),
        GROUP,
        AREA,
        SEX,
    ),
    "deltagare, tillfalle",
)
HEADS = Table(
    "raknade_utan_namn",
    "Hur många av en grupp som räknades utan namn vid ett tillfälle. Uppskattade siffror.",
    (
        _OF_SESSION,
        GROUP,
        Field("antal", _NUMBER, "hur många"),
        Field("nya", "INTEGER", "varav för första gången det kalenderåret; tom: inte känt"),
    ),
    "tillfalle, grupp",
)
ERASED_VISITS = Table(
    "raderade_narvaro",
    "Hur många raderade personer som var vid ett tillfälle. De finns bara som antal.",
    (_OF_SESSION, GROUP, AREA, SEX, Field("antal", _NUMBER, "hur många")),
    "tillfalle, grupp, omrade, kon",
)
VALUES = Table(
    "varden",
    "Värdena i programmets ordning, som avgör när en person noterats med flera samma dag.",
    (
        Field("indelning", _TEXT, "grupp, omrade, kon, verkstad eller typ"),
        Field("varde", _TEXT, "värdet som det står i de andra tabellerna"),
        Field("ordning", _NUMBER, "1 är först; okänt är 0"),
        Field("namn", _TEXT, "värdet i ord"),
    ),
    "indelning, varde",
)
FACTS = (LAPTOPS, SESSIONS, PARTNERS, PEOPLE, VISITS, HEADS, ERASED_VISITS, VALUES)

ERASED_PEOPLE = "raderade_personer"
PERSON_MEASURES = (
    "unika_registrerade",
    "nya",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)
CUTS = ("verkstad", "grupp", "typ", "aktivitet", "plats", "omrade", "kon")
"""What sessions and people are divided by, beside time."""


def erased_people_sql() -> str:
    """The table of how many erased people each row of each view counts."""
    columns = [
        "vy TEXT NOT NULL",
        *(f"{each} TEXT" for each in (*(time.name for time in TIMES), *CUTS)),
        *(f"{each} INTEGER NOT NULL" for each in PERSON_MEASURES),
    ]
    lines = ",\n  ".join(columns)
    return f"CREATE TABLE {ERASED_PEOPLE} (\n  {lines}\n) STRICT"


def described(*, dated: bool) -> Iterator[tuple[str, str]]:
    """Each table and column, and what it holds."""
    for table in FACTS:
        yield table.name, table.text
        for each in table.columns(dated=dated):
            yield f"{table.name}.{each.name}", each.text
    yield (
        ERASED_PEOPLE,
        "Hur många raderade personer som varje rad i en vy räknar. Vyerna lägger till dem.",
    )
