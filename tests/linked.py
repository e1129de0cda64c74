"""Linking, plainly: who is one person, and a history in which linked people are one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from halsoverkstad.domain.facts import Attributes
from tests.reference import AREA_ORDER, GROUP_ORDER, SEX_ORDER, History, Noted

Id = TypeVar("Id", str, bytes)


def joined(
    same: Sequence[tuple[Id, Id]], different: Iterable[tuple[Id, Id]]
) -> list[frozenset[Id]]:
    """The people who are one, when pairs are joined in their order and never against a "no"."""
    apart = {frozenset(pair) for pair in different}
    groups: list[frozenset[Id]] = []
    for pair in same:
        touched = [group for group in groups if group & set(pair)]
        everyone = frozenset(pair).union(*touched)
        if not any(no <= everyone for no in apart):
            groups = [group for group in groups if group not in touched] + [everyone]
    return groups


def person_of(groups: Iterable[frozenset[Id]]) -> Mapping[Id, Id]:
    """Each member of a group, and the smallest one of it, who stands for all."""
    return {member: min(group) for group in groups for member in group}


def merged(history: History, persons: Mapping[str, str]) -> History:
    """A history in which some people are the same as others, at each session once.

    Of what was noted twice of one person at one session the first in the settings' order holds.
    """
    noted: dict[tuple[str, str], list[Attributes]] = {}
    for each in history.attendances:
        person = persons.get(each.person, each.person)
        noted.setdefault((each.session, person), []).append(each.attributes)
    return History(
        history.sessions,
        [Noted(session, person, first_of(all_)) for (session, person), all_ in noted.items()],
    )


def first_of(noted: Sequence[Attributes]) -> Attributes:
    """What counts of what was noted of one person at one session."""
    return Attributes(
        min((each.group for each in noted), key=GROUP_ORDER.index),
        min((each.area for each in noted), key=AREA_ORDER.index),
        min((each.sex for each in noted), key=SEX_ORDER.index),
    )
