"""`exportera --csv`: two files, no names and notes, and read back they are the same facts."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import HOUSE, SETTINGS

from exports import facts_csv
from exports.facts_csv import write_folder
from exports.reading import read_files
from exports.safe_text import guarded, unguarded
from halsoverkstad.domain.errors import Fault
from halsoverkstad.domain.facts import Attributes, Heads, Naming, Session
from halsoverkstad.domain.period import Period
from halsoverkstad.domain.words import Dimension, Kind
from storage import participants, sessions
from storage.counting import statistics
from storage.importing import take_in
from storage.opening import create_in_memory
from storage.sessions import Present, SessionEntry
from storage.store import Store

NAMES = ["narvaro.csv", "tillfallen.csv"]
FULL = Session(
    day=date(2024, 3, 31),
    workshop="Kvinnors hälsa",
    kind=Kind.EVENT,
    activity="=HYPERLINK(1)",
    place='Hus; "A"',
    start=time(9, 5),
    minutes=0,
    heads={"vuxna": Heads(3, 1), "barn_och_unga": Heads(2, None)},
    turned_away=2,
    language_training=True,
    partners=("Folktandvården", "Malmö universitet"),
)


@pytest.fixture
def store() -> Iterator[Store]:
    store = create_in_memory(SETTINGS, made_up=False)
    yield store
    store.close()


def log(store: Store, session: Session = FULL, note: str = "") -> None:
    amina = participants.register(store, Naming("Amina i köket"), Attributes("vuxna"))
    present = Present(amina, Attributes("vuxna", "Lindängen", "kvinna/flicka"))
    sessions.save(store, SessionEntry(session, (present,), note))


def text_of(folder: Path) -> str:
    return "".join((folder / name).read_bytes().decode("utf-8-sig") for name in NAMES)


def test_the_form_that_excel_opens(store: Store, tmp_path: Path) -> None:
    log(store)
    write_folder(store, tmp_path / "ny" / "mapp")

    assert sorted(path.name for path in (tmp_path / "ny" / "mapp").iterdir()) == NAMES
    content = (tmp_path / "ny" / "mapp" / "tillfallen.csv").read_bytes()
    assert content.startswith("\ufefftillfälle;datum;tid;minuter;verkstad;typ;".encode())
    header, row, rest = content.decode("utf-8-sig").split("\r\n")
    assert rest == ""
    assert "barn och unga;vuxna;yrkesverksamma;barn och unga nya;vuxna nya;" in header
    assert "anteckning" not in header
    assert row.split(";", 1)[1] == (
        '2024-03-31;09:05;0;Kvinnors hälsa;arrangemang;\'=HYPERLINK(1);"Hus; ""A""";2;3;;;1;;2;'
        "ja;Folktandvården, Malmö universitet"
    )


def test_no_names_and_no_notes(store: Store, tmp_path: Path) -> None:
    log(store, note="Amina grät")
    write_folder(store, tmp_path)

    assert "Amina" not in text_of(tmp_path)


def test_read_back_it_changes_nothing(store: Store, tmp_path: Path) -> None:
    log(store)
    write_folder(store, tmp_path)
    intake = read_files(sorted(tmp_path.iterdir()), store.programme)

    assert (intake.faults, intake.warnings) == ((), ())
    result = take_in(store, intake)
    assert (result.new, result.changed, result.faults) == (0, 0, ())


def test_read_into_a_blank_database_the_statistics_are_the_same(
    store: Store, tmp_path: Path
) -> None:
    paths = sorted((HOUSE / "tests/data/2024").glob("*.csv"))
    take_in(store, read_files(paths, store.programme))
    log(store)
    write_folder(store, tmp_path)
    other = create_in_memory(SETTINGS, made_up=False)
    result = take_in(other, read_files(sorted(tmp_path.iterdir()), other.programme))

    assert result.faults == ()
    period = Period.parse("2024")
    cuts = [(), *((each,) for each in Dimension), (Dimension.QUARTER, Dimension.GROUP)]
    for cut in cuts:
        assert statistics(store, period, cut).rows == statistics(other, period, cut).rows
    write_folder(other, tmp_path / "igen")
    again, first = (sorted(text_of(folder).split("\n")) for folder in (tmp_path / "igen", tmp_path))
    assert again == first
    other.close()


def test_no_facts_at_all(store: Store, tmp_path: Path) -> None:
    write_folder(store, tmp_path)
    intake = read_files(sorted(tmp_path.iterdir()), store.programme)

    assert (intake.sessions, intake.attendances, intake.faults) == ((), (), ())


def test_what_it_wrote_before_is_replaced(store: Store, tmp_path: Path) -> None:
    write_folder(store, tmp_path)
    (tmp_path / ".DS_Store").touch()
    (tmp_path / ".narvaro.csv.0badcafe.ofardig").touch()
    log(store)
    write_folder(store, tmp_path)

    assert "2024-03-31" in text_of(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".DS_Store", *NAMES]


@pytest.mark.parametrize("name", ["budget.xlsx", "narvaro.csv.bak", "undermapp/"])
def test_a_folder_with_anything_else_is_refused(store: Store, tmp_path: Path, name: str) -> None:
    if name.endswith("/"):
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).touch()

    with pytest.raises(Fault, match="innehåller redan annat"):
        write_folder(store, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_instead_of_a_folder(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mapp").touch()

    with pytest.raises(Fault, match="är en fil"):
        write_folder(store, tmp_path / "mapp")
    with pytest.raises(Fault, match="kunde inte skrivas"):
        write_folder(store, tmp_path / "mapp" / "under")


def test_half_an_export_is_none(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(store, tmp_path)
    before = text_of(tmp_path)
    log(store)

    def no_space(_: Store) -> Iterator[list[str]]:
        raise OSError(28, "No space left on device")
        yield

    monkeypatch.setattr(facts_csv, "_attendance_rows", no_space)
    with pytest.raises(Fault, match="disken är full"):
        write_folder(store, tmp_path)

    assert text_of(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == NAMES


def test_made_up_facts_say_so(tmp_path: Path) -> None:
    store = create_in_memory(SETTINGS, made_up=True)
    log(store)
    write_folder(store, tmp_path)

    for name in NAMES:
        assert "Påhittade uppgifter" in (tmp_path / name).read_text("utf-8-sig")
    assert read_files(sorted(tmp_path.iterdir()), store.programme).faults == ()
    store.close()


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "'=1", "''=1"])
def test_what_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@given(st.text())
def test_the_guard_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" '=+-@;,\"\n"),
    max_size=12,
).map(lambda text: " ".join(text.split(" ")).strip())
HEADS = st.integers(1, 5).flatmap(
    lambda count: st.builds(Heads, st.just(count), st.none() | st.integers(0, count))
)
SESSIONS = st.builds(
    Session,
    day=st.dates(),
    workshop=st.sampled_from(["", "Kvinnors hälsa"]),
    kind=st.sampled_from(Kind),
    activity=WORDS,
    place=WORDS,
    start=st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    minutes=st.none() | st.integers(0, 1000),
    heads=st.dictionaries(st.sampled_from(["barn_och_unga", "vuxna"]), HEADS),
    turned_away=st.integers(0, 9),
    language_training=st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50, deadline=None)
@given(st.lists(SESSIONS, max_size=4))
def test_any_session_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, given_sessions: list[Session]
) -> None:
    folder = tmp_path_factory.mktemp("facts")
    store = create_in_memory(SETTINGS, made_up=False)
    for session in given_sessions:
        sessions.save(store, SessionEntry(session))
    write_folder(store, folder)
    intake = read_files(sorted(folder.iterdir()), store.programme)

    assert intake.faults == ()
    result = take_in(store, intake)
    assert (result.new, result.changed, result.faults) == (0, 0, ())
    store.close()
