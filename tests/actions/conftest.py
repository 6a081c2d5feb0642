"""Gives the tests of actions a desk of two that has heard of the site's people, built once and copied for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import Places, copy
from tests.recovering import ready


@pytest.fixture(scope="session")
def answered(built: Places, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A desk of two that has heard of the site's people; nobody works on it."""
    return ready(copy(built, tmp_path_factory.mktemp("answered") / "copy"))


@pytest.fixture
def two(answered: Places, tmp_path: Path) -> Places:
    """A copy of it."""
    return copy(answered, tmp_path / "two")
