"""Listens to every page as a screen reader does: each control has a name of its own and room to be clicked."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QHeaderView, QLineEdit, QTextEdit, QWidget

from escc_desktop.gui.widgets.choices import ChoiceBoxes
from tests.journeys.seat import Seat

LEAST = 28  # px
OF_ANOTHER = (QComboBox, QLineEdit)
"""Their own inner parts (the list, the cross that empties) are no tab stops: keys in the field do the same."""


def controls(top: QWidget) -> list[QWidget]:
    """Return what can be worked with in a part of the window now."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QTextEdit, QAbstractItemView)
    return [
        one
        for one in top.findChildren(QWidget)
        if one.isVisible()
        and (isinstance(one, kinds) or one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not isinstance(one.parentWidget(), OF_ANOTHER)
        and not isinstance(one, QHeaderView)  # read with the cells of its table
    ]


def name_of(control: QWidget) -> str:
    """Return what a screen reader calls a control."""
    reading = QAccessible.queryAccessibleInterface(control)
    return control.accessibleName() or reading.text(QAccessible.Text.Name).strip()  # Linux reads a list's choice first


def is_alone(control: QWidget) -> bool:
    """Tell whether a control is heard by itself; an answer is heard with the name of its question."""
    return control.isEnabled() and not isinstance(control.parentWidget(), ChoiceBoxes)


def test_every_control_has_a_name_of_its_own_and_room(seat: Seat) -> None:
    nameless, twice, low = [], [], []
    for page in seat.pages():
        seat.go(page)
        found = controls(seat.window)
        named = Counter((name_of(one), type(one).__name__) for one in found if is_alone(one))
        nameless += [f"{page}: {one.objectName()} {type(one).__name__}" for one in found if not name_of(one)]
        twice += [f"{page}: {name} x{count}" for name, count in named.items() if count > 1]
        low += [
            f"{page}: {type(one).__name__} {one.objectName() or name_of(one)} {one.height()}"
            for one in found
            if one.height() < LEAST
        ]
    assert not nameless, "\n".join(nameless)
    assert not twice, "\n".join(twice)
    assert not low, "\n".join(low)
