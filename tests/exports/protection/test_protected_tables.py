"""No hidden cell of a thousand made-up tables can be computed back to less than 5, exactly."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from exact_ranges import Ranges, any_narrow, narrow
from made_books import made_book

from exports.protection.choosing import protect
from exports.protection.model import FEW, Book, Cell, Guard, Relation, adds_up, at_most

TABLES = 1000
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def tables():
    books = [made_book(seed) for seed in range(TABLES)]
    return [(book, protect(book)) for book in books]


def few(book):
    return {cell.name for cell in book.cells if cell.value in FEW}


def test_no_hidden_cell_is_told_to_less_than_five(tables):
    for book, protection in tables:
        assert few(book) <= protection.hidden
        assert narrow(book, protection.hidden) == []
        assert not protection.confined


def test_hiding_only_the_few_would_tell_most_of_them(tables):
    """The check above can fail: without the others it does, nearly everywhere."""
    told = [len(narrow(book, few(book))) for book, _ in tables]
    all_few = sum(len(few(book)) for book, _ in tables)
    assert sum(map(bool, told)) > TABLES / 2
    assert sum(told) > all_few / 2


def test_no_other_cell_could_be_shown_again(tables):
    for book, protection in tables:
        for spare in protection.hidden - few(book):
            assert any_narrow(book, protection.hidden - {spare}), spare


def test_the_proof_holds_without_the_solver(tables):
    """Two worlds for each hidden cell: they fit all that is known, and differ in nothing shown."""
    for book, protection in tables[:200]:
        apart = {place: (Fraction(0), Fraction(0)) for place in range(len(book.cells))}
        for world in protection.worlds:
            values = [cell.value + world.get(at, 0) for at, cell in enumerate(book.cells)]
            assert all(value >= cell.least for value, cell in zip(values, book.cells, strict=True))
            for relation in book.relations:
                found = sum(factor * values[book.places[name]] for factor, name in relation.terms)
                assert found == relation.total if relation.exact else found <= relation.total
            for at, change in world.items():
                assert book.cells[at].name in protection.hidden
                apart[at] = min(apart[at][0], change), max(apart[at][1], change)
        for name in protection.hidden:
            lowest, highest = apart[book.places[name]]
            assert highest - lowest >= 5


def test_the_same_tables_give_the_same_choice_in_another_process(tables):
    code = (
        f"import sys; sys.path[:0] = [{str(HERE)!r}, {str(HERE.parents[2])!r}]\n"
        "from made_books import made_book\nfrom exports.protection.choosing import protect\n"
        "print([sorted(protect(made_book(seed)).hidden) for seed in range(60)])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert answer.strip() == str([sorted(each.hidden) for _, each in tables[:60]])


# By hand


def test_a_group_of_few_needs_another_one_and_the_cheapest_is_taken():
    book = Book.of(
        [
            Cell("alla", 62, cost=9),
            Cell("barn", 3, Guard.ALWAYS),
            Cell("vuxna", 50, cost=3),
            Cell("yrkesverksamma", 9, cost=2),
        ],
        [adds_up("alla", ["barn", "vuxna", "yrkesverksamma"])],
    )
    assert protect(book).hidden == {"barn", "yrkesverksamma"}
    assert narrow(book, {"barn"}) == ["barn"]


def test_two_that_are_few_protect_each_other_if_they_are_five_together():
    def of(one, other):
        names = ["ett", "två", "tre"]
        values = [one, other, 30]
        return Book.of(
            [
                Cell("alla", sum(values), cost=9),
                *(
                    Cell(name, value, Guard.ALWAYS if value in FEW else Guard.NONE)
                    for name, value in zip(names, values, strict=True)
                ),
            ],
            [adds_up("alla", names)],
        )

    assert protect(of(2, 3)).hidden == {"ett", "två"}
    assert protect(of(2, 2)).hidden == {"ett", "två", "tre"}


def test_a_cell_that_another_bounds_is_hidden_with_it():
    book = Book.of(
        [Cell("unika", 6, cost=3), Cell("åter", 3, Guard.ALWAYS), Cell("ofta", 2, Guard.ALWAYS)],
        [at_most("åter", "unika"), at_most("ofta", "åter")],
    )
    assert protect(book).hidden == {"åter", "ofta"}
    shown = Book.of(
        [Cell("unika", 4, Guard.ALWAYS), Cell("besök", 7), Cell("åter", 3, Guard.ALWAYS)],
        [at_most("åter", "unika"), at_most("unika", "besök")],
    )
    assert protect(shown).hidden == {"unika", "åter"}


def test_a_difference_that_counts_few_hides_what_it_is_between():
    book = Book.of(
        [
            Cell("unika", 30, cost=9),
            Cell("åter", 28),
            Cell("en gång", 2, Guard.ALWAYS, printed=False),
        ],
        [adds_up("unika", ["åter", "en gång"])],
    )
    assert protect(book).hidden == {"åter"}


def test_what_was_shown_before_is_known_and_what_was_hidden_stays_hidden():
    book = Book.of(
        [Cell("alla", 50), Cell("barn", 3, Guard.ALWAYS), Cell("vuxna", 40), Cell("övriga", 7)],
        [adds_up("alla", ["barn", "vuxna", "övriga"])],
    )
    assert protect(book, shown={"övriga", "alla"}).hidden == {"barn", "vuxna"}
    assert "vuxna" in protect(book, hidden={"vuxna"}).hidden


def test_a_nought_is_hidden_if_that_hides_it():
    def of(shown):
        return protect(
            Book.of(
                [Cell("alla", 9), Cell("ett", 0, Guard.WISH), Cell("två", 9), Cell("båda", 0)],
                [adds_up("alla", ["ett", "två"]), at_most("ett", "båda")]
                if shown
                else [adds_up("alla", ["ett", "två"])],
            ),
            shown={"båda"} if shown else (),
        )

    assert "ett" in of(shown=False).hidden
    assert "ett" not in of(shown=True).hidden


def test_what_was_shown_before_may_leave_no_room_and_that_is_said():
    book = Book.of(
        [Cell("alla", 3, Guard.ALWAYS), Cell("barn", 2, Guard.ALWAYS)], [at_most("barn", "alla")]
    )
    protection = protect(book, shown={"alla"})
    assert protection.hidden == {"barn"}
    assert protection.confined == {"barn": 3}
    assert Ranges(book, {"barn"}).width("barn") == 3


def test_tables_share_the_cells_of_one_name():
    tables = [
        [Cell("alla", 12), Cell("barn", 3, Guard.ALWAYS), Cell("vuxna", 9)],
        [Cell("alla", 12), Cell("ett", 5, cost=9), Cell("två", 7, cost=9), Cell("barn", 3)],
    ]
    relations = [adds_up("alla", ["barn", "vuxna"]), adds_up("alla", ["ett", "två"])]
    book = Book.of((cell for table in tables for cell in table), relations)
    assert len(book.cells) == 5
    assert book.cells[book.places["barn"]].guard is Guard.ALWAYS
    assert protect(book).hidden == {"barn", "vuxna"}


@pytest.mark.parametrize(
    ("cells", "relations", "said"),
    [
        ([Cell("a", 1), Cell("a", 2)], [], "two values"),
        ([Cell("a", 1)], [Relation(((1, "a"),))], "does not hold"),
        ([Cell("a", 1), Cell("b", 0)], [at_most("a", "b")], "does not hold"),
        ([Cell("a", 0, least=1)], [], "less than it can be"),
    ],
)
def test_what_does_not_hold_is_no_book(cells, relations, said):
    with pytest.raises(ValueError, match=said):
        Book.of(cells, relations)
