"""Starts the program as ``escc-desktop --vault DIR`` does and says when its unlock page is painted; it changes nothing.

The only thing beside the program is one event filter on the page, set when Qt's loop is entered.
"""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from escc_desktop.launch import open_window

_enter = QApplication.exec


class FirstFrame(QObject):
    """Waits for the first frame of a widget; the frame is on the screen when the loop comes round again."""

    is_told = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, Qt names it
        if event.type() == QEvent.Type.Paint and not self.is_told:
            self.is_told = True
            QTimer.singleShot(0, painted)
        return False


def painted() -> None:
    """Say so."""
    sys.stdout.write("painted\n")
    sys.stdout.flush()


def watched_exec(_: QApplication) -> int:
    """Watch the unlock page, then run Qt's loop as the program asked."""
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    page = next(one for window in windows for one in window.findChildren(QWidget) if type(one).__name__ == "UnlockPage")
    first = FirstFrame(page)
    page.installEventFilter(first)
    return _enter()


QApplication.exec = watched_exec  # type: ignore[assignment, method-assign]
sys.exit(open_window(sys.argv[1:]))
