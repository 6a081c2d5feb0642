"""Walks the window and the acts behind it with words that may stand in no file; ``tests/faults/row_leaks`` starts it.

It is no test by itself (its name is not collected): what it leaves behind is searched once it has ended.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from escc_desktop.actions.back_up import begin, write
from escc_desktop.actions.backup_commands import NoteBackup
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import DocumentRequest, SaveDocumentOut
from escc_desktop.actions.drafts import drafts_of
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.paper import gather, keep, produce
from escc_desktop.actions.unlock import lock
from escc_desktop.actions.views import DocumentView
from escc_desktop.actions.views_of_backups import BackupPlace
from escc_desktop.exchange.generations import look
from escc_desktop.gui.application import FaultDialog
from escc_desktop.gui.pages.eligibility_page import EligibilityPage
from escc_desktop.store.readings import exhaust
from tests.building import ELIGIBLE, Places, change, export, record_of, save, screen, sign
from tests.journeys.furnishing import EVENT, WAITING
from tests.journeys.seat import Seat


def test_walk(locked: Seat) -> None:
    told = json.loads(Path(os.environ["ESCC_CANARIES"]).read_text(encoding="utf-8"))
    names, numbers, notes = told["names"], told["numbers"], told["notes"]
    locked.sit_down()
    search(locked, names[0], numbers[0])
    type_note(locked, notes[0])
    leave_unsaved(locked, names[1] + numbers[1])
    break_down(locked, names[2] + numbers[2])
    QApplication.clipboard().setText(names[3] + numbers[3])
    locked.hand.shortcut(Qt.Key.Key_L)
    locked.hand.find("unlock_page", QWidget)
    locked.rest()
    locked.unlock(words=notes[1])
    locked.hand.until(lambda: "assphrase" in locked.desktop.unlock_page.passphrase_field.problem())
    locked.sit_down()
    locked.window.choose_look("dark")
    locked.window.close()
    locked.hand.until((locked.places.folder / "preferences.ini").exists)
    locked.desktop.stop()
    work(locked.places, [*names[4:], *numbers[4:], *notes[2:]], Path(told["outside"]))


def search(seat: Seat, name: str, number: str) -> None:
    """Look for a name and a number, as people do who do not think."""
    seat.go("participants")
    seat.hand.write("participants_search", name)
    seat.go("journal")
    seat.hand.write("journal_search", number)
    seat.rest()


def type_note(seat: Seat, note: str) -> None:
    """Type a note beside a criterion and save it."""
    seat.router.open_eligibility(WAITING)
    seat.hand.find("eligibility_page", QWidget)
    seat.rest()
    seat.hand.page(EligibilityPage).go_to("INCL03")
    seat.hand.write("note_INCL03", note)
    seat.hand.click("save")
    seat.rest()


def leave_unsaved(seat: Seat, words: str) -> None:
    """Begin an adverse event and leave it until the vault holds its draft."""
    seat.go("participant")
    seat.hand.click("participant_new_event")
    seat.hand.find("adverse_event_page", QWidget)
    seat.rest()
    seat.hand.answer("AETERM", words)
    kept: list[PageDraft] = []

    def is_kept() -> bool:
        seat.workplace.ask(drafts_of, kept.extend, seat.window)
        return bool(kept)

    seat.hand.until(is_kept)


def break_down(seat: Seat, words: str) -> None:
    """Let a fault of our own speak of somebody, and read its dialog."""

    def fail() -> None:
        raise KeyError(words)

    seat.desktop.store.submit(fail, owner=seat.window)
    seat.hand.until(lambda: seat.window.findChild(FaultDialog) is not None)
    dialog = seat.window.findChild(FaultDialog)
    assert isinstance(dialog, FaultDialog)
    dialog.button.click()
    seat.hand.until(lambda: seat.window.findChild(FaultDialog) is None)


def work(places: Places, words: list[str], outside: Path) -> None:
    """Put all other words into the vault as notes, events and reasons; sign, print, let out, export and back up."""
    site = places.unlock()
    number = screen(site)
    noted = {f"INCL{place:02d}_NOTE": " ".join(words[place - 1 :: 8]) for place in range(1, 9)}
    record = save(site, number, "IE", {**ELIGIBLE, **noted})
    change(site, number, record, {**ELIGIBLE, **noted, "INCL08": "Y"}, reason=words[0])
    save(site, number, "AE", {**EVENT, "AETERM": " ".join(words)[:150]}, is_complete=False)
    kept = site.office.cabinet.texts.words(record_of(site, record).texts.values())
    assert all(any(word in text for text in kept.values()) for word in words)
    for order in sign(site, record).orders:
        keep(site, produce(order))
    view = keep(site, produce(gather(site, DocumentRequest("adverse_events", number)))).value
    assert isinstance(view, DocumentView)
    carry_out(site, SaveDocumentOut(view.sha256, outside / "events.pdf"))
    export(site, places.stick)
    place = BackupPlace("STICK", places.stick, True)
    carry_out(site, NoteBackup(exhaust(write(exhaust(begin(site, place, places.stick, look(places.stick)))))))
    lock(site)
