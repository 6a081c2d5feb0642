"""The floor of a form page: the same editors bare, one Qt editor and one label for each item, drawn once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from escc_desktop.study.edition import Item, Study


def build_bare(window: QMainWindow, study: Study, items: Sequence[Item]) -> None:
    """Stand the editors of ``items`` in ``window`` and draw them."""
    area, content = QScrollArea(), QWidget()
    area.setWidgetResizable(True)
    rows = QFormLayout(content)
    for item in items:
        rows.addRow(QLabel(item.label.zh), _editor(study, item))
    area.setWidget(content)
    window.setCentralWidget(area)
    area.show()
    window.grab()


def _editor(study: Study, item: Item) -> QWidget:
    if item.type == "note":
        return QPlainTextEdit()
    listed = [one.label.zh for one in study.code_list(item.code_list).choices] if item.code_list else ["是", "否"]
    if item.type == "choices":
        many = QListWidget()
        many.addItems(listed)
        return many
    if item.type in ("choice", "yes_no", "yes_no_na"):
        one = QComboBox()
        one.addItems(listed)
        return one
    return QLineEdit()
