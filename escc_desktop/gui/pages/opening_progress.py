"""Shows on the unlock page how far the readings of an upgraded vault are folded; it opens and stops nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.notices import ProgressCard


class OpeningProgress(ProgressCard):
    """A bar that shows once there is something to wait for; ``is_stopped`` is read between two steps."""

    stepped = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("opening_progress")
        self.button.setObjectName("opening_stop")
        self.setFixedWidth(412)
        self.is_stopped = False
        self.cancelled.connect(self._stop)
        self._say()
        self.hide()

    def begin(self) -> None:
        """Be ready for another opening; nothing shows until its first step."""
        self.is_stopped = False
        self.button.setEnabled(True)
        self.start()
        self.hide()

    def show_step(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` participants are folded."""
        self.advance(done / max(1, total), filled(self.tr("%1 of %2 participants"), done, total))
        self.show()
        self.stepped.emit(done, total)

    def _stop(self) -> None:
        self.is_stopped = True
        self.button.setEnabled(False)

    def _say(self) -> None:
        self.tell(
            self.tr("This version shows the journal anew; that happens once"),
            self.tr("Stopping changes nothing; the vault stays closed."),
        )

    def changeEvent(self, event: QEvent) -> None:
        """Say it in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
