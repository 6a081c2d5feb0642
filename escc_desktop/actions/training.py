"""Records the training and certificates of people; what expires is told by ``trial.training``."""

from __future__ import annotations

from escc_desktop.actions.authority import require, today
from escc_desktop.actions.commands import RecordTraining
from escc_desktop.actions.delegating import place_of
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import Refused
from escc_desktop.trial.training import TRAININGS


def record_training(site: Site, command: RecordTraining) -> Outcome:
    """Record a training or certificate; its value is the entry.

    Raises VaultError PERSON_NOT_CERTIFIED; Refused: NOT_ALLOWED, TRAINING_UNKNOWN, TRAINING_FUTURE, TRAINING_DAYS,
    PLACE_LONG.
    """
    require(site, "record")
    site.person_of(command.person)
    if command.what not in TRAININGS:
        raise Refused("TRAINING_UNKNOWN", what=command.what)
    if command.on > today(site):
        raise Refused("TRAINING_FUTURE", on=command.on)
    if command.expires_on is not None and command.expires_on <= command.on:
        raise Refused("TRAINING_DAYS", on=command.on, expires=command.expires_on)
    place = place_of(site, command.filed_at)
    body = {
        "person": command.person,
        "what": command.what,
        "on": command.on.isoformat(),
        "expires_on": command.expires_on.isoformat() if command.expires_on else None,
        "filed_at": place.commitment if place is not None else None,
    }
    signed = site.office.enter("training.recorded", body, texts=(place,) if place is not None else ())
    return Outcome(f"{signed.entry.chain}:{signed.entry.seq}", frozenset({"people", "training", "journal"}))
