"""From a finding to the screen where it is mended."""

from textual.screen import Screen

from halsoverkstad.domain.period import Period
from screens.library import Library
from screens.room import Room
from storage.finding import Finding, Target


class Mending:
    """Opens screens over the one that findings are shown on, so that Escape comes back to it."""

    def __init__(self, room: Room, period: Period | None = None) -> None:
        """Go from a room; `period` is that of the report, if the findings are of one."""
        self._room = room
        self._library = room.library
        self._period = period

    async def go(self, finding: Finding) -> None:
        """Open the screen; where there is none, say what to do."""
        screen = self._screen(finding)
        if screen is None:
            self._room.say(f"{finding.advice}.")
        else:
            await self._room.shell.push_screen(screen)

    def _screen(self, finding: Finding) -> Screen[None] | None:
        if finding.target in {Target.TEXT, Target.ECONOMY, Target.FOLLOW_UP}:
            return self._of_the_report(finding)
        if finding.target in {Target.SESSION, Target.PARTICIPANT}:
            return _of_one(self._library, finding)
        if finding.target in {Target.REPORT, Target.RECOVERY_CODE, Target.PROGRAMME}:
            return self._of_the_whole(finding)
        return self._of_the_register(finding)

    def _of_the_report(self, finding: Finding) -> Screen[None] | None:
        period = self._period
        if period is None:
            return None
        if finding.target is Target.TEXT:
            from screens.report_texts import ReportTexts

            return ReportTexts(self._library, period, finding.text)
        if finding.target is Target.ECONOMY:
            from screens.report_economy import EconomyForm

            return EconomyForm(self._library, period)
        from screens.report_lists import FollowUpForm

        return FollowUpForm(self._library, period)

    def _of_the_whole(self, finding: Finding) -> Screen[None]:
        from screens.report import ReportRoom
        from screens.settings import PROGRAMME, RECOVERY_CODE, SettingsRoom

        room = self._named("report" if finding.target is Target.REPORT else "settings")
        if isinstance(room, ReportRoom) and finding.period is not None:
            room.choose(finding.period)
        if isinstance(room, SettingsRoom):
            code = finding.target is Target.RECOVERY_CODE
            room.stand_on(RECOVERY_CODE if code else PROGRAMME)
        return room

    def _of_the_register(self, finding: Finding) -> Screen[None] | None:
        match finding.target:
            case Target.LOG:
                from screens.log import LogRoom

                return LogRoom(self._library, finding.sessions)
            case Target.INCOMPLETE:
                from screens.participants import ParticipantsRoom

                return ParticipantsRoom(self._library, incomplete=True)
            case Target.DOUBLES:
                from screens.doubles import DoublesRoom

                return DoublesRoom(self._library)
            case Target.LOGGED_TWICE:
                from screens.logged_twice import LoggedTwiceRoom

                return LoggedTwiceRoom(self._library, (finding.about, finding.beside))
            case Target.CONFLICTS:
                from screens.conflict_room import ConflictRoom

                return ConflictRoom(self._library)
            case Target.RETENTION:
                from screens.retention import RetentionRoom

                return RetentionRoom(self._library)
            case Target.ASKED:
                return self._asked()
            case Target.EXCHANGE:
                return self._named("gathering" if self._library.coordinates else "hand_in")
            case _:
                return None

    def _asked(self) -> Screen[None]:
        if self._library.coordinates:
            from screens.over_laptops import OverLaptops

            return OverLaptops(self._library)
        from screens.asked import AskedRoom

        return AskedRoom(self._library)

    def _named(self, name: str) -> Screen[None]:
        return self._room.shell.room(self._library, name)


def _of_one(library: Library, finding: Finding) -> Screen[None] | None:
    if finding.about is None:
        return None
    if finding.target is Target.SESSION:
        from screens.session_form import SessionForm

        return SessionForm(library, finding.about)
    from screens.participant_form import ParticipantForm

    return ParticipantForm(library, finding.about)
