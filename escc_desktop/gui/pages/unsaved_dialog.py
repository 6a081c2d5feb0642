"""Asks what to do with what was typed and not saved, inside the window; it saves nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.frames import Label
from escc_desktop.gui.window import MainWindow


def lay_over(window: QWidget, dialog: DialogFrame) -> None:
    """Lay ``dialog`` over ``window``; the main window lets the keys of its pages rest meanwhile."""
    if isinstance(window, MainWindow):
        window.show_dialog(dialog)
    else:
        dialog.open_over(window)


class UnsavedDialog(DialogFrame):
    """Save, keep for later, discard or cancel. ``accepted`` is save, ``put_off`` is to keep it unsaved in the vault,
    ``discarded`` to go on without; all three close the dialog.
    """

    discarded = Signal()
    put_off = Signal()

    def __init__(self, changes: int) -> None:
        super().__init__(
            self.tr("Save what was typed?"),
            self.tr("Save"),
            filled(self.tr("Changes on this page that are not saved yet: %1"), changes),
            width=540,
        )
        self.setObjectName("unsaved")
        self.add(
            Label(self.tr("Kept for later, it stays in the encrypted vault and waits for you on Today."), wraps=True)
        )
        self.discard_button = QuietButton(self.tr("Discard"))
        self.discard_button.setObjectName("unsaved_discard")
        self.discard_button.clicked.connect(lambda: self._go(self.discarded))
        self.keep_button = QuietButton(self.tr("Keep for later"))
        self.keep_button.setObjectName("unsaved_keep")
        self.keep_button.clicked.connect(lambda: self._go(self.put_off))
        self.foot.insertWidget(0, self.discard_button)
        self.foot.insertWidget(self.foot.count() - 1, self.keep_button)
        self.button.setObjectName("unsaved_save")
        self.cancel_button.setObjectName("unsaved_cancel")
        self.accepted.connect(self.close_dialog)

    def open_over(self, window: QWidget, focus: QWidget | None = None) -> None:
        """Put the focus on Save: what was typed must not be lost by one key."""
        super().open_over(window, focus or self.button)

    def _go(self, way: SignalInstance) -> None:
        self.close_dialog()
        way.emit()
