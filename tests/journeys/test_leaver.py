"""Lets a coordinator leave at the real window, in both languages: out at once, and everybody else goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.verify import verify_vault
from escc_desktop.gui.language import tongue
from escc_desktop.gui.pages.people_page import PeoplePage
from tests.building import ADMINISTRATOR, COORDINATOR, INVESTIGATOR, WORDS, export
from tests.journeys.seat import IDS, Seat

SAYS = {"en": "can no longer unlock or sign here", "zh": "已不能在本机解锁或签名"}
REVOKED = {"en": f"Access of {COORDINATOR} ended", "zh": f"{COORDINATOR}的权限已终止"}


def words_on(seat: Seat, page: str) -> str:
    """Return everything that a page says."""
    from tests.journeys.seat import words_in

    return "\n".join(words for _, words in words_in(seat.go(page)))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_coordinator_leaves_and_everybody_else_goes_on(locked: Seat, language: str) -> None:
    seat, hand = locked, locked.hand
    seat.sit_down(ADMINISTRATOR)
    page = seat.go("people")
    assert isinstance(page, PeoplePage)
    tongue().speak("zh" if language == "zh" else "en")
    page.table.acted.emit(IDS[COORDINATOR])
    hand.find("leaver_dialog", QWidget)
    seat.rest()
    hand.click("leaver_confirm")  # nothing is chosen yet: each field says what is missing
    assert hand.seen("leaver_dialog") is not None
    hand.choose("leaver_reason", "left_site")
    hand.choose("leaver_successor", IDS[INVESTIGATOR])
    hand.write("leaver_last_day", "2026-03-05")
    hand.write("leaver_passphrase", "not the words 12345")
    hand.click("leaver_confirm")
    hand.until(lambda: ADMINISTRATOR in hand.text_of("leaver_dialog") and hand.seen("leaver_passphrase") is not None)
    seat.rest()
    assert COORDINATOR in seat.places_people()
    hand.write("leaver_passphrase", WORDS[ADMINISTRATOR])
    hand.press("leaver_passphrase", Qt.Key.Key_Return)
    hand.find("leaver_done", QWidget)
    assert SAYS[language] in hand.text_of("leaver_done")
    assert hand.find("leaver_confirm", QPushButton).isEnabled()
    hand.click("leaver_confirm")
    seat.rest()
    assert seat.places_people() == (ADMINISTRATOR, INVESTIGATOR)
    assert COORDINATOR not in words_on(seat, "people")
    assert REVOKED[language] in words_on(seat, "journal")
    hand.shortcut(Qt.Key.Key_L)
    hand.find("unlock_page", QWidget)
    hand.until(lambda: len(seat.desktop.unlock_page.people) == 2)
    assert COORDINATOR not in [one.name for one in seat.desktop.unlock_page.people]
    seat.desktop.unlock_page.unlock_asked.emit(IDS[INVESTIGATOR], WORDS[INVESTIGATOR])
    hand.find("today_page", QWidget)
    seat.rest()
    seat.desktop.stop()
    site = seat.places.unlock(INVESTIGATOR)
    assert verify_vault(site, None).is_sound
    export(site, seat.places.stick)
    site.close()
    with seat.places.at_desk() as desk:
        told = receive_packages(desk, sorted(seat.places.stick.glob("*.escc")))
    assert {one.code for one in told} == {"RECEIVED"}
