"""How much room a text takes in a cell, estimated, so that nothing is cut off in any program.

Excel fits rows to wrapped texts when they are typed, but neither Excel nor LibreOffice does it
surely when a file is opened. Widths are in digits of the font, as those of columns.
"""

_USUAL = 1.1
"""What most bold letters take."""
_OTHERS = {
    **dict.fromkeys("0123456789", 1.14),
    **dict.fromkeys("iljI.,:;'’|!()[] \u00a0", 0.6),
    **dict.fromkeys("ftr/-”", 0.8),
    **dict.fromkeys("mwMW%@–", 1.6),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZÅÄÖ+=<>", 1.3),
}
"""As wide as in DejaVu Sans, the widest of the fonts that stand in for Excel's own."""
_REGULAR = 0.88
"""How wide letters are that are not bold, by those that are."""
_BODY = 11
_LINE = 15 / _BODY
"""How high a line is for each point of its letters, in Excel."""
_HIGHEST = 409
"""No row can be higher in Excel."""


def width(text: str, *, bold: bool = False) -> float:
    """How wide a text is on one line."""
    return sum(_OTHERS.get(letter, _USUAL) for letter in text) * (1 if bold else _REGULAR)


def longest_word(text: str, *, bold: bool = False) -> float:
    """How wide a column has to be for a text to be broken between its words only."""
    return max(width(word, bold=bold) for word in text.split(" "))


def narrowest(text: str, most_lines: int) -> float:
    """How wide a column has to be for bold words in so many lines, none of them broken.

    A text that has more lines of its own keeps them.
    """
    room = longest_word(text, bold=True)
    most = max(most_lines, text.count("\n") + 1)
    while lines(text, room, bold=True) > most:
        room += 0.5
    return room


def lines(text: str, room: float, *, size: float = _BODY, bold: bool = False) -> int:
    """How many lines a text takes in a column of a width."""
    fits = room * _BODY / size
    return sum(_lines(paragraph, fits, bold=bold) for paragraph in text.split("\n"))


def points(room: float) -> float:
    """How wide a column of so many characters is, in points."""
    return (room * 7 + 5) * 0.75


def height(count: int, size: float = _BODY) -> int:
    """How high a row of so many lines is, in points."""
    return min(_HIGHEST, round(count * size * _LINE))


def _lines(paragraph: str, fits: float, *, bold: bool) -> int:
    count, used = 1, 0.0
    for word in paragraph.split(" "):
        room = width(word, bold=bold)
        if used and used + room > fits:
            count, used = count + 1, 0.0
        used += room
        if used > fits:
            count += int(used // fits)
            used %= fits
        used += width(" ", bold=bold)
    return count
