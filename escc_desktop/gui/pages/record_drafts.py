"""Carries unsaved work between the page of a record and the vault: kept, shown again, compared; it saves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from escc_desktop.actions.drafts import discard_draft, record_draft
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.gui.pages.draft_keeping import DraftKeeper
from escc_desktop.gui.pages.draft_notices import DraftNotices, differences
from escc_desktop.gui.pages.record_state import justified_in, not_done_in, observed_in, state_of, values_in
from escc_desktop.gui.pages.vocabulary import moment, time_words
from escc_desktop.gui.widgets.fields import DateField
from escc_desktop.gui.widgets.times import DateTimeField, TimeField
from escc_desktop.study.values import Value

if TYPE_CHECKING:
    from escc_desktop.actions.views import RecordView
    from escc_desktop.gui.pages.record_matter import RecordMatter
    from escc_desktop.gui.pages.record_page import RecordPage


class RecordDrafts(QObject):
    """The unsaved work of one ``RecordPage``: its keeper, its notices, and how a kept draft comes back on screen."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        self._restored: PageDraft | None = None
        self._older: PageDraft | None = None
        self._newer: RecordView | None = None
        self.notices = DraftNotices(page.workplace.study)
        self.notices.discard_asked.connect(self.discard)
        self.notices.take_up_asked.connect(page.take_up_newer)
        self.notices.older_discard_asked.connect(self._discard_older)
        self.notices.older_take_up_asked.connect(self._take_up_older)
        self.keeper = DraftKeeper(page.workplace, self.look, page)
        self.keeper.troubled.connect(self.notices.tell_trouble)

    @property
    def is_in_conflict(self) -> bool:
        """Tell whether the page shows what somebody else has overtaken meanwhile."""
        return self._newer is not None

    def clear(self) -> None:
        """Begin another record."""
        self._restored, self._older, self._newer = None, None, None
        self.keeper.begin(None)
        self.notices.clear()

    def look(self) -> PageDraft | None:
        """Return what stands on the page, None when nothing of it is unsaved."""
        page, draft, matter = self._page, self._page.draft, self._page.matter
        if draft is None or matter is None or page.key is None or not draft.is_changed:
            return None
        participant, form, visit, _ = page.key
        record, study = matter.record, page.workplace.study
        return PageDraft(
            name=record_draft(study, participant, form, visit, record.id),
            edition=study.digest,
            typed={**draft.typed(), **self._half_typed()},
            saved=draft.shown_as_saved(),
            participant=participant,
            form=form,
            visit=visit,
            record=record.id,
            based_on=record.last,
            reason=(page.reason_bar.reason.value(), page.reason_bar.note.value()),
            at_item=page.item_at_cursor(),
        )

    def _half_typed(self) -> dict[str, Value]:
        """Return what stands in the date or time field that has the cursor: others are tidied when they are left."""
        page, item = self._page, self._page.item_at_cursor()
        field = QApplication.focusWidget()
        while field is not None and field is not page:
            if isinstance(field, DateTimeField) or (
                isinstance(field, DateField | TimeField) and not isinstance(field.parentWidget(), DateTimeField)
            ):
                is_meant = item is not None and page.draft is not None and page.draft.value(item) == field.value()
                return {item: field.typed()} if is_meant and item is not None else {}
            field = field.parentWidget()
        return {}

    def show(self, matter: RecordMatter) -> RecordMatter:
        """Load the record into the page's draft with the unsaved work on top; return the matter as it is shown.

        What was typed on top of another state than the record has now is shown on that state, and beside what is
        saved: saving it is refused until the person has compared.
        """
        page, record = self._page, matter.record
        assert page.draft is not None
        page.draft.load(state_of(page.draft.form, record))
        digest = page.workplace.study.digest
        kept = next((one for one in matter.drafts if one.edition == digest), None)
        self._older = next((one for one in matter.drafts if one.edition != digest), None)
        self.keeper.begin(kept)
        if kept is None:
            return matter
        words = self.tr("Unsaved work")
        page.draft.take_up(kept.typed, words)
        if not page.draft.is_changed:  # it was saved all the same, just before the power went
            self.keeper.typed()
            return matter
        self._restored = kept
        if kept.based_on == record.last:
            return matter
        self._newer = record
        shown = _as_it_was(record, kept)
        page.draft.load(state_of(page.draft.form, shown))
        page.draft.take_up(kept.typed, words)
        return replace(matter, record=shown)

    def go_on(self) -> None:
        """Put reason and cursor back as they were when the unsaved work was kept, else into the first field to fill."""
        kept, bar = self._restored, self._page.reason_bar
        if kept is not None and not bar.isHidden():
            bar.show_given(*kept.reason)
        self._page.go_to_item(kept.at_item if kept is not None else None)

    def overtaken(self, record: RecordView) -> None:
        """Take note that somebody saved ``record`` while the page shows an earlier state of it."""
        self._newer = record
        self.tell()

    def settled(self) -> None:
        """Take note that the page stands on what is saved now."""
        self._newer = None
        self.tell()

    def saved(self) -> None:
        """Take note that the record is saved, and its draft gone with it."""
        self._restored = None
        self.keeper.begin(None)
        self.keeper.typed()  # what was typed meanwhile is unsaved work anew

    def discard(self) -> None:
        """Show what is saved; one step of undo brings what was typed back, where nobody saved meanwhile."""
        page = self._page
        assert page.draft is not None
        newer, self._newer = self._newer, None
        if newer is not None:
            page.stand_on(newer)
            return
        back = {item: page.draft.saved(item) for item in page.draft.changed_items()}
        page.draft.take_up(back, self.tr("Discard"))

    def keep_for_later(self, then: Callable[[], None]) -> None:
        """Keep what was typed and take it off the screen, then call ``then``; it waits on Today."""

        def kept() -> None:
            page = self._page
            self.keeper.begin(None)  # it stays in the vault while the page shows what is saved
            if page.matter is not None:
                page.stand_on(self._newer or page.matter.record)
            then()

        self.keeper.keep_now(kept, is_on_screen=False)

    def tell(self) -> None:
        """Say how the unsaved work stands; after each change, and in a new language."""
        page, matter = self._page, self._page.matter
        if page.draft is None or matter is None:
            return
        is_shown = self._restored is not None and self._newer is None and page.draft.is_changed
        self.notices.tell_restored(self._restored if is_shown else None, matter.now)
        newer = self._newer
        study, form = page.workplace.study, page.draft.form
        if newer is None:
            self.notices.tell_conflict(None)
        else:
            rows = differences(study, form, page.draft.typed(), page.draft.shown_as_saved(), newer)
            self.notices.tell_conflict(rows, newer.saved_by or "?", moment(newer.saved_at))
        older = self._older
        if older is None:
            self.notices.tell_older(form, None)
        else:
            self.notices.tell_older(form, older.typed, time_words(older.saved_at, matter.now))

    def _take_up_older(self) -> None:
        page = self._page
        if page.draft is not None and self._older is not None:
            page.draft.take_up(self._older.typed, self.tr("Unsaved work"))

    def _discard_older(self) -> None:
        older, self._older = self._older, None
        if older is not None:
            ask = self._page.workplace.ask
            ask(lambda site: discard_draft(site, older.name, older.edition), lambda _: None, self._page)
        self.tell()


def _as_it_was(record: RecordView, kept: PageDraft) -> RecordView:
    """Return a record as it was on screen when ``kept`` was typed."""
    was = replace(
        record,
        values=values_in(kept.saved),
        observed_on=observed_in(kept.saved),
        justified=justified_in(kept.saved),
        not_done=not_done_in(kept.saved),
        last=kept.based_on,
    )
    return was if kept.based_on is not None else replace(was, id=None, is_complete=False, signatures=())
