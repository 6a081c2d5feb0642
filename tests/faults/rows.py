"""Lists the rows of the table in their order; each stands in a module of its own."""

from __future__ import annotations

from typing import Final

from tests.faults import row_clock, row_disk, row_failpoints, row_flips, row_kill, row_leaks, row_power, row_starts
from tests.faults.trying import Row

ROWS: Final[tuple[Row, ...]] = (
    row_kill.ROW,
    row_failpoints.ROW,
    row_disk.ROW,
    row_power.ROW,
    row_flips.ROW,
    row_starts.ROW,
    row_leaks.ROW,
    row_clock.ROW,
)
