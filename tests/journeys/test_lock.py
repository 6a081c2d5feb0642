"""Locks the window in every way and unlocks it again: nothing of a participant stays, and no key."""

from __future__ import annotations

import gc
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from escc_desktop.actions.attempts import ATTEMPTS_FILE
from escc_desktop.actions.commands import RegisterScreening
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import look_into
from escc_desktop.gui.application import FaultDialog
from escc_desktop.gui.preferences import IDLE_MINUTES, Preferences
from escc_desktop.gui.window import NAMES
from escc_desktop.trust.keys import SigningKey
from tests.building import CONSENT, COORDINATOR, INVESTIGATOR, WORDS, Places, randomness
from tests.journeys.furnishing import INITIALS
from tests.journeys.seat import Seat, words_in


def by_key(seat: Seat) -> None:
    seat.hand.shortcut(Qt.Key.Key_L)


def by_button(seat: Seat) -> None:
    seat.window.rail.lock_button.click()


def by_idleness(seat: Seat) -> None:
    seat.desktop.guard.idle.idle.emit()


def by_menu(seat: Seat) -> None:
    seat.window.action("lock").trigger()


def by_the_systems_screen(seat: Seat) -> None:
    seat.desktop.guard.sources[0].wanted.emit("screen")


def by_another_user(seat: Seat) -> None:
    seat.desktop.guard.sources[0].wanted.emit("user")


def by_sleeping(seat: Seat) -> None:
    seat.places.clock.set_by(hours=8)
    seat.desktop.guard.sources[1].look()  # type: ignore[attr-defined]


def participants_in(window: QWidget) -> list[tuple[str, str]]:
    """Return every word in the whole window, shown or hidden, that belongs to a participant."""
    wanted = (*INITIALS, *INITIALS.values())
    return [
        (whose, words) for whose, words in words_in(window, is_visible=False) if any(one in words for one in wanted)
    ]


def endings(places: Places) -> list[str]:
    """Return how sessions ended, and when they began, in the journal's order."""
    with look_into(places.vault, COORDINATOR, WORDS[COORDINATOR], places.clock, randomness) as site:
        entries = site.office.journal.entries(site.office.chain)
        return [one.entry.body.get("why", "opened") for one in entries if one.entry.kind.startswith("session.")]


def test_what_is_answered_after_the_lock_asks_nothing_more(seat: Seat) -> None:
    is_done = Event()
    seat.workplace.do(RegisterScreening("ABCD", CONSENT), None, None, seat.window)
    seat.lane.submit(is_done.set, owner=seat.window)
    assert is_done.wait(20)  # what it changed is on its way to the pages, and not there yet
    seat.desktop.lock()
    seat.hand.find("unlock_page", QWidget)
    seat.rest()
    assert seat.window.findChild(FaultDialog) is None
    seat.sit_down()
    assert seat.window.findChild(FaultDialog) is None


def test_every_way_of_locking_leaves_nothing_of_a_participant(locked: Seat) -> None:
    seat = locked
    for lock in (by_key, by_button, by_menu, by_idleness):
        seat.sit_down()
        for name in seat.pages():
            seat.go(name)
        assert participants_in(seat.window)
        QApplication.clipboard().setText("01-001 ZHHO")
        lock(seat)
        seat.hand.find("unlock_page", QWidget)
        seat.rest()
        seat.hand.until(lambda: not participants_in(seat.window))
        assert seat.desktop.workplace is None
        assert seat.desktop.router is None
        assert QApplication.clipboard().text() == ""
        assert "01-00" not in seat.window.windowTitle()
        assert keys_rest(seat)
    seat.desktop.stop()
    assert endings(seat.places)[-8:] == ["opened", "locked"] * 3 + ["opened", "idle"]


def test_the_system_locks_it_too_and_the_journal_says_why(locked: Seat) -> None:
    seat = locked
    for lock in (by_the_systems_screen, by_another_user, by_sleeping):
        seat.sit_down()
        lock(seat)
        lock(seat)  # a system says it more than once
        seat.hand.find("unlock_page", QWidget)
        seat.rest()
        assert seat.desktop.workplace is None
        assert not participants_in(seat.window)
    seat.desktop.stop()
    assert endings(seat.places)[-6:] == ["opened", "screen", "opened", "user", "opened", "sleep"]


def test_how_long_a_pause_may_be_is_chosen_and_kept(seat: Seat) -> None:
    watch = seat.desktop.guard.idle
    assert seat.window.preferences.idle_minutes == IDLE_MINUTES
    assert watch._timer.isActive()
    seat.window.choose_idle(5)
    assert (watch._timer.interval(), watch._timer.isActive()) == (300_000, True)
    seat.window.choose_idle(0)
    assert not watch._timer.isActive()
    assert Preferences(seat.places.folder / "preferences.ini").idle_minutes in (0, IDLE_MINUTES)  # written when it can
    assert seat.window.preferences.idle_minutes == 0


def test_what_is_copied_in_the_window_is_cleared(seat: Seat) -> None:
    seat.go("form")
    guard = seat.desktop.guard.clipboard
    guard.set_lasting(60)
    field = seat.hand.find("item_PULSE", QLineEdit)
    with seat.hand.bot.waitSignal(guard.cleared):
        field.setFocus(Qt.FocusReason.TabFocusReason)
        field.selectAll()
        seat.hand.shortcut(Qt.Key.Key_C)
        assert QApplication.clipboard().text() == "78"
    assert QApplication.clipboard().text() == ""
    guard.set_lasting(60_000)
    field.copy()
    by_key(seat)
    seat.hand.find("unlock_page", QWidget)
    assert QApplication.clipboard().text() == ""


def test_no_key_outlives_the_lock(locked: Seat) -> None:
    before = len(kept_in_memory())
    locked.sit_down()
    locked.go("form")
    assert len(kept_in_memory()) > before
    by_key(locked)
    locked.hand.find("unlock_page", QWidget)
    locked.rest()
    locked.hand.until(lambda: len(kept_in_memory()) == before)


def kept_in_memory() -> list[object]:
    """Return every open site and signing key that the program still holds."""
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, Site | SigningKey)]


def keys_rest(seat: Seat) -> bool:
    """Tell whether the pages' keys rest while the window is locked."""
    return not any(seat.window.action(name).isEnabled() for name in (*NAMES, "lock", "find", "panel", "menu", "people"))


def test_another_person_goes_on_after_the_lock(seat: Seat) -> None:
    assert seat.workplace.person.name == COORDINATOR
    by_key(seat)
    seat.sit_down(INVESTIGATOR)
    assert seat.workplace.person.name == INVESTIGATOR
    seat.hand.until(lambda: any(INVESTIGATOR in words for _, words in words_in(seat.window.rail)))
    assert not any(COORDINATOR in words for _, words in words_in(seat.window.rail))


def test_a_wrong_passphrase_says_so_and_leaves_the_vault_as_it_was(locked: Seat) -> None:
    locked.rest()
    before = bytes_of(locked.places.vault)
    locked.unlock(words="not the words 12345")
    locked.hand.until(lambda: "assphrase" in locked.desktop.unlock_page.passphrase_field.problem())
    assert bytes_of(locked.places.vault) == before
    assert locked.desktop.workplace is None
    assert locked.desktop.unlock_page.passphrase.value() == ""
    assert locked.desktop.unlock_page.passphrase.hasFocus()
    locked.sit_down()


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder but the count of wrong passphrases."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ATTEMPTS_FILE)
    return {path.name: path.read_bytes() for path in files}


def test_dialogs_fall_with_the_lock(seat: Seat) -> None:
    for name, opener in (
        ("sign_dialog", "today_sign_as"),
        ("register_screening_dialog", "register_screening"),
    ):
        seat.hand.click(opener)
        seat.hand.find(name, QWidget)
        seat.rest()
        by_key(seat)
        seat.hand.find("unlock_page", QWidget)
        seat.hand.until(lambda: not participants_in(seat.window))
        assert seat.hand.seen(name) is None
        seat.sit_down()
