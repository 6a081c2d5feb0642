"""Opens a vault whose readings have an older shape: they are folded anew with progress, and can be stopped."""

from __future__ import annotations

from escc_desktop.store import schema
from escc_desktop.store.vault import open_vault
from tests.building import Places, entries
from tests.journeys.seat import Seat


def make_older(places: Places) -> None:
    """Let the vault say that its readings were folded by an older version."""
    vault = open_vault(places.vault, places.data_key)
    with vault.transaction():
        vault.set_meta("readings", "1")
    vault.close()


def version(places: Places) -> str | None:
    """Return the shape of the readings that the vault holds."""
    vault = open_vault(places.vault, places.data_key)
    told = vault.meta("readings")
    vault.close()
    return told


def test_progress_shows_and_the_pages_come(locked: Seat) -> None:
    make_older(locked.places)
    shown: list[tuple[int, int]] = []
    opening = locked.desktop.unlock_page.opening
    opening.stepped.connect(lambda done, total: shown.append((done, total)))
    locked.sit_down()
    assert shown[-1] == (3, 3)
    assert [done for done, _ in shown] == sorted(done for done, _ in shown)
    locked.desktop.lock()
    locked.rest()
    assert version(locked.places) == str(schema.READINGS_VERSION)


def test_stopping_leaves_the_vault_closed_and_as_it_was(locked: Seat) -> None:
    make_older(locked.places)
    locked.rest()
    page = locked.desktop.unlock_page
    page.unlock_asked.connect(lambda: page.opening.button.click())  # while the key is stretched
    locked.unlock()
    locked.hand.until(lambda: "stopped" in page.passphrase_field.problem())
    assert locked.desktop.workplace is None
    assert version(locked.places) == "1"
    assert page.opening.isHidden()
    site = locked.places.unlock()
    assert entries(site) > 30
    site.close()
