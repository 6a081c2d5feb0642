"""One criterion of the checklist: the registry's own English first, what is at odds in it, the answer, its grounds."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from escc_desktop.actions.asking_criteria import CriteriaMatter, FactView
from escc_desktop.gui.language import language
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.contradiction_notes import contradiction_banner
from escc_desktop.gui.pages.criterion_facts import CriterionFacts, evidence_day
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import Now, answers, date_field, name_boxes
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.runs import Mark, Run, RunsLine, Text
from escc_desktop.gui.widgets.buttons import LinkButton
from escc_desktop.gui.widgets.choices import ChoiceBoxes
from escc_desktop.gui.widgets.field_row import FieldRow, Room
from escc_desktop.gui.widgets.fields import DateField, FieldEdit
from escc_desktop.gui.widgets.frames import Label, across, down, empty_layout
from escc_desktop.study.edition import Criterion, Evidence
from escc_desktop.study.values import Missing, date_span

_LABEL = 84


class CriterionPanel(QWidget):
    """The criterion that is open. ``went_on`` follows Enter in its note; ``form_wanted``: form, visit, record."""

    went_on = Signal()
    form_wanted = Signal(str, object, object)

    def __init__(self, draft: FormDraft, criterion: Criterion, now: Now, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criterion = criterion
        self._draft = draft
        self._now = now
        layout = down(gap=10)
        self.setLayout(layout)
        kind = self.tr("Inclusion criterion %1") if criterion.kind == "inclusion" else self.tr("Exclusion criterion %1")
        verbatim = Label(criterion.text.en, "emphasis", wraps=True)
        verbatim.setObjectName("criterion_text")
        layout.addLayout(
            down(
                Label(filled(kind, criterion.number), "caption"),
                verbatim,
                Label(criterion.text.zh, "label", wraps=True),
                gap=3,
            )
        )
        self._beside = down(gap=10)
        layout.addLayout(self._beside)
        self._matter: CriteriaMatter | None = None
        if criterion.evidence_hint.en:
            layout.addLayout(
                self._line(self.tr("Evidence"), Label(criterion.evidence_hint.in_(language()), "plain", wraps=True))
            )
        self._dated: DateField | None = None
        self._until = RunsLine("")
        self._take = LinkButton("")
        if criterion.evidence is not None:
            layout.addLayout(self._evidence(criterion.evidence))
        self._add_answer()
        self._add_note()
        self.who = RunsLine("")
        layout.addWidget(self.who)
        layout.addStretch(1)
        self.show_beside(None)

    def show_beside(self, matter: CriteriaMatter | None) -> None:
        """Show what is at odds in the text, how that was ruled, and what the forms say already."""
        self._matter = matter
        empty_layout(self._beside)
        standing = matter.standing if matter is not None else None
        for id in self.criterion.contradictions:
            bears = matter.bearing.get(id) if matter is not None else None
            self._beside.addWidget(contradiction_banner(self._draft.study.contradiction(id), standing, bears))
        facts = self._facts()
        if facts:
            beside = CriterionFacts(self._draft.study, facts)
            beside.form_wanted.connect(self.form_wanted)
            self._beside.addWidget(beside)
        self.show_values()

    def _facts(self) -> tuple[FactView, ...]:
        return self._matter.facts.get(self.criterion.id, ()) if self._matter is not None else ()

    @staticmethod
    def _line(words: str, *parts: QWidget) -> QHBoxLayout:
        label = Label(words, "label", wraps=True)
        label.setFixedWidth(_LABEL)
        line = across(label, *parts, gap=10)
        line.setStretch(len(parts), 1)
        return line

    def _evidence(self, evidence: Evidence) -> QHBoxLayout:
        item = self._draft.form.item(evidence.item)
        self._dated = date_field(f"item_{item.id}", self._now)
        self._dated.setAccessibleName(item.label.in_(language()))
        self._dated.edited.connect(self._take_date)
        signs: list[QWidget] = [MarkSign("assume")] if evidence.assumption is not None else []
        self._take.setObjectName("take_date")
        self._take.clicked.connect(self._take_over)
        return self._line(item.label.in_(language()), self._dated, self._take, self._until, *signs)

    def _take_over(self) -> None:
        """Take the day that the forms give, so that it is not typed again."""
        assert self.criterion.evidence is not None
        self._draft.set_value(self.criterion.evidence.item, evidence_day(self._facts()))
        self._show_until()

    def _take_date(self) -> None:
        assert self._dated is not None
        assert self.criterion.evidence is not None
        self._draft.set_value(self.criterion.evidence.item, self._dated.value(), is_typing=True)

    def _add_answer(self) -> None:
        options = answers("yes_no_na")
        self.boxes = ChoiceBoxes(options)
        name_boxes(self.boxes, f"criterion_{self.criterion.id}", options)
        codes = self._draft.form.item(self.criterion.id).missing_codes
        room = Room(left=0, label=_LABEL, has_history=False)

        def make(row: QWidget) -> QWidget:
            self.boxes.setParent(row)
            return self.boxes

        self._answer = FieldRow(self.tr("Answer"), make, codes=codes, room=room)
        self._answer.setObjectName(f"row_{self.criterion.id}")
        self._answer.has_line = False
        self._answer.set_read_only(self._draft.is_read_only)
        self.boxes.setAccessibleName(self.criterion.short.in_(language()))
        self._answer.edited.connect(self._take_answer)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self._answer)

    def _take_answer(self) -> None:
        missing = self._answer.missing()
        value = Missing(*missing) if missing is not None else self._answer.value()
        self._draft.set_value(self.criterion.id, value, is_typing=missing is not None)

    def next_code(self) -> None:
        """Go on to the next missing code of the answer; the cursor stands in its reason."""
        self._answer.next_code()

    def _add(self, line: QHBoxLayout) -> None:
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(line)

    def _add_note(self) -> None:
        self.note = FieldEdit(self.tr("State the grounds"))
        self.note.setObjectName(f"note_{self.criterion.id}")
        self.note.setAccessibleName(self.tr("Note"))
        self.note.edited.connect(lambda: self._draft.set_value(self._note_item, self.note.value(), is_typing=True))
        self.note.returnPressed.connect(self.went_on)
        self._add(self._line(self.tr("Note"), self.note))

    @property
    def _note_item(self) -> str:
        return f"{self.criterion.id}_NOTE"

    def show_values(self) -> None:
        """Show what the draft holds."""
        value, answer = self._draft.value(self.criterion.id), self._draft.text(self.criterion.id)
        said = (value.code, value.reason) if isinstance(value, Missing) else None
        if said != self._answer.missing():
            self._answer.set_missing(*(said or ("", "")))
        self.boxes.set_value(answer)
        if self.note.value() != self._draft.text(self._note_item):
            self.note.set_value(self._draft.text(self._note_item))
        if not answer:
            self._answer.set_asides(Mark("unknown", self.tr("Unanswered. Blank is not No"), ink="ink2"))
        elif answer == "NA" and not self.criterion.may_be_na:
            self._answer.set_asides(Mark("warn", self.tr("This criterion is answered yes or no"), ink="ink2"))
        elif answer in (self.criterion.passing, "NA"):
            self._answer.set_asides(Mark("yes", self.tr("lets the participant pass"), ink="ink2"))
        else:
            self._answer.set_asides(Mark("no", self.tr("speaks against enrolment"), ink="ink2"))
        self._show_until()

    def _show_until(self) -> None:
        evidence = self.criterion.evidence
        if evidence is None or self._dated is None:
            return
        typed = self._draft.text(evidence.item)
        if self._dated.value() != typed:
            self._dated.set_value(typed)
        day = evidence_day(self._facts())
        self._take.setVisible(bool(day) and day != typed)
        self._take.setText(filled(self.tr("Take %1 from the form"), day))
        span = date_span(typed)
        if span is None:
            self._until.set_runs("")
            return
        until = span.first + timedelta(days=evidence.days)
        runs: tuple[Run, ...] = (Text(self.tr("holds until"), "ink2"), Text(until.isoformat(), "ink", 500))
        dosed_on = self._matter.first_dose_on if self._matter is not None else None
        if dosed_on is not None and not span.last <= dosed_on <= until:
            runs = (*runs, Mark("warn", filled(self.tr("not at the first dose, %1"), dosed_on)))
        self._until.set_runs(runs)

    def show_who(self, drafted: str, decided: str, mark: str = "signed") -> None:
        """Say who wrote the answers and whose signature decides, in the program or by hand."""
        waiting = Mark("unknown", self.tr("waiting for the investigator"), ink="ink2")
        self.who.set_runs(
            (
                Text(self.tr("Drafted"), "ink3"),
                Text(drafted or "–"),
                Text(self.tr("Decided"), "ink3"),
                Mark(mark, decided) if decided else waiting,
            )
        )
