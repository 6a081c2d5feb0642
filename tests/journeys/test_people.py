"""Walks people in the real window: roles and a last day that are changed and pass, and what needs a delegation."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from escc_desktop.actions.authority import delegation_log
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import ChangePerson, EndDelegation
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock
from tests.building import ADMINISTRATOR, COORDINATOR, INVESTIGATOR, VITAL_SIGNS, WORDS, change, sign
from tests.journeys.furnishing import ENROLLED, VITALS, VOID
from tests.journeys.seat import IDS, Seat
from tests.journeys.test_delegation import lines

NEW, PASSPHRASE = "孙悦", "lantern velvet orbit 7351"


def test_two_roles_and_a_last_day_that_is_changed_and_passes(locked: Seat) -> None:
    seat, hand = locked, locked.hand
    seat.sit_down(ADMINISTRATOR)
    page = seat.go("people")
    hand.write("person_name", NEW)
    hand.choose("person_role", "coordinator")
    hand.choose("person_further", "quality_controller")
    hand.write("person_until", "2026-03-10")
    hand.write("person_passphrase", PASSPHRASE)
    hand.write("person_repeated", PASSPHRASE)
    hand.click("person_add")
    hand.until(lambda: NEW in seat.places_people())
    seat.rest()
    line = next(one for one in lines(page.table) if NEW in one)  # type: ignore[attr-defined]
    assert all(words in line for words in ("coordinator", "Quality controller", "2026-03-10"))

    page.table.opened.emit("P04")  # type: ignore[attr-defined]
    hand.find("change_person_dialog", QWidget)
    assert not hand.find("change_role_coordinator", QAbstractButton).isEnabled()
    assert not hand.find("change_role_monitor", QAbstractButton).isEnabled()
    hand.click("change_role_quality_controller")
    hand.click("change_role_drug_manager")
    hand.write("change_until", "2026-03-20")
    hand.click("change_confirm")
    hand.until(lambda: any("2026-03-20" in one for one in lines(page.table)))  # type: ignore[attr-defined]
    line = next(one for one in lines(page.table) if NEW in one)  # type: ignore[attr-defined]
    assert "Drug manager" in line
    assert "Quality controller" not in line
    hand.shortcut(Qt.Key.Key_L)

    hand.find("unlock_page", QWidget)
    seat.let_pass(days=30)
    hand.until(lambda: len(seat.desktop.unlock_page.people) == 4)
    hand.choose("unlock_person", "P04")
    hand.write("unlock_passphrase", PASSPHRASE)
    hand.tap(hand.find("unlock_passphrase", QWidget), Qt.Key.Key_Return)
    hand.until(lambda: any("2026-03-20" in words for words in said(seat.desktop.unlock_page)))
    assert any(ADMINISTRATOR in words and "2026-03-20" in words for words in said(seat.desktop.unlock_page))


def said(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_whoever_is_not_delegated_to_enrol_is_told_who_could(locked: Seat) -> None:
    seat, hand = locked, locked.hand
    site = seat.places.unlock()
    sign(site, f"{VOID}/IE")
    end_delegation(site)
    lock(site)
    seat.sit_down(COORDINATOR)
    seat.router.open_eligibility(VOID)
    seat.rest()
    hand.click("enrol")
    card = hand.find("problem", QWidget)
    hand.until(lambda: any(INVESTIGATOR in words for words in said(card)))
    assert any(COORDINATOR in words for words in said(card))


def end_delegation(site: Site) -> None:
    (known,) = delegation_log(site).delegations
    words = WORDS[INVESTIGATOR]
    carry_out(site, EndDelegation(known.entry, date(2026, 3, 5), "轮转", IDS[INVESTIGATOR], words))


def test_what_was_recorded_undelegated_is_followed_up_with_a_proposed_text(locked: Seat) -> None:
    seat, hand = locked, locked.hand
    site = seat.places.unlock(ADMINISTRATOR)
    carry_out(site, ChangePerson(IDS[COORDINATOR], ("coordinator", "quality_controller"), None))
    end_delegation(site)
    lock(site)
    seat.let_pass(days=1)
    site = seat.places.unlock()
    change(site, ENROLLED, VITALS, {**VITAL_SIGNS, "PULSE": "80"})
    lock(site)
    seat.sit_down(COORDINATOR)
    page = seat.go("delegation")
    (one,) = page._matter.flagged  # type: ignore[attr-defined]
    page.flagged.acted.emit(f"{one.participant}|{one.deed.entry}|{one.record}")  # type: ignore[attr-defined]
    hand.until(lambda: seat.window.current_name() == "follow_up")
    seat.rest()
    shown = seat.window.page("follow_up")
    assert COORDINATOR in shown.text.value()  # type: ignore[attr-defined]
    assert "2026-03-06" in shown.text.value()  # type: ignore[attr-defined]
    hand.click("finding_send")
    hand.until(lambda: any(ENROLLED in line for line in lines(shown.table)))  # type: ignore[attr-defined]
