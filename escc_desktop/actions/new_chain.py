"""Begins the chain that a restored vault writes: a new device, everybody certified once more; it moves no file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from escc_desktop import failpoints
from escc_desktop.actions.office import Hand, Office
from escc_desktop.actions.people import certified
from escc_desktop.actions.sightings import Missing
from escc_desktop.actions.site import CHAIN_AT_WORK, DEVICE_AT_WORK, DEVICE_IDENTITY, DEVICE_KEY, Site
from escc_desktop.actions.unlock import device_hand
from escc_desktop.errors import Refused
from escc_desktop.trust import boxes
from escc_desktop.trust.certificates import issue_device, read_certificate
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.naming import chain_name, next_device


def begin_chain(
    site: Site, with_slots: Collection[str], taken: Collection[str] = (), missing: Sequence[Missing] = ()
) -> None:
    """Let another device go on where the vault's chain ends, certified by the authority in the person's own slot.

    ``taken`` are names of devices that were met elsewhere; ``missing`` is what is known to have been written and is not
    here. One transaction: the device's first entry names the last one that is here, then everybody who works here and
    is one of ``with_slots`` is certified in the new chain with the certificate they have. The old device's signing key
    goes; its identity stays, for packages that were sealed to it.

    Raises Refused RESTORE_NEEDS_ADMINISTRATOR, RESTORE_CLOCK.
    """
    refuse_others(site)
    old, facts = site.office, site.facts
    head = old.journal.head(old.chain)
    assert head is not None  # the chain was followed to its end before
    _refuse_clock(site)
    device = next_device(facts.device, {*taken, *(stretch.device for stretch in site.line)})
    chain = chain_name(facts.site, device)
    device_key = SigningKey.generate(old.randomness)
    identity, recipient = boxes.generate_identity()
    failpoints.reached("restore.keys_made")
    hand = device_hand(device, device_key)
    office = Office(
        old.cabinet, old.clock, old.randomness, facts.study, facts.site, chain, hand, device_key, facts.edition
    )
    office.system = hand
    who = [person for person in site.people if person in with_slots]
    body = {
        "kit": str(old.cabinet.vault.meta("kit")),
        "device": device,
        "certificate": _device_certificate(site, device_key, device),
        "recipient": recipient,
        "edition": facts.edition,
        "restored_from": {
            "chain": old.chain,
            "seq": head.seq,
            "head": head.hash.hex(),
            "missing": [{"chain": one.chain, "first": one.first, "last": one.last} for one in missing] or None,
        },
    }
    keys, vault = old.cabinet.keys, old.cabinet.vault
    with office.transaction():
        keys.put(f"{DEVICE_IDENTITY}/{old.chain}", keys.get(DEVICE_IDENTITY))
        keys.put(DEVICE_KEY, device_key.to_bytes())
        keys.put(DEVICE_IDENTITY, identity.encode("ascii"))
        vault.set_meta(CHAIN_AT_WORK, chain)
        vault.set_meta(DEVICE_AT_WORK, device)
        failpoints.reached("restore.keys_kept")
        office.enter("device.certified", body)
        _certify_everybody(site, office, hand, who)
        failpoints.reached("restore.entered")
    failpoints.reached("restore.committed")
    office.keep_checkpoint(is_durable=True)
    failpoints.reached("restore.noted")


def refuse_others(site: Site) -> None:
    """Raise Refused (RESTORE_NEEDS_ADMINISTRATOR) unless the person holds the site's authority and still works here."""
    me = site.person.id
    counts = me in site.people and read_certificate(site.certificates[me]).public == site.office.hand.key.public
    if site.authority_key is None or not counts:
        who = [person.name for person in site.people.values() if "site_administrator" in person.roles]
        raise Refused("RESTORE_NEEDS_ADMINISTRATOR", name=site.person.name, who=", ".join(who))


def _refuse_clock(site: Site) -> None:
    """The entries of a new chain are laid after the old ones by the clock: one that is behind would lay them before."""
    office, now = site.office, site.office.clock()
    heads = (office.journal.head(stretch.chain) for stretch in site.line)
    lasts = (office.journal.entry(head.chain, head.seq) for head in heads if head is not None)
    last = max(datetime.fromisoformat(one.entry.at) for one in lasts if one is not None)
    if now < last:
        shown = f"{last.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
        raise Refused("RESTORE_CLOCK", now=f"{now:%Y-%m-%d %H:%M}", last=shown)


def _device_certificate(site: Site, key: SigningKey, device: str) -> str:
    assert site.authority_key is not None  # refused before
    office, authority = site.office, site.authority
    issued = issue_device(site.authority_key, authority, key.public, device, office.randomness, office.clock())
    return issued + authority


def _certify_everybody(site: Site, office: Office, device: Hand, who: Sequence[str]) -> None:
    """The device certifies the administrator at work, who then certifies the others: as on a first run."""
    me = site.person.id
    office.enter("person.certified", _certified(site, me, device.actor.id))
    for person in who:
        if person != me:
            office.enter("person.certified", _certified(site, person, me), hand=site.office.hand)


def _certified(site: Site, person: str, by: str) -> dict[str, object]:
    bundle = site.certificates[person] + site.issuers[person]
    return certified(site.people[person], bundle, by, site.recipients.get(person))
