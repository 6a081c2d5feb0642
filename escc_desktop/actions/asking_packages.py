"""Says where every entry is on its way: to send, sent, confirmed; it writes and sends nothing."""

from __future__ import annotations

from dataclasses import dataclass

from escc_desktop.actions.import_package import confirmed_ranges, count
from escc_desktop.actions.packing import SITE_BOOKKEEPING, exported
from escc_desktop.actions.paper_heading import local
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Delivery, PackagesView, PackageView
from escc_desktop.exchange.codes import check_code_of
from escc_desktop.trust.entry import SignedEntry


@dataclass(frozen=True, slots=True)
class Standing:
    """How far our own chain has travelled. ``ours`` and ``desk`` have the newest package first.

    ``to_send`` counts the entries that no package has carried yet and that are reason enough for one; ``waiting`` is
    the number of the first of them.
    """

    chain: str
    sent: int
    to_send: int
    waiting: int | None
    confirmed: tuple[tuple[int, int], ...]
    ours: tuple[PackageView, ...]
    desk: tuple[PackageView, ...]

    @property
    def confirmed_entries(self) -> int:
        """Entries that the desk says it has."""
        return count(self.confirmed)

    @property
    def not_confirmed_entries(self) -> int:
        """Entries that were carried and that the desk has not acknowledged."""
        return self.sent - self.confirmed_entries


def standing(site: Site) -> Standing:
    """Return how far our own chain has travelled."""
    office = site.office
    sent = exported(office.cabinet, office.chain)
    confirmed = confirmed_ranges(site)
    ours = tuple(_package(site, one, confirmed, is_ours=True) for one in reversed(sent))
    came = office.entries_of("package.received", chain=office.chain)
    desk = tuple(_package(site, one, (), is_ours=False) for one in reversed(came))
    last = int(sent[-1].entry.body["last"]) if sent else 0
    waiting = office.journal.waiting(office.chain, last, SITE_BOOKKEEPING)
    return Standing(office.chain, last, waiting.entries, waiting.first, confirmed, ours, desk)


def _package(site: Site, signed: SignedEntry, confirmed: tuple[tuple[int, int], ...], *, is_ours: bool) -> PackageView:
    body = signed.entry.body
    return PackageView(
        name=body["package"],
        number=body["number"],
        is_ours=is_ours,
        first=body["first"],
        last=body["last"],
        at=local(site, signed.entry.at),
        check_code=check_code_of(body["sha256"]),
        is_confirmed=any(first <= body["first"] and body["last"] <= last for first, last in confirmed),
    )


def delivery_of(sent: Standing, entry: str) -> Delivery:
    """Return where one entry ("chain:seq") is."""
    chain, _, number = entry.rpartition(":")
    seq = int(number)
    if chain != sent.chain:
        return "received"
    if any(first <= seq <= last for first, last in sent.confirmed):
        return "confirmed"
    return "not_confirmed" if seq <= sent.sent else "to_send"


def packages(site: Site) -> PackagesView:
    """Return the packages page."""
    sent = standing(site)
    office = site.office
    waiting = office.journal.entry(office.chain, sent.waiting) if sent.waiting else None
    return PackagesView(
        to_send=sent.to_send,
        to_send_since=local(site, waiting.entry.at) if waiting else None,
        not_confirmed_packages=sum(not one.is_confirmed for one in sent.ours),
        not_confirmed_entries=sent.not_confirmed_entries,
        confirmed_packages=sum(one.is_confirmed for one in sent.ours),
        confirmed_entries=sent.confirmed_entries,
        ours=sent.ours,
        desk=sent.desk,
    )
