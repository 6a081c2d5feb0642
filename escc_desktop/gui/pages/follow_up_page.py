"""The follow-up list: what monitors and quality controllers found, answers, and monitors' logins; it judges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from escc_desktop.actions.asking_conflicts import ConflictView, SideView
from escc_desktop.actions.asking_findings import FindingView, FollowUpView, follow_up
from escc_desktop.actions.commands import AnswerFinding, CloseFinding, DocumentRequest, RaiseFinding
from escc_desktop.actions.views import Outcome
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_history import value_words
from escc_desktop.gui.pages.query_list import QueryList
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.vocabulary import filled, form_label, moment, short_role
from escc_desktop.gui.runs import Mark, Text
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton
from escc_desktop.gui.widgets.fields import NoteField
from escc_desktop.gui.widgets.frames import Label
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.gui.widgets.notices import EmptyState
from escc_desktop.gui.widgets.pages import SidePanel
from escc_desktop.gui.widgets.rows import Column, Row
from escc_desktop.gui.widgets.table import Table
from escc_desktop.study.edition import Study
from escc_desktop.trial.findings import RAISING_ROLES

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_MARKS = {"open": "query", "answered": "wait", "closed": "done"}
_SHOWN = 60


def _side(study: Study, conflict: ConflictView, side: SideView) -> tuple[Text, ...]:
    who = f"{side.name} {moment(side.at)}" if side.at is not None else "–"
    return (Text(value_words(study, conflict.item, side.value)[:_SHOWN]), Text(who, "ink2", size=12))


class FollowUpPage(SitePage):
    """Findings in a table; the panel says the chosen one whole and takes an answer, or a new finding."""

    concern = ("findings", "edition", "participant:")
    help_topic = "follow_up"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("follow_up_page")
        self._view: FollowUpView | None = None
        self._chosen = ""
        self._about: tuple[str | None, str | None] = (None, None)
        self._may_raise = not RAISING_ROLES.isdisjoint(workplace.person.roles)
        self.table = Table(fits=True)
        self.table.setObjectName("findings_table")
        self.table.opened.connect(self.choose)
        self.table.acted.connect(self.choose)
        self.print_button = QuietButton(icon_name="printer")
        self.print_button.setObjectName("follow_up_print")
        self.print_button.clicked.connect(lambda: self.navigate.preview(DocumentRequest("follow_up")))
        self.header.add(self.print_button)
        self._empty = EmptyState("search")
        self.visits = Table(fits=True)
        self.visits.setObjectName("monitor_logins")
        self._conflicts = Label("", "plain", wraps=True)
        self._conflicts.setObjectName("conflicts_words")
        self.conflicts = Table(fits=True)
        self.conflicts.setObjectName("conflicts_table")
        for signal in (self.conflicts.opened, self.conflicts.acted):
            signal.connect(self._open_conflict)
        self.queries = QueryList(workplace.study)
        for signal in (self.queries.opened, self.queries.acted):
            signal.connect(self.navigate.open_eligibility)
        self.add(self.queries, self._conflicts, self.conflicts, self._empty, self.table, self.visits, None)
        self._whole = Label("", "plain", wraps=True)
        self._whole.setObjectName("finding_whole")
        self.text = NoteField()
        self.text.setObjectName("finding_text")
        self._text = Labelled("", self.text)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("finding_problem")
        self.button = FilledButton(icon_name="pen-line")
        self.button.setObjectName("finding_send")
        self.button.clicked.connect(self.send)
        self.close_button = QuietButton(icon_name="check")
        self.close_button.setObjectName("finding_close")
        self.close_button.clicked.connect(self.close_finding)
        panel = SidePanel(width=326)
        for part in (self._whole, self._text, self._problem):
            panel.content.addWidget(part)
        panel.foot.addWidget(self.close_button)
        panel.foot.addWidget(self.button)
        self.set_panel(panel)
        self.retranslate()

    def refresh(self) -> None:
        """Ask for the findings."""
        self.workplace.ask(follow_up, self._show, self)

    def _show(self, view: FollowUpView) -> None:
        self._view = view
        self._tell()

    def choose(self, entry: str) -> None:
        """Show one finding whole."""
        self._chosen = "" if entry == self._chosen else entry
        self._problem.setText("")
        self._tell()

    def propose(self, text: str, participant: str | None, record: str | None) -> None:
        """Put the words of a new finding into the field, about a participant and one record; nothing is raised yet."""
        self._chosen, self._about = "", (participant, record)
        self.text.set_value(text)
        self._tell()
        self.text.setFocus()

    def _finding(self) -> FindingView | None:
        found = self._view.findings if self._view is not None else ()
        return next((one for one in found if one.entry == self._chosen), None)

    def send(self) -> None:
        """Answer the chosen finding, or raise a new one where none is chosen."""
        chosen, words = self._finding(), self.text.value()
        command = AnswerFinding(chosen.entry, words) if chosen is not None else RaiseFinding(words, *self._about)
        self.workplace.do(command, self._sent, self.explained(self._refused), self)

    def close_finding(self) -> None:
        """Close the chosen finding, with the words that were typed."""
        chosen = self._finding()
        if chosen is not None:
            command = CloseFinding(chosen.entry, self.text.value())
            self.workplace.do(command, self._sent, self.explained(self._refused), self)

    def _sent(self, outcome: Outcome) -> None:
        self.text.clear()
        self._about = (None, None)
        self._problem.setText("")

    def _refused(self, sentence: str, code: str) -> None:
        self._problem.setText(sentence)

    def _tell(self) -> None:
        view, chosen = self._view, self._finding()
        findings = view.findings if view is not None else ()
        words = {"open": self.tr("open"), "answered": self.tr("answered"), "closed": self.tr("closed")}
        self.table.set_rows(
            tuple(
                Row(
                    one.entry,
                    (
                        Mark(_MARKS[one.state], words[one.state]),
                        one.participant or "–",
                        one.said[0].text.replace("\n", " ")[:_SHOWN],
                        (Text(one.said[0].name), Text(short_role(one.said[0].role), "ink2", size=12)),
                        moment(one.said[-1].at),
                    ),
                    self.tr("Look"),
                )
                for one in findings
            )
        )
        self.table.setVisible(bool(findings))
        self._empty.setVisible(not findings)
        self._empty.tell(self.tr("No findings yet"), self.tr("Monitors and quality controllers raise them here."), "")
        visits = view.visits if view is not None else ()
        self.visits.set_rows(tuple(Row(f"{at}", (name, moment(at))) for name, at in visits))
        self.visits.setVisible(bool(visits))
        self._tell_conflicts(view.conflicts if view is not None else ())
        self.queries.show_queries(view.queries if view is not None else ())
        self.header.set_aside(filled(self.tr("%1 open"), sum(one.state == "open" for one in findings)))
        self._tell_panel(chosen)

    def _tell_conflicts(self, found: tuple[ConflictView, ...]) -> None:
        study = self.workplace.study
        self.conflicts.set_rows(
            tuple(
                Row(
                    str(place),
                    (
                        one.participant,
                        form_label(study, one.form, language()),
                        one.item.label.in_(language()) if one.item is not None else one.item_id,
                        _side(study, one, one.earlier),
                        _side(study, one, one.later),
                    ),
                    self.tr("Open"),
                )
                for place, one in enumerate(found)
            )
        )
        self._conflicts.setText(
            self.tr(
                "Saved twice, each without the other: both are kept, the later one stands now. Open the record, put in "
                "what is right, and save it with the reason; that settles it."
            )
        )
        for part in (self._conflicts, self.conflicts):
            part.setVisible(bool(found))

    def _open_conflict(self, key: str) -> None:
        found = self._view.conflicts if self._view is not None else ()
        if key.isdecimal() and int(key) < len(found):
            one = found[int(key)]
            self.navigate.open_form(one.participant, one.form, one.visit, one.record)

    def _tell_panel(self, chosen: FindingView | None) -> None:
        said = [f"{one.name} {moment(one.at)}\n{one.text}" for one in chosen.said] if chosen is not None else []
        self._whole.setText("\n\n".join(said))
        is_closed = chosen is not None and chosen.state == "closed"
        may_write = self._may_raise if chosen is None else not is_closed
        self._text.setVisible(may_write)
        self.button.setVisible(may_write)
        self.close_button.setVisible(chosen is not None and chosen.may_close and not is_closed)
        self.button.setText(self.tr("Raise finding") if chosen is None else self.tr("Answer"))
        self._text.set_words(self.tr("What was found") if chosen is None else self.tr("Answer"))
        if self.panel is not None:
            self.panel.set_title(self.tr("New finding") if chosen is None and self._may_raise else self.tr("Finding"))
        if chosen is None and not self._may_raise:
            self._whole.setText(self.tr("Choose a finding to read it and to answer."))

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self.header.set_title(self.tr("Follow-up list"))
        self.print_button.setText(self.tr("Print list…"))
        self.table.set_name(self.tr("Findings"))
        self.table.set_columns(
            (
                Column(self.tr("State"), 100),
                Column(self.tr("Participant"), 100),
                Column(self.tr("Finding"), 200, stretches=True),
                Column(self.tr("Raised by"), 120),
                Column(self.tr("Last word"), 140),
                Column("", 60),
            )
        )
        self.conflicts.set_name(self.tr("Conflicts"))
        self.conflicts.set_columns(
            (
                Column(self.tr("Participant"), 90),
                Column(self.tr("Record"), 130),
                Column(self.tr("Item"), 150, stretches=True),
                Column(self.tr("Earlier"), 170),
                Column(self.tr("Later, stands now"), 170),
                Column("", 60),
            )
        )
        self.visits.set_name(self.tr("Logins of monitors"))
        self.visits.set_columns(
            (Column(self.tr("Logins of monitors"), 200), Column(self.tr("When"), 160, stretches=True))
        )
        self.close_button.setText(self.tr("Close finding"))
        self._tell()
