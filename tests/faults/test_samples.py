"""Tries a sample of each row, the same each time; the long run is ``python3 dev.py faults``."""

from __future__ import annotations

import pytest

from tests.faults.ground import Ground
from tests.faults.rows import ROWS
from tests.faults.trying import Row, Tally, try_row

SEED = 2026


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_sample_is_clean(row: Row, ground: Ground) -> None:
    tally = Tally(row.name, seed=SEED)
    for _ in try_row(row, ground, SEED, range(row.sample), tally):
        pass
    assert tally.failures == []
    assert tally.trials == row.sample
