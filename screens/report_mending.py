"""From a finding of a report to the screen where it is mended."""

from textual.screen import Screen

from exports.report.finding import ReportFinding, Target
from halsoverkstad.domain.period import Period
from screens.room import Room
from storage.open_matters import GATHERING, HAND_IN

_PARTICIPANTS = "Deltagare"
_DOUBLES, _ASKED, _CONFLICTS = "Troliga dubbletter", "Frågor", "Krockar"
"""How `kontrollera` names the places of what is mended there."""


class Mending:
    """Opens screens over the one that the finding is shown on, so that Escape comes back."""

    def __init__(self, room: Room, period: Period) -> None:
        """Go from a room that shows findings of the report on a period."""
        self._room = room
        self._library = room.library
        self._period = period

    async def go(self, finding: ReportFinding) -> None:
        """Open the screen; where there is none, say what to do."""
        screen = self._screen(finding)
        if screen is None:
            self._room.say(f"{finding.advice}.")
        else:
            await self._room.shell.push_screen(screen)

    def _screen(self, finding: ReportFinding) -> Screen[None] | None:
        match finding.target:
            case Target.TEXT:
                from screens.report_texts import ReportTexts

                return ReportTexts(self._library, self._period, finding.text)
            case Target.ECONOMY:
                from screens.report_economy import EconomyForm

                return EconomyForm(self._library, self._period)
            case Target.FOLLOW_UP:
                from screens.report_lists import FollowUpForm

                return FollowUpForm(self._library, self._period)
            case Target.SESSION | Target.PARTICIPANT:
                return self._of_the_log(finding)
            case Target.CONFLICTS:
                from screens.conflict_room import ConflictRoom

                return ConflictRoom(self._library)
            case Target.LAPTOPS:
                return self._exchange()
            case Target.SETTINGS:
                return self._named("settings")
            case Target.LOG | Target.QUESTIONS:
                return self._by_place(finding.where)
            case Target.NOWHERE:
                return None

    def _of_the_log(self, finding: ReportFinding) -> Screen[None] | None:
        if finding.about is None:
            return self._named("log")
        if finding.target is Target.SESSION:
            from screens.session_form import SessionForm

            return SessionForm(self._library, finding.about)
        from screens.participant_form import ParticipantForm

        return ParticipantForm(self._library, finding.about)

    def _by_place(self, where: str) -> Screen[None]:
        """What `kontrollera` found is mended where it says: a room, and a list in it."""
        room, _, within = where.partition(", ")
        if _CONFLICTS in within:
            from screens.conflict_room import ConflictRoom

            return ConflictRoom(self._library)
        if within == _DOUBLES:
            from screens.doubles import DoublesRoom

            return DoublesRoom(self._library)
        if room in {HAND_IN, GATHERING}:
            return self._asked() if within.startswith(_ASKED) else self._exchange()
        return self._named("participants" if room == _PARTICIPANTS else "log")

    def _asked(self) -> Screen[None]:
        if self._library.coordinates:
            from screens.over_laptops import OverLaptops

            return OverLaptops(self._library)
        from screens.asked import AskedRoom

        return AskedRoom(self._library)

    def _exchange(self) -> Screen[None]:
        return self._named("gathering" if self._library.coordinates else "hand_in")

    def _named(self, name: str) -> Screen[None]:
        return self._room.shell.room(self._library, name)
