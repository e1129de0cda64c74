"""Who has been ticked as present, and the ticks before: what the picker keeps, shown or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from halsoverkstad.domain.facts import Attributes
from halsoverkstad.domain.programme import Programme
from halsoverkstad.domain.words import UNKNOWN_GROUP
from storage.register_rows import ParticipantRow
from storage.sessions import Present


@dataclass(frozen=True)
class Chosen:
    """Someone who was there, and what is noted about them at this session."""

    row: ParticipantRow
    attributes: Attributes


class Attendance:
    """Those who are ticked, in the order they were; every change can be taken back."""

    def __init__(self) -> None:
        """Nobody."""
        self._chosen: dict[bytes, Chosen] = {}
        self._earlier: list[dict[bytes, Chosen]] = []

    @property
    def chosen(self) -> Mapping[bytes, Chosen]:
        """Those who are ticked, by participant."""
        return self._chosen

    def __contains__(self, row: ParticipantRow) -> bool:
        """Whether someone is ticked."""
        return row.participant in self._chosen

    def begin(self, chosen: Iterable[Chosen]) -> None:
        """Start with those who are on the session already."""
        self._chosen = {each.row.participant: each for each in chosen}
        self._earlier.clear()

    def tick(self, *chosen: Chosen) -> None:
        """Add people, or change what is noted about them."""
        self._keep(self._chosen | {each.row.participant: each for each in chosen})

    def untick(self, row: ParticipantRow) -> None:
        """Take someone off."""
        self._keep({key: each for key, each in self._chosen.items() if key != row.participant})

    def change_group(self, row: ParticipantRow, by: int, programme: Programme) -> str:
        """Note the next or previous group about someone ticked, at this session only.

        Returns:
            The group's key.
        """
        keys = [*programme.group_keys, UNKNOWN_GROUP]
        attributes = self._chosen[row.participant].attributes
        at = keys.index(attributes.group) if attributes.group in keys else -1
        group = keys[(at + by) % len(keys)]
        self.tick(Chosen(row, replace(attributes, group=group)))
        return group

    def undo(self) -> bool:
        """Take back the last change; False: there is none."""
        if not self._earlier:
            return False
        self._chosen = self._earlier.pop()
        return True

    def present(self) -> tuple[Present, ...]:
        """Those who are ticked, as a session stores them."""
        return tuple(Present(key, each.attributes) for key, each in self._chosen.items())

    def usual_group(self) -> str | None:
        """The group most of those ticked belong to."""
        groups = [each.attributes.group for each in self._chosen.values()]
        known = [group for group in groups if group != UNKNOWN_GROUP]
        return max(known, key=known.count) if known else None

    def _keep(self, chosen: dict[bytes, Chosen]) -> None:
        self._earlier.append(self._chosen)
        self._chosen = chosen
