"""Linear programmes solved by HiGHS. Its answers are only proposals: `worlds.py` checks them.

One thread, no presolve, a fixed seed: the same question gives the same answer.
"""

from collections.abc import Mapping, Sequence
from typing import Any

_DUAL, _PRIMAL = 1, 4
Row = tuple[Mapping[int, float], float, float]
"""Factors by column, and the least and the most that they may add up to."""


class Programme:
    """Columns within bounds, rows over them, and a cost to make small; kept warm between calls."""

    def __init__(
        self, least: Sequence[float], rows: Sequence[Row], *, only_costs_change: bool = False
    ) -> None:
        """Columns from their least upwards, at no cost.

        If it is mostly the costs that change, what was found before is a good place to start from.
        """
        import highspy
        import numpy as np

        self._highspy, self._np = highspy, np
        self.columns = len(least)
        self._costs: dict[int, float] = {}
        model: Any = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.columns, len(rows)
        model.col_cost_ = np.zeros(self.columns)
        model.col_lower_ = np.array(least, dtype=float)
        model.col_upper_ = np.full(self.columns, highspy.kHighsInf)
        model.row_lower_ = np.array([low for _, low, _ in rows], dtype=float)
        model.row_upper_ = np.array([high for _, _, high in rows], dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts = [0]
        for factors, _, _ in rows:
            starts.append(starts[-1] + len(factors))
        model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(
            [column for factors, _, _ in rows for column in factors], dtype=np.int32
        )
        model.a_matrix_.value_ = np.array(
            [factor for factors, _, _ in rows for factor in factors.values()], dtype=float
        )
        self._solver: Any = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("parallel", "off"),
            ("presolve", "off"),
            ("solver", "simplex"),
            ("random_seed", 0),
            ("simplex_strategy", _PRIMAL if only_costs_change else _DUAL),
        ):
            self._solver.setOptionValue(option, value)
        self._solver.passModel(model)

    def bound(self, column: int, least: float, most: float) -> None:
        """Keep a column within bounds."""
        self._solver.changeColBounds(column, least, most)

    def row(self, row: int, least: float, most: float) -> None:
        """Change what a row may add up to."""
        self._solver.changeRowBounds(row, least, most)

    def factor(self, row: int, column: int, factor: float) -> None:
        """Change a factor."""
        self._solver.changeCoeff(row, column, factor)

    def costs(self, costs: Mapping[int, float]) -> None:
        """The cost of each column; of one that is not named, nought."""
        changed = {
            column: costs.get(column, 0.0)
            for column in {*costs, *self._costs}
            if costs.get(column, 0.0) != self._costs.get(column, 0.0)
        }
        if changed:
            columns = sorted(changed)
            self._solver.changeColsCost(
                len(columns),
                self._np.array(columns, dtype=self._np.int32),
                self._np.array([changed[each] for each in columns], dtype=float),
            )
        self._costs = dict(costs)

    def solve(self) -> Sequence[float] | None:
        """The columns that cost least; None: there are none, or no least."""
        self._solver.run()
        if self._solver.getModelStatus() != self._highspy.HighsModelStatus.kOptimal:
            return None
        return self._solver.getSolution().col_value


INFINITE = float("inf")
