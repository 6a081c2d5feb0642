"""Proves that the benchmark runs and answers in the agreed shape; how long anything took is not asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.measuring import Row, compare, summary
from tests.benchmarks.run import table

RUN = Path(__file__).resolve().parent / "run.py"
KEYS = {"name", "ours", "floor", "unit", "ratio", "aim", "runs"}


def test_two_rows_answer_in_the_agreed_shape() -> None:
    asked = [sys.executable, str(RUN), "--json", "--runs", "1", "save of", "one signed"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, encoding="utf-8")
    answered = json.loads(done.stdout)
    assert [row["name"] for row in answered] == ["save of a ten-item form", "one signed page"]
    for row in answered:
        assert row.keys() >= KEYS
        assert row["unit"] == "ms"
        assert row["runs"] == 1
        assert row["ours"] > 0
        assert row["floor"] > 0
        assert row["ratio"] == pytest.approx(row["ours"] / row["floor"], rel=0.01)


def test_pairs_take_turns_and_the_median_pair_counts() -> None:
    order: list[str] = []
    times = {"ours": iter((9.0, 2.0, 8.0, 3.0)), "floor": iter((9.0, 1.0, 2.0, 2.0))}

    def side(name: str) -> float:
        order.append(name)
        return next(times[name]) / 1000

    result = compare(Row("row", 1.5, lambda: side("ours"), lambda: side("floor"), 3, "ours / floor"))
    assert order == ["ours", "floor", "ours", "floor", "floor", "ours", "ours", "floor"]
    assert (result.ours, result.floor, result.ratio) == (3.0, 2.0, 2.0)
    assert not result.reaches_aim
    assert (result.low, result.high) == (1.75, 3.0)


def test_a_gap_is_held_to_its_milliseconds() -> None:
    row = Row("longest gap: save", 16, lambda: 0.0, lambda: 0.0, 1, "ours / floor", is_gap=True)
    result = summary(row, [(12.0, 2.0), (20.0, 2.0), (13.0, 2.0)])
    assert result.reaches_aim
    assert result.as_json()["aim_of"] == "ours"
    assert any("longest gap: save" in line and "16 ms" in line for line in table([result]))
