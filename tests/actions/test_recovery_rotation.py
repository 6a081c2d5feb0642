"""Lets the vault's data key change between request, grant and later days, and sees who is let in by which."""

from __future__ import annotations

import pytest

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import ImportPackage
from escc_desktop.actions.key_holders import shared_identity
from escc_desktop.actions.reply import reply
from escc_desktop.actions.unlock import lock, unlock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.errors import EsccError
from tests.actions.test_leaver import let_go
from tests.building import ADMINISTRATOR, COORDINATOR, INVESTIGATOR, Places, randomness
from tests.recovering import NEW_WORDS, ask, grant, take


def rotate(places: Places) -> None:
    """Let the coordinator go, which changes the data key."""
    site = places.unlock(ADMINISTRATOR)
    let_go(site)
    lock(site)


def test_a_grant_of_the_old_key_opens_nothing_and_the_next_request_does(two: Places) -> None:
    _, early = grant(two, ask(two, INVESTIGATOR).path)
    rotate(two)
    with pytest.raises(EsccError) as problem:
        take(two, INVESTIGATOR, early)
    assert problem.value.code == "GRANT_OLD_KEY"
    _, late = grant(two, ask(two, INVESTIGATOR).path, "late.escc")
    site = take(two, INVESTIGATOR, late)
    assert verify_vault(site, two.root.read_text(encoding="ascii")).is_sound
    site.close()


def test_who_was_let_in_again_is_given_later_keys_too(two: Places) -> None:
    _, path = grant(two, ask(two, INVESTIGATOR).path)
    lock(take(two, INVESTIGATOR, path))
    rotate(two)
    site = unlock(two.vault, INVESTIGATOR, NEW_WORDS, two.clock, randomness)
    assert verify_vault(site, two.root.read_text(encoding="ascii")).is_sound
    site.close()


def test_whoever_left_is_not_let_in_again(two: Places) -> None:
    ask(two, COORDINATOR)
    rotate(two)
    with pytest.raises(EsccError) as problem:
        ask(two, COORDINATOR)
    assert problem.value.code == "SLOT_UNKNOWN"


def test_the_box_is_sealed_to_whom_the_desk_named_last(two: Places) -> None:
    with two.at_desk() as desk:
        shared = shared_identity(desk)
        home = reply(desk, "01", two.stick)
    assert shared is not None
    site = two.unlock(ADMINISTRATOR)
    carry_out(site, ImportPackage(home))
    assert site.recovery_recipients == (shared.recipient,)
    site.close()
