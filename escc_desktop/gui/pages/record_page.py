"""What every page that fills one record does: open, undo, save with a reason, tell refusals; it lays out nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.commands import DocumentRequest, SaveRecord
from escc_desktop.actions.views import Outcome, RecordView
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.ink_notes import InkNotes
from escc_desktop.gui.pages.page_clock import PageClock
from escc_desktop.gui.pages.record_drafts import RecordDrafts
from escc_desktop.gui.pages.record_matter import RecordKey, RecordMatter, matter_of
from escc_desktop.gui.pages.record_saving import could_be_complete, save_command
from escc_desktop.gui.pages.record_standing import RecordStanding
from escc_desktop.gui.pages.record_state import sent_state, state_of
from escc_desktop.gui.pages.signature_words import asking_words, signer_words
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.unsaved_dialog import UnsavedDialog, lay_over
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.notices import Banner, ProblemCard, ReasonBar
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

After = Literal["stay", "next", "close"]
INVESTIGATORS = ("principal_investigator", "sub_investigator")


class RecordPage(SitePage):
    """A record on screen. Subclasses give ``build``, ``tell``, ``check`` and ``go_to_item``.

    ``show_record`` opens one; ``ask_to_leave`` guards what was typed, ``drafts`` keeps it in the vault meanwhile; the
    subclass lays out ``notices`` on top and ``reason_bar`` at the foot.
    """

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.key: RecordKey | None = None
        self.matter: RecordMatter | None = None
        self.draft: FormDraft | None = None
        self.clock = PageClock()
        self.save_buttons: tuple[QPushButton, ...] = ()
        self._after: After = "stay"
        self._leave: Callable[[], None] | None = None
        self._sent: SaveRecord | None = None  # on its way to the store
        self._is_behind = False  # it is saved, and the page has not heard yet how the record stands now
        self._again: After | None = None  # asked for meanwhile
        self._problem: EsccError | None = None
        self._make_notices()
        self.drafts = RecordDrafts(self)
        self.standing = RecordStanding(workplace)
        self.notices = (self.standing, self.void_banner, self.ink_notes, self.drafts.notices, self.problem_card)
        self._make_keys()

    def _make_notices(self) -> None:
        self.void_banner = Banner(is_recording=True)
        self.void_banner.setObjectName("void_banner")
        self.void_banner.button.setObjectName("void_sign_again")
        self.void_banner.acted.connect(self.ask_to_sign)
        self.void_banner.hide()
        self.ink_notes = InkNotes(self.navigate)
        self.problem_card = ProblemCard()
        self.problem_card.setObjectName("problem")
        self.problem_card.button.setObjectName("problem_act")
        self.problem_card.close_button.setObjectName("problem_close")
        self.problem_card.closed.connect(self.problem_card.hide)
        self.problem_card.acted.connect(self.take_up_newer)
        self.problem_card.hide()
        self.reason_bar = ReasonBar()
        self.reason_bar.setObjectName("reason_bar")
        self.reason_bar.reason.setObjectName("change_reason")
        self.reason_bar.note.setObjectName("change_reason_note")
        self.reason_bar.button.setObjectName("save_changes")
        self.reason_bar.given.connect(lambda code, words: self.save(self._after))
        for field in (self.reason_bar.reason, self.reason_bar.note):
            field.edited.connect(lambda: self.drafts.keeper.typed())
        self.reason_bar.hide()

    def _make_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+S", lambda: self.save("stay")),
            ("Ctrl+Return", lambda: self.save("next")),
            ("Ctrl+Shift+S", lambda: self.save("close")),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
        )
        for pressed, act in keys:
            shortcut = QShortcut(QKeySequence(pressed), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # what a subclass gives

    def build(self) -> None:
        """Make the fields for ``draft`` in the language that is shown."""

    def tell(self) -> None:
        """Say how the record stands."""

    def check(self) -> None:
        """Say beside each field what is to be said about it."""

    def go_to_item(self, item: str | None) -> None:
        """Put the cursor into the field of ``item``, else into the first to fill."""

    def item_at_cursor(self) -> str | None:
        """Return the item in whose field the cursor is, or None."""
        return None

    def go_on(self, after: After) -> None:
        """Go where the person wants after saving."""
        if after != "stay":
            self.navigate.back()

    # opening and showing

    def show_record(self, participant: str, form: str, visit: str | None = None, record: str | None = None) -> None:
        """Show one record; what was typed into the one before is gone, so ask ``ask_to_leave`` first."""
        self.key = (participant, form, visit, record)
        self.matter = None
        self.problem_card.hide()
        self.void_banner.hide()
        self.reason_bar.clear()
        self.reason_bar.hide()
        self._sent, self._again, self._leave, self._is_behind = None, None, None, False
        self._enable(True)
        self.drafts.clear()
        if self.draft is not None:
            self.draft.deleteLater()
        self.draft = FormDraft(self.workplace.study, self.workplace.study.form(form), self)
        self.draft.changed.connect(self._typed_on)
        self.draft.changed.connect(self._told)
        self.refresh()

    def concerns(self, changes: frozenset[str]) -> bool:
        """Ask again when something of this participant changed."""
        return self.key is not None and f"participant:{self.key[0]}" in changes

    def refresh(self) -> None:
        """Ask for the record, the participant and the instant."""
        if self.key is None:
            return
        key = self.key
        self.workplace.ask(
            lambda site: matter_of(site, key), lambda matter: self._show(key, matter), self, self.refused
        )

    def _show(self, key: RecordKey, matter: RecordMatter) -> None:
        if self.key is None or self.draft is None or key[:3] != self.key[:3]:
            return
        before, record = self.matter, matter.record
        has_moved = before is not None and record.last != before.record.last
        keeps_typed = has_moved and self.draft.is_changed and state_of(self.draft.form, record) != self.draft.as_state()
        if keeps_typed and not self.draft.is_based_on(state_of(self.draft.form, record)):
            self.drafts.overtaken(record)  # somebody else saved meanwhile: the next save is refused
            self._heard()
            return
        self.clock.tell(matter.now)
        self.draft.stand_among(matter.reading, record.visit, record.id)
        if before is None:
            self.matter = self.drafts.show(matter)
            self.build()
        else:
            self.matter = matter
            if has_moved and not keeps_typed:
                self.draft.load(state_of(self.draft.form, record))
        self.check()
        self._told()
        if self.isVisible() and not self.draft.is_changed:
            self.workplace.seen.open(self.workplace.person.id, record)
        if before is None:
            self.drafts.go_on()
        self._heard()

    def _heard(self) -> None:
        """Save what was asked for while the page did not know yet how the record stands."""
        if self._sent is None and self._is_behind:
            self._is_behind = False
            again, self._again = self._again, None
            if again is not None:
                self.save(again)

    def _typed_on(self) -> None:
        """Stay: who types on after asking to save and leave wants to stay."""
        self._leave = None
        self.drafts.keeper.typed()
        self.unsaved_changed.emit()

    def _told(self) -> None:
        if self.draft is None or self.matter is None:
            return
        record = self.matter.record
        self._tell_void(record)
        self.ink_notes.show_record(record, is_changed=self.draft.is_changed)
        is_change = record.is_complete and self.draft.is_changed
        if is_change:
            listed = self.workplace.study.change_reasons.choices
            reasons = tuple((one.code, one.label.in_(language())) for one in listed)
            self.reason_bar.ask(len(self.draft.changed_items()), reasons)
        self.reason_bar.setVisible(is_change)
        self.drafts.tell()
        self.tell()
        self.standing.show_matter(self.matter, self.draft, self)

    def _tell_void(self, record: RecordView) -> None:
        self.void_banner.setVisible(record.has_void_signature)
        if record.has_void_signature:
            last = next(one for one in reversed(record.signatures) if not one.flag)
            by_hand = self.tr("Print it anew; %1 reviews and signs by hand again.")
            again = by_hand if record.original == "ink" else self.tr("%1 reviews and signs again.")
            self.void_banner.tell(
                "void",
                self.tr("Signature void: the record changed after it was signed"),
                filled(again, signer_words(last)),
                asking_words(record),
            )

    # saving

    @property
    def has_unsaved(self) -> bool:
        """Tell whether anything was typed that is not saved."""
        return self.draft is not None and self.draft.is_changed

    def undo(self) -> None:
        """Take back the last change that is not saved."""
        if self.draft is not None:
            self.draft.stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.draft is not None:
            self.draft.stack.redo()

    def ask_to_leave(self, then: Callable[[], None]) -> None:
        """Call ``then`` at once, or after the person said what becomes of what was typed."""
        if not self.has_unsaved or self.draft is None:
            then()
            return
        dialog = UnsavedDialog(len(self.draft.changed_items()))

        def save_first() -> None:
            self._leave = then
            self.save("stay")

        def discard() -> None:
            if self.draft is not None and self.matter is not None:
                self.draft.load(state_of(self.draft.form, self.matter.record))
            then()

        dialog.accepted.connect(save_first)
        dialog.discarded.connect(discard)
        dialog.put_off.connect(lambda: self.drafts.keep_for_later(then))
        lay_over(self.window(), dialog)

    @property
    def is_complete(self) -> bool:
        """Tell whether what is on screen could be called complete."""
        return self.draft is not None and could_be_complete(self.draft)

    def save(self, after: After = "stay") -> None:
        """Save everything as one entry; asks for the reason first when the record was complete."""
        draft, matter = self.draft, self.matter
        if draft is None or matter is None or self.standing.is_read_only:
            return
        if self._sent is not None or self._is_behind:
            self._again = after
            return
        self._after = after
        self.check()
        problems = draft.problems()
        is_same = matter.record.id is not None and matter.record.is_complete == self.is_complete
        if problems:
            self._leave = None
            self.go_to_item(problems[0])
        elif not draft.is_changed and (is_same or not draft.as_state()):
            self.go_on(after)
        elif matter.record.is_complete and not self.reason_bar.reason.value():
            self.reason_bar.show()
            self.reason_bar.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._submit(draft, matter.record)

    def _submit(self, draft: FormDraft, record: RecordView) -> None:
        command = save_command(draft, record, self.reason_bar)
        self._sent, self.drafts.keeper.is_resting = command, True
        self._enable(False)
        self.workplace.do(command, self._saved, self.refused, self)

    def _enable(self, is_enabled: bool) -> None:
        for button in self.save_buttons:
            button.setEnabled(is_enabled and not self.standing.is_read_only)

    def _saved(self, outcome: Outcome) -> None:
        self._enable(True)
        self.problem_card.hide()
        self.reason_bar.clear()
        if self.key is not None:
            self.key = (*self.key[:3], str(outcome.value))
        leave, self._leave = self._leave, None
        sent, self._sent, self._is_behind = self._sent, None, True
        if self.draft is not None and sent is not None:
            self.draft.rebase(sent_state(self.draft.form, sent))  # what was typed meanwhile is not saved
        self.drafts.saved()
        if leave is not None and not self.has_unsaved:
            leave()
        else:
            self.go_on(self._after)  # what is saved now comes with the workplace's word of the change

    def refused(self, problem: EsccError) -> None:
        """Say what was refused and what to do; nothing that was typed is lost."""
        self._enable(True)
        self._sent, self._again, self._leave, self._is_behind = None, None, None, False
        self.drafts.keeper.is_resting = False
        self._problem = problem
        self._tell_problem(problem)
        self.problem_card.show()

    def _tell_problem(self, problem: EsccError) -> None:
        title, _, words = explain(problem, language()).partition("\n")
        is_stale = problem.code == "RECORD_STALE"
        act = self.tr("Take up what is saved, keep what I typed") if is_stale else ""
        self.problem_card.tell(title, words, problem.code, act)

    def changeEvent(self, event: QEvent) -> None:
        """Say what was refused and what is asked in the new language too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._told()
            if self._problem is not None:
                self._tell_problem(self._problem)

    def take_up_newer(self) -> None:
        """Stand on what is saved now and keep what was typed on top of it."""
        if self.key is None:
            return
        key = self.key

        def show(found: RecordView) -> None:
            if self.draft is None or self.matter is None:
                return
            self._stand_on(found)
            self.draft.rebase(state_of(self.draft.form, found))
            self.check()

        self.workplace.ask(lambda site: asking.record(site, *key), show, self, self.refused)

    def stand_on(self, record: RecordView) -> None:
        """Show ``record`` as it is saved and nothing of what was typed."""
        self._stand_on(record)
        if self.draft is not None:
            self.draft.load(state_of(self.draft.form, record))
            self.check()

    def _stand_on(self, record: RecordView) -> None:
        if self.key is not None and self.matter is not None:
            self.matter = replace(self.matter, record=record)
            self.key = (*self.key[:3], record.id)
            self.problem_card.hide()
            self.drafts.settled()

    def print_record(self) -> None:
        """Preview the filled record."""
        record = self.matter.record if self.matter else None
        if record is not None and record.id is not None:
            self.navigate.preview(DocumentRequest("record", record.participant, record.id, record.visit))

    def ask_to_sign(self) -> None:
        """Open the signing dialog with this record."""
        record = self.matter.record if self.matter else None
        if record is not None and record.id is not None:
            self.navigate.sign_as((record.id,))

    @property
    def may_judge(self) -> bool:
        """Tell whether the person at work is an investigator."""
        return any(role in INVESTIGATORS for role in self.workplace.person.roles)
