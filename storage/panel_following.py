"""Following the panel: whom to ask by name on this computer, who has left, how many answered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.report import FollowUp
from storage import keeping, panel
from storage.panel import Draw, Member, Response, Stratum
from storage.pseudonym import participant_code
from storage.store import Store

_FEW = range(1, 5)
"""So many people may not be told apart in what leaves the programme (design.md, 4)."""


class Standing(StrEnum):
    """Whether somebody drawn can be asked."""

    IN = "kvar"
    REFUSED = "har avböjt"
    ERASED = "raderad"
    MERGED = "samma person som en annan i panelen"


@dataclass(frozen=True)
class Asked:
    """A member as this computer knows them; without `names` nobody here knows who it is.

    A name is what the promoter calls them, or the code they came with in a file. `participant` is
    a record of theirs that this computer has, one with a name if there is any; None: it has none.

    `elsewhere` says that a record of the person is another computer's: who of the promoters asks
    has to be agreed.
    """

    code: str
    participant: bytes | None
    names: tuple[str, ...]
    elsewhere: bool
    stratum: Stratum
    kept: bool
    standing: Standing


@dataclass(frozen=True)
class Attrition:
    """What became of a round, of one stratum or of all.

    `before` is how many the round before had, `stayed` how many of them were asked again, `fresh`
    how many were drawn for the first time; `left` can no longer be asked.
    """

    before: int
    stayed: int
    fresh: int
    eligible: int
    left: int
    reached: int
    answered: int

    @property
    def drawn(self) -> int:
        """How many the round has."""
        return self.stayed + self.fresh


def roster(store: Store, draw: Draw) -> list[Asked]:
    """The members of a draw, those known here by name first."""
    with store.snapshot():
        names = dict(
            store.connection.rows(
                "SELECT participant, min(code) FROM code GROUP BY participant "
                "UNION ALL SELECT participant, display FROM naming"  # a name stands over a code
            )
        )
        known = dict(store.connection.rows("SELECT id, laptop FROM participant"))
        standings = _standings(store, draw)
        kept_as = keeping.successors(store)
    asked: list[Asked] = []
    for member in draw.members:
        every = [each for one in member.participants for each in (one, *kept_as.get(one, ()))]
        named = [each for each in every if each in names]
        records = [*named, *(each for each in every if each in known)]
        others = any(each not in names and known.get(each) != store.laptop.id for each in every)
        asked.append(
            Asked(
                participant_code(min(member.participants)),
                records[0] if records else None,
                tuple(names[each] for each in named),
                others,
                member.stratum,
                member.kept,
                standings[member],
            )
        )
    return sorted(asked, key=lambda each: (not each.names, each.stratum, each.names, each.code))


def attrition(store: Store, draw: Draw) -> Mapping[Stratum | None, Attrition]:
    """What became of a draw: in all (None), and by stratum."""
    with store.snapshot():
        before = _before(store, draw)
        standings = _standings(store, draw)
        answers = panel.responses(store, draw)
    strata = sorted(
        {each.stratum for each in draw.members}
        | {*draw.eligible}
        | {each.stratum for each in (before.members if before else ())}
    )
    found: dict[Stratum | None, Attrition] = {None: Attrition(0, 0, 0, 0, 0, 0, 0)}
    for stratum in strata:
        mine = [each for each in draw.members if each.stratum == stratum]
        response = answers.get(stratum, Response(0, 0))
        found[stratum] = Attrition(
            sum(each.stratum == stratum for each in (before.members if before else ())),
            sum(each.kept for each in mine),
            sum(not each.kept for each in mine),
            draw.eligible.get(stratum, 0),
            sum(standings[each] is not Standing.IN for each in mine),
            response.reached,
            response.answered,
        )
        found[None] = _together(found[None], found[stratum])
    return found


def to_ask_here(store: Store) -> int:
    """How many of the latest round can be asked and are known by name on this computer."""
    drawn = panel.draws(store)
    asked = roster(store, drawn[-1]) if drawn else ()
    return sum(bool(each.names) and each.standing is Standing.IN for each in asked)


def report_responses(store: Store, draw: Draw, stratum: Stratum, response: Response) -> None:
    """Keep how many this computer says were reached and answered, of one stratum.

    Raises:
        Fault: more answered than were reached, or more were reached than were drawn.
    """
    drawn = sum(each.stratum == stratum for each in draw.members)
    if not drawn:
        raise Fault("Ingen i panelen hör till den verkstaden och gruppen. Se panel visa.")
    if not 0 <= response.answered <= response.reached:
        raise Fault("De som svarade kan inte vara fler än de som nåddes. Rätta det ena talet.")
    with store.snapshot():
        own = dict(panel.own_responses(store, draw))
        everyone = panel.responses(store, draw).get(stratum, Response(0, 0))
    elsewhere = everyone.reached - own.get(stratum, Response(0, 0)).reached
    if elsewhere + response.reached > drawn:
        told = f" Andra datorer har redan skrivit {elsewhere}." if elsewhere else ""
        raise Fault(f"Bara {drawn} är dragna, så fler kan inte ha nåtts.{told}")
    panel.put_responses(store, draw, own | {stratum: response})


def draw_of(
    store: Store,
    period: Period,
    *,
    groups: Sequence[str] = (),
    workshops: Sequence[str] = (),
    stratum: Stratum | None = None,
) -> Draw:
    """The draw of a period; of several, the one limited so, or that has somebody of a stratum.

    Raises:
        Fault: there is none, or more than one.
    """
    found = [
        each
        for each in panel.draws(store)
        if (each.period.first, each.period.last) == (period.first, period.last)
        and (not groups or {*each.groups} == {*groups})
        and (not workshops or {*each.workshops} == {*workshops})
        and (stratum is None or any(member.stratum == stratum for member in each.members))
    ]
    if not found:
        such = " Ingen i panelen hör till den verkstaden och gruppen." if stratum else ""
        raise Fault(
            f"Ingen sådan panel är dragen för {period.name}.{such} Den dras med panel dra på "
            "samordnarens dator; på de andra finns den när samordnarens fil har lästs in."
        )
    if len(found) > 1:
        raise Fault(
            f"Det finns flera paneler för {period.name}. Ange vilken, med samma --grupp och "
            "--verkstad som den drogs med."
        )
    return found[0]


def follow_ups(store: Store, period: Period) -> tuple[FollowUp, ...]:
    """The panels of a period as rows of the report's section 4: asked, answered, who is left.

    A figure behind which one to four people stand is left out, and so is one that leaves so few.
    """
    return tuple(
        _follow_up(store, draw)
        for draw in panel.draws(store)
        if (draw.period.first, draw.period.last) == (period.first, period.last)
    )


def of_people(store: Store, participants: Collection[bytes]) -> list[Draw]:
    """The draws that any of these records is in."""
    wanted = {*participants}
    return [
        draw
        for draw in panel.draws(store)
        if any(wanted & {*member.participants} for member in draw.members)
    ]


def _follow_up(store: Store, draw: Draw) -> FollowUp:
    whole = attrition(store, draw)[None]
    groups = ", ".join(map(store.programme.group_label, draw.groups))
    told: list[str] = []
    if whole.reached and _may_tell(whole.reached, whole.drawn):
        told.append(f"{whole.reached} nådda.")
    if whole.before and _may_tell(whole.stayed, whole.before):
        told.append(f"Av {whole.before} i förra omgången är {whole.stayed} kvar.")
    return FollowUp(
        f"Enkätpanelen, {groups}",
        f"slumpurval bland återkommande, draget {draw.day} med frö {draw.seed}",
        whole.drawn if _may_tell(whole.drawn, whole.drawn) else None,
        # Until anybody has said how many were reached, nobody knows how many answered.
        whole.answered if whole.reached and _may_tell(whole.answered, whole.drawn) else None,
        " ".join(told),
    )


def _may_tell(number: int, of: int) -> bool:
    return number not in _FEW and of - number not in _FEW


def _before(store: Store, draw: Draw) -> Draw | None:
    """The round before of the same panel."""
    earlier = [
        each
        for each in panel.draws(store)
        if each.scope == draw.scope and each.period.last < draw.period.last
    ]
    return earlier[-1] if earlier else None


def _standings(store: Store, draw: Draw) -> Mapping[Member, Standing]:
    persons = dict(store.connection.rows("SELECT id, person FROM participant"))
    erased = keeping.erased(store)
    said_no = panel.refusals(store)
    unwilling = {persons[each] for each in said_no if each in persons}
    everyone = said_no | {each for each, person in persons.items() if person in unwilling}
    return dict(_each_standing(draw, persons, erased, everyone))


def _each_standing(
    draw: Draw, persons: Mapping[bytes, bytes], erased: set[bytes], unwilling: set[bytes]
) -> Iterator[tuple[Member, Standing]]:
    counted: set[bytes] = set()
    for member in draw.members:
        now = {persons[each] for each in member.participants if each in persons}
        if erased & {*member.participants}:
            standing = Standing.ERASED
        elif unwilling & {*member.participants}:
            standing = Standing.REFUSED
        elif now and now <= counted:
            standing = Standing.MERGED
        else:
            standing = Standing.IN
        counted |= now
        yield member, standing


def _together(one: Attrition, other: Attrition) -> Attrition:
    return Attrition(
        one.before + other.before,
        one.stayed + other.stayed,
        one.fresh + other.fresh,
        one.eligible + other.eligible,
        one.left + other.left,
        one.reached + other.reached,
        one.answered + other.answered,
    )
