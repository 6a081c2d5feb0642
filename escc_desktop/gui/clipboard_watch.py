"""Clears what was copied inside the window ten seconds later, unless something else stands there by then."""

from __future__ import annotations

import os
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

LASTS_MS: Final = 10_000
_OURS: Final = "application/x-escc-desktop-copy"
_NOT_FOR_HISTORIES: Final = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
    "application/x-nspasteboard-concealed-type": b"secret",
    "x-kde-passwordManagerHint": b"secret",
}
"""What keeps clipboard histories, which outlive any clearing, from taking a copy."""
_ALONE: Final = ("offscreen", "minimal")  # these platforms know no other program, and no owner of a clipboard


class ClipboardWatch(QObject):
    """Marks each copy that this program makes as its own, and clears it when its time is up. ``cleared``: it did.

    ``lasts_ms`` is how long a copy stands. On X11 what is selected stands in a second clipboard; it goes likewise.
    """

    cleared = Signal()

    def __init__(self, parent: QObject, lasts_ms: int = LASTS_MS) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._count = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.set_lasting(lasts_ms)
        self._clipboard.dataChanged.connect(self._copied)
        self._clipboard.selectionChanged.connect(self._selected)

    def set_lasting(self, lasts_ms: int) -> None:
        """Let a copy stand for so long."""
        self._timer.setInterval(lasts_ms)

    def _owns(self, mode: QClipboard.Mode) -> bool:
        if mode == QClipboard.Mode.Selection:
            return self._clipboard.supportsSelection() and self._clipboard.ownsSelection()
        return self._clipboard.ownsClipboard() or QGuiApplication.platformName() in _ALONE

    def _copied(self) -> None:
        if self._owns(QClipboard.Mode.Clipboard) and not self._is_marked():
            QTimer.singleShot(0, self, self._mark)  # not from within the change that is being told

    def _selected(self) -> None:
        if self._owns(QClipboard.Mode.Selection):
            self._timer.start()

    def _is_marked(self) -> bool:
        data = self._data()
        return data is not None and data.hasFormat(_OURS)

    def _data(self) -> QMimeData | None:
        return self._clipboard.mimeData()  # None where the clipboard is empty, whatever its declared type says

    def _mark(self) -> None:
        """Put the same words there again, with a mark by which they are known as ours."""
        data = self._data()
        if data is None or not data.hasText() or not data.text() or self._is_marked():
            return
        self._count += 1
        marked = QMimeData()
        marked.setText(data.text())
        for kind, value in _NOT_FOR_HISTORIES.items():
            marked.setData(kind, value)
        marked.setData(_OURS, f"{os.getpid()}:{self._count}".encode())
        self._clipboard.setMimeData(marked)
        self._timer.start()

    def _is_still_ours(self) -> bool:
        data = self._data()
        return data is not None and bytes(data.data(_OURS).data()).startswith(f"{os.getpid()}:".encode())

    def clear(self) -> None:
        """Clear what is ours now: its time is up, or the window is locked."""
        self._timer.stop()
        if self._is_still_ours() or (self._owns(QClipboard.Mode.Clipboard) and not self._is_marked()):
            self._clipboard.clear()
        if self._owns(QClipboard.Mode.Selection):
            self._clipboard.clear(QClipboard.Mode.Selection)
        self.cleared.emit()
