"""Says where every entry is on its way: to send, sent, confirmed; it writes and sends nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from escc_desktop.actions.deliveries import (
    Runs,
    count,
    holds,
    left_behind,
    received,
    travelled,
)
from escc_desktop.actions.packing import SITE_BOOKKEEPING
from escc_desktop.actions.paper_heading import local
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Delivery, PackagesView, PackageView
from escc_desktop.exchange.codes import check_code_of
from escc_desktop.trust.entry import SignedEntry


@dataclass(frozen=True, slots=True)
class Carried:
    """What packages have carried: enough to say of one entry how far it has travelled, however long the journal is.

    ``own`` are the chains that were written here, each up to a number or (None) to its end.
    """

    own: Mapping[str, int | None]
    sent: Mapping[str, Runs]
    confirmed: Mapping[str, Runs]


@dataclass(frozen=True, slots=True)
class Standing(Carried):
    """How far what was written here has travelled. ``ours`` and ``desk`` have the newest package first.

    ``to_send`` counts the entries that no package has carried yet and that are reason enough for one; ``waiting`` is
    chain and number of the first of them.
    """

    to_send: int
    waiting: tuple[str, int] | None
    ours: tuple[PackageView, ...]
    desk: tuple[PackageView, ...]

    @property
    def confirmed_entries(self) -> int:
        """Entries that the desk says it has."""
        return count(self.confirmed)

    @property
    def not_confirmed_entries(self) -> int:
        """Entries that were carried and that the desk has not acknowledged."""
        return count(self.sent) - self.confirmed_entries


def carried(site: Site) -> Carried:
    """Return what packages have carried, without counting what waits for the next one."""
    how = travelled(site)
    return Carried({stretch.chain: stretch.last for stretch in site.line}, how.sent, how.confirmed)


def standing(site: Site) -> Standing:
    """Return how far what was written here has travelled."""
    office, how = site.office, travelled(site)
    ours = tuple(_package(site, one, is_ours=True, told=how.told) for one in reversed(how.packages))
    desk = tuple(_package(site, one, is_ours=False) for one in reversed(received(site)))
    last = max((last for _, last in how.sent.get(office.chain, ())), default=0)
    new = office.journal.waiting(office.chain, last, SITE_BOOKKEEPING)
    older = [one for one in left_behind(site, how) if one.entry.kind not in SITE_BOOKKEEPING]
    first = (office.chain, new.first) if new.first else None
    return Standing(
        own={stretch.chain: stretch.last for stretch in site.line},
        sent=how.sent,
        confirmed=how.confirmed,
        to_send=new.entries + len(older),
        waiting=(older[0].entry.chain, older[0].entry.seq) if older else first,
        ours=ours,
        desk=desk,
    )


def _package(site: Site, signed: SignedEntry, *, is_ours: bool, told: Collection[str] = ()) -> PackageView:
    body = signed.entry.body
    return PackageView(
        name=body["package"],
        number=body["number"],
        is_ours=is_ours,
        first=body["first"],
        last=body["last"],
        at=local(site, signed.entry.at),
        check_code=check_code_of(body["sha256"]),
        is_confirmed=body["sha256"] in told,
    )


def delivery_of(sent: Carried, entry: str) -> Delivery:
    """Return where one entry ("chain:seq") is."""
    chain, _, number = entry.rpartition(":")
    seq = int(number)
    if chain not in sent.own or seq > (sent.own[chain] or seq):
        return "received"
    if holds(sent.confirmed.get(chain, ()), seq):
        return "confirmed"
    return "not_confirmed" if holds(sent.sent.get(chain, ()), seq) else "to_send"


def packages(site: Site) -> PackagesView:
    """Return the packages page."""
    how = standing(site)
    waiting = site.office.journal.entry(*how.waiting) if how.waiting else None
    return PackagesView(
        to_send=how.to_send,
        to_send_since=local(site, waiting.entry.at) if waiting else None,
        not_confirmed_packages=sum(not one.is_confirmed for one in how.ours),
        not_confirmed_entries=how.not_confirmed_entries,
        confirmed_packages=sum(one.is_confirmed for one in how.ours),
        confirmed_entries=how.confirmed_entries,
        ours=how.ours,
        desk=how.desk,
    )
