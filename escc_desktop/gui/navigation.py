"""Names where a page may send a person; who sends them there is the router's part."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.actions.page_draft import PageDraft

if TYPE_CHECKING:
    from escc_desktop.gui.widgets.dialog import DialogFrame


class Navigator(Protocol):
    """What pages call to leave for another page or to lay a dialog over the window."""

    def open_participant(self, number: str, visit: str | None = None) -> None:
        """Show one participant; with ``visit`` its visits, with this one chosen."""

    def open_eligibility(self, number: str) -> None:
        """Show the eligibility checklist of one participant."""

    def open_form(self, number: str, form: str, visit: str | None = None, record: str | None = None) -> None:
        """Show a form: of a visit, one record of it, or a new one."""

    def open_adverse_event(self, number: str, record: str | None = None) -> None:
        """Show one adverse event, or a new one."""

    def propose_adverse_event(self, number: str, verbatim: str, started_on: str) -> None:
        """Show a new adverse event with proposed words and first day; nothing of it is saved."""

    def open_draft(self, draft: PageDraft) -> None:
        """Show unsaved work again, on the page where it was typed."""

    def open_calendar(self, participant: str | None = None, on: date | None = None) -> None:
        """Show the calendar, of one participant, at one day."""

    def open_documents(self, participant: str | None = None) -> None:
        """Show the documents, of one participant."""

    def open_journal(self, participant: str | None = None, record: str | None = None) -> None:
        """Show the journal, about one participant or record."""

    def register_screening(self) -> None:
        """Lay the dialog that registers a screening over the window."""

    def sign_as(self, records: tuple[str, ...] = ()) -> None:
        """Lay the signing dialog over the window, with these records (all that wait, when empty)."""

    def record_ink(self, record: str | None = None, document: str | None = None) -> None:
        """Lay the dialog over the window that records a signature by hand, on a record or on a print of it."""

    def withdraw_ink(self, record: str, entry: str, words: str) -> None:
        """Lay the dialog over the window that withdraws the recording ``entry``; ``words`` tell of it."""

    def preview(self, request: DocumentRequest) -> None:
        """Show a paper from memory before anything of it is kept."""

    def back(self) -> None:
        """Go to the page before."""

    def handbook(self, topic: str) -> None:
        """Show a topic of the handbook."""

    def open_menu_page(self, name: str) -> None:
        """Show a page of the menu."""

    def propose_finding(self, text: str, participant: str | None, record: str | None) -> None:
        """Show the follow-up list with the words of a new finding, to be read over and raised."""

    def lay_over(self, dialog: DialogFrame) -> None:
        """Lay a dialog over the window."""
