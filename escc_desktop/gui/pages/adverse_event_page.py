"""One adverse event: term and grade, seriousness, each drug, the clock of a serious one; the investigator decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from escc_desktop.gui.language import language
from escc_desktop.gui.pages.event_cards import (
    DrugsCard,
    RestCard,
    SeriousnessCard,
    TermCard,
    group_of,
    left_over,
    onset_days,
    places_of,
)
from escc_desktop.gui.pages.event_clock import ChecksCard, ClockCard
from escc_desktop.gui.pages.event_rows import EventRows
from escc_desktop.gui.pages.form_head import FormState, identity, state_run
from escc_desktop.gui.pages.record_page import After, RecordPage
from escc_desktop.gui.pages.record_state import why
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.runs import Box, Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton
from escc_desktop.gui.widgets.frames import Scrolled, across, down, restyle
from escc_desktop.trial.adverse_events import is_serious

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_TICK_MS = 30_000
_SIDE = 306
_WIDE, _NARROW_SIDE = 1120, 296


class AdverseEventPage(RecordPage):
    """Save keeps a draft; "Complete, ask to sign" is refused by the checks until every question has its answer."""

    help_topic = "adverse_events"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("adverse_event_page")
        self._save, self._close = QuietButton(is_recording=True), QuietButton(is_recording=True)
        self._complete = FilledButton(is_recording=True)
        for button, name in (
            (self._save, "save"),
            (self._close, "save_and_close"),
            (self._complete, "complete_and_sign"),
        ):
            button.setObjectName(name)
        self._save.clicked.connect(lambda: self.save("stay"))
        self._close.clicked.connect(lambda: self.save("close"))
        self._complete.clicked.connect(self.complete)
        self.header.add(self.ink_notes.button, self._save, self._close, self._complete)
        self.save_buttons = (self._save, self._close, self._complete, self.reason_bar.button)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for side in (self._left, self._right):
            side.setSpacing(11)
        self._holder = QWidget()
        self._holder.setProperty("kind", "scrolled")
        sides = across(down(self._left, None), self._right, gap=14)
        sides.setStretch(0, 1)
        self._holder.setLayout(sides)
        scrolled = Scrolled()
        scrolled.inner.addWidget(self._holder)
        scrolled.inner.addStretch(1)
        self._keys = RunsLine("")
        self.add(*self.notices, scrolled, self.reason_bar, self._keys)
        self.body.setStretchFactor(scrolled, 1)
        self._cards: tuple[QWidget, ...] = ()
        self._side: tuple[QWidget, ...] = ()
        self._clock: ClockCard | None = None
        self._checks: ChecksCard | None = None
        self._drugs: DrugsCard | None = None
        self._term: TermCard | None = None
        self._proposed: dict[str, str] = {}
        self._rows: EventRows | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_clock)
        self.retranslate()

    def open(self, number: str, record: str | None = None) -> None:
        """Show one event of a participant, or a new one."""
        self._proposed = {}
        self.show_record(number, self.workplace.study.adverse_event.form, None, record)

    def propose(self, number: str, verbatim: str = "", started_on: str = "") -> None:
        """Show a new event of a participant with proposed words and first day, as one step that can be undone."""
        self.open(number)
        event = self.workplace.study.adverse_event
        said = {event.verbatim: verbatim, event.started_on: started_on}
        self._proposed = {item: value for item, value in said.items() if value}

    def build(self) -> None:
        """Make the cards anew."""
        assert self.draft is not None
        proposed, self._proposed = self._proposed, {}
        if proposed and not self.draft.is_changed:
            self.draft.take_up(dict(proposed), self.tr("Proposed from a result"))
        if self._rows is not None:
            self._rows.stop()
        for card in self._holder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            card.hide()
            card.deleteLater()
        for side in (self._left, self._right):
            while side.count():
                side.takeAt(0)
        draft, words, now = self.draft, language(), self.clock.now
        if self._term is not None:
            self._term.term.popup.deleteLater()
        self._term = TermCard(draft, words, now, self)
        seriousness = SeriousnessCard(draft, words, now)
        self._drugs = DrugsCard(draft, words, self.may_judge)
        self._clock = ClockCard(draft, words, now)
        self._checks = ChecksCard(draft, words)
        self._side = (self._clock, self._checks)
        for card in self._side:
            card.setFixedWidth(self._side_width())
            self._right.addWidget(card)
        event = draft.study.adverse_event
        made: dict[str, QWidget] = {
            group_of(draft, event.term).id: self._term,
            group_of(draft, event.seriousness[0]).id: seriousness,
            group_of(draft, next(iter(event.causality.values()))).id: self._drugs,
        }
        rest = left_over(draft)
        main: list[QWidget] = []
        for group in draft.form.groups:
            main += [made[group.id]] if group.id in made else []
            main += [RestCard(draft, *rest[group.id], words, now)] if group.id in rest else []
        for card in main:
            self._left.addWidget(card)
        self._right.addStretch(1)
        self._cards = (*main, *self._side)
        for card in self._cards:
            card.show()  # at once, so that its fields can take the cursor
            if isinstance(card, RestCard):
                card.show_asked()
        self._rows = EventRows(draft, places_of(main), self._left, self._holder, words)

    def _side_width(self) -> int:
        return _SIDE if self.width() >= _WIDE else _NARROW_SIDE

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side less room in a narrow window, so that nothing of it is cut."""
        super().resizeEvent(event)
        for card in self._side:
            card.setFixedWidth(self._side_width())

    def check(self) -> None:
        """Show what does not fit."""
        if self._checks is not None:
            self._checks.show_checks()
        if self._rows is not None:
            self._rows.check_all()

    def go_to_item(self, item: str | None) -> None:
        """Put the cursor into the field of ``item``, else into the first field."""
        if self._term is None:
            return
        event = self.workplace.study.adverse_event
        if item == event.term:
            self._term.term.setFocus(Qt.FocusReason.TabFocusReason)
            return
        wanted = item or self._first_item()
        names = (f"item_{wanted}", f"item_{wanted}_date", f"missing_reason_{wanted}", f"why_{wanted[len(why('')) :]}")
        for name in names:
            found = [one for card in self._cards for one in card.findChildren(QWidget, name)]
            found += [one for one in self._holder.findChildren(QWidget, name) if one.isVisible()]
            field = next(iter(found), None)
            if field is not None and not isinstance(field, QAbstractButton):
                field.setFocus(Qt.FocusReason.TabFocusReason)
                return
        if item is None:
            self._term.term.setFocus(Qt.FocusReason.TabFocusReason)

    def item_at_cursor(self) -> str | None:
        """Return the item whose field has the cursor, or None."""
        focused = QApplication.focusWidget()
        row = self._rows.row_of(focused) if self._rows is not None else None
        if row is not None:
            return row.key
        names = {f"item_{item.id}": item.id for item in self.draft.form.items} if self.draft is not None else {}
        while focused is not None and focused is not self:
            if focused.objectName() in names:
                return names[focused.objectName()]
            focused = focused.parentWidget()
        return None

    def _first_item(self) -> str:
        assert self.draft is not None
        return self.draft.form.items[0].id

    def tell(self) -> None:
        """Say which event it is, whose, whether serious, and how the record stands."""
        draft, matter = self.draft, self.matter
        if draft is None or matter is None:
            return
        record = matter.record
        number = record.id.rpartition("/")[2] if record.id else ""
        self.header.set_title(filled(self.tr("Adverse event %1"), number) if number else self.tr("New adverse event"))
        serious = is_serious(self.workplace.study, draft.collected())
        state = FormState(record, draft.is_changed, len(draft.unanswered()), len(draft.unjustified()))
        sign = (Mark("sae", weight=500),) if serious else ()
        self.header.set_aside((*identity(matter.participant), *sign, state_run(state)))
        self._show_clock()
        if self._drugs is not None:
            self._drugs.show_days(onset_days(self.workplace.study, matter.participant, self._onset()))
        if self._checks is not None:
            self._checks.show_checks()
        is_quiet = not self.reason_bar.isHidden()
        restyle(self._complete, role="" if is_quiet else "filled")
        is_waiting = record.is_complete and not record.is_signed and not draft.is_changed
        ask = self.tr("Sign on paper…") if record.original == "ink" else self.tr("Ask to sign…")
        self._complete.setText(ask if is_waiting else self.tr("Complete, ask to sign"))
        self._complete.setEnabled(not record.is_signed or draft.is_changed)

    def _onset(self) -> str:
        assert self.draft is not None
        item = next((one.id for one in self.draft.form.items if one.cdash == "AESTDAT"), "")
        return self.draft.text(item) if item else ""

    def _show_clock(self) -> None:
        if self._clock is not None and self.clock.is_told:
            self._clock.show_clock()

    def complete(self) -> None:
        """Save the event as complete and open the signing dialog; what is missing is named and gets the cursor."""
        draft, matter = self.draft, self.matter
        if draft is None or matter is None:
            return
        self.check()
        if not self.is_complete:
            missing = draft.unanswered()
            failing = [item for check in draft.failing_checks() if check.is_hard for item in check.items]
            unsaid = [why(one.id) for one in draft.unjustified()]
            self.go_to_item(next(iter((*missing, *failing, *unsaid)), None))
            return
        self.save("next")

    def go_on(self, after: After) -> None:
        """Ask the investigator to sign, or go back."""
        if after == "next" and self.key is not None and self.key[3] is not None:
            self.navigate.sign_as((self.key[3],))
        elif after == "close":
            self.navigate.back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take missing codes with F2, and go on with Enter."""
        if event.key() == Qt.Key.Key_F2 and self._rows is not None and self._rows.next_code():
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows is not None:
            if not self._rows.take_typed_code():
                self.check()
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: object) -> None:
        """Let the clock go on."""
        self._tick.start()

    def hideEvent(self, event: object) -> None:
        """Let the clock rest while nobody sees it."""
        self._tick.stop()
        if self._term is not None:
            self._term.term.popup.hide()

    def retranslate(self) -> None:
        """Say everything in the language that is shown; the answers stay."""
        self._save.setText(self.tr("Save"))
        self._close.setText(self.tr("Save and close"))
        self._complete.setText(self.tr("Complete, ask to sign"))
        self.header.set_title(self.tr("Adverse event"))
        said = (("Enter", self.tr("next item")), ("F2", self.tr("missing code")), ("Ctrl+S", self.tr("save")))
        self._keys.set_runs(tuple(run for key, words in said for run in (Box(key), Text(words, "ink2", size=12))))
        if self.matter is not None:
            self.build()
            self.tell()
