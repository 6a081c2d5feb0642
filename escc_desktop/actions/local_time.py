"""Says the instant of an entry in the zone of this machine; it reads no clock but for the zone."""

from __future__ import annotations

from datetime import datetime

from escc_desktop.actions.site import Site


def local(site: Site, at: str) -> datetime:
    """Return an entry's instant (UTC text) in this machine's zone."""
    return datetime.fromisoformat(at).astimezone(site.office.clock().tzinfo)
