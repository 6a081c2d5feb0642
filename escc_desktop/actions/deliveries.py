"""Tells which of the entries that were written here have been sent, which the desk has, and what is still to go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from escc_desktop.actions.packing import desk_chain, exported
from escc_desktop.actions.site import Site
from escc_desktop.trust.entry import SignedEntry

Runs = tuple[tuple[int, int], ...]
"""Runs of entries of one chain: (first, last), both included."""


@dataclass(frozen=True, slots=True)
class Travelled:
    """``packages`` are the ``package.exported`` entries of everything that was written here, oldest first; ``told`` the
    SHA-256 of those that the desk says it has; ``sent`` and ``confirmed`` what they carried, by chain.
    """

    packages: tuple[SignedEntry, ...]
    told: frozenset[str]
    sent: Mapping[str, Runs]
    confirmed: Mapping[str, Runs]


def travelled(site: Site) -> Travelled:
    """Return what was sent from here and what of it has come.

    Confirmed are the packages that were sent, as they were sent: what a receipt says of others confirms nothing.
    """
    packages = sent(site)
    receipts = site.office.entries_of("package.received", chain=desk_chain(site.facts.site))
    told = frozenset(str(one.entry.body["sha256"]) for one in receipts if site.is_own(str(one.entry.body["chain"])))
    came = (one for one in packages if one.entry.body["sha256"] in told)
    return Travelled(packages, told, _runs(packages), _runs(came))


def sent(site: Site) -> tuple[SignedEntry, ...]:
    """Return the ``package.exported`` entries of everything that was written here, oldest first."""
    cabinet = site.office.cabinet
    return tuple(one for stretch in site.line for one in exported(cabinet, stretch.chain))


def received(site: Site) -> tuple[SignedEntry, ...]:
    """Return the ``package.received`` entries of everything that was written here, oldest first.

    What came back after a restore is left out: this device's vault has not taken in what it speaks of.
    """
    return tuple(
        one
        for stretch in site.line
        for one in site.office.entries_of("package.received", chain=stretch.chain)
        if stretch.last is None or one.entry.seq <= stretch.last
    )


def left_behind(site: Site, how: Travelled) -> tuple[SignedEntry, ...]:
    """Return the entries from before restores that go with the next package: the desk may lack them.

    They are those that neither the desk has acknowledged nor a package since the last restore has carried.
    """
    since = _runs(one for one in how.packages if one.entry.chain == site.office.chain)
    found: list[SignedEntry] = []
    for stretch in site.line[:-1]:
        done = _end((*how.confirmed.get(stretch.chain, ()), *since.get(stretch.chain, ())))
        if stretch.last is not None and done < stretch.last:
            found.extend(site.office.journal.entries(stretch.chain, done + 1, stretch.last))
    return tuple(found)


def carried_by(site: Site, package: SignedEntry) -> tuple[SignedEntry, ...]:
    """Return the entries that a package carried, by its ``package.exported``: its own chain's and those beside them."""
    journal, body = site.office.journal, package.entry.body
    runs = [(one["chain"], one["first"], one["last"]) for one in body.get("also") or ()]
    runs.append((package.entry.chain, body["first"], body["last"]))
    return tuple(one for chain, first, last in runs for one in journal.entries(chain, first, last))


def holds(runs: Runs, seq: int) -> bool:
    """Tell whether entry ``seq`` is in one of the runs."""
    return any(first <= seq <= last for first, last in runs)


def count(runs: Mapping[str, Runs]) -> int:
    """Return how many entries the runs hold; an entry that stands in two of them counts once."""
    held = 0
    for of_chain in runs.values():
        reached = 0
        for first, last in sorted(of_chain):
            held += max(0, last - max(first - 1, reached))
            reached = max(reached, last)
    return held


def _runs(packages: Iterable[SignedEntry]) -> dict[str, Runs]:
    found: dict[str, Runs] = {}
    for one in packages:
        body = one.entry.body
        carried = ((one.entry.chain, body), *((str(beside["chain"]), beside) for beside in body.get("also") or ()))
        for chain, run in carried:
            found[chain] = (*found.get(chain, ()), (int(run["first"]), int(run["last"])))
    return found


def _end(runs: Runs) -> int:
    """Return up to which number the runs reach without a gap from the first entry on."""
    end = 0
    for first, last in sorted(runs):
        if first > end + 1:
            break
        end = max(end, last)
    return end
