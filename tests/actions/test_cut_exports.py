"""Cuts exports between their steps: no package without its entry, no number twice, and what was left is finished."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from escc_desktop import failpoints
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.site import Site
from escc_desktop.errors import PackageError, Refused
from tests.building import Places, entries, export, screen


def receive(places: Places, *packages: Path) -> list[str]:
    """Receive packages at the desk; return a code for each."""
    with places.at_desk() as desk:
        return [one.code for one in receive_packages(desk, packages)]


class Cut(Exception):
    """The power fails."""


def cut_at(name: str) -> Callable[[str], None]:
    """Return what lets the power fail at a failpoint."""

    def act(reached: str) -> None:
        if reached == name:
            raise Cut

    return act


@pytest.mark.parametrize("name", ["vault.committed", "stick.renamed"])
def test_an_export_that_was_cut_after_its_entry_is_finished_and_not_done_twice(
    open_site: Site, places: Places, name: str
) -> None:
    screen(open_site)
    with failpoints.armed(cut_at(name)), pytest.raises(Cut):
        export(open_site, places.stick)
    count = entries(open_site)
    if name == "vault.committed":
        assert [path.name for path in places.stick.iterdir()] == ["SITE01-A-000001.escc.part"]
        done = export(open_site, places.stick)
        assert (done.package.number, done.participants, done.path.exists()) == (1, 1, True)
        assert [code for code, _, _ in done.steps] == ["STICK_READ_BACK", "STICK_RENAMED"]
    with pytest.raises(Refused, match="NOTHING_TO_SEND"):
        export(open_site, places.stick)
    assert entries(open_site) == count
    assert receive(places, places.stick / "SITE01-A-000001.escc") == ["RECEIVED"]


def test_an_export_that_was_cut_before_its_entry_leaves_no_package_behind(open_site: Site, places: Places) -> None:
    screen(open_site)
    with failpoints.armed(cut_at("vault.written")), pytest.raises(Cut):
        export(open_site, places.stick)
    assert list(places.stick.iterdir()) == []
    assert receive(places, export(open_site, places.stick).path) == ["RECEIVED"]


def test_a_stick_pulled_before_the_name_is_told_and_finished_later(open_site: Site, places: Places) -> None:
    screen(open_site)

    def pull(reached: str) -> None:
        if reached == "vault.committed":
            places.stick.rename(places.folder / "pulled")

    with failpoints.armed(pull), pytest.raises(PackageError, match="STICK_UNNAMED"):
        export(open_site, places.stick)
    (places.folder / "pulled").rename(places.stick)
    assert receive(places, export(open_site, places.stick).path) == ["RECEIVED"]
