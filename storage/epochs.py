"""What the tokens of earlier phrases still say of a participant who is on a new one.

A new lösenfras is a new epoch: everyone known on a laptop gets new tokens when it joins anew. The
versions of before stay in the journal, so what they linked is linked still, in whatever order the
laptops' files arrive, and also with people of laptops that never join again. Nothing has to be
written down for that, and nothing is linked that the old phrase would not have linked.
"""

from dataclasses import dataclass

from halsoverkstad.domain.identity.token import Tokens
from storage import journal
from storage.connection import Connection
from storage.encoding import load, tokens_from
from storage.journal import Version


@dataclass(frozen=True)
class Earlier:
    """Tokens of earlier epochs: of codes, of the name, and question tokens."""

    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


_NOTHING = Earlier()


def earlier(connection: Connection, shown: Version, tokens: Tokens) -> Earlier:
    """What earlier epochs' tokens still hold of a participant whose shown version has `tokens`.

    A code stays somebody's for good. A name's tokens of an earlier epoch hold until the name is
    corrected under a later one: then they are of a name that was wrong.
    """
    if not shown.parents or not tokens.epoch:
        return _NOTHING
    by_id = {each.id: each for each in journal.versions_of(connection, shown.entity)}
    codes: dict[str, None] = {}
    names: list[str] = []
    questions: list[str] = []
    version, after, corrected = shown, tokens, False
    while before := journal.current(by_id[each] for each in version.parents if each in by_id):
        version = before
        if before.deleted:
            continue
        here = tokens_from(load(before.fields))
        codes |= dict.fromkeys(here.of_codes)
        if here.epoch is None or after.epoch is None or here.epoch >= after.epoch:
            corrected |= (here.of_name, here.questions) != (after.of_name, after.questions)
        elif not corrected:
            names += filter(None, (here.of_name,))
            questions += here.questions
        after = here
    known = {*tokens.of_codes}
    return Earlier(
        tuple(each for each in codes if each not in known), tuple(names), tuple(questions)
    )
