"""Names what stands under one key of a record: an item, one in a row, a row, the day, a reason; it reads no value."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from escc_desktop.errors import StudyError
from escc_desktop.gui.pages.record_state import NOT_DONE, OBSERVED, WHY, is_why
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.study.edition import Form, Item, Study
from escc_desktop.study.rows import split_key, struck_group
from escc_desktop.words import Language


def item_of(form: Form, key: str) -> Item | None:
    """Return the item of a key, or None where it names none of ``form``."""
    try:
        return form.item(key)
    except StudyError:
        return None


def place_of(form: Form, key: str) -> tuple[int, int, int]:
    """Return by what keys are sorted in paper order; what is no answer stands last."""
    id, n = split_key(key)
    for g, group in enumerate(form.groups):
        if group.id == id:
            return g, n or 0, -1
        for k, item in enumerate(group.items):
            if item.id == id:
                return g, n or 0, k
    return len(form.groups), 0, 0


def key_words(study: Study, form: Form, key: str, language: Language) -> str:
    """Return the name of a key in ``language``; the key itself where ``form`` has no such place."""
    if key == OBSERVED:
        return QCoreApplication.translate("KeyWords", "Date of the visit")
    if key == NOT_DONE:
        return QCoreApplication.translate("KeyWords", "Form not done")
    if is_why(key):
        id, _ = split_key(key.removeprefix(WHY))
        message = next((one.message.in_(language) for one in study.checks_of(form.id) if one.id == id), id)
        return filled(QCoreApplication.translate("KeyWords", "Reason: %1"), message)
    group, (_, n) = struck_group(form, key), split_key(key)
    if group is not None:
        return filled(QCoreApplication.translate("KeyWords", "%1, row %2"), group.label.in_(language), n or 0)
    item = item_of(form, key)
    if item is None:
        return key
    name = item.label.in_(language)
    return filled(QCoreApplication.translate("KeyWords", "%1, row %2"), name, n) if n is not None else name
