"""What the forms already say about a criterion, read only, so that nothing is typed twice; it judges nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from escc_desktop.actions.asking_criteria import FactView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.vocabulary import form_label
from escc_desktop.gui.widgets.buttons import LinkButton
from escc_desktop.gui.widgets.frames import Label, across, down
from escc_desktop.study.edition import Study
from escc_desktop.study.values import date_span

_FORM = 150
"""The least width of the column of forms, in pixels."""


class CriterionFacts(QFrame):
    """One line per form: the way to it, its day, and what it says. ``form_wanted`` carries form, visit, record.

    Object names: ``fact_form_<form>``, ``facts_<form>``.
    """

    form_wanted = Signal(str, object, object)

    def __init__(self, study: Study, facts: tuple[FactView, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "sunk")
        self.setObjectName("criterion_facts")
        self._boxes: list[QWidget] = []
        lines = down(gap=4, margins=(12, 5, 12, 6))
        self.setLayout(lines)
        for form in dict.fromkeys(one.form for one in facts):
            lines.addLayout(self._form(study, form, tuple(one for one in facts if one.form == form)))
        column = max((box.sizeHint().width() for box in self._boxes), default=0)  # one column, wide enough for each
        for box in self._boxes:
            box.setFixedWidth(max(_FORM, column))

    def _form(self, study: Study, form: str, facts: tuple[FactView, ...]) -> QHBoxLayout:
        held = next((one for one in facts if one.record is not None), facts[0])
        way = LinkButton(form_label(study, form, language()))
        way.setObjectName(f"fact_form_{form}")
        way.clicked.connect(lambda _=False: self.form_wanted.emit(form, held.visit, held.record))
        box = QWidget()
        box.setLayout(across(way, None))
        self._boxes.append(box)
        joint = "；" if language() == "zh" else "; "
        told = joint.join(one for fact in facts if (one := _words(fact)))
        words = Label(told or self.tr("nothing recorded yet"), "plain" if told else "label", wraps=True)
        words.setObjectName(f"facts_{form}")
        line = across(box, words, Label(held.on or "", "caption"), gap=10)
        line.setStretch(1, 1)
        return line


def _words(one: FactView) -> str:
    """Return one fact: its question, its value with unit, and how it was judged; "" while nothing is recorded."""
    value = one.value.in_(language())
    if not value:
        return ""
    unit = f" {one.unit}" if one.unit else ""
    judged = one.judged.in_(language())
    label = one.item.label.in_(language())
    said = f"{label}：{value}{unit}" if language() == "zh" else f"{label}: {value}{unit}"
    return said + (f", {judged}" if judged else "")


def evidence_day(facts: tuple[FactView, ...]) -> str:
    """Return the day that the forms give for dated proof: the first dated fact, else the oldest record; "" for none."""
    for one in facts:
        if one.item.type in ("date", "partial_date", "datetime"):
            span = date_span(one.value.en[:10])
            return one.value.en[:10] if span is not None and span.first == span.last else ""
    return min((one.on for one in facts if one.on), default="")
