"""Says of an open vault whether it was restored, from where, what is still missing, and what waits for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from escc_desktop.actions.numbers import are_sure
from escc_desktop.actions.packing import desk_chain
from escc_desktop.actions.paper_heading import local
from escc_desktop.actions.sightings import Missing
from escc_desktop.actions.site import Site


@dataclass(frozen=True, slots=True)
class RestoredView:
    """The last restore: ``chain`` goes on from entry ``last`` of ``before``. ``missing`` is not back yet.

    ``is_confirmed``: the desk has answered since, so what it had received is back. ``has_numbers``: new ones are given.
    """

    device: str
    before: str
    last: int
    at: datetime
    missing: tuple[Missing, ...]
    is_confirmed: bool
    has_numbers: bool
    has_alarm: bool


def restored(site: Site) -> RestoredView | None:
    """Return the last restore of this vault; None when it never was."""
    if len(site.line) == 1:
        return None
    begun = site.office.journal.entry(site.office.chain, 1)
    assert begun is not None  # the line was followed through it
    said = begun.entry.body["restored_from"]
    missing = []
    for run in said.get("missing") or ():
        head = site.office.journal.head(run["chain"])
        first = max(int(run["first"]), head.seq + 1 if head is not None else 1)
        if first <= int(run["last"]):
            missing.append(Missing(run["chain"], first, int(run["last"])))
    told = site.office.entries_of("package.received", chain=desk_chain(site.facts.site))
    return RestoredView(
        device=site.device,
        before=str(said["chain"]),
        last=int(said["seq"]),
        at=local(site, begun.entry.at),
        missing=tuple(missing),
        is_confirmed=any(one.entry.body["chain"] == site.office.chain for one in told),
        has_numbers=are_sure(site),
        has_alarm=bool(site.office.entries_of("alarm.raised")),
    )
