"""The study's edition: what is in force and approved, the register of contradictions, the assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from escc_desktop.actions.asking_edition import EditionMatter, edition_matter
from escc_desktop.actions.edition_standing import ApprovalView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.edition_dialogs import ApproveDialog, RuleDialog
from escc_desktop.gui.pages.edition_panel import EditionPanel
from escc_desktop.gui.pages.edition_words import grouped_digest, place_words, use_lines
from escc_desktop.gui.pages.form_editors import name_boxes
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.unsaved_dialog import lay_over
from escc_desktop.gui.pages.vocabulary import filled, moment
from escc_desktop.gui.reading_notice import only_reads
from escc_desktop.gui.runs import Cell, Mark, RunsLine, Text, width_of
from escc_desktop.gui.widgets.buttons import FilledButton
from escc_desktop.gui.widgets.choices import ChoiceBoxes, Option
from escc_desktop.gui.widgets.fields import FieldEdit
from escc_desktop.gui.widgets.frames import Card, Label, across
from escc_desktop.gui.widgets.rows import Column, Row
from escc_desktop.gui.widgets.table import Table
from escc_desktop.study.assumed import Assumed, assumed, said_and_origin
from escc_desktop.study.edition import Contradiction

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_CONTRADICTIONS, _ASSUMPTIONS = "contradictions", "assumptions"
_LABEL = 96
_QUOTE, _PLACE, _SAID, _ORIGIN = 300, 190, 460, 150  # px of a line; the panel says the words whole


class EditionPage(SitePage):
    """What is in force above, contradictions or assumptions below; the panel says the chosen one whole.

    Object names: ``approve_edition``, ``edition_view_contradictions``, ``edition_view_assumptions``,
    ``edition_find``, ``contradictions_table``, ``assumptions_table``, ``rule``.
    """

    concern = ("edition", "people")
    help_topic = "study_edition"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("edition_page")
        self._matter: EditionMatter | None = None
        self._assumed = {str(place): one for place, one in enumerate(assumed(workplace.study))}
        self._only_reads = only_reads(workplace)
        self._approve = FilledButton(icon_name="badge-check", is_recording=True)
        self._approve.setObjectName("approve_edition")
        self._approve.clicked.connect(self.approve)
        self.header.add(self._approve)
        self._make_card()
        self._make_lists()
        self.side = EditionPanel(workplace.study)
        self.side.rule.clicked.connect(lambda: self.rule(self.contradictions.current_key()))
        self.set_panel(self.side)
        self.retranslate()

    def _make_card(self) -> None:
        self._lines = {name: RunsLine(height=22) for name in ("protocol", "schedule", "digest", "investigator", "desk")}
        self._names = {name: Label("", "label") for name in self._lines}
        card = Card(pad=12, gap=2)
        card.setObjectName("edition_in_force")
        for name, line in self._lines.items():
            line.setObjectName(f"edition_{name}")
            self._names[name].setFixedWidth(_LABEL)
            card.add(across(self._names[name], line, None, gap=10))
        self.add(card)

    def _make_lists(self) -> None:
        self._views = ChoiceBoxes(height=32, is_required=True)
        self._views.chosen.connect(lambda code: self._tell())
        self._find = FieldEdit()
        self._find.setObjectName("edition_find")
        self._find.edited.connect(self._list_assumptions)
        self._count = RunsLine("", height=24)
        self._count.setObjectName("edition_count")
        self.contradictions, self.assumptions = Table(fits=False), Table(fits=False)
        self.contradictions.setObjectName("contradictions_table")
        self.assumptions.setObjectName("assumptions_table")
        self.contradictions.chosen.connect(lambda key: self._tell_panel())
        self.contradictions.opened.connect(self.rule)
        self.contradictions.acted.connect(self.rule)
        self.assumptions.chosen.connect(lambda key: self._tell_panel())
        line = across(self._views, self._count, None, self._find, gap=14)
        self._find.setMinimumWidth(240)
        self.add(line, self.contradictions, self.assumptions)
        for table in (self.contradictions, self.assumptions):
            self.body.setStretchFactor(table, 1)

    # asking and telling

    def refresh(self) -> None:
        """Ask how the edition stands."""
        self.workplace.ask(edition_matter, self._show, self)

    def _show(self, matter: EditionMatter) -> None:
        self._matter = matter
        self._tell()

    def _tell(self) -> None:
        matter, study = self._matter, self.workplace.study
        if matter is None:
            return
        standing = matter.standing
        state = Mark("assume", self.tr("Draft")) if standing.is_draft else Mark("signed", self.tr("Approved"))
        self.header.set_aside((Text(filled(self.tr("edition %1"), standing.edition), "ink2"), state))
        preset = next((one.label.in_(language()) for one in study.presets if one.id == study.preset), "–")
        self._lines["protocol"].set_runs(Text(study.protocol_version.in_(language())))
        self._lines["schedule"].set_runs((Text(preset), Mark("assume", "")) if study.preset else Text(preset))
        self._lines["digest"].set_runs(Text(grouped_digest(standing.digest), size=12))
        missing = self.tr("not yet: press Approve…, with the investigator's own passphrase")
        self._lines["investigator"].set_runs(self._approval(standing.by_investigator, missing))
        missing = self.tr("not yet: the desk signs the same digest, it comes with the desk's next package")
        self._lines["desk"].set_runs(self._approval(standing.by_desk, missing))
        may_approve = standing.by_investigator is None and bool(matter.investigators)
        self._approve.setVisible(standing.by_investigator is None)
        self._approve.setEnabled(may_approve)
        self._list_contradictions()
        self._list_assumptions()

    @staticmethod
    def _approval(approval: ApprovalView | None, missing: str) -> Cell:
        if approval is None:
            return Mark("unsigned", missing, ink="ink2")
        return (Mark("signed", approval.by), Text(moment(approval.at), "ink2"))

    def _list_contradictions(self) -> None:
        is_shown = self._shows_contradictions()
        self.contradictions.setVisible(is_shown)
        self.contradictions.set_rows(tuple(self._row(one) for one in self.workplace.study.contradictions))
        if is_shown:
            left = sum(self._ruling(one) is None for one in self.workplace.study.contradictions)
            self._count.set_runs(
                Mark("query", filled(self.tr("%1 without a ruling"), left))
                if left
                else Mark("done", self.tr("all ruled on"))
            )
            if not self.contradictions.current_key() and self.workplace.study.contradictions:
                self.contradictions.choose(self.workplace.study.contradictions[0].id)
            self._tell_panel()

    def _ruling(self, one: Contradiction) -> object | None:
        return self._matter.standing.ruling(one.id) if self._matter is not None else None

    def _row(self, one: Contradiction) -> Row:
        assert self._matter is not None
        ruling = self._matter.standing.ruling(one.id)
        first = place_words(self.workplace.study, one.bites[0], language()) if one.bites else ""
        state = Mark("done", f"{ruling.at:%Y-%m-%d}") if ruling else Mark("query", self.tr("No ruling yet"))
        cells: tuple[Cell, ...] = (
            Text(one.id, weight=500),
            Text(_short(one.quote, _QUOTE)),
            Text(_short(first, _PLACE), "ink2"),
            state,
        )
        return Row(one.id, cells, "" if self._only_reads else self.tr("Rule…"))

    def _list_assumptions(self) -> None:
        is_shown = not self._shows_contradictions()
        self.assumptions.setVisible(is_shown)
        self._find.setVisible(is_shown)
        wanted = self._find.value().casefold()
        found = {key: one for key, one in self._assumed.items() if wanted in self._searched(one)}
        self.assumptions.set_rows(tuple(self._assumed_row(key, one) for key, one in found.items()))
        if is_shown:
            self._count.set_runs(Text(filled(self.tr("%1 of %2"), len(found), len(self._assumed)), "ink2"))
            if not self.assumptions.current_key() and found:
                self.assumptions.choose(next(iter(found)))
            self._tell_panel()

    def _searched(self, one: Assumed) -> str:
        lines = use_lines(self.workplace.study, one.uses, language())
        return "\n".join((one.words.in_(language()), *lines)).casefold()

    def _assumed_row(self, key: str, one: Assumed) -> Row:
        said, origin = said_and_origin(one.words, language())
        places = {use.id.partition(".")[0] if use.kind == "item" else f"{use.kind} {use.id}" for use in one.uses}
        return Row(
            key,
            (Mark("assume", _short(said, _SAID), ink="ink"), Text(_short(origin, _ORIGIN), "ink2"), str(len(places))),
        )

    def _tell_panel(self) -> None:
        matter = self._matter
        if matter is None:
            return
        if self._shows_contradictions():
            key = self.contradictions.current_key()
            if key:
                self.side.show_contradiction(self.workplace.study.contradiction(key), matter.standing)
                self.side.rule.setVisible(not self._only_reads)
                self.side.rule.setEnabled(bool(matter.investigators))
        else:
            self.side.show_assumption(self._assumed.get(self.assumptions.current_key()))

    def _shows_contradictions(self) -> bool:
        return self._views.value() != _ASSUMPTIONS

    # acts

    def approve(self) -> None:
        """Lay the dialog over the window in which the principal investigator approves the edition."""
        if self._matter is not None and self._approve.isEnabled():
            lay_over(self.window(), ApproveDialog(self.workplace, self._matter))

    def rule(self, contradiction: str) -> None:
        """Lay the dialog over the window in which the principal investigator rules on one contradiction."""
        matter = self._matter
        if matter is not None and contradiction and matter.investigators and not self._only_reads:
            found = self.workplace.study.contradiction(contradiction)
            lay_over(self.window(), RuleDialog(self.workplace, matter, found))

    def find_key(self) -> None:
        """Put the cursor where assumptions are sought, and show them."""
        self._views.set_value(_ASSUMPTIONS)
        self._tell()
        self._find.setFocus()

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self.header.set_title(self.tr("Study edition"))
        self._approve.setText(self.tr("Approve…"))
        names = {
            "protocol": self.tr("Protocol"),
            "schedule": self.tr("Schedule"),
            "digest": self.tr("Digest"),
            "investigator": self.tr("Investigator"),
            "desk": self.tr("Desk"),
        }
        for name, words in names.items():
            self._names[name].setText(words)
        options = (
            Option(_CONTRADICTIONS, self.tr("Contradictions")),
            Option(_ASSUMPTIONS, self.tr("Assumptions")),
        )
        shown = self._views.value() or _CONTRADICTIONS
        self._views.set_options(options)
        name_boxes(self._views, "edition_view", options)
        self._views.set_value(shown)
        self._views.setAccessibleName(self.tr("View"))
        self._find.setPlaceholderText(self.tr("Find in assumptions (Ctrl+F)"))
        self._find.setAccessibleName(self.tr("Find in assumptions (Ctrl+F)"))
        self.contradictions.set_name(self.tr("Contradictions of the registry text"))
        self.contradictions.set_columns(
            (
                Column(self.tr("No."), 44),
                Column(self.tr("Registry text"), 240, stretches=True),
                Column(self.tr("Bites at"), 150),
                Column(self.tr("Ruling"), 120),
                Column("", 64),
            )
        )
        self.assumptions.set_name(self.tr("Assumptions of the edition"))
        self.assumptions.set_columns(
            (
                Column(self.tr("Assumed"), 300, stretches=True),
                Column(self.tr("Origin"), 150),
                Column(self.tr("Places"), 56, align="right"),
            )
        )
        self.side.retranslate()
        self._tell()


def _short(words: str, room: int) -> str:
    """Return ``words``, or as much of their beginning as ``room`` px hold; the panel says them whole."""
    while width_of(words) > room:
        words = f"{words.rstrip('…')[:-1].rstrip()}…"
    return words
