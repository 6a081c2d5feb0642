"""Asks for a file or a folder without holding the window up; the path comes by a call, so a test can give its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_file(parent: QWidget, title: str, pattern: str, then: Callable[[Path], None]) -> QFileDialog:
    """Open a file dialog for one existing file and return it; ``then`` gets the chosen path."""
    dialog = QFileDialog(parent, title, "", pattern)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _open(dialog, then)


def ask_for_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> QFileDialog:
    """Open a file dialog for one folder and return it; ``then`` gets the chosen path."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    return _open(dialog, then)


def _open(dialog: QFileDialog, then: Callable[[Path], None]) -> QFileDialog:
    dialog.setObjectName("file_dialog")
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
