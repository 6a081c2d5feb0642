"""What the journeys share: a furnished site, built once and copied for each, and a person at its window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.building import Places, copy
from tests.journeys import full_furnishing
from tests.journeys.furnishing import furnish, furnish_full
from tests.journeys.seat import Seat, at_window


@pytest.fixture(scope="session")
def furnished(built: Places, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The built site with three participants and a serious event, closed; nobody works on it."""
    places = copy(built, tmp_path_factory.mktemp("furnished") / "site")
    furnish(places)
    return places


@pytest.fixture
def locked(furnished: Places, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """A person before the locked window of a copy of the furnished site, in English and light."""
    with at_window(copy(furnished, tmp_path / "site"), qapp, qtbot) as seat:
        yield seat


@pytest.fixture
def seat(locked: Seat) -> Seat:
    """The coordinator at work at the window of the furnished site."""
    locked.sit_down()
    return locked


@pytest.fixture
def full_places(built_full: Places, tmp_path: Path) -> Places:
    """A copy of the site that works with the edition of every form, closed, to be furnished by the test."""
    return copy(built_full, tmp_path / "full")


@pytest.fixture(scope="session")
def full_furnished(built_full: Places, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The site that works with every form, with a participant under treatment, closed; nobody works on it."""
    places = copy(built_full, tmp_path_factory.mktemp("full_furnished") / "site")
    full_furnishing.furnish(places)
    return places


@pytest.fixture
def full_seat(full_furnished: Places, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """The coordinator at work at the window of a copy of that site, in English and light."""
    with at_window(copy(full_furnished, tmp_path / "site"), qapp, qtbot) as seat:
        seat.sit_down()
        yield seat


@pytest.fixture(scope="session")
def furnished_full(built_full: Places, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The site of the full edition with one participant, whose demography and vital signs at screening are saved."""
    places = copy(built_full, tmp_path_factory.mktemp("furnished_full") / "site")
    furnish_full(places)
    return places


@pytest.fixture
def desk(furnished_full: Places, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """The coordinator at work at the window of that site, whose participant is being screened."""
    with at_window(copy(furnished_full, tmp_path / "site"), qapp, qtbot) as seat:
        seat.sit_down()
        yield seat
