"""Unlocks and works on while the whole vault is verified behind it, and meets one that was changed long ago."""

from __future__ import annotations

from sqlalchemy import text

from escc_desktop.gui.background_check import NOTICE, SLOT_NOTICE, BackgroundCheck
from escc_desktop.gui.language import tongue
from escc_desktop.store.cabinet import open_cabinet
from escc_desktop.store.schema import sqlite_triggers
from escc_desktop.trust.slot_file import read_slots
from tests.building import INVESTIGATOR, Places
from tests.journeys.furnishing import ENROLLED
from tests.journeys.seat import Seat


def checked(seat: Seat) -> BackgroundCheck:
    """Return the verification of the open site, once it is over."""
    check = seat.workplace.findChild(BackgroundCheck)
    assert isinstance(check, BackgroundCheck)
    seat.hand.until(lambda: check.is_over)
    return check


def notices(seat: Seat) -> tuple[str, ...]:
    """Return which banners stand above the pages."""
    return seat.window.notices.names


def change_an_old_entry(places: Places) -> None:
    """Change the signature of an entry that unlocking does not look at any more."""
    cabinet = open_cabinet(places.vault, places.data_key)
    with cabinet.transaction():
        cabinet.vault.write(text("DROP TRIGGER journal_no_update"))
        cabinet.vault.write(text("UPDATE journal SET signature = zeroblob(64) WHERE seq = 9"))
        cabinet.vault.write(text(sqlite_triggers()["journal_no_update"]))
    cabinet.close()


def test_a_sound_vault_is_verified_without_a_word(seat: Seat) -> None:
    assert checked(seat).doubt is None
    assert notices(seat) == ()
    assert seat.window.notices.isHidden()


def test_an_entry_changed_long_ago_is_named_and_nothing_more_is_written(locked: Seat) -> None:
    change_an_old_entry(locked.places)
    locked.sit_down()
    doubt = checked(locked).doubt
    assert doubt is not None
    assert (doubt.code, doubt.facts["seq"]) == ("CHAIN_SIGNATURE", "9")
    assert notices(locked) == (NOTICE,)
    assert "The vault can only be read" in locked.hand.text_of(f"notice_{NOTICE}")
    tongue().speak("zh")
    assert "保险库现在只能查看" in locked.hand.text_of(f"notice_{NOTICE}")
    tongue().speak("en")
    locked.go("participant")
    assert ENROLLED in " ".join(locked.hand.text_of("participant_page").split())
    entries = locked.workplace._site.office.journal.count()
    locked.desktop.lock()
    locked.rest()
    assert notices(locked) == ()
    locked.sit_down()
    assert checked(locked).doubt is not None
    assert locked.workplace._site.office.journal.count() == entries + 1  # the unlocking, before it was known again


def test_a_damaged_key_slot_is_told_and_stops_nobody_else(locked: Seat) -> None:
    path = locked.places.vault / "slots.json"
    slots = read_slots(path)
    slot = slots.slot(INVESTIGATOR)
    turned = slot.check[:-1] + ("0" if slot.check[-1] != "0" else "1")
    path.write_text(path.read_text(encoding="utf-8").replace(slot.check, turned), encoding="utf-8")
    locked.sit_down()
    assert checked(locked).doubt is None
    assert notices(locked) == (SLOT_NOTICE,)
    assert INVESTIGATOR in locked.hand.text_of(f"notice_{SLOT_NOTICE}")
