"""Lets a person change their own passphrase; nobody sets another's, and a forgotten one goes through recovery."""

from __future__ import annotations

from escc_desktop import failpoints
from escc_desktop.actions.key_commands import ChangePassphrase
from escc_desktop.actions.passphrases import blocked_words, require_strong
from escc_desktop.actions.people import renew_slot
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import proven
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import Refused


def change_passphrase(site: Site, command: ChangePassphrase) -> Outcome:
    """Put a new passphrase in the place of the old one of whoever is at work.

    Raises WrongPassphrase, Refused TRY_LATER and VaultError SLOT_NOT_CERTIFIED for the old one; TrustError
    PASSPHRASE_SHORT, Refused PASSPHRASE_WEAK and PASSPHRASE_SAME for the new one.
    """
    _, secrets = proven(site, site.person, command.old)
    if command.new == command.old:
        raise Refused("PASSPHRASE_SAME")
    require_strong(command.new, blocked_words(site))
    renew_slot(site, command.new, secrets, "passphrase")
    failpoints.reached("passphrase.changed")
    return Outcome(None, frozenset({"journal"}))
