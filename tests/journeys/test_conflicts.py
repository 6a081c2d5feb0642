"""Shows on the follow-up list what was saved twice without either having seen the other, and opens the record."""

from __future__ import annotations

import shutil

from escc_desktop.actions.unlock import lock
from escc_desktop.gui.widgets.table import Table
from tests.actions.test_packages import receive
from tests.actions.test_restored_devices import answer, take
from tests.backing_up import back_up, restored
from tests.building import ADMINISTRATOR, COORDINATOR, ELIGIBLE, change, export, save, screen
from tests.journeys.seat import Seat, words_in


def save_twice(seat: Seat) -> str:
    """Change a record before a restore and after it, so that neither save has seen the other; return the number."""
    places = seat.places
    site = places.unlock()
    number = screen(site)
    record = save(site, number, "IE", ELIGIBLE)
    lock(site)
    backup = back_up(places, places.folder / "second")
    site = places.unlock()
    change(site, number, record, {**ELIGIBLE, "INCL02": "N", "EXCL01": "Y"})
    export(site, places.stick)
    for path in sorted(places.stick.glob("SITE01-A-*.escc")):
        assert receive(places, path) == ["RECEIVED"]
    lock(site)
    shutil.rmtree(places.vault)
    site = restored(places, backup)
    change(site, number, record, {**ELIGIBLE, "INCL02": "N", "EXCL02": "Y"})
    assert receive(places, export(site, places.stick).path) == ["RECEIVED"]
    take(site, answer(places))
    lock(site)
    return number


def test_a_conflict_stands_on_the_follow_up_list_until_somebody_settles_it(locked: Seat) -> None:
    seat, hand = locked, locked.hand
    number = save_twice(seat)
    seat.sit_down()
    seat.go("follow_up")
    seat.rest()
    table = hand.find("conflicts_table", Table)
    said = " ".join(words for _, words in words_in(table))
    assert all(one in said for one in (number, COORDINATOR, ADMINISTRATOR))
    table.opened.emit("0")
    hand.until(lambda: hand.seen("eligibility_page") is not None or hand.seen("form_page") is not None)
    seat.rest()
