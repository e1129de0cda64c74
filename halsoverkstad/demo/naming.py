"""Names for invented people: no two displayed alike, and only the planned pairs likely doubles.

Among so many names chance alone would raise hundreds of questions; a demo should show what a
question looks like and let somebody answer them all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from random import Random

from halsoverkstad.demo.names import (
    ADULT_WORDS,
    BIRDS,
    CHILD_WORDS,
    COLOURS,
    FEMALE,
    FEMALE_SPELLINGS,
    MALE,
    MALE_SPELLINGS,
    SURNAME_STARTS,
)
from halsoverkstad.demo.people import Person
from halsoverkstad.demo.plan import ADULTS, CHILDREN, PROFESSIONALS, Role
from halsoverkstad.domain.facts import Naming
from halsoverkstad.domain.identity.doubles import likely_doubles
from halsoverkstad.domain.identity.fold import fold

_BORN = {CHILDREN: (2006, 2018), ADULTS: (1950, 2004), PROFESSIONALS: (1960, 1999)}
_BORN_AS_PUPIL = (2010, 2017)
_COMPLETE = {CHILDREN: 0.83, ADULTS: 0.8, PROFESSIONALS: 0.4}
_WITHOUT_DETAILS = 14
_PAIRS_OF_WOMEN, _PAIRS_OF_BOYS = 5, 3
_TRIES = 30


def name_everybody(rng: Random, people: Sequence[Person]) -> dict[int, Naming]:
    """A name for each, by number; who comes first gets the plain one."""
    giver = _Giver(rng)
    _name_pairs(rng, giver, people)
    for person in rng.sample(people, _WITHOUT_DETAILS):
        giver.invent(person)
    for person in people:
        giver.name(person)
    return giver.namings


def _name_pairs(rng: Random, giver: "_Giver", people: Sequence[Person]) -> None:
    """Some who were registered at an event, and again, spelled otherwise, elsewhere."""
    women = [each for each in people if each.female and each.group == ADULTS]
    boys = [each for each in people if not each.female and each.group == CHILDREN]
    for chosen, spellings, count in (
        (women, FEMALE_SPELLINGS, _PAIRS_OF_WOMEN),
        (boys, MALE_SPELLINGS, _PAIRS_OF_BOYS),
    ):
        at_events = rng.sample([each for each in chosen if each.role is Role.EVENT], count)
        elsewhere = rng.sample([each for each in chosen if each.role is not Role.EVENT], count)
        written = rng.sample(spellings, count)
        pairs = zip(at_events, elsewhere, written, strict=True)
        for variant, (one, other, (name, again)) in enumerate(pairs):
            giver.name_twice(one, other, (name, again), variant)


class _Giver:
    """Hands out names and remembers them."""

    def __init__(self, rng: Random) -> None:
        self.namings: dict[int, Naming] = {}
        self._rng = rng
        self._displayed: set[str] = set()
        self._known: dict[str, list[Naming]] = defaultdict(list)

    def name(self, person: Person) -> None:
        """Give a name that raises no question with anybody named before."""
        if person.number in self.namings:
            return
        naming = next(each for each in self._drafts(person) if not self._raises_question(each))
        self._keep(person, naming)

    def name_twice(
        self, one: Person, other: Person, spellings: tuple[str, str], variant: int
    ) -> None:
        """Give two people names that raise one question: the one about both.

        `variant` chooses what else differs: nothing, month unknown, year, a surname letter.
        """
        name, again = spellings
        while True:
            first = self._facts(one, name)
            second = _written_again(first, again, variant)
            if not self._raises_question(first) and not self._raises_question(second):
                break
        self._keep(one, first)
        self._keep(other, second)

    def invent(self, person: Person) -> None:
        """Give somebody without details ("utan uppgifter") a name that tells nothing."""
        if person.number not in self.namings:
            display = f"{self._rng.choice(COLOURS)} {self._rng.choice(BIRDS)}"
            self._keep(person, Naming(display))

    def _drafts(self, person: Person) -> Iterator[Naming]:
        """Names with what is known of the person; at last one too vague to be like another's."""
        names = FEMALE if person.female else MALE
        complete = self._rng.random() < _COMPLETE[person.group]
        for _ in range(_TRIES):
            facts = self._facts(person, self._rng.choice(names))
            yield facts if complete else self._forget(facts)
        yield Naming("", self._rng.choice(names), self._rng.choice(SURNAME_STARTS))

    def _facts(self, person: Person, given: str) -> Naming:
        rng = self._rng
        earliest, latest = _BORN_AS_PUPIL if person.role is Role.CLASS else _BORN[CHILDREN]
        if person.group != CHILDREN:
            earliest, latest = _BORN[person.group]
        letters, year = rng.choice(SURNAME_STARTS), rng.randint(earliest, latest)
        return Naming("", given, letters, year, rng.randint(1, 12))

    def _forget(self, facts: Naming) -> Naming:
        """Leave out some of what the linkage token needs."""
        match self._rng.randrange(6):
            case 0:
                return replace(facts, surname_letters="")
            case 1:
                return replace(facts, surname_letters="", birth_year=None, birth_month=None)
            case 2 | 3:
                return replace(facts, birth_month=None)
            case _:
                return replace(facts, birth_year=None, birth_month=None)

    def _raises_question(self, naming: Naming) -> bool:
        return any(
            _two_of_three_agree(naming, known)
            for name in _alike()[naming.given]
            for known in self._known[name]
        )

    def _keep(self, person: Person, naming: Naming) -> None:
        display = next(each for each in self._displays(person, naming) if self._is_free(each))
        self._displayed.add(fold(display))
        self.namings[person.number] = replace(naming, display=display)
        self._known[naming.given].append(naming)

    def _is_free(self, display: str) -> bool:
        return fold(display) not in self._displayed

    def _displays(self, person: Person, naming: Naming) -> Iterator[str]:
        """What a promoter might call someone: the plain name, or with a distinguishing word."""
        rng = self._rng
        if not naming.given:
            yield naming.display
            yield from (f"{colour} {bird}" for colour in COLOURS for bird in BIRDS)
            return
        yield naming.given
        letters = naming.surname_letters
        by_surname = [f"{naming.given} {letters[:1]}", f"{naming.given} {letters}"]
        words = CHILD_WORDS if person.group == CHILDREN else ADULT_WORDS
        by_word = [f"{naming.given} {word}" for word in rng.sample(words, len(words))]
        if letters and rng.random() < 0.7:
            yield from by_surname
        yield from by_word
        yield from (f"{name} {letters[:1]}" for name in by_word)


def _written_again(facts: Naming, given: str, variant: int) -> Naming:
    """The same person as somebody else might have registered them."""
    again = replace(facts, given=given)
    match variant % 4:
        case 0:
            return again
        case 1:
            return replace(again, birth_month=None)
        case 2:
            return replace(again, birth_year=(facts.birth_year or 0) + 1)
        case _:
            first, second = facts.surname_letters
            return replace(again, surname_letters=first + ("e" if second == "a" else "a"))


def _two_of_three_agree(one: Naming, other: Naming) -> bool:
    """Of surname initial, birth year within one, birth month: the rule of likely doubles."""
    initial = bool(one.surname_letters) and one.surname_letters[:1] == other.surname_letters[:1]
    years = (one.birth_year, other.birth_year)
    year = None not in years and abs((years[0] or 0) - (years[1] or 0)) <= 1
    month = one.birth_month is not None and one.birth_month == other.birth_month
    return initial + year + month >= 2


@cache
def _alike() -> Mapping[str, Iterable[str]]:
    """For each given name those that likely doubles may bear, itself among them."""
    spellings = [name for pair in (*FEMALE_SPELLINGS, *MALE_SPELLINGS) for name in pair]
    names = {name.encode(): name for name in (*FEMALE, *MALE, *spellings)}
    # Everything else agrees, so a question says that the names are alike.
    people = {key: Naming(name, name, "Aa", birth_month=1) for key, name in names.items()}
    alike = {"": [""]} | {name: [name] for name in names.values()}
    for question in likely_doubles(people):
        first, second = names[question.first], names[question.second]
        alike[first].append(second)
        alike[second].append(first)
    return alike
