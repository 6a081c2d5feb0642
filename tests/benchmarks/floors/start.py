"""The floor of the start: the smallest program that shows a bare window; it says when its first frame is painted."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    """A window with nothing in it."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt names it
        super().paintEvent(event)
        QTimer.singleShot(0, painted)


def painted() -> None:
    """Say so and leave at once, without taking anything down."""
    sys.stdout.write("painted\n")
    sys.stdout.flush()


app = QApplication(["bare"])
window = Bare()
window.resize(1280, 720)
window.show()
app.exec()
