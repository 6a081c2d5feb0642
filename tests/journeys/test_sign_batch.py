"""Signs twenty records as an investigator does: read one by one, then three clicks and a passphrase."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.actions import asking
from escc_desktop.actions.commands import SaveRecord
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock
from escc_desktop.actions.verify import verify_document
from escc_desktop.gui.pages.sign_dialog import SignDialog
from escc_desktop.gui.pages.sign_queue import QueueRow
from tests.building import (
    COORDINATOR,
    ELIGIBLE,
    INVESTIGATOR,
    VITAL_SIGNS,
    WORDS,
    Places,
    change,
    copy,
    save,
    screen,
    sign,
)
from tests.journeys.furnishing import VITALS, VOID
from tests.journeys.seat import IDS, Seat, at_window, true_pace

MANY = 20


class Clicks:
    """A hand that counts how often it clicks."""

    def __init__(self, seat: Seat) -> None:
        self.seat, self.count = seat, 0

    def on(self, name: str) -> None:
        """Click a button."""
        self.count += 1
        self.seat.hand.click(name)


@pytest.fixture(scope="session")
def crowded(built: Places, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The built site with twenty records that wait for the investigator, closed."""
    places = copy(built, tmp_path_factory.mktemp("crowded") / "site")
    site = places.unlock()
    for _ in range(MANY // 2):
        number = screen(site)
        save(site, number, "IE", ELIGIBLE)
        save(site, number, "VS", VITAL_SIGNS, visit="SCR", observed_on="2026-03-05")
    lock(site, "closed")
    return places


@pytest.fixture
def crowd(crowded: Places, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """The coordinator at the window of a copy of that site."""
    places = copy(crowded, tmp_path / "site")
    with at_window(places, qapp, qtbot, true_pace(places)) as seat:
        seat.sit_down()
        yield seat


def opened(seat: Seat) -> SignDialog:
    """Return the dialog once its list stands."""
    dialog = seat.hand.find("sign_dialog", SignDialog)
    seat.hand.until(lambda: bool(dialog.queue.rows))
    return dialog


def read_on(seat: Seat, dialog: SignDialog, count: int) -> None:
    """Read the next records by key, one after the other."""
    for _ in range(count):
        wanted = dialog.queue.next_unread()
        seat.hand.tap(QApplication.focusWidget() or dialog, Qt.Key.Key_N)
        seat.hand.until(partial(is_read, dialog, wanted))


def is_read(dialog: SignDialog, record: str) -> bool:
    """Tell whether a record stands in the reading."""
    return dialog.queue.read_now() == record


def row(dialog: SignDialog, record: str) -> QueueRow:
    """Return the line of a record."""
    found = dialog.queue.row_of(record)
    assert found is not None
    return found


def signed(site: Site) -> list[tuple[str | None, str]]:
    """Return record and signer of each signature entry."""
    entries = site.office.journal.entries(site.office.chain)
    return [(one.entry.record, one.entry.actor.name) for one in entries if one.entry.kind == "record.signed"]


def test_twenty_records_that_were_read_take_three_clicks_and_a_passphrase(crowd: Seat) -> None:
    hand = crowd.hand
    crowd.router.sign_as()
    dialog = opened(crowd)
    assert len(dialog.queue.rows) == MANY
    read_on(crowd, dialog, MANY)
    hand.tap(dialog, Qt.Key.Key_Escape)
    hand.until(lambda: hand.seen("sign_dialog") is None)
    clicks = Clicks(crowd)
    clicks.on("today_sign_as")
    dialog = opened(crowd)
    assert dialog.ticked() == ()
    clicks.on("sign_tick_all")
    QTest.keyClicks(QApplication.focusWidget() or dialog, WORDS[INVESTIGATOR])
    assert hand.find("sign_confirm", QWidget).property("text") == f"Sign {MANY}"
    clicks.on("sign_confirm")
    hand.find("sign_progress", QWidget)
    hand.until(lambda: hand.seen("sign_dialog") is None)
    crowd.rest()
    assert clicks.count == 3
    answers: list[tuple[list[tuple[str | None, str]], int, str]] = []
    crowd.workplace.ask(
        lambda site: (signed(site), len(asking.without_paper(site)), site.person.name), answers.append, crowd.window
    )
    hand.until(lambda: bool(answers))
    ((entries, missing, at_work),) = answers
    assert len({record for record, _ in entries}) == len(entries) == MANY
    assert {name for _, name in entries} == {INVESTIGATOR}
    assert (missing, at_work) == (0, COORDINATOR)
    assert len(told_numbers(crowd)) == MANY
    assert hand.find("today_sign_as", QWidget).isEnabled() is False


def told_numbers(seat: Seat) -> set[str]:
    """Return the names by which the kept papers are told apart on paper: each has a sheet number of its own."""
    found: list[list[bytes]] = []

    def question(site: Site) -> list[bytes]:
        return [asking.document_bytes(site, one.sha256) for one in asking.documents(site)]

    seat.workplace.ask(question, found.append, seat.window)
    seat.hand.until(lambda: bool(found))
    return {sheet_number(data) for data in found[0]}


def sheet_number(data: bytes) -> str:
    """Return the sheet number that stands on the first page."""
    match = re.search(r"[ER]-\d{6}", PdfReader(BytesIO(data)).pages[0].extract_text())
    assert match is not None
    return match[0]


def test_exceptions_are_unticked_and_stay_in_the_queue(crowd: Seat) -> None:
    crowd.router.sign_as()
    dialog = opened(crowd)
    read_on(crowd, dialog, 3)
    first, second, third = (one.id for one in dialog.queue.rows[:3])
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Space):
        crowd.hand.tap(QApplication.focusWidget() or dialog, key)
    assert [one.record for one in dialog.ticked()] == [first, third]
    crowd.hand.write("sign_passphrase", WORDS[INVESTIGATOR])
    crowd.hand.click("sign_confirm")
    crowd.hand.until(lambda: crowd.hand.seen("sign_dialog") is None)
    crowd.router.sign_as()
    waiting = [one.id for one in opened(crowd).queue.rows]
    assert second in waiting
    assert not {first, third} & set(waiting)


def test_what_was_not_read_is_not_ticked_by_key_click_or_link(crowd: Seat) -> None:
    crowd.router.sign_as()
    dialog = opened(crowd)
    line = dialog.queue.rows[4]
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(18, line.height() // 2))
    crowd.hand.tap(line, Qt.Key.Key_Space)
    assert not crowd.hand.find("sign_tick_all", QWidget).isEnabled()
    assert dialog.ticked() == ()
    assert "Read it first" in crowd.hand.find("sign_hint", QWidget).accessibleName()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() // 2, line.height() // 2))
    crowd.hand.until(line.isChecked)


def test_a_record_that_changed_after_it_was_read_drops_out_and_says_so(crowd: Seat) -> None:
    crowd.router.sign_as()
    dialog = opened(crowd)
    read_on(crowd, dialog, 3)
    changed = dialog.queue.rows[1]
    record = changed.line.record
    values = {**record.values, "SYSBP": "150"}
    more = {"visit": record.visit, "observed_on": record.observed_on, "based_on": record.last}
    command = SaveRecord(record.participant, record.form, values, record.id, reason="TRANSCRIPTION", **more)  # type: ignore[arg-type]
    crowd.workplace.do(command, None, None, crowd.window)
    crowd.hand.until(lambda: not row(dialog, record.id or "").isChecked())
    crowd.rest()
    told = crowd.hand.find("sign_hint", QWidget).accessibleName()
    assert "Changed after it was read" in told
    assert record.participant in told
    assert len(dialog.ticked()) == 2
    assert not row(dialog, record.id or "").line.is_seen


def test_what_the_investigator_opened_on_a_page_counts_as_read_and_what_the_coordinator_opened_does_not(
    crowd: Seat,
) -> None:
    crowd.router.open_form("01-001", "VS", "SCR")
    crowd.rest()
    crowd.router.sign_as()
    assert not row(opened(crowd), "01-001/SCR/VS").line.is_seen
    crowd.hand.tap(crowd.hand.find("sign_dialog", QWidget), Qt.Key.Key_Escape)
    crowd.desktop.lock()
    crowd.sit_down(INVESTIGATOR)
    crowd.router.open_form("01-001", "VS", "SCR")
    crowd.rest()
    crowd.router.sign_as()
    dialog = opened(crowd)
    assert dialog.person.value() == IDS[INVESTIGATOR]
    assert [one.id for one in dialog.queue.rows if one.line.is_seen] == ["01-001/SCR/VS"]


def test_what_changed_since_the_last_signature_is_read_before_signing_again(seat: Seat) -> None:
    seat.router.sign_as()
    dialog = opened(seat)
    seat.hand.click(f"sign_tick_{VOID}/IE")
    seat.hand.until(lambda: dialog.queue.read_now() == f"{VOID}/IE")
    seat.rest()
    told = seat.hand.text_of("sign_reading")
    assert "Changed since your signature" in told
    assert "CT 16 mm" in told
    assert f"{COORDINATOR} (CRC)" in told
    assert "Transcription" in told


def test_opening_a_void_record_on_its_page_is_not_reading_what_changed(locked: Seat) -> None:
    locked.sit_down(INVESTIGATOR)
    locked.router.open_eligibility(VOID)
    locked.rest()
    locked.router.open_form(VITALS.partition("/")[0], "VS", VITALS.split("/")[1])
    locked.rest()
    locked.router.sign_as()
    dialog = opened(locked)
    assert [one.id for one in dialog.queue.rows if one.line.is_seen] == [VITALS]


def test_the_window_stays_until_the_papers_are_sealed(crowd: Seat) -> None:
    crowd.router.sign_as()
    dialog = opened(crowd)
    read_on(crowd, dialog, 6)
    crowd.hand.write("sign_passphrase", WORDS[INVESTIGATOR])
    crowd.hand.click("sign_confirm")
    crowd.hand.until(lambda: crowd.workplace.papers_left > 0)
    crowd.hand.click("sign_cancel")
    crowd.window.close()
    crowd.hand.find("papers_closing", QWidget)
    crowd.hand.until(lambda: not crowd.window.isVisible())
    found: list[int] = []
    crowd.workplace.ask(lambda site: len(asking.without_paper(site)), found.append, crowd.workplace)
    crowd.hand.until(lambda: bool(found))
    assert found == [0]


@pytest.fixture
def broken_off(crowded: Places, tmp_path: Path) -> Places:
    """The program ended after two signatures and before their papers; one of the records changed since."""
    places = copy(crowded, tmp_path / "site")
    site = places.unlock()
    sign(site, "01-001/IE", "01-002/IE", "01-003/IE")
    change(site, "01-003", "01-003/IE", {**ELIGIBLE, "INCL03_NOTE": "CT 16 mm"})
    lock(site, "closed")
    return places


def test_papers_that_were_never_made_are_offered_and_made_with_the_signers_passphrase(
    broken_off: Places, qapp: QApplication, qtbot: QtBot
) -> None:
    with at_window(broken_off, qapp, qtbot, true_pace(broken_off)) as seat:
        seat.sit_down()
        seat.go("documents")
        assert "2" in seat.hand.find("paperless_banner", QWidget).accessibleName()
        seat.hand.click("paperless_make")
        seat.hand.write("seal_papers_passphrase", "not the words 12345")
        seat.hand.click("seal_papers_confirm")
        seat.hand.find("seal_papers_problem", QWidget)
        seat.hand.write("seal_papers_passphrase", WORDS[INVESTIGATOR])
        seat.hand.click("seal_papers_confirm")
        seat.hand.until(lambda: seat.hand.seen("seal_papers_dialog") is None)
        seat.rest()
        seat.hand.until(lambda: seat.hand.seen("paperless_banner") is None)
        sound: list[list[bool]] = []

        def question(site: Site) -> list[bool]:
            kept = [one for one in asking.documents(site) if one.is_signed]
            return [verify_document(asking.document_bytes(site, one.sha256), None, site).is_sound for one in kept]

        seat.workplace.ask(question, sound.append, seat.window)
        seat.hand.until(lambda: bool(sound))
        assert sound == [[True, True]]
