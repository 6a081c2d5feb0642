"""Runs ours and its floor side by side, so that noise hits both, and says how they compare; it knows no row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import Any

Timed = Callable[[], float]
"""Does the work once and returns what it cost in seconds; what it prepares before is not counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``aim`` bounds the ratio, or with ``is_gap`` the milliseconds of ours."""

    name: str
    aim: float
    ours: Timed
    floor: Timed
    runs: int
    says: str
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What a row came to: medians in milliseconds, the median of the ratios pair by pair, and its quartiles."""

    row: Row
    ours: float
    floor: float
    ratio: float
    low: float
    high: float
    runs: int

    @property
    def reaches_aim(self) -> bool:
        """Ours is within the aim."""
        return (self.ours if self.row.is_gap else self.ratio) <= self.row.aim

    def as_json(self) -> dict[str, Any]:
        """Return the row as ``bench --json`` answers it; the quartiles are of the ratio, of a gap of ours."""
        return {
            "name": self.row.name,
            "ours": round(self.ours, 4),
            "floor": round(self.floor, 4),
            "unit": "ms",
            "ratio": round(self.ratio, 4),
            "aim": self.row.aim,
            "runs": self.runs,
            "quartiles": [round(self.low, 4), round(self.high, 4)],
            "aim_of": "ours" if self.row.is_gap else "ratio",
        }


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds ``work`` took."""
    began = perf_counter()
    work()
    return perf_counter() - began


def compare(row: Row, runs: int | None = None) -> Result:
    """Run both sides in turn, each pair in the other order than the one before, after one round that is not counted."""
    count = runs or row.runs
    pairs: list[tuple[float, float]] = []
    row.ours(), row.floor()
    for number in range(count):
        if number % 2:
            floor = row.floor()
            ours = row.ours()
        else:
            ours = row.ours()
            floor = row.floor()
        pairs.append((ours * 1000, floor * 1000))
    return summary(row, pairs)


def summary(row: Row, pairs: Sequence[tuple[float, float]]) -> Result:
    """Return what the ``pairs`` of a row (ours and floor, in milliseconds) come to."""
    ratios = [ours / floor for ours, floor in pairs]
    low, high = _quartiles([ours for ours, _ in pairs] if row.is_gap else ratios)
    return Result(
        row=row,
        ours=median(ours for ours, _ in pairs),
        floor=median(floor for _, floor in pairs),
        ratio=median(ratios),
        low=low,
        high=high,
        runs=len(pairs),
    )


def _quartiles(values: list[float]) -> tuple[float, float]:
    if len(values) < 2:
        return values[0], values[0]
    first, _, third = quantiles(values, n=4, method="inclusive")
    return first, third
