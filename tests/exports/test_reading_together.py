"""Rows of all files seen together: repeats are fine, contradictions are faults."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import csv_file, only_fault, read, read_text


def test_exact_repeats_are_one(tmp_path: Path) -> None:
    sessions = csv_file(tmp_path, "tillfälle;datum\nA1;2024-01-02\nA1;2024-01-02\n", "t.csv")
    people = csv_file(tmp_path, "tillfälle;deltagare;grupp\nA1;p1;vuxna\nA1;p1;Vuxna\n", "n.csv")
    intake = read(sessions, people, people, sessions)

    assert (len(intake.sessions), len(intake.attendances)) == (1, 1)
    assert intake.faults == ()


def test_files_may_each_say_a_part(tmp_path: Path) -> None:
    one = csv_file(tmp_path, "tillfälle;datum\nA1;2024-01-02\n", "1.csv")
    two = csv_file(tmp_path, "tillfälle;plats\nA1;här\n", "2.csv")
    three = csv_file(tmp_path, "tillfälle;deltagare;grupp\nA1;p1;vuxna\n", "3.csv")
    four = csv_file(tmp_path, "tillfälle;deltagare;kön\nA1;p1;kvinna\n", "4.csv")
    intake = read(one, two, three, four)

    assert set(intake.sessions[0].fields) == {"day", "place"}
    assert intake.attendances[0].fields == {"group": "vuxna", "sex": "kvinna/flicka"}
    assert intake.faults == ()


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("datum", "2024-01-02", "2024-01-03"),
        ("verkstad", "Kvinnors hälsa", ""),
        ("typ", "", "individuellt"),
        ("aktivitet", "Yoga", "yoga"),
        ("vuxna", "1", "2"),
        ("vuxna nya", "", "0"),
    ],
)
def test_two_descriptions_of_one_session(tmp_path: Path, column: str, one: str, other: str) -> None:
    first = csv_file(tmp_path, f"tillfälle;{column}\nA1;{one}\n", "1.csv")
    second = csv_file(tmp_path, f"tillfälle;deltagare;{column}\nA1;p1;{other}\n", "2.csv")
    fault = only_fault(read(first, second))

    assert (fault.origin.file, fault.origin.row, fault.column) == ("2.csv", 2, column)
    assert "”A1”" in fault.fault
    assert "1.csv, rad 2" in fault.fault


def test_values_that_only_look_different_are_equal(tmp_path: Path) -> None:
    text = "tillfälle;datum;verkstad;minuter\nA1;2024-01-02;kvinnors_halsa;090\n"

    assert read_text(tmp_path, text + "A1;20240102;Kvinnors hälsa;90\n").faults == ()


def test_a_contradiction_is_told_once(tmp_path: Path) -> None:
    rows = "".join(f"A1;p{number};Yoga\nA1;q{number};Dans\n" for number in range(50))

    fault = only_fault(read_text(tmp_path, "tillfälle;deltagare;aktivitet\n" + rows))
    assert (fault.origin.row, fault.value) == (3, "Dans")


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("grupp", "vuxna", "barn och unga"),
        ("grupp", "vuxna", ""),
        ("bostadsområde", "Lindängen", "övriga Malmö"),
        ("kön", "kvinna", "man"),
    ],
)
def test_one_person_twice_at_one_session_with_two_words(
    tmp_path: Path, column: str, one: str, other: str
) -> None:
    text = f"tillfälle;deltagare;{column}\nA1;p1;{one}\nA1;p1;{other}\nA1;p1;{other}\n"
    fault = only_fault(read_text(tmp_path, text))

    assert (fault.origin.row, fault.column) == (3, column)
    assert "rad 2" in fault.fault


def test_two_groups_at_two_sessions_are_fine(tmp_path: Path) -> None:
    text = "tillfälle;deltagare;grupp\nA1;p1;vuxna\nA2;p1;yrkesverksamma\n"

    assert read_text(tmp_path, text).faults == ()


@pytest.mark.parametrize(("heads", "new"), [("2", "3"), ("", "1"), ("0", "1")])
def test_new_over_heads(tmp_path: Path, heads: str, new: str) -> None:
    fault = only_fault(read_text(tmp_path, f"tillfälle;vuxna;vuxna nya\nA1;{heads};{new}\n"))

    assert (fault.column, fault.value) == ("vuxna nya", new)
    assert "”vuxna”" in fault.fault


def test_new_over_heads_of_another_file(tmp_path: Path) -> None:
    new = csv_file(tmp_path, "tillfälle;vuxna nya\nA1;3\n", "nya.csv")
    heads = csv_file(tmp_path, "tillfälle;vuxna\nA1;2\n", "antal.csv")

    assert only_fault(read(new, heads)).origin.file == "nya.csv"
    assert only_fault(read(heads, new)).origin.file == "nya.csv"


@pytest.mark.parametrize(("heads", "new"), [("3", "3"), ("3", ""), ("", ""), ("0", "0")])
def test_new_within_heads(tmp_path: Path, heads: str, new: str) -> None:
    text = f"tillfälle;vuxna;vuxna nya\nA1;{heads};{new}\n"

    assert read_text(tmp_path, text).faults == ()


def test_new_without_heads_is_for_the_database_to_judge(tmp_path: Path) -> None:
    assert read_text(tmp_path, "tillfälle;vuxna nya\nA1;3\n").faults == ()


ROWS = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from("pq"), st.sampled_from(["", "vuxna"])),
    max_size=6,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], random: Random
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    shuffled = list(rows)
    random.shuffle(shuffled)

    def told(order: list[tuple[str, str, str]]) -> tuple[int, set[tuple[str, str]]]:
        text = "tillfälle;deltagare;grupp\n" + "".join(";".join(row) + "\n" for row in order)
        intake = read_text(folder, text)
        return len(intake.faults), {(row.session, row.code) for row in intake.attendances}

    assert told(rows) == told(shuffled)
