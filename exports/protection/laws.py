"""What everyone knows of the figures of `statistik`: how a row's hang together, and those of a cut.

Each law follows from how the figures are counted (domain.md) and is tried on made-up histories
(`tests/exports/protection`): a law that real figures can break would make the audit wrong.

What looks like a law and is none: that a part's `regelbundna` are at most the total's (half of
the weeks of a smaller cell is less), that the total's `aterkommande` are at most the sum of the
parts' (twice, in two workshops), and with two things noted about a person at once, that there
are as many attendances as people (nobody may have been noted with what was chosen for them).
With a person's group cut as well, a part's people may be more than the total's: the group is
chosen in each cell.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from exports.protection.figures import Cut, Figures, Key, Table, Tables, name_of, persons_in
from exports.protection.model import Name, Relation, adds_up, at_most
from halsoverkstad.domain.programme import Definitions
from halsoverkstad.domain.words import PERSON_DIMENSIONS, Dimension, Kind

SESSIONS = ("tillfallen", "gruppaktiviteter", "arrangemang", "individuella")
_VISITS = ("deltagartillfallen", "deltagartillfallen_registrerade", "unika_uppskattade")
PEOPLE = (
    "unika_registrerade",
    "nya",
    "tidigare",
    "aterkommande",
    "regelbundna",
    "individuellt_stod",
)
"""Counts of registered people, each of whom is in one group."""
_ALL = (*SESSIONS, *_VISITS, *PEOPLE, "unika", "unika_lagst", "unika_hogst")
_KIND_OF = {
    "gruppaktiviteter": Kind.GROUP,
    "arrangemang": Kind.EVENT,
    "individuella": Kind.INDIVIDUAL,
    "aterkommande": Kind.GROUP,
    "regelbundna": Kind.GROUP,
    "individuellt_stod": Kind.INDIVIDUAL,
}
"""The kind of session that alone makes a figure more than nought."""
_WHOLE_SERIES = {Dimension.WORKSHOP, Dimension.YEAR, Dimension.HALF, Dimension.QUARTER}
"""Cutting by these cuts no workshop's quarter in two, by which `regelbundna` goes."""


def row_laws(
    cut: Cut, key: Key, figures: Figures, definitions: Definitions, *, printed: bool = True
) -> Iterator[Relation]:
    """What holds within a row.

    Of a row that is not printed nobody knows how many sessions there were, nor whether any.
    """
    row = _Row(cut, key, figures)
    yield adds_up(row["tillfallen"], [row[each] for each in SESSIONS[1:]])
    yield adds_up(row["unika"], [row["unika_registrerade"], row["unika_uppskattade"]])
    yield adds_up(row["unika_registrerade"], [row["nya"], row["tidigare"]])
    yield at_most(row["aterkommande"], row["unika_registrerade"])
    yield at_most(row["individuellt_stod"], row["unika_registrerade"])
    above = "aterkommande" if _regular_return(definitions) else "unika_registrerade"
    yield at_most(row["regelbundna"], row[above])
    yield Relation(
        (
            (1, row["deltagartillfallen_registrerade"]),
            (1, row["unika_uppskattade"]),
            (-1, row["deltagartillfallen"]),
        ),
        exact=False,
    )
    yield from _bounds(row)
    yield from _nobody(row)
    if persons_in(cut):
        yield at_most(row["tillfallen"], row["deltagartillfallen"])
    if persons_in(cut) < 2:
        yield at_most(row["unika_registrerade"], row["deltagartillfallen_registrerade"])
    else:
        yield Relation(((-1, row["tillfallen"]), (-1, row["unika_registrerade"])), -1, exact=False)
    if not persons_in(cut):
        yield from _visits(row, definitions)
        if printed:
            yield from _visits_at(row, definitions)
    if Dimension.KIND in cut:
        yield from _of_one_kind(row)


def cut_laws(tables: Tables, cut: Cut) -> Iterator[Relation]:
    """What holds between the rows of a cut and those of each cut by one dimension less."""
    for dimension in cut:
        fewer = tuple(each for each in cut if each is not dimension)
        step = _Step(tables, cut, fewer, dimension)
        yield from step.laws()


class _Row:
    """The names of a row's figures, and the figures."""

    def __init__(self, cut: Cut, key: Key, figures: Figures) -> None:
        self.cut, self.key, self.figures = cut, key, figures

    def __getitem__(self, measure: str) -> Name:
        return name_of(self.cut, self.key, measure)

    def nought(self, measure: str) -> Relation:
        return Relation(((1, self[measure]),))


def _regular_return(definitions: Definitions) -> bool:
    """Whether who comes in enough weeks comes on enough dates, too."""
    return definitions.regular_weeks >= definitions.returning_dates


def _bounds(row: _Row) -> Iterator[Relation]:
    """`unika` and its bounds lie so near that one tells the others, but for a few people.

    How many are between them is taken to be known, unless it is a few: those are people, of
    whom it is not known whether they are two.
    """
    yield at_most(row["unika_uppskattade"], row["unika_lagst"])
    yield at_most(row["unika_lagst"], row["unika"])
    for bound, few_matter in (("unika_lagst", True), ("unika_hogst", False)):
        between = row.figures["unika"] - row.figures[bound]
        if not few_matter or not 0 < between < 5:
            yield Relation(((1, row["unika"]), (-1, row[bound])), between)


def _nobody(row: _Row) -> Iterator[Relation]:
    """Heads have neither area nor sex, and always a group: other rows have none."""
    known = any(
        dimension in PERSON_DIMENSIONS[1:] and not value.startswith("uppgift")
        for dimension, value in zip(row.cut, row.key, strict=True)
    )
    if known or "uppgift_saknas" in row.key:
        yield adds_up(row["deltagartillfallen"], [row["deltagartillfallen_registrerade"]])
        yield row.nought("unika_uppskattade")


def _visits(row: _Row, definitions: Definitions) -> Iterator[Relation]:
    """How often people came at least."""
    dates, weeks = definitions.returning_dates, definitions.regular_weeks
    further = max(0, weeks - dates) if _regular_return(definitions) else 0
    often = ((dates, row["aterkommande"]), (further, row["regelbundna"]))
    came = (-1, row["deltagartillfallen_registrerade"])
    once = ((1, row["unika_registrerade"]), (dates - 1, row["aterkommande"]), often[1], came)
    yield Relation(_real(once), exact=False)
    yield Relation(_real((*often, (1, row["individuellt_stod"]), came)), exact=False)


def _visits_at(row: _Row, definitions: Definitions) -> Iterator[Relation]:
    """How often people can have come to so many sessions, which are taken to be known."""
    dates, weeks = definitions.returning_dates, definitions.regular_weeks
    held = row.figures["tillfallen"]
    yield Relation(
        _real(
            (
                (1, row["deltagartillfallen_registrerade"]),
                (-held, row["unika_registrerade"]),
            )
        ),
        exact=False,
    )
    for measure, least in (("aterkommande", dates), ("regelbundna", weeks)):
        if row.figures["gruppaktiviteter"] < least:
            yield row.nought(measure)
    if row.figures["individuella"] == 0:
        yield row.nought("individuellt_stod")


def _of_one_kind(row: _Row) -> Iterator[Relation]:
    kind = row.key[row.cut.index(Dimension.KIND)]
    for measure, needed in _KIND_OF.items():
        if kind != needed:
            yield row.nought(measure)
    if kind == Kind.INDIVIDUAL:
        yield adds_up(row["unika_registrerade"], [row["individuellt_stod"]])


def _real(terms: Sequence[tuple[int, Name]]) -> tuple[tuple[int, Name], ...]:
    return tuple(term for term in terms if term[0])


class _Step:
    """From a cut to the cut by one dimension less: the parts of each row."""

    def __init__(self, tables: Tables, cut: Cut, fewer: Cut, dimension: Dimension) -> None:
        self._cut, self._fewer, self._dimension = cut, fewer, dimension
        self._totals: Table = tables[fewer]
        at = cut.index(dimension)
        self._parts: dict[Key, list[Key]] = {key: [] for key in self._totals}
        for key in tables[cut]:
            self._parts.setdefault((*key[:at], *key[at + 1 :]), []).append(key)
        self._alone = _alone(tables, cut, dimension)

    def laws(self) -> Iterator[Relation]:
        for key in self._parts:
            if self._dimension.of_person:
                yield from self._by_person(key)
            else:
                yield from self._by_session(key)

    # One of things noted about people

    def _by_person(self, key: Key) -> Iterator[Relation]:
        for measure in (*PEOPLE, *_VISITS):
            yield self._sum(key, measure)
        for measure in SESSIONS:
            yield from self._largest(key, measure)
            if persons_in(self._fewer):
                yield self._covered(key, measure)
        # Joined, two people may be noted with what neither was alone.
        yield Relation(self._terms(key, "unika_lagst"), exact=False)

    # A choice of sessions

    def _by_session(self, key: Key) -> Iterator[Relation]:
        for measure in (*SESSIONS, *_VISITS):
            yield self._sum(key, measure)
        if persons_in(self._cut) == 0:
            yield from self._of_everyone(key)
        elif persons_in(self._cut) == 1:
            # Whoever is chosen for a group in the total was noted so in some part, last of all.
            yield self._covered(key, "unika_registrerade")
            yield self._covered(key, "tidigare")
            if not self._dimension.of_time:
                yield self._covered(key, "nya")
        if self._session_key(key) in self._alone:
            yield from self._the_same(key)

    def _of_everyone(self, key: Key) -> Iterator[Relation]:
        over = ["unika_registrerade", "individuellt_stod", "unika_lagst"]
        if self._dimension.of_time:
            yield self._covered(key, "tidigare")
            yield from self._new_over_time(key)
        else:
            over += ["nya", "tidigare"]
        if self._dimension in _WHOLE_SERIES:
            over.append("regelbundna")
        for measure in over:
            yield from self._largest(key, measure)
            yield self._covered(key, measure)
        yield from self._largest(key, "aterkommande")
        if self._dimension is Dimension.KIND:
            for measure in ("aterkommande", "regelbundna", "individuellt_stod"):
                yield self._sum(key, measure)

    def _new_over_time(self, key: Key) -> Iterator[Relation]:
        """Everyone is new in one part of time; where they were new elsewhere, in none here."""
        parts = self._sum(key, "nya")
        only_time = all(each.of_time for each in self._cut)
        yield parts if only_time else Relation(parts.terms, exact=False)

    def _the_same(self, key: Key) -> Iterator[Relation]:
        """The total has one part: it is that part."""
        for measure in _ALL:
            if not (self._dimension.of_time and measure in {"nya", "tidigare"}):
                yield self._sum(key, measure)

    def _session_key(self, key: Key) -> Key:
        return _sessions_of(self._fewer, key)

    # Sums and bounds

    def _sum(self, key: Key, measure: str) -> Relation:
        return Relation(self._terms(key, measure))

    def _covered(self, key: Key, measure: str) -> Relation:
        """The total is at most the sum of the parts."""
        terms = self._terms(key, measure)
        return Relation(tuple((-factor, name) for factor, name in terms), exact=False)

    def _largest(self, key: Key, measure: str) -> Iterator[Relation]:
        """Each part is at most the total."""
        total = ((-1, name_of(self._fewer, key, measure)),) if key in self._totals else ()
        for part in self._parts[key]:
            yield Relation(((1, name_of(self._cut, part, measure)), *total), exact=False)

    def _terms(self, key: Key, measure: str) -> tuple[tuple[int, Name], ...]:
        parts = ((1, name_of(self._cut, part, measure)) for part in self._parts[key])
        total = ((-1, name_of(self._fewer, key, measure)),) if key in self._totals else ()
        return (*total, *parts)


def _sessions_of(cut: Cut, key: Key) -> Key:
    return tuple(value for each, value in zip(cut, key, strict=True) if not each.of_person)


def _alone(tables: Tables, cut: Cut, dimension: Dimension) -> AbstractSet[Key]:
    """The choices of sessions that a dimension leaves in one piece."""
    if dimension.of_person:
        return frozenset()
    sessions = tuple(each for each in cut if not each.of_person)
    at = sessions.index(dimension)
    found: dict[Key, int] = {}
    for key in tables[sessions]:
        fewer = (*key[:at], *key[at + 1 :])
        found[fewer] = found.get(fewer, 0) + 1
    return {key for key, count in found.items() if count == 1}
