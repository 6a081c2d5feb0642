"""Gives the tests of the study floor the shipped edition, as files and loaded; it changes neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from escc_desktop.study.edition import Study
from escc_desktop.study.loading import EditionFiles, load, read_folder

EDITION = Path(__file__).parents[2] / "forms" / "nct07142421-0.1"


@pytest.fixture(scope="session")
def edition_files() -> EditionFiles:
    """Return the files of the shipped edition."""
    return read_folder(EDITION)


@pytest.fixture(scope="session")
def shipped_study(edition_files: EditionFiles) -> Study:
    """Return the shipped edition, loaded."""
    return load(edition_files)
