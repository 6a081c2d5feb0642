"""Tells which devices a site has at the desk: those of kits, and those that restores put in their places; it judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from escc_desktop.actions.desk import Desk
from escc_desktop.errors import PackageError
from escc_desktop.exchange.package import OpenedPackage, entries_of_run
from escc_desktop.store.lineage import line_of
from escc_desktop.trust.entry import SignedEntry
from escc_desktop.trust.naming import chain_name, generation


@dataclass(frozen=True, slots=True)
class SiteDevice:
    """A device that has sent something: its chain, the kit's chain at the head of its line, and when it began.

    ``generation`` is 1 for the kit's own. ``begun`` is the first entry of its chain, ``at`` its instant (UTC text).
    """

    chain: str
    device: str
    kit_chain: str
    generation: int
    begun: SignedEntry

    @property
    def at(self) -> str:
        """When it began to write."""
        return self.begun.entry.at

    @property
    def recipient(self) -> str:
        """Its age recipient."""
        return str(self.begun.entry.body["recipient"])


def devices_of(desk: Desk, site: str) -> tuple[SiteDevice, ...]:
    """Return the devices of ``site`` that have sent anything, those of one line after one another, the oldest first."""
    kits = {str(kit.entry.body["chain"]): str(kit.entry.body["device"]) for kit in desk.kits(site)}
    found: list[SiteDevice] = []
    for begun in desk.office.entries_of("device.certified"):
        chain, device = begun.entry.chain, str(begun.entry.body["device"])
        if begun.entry.site == site:
            kit_chain = line_of(desk.office.journal, chain)[0].chain
            number = generation(kits[kit_chain], device) or 1
            found.append(SiteDevice(chain, device, kit_chain, number, begun))
    return tuple(sorted(found, key=lambda one: (one.kit_chain, one.generation)))


def successor_of(devices: tuple[SiteDevice, ...], kit_chain: str, number: int) -> SiteDevice | None:
    """Return the device that took the place of generation ``number`` of a kit's line; None while that is at work."""
    return next((one for one in devices if one.kit_chain == kit_chain and one.generation > number), None)


def at_work(devices: tuple[SiteDevice, ...]) -> tuple[SiteDevice, ...]:
    """Return the devices whose place nobody took."""
    return tuple(one for one in devices if successor_of(devices, one.kit_chain, one.generation) is None)


def chains_of_sender(desk: Desk, opened: OpenedPackage) -> dict[str, int | None]:
    """Return of which chains a package may speak, each up to a number or (None) to its end: the sender's own, and those
    before the restores that made it.

    A chain that no kit names counts only if it begins in this package, or began in one before it, with a device that
    the site's authority certified and that goes on from an entry of a line of ours. Raises PackageError PKG_STRANGER.
    """
    manifest = opened.content.manifest
    kits = {str(kit.entry.body["chain"]): str(kit.entry.body["device"]) for kit in desk.kits(manifest.site)}
    allowed: dict[str, int | None] = {}
    chain, last = manifest.chain, None
    while chain not in allowed:
        allowed[chain] = last
        if chain in kits:
            _refuse_other_names(opened, allowed, kits[chain])
            return allowed
        begun = desk.office.journal.entry(chain, 1) or next(entries_of_run(opened.content, chain), None)
        before = begun.entry.body.get("restored_from") if begun is not None and _is_begun_well(begun, chain) else None
        if before is None:
            break
        chain, last = str(before["chain"]), int(before["seq"])
    raise _stranger(opened)


def _is_begun_well(begun: SignedEntry, chain: str) -> bool:
    entry = begun.entry
    is_first = (entry.chain, entry.seq, entry.kind) == (chain, 1, "device.certified")
    return is_first and chain == chain_name(entry.site, str(entry.body["device"]))


def _refuse_other_names(opened: OpenedPackage, allowed: Mapping[str, int | None], kit_device: str) -> None:
    """The names of a line only ever go up, from the kit's own, and the sender is the newest."""
    site = opened.content.manifest.site
    devices = [chain.removeprefix(f"{site}-") for chain in allowed]
    numbers = [generation(kit_device, device) or 0 for device in devices]
    if devices[0] != opened.sender.id or numbers != sorted(numbers, reverse=True) or 0 in numbers:
        raise _stranger(opened)


def _stranger(opened: OpenedPackage) -> PackageError:
    manifest = opened.content.manifest
    return PackageError("PKG_STRANGER", package=manifest.package, site=manifest.site, device=opened.sender.id)
