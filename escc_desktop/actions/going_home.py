"""Works out which entries the devices of a site still lack, so that the desk's next package brings them; it packs none.

A device has what it wrote, what the chains before a restore held up to there, and what packages of the desk brought.
Whoever has had no package since they first sent one (a restored device, or a second one of the site) is counted by what
they say themselves to have received; for all others the desk's own account of what it sent is enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from escc_desktop.actions.desk import Desk
from escc_desktop.actions.packing import exported
from escc_desktop.actions.site_devices import SiteDevice, at_work, devices_of
from escc_desktop.store.lineage import line_of
from escc_desktop.trust.entry import SignedEntry


@dataclass(frozen=True, slots=True)
class Homeward:
    """From which number on the desk's own chain goes home, and which entries of the site's chains go with it."""

    first: int
    beside: tuple[SignedEntry, ...]


def homeward(desk: Desk, site: str) -> Homeward:
    """Return what the desk's next package for ``site`` has to carry."""
    journal, chain = desk.office.journal, desk.chain_of(site)
    devices = devices_of(desk, site)
    live = at_work(devices)
    past = exported(desk.office.cabinet, chain)
    sent = _reached((one.entry.body for one in past), chain)
    new = [one for one in live if _is_new(desk, chain, one, past)]
    had = {one.chain: _had(desk, chain, one) for one in new}
    first = 1 + min([sent.get(chain, 0), *(one.get(chain, 0) for one in had.values())])
    beside: list[SignedEntry] = []
    for other in devices:
        firsts = [
            1 + max(_wrote(desk, device, other.chain), had.get(device.chain, sent).get(other.chain, 0))
            for device in live
            if device.chain != other.chain
        ]
        if firsts:
            beside.extend(journal.entries(other.chain, min(firsts)))
    return Homeward(first, tuple(beside))


def _reached(bodies: Iterable[dict[str, Any]], chain: str) -> dict[str, int]:
    """Return how far packages have carried ``chain``, whose they are, and the chains beside it."""
    reached: dict[str, int] = {}
    for body in bodies:
        runs = [(chain, int(body["last"])), *((one["chain"], int(one["last"])) for one in body.get("also") or ())]
        for name, last in runs:
            reached[name] = max(last, reached.get(name, 0))
    return reached


def _is_new(desk: Desk, chain: str, device: SiteDevice, past: tuple[SignedEntry, ...]) -> bool:
    """Tell whether no package went home since the first one of ``device`` came."""
    came = desk.office.entries_of("package.received", chain=chain)
    first = min((one.entry.seq for one in came if one.entry.body["chain"] == device.chain), default=None)
    return first is not None and (not past or past[-1].entry.seq < first)


def _had(desk: Desk, chain: str, device: SiteDevice) -> dict[str, int]:
    """Return how far a device says that the desk's packages have brought each chain."""
    journal = desk.office.journal
    bodies = [
        one.entry.body
        for stretch in line_of(journal, device.chain)
        for one in journal.by_kind("package.received", chain=stretch.chain)
        if one.entry.body["chain"] == chain and (stretch.last is None or one.entry.seq <= stretch.last)
    ]
    return _reached(bodies, chain)


def _wrote(desk: Desk, device: SiteDevice, chain: str) -> int:
    """Return how much of ``chain``, another one, a device has from the restores that made it."""
    line = line_of(desk.office.journal, device.chain)
    return next((stretch.last or 0 for stretch in line if stretch.chain == chain), 0)
