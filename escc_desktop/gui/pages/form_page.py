"""Fills one form of one participant, built only from its definition in the study; it stores nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.views import ChangeView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.form_body import FormBody
from escc_desktop.gui.pages.form_draft import OBSERVED
from escc_desktop.gui.pages.form_editors import date_field
from escc_desktop.gui.pages.form_head import FormState, state_runs
from escc_desktop.gui.pages.form_history import HistoryPanel
from escc_desktop.gui.pages.not_done_card import NotDoneCard
from escc_desktop.gui.pages.range_filling import RangeFilling
from escc_desktop.gui.pages.record_matter import RecordMatter
from escc_desktop.gui.pages.record_page import After, RecordPage
from escc_desktop.gui.pages.result_acts import ResultActs
from escc_desktop.gui.pages.signature_words import asking_words, signatures_of
from escc_desktop.gui.pages.vocabulary import filled, form_label
from escc_desktop.gui.runs import Box, RunsLine, Text
from escc_desktop.gui.widgets.buttons import FilledButton, LinkButton, QuietButton
from escc_desktop.gui.widgets.fields import DateField
from escc_desktop.gui.widgets.frames import Label, across, restyle
from escc_desktop.study.values import Missing

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace


class ObservedRow(QWidget):
    """When it happened at the bedside, beside the window of the visit."""

    def __init__(self) -> None:
        super().__init__()
        self.label = Label("", "label")
        self.window_line = RunsLine("")
        self.note = RunsLine("")
        self.field: DateField | None = None
        self._row = across(self.label, self.window_line, self.note, None, gap=10)
        self.setLayout(self._row)

    def put_field(self, field: DateField) -> None:
        """Stand ``field`` after the label, in place of the one before."""
        if self.field is not None:
            self._row.removeWidget(self.field)
            self.field.hide()
            self.field.deleteLater()
        self.field = field
        self._row.insertWidget(1, field)

    def show_matter(self, matter: RecordMatter, observed_on: str) -> None:
        """Show the day and how it lies to the window of the visit."""
        if self.field is not None and self.field.value() != observed_on:
            self.field.set_value(observed_on)
        visit = matter.visit
        if visit is None or visit.is_unscheduled:
            self.window_line.set_runs("")
            self.note.set_runs("")
            return
        days = (f"{visit.opens_on:%m-%d}", f"{visit.closes_on:%m-%d}", f"{visit.target_on:%m-%d}")
        self.window_line.set_runs(Text(filled(self.tr("Window %1 to %2, target %3"), *days), "ink2"))
        is_whole = len(observed_on) == 10
        is_outside = is_whole and not visit.opens_on.isoformat() <= observed_on <= visit.closes_on.isoformat()
        self.note.set_runs(self._outside() if is_outside else "")

    def _outside(self) -> Text:
        return Text(self.tr("outside the window"), "warn", 500)


class FormPage(RecordPage):
    """A visit form, a log entry or a once-only form, filled by keyboard; F6 shows the history of an item."""

    help_topic = "forms"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("form_page")
        self._rows: FormBody | None = None
        self._filling: RangeFilling | None = None
        self._make_header()
        self._lay_out()
        self._make_panel()
        self.retranslate()

    def _make_header(self) -> None:
        self._save, self._save_close = QuietButton(is_recording=True), QuietButton(is_recording=True)
        self._save_next = FilledButton(is_recording=True)
        self._save.setObjectName("save")
        self._save_close.setObjectName("save_and_close")
        self._save_next.setObjectName("save_and_next")
        self._save.clicked.connect(lambda: self.save("stay"))
        self._save_close.clicked.connect(lambda: self.save("close"))
        self._save_next.clicked.connect(lambda: self.save("next"))
        self.save_buttons = (self._save, self._save_close, self._save_next, self.reason_bar.button)
        self.header.add(self._save, self._save_close, self._save_next)

    def _lay_out(self) -> None:
        self._observed = ObservedRow()
        self._observed.hide()
        self._holder = QVBoxLayout()
        self._blank = QWidget()  # holds the place of the rows while the form is marked as not done
        self._holder.addWidget(self._blank, 1)
        self._keys = RunsLine("")
        self._count = RunsLine("")
        self._count.setObjectName("form_count")
        self.not_done_card = NotDoneCard()
        self.not_done_card.back_asked.connect(lambda: self._set_not_done(None))
        self.not_done_card.ended.connect(lambda: self._save_next.setFocus(Qt.FocusReason.TabFocusReason))
        self._not_done = LinkButton(is_recording=True)
        self._not_done.setObjectName("form_not_done")
        self._not_done.clicked.connect(lambda: self._set_not_done(Missing(self.workplace.study.missing_codes[0], "")))
        foot = across(self._keys, self._count, None, self._not_done, gap=14)
        self.add(*self.notices, self._observed, self.not_done_card, self._holder, self.reason_bar, foot)
        self.body.setStretchFactor(self._holder, 1)

    def _make_panel(self) -> None:
        self._history = HistoryPanel(self.workplace.study)
        self._print = QuietButton(icon_name="printer", is_small=True)
        self._print.setObjectName("print_record")
        self._print.clicked.connect(self.print_record)
        self._sign = QuietButton(icon_name="signature", is_small=True, is_recording=True)
        self._sign.setObjectName("ask_to_sign")
        self._sign.clicked.connect(self.ask_to_sign)
        self._history.foot.addWidget(self._print)
        self._history.foot.addWidget(self._sign)
        self._history.foot.addWidget(self.ink_notes.button)
        self.set_panel(self._history)

    def show_record(self, participant: str, form: str, visit: str | None = None, record: str | None = None) -> None:
        """Show one form of one participant."""
        self._history.show_key(None, None, None)
        self._filling = None  # it goes with the draft of the record before
        super().show_record(participant, form, visit, record)

    def build(self) -> None:
        """Make every row anew."""
        assert self.draft is not None
        self._keep_recorded()
        if self._rows is not None:
            self._holder.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        if self._filling is None:
            self._filling = RangeFilling(self.draft, self.matter.laboratory if self.matter is not None else None)
        self._history.range_of = self._filling.range_of
        rows = FormBody(self.draft, self._filling, may_judge=self.may_judge)
        acts = ResultActs(self.draft, self._filling, self.key[0] if self.key else "", self.navigate)
        rows.paste_asked.connect(acts.paste)
        rows.event_asked.connect(acts.follow_up)
        rows.build(language(), self.clock.now)
        rows.current_item.connect(self._show_history)
        rows.history_asked.connect(self._show_history)
        rows.moved.connect(self._tell_place)
        rows.ended.connect(lambda: self._save_next.setFocus(Qt.FocusReason.TabFocusReason))
        self._rows = rows
        self._tell_keys()
        self._holder.addWidget(rows)
        rows.show()  # at once, so that it can take the cursor
        self._observed.setVisible(self.draft.form.kind == "visit")
        if self.draft.form.kind == "visit":
            field = date_field("observed_on", self.clock.now)
            field.setAccessibleName(self.tr("Date of the visit"))
            field.edited.connect(self._take_observed)
            self._observed.put_field(field)

    def _take_observed(self) -> None:
        if self.draft is not None and self._observed.field is not None:
            self.draft.set_value(OBSERVED, self._observed.field.value(), is_typing=True)

    def _set_not_done(self, said: Missing | None) -> None:
        if self.draft is None:
            return
        self.draft.set_not_done(said, self.tr("Form not done"))
        if said is not None:
            self.not_done_card.reason.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.go_to_item(None)

    def _keep_recorded(self) -> None:
        if self.draft is not None and self.matter is not None:
            self.draft.recorded = self.matter.record.values

    def check(self) -> None:
        """Say under each row what is to be said about it."""
        self._keep_recorded()
        if self._rows is not None:
            self._rows.check_all()

    def go_to_item(self, item: str | None) -> None:
        """Put the cursor into the field of ``item``; on a new visit form first into its date."""
        is_new = item is None and self.draft is not None and not self.draft.observed_on
        if self.draft is not None and self.draft.not_done is not None and item != OBSERVED:
            self.not_done_card.reason.setFocus(Qt.FocusReason.TabFocusReason)
        elif (is_new or item == OBSERVED) and self._observed.field is not None and not self._observed.isHidden():
            self._observed.field.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._rows is not None:
            self._rows.focus_first(item)

    def item_at_cursor(self) -> str | None:
        """Return the item whose field has the cursor, or had it last."""
        focused = QApplication.focusWidget()
        if focused is not None and self._observed.isAncestorOf(focused):
            return OBSERVED
        return self._rows.current() if self._rows is not None else None

    def tell(self) -> None:
        """Say how the record stands in header, date row and foot."""
        draft, matter = self.draft, self.matter
        if draft is None or matter is None:
            return
        record = matter.record
        self.header.set_title(draft.form.label.in_(language()))
        state = FormState(record, draft.is_changed, len(draft.unanswered()), len(draft.unjustified()))
        self.header.set_aside(state_runs(self.workplace.study, matter.participant, matter.visit, state))
        self.not_done_card.show_draft(draft)
        is_done = draft.not_done is None
        if self._rows is not None:
            self._rows.setVisible(is_done)
            self._blank.setVisible(not is_done)
            self._rows.show_signatures(signatures_of(record))
        self._not_done.setVisible(is_done and bool(draft.study.missing_codes) and not draft.is_read_only)
        self._tell_place()
        self._observed.show_matter(matter, draft.observed_on or "")
        restyle(self._save_next, role="filled" if self.reason_bar.isHidden() else "")
        self._print.setEnabled(record.id is not None and not draft.is_changed)
        self._sign.setText(asking_words(record))
        self._sign.setVisible(draft.form.needs_signature)
        self._sign.setEnabled(record.is_complete and not record.is_signed and not draft.is_changed)

    def _tell_place(self) -> None:
        """Say at the foot how much is answered, and in which group one is."""
        if self.draft is None or self._rows is None:
            return
        words = filled(self.tr("%1 of %2 answered"), *self.draft.counts())
        _, at, groups = self._rows.place()
        if groups > 1 and not self._rows.is_building:
            place = filled(self.tr("group %1/%2"), at, groups)
            words = f"{words} · {place}"
        self._count.set_runs(Text(words, "ink2", size=12) if self.draft.not_done is None else "")

    # history

    def panel_key(self) -> None:
        """Show the history of the item that has the focus."""
        key = self._rows.current() if self._rows is not None else None
        if self.is_narrow or key is None:
            super().panel_key()
        if key is not None:
            self._show_history(key)

    @property
    def is_narrow(self) -> bool:
        """Tell whether the panel is a drawer, because the window is too narrow to keep it beside the form."""
        return self.panel is not None and (self.panel.isHidden() or self._columns.indexOf(self.panel) < 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the history on F6 and go on with Enter."""
        if event.key() == Qt.Key.Key_F6:
            self.panel_key()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows is not None:
            self._rows.focus_first()
        else:
            super().keyPressEvent(event)

    def _show_history(self, key: str) -> None:
        if self.draft is None or self.matter is None:
            return
        form, record = self.draft.form, self.matter.record.id
        self._history.show_key(form, key, None)
        if record is None:
            return

        def show(changes: tuple[ChangeView, ...]) -> None:
            if self._history.shown_key() == key:
                self._history.show_key(form, key, changes)

        self.workplace.ask(lambda site: asking.history(site, record, key), show, self)

    def go_on(self, after: After) -> None:
        """Go to the next form of the visit, or back."""
        if after == "stay" or self.key is None:
            return
        participant, form, visit, _ = self.key
        following = self._following(form, visit) if after == "next" else None
        if following is None:
            self.navigate.back()
        else:
            self.navigate.open_form(participant, following, visit)

    def _following(self, form: str, visit: str | None) -> str | None:
        known = self.matter.visit if self.matter is not None else None
        forms = known.forms if known is not None else self.workplace.study.visit(visit).forms if visit else ()
        place = forms.index(form) + 1 if form in forms else len(forms)
        return forms[place] if place < len(forms) else None

    def _has_repeat(self) -> bool:
        return self.draft is not None and any(group.is_repeat for group in self.draft.form.groups)

    def _has_groups(self) -> bool:
        return self.draft is not None and len(self.draft.form.groups) > 1

    def retranslate(self) -> None:
        """Say everything in the language that is shown; what was typed stays."""
        self._not_done.setText(self.tr("Form not done…"))
        self._tell_keys()
        self._save.setText(self.tr("Save"))
        self._save_close.setText(self.tr("Save and close"))
        self._save_next.setText(self.tr("Save and next"))
        self._print.setText(self.tr("Print…"))
        self._observed.label.setText(self.tr("Date of the visit"))
        self._history.retranslate()
        if self.key is not None:
            self.header.set_title(form_label(self.workplace.study, self.key[1], language()))
        if self.matter is not None:
            at = self._history.shown_key()
            self.build()
            self.check()
            self.tell()
            if at is not None:
                self.go_to_item(at)  # the fields are new ones; the cursor stays with the item

    def _tell_keys(self) -> None:
        said = (
            ("Enter", self.tr("next")),
            ("F2", self.tr("missing")),
            ("F6", self.tr("history")),
            *((("F7", self.tr("new row")),) if self._has_repeat() else ()),
            *((("PgDn", self.tr("group")),) if self._has_groups() else ()),
            ("Ctrl+S", self.tr("save")),
        )
        runs = [run for key, words in said for run in (Box(key), Text(words, "ink2", size=12))]
        self._keys.set_runs(tuple(runs))
