"""A version as a line, and back: all that a version is, and nothing that it must not be."""

import json
import re
from datetime import date, time

import pytest
from halsa_making import ENTITIES, FIELDS, TIME, blanked, journal, seeded, version
from hypothesis import given
from hypothesis import strategies as st
from making import SETTINGS

from exports.halsa import shapes
from exports.halsa.faults import Broken
from exports.halsa.lines import LATEST_TIME, extra_from, extra_line, version_from, version_line
from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from halsoverkstad.domain.identity.token import Secret, code_token, tokens_for
from halsoverkstad.domain.words import Kind
from storage import doubles, erasure, history, participants, sessions
from storage.encoding import attribute_fields, dump, participant_fields, session_fields
from storage.journal import Entity, Version, every_version
from storage.opening import create_in_memory
from storage.sessions import Present, SessionEntry

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]),
    max_size=30,
)
COUNTS = st.integers(0, 1_000_000)
GROUPS = st.sampled_from(["barn_och_unga", "vuxna", "uppgift_saknas"])
IDS = st.binary(min_size=16, max_size=16)
SESSIONS = st.builds(
    Session,
    day=st.dates(date(1, 1, 1)),
    workshop=WORDS,
    kind=st.sampled_from(Kind),
    activity=WORDS,
    place=WORDS,
    start=st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    minutes=st.none() | COUNTS,
    heads=st.dictionaries(
        GROUPS,
        st.builds(
            lambda one, other, known: Heads(max(one, other), min(one, other) if known else None),
            COUNTS,
            COUNTS,
            st.booleans(),
        ),
    ),
    turned_away=COUNTS,
    language_training=st.booleans(),
    partners=st.lists(WORDS).map(tuple),
)
MUTATIONS = 10_000
ATTRIBUTES = st.builds(Attributes, GROUPS, WORDS, WORDS)


def refused(line: bytes) -> str:
    with pytest.raises(Broken) as caught:
        version_from(line)
    return caught.value.detail


@pytest.mark.parametrize("written", journal(), ids=lambda each: each.kind.name)
def test_a_version_of_every_kind_comes_back(written):
    assert version_from(version_line(written)) == written


def test_every_kind_has_its_shape():
    assert set(shapes.FIELDS) == set(shapes.ENTITY_BYTES) == set(FIELDS) == set(Entity)
    for kind, entity in ENTITIES.items():
        assert len(entity) == shapes.ENTITY_BYTES[kind]


@given(SESSIONS, IDS, st.lists(IDS, unique=True), st.integers(0, 10**17), st.integers(0, 10**14))
def test_any_session_comes_back(session, entity, parents, seq, moment):
    written = version(
        Entity.SESSION, entity, session_fields(session), parents=parents, seq=seq, time=moment
    )

    assert version_from(version_line(written)) == written


@given(ATTRIBUTES, IDS, IDS)
def test_any_attendance_comes_back(attributes, session, participant):
    written = version(Entity.ATTENDANCE, session + participant, attribute_fields(attributes))

    assert version_from(version_line(written)) == written


def test_real_tokens_pass():
    naming = Naming("Amina H", "Amina", "Hassan", 1990, 4)
    for tokens in (
        tokens_for(naming, Secret(b"k" * 32, 12)),
        type(tokens_for(naming, Secret(b"k" * 32)))(code_token("p1", Secret(b"k" * 32, 3))),
    ):
        fields = participant_fields(Attributes("vuxna"), tokens)

        assert version_from(version_line(version(Entity.PARTICIPANT, b"e" * 16, fields)))


def test_what_the_program_itself_writes_passes_and_tells_no_name():
    store = create_in_memory(SETTINGS, "Dator 1")
    people = [
        participants.register(store, Naming(f"Amina {each}", "Amina", "Ha", 1990, 4), Attributes())
        for each in range(2)
    ]
    present = tuple(Present(each, Attributes("vuxna", "Lindängen")) for each in people)
    held = Session(date(2025, 3, 14), heads={"vuxna": Heads(2, 1)}, partners=("Biblioteket",))
    entry = SessionEntry(held, present, "Amina kom sent")
    saved = sessions.save(store, entry)
    sessions.delete(store, sessions.save(store, entry))
    doubles.answer(store, *people, same=False)
    erasure.erase(store, people[0])
    history.undo(store)
    lines = [version_line(each) for each in every_version(store.connection)]

    assert any(saved == version_from(line).entity for line in lines)
    assert any(version_from(line).redacted for line in lines)
    assert [version_from(line) for line in lines] == list(every_version(store.connection))
    assert b"Amina" not in b"".join(lines)
    assert b"sent" not in b"".join(lines)


@pytest.mark.parametrize("kind", Entity)
@pytest.mark.parametrize("key", ["name_", "note", "code", "display", "given", "Amina", "erased "])
def test_no_key_but_the_known_ones(kind, key):
    fields = dict(FIELDS[kind]) | {key: "x"}

    assert refused(version_line(version(kind, ENTITIES[kind], fields))) == "ett okänt fält"


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        (Entity.LAPTOP, "name", None),
        (Entity.LAPTOP, "name", ["Dator"]),
        (Entity.LAPTOP, "name", "\x1b]0;x\x07"),
        (Entity.LAPTOP, "name", "\x9b31m"),
        (Entity.LAPTOP, "name", "x" * 40_000),
        (Entity.PARTICIPANT, "group", "Vuxna"),
        (Entity.PARTICIPANT, "group", ""),
        (Entity.PARTICIPANT, "area", 1),
        (Entity.PARTICIPANT, "token", "Amina"),
        (Entity.PARTICIPANT, "token", f"1.2.{'AB' * 16}"),
        (Entity.PARTICIPANT, "token", f"1.2.{'ab' * 15}"),
        (Entity.PARTICIPANT, "token", f"1.2.{'ab' * 16}\n"),
        (Entity.PARTICIPANT, "token", None),
        (Entity.PARTICIPANT, "questions", f"1.2.{'ab' * 16}"),
        (Entity.PARTICIPANT, "questions", ["Amina"]),
        (Entity.PARTICIPANT, "questions", [f"1.2.{'ab' * 16}"] * 1001),
        (Entity.SESSION, "day", "2025-02-30"),
        (Entity.SESSION, "day", "2025-W10-1"),
        (Entity.SESSION, "day", "20250314"),
        (Entity.SESSION, "day", "2025-03-14T00:00"),
        (Entity.SESSION, "day", "٢٠٢٥-٠٣-١٤"),
        (Entity.SESSION, "day", 20250314),
        (Entity.SESSION, "kind", "fest"),
        (Entity.SESSION, "kind", []),
        (Entity.SESSION, "kind", {}),
        (Entity.SESSION, "start", "24:00"),
        (Entity.SESSION, "start", "9:30"),
        (Entity.SESSION, "start", ""),
        (Entity.SESSION, "start", None),
        (Entity.SESSION, "minutes", -1),
        (Entity.SESSION, "minutes", True),
        (Entity.SESSION, "minutes", 90.5),
        (Entity.SESSION, "minutes", 10**18),
        (Entity.SESSION, "heads", [["vuxna", 1, 1]]),
        (Entity.SESSION, "heads", {"vuxna": 3}),
        (Entity.SESSION, "heads", {"vuxna": [3]}),
        (Entity.SESSION, "heads", {"vuxna": [None, 1]}),
        (Entity.SESSION, "heads", {"vuxna": [3, -1]}),
        (Entity.SESSION, "heads", {"vuxna": [3, 4]}),
        (Entity.SESSION, "heads", {"vuxna": [3, True]}),
        (Entity.SESSION, "heads", {"vuxna": [[], []]}),
        (Entity.SESSION, "heads", {"Amina": [1, 1]}),
        (Entity.SESSION, "turned_away", None),
        (Entity.SESSION, "language_training", 1),
        (Entity.SESSION, "partners", "Folktandvården"),
        (Entity.SESSION, "partners", [None]),
        (Entity.SESSION, "partners", [["x"]]),
        (Entity.ATTENDANCE, "sex", {}),
        (Entity.ANSWER, "same", "ja"),
        (Entity.ANSWER, "same", 1),
        (Entity.PANEL, "seed", -1),
        (Entity.PANEL, "groups", ["Amina"]),
        (Entity.PANEL, "eligible", [["Kvinnors hälsa", "vuxna", "3"]]),
        (Entity.PANEL, "eligible", [["Kvinnors hälsa", "vuxna"]]),
        (Entity.PANEL, "drawn", [[["Amina"], "", "vuxna", False]]),
        (Entity.PANEL, "drawn", [[[], "", "vuxna", False, "Amina"]]),
        (Entity.PANEL, "drawn", [[[], "", "vuxna", False]] * 1001),
        (Entity.PANEL_RESPONSE, "counts", [["", "vuxna", 1, True]]),
        (Entity.PANEL_RESPONSE, "counts", [["", "vuxna", 1, 1, "Mycket bra"]]),
    ],
)
def test_no_value_but_one_of_its_kind(kind, key, value):
    line = version_line(version(kind, ENTITIES[kind], dict(FIELDS[kind]) | {key: value}))

    assert refused(line) == f"fältet {key} har ett otillåtet värde"


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (Entity.LAPTOP, "name"),
        (Entity.SESSION, "day"),
        (Entity.SESSION, "kind"),
        (Entity.ANSWER, "same"),
        (Entity.PANEL, "drawn"),
        (Entity.PANEL_RESPONSE, "counts"),
    ],
)
def test_what_must_be_there(kind, key):
    fields = {name: value for name, value in FIELDS[kind].items() if name != key}

    assert refused(version_line(version(kind, ENTITIES[kind], fields))) == f"fältet {key} saknas"


def test_a_no_is_of_one_participant():
    entity = b"p" * 16 + b"q" * 16
    assert refused(version_line(version(Entity.PANEL_REFUSAL, entity))) == (
        "ett nej från två deltagare"
    )


@pytest.mark.parametrize(
    "fields",
    [
        '{"group": "vuxna"}',
        '{"sex":"annat","group":"vuxna"}',
        '{"group":"vuxna","group":"vuxna"}',
        '{"group":"v\\u0075xna"}',
        '{"area":"\\ud800"}',
        '{"group":NaN}',
        '{"group":' + "9" * 5000 + "}",
        '{"group":"vuxna"',
        '{"group":"vuxna"},"name":{"x":"Amina"}',
        "{}}",
        "{",
    ],
)
def test_fields_are_canonical(fields):
    refused(version_line(version(Entity.ATTENDANCE, ENTITIES[Entity.ATTENDANCE], fields)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'"id":"[0-9a-f]{2}', '"id":"00'),
        (r'"seq":1,', '"seq":2,'),
        (r'"seq":1,', '"seq":01,'),
        (r'"seq":1,', '"seq":1.0,'),
        (r'"seq":1,', '"seq":-1,'),
        (r'"seq":1,', f'"seq":{10**18},'),
        (r'"time":\d+', f'"time":{TIME + 1}'),
        (r'"time":\d+', f'"time":{LATEST_TIME + 1}'),
        (r'"time":\d+', f'"time":{10**20}'),
        (r'"time":\d+', '"time":"igår"'),
        (r'"kind":\d', '"kind":2'),
        (r'"kind":\d', '"kind":99'),
        (r'"kind":\d', '"kind":0'),
        (r'"deleted":false', '"deleted":true'),
        (r'"deleted":false', '"deleted":0'),
        (r'"redacted":false', '"redacted":null'),
        (r'"entity":"..', '"entity":"'),
        (r'"entity":"..', '"entity":"CD'),
        (r'"laptop":"..', '"laptop":"zz'),
        (r'"parents":\[\]', '"parents":{}'),
        (r'"parents":\[\]', '"parents":[""]'),
        (r'"parents":\[\]', f'"parents":["{"0" * 32}",]'),
        (r'"parents":\[\]', f'"parents":["{"1" * 32}","{"0" * 32}"]'),
        (r'"parents":\[\]', f'"parents":["{"1" * 32}","{"1" * 32}"]'),
        (r"\}$", "} "),
        (r"^\{", "{ "),
        (r'"laptop":"\w+",', ""),
        (r'"deleted"', '"note":"Amina","deleted"'),
        (r"Dator 1", "Dator 2"),
        (r"Dator 1", "Dator\u2028 1"),
    ],
)
def test_no_part_can_be_changed(before, after):
    line = version_line(version()).decode()
    other, times = re.subn(before, after, line, count=1)

    assert times == 1
    refused(other.encode())


def test_bytes_that_are_no_text():
    line = version_line(version())

    assert refused(line.replace(b"Dator", b"\xff\xfe")) == "tecken som inte är UTF-8"
    assert refused(line.replace(b"Dator", b"\xed\xa0\x80")) == "tecken som inte är UTF-8"


def test_a_pair_stands_in_its_order():
    for kind in shapes.PAIRS:
        for entity in (b"q" * 16 + b"p" * 16, b"p" * 32):
            assert refused(version_line(version(kind, entity))) == "ett par i fel ordning"


@pytest.mark.parametrize("pair", [b"q" * 16 + b"p" * 16, b"p" * 16 + b"q" * 16])
def test_a_link_is_read_in_the_order_of_now_and_of_before(pair):
    written = version(Entity.LINK, pair)
    assert version_from(version_line(written)) == written


def test_nobody_is_linked_with_themselves():
    itself = version_line(version(Entity.LINK, b"p" * 32))
    assert refused(itself) == "en deltagare kopplad till sig själv"


@pytest.mark.parametrize("kind", Entity)
def test_an_id_has_the_length_of_its_kind(kind):
    entity = b"p" * (48 - shapes.ENTITY_BYTES[kind])

    assert refused(version_line(version(kind, entity))) == "en identitet av fel längd"


def test_a_deletion_says_nothing_more():
    gone = Version.written(
        b"e" * 16, Entity.SESSION, laptop=b"L" * 16, seq=1, time=1, parents=(), fields=None
    )
    assert version_from(version_line(gone)) == gone

    line = version_line(gone).replace(b'"fields":{}', b'"fields":{"day":"2025-01-01"}')
    assert refused(line) == "ett borttagande som säger mer än så"
    line = version_line(gone).replace(b'"redacted":false', b'"redacted":true')
    assert refused(line) == "ett borttagande som säger mer än så"


@pytest.mark.parametrize("kind", [Entity.PARTICIPANT, Entity.ATTENDANCE])
def test_what_an_erasure_left_has_lost_its_checksum(kind):
    left = blanked(version(kind, ENTITIES[kind], {"area": "Lindängen", "group": "vuxna"}))

    assert version_from(version_line(left)) == left


@pytest.mark.parametrize("extra", [{"area": "Lindängen"}, {"token": f"1.1.{'ab' * 16}"}])
def test_what_an_erasure_left_tells_the_group_alone(extra):
    fields = dump({"group": "vuxna"} | extra).encode()
    line = version_line(blanked(version(Entity.PARTICIPANT, b"e" * 16)))

    assert refused(line.replace(b'{"group":"vuxna"}', fields)) == "ett okänt fält"


@pytest.mark.parametrize("kind", [Entity.LAPTOP, Entity.SESSION, Entity.ANSWER])
def test_only_what_is_about_a_person_can_be_blanked(kind):
    line = version_line(blanked(version(kind, ENTITIES[kind])))

    assert "inte kan rensas" in refused(line)


def test_a_blanked_version_cannot_replace_itself():
    left = blanked(version(Entity.PARTICIPANT, b"e" * 16))
    line = version_line(left).replace(b"[]", b'["%s"]' % left.id.hex().encode())

    assert refused(line) == "en version som ersätter sig själv"


def test_someone_erased_keeps_the_group_alone():
    kept = version(Entity.PARTICIPANT, b"e" * 16, {"erased": True, "group": "vuxna"})
    assert version_from(version_line(kept)) == kept

    for more in ({"token": f"1.1.{'ab' * 16}"}, {"area": "Lindängen"}):
        fields = {"erased": True} | more
        assert refused(version_line(version(Entity.PARTICIPANT, b"e" * 16, fields)))
    assert refused(version_line(version(Entity.PARTICIPANT, b"e" * 16, {"erased": False})))


@pytest.mark.parametrize(
    "extra",
    [
        {"type": "question", "first": "0a" * 16, "second": "0b" * 16, "distance": 0.125},
        {"type": "settings", "toml": 'namn = "Jämlik"\n'},
    ],
)
def test_an_extra_comes_back(extra):
    assert extra_from(extra_line(extra)) == extra


@pytest.mark.parametrize(
    "extra",
    [
        {},
        {"type": None},
        {"type": []},
        {"type": "note", "text": "Amina"},
        {"type": "settings"},
        {"type": "settings", "toml": 7},
        {"type": "settings", "toml": "x" * 1_000_001},
        {"type": "settings", "toml": "a", "note": "Amina"},
        {"type": "question", "first": "Amina", "second": "0b" * 16, "distance": 0},
        {"type": "question", "first": "0a" * 16, "second": "0b" * 16, "distance": float("nan")},
        {"type": "question", "first": "0a" * 16, "second": "0b" * 16, "distance": 1e999},
        {"type": "question", "first": "0a" * 16, "second": "0b" * 16, "distance": True},
    ],
)
def test_no_other_extras(extra):
    with pytest.raises(Broken):
        extra_from(json.dumps(extra, sort_keys=True, separators=(",", ":")).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(line):
    refused(line)
    with pytest.raises(Broken):
        extra_from(line)


def test_mutated_lines():
    """A line is refused, or is exactly the line of the version that was read."""
    chance = seeded(7)
    lines = [version_line(each) for each in journal()]
    alphabet = b'{}[]",:0123456789abcdef\\u-.eE\n\x00\xc3\xa5 truefalsn'
    for _ in range(MUTATIONS):
        line = bytearray(chance.choice(lines))
        for _ in range(chance.randint(1, 3)):
            at, length = chance.randrange(len(line)), chance.randint(0, 5)
            line[at : at + length] = bytes(chance.choices(alphabet, k=chance.randint(0, 5)))
        try:
            read = version_from(bytes(line))
        except Broken:
            continue
        assert version_line(read) == line
