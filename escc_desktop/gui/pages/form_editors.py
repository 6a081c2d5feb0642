"""Makes the field in which one item of a form is answered; it knows the item's type and nothing of records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from escc_desktop.gui.widgets.choices import ChoiceBoxes, Option
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import DateField, FieldEdit, NoteField
from escc_desktop.gui.widgets.many_ticks import ManyTicks
from escc_desktop.gui.widgets.times import DateTimeField, TimeField
from escc_desktop.study.edition import Item, Study
from escc_desktop.study.values import CHOICES_JOINT, partial_of
from escc_desktop.words import Language

Now = Callable[[], datetime]
_MOST_BOXES = 4
_BOXES_ROOM = 34  # half-width letters that a row of boxes may hold in all


def answers(kind: str) -> tuple[Option, ...]:
    """Return yes, no and, for ``yes_no_na``, not applicable; y, n and a choose them."""
    yes = Option("Y", QCoreApplication.translate("Answers", "Yes"), "y")
    no = Option("N", QCoreApplication.translate("Answers", "No"), "n")
    if kind != "yes_no_na":
        return (yes, no)
    return (yes, no, Option("NA", QCoreApplication.translate("Answers", "N/A"), "a"))


def name_boxes(boxes: ChoiceBoxes, name: str, options: tuple[Option, ...]) -> None:
    """Give a row of answers and each of its boxes a stable name: ``item_AESDTH`` and ``item_AESDTH_Y``."""
    boxes.setObjectName(name)
    buttons = boxes.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    for button, option in zip(buttons[-len(options) :], options, strict=True):
        button.setObjectName(f"{name}_{option.code}")


def placeholder(item: Item, language: Language) -> str:
    """Return the expected format as the empty field shows it: ``nnn.n`` for digits 3.1, else the item's hint."""
    if item.type in ("integer", "decimal") and item.digits:
        whole, _, fraction = item.digits.partition(".")
        return "n" * int(whole) + (f".{'n' * int(fraction)}" if fraction and int(fraction) else "")
    return item.hint.in_(language)


def make_editor(
    study: Study,
    item: Item,
    language: Language,
    now: Now | None,
    *,
    in_grid: bool = False,
    name: str = "",
    parent: QWidget | None = None,
) -> QWidget:
    """Return the field for ``item``, named ``item_<id>`` or ``name``; ``now`` feeds its Today or Now button.

    A field that is made in its ``parent`` costs half of one that is put there afterwards: it is styled once.
    """
    name = name or f"item_{item.id}"
    listed = tuple(
        (one.code, one.label.in_(language)) for one in study.code_list(item.code_list).choices
    ) if item.code_list else ()  # fmt: skip
    if item.type in ("yes_no", "yes_no_na"):
        return _boxes(name, answers(item.type), in_grid, parent)
    if item.type == "choices":
        made: QWidget = ManyTicks(listed, name, CHOICES_JOINT, parent)
    elif item.type == "choice":
        return _choice(item, name, listed, in_grid, parent)
    elif item.type in ("date", "partial_date", "datetime", "time"):
        return _dated(item, name, now, in_grid, parent)
    elif item.type == "note":
        made = NoteField(placeholder(item, language), lines=3, parent=parent)
        made.setMaximumWidth(520)
    else:
        made = _typed(item, language, in_grid, parent)
    made.setObjectName(name)
    return made


def _boxes(name: str, options: tuple[Option, ...], in_grid: bool, parent: QWidget | None) -> ChoiceBoxes:
    made = ChoiceBoxes(options, height=26 if in_grid else 30, parent=parent)
    name_boxes(made, name, options)
    return made


def _choice(
    item: Item, name: str, listed: tuple[tuple[str, str], ...], in_grid: bool, parent: QWidget | None
) -> QWidget:
    if item.part == "judgement":
        return _boxes(name, _keyed(tuple((code, code) for code, _ in listed)), True, parent)
    room = sum(sum(2 if ord(sign) > 0x2E7F else 1 for sign in words) + 3 for _, words in listed)
    if len(listed) <= _MOST_BOXES + 1 and room <= _BOXES_ROOM and not in_grid:
        return _boxes(name, _keyed(listed), in_grid, parent)
    words = QCoreApplication.translate("Answers", "Choose")
    made = ComboField(listed, words, in_grid=in_grid, is_numbered=not in_grid, parent=parent)
    made.setMinimumWidth(200)
    made.setObjectName(name)
    return made


def _keyed(listed: tuple[tuple[str, str], ...]) -> tuple[Option, ...]:
    """Return the answers, each with the digit that chooses it: its code where all are digits, else its place."""
    are_digits = all(len(code) == 1 and code.isdigit() for code, _ in listed)
    return tuple(Option(code, words, code if are_digits else str(n)) for n, (code, words) in enumerate(listed, 1))


def _dated(item: Item, name: str, now: Now | None, in_grid: bool, parent: QWidget | None) -> QWidget:
    may_be_partial = partial_of(item) in ("day", "month")
    if item.type == "time":
        time = TimeField(in_grid=in_grid, parent=parent)
        time.setObjectName(name)
        return time
    if item.type == "datetime":
        moment = DateTimeField(now, may_be_partial=may_be_partial, in_grid=in_grid, parent=parent)
        moment.setObjectName(name)
        moment.day.edit.setObjectName(f"{name}_date")
        moment.time.setObjectName(f"{name}_time")
        moment.button.setObjectName(f"{name}_now")
        return moment
    return date_field(name, now, may_be_partial=may_be_partial, in_grid=in_grid, parent=parent)


def date_field(
    name: str,
    now: Now | None,
    *,
    may_be_partial: bool = False,
    in_grid: bool = False,
    parent: QWidget | None = None,
) -> DateField:
    """Return a date field whose typing part is named ``name``."""

    def today() -> date:
        assert now is not None
        return now().date()

    made = DateField(today if now is not None else None, may_be_partial=may_be_partial, in_grid=in_grid, parent=parent)
    made.setObjectName(f"{name}_field")
    made.edit.setObjectName(name)
    made.button.setObjectName(f"{name}_today")
    return made


def _typed(item: Item, language: Language, in_grid: bool, parent: QWidget | None) -> FieldEdit:
    made = FieldEdit(placeholder(item, language), in_grid=in_grid, parent=parent)
    if item.type in ("integer", "decimal"):
        made.setFixedWidth(82 if in_grid else 96)
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    else:
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setMinimumWidth(240)
        made.setMaximumWidth(420)
    return made
