"""Rows about somebody who is at the session already, under another record of the same person.

Files that this program wrote name a person once, also one with several records ("samma person").
Such a row says nothing new about who was there; taken as it stands it would be an attendance too
many, seen when the answer is taken back.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from halsoverkstad.domain.facts import Attributes
from halsoverkstad.domain.words import UNKNOWN, UNKNOWN_GROUP, Dimension
from storage.import_fields import with_attributes
from storage.store import Store


class Linked:
    """The records that count as one person with others."""

    def __init__(self, store: Store) -> None:
        """Read who counts as whom."""
        self._store = store
        together: dict[bytes, list[bytes]] = defaultdict(list)
        for participant, person in store.connection.rows(
            "SELECT id, person FROM participant WHERE person IN ("
            "SELECT person FROM participant WHERE person <> id) ORDER BY id"
        ):
            together[person].append(participant)
        self._records = {each: records for records in together.values() for each in records}

    def has_others(self, participant: bytes) -> bool:
        """Whether somebody else counts as the same person."""
        return participant in self._records

    def present(self, participant: bytes, there: Mapping[bytes, Attributes]) -> list[bytes]:
        """The person's records that are noted at a session; the participant's own first."""
        records = [each for each in self._records.get(participant, ()) if each in there]
        return sorted(records, key=lambda each: (each != participant, each))

    def says_nothing_new(self, fields: Mapping[str, str], noted: Sequence[Attributes]) -> bool:
        """Whether a row tells what is noted of the person's records taken together."""
        together = self._together(noted)
        return with_attributes(together, fields) == together

    def _together(self, noted: Sequence[Attributes]) -> Attributes:
        """As the counting takes it (`storage.derived_facts`): the first in the settings' order."""
        return Attributes(
            self._first(Dimension.GROUP, UNKNOWN_GROUP, [each.group for each in noted]),
            self._first(Dimension.AREA, UNKNOWN, [each.area for each in noted]),
            self._first(Dimension.SEX, UNKNOWN, [each.sex for each in noted]),
        )

    def _first(self, dimension: Dimension, unknown: str, values: Sequence[str]) -> str:
        known = {value for value in values if value != unknown}
        choices = self._store.choices
        # What only this import knows has no number yet, and would come last.
        numbered = [value for value in known if not choices.lacks(dimension, [value])]
        if numbered:
            return min(numbered, key=lambda value: choices.rank(dimension, value))
        return min(known, default=unknown)
