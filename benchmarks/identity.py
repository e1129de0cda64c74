"""How right the count of different people is, on made-up programmes where the truth is known.

    python -m benchmarks.identity [--without-splink]

Prints the tables of docs/likhet.md. Seeds are fixed. Splink (the dependency group
`bench`) draws samples of its own: its second decimal may vary.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import product
from statistics import mean
from typing import NamedTuple

from benchmarks import identity_rivals as rivals
from benchmarks.identity_people import World
from benchmarks.identity_programme import Programme

SIZES = {300: 10, 2500: 10, 20_000: 3}
"""People, and how many programmes are made of so many."""
RUNS = {300: 200, 2500: 100, 20_000: 2}
"""The same for the interval."""
LAPTOPS = (3, 10)
ERRORS = (0.05, 0.15, 0.30)
HARD = {
    "5 % fel": World(0, 0, 0.05),
    "15 % fel": World(0, 0, 0.15),
    "30 % fel": World(0, 0, 0.30),
    "20 % ofullständiga": World(0, 0, 0.15, incomplete=0.2),
    "40 % födda 1 januari": World(0, 0, 0.15, new_year=0.4),
    "båda": World(0, 0, 0.15, incomplete=0.2, new_year=0.4),
}
METHODS: dict[str, Callable[[Programme], int]] = {
    "Hälsoverkstad": lambda programme: programme.unique,
    "… frågor besvarade": lambda programme: programme.unique_when_answered,
    "SLK-581": lambda programme: rivals.by_slk_581(programme.entries),
    "förnamn + initial + år": lambda programme: rivals.by_initial_and_year(programme.entries),
    "Splink": lambda programme: rivals.by_splink(programme.entries),
}


def main() -> None:
    without_splink = "--without-splink" in sys.argv[1:]
    names = [each for each in METHODS if not (without_splink and each == "Splink")]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        _print_bias(pool, names)
        _print_causes(pool)
        _print_interval(pool)
        _print_questions(pool)


def _print_bias(pool: ProcessPoolExecutor, names: Sequence[str]) -> None:
    print("\n## Skevhet i antalet unika\n")
    _row("personer", "datorer", "fel", *names)
    _row(*["--:"] * (3 + len(names)))
    for people, laptops, errors in product(SIZES, LAPTOPS, ERRORS):
        world = World(people, laptops, errors)
        runs = [*pool.map(partial(_biases, names, world), range(SIZES[people]))]
        columns = zip(*runs, strict=True)
        _row(_number(people), laptops, _percent(errors, 0), *map(_spread, columns))


def _biases(names: Sequence[str], world: World, seed: int) -> list[float]:
    programme = Programme(world, seed)
    return [METHODS[each](programme) / world.people - 1 for each in names]


class Causes(NamedTuple):
    missed: float
    wrong: float
    found: float
    asked: float
    questions: float


def _print_causes(pool: ProcessPoolExecutor) -> None:
    print("\n## Varför, vid 15 % fel\n")
    _row(
        "personer",
        "datorer",
        "missade",
        "fel hoplänkade",
        "egna dubbletter hittade",
        "egna frågor per registrering",
        "frågor mellan datorer per 100 personer",
    )
    _row(*["--:"] * 7)
    for people, laptops in product(SIZES, LAPTOPS):
        world = World(people, laptops, 0.15)
        runs = pool.map(partial(_causes, world), range(SIZES[people]))
        means = Causes(*map(mean, zip(*runs, strict=True)))
        _row(
            _number(people),
            laptops,
            _percent(means.missed),
            _percent(means.wrong),
            _percent(means.found),
            _decimal(means.asked, 2),
            _decimal(100 * means.questions, 1),
        )


def _causes(world: World, seed: int) -> Causes:
    programme = Programme(world, seed)
    found, there = programme.doubles_found
    wrong = programme.wrongly_linked / world.people
    told = programme.told
    return Causes(
        programme.unique / world.people - 1 + wrong,
        wrong,
        found / there if there else 1.0,
        (len(told.same) + len(told.different)) / len(programme.entries),
        len(programme.questions) / world.people,
    )


def _print_interval(pool: ProcessPoolExecutor) -> None:
    print("\n## Intervallet\n")
    _row("personer", "datorer", "", "program", "sanningen inom", "lägst", "unika", "högst", "bredd")
    _row("--:", "--:", "---", *["--:"] * 6)
    for people, laptops, (name, hard) in product(RUNS, LAPTOPS, HARD.items()):
        world = replace(hard, people=people, laptops=laptops)
        runs = [*pool.map(partial(_bounds, world), range(RUNS[people]), chunksize=4)]
        inside = mean(low <= people <= high for low, _, high in runs)
        low, count, high = (mean(each) / people - 1 for each in zip(*runs, strict=True))
        shares = map(_signed, (low, count, high))
        _row(
            _number(people),
            laptops,
            name,
            len(runs),
            _percent(inside, 1),
            *shares,
            _percent(high - low),
        )


def _bounds(world: World, seed: int) -> tuple[int, int, int]:
    programme = Programme(world, seed)
    return programme.lowest, programme.unique, programme.highest


_DIFFER = (
    "månaden saknas hos en",
    "året, med högst ett",
    "bokstäverna saknas hos en",
    "andra bokstaven",
    "månaden",
    "namnet, utom första ljudet",
    "året saknas hos en",
)


def _print_questions(pool: ProcessPoolExecutor) -> None:
    print("\n## Frågorna mellan datorer, i deras ordning\n")
    worlds = {
        "15 % fel": World(2500, 3, 0.15),
        "20 % ofullständiga": World(2500, 3, 0.15, incomplete=0.2),
        "40 % födda 1 januari": World(2500, 3, 0.15, new_year=0.4),
    }
    _row("vad som skiljer", *(f"{each}: frågor | samma person" for each in worlds))
    _row("---", *["--:"] * (2 * len(worlds)))
    found = [
        _added(pool.map(partial(_rightness, world), range(SIZES[2500])))
        for world in worlds.values()
    ]
    for rank, differ in enumerate(_DIFFER):
        cells: list[str] = []
        for ranks in found:
            asked, right = ranks.get(rank, (0, 0))
            share = _percent(right / asked, 0) if asked else "–"
            cells += [_decimal(asked / SIZES[2500], 1), share]
        _row(differ, *cells)


def _rightness(world: World, seed: int) -> dict[int, tuple[int, int]]:
    programme = Programme(world, seed)
    return _added(
        {
            int(each.distance): (
                1,
                int(programme.person[each.first] == programme.person[each.second]),
            )
        }
        for each in programme.questions
    )


def _added(several: Iterable[dict[int, tuple[int, int]]]) -> dict[int, tuple[int, int]]:
    total: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for each in several:
        for rank, (asked, right) in each.items():
            total[rank] = (total[rank][0] + asked, total[rank][1] + right)
    return dict(total)


def _spread(values: Sequence[float]) -> str:
    low, high = min(values), max(values)
    return f"{_signed(mean(values))} ({_signed(low)} … {_signed(high)})".replace(
        "\N{NO-BREAK SPACE}%", ""
    )


def _signed(share: float) -> str:
    return f"{100 * share:+.2f}\N{NO-BREAK SPACE}%".replace("-", "−").replace(".", ",")


def _percent(share: float, digits: int = 2) -> str:
    return f"{_decimal(100 * share, digits)}\N{NO-BREAK SPACE}%"


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def _row(*cells: object) -> None:
    print("|", " | ".join(map(str, cells)), "|", flush=True)


if __name__ == "__main__":
    main()
