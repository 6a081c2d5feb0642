"""Keeps the instant that the store lane told, going by elapsed time; a page never reads the system's clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QElapsedTimer

from escc_desktop.actions import asking
from escc_desktop.actions.site import Site


def site_now(site: Site) -> datetime:
    """Return the instant by the site's clock (store lane)."""
    return asking.now(site)


class PageClock:
    """The site's instant, told once and carried on; ``is_told`` is False until then."""

    def __init__(self) -> None:
        self._told: datetime | None = None
        self._since = QElapsedTimer()

    @property
    def is_told(self) -> bool:
        """Tell whether an instant is known."""
        return self._told is not None

    def tell(self, now: datetime) -> None:
        """Take ``now`` from the site's clock."""
        self._told = now
        self._since.restart()

    def now(self) -> datetime:
        """Return the instant that was told plus what went by since; tell first."""
        assert self._told is not None
        return self._told + timedelta(milliseconds=self._since.elapsed())
