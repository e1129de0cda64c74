"""What the system says is told in Swedish."""

import errno
import os

import pytest

from halsoverkstad.domain.reasons import reason


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "den finns inte"),
        (errno.EACCES, "det är inte tillåtet"),
        (errno.ENOSPC, "disken är full"),
        (errno.ENAMETOOLONG, "namnet går inte att använda"),
    ],
)
def test_the_common_ones_have_words(number: int, words: str) -> None:
    assert reason(OSError(number, os.strerror(number))) == words


def test_another_is_told_as_it_is() -> None:
    assert reason(OSError(errno.EMLINK, "Too many links")) == "Too many links"
    assert reason(OSError("odd")) == "odd"
