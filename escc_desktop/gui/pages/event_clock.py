"""The cards of an adverse event at the right: the clock of a serious one, and what does not fit."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.event_cards import group_of
from escc_desktop.gui.pages.event_rows import AskedLabel, EventRow
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import Now
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.runs import Mark, RunsLine, Text
from escc_desktop.gui.widgets.frames import Card, Label, across, down, empty_layout
from escc_desktop.gui.widgets.ladder import ClockRing
from escc_desktop.study.edition import Study
from escc_desktop.trial.adverse_events import Clock, checks, is_serious, report_clock
from escc_desktop.words import Language, explain

_SHOWN = 5


class ClockCard(Card):
    """When the first report of a serious event is due, counted from awareness; the fields that start and stop it."""

    def __init__(self, draft: FormDraft, language: Language, now: Now) -> None:
        super().__init__(gap=6)
        self.setObjectName("serious_clock")
        self._draft = draft
        self._now = now
        study, event = draft.study, draft.study.adverse_event
        clock = next((one for one in study.report_clocks if one.form == event.form), None)
        self.set_title(self.tr("SAE clock"))
        if clock is not None and clock.assumption is not None:
            self.head.addWidget(RunsLine(Mark("assume")))
        self.ring = ClockRing()
        self.ring.setObjectName("clock_ring")
        self._aware, self._due, self._state = RunsLine(""), RunsLine(""), RunsLine("")
        self._face = QWidget()
        self._face.setLayout(across(self.ring, down(self._aware, self._due, self._state, None, gap=2), None, gap=12))
        self._none = Label("", "label", wraps=True)
        self.add(self._face, self._none)
        for item in group_of(draft, event.aware_at).items:
            if item.type != "signature":  # the words stand above: beside them the side is too narrow
                self.add(AskedLabel(draft, item, language), EventRow(draft, item, language, now, label=0))
        self.show_clock()

    def show_clock(self) -> None:
        """Show the clock as it stands now."""
        study, values = self._draft.study, self._draft.collected()
        serious = is_serious(study, values)
        clock = report_clock(study, values, self._now())
        self._face.setVisible(clock is not None)
        self._none.setVisible(clock is None)
        if clock is None:
            said = {
                True: self.tr("Serious. The clock starts with the time of awareness."),
                False: self.tr("Not serious by the answers: no clock runs."),
                None: self.tr("Answer each seriousness question; any Yes starts the clock."),
            }
            self._none.setText(said[serious])
            return
        self._show(clock, study)

    def _show(self, clock: Clock, study: Study) -> None:
        minutes = int(clock.left.total_seconds() // 60)
        hours, rest = divmod(abs(minutes), 60)
        figures = f"{hours}:{rest:02d}"
        share = max(0.0, clock.left.total_seconds() / (study.serious_hours * 3600))
        if not clock.is_running:
            self.ring.show_left(1.0, self._clock_words(clock.reported_at), self.tr("reported"), "done")
        elif minutes < 0:
            self.ring.show_left(0.0, figures, self.tr("overdue"), "over")
        else:
            self.ring.show_left(share, figures, self.tr("left"), "over")
        self._aware.set_runs((Text(self.tr("Aware"), "ink2"), Text(self._moment(clock.aware_at))))
        self._due.set_runs((Text(self.tr("Due"), "ink2"), Text(self._moment(clock.due_at), "ink", 600)))
        late = clock.reported_at is not None and clock.reported_at > clock.due_at
        if clock.is_running:
            self._state.set_runs(Mark("overdue" if minutes < 0 else "due", self.tr("report to send")))
        else:
            self._state.set_runs(
                Mark("warn" if late else "done", self.tr("sent late") if late else self.tr("sent in time"))
            )

    @staticmethod
    def _moment(at: datetime) -> str:
        return f"{at:%m-%d %H:%M}"

    @staticmethod
    def _clock_words(at: datetime | None) -> str:
        return f"{at:%H:%M}" if at else ""


class ChecksCard(Card):
    """What speaks against completing the event, hard things first, each in a sentence."""

    def __init__(self, draft: FormDraft, language: Language) -> None:
        super().__init__(gap=5)
        self.setObjectName("event_checks")
        self.set_title(self.tr("Checks"))
        self._draft = draft
        self._language: Language = language
        self._rows = QVBoxLayout()
        self._rows.setSpacing(5)
        self.body.addLayout(self._rows)
        self.show_checks()

    def remarks(self) -> tuple[tuple[str, str], ...]:
        """Return (mark, sentence) of everything that is to be said."""
        draft, found = self._draft, []
        for id in draft.problems():
            problem = draft.problem(id)
            if problem is not None:
                found.append(("hard", explain(problem, self._language)))
        found += [
            ("hard" if check.is_hard else "warn", check.message.in_(self._language)) for check in draft.failing_checks()
        ]
        found += [("hard", explain(one, self._language)) for one in checks(draft.study, draft.collected())]
        special = set(draft.study.adverse_event.seriousness)
        names = [draft.form.item(key).label.in_(self._language) for key in draft.unanswered() if key not in special]
        if names:
            joint = "、" if self._language == "zh" else ", "
            found.append(("unknown", filled(self.tr("Still to answer: %1"), joint.join(names))))
        return tuple(sorted(found, key=lambda one: ("hard", "warn", "unknown").index(one[0])))

    def show_checks(self) -> None:
        """Show the remarks, or that nothing speaks against completing."""
        empty_layout(self._rows)
        found = self.remarks() or (("done", self.tr("Nothing speaks against completing the event")),)
        for mark, words in found[:_SHOWN]:
            line = across(down(2, MarkSign(mark), None, gap=0), Label(words, "plain", wraps=True), gap=8)
            line.setStretch(1, 1)
            self._rows.addLayout(line)
        if len(found) > _SHOWN:
            self._rows.addWidget(Label(filled(self.tr("and %1 more"), len(found) - _SHOWN), "caption"))
