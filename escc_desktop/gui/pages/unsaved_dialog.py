"""Asks what to do with what was typed and not saved, inside the window; it saves nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.window import MainWindow


def lay_over(window: QWidget, dialog: DialogFrame) -> None:
    """Lay ``dialog`` over ``window``; the main window lets the keys of its pages rest meanwhile."""
    if isinstance(window, MainWindow):
        window.show_dialog(dialog)
    else:
        dialog.open_over(window)


class UnsavedDialog(DialogFrame):
    """Save, discard or cancel. ``accepted`` is save, ``discarded`` is to go on without; both close the dialog."""

    discarded = Signal()

    def __init__(self, changes: int) -> None:
        super().__init__(
            self.tr("Save what was typed?"),
            self.tr("Save"),
            filled(self.tr("Changes on this page that are not saved yet: %1"), changes),
            width=480,
        )
        self.setObjectName("unsaved")
        self.discard_button = QuietButton(self.tr("Discard"))
        self.discard_button.setObjectName("unsaved_discard")
        self.discard_button.clicked.connect(self._discard)
        self.foot.insertWidget(0, self.discard_button)
        self.button.setObjectName("unsaved_save")
        self.cancel_button.setObjectName("unsaved_cancel")
        self.accepted.connect(self.close_dialog)

    def open_over(self, window: QWidget, focus: QWidget | None = None) -> None:
        """Put the focus on Save: what was typed must not be lost by one key."""
        super().open_over(window, focus or self.button)

    def _discard(self) -> None:
        self.close_dialog()
        self.discarded.emit()
