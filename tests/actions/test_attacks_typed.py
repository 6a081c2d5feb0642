"""Types what nobody expects into every text: it is kept as it stands and comes back, or is refused with a sentence."""

from __future__ import annotations

import pytest

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import ConfirmNumbers
from escc_desktop.actions.findings import finding_of
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.site import Site
from escc_desktop.actions.verify import verify_vault
from escc_desktop.errors import Refused
from escc_desktop.words import explain
from tests.building import ELIGIBLE, Places, export, save, screen

KEPT = {
    "long": "病" * 10_000,
    "emoji": "患者 \U0001f600",
    "rare": "\U00020bb7野家",
    "right to left": "\u0634\u0644\u0627\u0645",
    "formula": '=HYPERLINK("http://x","y")',
    "markup": "<b>&lt;x</b> {number} %s",
    "piled up": "a" + "\u0316" * 50,
}


@pytest.mark.parametrize("what", KEPT)
def test_what_is_odd_is_kept_and_travels(open_site: Site, places: Places, what: str) -> None:
    number = screen(open_site)
    save(open_site, number, "IE", {**ELIGIBLE, "INCL03_NOTE": KEPT[what]})
    assert asking.record(open_site, number, "IE").values["INCL03_NOTE"] == KEPT[what]
    assert verify_vault(open_site, None).is_sound
    package = export(open_site, places.stick).path
    with places.at_desk() as desk:
        assert [one.code for one in receive_packages(desk, [package])] == ["RECEIVED"]


def test_what_no_package_could_carry_is_not_saved(open_site: Site) -> None:
    number = screen(open_site)
    for values in ({**ELIGIBLE, "INCL03_NOTE": "y" * 20_001},):
        with pytest.raises(Refused, match="VALUES_UNREADABLE") as caught:
            save(open_site, number, "IE", values)
        assert [one.code for one in caught.value.reasons] == ["VALUE_LONG"]
        assert "20001" in explain(caught.value, "zh")


@pytest.mark.parametrize("search", ["y" * 2_000_000, "a\ud800b", "%_\\"])
def test_a_search_is_never_more_than_a_search(open_site: Site, search: str) -> None:
    screen(open_site)
    assert asking.participants(open_site, search) == ()


@pytest.mark.parametrize("digits", ["9" * 5_000, "²", "９" * 5_000])
def test_a_number_of_the_paper_log_without_end_is_refused(open_site: Site, digits: str) -> None:
    for typed in ((digits, ""), ("", digits)):
        with pytest.raises(Refused, match="NUMBER_TYPED"):
            carry_out(open_site, ConfirmNumbers(*typed))
    with pytest.raises(Refused, match="FINDING_UNKNOWN"):
        finding_of(open_site, f"01-A:{digits}")
