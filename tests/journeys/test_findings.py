"""Walks a finding in the real window: a monitor is added, reads, cannot record, raises it; the coordinator answers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.building import ADMINISTRATOR, COORDINATOR, WORDS
from tests.journeys.furnishing import ENROLLED, VISIT
from tests.journeys.seat import Seat
from tests.journeys.test_delegation import lines

MONITOR = "孙悦"
PASSPHRASE = "lantern velvet orbit 7351"


def enter(seat: Seat, person: str, words: str) -> None:
    """Unlock as somebody, by their id."""
    hand = seat.hand
    hand.find("unlock_page", QWidget)
    hand.until(lambda: len(seat.desktop.unlock_page.people) == 4)
    hand.choose("unlock_person", person)
    hand.write("unlock_passphrase", words)
    hand.tap(hand.find("unlock_passphrase", QWidget), Qt.Key.Key_Return)
    hand.find("today_page", QWidget)
    seat.rest()


def test_a_monitor_reads_raises_and_is_answered(locked: Seat) -> None:
    seat, hand = locked, locked.hand
    seat.sit_down(ADMINISTRATOR)
    seat.go("people")
    hand.write("person_name", MONITOR)
    hand.choose("person_role", "monitor")
    hand.write("person_passphrase", PASSPHRASE)
    hand.write("person_repeated", PASSPHRASE)
    hand.click("person_add")
    seat.rest()
    assert MONITOR not in seat.places_people()  # a monitor's login needs a last day
    hand.write("person_until", "2026-04-30")
    hand.click("person_add")
    hand.until(lambda: MONITOR in seat.places_people())
    hand.shortcut(Qt.Key.Key_L)

    enter(seat, "P04", PASSPHRASE)
    hand.find("notice_reading_login", QWidget)
    seat.go("participants")
    assert hand.seen("register_screening") is None
    seat.go("packages")
    assert not seat.router.packages.export_button.isEnabled()
    seat.router.open_form(ENROLLED, "VS", VISIT)
    seat.rest()
    form = seat.router.form
    hand.find("notice_reading_login", QWidget)
    assert not any(button.isEnabled() for button in form.save_buttons)
    pulse = hand.find("item_PULSE", QWidget)
    pulse.setProperty("text", "80")
    hand.tap(pulse, Qt.Key.Key_1)
    form.save("stay")
    assert not form.has_unsaved
    assert hand.seen("ask_to_sign") is None
    page = seat.go("follow_up")
    hand.write("finding_text", "知情同意书第 3 页缺日期")
    hand.click("finding_send")
    hand.until(lambda: any("知情同意书" in line for line in lines(page.table)))  # type: ignore[attr-defined]
    hand.shortcut(Qt.Key.Key_L)

    enter(seat, "P02", WORDS[COORDINATOR])
    page = seat.go("follow_up")
    (line,) = lines(page.table)  # type: ignore[attr-defined]
    assert MONITOR in line
    page.choose(page._view.findings[0].entry)  # type: ignore[attr-defined]
    hand.write("finding_text", "已补签")
    hand.click("finding_send")
    hand.until(lambda: "answered" in lines(page.table)[0])  # type: ignore[attr-defined]
    assert hand.seen("finding_close") is None
    assert any(MONITOR in line for line in lines(page.visits))  # type: ignore[attr-defined]
