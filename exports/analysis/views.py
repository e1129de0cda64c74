"""Views that count the facts of the file as `statistik` does, a view for each way to cut.

`statistik_kvartal_verkstad_grupp` has a row for each row of `statistik … --per
kvartal,verkstad,grupp`, with the same figures. They are written to be read: whoever wants another
cut can copy one and change it. Time always comes first, so that "the period" of a row is clear.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from exports.analysis.tables import CUTS, ERASED_PEOPLE, PERSON_MEASURES, TIMES
from halsoverkstad.domain.programme import Definitions
from halsoverkstad.domain.words import PERSON_DIMENSIONS

MEASURES = (
    "tillfallen",
    "gruppaktiviteter",
    "arrangemang",
    "individuella",
    "deltagartillfallen",
    "deltagartillfallen_registrerade",
    "unika",
    "unika_registrerade",
    "unika_uppskattade",
    "nya",
    "tidigare",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)
"""Those of `statistik` but the interval of `unika`: that rests on tokens, which are not here."""
VISITS_VIEW = "besok"
_SHARE_PARTS = 1_000_000
_UNKNOWN = {"grupp": "uppgift_saknas", "omrade": "uppgift saknas", "kon": "uppgift saknas"}


@dataclass(frozen=True)
class View:
    """A view and the columns that it is cut by, time first."""

    time: str
    cuts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called, after what it is cut by."""
        return "_".join(("statistik", self.time, *self.cuts))

    @property
    def keys(self) -> tuple[str, ...]:
        """What its rows are told apart by, as columns."""
        return (self.time, *self.cuts)

    @property
    def of_person(self) -> str | None:
        """The one among its columns that is noted about a person at each visit."""
        return next((each for each in self.cuts if each in PERSON_DIMENSIONS), None)

    @property
    def of_session(self) -> tuple[str, ...]:
        """The columns that tell sessions apart."""
        return tuple(each for each in self.keys if each != self.of_person)


def views(*, dated: bool) -> Iterator[View]:
    """Every view; by month only where the month of a session is told."""
    for time in (each.name for each in TIMES if dated or not each.dated):
        yield View(time)
        for cut in CUTS:
            yield View(time, (cut,))
        yield View(time, ("verkstad", "grupp"))


def visits_sql(*, dated: bool) -> str:
    """All visits with what their sessions were: what one most often begins with."""
    times = ", ".join(f"t.{each.name}" for each in TIMES if dated or not each.dated)
    return f"""CREATE VIEW {VISITS_VIEW} AS  -- en person vid ett tillfälle, med allt om tillfället
SELECT n.deltagare, n.tillfalle, n.besoksdag, t.vecka, {times},
  t.verkstad, t.typ, t.aktivitet, t.plats, n.grupp, n.omrade, n.kon
FROM narvaro AS n JOIN tillfallen AS t USING (tillfalle)"""


def view_sql(view: View, definitions: Definitions) -> str:
    """The statement that makes a view."""
    keys = ", ".join(view.keys)
    figures = ", ".join(_shown(each) for each in MEASURES)
    people = ", ".join(f"0 AS {each}" for each in PERSON_MEASURES)
    return f"""CREATE VIEW {view.name} AS
WITH {_people_tables(view, definitions)},
delar AS (
  -- tillfällen{" som någon i raden var med på" if view.of_person else ""}
  SELECT {keys}, count(*) AS tillfallen, sum(typ = 'grupp') AS gruppaktiviteter,
    sum(typ = 'arrangemang') AS arrangemang, sum(typ = 'individuellt') AS individuella,
    0 AS deltagartillfallen_registrerade, 0 AS raknade, 0 AS unika_uppskattade, {people}
  FROM {_sessions(view)} GROUP BY {keys}
  UNION ALL  -- registrerad närvaro
  SELECT {keys}, 0, 0, 0, 0, count(*), 0, 0, 0, 0, 0, 0, 0 FROM {VISITS_VIEW} GROUP BY {keys}
  UNION ALL  -- raderade personers närvaro
  SELECT {keys}, 0, 0, 0, 0, sum(antal), 0, 0, 0, 0, 0, 0, 0
  FROM raderade_narvaro JOIN tillfallen USING (tillfalle) GROUP BY {keys}
  UNION ALL  -- räknade utan namn
  SELECT {_keys_of_heads(view)}, 0, 0, 0, 0, 0, sum(antal), coalesce(sum(nya), 0), 0, 0, 0, 0, 0
  FROM raknade_utan_namn JOIN tillfallen USING (tillfalle) GROUP BY {keys}
  UNION ALL  -- olika personer
  SELECT {keys}, 0, 0, 0, 0, 0, 0, 0, count(*), sum(ny), sum(aterkommande), sum(regelbunden),
    sum(individuellt)
  FROM person GROUP BY {keys}
  UNION ALL  -- olika raderade personer
  SELECT {keys}, 0, 0, 0, 0, 0, 0, 0, {", ".join(PERSON_MEASURES)}
  FROM {ERASED_PEOPLE} WHERE vy = '{view.name}'
)
SELECT {keys}, {figures}
FROM delar GROUP BY {keys} ORDER BY {keys}"""


def _people_tables(view: View, definitions: Definitions) -> str:
    """Each person in each row, and what holds of them there (domain.md)."""
    keys = ", ".join(view.of_session)
    alike = ", ".join((*view.of_session, "deltagare"))
    noted, joined = "", ""
    if column := view.of_person:
        noted = f""",
noterad AS (  -- det som senast noterades och är känt; samma dag det första i ordningen
  SELECT {alike}, {column} FROM (
    SELECT {alike}, {column}, row_number() OVER (
      PARTITION BY {alike}
      ORDER BY {column} = '{_UNKNOWN[column]}', besoksdag DESC, ordning) AS nummer
    FROM {VISITS_VIEW} JOIN varden ON indelning = '{column}' AND varde = {column})
  WHERE nummer = 1)"""
        joined = f" JOIN noterad USING ({alike})"
    share = round(definitions.regular_share * _SHARE_PARTS)
    return f"""hallna AS (  -- veckor då verkstaden hade gruppaktivitet
  SELECT {keys}, verkstad AS hos, kvartal AS i_kvartal, count(DISTINCT vecka) AS veckor
  FROM tillfallen WHERE typ = 'grupp' GROUP BY {keys}, hos, i_kvartal),
kom AS (  -- veckor då personen kom
  SELECT {alike}, verkstad AS hos, kvartal AS i_kvartal, count(DISTINCT vecka) AS veckor
  FROM {VISITS_VIEW} WHERE typ = 'grupp' GROUP BY {alike}, hos, i_kvartal),
regelbundna AS (
  SELECT DISTINCT {alike}, 1 AS regelbunden FROM kom JOIN hallna USING ({keys}, hos, i_kvartal)
  WHERE kom.veckor >= {definitions.regular_weeks}
    AND kom.veckor * {_SHARE_PARTS} >= {share} * hallna.veckor),
forsta AS (  -- när personen kom första gången
  SELECT deltagare, min({view.time}) AS forst FROM {VISITS_VIEW} GROUP BY deltagare),
besokt AS (
  SELECT {alike}, max(typ = 'individuellt') AS individuellt,
    count(DISTINCT CASE WHEN typ = 'grupp' THEN besoksdag END) >= {definitions.returning_dates}
      AS aterkommande
  FROM {VISITS_VIEW} GROUP BY {alike}){noted},
person AS (
  SELECT {", ".join(view.keys)}, aterkommande, individuellt, forst >= {view.time} AS ny,
    coalesce(regelbunden, 0) AS regelbunden
  FROM besokt JOIN forsta USING (deltagare) LEFT JOIN regelbundna USING ({alike}){joined})"""


def _sessions(view: View) -> str:
    column = view.of_person
    if column is None:
        return "tillfallen"
    heads = column if column == "grupp" else f"'{_UNKNOWN[column]}'"
    return f"""(
    SELECT tillfalle, {column} FROM narvaro UNION SELECT tillfalle, {column} FROM raderade_narvaro
    UNION SELECT tillfalle, {heads} FROM raknade_utan_namn WHERE antal > 0)
    JOIN tillfallen USING (tillfalle)"""


def _keys_of_heads(view: View) -> str:
    """Heads have a group, and neither area nor sex."""
    return ", ".join(
        f"'{_UNKNOWN[each]}' AS {each}" if each in {"omrade", "kon"} else each for each in view.keys
    )


def _shown(measure: str) -> str:
    match measure:
        case "deltagartillfallen":
            return f"sum(raknade) + sum(deltagartillfallen_registrerade) AS {measure}"
        case "unika":
            return f"sum(unika_registrerade) + sum(unika_uppskattade) AS {measure}"
        case "tidigare":
            return f"sum(unika_registrerade) - sum(nya) AS {measure}"
        case _:
            return f"sum({measure}) AS {measure}"
