"""Takes the disk away from under an open vault, as sticks and full disks do; the vault itself is the real one."""

from __future__ import annotations

from escc_desktop.actions.site import Site
from tests.journeys.seat import Seat


def fill_the_disk(seat: Seat, *, is_full: bool) -> None:
    """Let the vault's file grow no more, as on a full disk, or grow again."""

    def set_limit(site: Site) -> None:
        driver = site.office.cabinet.vault._driver
        assert driver is not None
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count={pages if is_full else pages + 100_000}")

    seat.workplace.ask(set_limit, lambda _: None, seat.window)
    seat.rest()


def protect_the_disk(seat: Seat, *, is_read_only: bool) -> None:
    """Let SQLite answer each write as on a medium that is read only (SQLITE_READONLY), or write again.

    No mode of the file would do: whoever runs the tests as root may write everything.
    """

    def set_mode(site: Site) -> None:
        driver = site.office.cabinet.vault._driver
        assert driver is not None
        driver.execute(f"PRAGMA query_only={int(is_read_only)}")

    seat.workplace.ask(set_mode, lambda _: None, seat.window)
    seat.rest()
