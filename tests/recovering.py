"""Lets the desk's two key holders answer a request, and a locked-out person take the grant, as each would do it."""

from __future__ import annotations

from pathlib import Path

from escc_desktop.actions.admit import Admitted, admit
from escc_desktop.actions.desk import at_desk, desk_slots
from escc_desktop.actions.grant_recovery import Granted, grant_recovery
from escc_desktop.actions.key_holders import second_holder
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.recovery import recover
from escc_desktop.actions.recovery_request import WrittenRequest, request_recovery
from escc_desktop.actions.site import Site
from escc_desktop.errors import PackageError
from tests.building import DESK_PERSON, WORDS, Places, export, randomness

SECOND, THIRD = "孙宁", "赵敏"
SECOND_WORDS, THIRD_WORDS = "second desk words 1", "third desk words 12"
NEW_WORDS = "a quiet lamp beside nine doors"
IDS = {"陈洁": "P01", "李晓": "P02", "王敏": "P03"}


def admit_second(places: Places) -> Admitted:
    """Let a second person work at the desk."""
    with at_desk(str(places.desk), DESK_PERSON, WORDS[DESK_PERSON], places.clock, randomness) as desk:
        return admit(desk, desk_slots(str(places.desk)), SECOND, SECOND_WORDS)


def hand_in(places: Places) -> None:
    """Bring the desk what the site has to say, so that it knows its people."""
    site = places.unlock()
    export(site, places.stick)
    site.close()
    packages = sorted(places.stick.glob("SITE01-A-*.escc"))
    with at_desk(str(places.desk), DESK_PERSON, WORDS[DESK_PERSON], places.clock, randomness) as desk:
        results = receive_packages(desk, packages)
    for result in results:
        if not result.is_received:
            raise PackageError(result.code, **result.facts)


def ask(places: Places, who: str, words: str = NEW_WORDS) -> WrittenRequest:
    """Write a request for somebody who forgot their passphrase."""
    return request_recovery(places.vault, IDS[who], words, places.stick, places.clock, randomness)


def grant(places: Places, request: Path, out: str = "grant.escc", heard: str | None = None) -> tuple[Granted, Path]:
    """Answer a request at the desk, with both key holders there."""
    path = places.folder / out
    with at_desk(str(places.desk), DESK_PERSON, WORDS[DESK_PERSON], places.clock, randomness) as desk:
        second = second_holder(desk, desk_slots(str(places.desk)), SECOND, SECOND_WORDS)
        return grant_recovery(desk, second, request.read_bytes(), path, heard), path


def take(places: Places, who: str, grant: Path, words: str = NEW_WORDS) -> Site:
    """Take the grant at the site."""
    return recover(places.vault, IDS[who], words, grant, places.clock, randomness)


def ready(places: Places) -> Places:
    """Give the desk its second person and what the site has to say."""
    admit_second(places)
    hand_in(places)
    return places
