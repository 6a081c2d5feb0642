"""Gives the tests of the store real encrypted vaults in folders of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from escc_desktop.store.cabinet import Cabinet, create_cabinet
from tests.store.writing import DATA_KEY, Site, fill


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def cabinet(tmp_path: Path) -> Iterator[Cabinet]:
    opened = create_cabinet(tmp_path / "vault", DATA_KEY)
    yield opened
    opened.close()


@pytest.fixture
def full_cabinet(cabinet: Cabinet, site: Site) -> Cabinet:
    fill(cabinet, site)
    return cabinet
