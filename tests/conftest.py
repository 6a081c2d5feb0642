"""Prepares every test: Qt without a display, trials that take their time, a copy of a site that was built once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from escc_desktop.actions.site import Site
    from tests.building import Places

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A vault is forced to its disk at every entry: where the system has a place in memory, no test waits for that.
MEMORY, ROOM = Path("/dev/shm"), 2 << 30
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# A slow, shared machine is no failure of the program; a run at a desk tries other examples each time, CI the same ones.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Delete a test's windows with it: pytest-qt only asks for it, and the next test would dress them once more."""
    yield
    if "qapp" in getattr(item, "fixturenames", ()):
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session", autouse=True)
def _stretched_once() -> Iterator[None]:
    """Each passphrase is stretched with each salt once: what a key is made of stays as it is."""
    from tests.stretching import once, stretching_by

    with stretching_by(once):
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A desk, a kit and a site with its people, built once and closed; nobody works on it."""
    from tests.building import build

    return build(tmp_path_factory.mktemp("built"))


@pytest.fixture
def places(built: Places, tmp_path: Path) -> Places:
    """A copy of what was built, closed."""
    from tests.building import copy

    return copy(built, tmp_path / "copy")


@pytest.fixture
def open_site(places: Places) -> Iterator[Site]:
    """The copy's vault, with the coordinator at work."""
    site = places.unlock()
    yield site
    site.close()


@pytest.fixture(scope="session")
def built_full(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """As ``built``, with the edition that holds every form of the trial."""
    from tests.building import FULL_EDITION, build

    return build(tmp_path_factory.mktemp("built_full"), FULL_EDITION)


@pytest.fixture
def full_site(built_full: Places, tmp_path: Path) -> Iterator[Site]:
    """A copy of that vault, with the coordinator at work."""
    from tests.building import copy

    site = copy(built_full, tmp_path / "full").unlock()
    yield site
    site.close()
