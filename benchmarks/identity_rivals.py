"""Other ways to count different people in the same entries, with names and birth dates in full."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.identity_people import Entry
from halsoverkstad.domain.identity.fold import fold

Counter = Callable[[Sequence[Entry]], int]

SPLINK_THRESHOLD = 0.95
"""The probability from which Splink's own guide joins records into clusters."""


def by_slk_581(entries: Sequence[Entry]) -> int:
    """The Australian statistical linkage key, exact: letters 2, 3, 5 of the surname, 2, 3 of the
    given name, birth date and sex."""
    return len({_slk_581(each) for each in entries})


def _slk_581(entry: Entry) -> tuple[str, ...]:
    surname, given = fold(entry.surname) + "22222", fold(entry.given) + "222"
    return (surname[1:3] + surname[4], given[1:3], entry.born.strftime("%d%m%Y"), entry.sex)


def by_initial_and_year(entries: Sequence[Entry]) -> int:
    """Given name, initial of the surname and birth year."""
    return len({(fold(each.given), fold(each.surname)[:1], each.born.year) for each in entries})


def by_splink(entries: Sequence[Entry]) -> int:
    """Splink's model, trained on the entries themselves, and its clusters."""
    import splink.comparison_library as compare
    from splink import Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.NameComparison("given").configure(term_frequency_adjustments=True),
            compare.NameComparison("surname").configure(term_frequency_adjustments=True),
            compare.DateOfBirthComparison("born", input_is_string=False),
            compare.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given", "surname"),
            block_on("born"),
            block_on("given", "year"),
            block_on("surname", "year"),
            block_on("given", "month", "day"),
            block_on("surname", "month", "day"),
        ],
    )
    linker = Linker(_registered(entries), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("given", "surname", "born")], recall=0.7
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    for columns in (("given", "surname"), ("born",)):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    pairs = linker.inference.predict(threshold_match_probability=SPLINK_THRESHOLD)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, SPLINK_THRESHOLD)
    return len({row["cluster_id"] for row in clusters.as_record_list()})


def _registered(entries: Sequence[Entry]) -> Any:
    import pyarrow as pa
    from splink import DuckDBAPI

    table = pa.table(
        {
            "unique_id": [each.id.hex() for each in entries],
            "given": [fold(each.given) for each in entries],
            "surname": [fold(each.surname) for each in entries],
            "born": [each.born for each in entries],
            "year": [each.born.year for each in entries],
            "month": [each.born.month for each in entries],
            "day": [each.born.day for each in entries],
            "sex": [each.sex for each in entries],
        }
    )
    return DuckDBAPI().register(table)
