"""Sends a person from page to page and lays dialogs over the window; it guards what was typed and not saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer

from escc_desktop.actions.drafts import drafts_of
from escc_desktop.gui.pages.adverse_event_page import AdverseEventPage
from escc_desktop.gui.pages.adverse_events_page import AdverseEventsPage
from escc_desktop.gui.pages.calendar_page import CalendarPage
from escc_desktop.gui.pages.data_safety_page import DataSafetyPage
from escc_desktop.gui.pages.delegation_page import DelegationPage
from escc_desktop.gui.pages.documents_page import DocumentsPage
from escc_desktop.gui.pages.draft_keeping import DraftKeeper
from escc_desktop.gui.pages.edition_page import EditionPage
from escc_desktop.gui.pages.eligibility_page import EligibilityPage
from escc_desktop.gui.pages.follow_up_page import FollowUpPage
from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.gui.pages.handbook_view import HandbookView
from escc_desktop.gui.pages.ink_dialog import InkDialog, WithdrawInkDialog
from escc_desktop.gui.pages.journal_page import JournalPage
from escc_desktop.gui.pages.laboratory_page import LaboratoryPage
from escc_desktop.gui.pages.originals_page import OriginalsPage
from escc_desktop.gui.pages.packages_page import PackagesPage
from escc_desktop.gui.pages.papers_closing import PapersClosing
from escc_desktop.gui.pages.participant_page import ParticipantPage
from escc_desktop.gui.pages.participants_page import ParticipantsPage
from escc_desktop.gui.pages.people_page import PeoplePage
from escc_desktop.gui.pages.record_page import RecordPage
from escc_desktop.gui.pages.register_screening import RegisterScreeningDialog
from escc_desktop.gui.pages.sign_dialog import SignDialog
from escc_desktop.gui.pages.today_page import TodayPage
from escc_desktop.gui.pages.unsaved_dialog import UnsavedDialog
from escc_desktop.gui.reading_notice import hold_window, only_reads
from escc_desktop.gui.widgets.pages import Page
from escc_desktop.gui.window import MENU_PAGES

if TYPE_CHECKING:
    from escc_desktop.actions.commands import DocumentRequest
    from escc_desktop.actions.page_draft import PageDraft
    from escc_desktop.errors import EsccError
    from escc_desktop.gui.widgets.dialog import DialogFrame
    from escc_desktop.gui.window import MainWindow
    from escc_desktop.gui.workplace import Workplace

P = TypeVar("P", bound=Page)
_DEEPEST = 30
_RAIL = ("today", "participants", "calendar", "adverse_events", "documents", "packages", "journal")
_PAGES = (*_RAIL, "participant", "eligibility", "form", "adverse_event", *MENU_PAGES)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person was: a page, the rail's entry above it, and how to show again what it showed."""

    name: str
    under: str
    show: Callable[[], None]


class Router(QObject):
    """The navigator of one open site. Each page is made when it is first wanted, and all fall with it at locking."""

    def __init__(self, workplace: Workplace, window: MainWindow) -> None:
        super().__init__(window)
        self.workplace, self.window = workplace, window
        self._way: list[Place] = []
        self._records: list[RecordPage] = []
        self._closes_anyway = False
        self._only_reads = only_reads(workplace)
        hold_window(window, workplace)
        window.set_page_maker(self._make)
        window.set_leave_guard(self._guard)
        self.today.count_changed.connect(lambda count: window.set_counts({"today": count or None}))
        window.set_close_guard(self._may_close)
        window.page_changed.connect(self._begin_way)

    @cached_property
    def today(self) -> TodayPage:
        return self._put("today", TodayPage(self.workplace, self))

    @cached_property
    def participants(self) -> ParticipantsPage:
        return self._put("participants", ParticipantsPage(self.workplace, self))

    @cached_property
    def participant(self) -> ParticipantPage:
        return self._put("participant", ParticipantPage(self.workplace, self))

    @cached_property
    def calendar(self) -> CalendarPage:
        return self._put("calendar", CalendarPage(self.workplace, self))

    @cached_property
    def adverse_events(self) -> AdverseEventsPage:
        return self._put("adverse_events", AdverseEventsPage(self.workplace, self))

    @cached_property
    def documents(self) -> DocumentsPage:
        return self._put("documents", DocumentsPage(self.workplace, self))

    @cached_property
    def packages(self) -> PackagesPage:
        return self._put("packages", PackagesPage(self.workplace, self))

    @cached_property
    def journal(self) -> JournalPage:
        return self._put("journal", JournalPage(self.workplace, self))

    @cached_property
    def eligibility(self) -> EligibilityPage:
        return self._put("eligibility", EligibilityPage(self.workplace, self))

    @cached_property
    def form(self) -> FormPage:
        return self._put("form", FormPage(self.workplace, self))

    @cached_property
    def adverse_event(self) -> AdverseEventPage:
        return self._put("adverse_event", AdverseEventPage(self.workplace, self))

    @cached_property
    def delegation(self) -> DelegationPage:
        return self._put("delegation", DelegationPage(self.workplace, self))

    @cached_property
    def follow_up(self) -> FollowUpPage:
        return self._put("follow_up", FollowUpPage(self.workplace, self))

    @cached_property
    def people(self) -> PeoplePage:
        return self._put("people", PeoplePage(self.workplace, self))

    @cached_property
    def originals(self) -> OriginalsPage:
        return self._put("originals", OriginalsPage(self.workplace, self))

    @cached_property
    def laboratory(self) -> LaboratoryPage:
        return self._put("laboratory", LaboratoryPage(self.workplace, self))

    @cached_property
    def study_edition(self) -> EditionPage:
        return self._put("study_edition", EditionPage(self.workplace, self))

    @cached_property
    def data_safety(self) -> DataSafetyPage:
        return self._put("data_safety", DataSafetyPage(self.workplace, self))

    def _put(self, name: str, page: P) -> P:
        self.window.add_page(name, page)
        if isinstance(page, RecordPage):
            page.unsaved_changed.connect(self._tell_unsaved)
            self._records.append(page)
        return page

    def _make(self, name: str) -> None:
        """Make a page that the window was asked for and does not have yet."""
        if name in _PAGES:
            getattr(self, name)

    def leave(self) -> None:
        """Take every page out of the window: at locking nothing of a participant may stay behind."""
        self.window.set_leave_guard(None)
        self.window.set_close_guard(None)
        self.window.page_changed.disconnect(self._begin_way)
        for page in self._records:
            page.unsaved_changed.disconnect(self._tell_unsaved)
        self.window.set_page_maker(None)
        for name in _PAGES:
            self.window.remove_page(name)
        self.window.setWindowModified(False)
        hold_window(self.window, None)
        self.deleteLater()

    def _tell_unsaved(self) -> None:
        """Show in the window's title that something is not saved."""
        self.window.setWindowModified(any(page.has_unsaved for page in self._records))

    def _may_close(self) -> bool:
        """Tell whether the window may close; else ask, once, and close it after the answer."""
        is_asking = any(dialog.isVisible() for dialog in self.window.findChildren(UnsavedDialog))
        if not is_asking and not self.window.isWindowModified():
            return self._papers_are_made()
        if not is_asking:
            self._guard(lambda: QTimer.singleShot(0, self.window, self.window.close))
        return False

    def _papers_are_made(self) -> bool:
        """Tell whether every signature has its paper; else wait for that and close the window then."""
        if not self.workplace.papers_left or self._closes_anyway:
            return True
        if not any(dialog.isVisible() for dialog in self.window.findChildren(PapersClosing)):
            dialog = PapersClosing(self.workplace)

            def close() -> None:
                self._closes_anyway = True
                dialog.close_dialog()
                QTimer.singleShot(0, self.window, self.window.close)

            dialog.accepted.connect(close)
            self.window.show_dialog(dialog, dialog.button)
        return False

    def _guard(self, go: Callable[[], None]) -> None:
        """Call ``go`` once what was typed on the page that is shown is saved or given up."""
        shown = self.window.stack.currentWidget()
        if isinstance(shown, RecordPage):
            shown.ask_to_leave(go)
        else:
            go()

    def _go(self, name: str, under: str, show: Callable[[], None]) -> None:
        def go() -> None:
            show()
            self._way = [*self._way, Place(name, under, show)][-_DEEPEST:]
            self.window.show_page(name, under=under)

        self._guard(go)

    def to_rail(self, name: str) -> None:
        """Show one of the seven pages of the rail; the way back begins there."""
        self.window.show_page(name)

    def _begin_way(self, name: str) -> None:
        """Let the way back begin at a page that was chosen in the rail or by its key."""
        if not self._way or self._way[-1].name != name:
            self._way = [Place(name, name, lambda: None)]

    def back(self) -> None:
        """Go to the page before, or to Today."""

        def go() -> None:
            if self._way:
                self._way.pop()
            place = self._way[-1] if self._way else Place("today", "today", lambda: None)
            place.show()
            self.window.show_page(place.name, under=place.under)

        self._guard(go)

    def open_participant(self, number: str, visit: str | None = None) -> None:
        """Show one participant; with ``visit`` its visits, with this one chosen."""
        self._go("participant", "participants", lambda: self.participant.open(number, visit))

    def open_eligibility(self, number: str) -> None:
        """Show the eligibility checklist of one participant."""
        self._go("eligibility", "participants", lambda: self.eligibility.open(number))

    def open_form(self, number: str, form: str, visit: str | None = None, record: str | None = None) -> None:
        """Show a form; the eligibility and adverse event forms have pages of their own."""
        study = self.workplace.study
        if form == study.eligibility_form:
            self.open_eligibility(number)
        elif form == study.adverse_event.form:
            self.open_adverse_event(number, record)
        else:
            self._go("form", "participants", lambda: self.form.show_record(number, form, visit, record))

    def open_adverse_event(self, number: str, record: str | None = None) -> None:
        """Show one adverse event, or a new one."""
        self._go("adverse_event", "adverse_events", lambda: self.adverse_event.open(number, record))

    def propose_adverse_event(self, number: str, verbatim: str, started_on: str) -> None:
        """Show a new adverse event with proposed words and first day; coming back shows it without them."""
        proposed = [(verbatim, started_on)]
        self._go(
            "adverse_event",
            "adverse_events",
            lambda: self.adverse_event.propose(number, *(proposed and proposed.pop())),
        )

    def open_draft(self, draft: PageDraft) -> None:
        """Show unsaved work again, on the page where it was typed."""
        if draft.participant is not None and draft.form is not None:
            self.open_form(draft.participant, draft.form, draft.visit, draft.record)
        else:
            self.register_screening()

    def take_up_drafts(self) -> None:
        """Show what stood on screen unsaved when the last session ended, unless the person went on meanwhile."""

        def show(drafts: tuple[PageDraft, ...]) -> None:
            left = next((one for one in drafts if one.is_on_screen), None)
            if left is not None and self.window.current_name() == "today" and not self.window.has_dialog:
                self.open_draft(left)

        self.workplace.ask(lambda site: drafts_of(site), show, self)

    def keep_drafts(self, lost: Callable[[PageDraft, EsccError], None]) -> None:
        """Keep whatever stands unsaved on any page, now; ``lost`` hears of what could not be written."""
        for keeper in self.window.findChildren(DraftKeeper):
            draft = keeper.look()
            if draft is not None:
                keeper.keep_now(otherwise=partial(lost, draft), context=self.window)
            else:
                keeper.keep_now(otherwise=lambda _: None, context=self.window)

    def open_calendar(self, participant: str | None = None, on: date | None = None) -> None:
        """Show the calendar, of one participant, at one day."""
        self._go("calendar", "calendar", lambda: self.calendar.show_for(participant, on))

    def open_documents(self, participant: str | None = None) -> None:
        """Show the documents, of one participant."""
        self._go("documents", "documents", lambda: self.documents.show_for(participant))

    def open_journal(self, participant: str | None = None, record: str | None = None) -> None:
        """Show the journal, about one participant or record."""
        self._go("journal", "journal", lambda: self.journal.show_only(participant, record))

    def register_screening(self) -> None:
        """Lay the dialog that registers a screening over the window."""
        if self._only_reads:
            return
        dialog = RegisterScreeningDialog(self.workplace)
        dialog.registered.connect(self.open_eligibility)
        self.window.show_dialog(dialog)

    def sign_as(self, records: tuple[str, ...] = ()) -> None:
        """Lay the signing dialog over the window."""
        if not self._only_reads:
            self.window.show_dialog(SignDialog(self.workplace, self, records))

    def record_ink(self, record: str | None = None, document: str | None = None) -> None:
        """Lay the dialog over the window that records a signature by hand."""
        if not self._only_reads:
            self.window.show_dialog(InkDialog(self.workplace, record, document))

    def withdraw_ink(self, record: str, entry: str, words: str) -> None:
        """Lay the dialog over the window that withdraws what was recorded by mistake."""
        if self._only_reads:
            return
        dialog = WithdrawInkDialog(self.workplace, record, entry, words)
        self.window.show_dialog(dialog, dialog.reason)

    def preview(self, request: DocumentRequest) -> None:
        """Show a paper from memory before anything of it is kept."""
        self._go("documents", "documents", lambda: self.documents.show_preview(request))

    def handbook(self, topic: str) -> None:
        """Show a topic of the handbook."""
        self.window.show_dialog(HandbookView(topic))

    def open_menu_page(self, name: str) -> None:
        """Show a page of the menu, one of ``MENU_PAGES``."""
        self._go(name, "", lambda: None)

    def propose_finding(self, text: str, participant: str | None, record: str | None) -> None:
        """Show the follow-up list with the words of a new finding."""
        self._go("follow_up", "", lambda: self.follow_up.propose(text, participant, record))

    def lay_over(self, dialog: DialogFrame) -> None:
        """Lay a dialog over the window."""
        self.window.show_dialog(dialog)
