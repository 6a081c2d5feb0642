"""Sets the computer's clock back and its zone on while somebody works: a banner says so until it was seen."""

from __future__ import annotations

from datetime import timedelta, timezone

from escc_desktop.gui.clock_notice import NOTICE
from escc_desktop.gui.language import tongue
from tests.building import screen
from tests.journeys.seat import Seat


def told(seat: Seat) -> str:
    """Return what the banner says, once it is there."""
    seat.hand.until(lambda: NOTICE in seat.window.notices.names)
    return str(seat.hand.text_of(f"notice_{NOTICE}"))


def work(seat: Seat) -> None:
    """Enter something; every page hears of it."""
    screen(seat.workplace._site)
    seat.workplace.changed.emit(frozenset({"participants"}))
    seat.rest()


def test_a_clock_set_back_is_told_until_it_was_seen(seat: Seat) -> None:
    work(seat)
    assert NOTICE not in seat.window.notices.names
    seat.places.clock.set_by(hours=-2)
    work(seat)
    words = told(seat)
    assert "clock was set back: 2026-" in words
    assert "Entries keep their order" in words
    tongue().speak("zh")
    assert "电脑时钟被调回" in told(seat)
    tongue().speak("en")
    work(seat)
    assert NOTICE in seat.window.notices.names
    seat.hand.click("notice_clock_seen")
    work(seat)
    assert NOTICE not in seat.window.notices.names
    seat.places.clock.now = seat.places.clock.now.astimezone(timezone(timedelta(hours=9)))
    work(seat)
    assert "UTC+08:00 → UTC+09:00" in told(seat)


def test_a_clock_set_back_before_unlocking_is_told_once(locked: Seat) -> None:
    locked.places.clock.set_by(days=-1)
    locked.sit_down()
    assert "clock was set back" in told(locked)
    locked.hand.click("notice_clock_seen")
    locked.desktop.lock()
    locked.rest()
    locked.sit_down()
    work(locked)
    assert NOTICE not in locked.window.notices.names
