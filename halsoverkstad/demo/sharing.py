"""Dividing a whole number into whole parts that add up to exactly it."""

from collections.abc import Sequence


def apportion(
    total: int, weights: Sequence[float], limits: Sequence[int] | None = None
) -> list[int]:
    """Divide a total in proportion to weights, each part at most its limit.

    A weight of 0 gets nothing.

    Raises:
        ValueError: the limits leave no room for the whole total.
    """
    room = [total if weight else 0 for weight in weights]
    if limits is not None:
        room = [min(pair) for pair in zip(room, limits, strict=True)]
    if sum(room) < total:
        raise ValueError(f"no room for {total}")
    scale = total / sum(weights) if total else 0.0
    parts = [min(int(weight * scale), most) for weight, most in zip(weights, room, strict=True)]
    most_lacking = sorted(range(len(parts)), key=lambda each: parts[each] - weights[each] * scale)
    while (left := total - sum(parts)) > 0:
        for each in [each for each in most_lacking if parts[each] < room[each]][:left]:
            parts[each] += 1
    return parts
