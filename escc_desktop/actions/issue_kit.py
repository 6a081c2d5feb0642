"""Makes the kit of one device of one site and notes it; what a device does with it is not its part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.actions.desk import Desk
from escc_desktop.actions.key_holders import recovery_recipient
from escc_desktop.actions.outside import give_name, take_away, waiting_for_name, write_beside
from escc_desktop.actions.passphrases import require_strong, words_known
from escc_desktop.errors import Refused
from escc_desktop.exchange.kit import LARGEST_KIT, Kit, seal_kit
from escc_desktop.study import loading
from escc_desktop.study.edition import Study
from escc_desktop.trust.certificates import issue_authority
from escc_desktop.trust.entry import instant
from escc_desktop.trust.key_slots import LEAST_PASSPHRASE
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.naming import chain_name, generation


@dataclass(frozen=True, slots=True)
class KitOrder:
    """For whom a kit is. ``numbers`` is how many participant numbers the device may give."""

    site: str
    site_name: str
    device: str
    investigator: str
    edition: Path
    numbers: int = 100
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class IssuedKit:
    """What was issued: the kit's id and its block of participant orders, both ends included."""

    kit: str
    chain: str
    first: int
    last: int


def issue_kit(
    desk: Desk,
    order: KitOrder,
    passphrase: str,
    write: Callable[[bytes], None],
    unwrite: Callable[[], None] = lambda: None,
    finish: Callable[[], None] = lambda: None,
) -> IssuedKit:
    """Make a kit, hand its bytes to ``write`` and keep the entry once that is done; ``unwrite`` if it cannot be kept.

    ``finish`` is called once it is kept, to give the file its name: there is no kit of which the desk does not know.
    Raises Refused: SITE_NUMBER_FORM, DEVICE_FORM, DEVICE_HAS_KIT, DEVICE_NAME_KEPT, NUMBERS_FORM; StudyError; Refused
    PASSPHRASE_WEAK; PackageError KIT_*.
    """
    _refuse_bad(desk, order)
    files = loading.read_folder(order.edition)
    study = loading.load(files)
    if study.id != desk.office.study:
        raise Refused("EDITION_OF_ANOTHER_STUDY", found=study.id, study=desk.office.study)
    _refuse_weak(order, study, passphrase)
    office = desk.office
    with office.transaction():
        recovery = recovery_recipient(desk)
    first = max((one.entry.body["numbers"]["last"] for one in desk.kits(order.site)), default=0) + 1
    authority_key = SigningKey.generate(office.randomness)
    now = office.clock()
    kit = Kit(
        kit=f"KIT-{order.site}-{order.device}",
        study=office.study,
        site=order.site,
        site_name_en=order.site_name,
        site_name_zh=order.site_name,
        device=order.device,
        chain=chain_name(order.site, order.device),
        edition=study.digest,
        edition_files=files,
        first=first,
        last=first + order.numbers - 1,
        investigator=order.investigator,
        root=desk.root,
        authority=issue_authority(desk.root_key(), desk.root, authority_key.public, order.site, office.randomness, now),
        authority_key=authority_key.to_bytes(),
        desk_certificate=desk.certificate,
        desk_recipients=(desk.recipient,),
        recovery_recipients=(recovery,),
        is_demonstration=order.is_demonstration,
        issued_at=instant(now),
    )
    data = seal_kit(kit, passphrase, office.hand.key, office.randomness)
    with office.transaction():
        office.enter("kit.issued", _issued(kit, data))
        desk.at_site(kit.site)
        failpoints.reached("kit.entered")
        office.on_failure(unwrite)
        office.once_kept(finish)
        write(data)
        failpoints.reached("kit.written")
    failpoints.reached("kit.committed")
    return IssuedKit(kit.kit, kit.chain, kit.first, kit.last)


def issue_kit_to(desk: Desk, order: KitOrder, passphrase: str, out: Path) -> IssuedKit:
    """Issue a kit into the new file ``out``, which gets its name once the desk knows of it.

    One that a power cut left without its name gets it, and no other is issued. Raises as ``issue_kit``; VaultError
    OUTPUT_TAKEN, INPUT_UNREADABLE.
    """
    left = waiting_for_name(out, LARGEST_KIT)
    issued = _known(desk, order, sha256(left).hexdigest()) if left is not None else None
    if issued is not None:
        give_name(out)
        return issued

    def write(data: bytes) -> None:
        write_beside(out, data)

    return issue_kit(desk, order, passphrase, write, lambda: take_away(out), lambda: give_name(out))


def _known(desk: Desk, order: KitOrder, digest: str) -> IssuedKit | None:
    """Return what was issued to the device of ``order`` as the file with that SHA-256, or None."""
    for one in desk.kits(order.site):
        body = one.entry.body
        if (body["device"], body["kit_sha256"]) == (order.device, digest):
            return IssuedKit(body["kit"], body["chain"], body["numbers"]["first"], body["numbers"]["last"])
    return None


def _issued(kit: Kit, data: bytes) -> dict[str, object]:
    """Return the body of ``kit.issued`` for a kit whose sealed bytes are ``data``."""
    return {
        "kit": kit.kit,
        "site": kit.site,
        "device": kit.device,
        "chain": kit.chain,
        "edition": kit.edition,
        "numbers": {"first": kit.first, "last": kit.last},
        "investigator": kit.investigator,
        "kit_sha256": sha256(data).hexdigest(),
    }


def _refuse_weak(order: KitOrder, study: Study, passphrase: str) -> None:
    if len(passphrase) >= LEAST_PASSPHRASE:  # a shorter one is refused by the kit itself
        places = (order.site, order.site_name, chain_name(order.site, order.device))
        require_strong(passphrase, words_known(study, places, (order.investigator,)))


def _refuse_bad(desk: Desk, order: KitOrder) -> None:
    if not (order.site.isascii() and order.site.isdigit() and 2 <= len(order.site) <= 4):
        raise Refused("SITE_NUMBER_FORM", typed=order.site)
    if not (order.device.isascii() and order.device.isalnum() and order.device.isupper() and len(order.device) <= 4):
        raise Refused("DEVICE_FORM", typed=order.device)
    if not 1 <= order.numbers <= 10_000:
        raise Refused("NUMBERS_FORM", typed=order.numbers)
    known = {str(one.entry.body["device"]) for one in desk.kits(order.site)}
    if order.device in known:
        raise Refused("DEVICE_HAS_KIT", site=order.site, device=order.device)
    if any(generation(one, order.device) or generation(order.device, one) for one in known):
        raise Refused("DEVICE_NAME_KEPT", site=order.site, device=order.device)
