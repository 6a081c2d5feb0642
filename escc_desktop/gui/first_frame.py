"""Lets what can wait begin once a page was painted, so that nothing keeps the first frame waiting; it does no work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstFrame(QObject):
    """Calls ``then`` once a page was painted: what can wait must not keep the first frame waiting."""

    def __init__(self, page: QWidget, then: Callable[[], object]) -> None:
        super().__init__(page)
        self._then = then
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on at the first painting."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False
