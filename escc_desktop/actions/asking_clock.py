"""Answers what the computer's clock did while somebody was at work; it judges nothing and enters nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from escc_desktop.actions.site import Site


@dataclass(frozen=True, slots=True)
class ClockChange:
    """One ``clock.changed`` entry. ``before`` and ``after`` are instants, or zones as ``+08:00`` where ``why`` is
    ``zone_changed``; else it is ``stepped_back``, ``jumped`` or ``suspended``.
    """

    seq: int
    why: str
    before: datetime | str
    after: datetime | str


def session_begins(site: Site) -> int:
    """Return the number of the last entry before the open session; 0 where there is none."""
    chain = site.office.chain
    sessions = site.office.entries_of("session.opened", "session.closed", chain=chain)
    return sessions[-2].entry.seq if len(sessions) > 1 else 0


def clock_changed(site: Site, after: int) -> ClockChange | None:
    """Return the latest change of the clock whose entry stands after the one numbered ``after``, or None."""
    found = [one for one in site.office.entries_of("clock.changed", chain=site.office.chain) if one.entry.seq > after]
    if not found:
        return None
    entry = found[-1].entry
    body, zone = entry.body, site.office.clock().tzinfo
    if body["why"] == "zone_changed":
        return ClockChange(entry.seq, body["why"], str(body["before"]), str(body["after"]))
    times = [datetime.fromisoformat(str(body[name])).astimezone(zone) for name in ("before", "after")]
    return ClockChange(entry.seq, str(body["why"]), times[0], times[1])
