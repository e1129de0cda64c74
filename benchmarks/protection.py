"""How many cells are hidden in a thousand made-up tables: by us, and by hand.

    python3 -m benchmarks.protection

By hand: the few are hidden, and in every line of a sum that has exactly one hidden cell the
smallest other one, again and again until there is no such line. Beside it stands how many hidden
cells each leaves that can be computed back to an interval narrower than 5, exactly.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "exports" / "protection")]

from exact_ranges import narrow  # noqa: E402 - the tests' tables and exact check
from made_books import made_book  # noqa: E402

from exports.protection.choosing import protect  # noqa: E402
from exports.protection.model import FEW, Book, Name  # noqa: E402

TABLES = 1000


def main() -> None:
    books = [made_book(seed) for seed in range(TABLES)]
    begin = time.perf_counter()
    ours = [protect(book).hidden for book in books]
    taken = time.perf_counter() - begin
    ways = {
        "only the few": [_few(book) for book in books],
        "by hand": [_by_hand(book) for book in books],
        "ours": ours,
    }
    print(f"{TABLES} tables, {sum(len(book.cells) for book in books)} cells; ours in {taken:.1f} s")
    for name, kinds in {"that add up": 1, "of people": 0}.items():
        print(f"tables {name}:")
        for way, hidden in ways.items():
            mine = [
                (book, each)
                for seed, (book, each) in enumerate(zip(books, hidden, strict=True))
                if seed % 2 == kinds
            ]
            told = sum(len(narrow(book, each)) for book, each in mine)
            print(f"  {way:14} {sum(len(each) for _, each in mine):6} hidden {told:6} told")


def _few(book: Book) -> frozenset[Name]:
    return frozenset(cell.name for cell in book.cells if cell.value in FEW)


def _by_hand(book: Book) -> frozenset[Name]:
    values = {cell.name: cell.value for cell in book.cells}
    lines = [[name for _, name in relation.terms] for relation in book.relations if relation.exact]
    hidden = set(_few(book))
    while single := next((line for line in lines if len(hidden & set(line)) == 1), None):
        others = [name for name in single if name not in hidden]
        hidden.add(min(others, key=lambda name: (values[name] == 0, values[name], str(name))))
    return frozenset(hidden)


if __name__ == "__main__":
    main()
