"""Gives the samples of the trials one site, built once and in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.ground import Ground, make_ground, stretching_remembered, workshop


@pytest.fixture(scope="session")
def ground() -> Iterator[Ground]:
    """The site that every trial copies."""
    with workshop() as folder, stretching_remembered(folder / "stretched"):
        yield make_ground(folder, is_sample=True)
