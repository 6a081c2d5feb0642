"""The cards of an adverse event at the left: what it is, how serious, which drug; each item stands in one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.event_rows import EventRow, let_stand
from escc_desktop.gui.pages.event_terms import GRADES, TermField, criteria_words
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import Now, name_boxes
from escc_desktop.gui.pages.item_row import label_of
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.runs import Chip, RunsLine, Text
from escc_desktop.gui.widgets.choices import ChoiceBoxes, Option
from escc_desktop.gui.widgets.frames import Card, Label, across, down
from escc_desktop.trial.adverse_events import term_of

if TYPE_CHECKING:
    from escc_desktop.actions.views import ParticipantView
    from escc_desktop.study.edition import Item, ItemGroup, Study
    from escc_desktop.words import Language

LABEL = 208
_RAISED = re.compile(r"10\^(\d+)")


def group_of(draft: FormDraft, item: str) -> ItemGroup:
    """Return the group in which ``item`` stands."""
    return next(group for group in draft.form.groups if any(one.id == item for one in group.items))


class TermCard(Card):
    """Term and grade by CTCAE, and the rest of their group in paper order."""

    def __init__(self, draft: FormDraft, language: Language, now: Now, over: QWidget) -> None:
        self._event = draft.study.adverse_event
        group = group_of(draft, self._event.term)
        super().__init__(group.label.in_(language))
        self._draft = draft
        self._version = next((one for one in group.items if one.code_list == "CTCAE_VERSION"), None)
        self.head.addWidget(RunsLine(Chip(f"CTCAE {draft.study.ctcae_version}")))
        special = {self._event.term: self._make_term, self._event.grade: self._make_grade}
        for item in group.items:
            make = special.get(item.id)
            if make is not None:
                self.add(make(item, language, over))
            elif item is not self._version:
                self.add(EventRow(draft, item, language, now, label=LABEL))
        draft.value_changed.connect(self._value_changed)
        self.show_values()

    def _make_term(self, item: Item, language: Language, over: QWidget) -> QWidget:
        self.term = TermField(self._draft.study, over)
        self.term.setPlaceholderText(self.tr("Chinese, English or initials"))
        self.term.setAccessibleName(item.label.in_(language))
        self.term.picked.connect(self._pick)
        self._code = RunsLine("")
        label = Label(label_of(item, language), "plain", wraps=True)
        label.setFixedWidth(LABEL)
        line = KeyedLine((item.id,))
        line.setLayout(across(label, self.term, self._code, None, gap=12))
        return line

    def _make_grade(self, item: Item, language: Language, over: QWidget) -> QWidget:
        self.grade = ChoiceBoxes(is_joined=False)
        self.grade.chosen.connect(lambda code: self._draft.set_value(item.id, code))
        self._grade_note = Label("", "caption")
        self._criterion = Label("", "label", wraps=True)
        self._criterion.setTextFormat(Qt.TextFormat.RichText)
        self._criterion.setMinimumHeight(24)
        label = Label(label_of(item, language), "plain", wraps=True)
        label.setFixedWidth(LABEL)
        self._grade_name = f"item_{item.id}"
        self._grade_words = item.label.in_(language)
        indent = QWidget()
        indent.setFixedWidth(LABEL + 4)
        said = across(indent, self._criterion)
        said.setStretch(1, 1)
        line = KeyedLine((item.id,))
        line.setLayout(down(across(label, self.grade, self._grade_note, None, gap=12), said, gap=3))
        return line

    def _pick(self, code: str) -> None:
        self._draft.begin_go()
        self._draft.set_value(self._event.term, code)
        if self._version is not None:
            self._draft.set_value(self._version.id, self._draft.study.ctcae_version)
        self.grade.setFocus(Qt.FocusReason.TabFocusReason)

    def _value_changed(self, item: str) -> None:
        if item in (self._event.term, self._event.grade):
            self.show_values()

    def show_values(self) -> None:
        """Show term, the grades that exist for it, and the criterion of the chosen one."""
        code, grade = self._draft.text(self._event.term), self._draft.text(self._event.grade)
        term = term_of(self._draft.study, {self._event.term: code})
        self.term.show_term(code)
        self._code.set_runs(Text(f"LLT {code}", "ink3", size=12) if code else "")
        exist = term.grades if term is not None else ()
        options = tuple(Option(str(one), str(one), str(one), not term or one in exist) for one in GRADES)
        self.grade.set_options(options)
        self.grade.set_value(grade)
        name_boxes(self.grade, self._grade_name, options)
        self.grade.setAccessibleName(self._grade_words)
        lacking = [str(one) for one in GRADES if term is not None and one not in exist]
        words = filled(self.tr("No grade %1 for this term"), ", ".join(lacking)) if lacking else ""
        self._grade_note.setText(words if code else self.tr("choose the term first"))
        chosen = criteria_words(term, int(grade)) if term and grade.isdigit() else ""
        self._criterion.setText(_RAISED.sub(r"10<sup>\1</sup>", escape(chosen)))


class KeyedLine(QWidget):
    """A line of a card that shows the items of ``keys``; what fails of them stands under it."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__()
        self.keys = keys


class SeriousnessCard(Card):
    """The six questions, each answered; any yes makes the event serious, whatever its grade."""

    def __init__(self, draft: FormDraft, language: Language, now: Now) -> None:
        items = draft.study.adverse_event.seriousness
        super().__init__(group_of(draft, items[0]).label.in_(language))
        self.keys = tuple(items)
        self.head.addWidget(Label(self.tr("any Yes makes it serious; grade is separate"), "caption"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        for place, id in enumerate(items):
            row = EventRow(draft, draft.form.item(id), language, now, label=200, is_in_grid=True)
            grid.addWidget(row, place // 2, place % 2)
        self.body.addLayout(grid)


class DrugsCard(Card):
    """Relation and action as a matrix, one column for each drug, in its colour and by its name."""

    def __init__(self, draft: FormDraft, language: Language, may_judge: bool) -> None:
        event, study = draft.study.adverse_event, draft.study
        super().__init__(group_of(draft, next(iter(event.causality.values()))).label.in_(language))
        self.keys = (*event.causality.values(), *event.action.values())
        sign = [] if may_judge else [MarkSign("unsigned"), Label(self.tr("draft; the investigator decides"), "label")]
        for part in sign:
            self.head.addWidget(part)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        for row, words in enumerate((self.tr("Relation"), self.tr("Action"), self.tr("Cycle day at onset")), start=1):
            label = Label(words, "label")
            label.setFixedWidth(110)
            grid.addWidget(label, row, 0)
        self._days: dict[str, RunsLine] = {}
        for column, drug in enumerate(study.drugs, start=1):
            grid.addWidget(DrugHead(drug.label.in_(language), drug.color_key), 0, column)
            for row, items in ((1, event.causality), (2, event.action)):
                made = EventRow(draft, draft.form.item(items[drug.id]), language, None, label=0, is_in_grid=True)
                grid.addWidget(made, row, column)
            self._days[drug.id] = RunsLine("")
            grid.addWidget(self._days[drug.id], 3, column)
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def show_days(self, words: dict[str, str]) -> None:
        """Show for each drug on which cycle day the event began."""
        for drug, line in self._days.items():
            line.set_runs(Text(words.get(drug, "–"), "ink2"))


class RestCard(Card):
    """The questions of a group that no other card of the page asks, in paper order; gone while none is asked."""

    def __init__(
        self, draft: FormDraft, group: ItemGroup, items: tuple[Item, ...], language: Language, now: Now
    ) -> None:
        super().__init__(group.label.in_(language), gap=0)
        self.setObjectName(f"event_rest_{group.id}")
        self._draft, self._items = draft, items
        for item in items:
            self.add(EventRow(draft, item, language, now, label=LABEL))
        draft.value_changed.connect(self._value_changed)

    def _value_changed(self, item: str) -> None:
        self.show_asked()

    def show_asked(self) -> None:
        """Show the card while any of its questions is asked."""
        let_stand(self, any(self._draft.is_shown(item) for item in self._items))


def places_of(cards: Sequence[QWidget]) -> tuple[QWidget, ...]:
    """Return where checks may stand: rows that have a line of their own, and cards whose rows stand side by side."""
    found: list[QWidget] = []
    for card in cards:
        if hasattr(card, "keys"):
            found.append(card)
        elif isinstance(card, Card):
            items = [card.body.itemAt(place) for place in range(card.body.count())]
            inner = [item.widget() for item in items if item is not None]
            found += [one for one in inner if one is not None and hasattr(one, "keys")]
    return tuple(found)


def left_over(draft: FormDraft) -> dict[str, tuple[ItemGroup, tuple[Item, ...]]]:
    """Return, by group, the items of the event's form that the cards made for their meaning do not ask."""
    event = draft.study.adverse_event
    whole = {group_of(draft, item).id for item in (event.term, event.aware_at)}
    asked = {*event.seriousness, *event.causality.values(), *event.action.values()}
    rest: dict[str, tuple[ItemGroup, tuple[Item, ...]]] = {}
    for group in draft.form.groups:
        items = tuple(item for item in group.items if item.id not in asked and item.type != "signature")
        if group.id not in whole and items:
            rest[group.id] = (group, items)
    return rest


class DrugHead(Label):
    """The name of a drug on its tint."""

    def __init__(self, words: str, token: str) -> None:
        super().__init__(words, "strong")
        self.setProperty("drug", token)
        self.setFixedHeight(26)
        self._token = token
        self._tint()

    def _tint(self) -> None:
        from escc_desktop.gui.theme import colour, theme

        tint = colour(f"{self._token}_t").name()
        self.setStyleSheet(f"background: {tint}; border-radius: 4px; padding-left: 10px;")
        theme().changed.connect(self._tint, Qt.ConnectionType.UniqueConnection)


def onset_days(study: Study, participant: ParticipantView, onset: str) -> dict[str, str]:
    """Return, for each drug given by then, cycle and day at the onset as ``C2·D21``."""
    from datetime import date

    from escc_desktop.trial.calendar import cycle_day

    if len(onset) != 10 or "UK" in onset:
        return {}
    try:
        on = date.fromisoformat(onset)
    except ValueError:
        return {}
    found = {drug: cycle_day(study, drug, first, on) for drug, first in participant.first_dose_on.items()}
    return {drug: f"C{day[0]}·D{day[1]}" for drug, day in found.items() if day is not None}
