"""Fills in the handover slip of a package; it draws nothing and writes no package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.actions.deliveries import carried_by, sent
from escc_desktop.actions.paper_heading import heading
from escc_desktop.actions.site import Site
from escc_desktop.errors import Refused
from escc_desktop.exchange.codes import check_code_of
from escc_desktop.study.shown import worded

if TYPE_CHECKING:
    from escc_desktop.documents.sheets import HandoverSlip


def handover_sheet(site: Site, request: DocumentRequest) -> HandoverSlip:
    """Return the slip of the package that ``request`` names. Raises Refused PACKAGE_UNKNOWN."""
    from escc_desktop.documents.sheets import HandoverSlip

    found = [one for one in sent(site) if one.entry.body["package"] == request.package]
    if not found:
        raise Refused("PACKAGE_UNKNOWN", package=request.package or "?")
    body = found[-1].entry.body
    carried = carried_by(site, found[-1])
    participants = {one.entry.participant for one in carried if one.entry.participant}
    documents = sum(one.entry.kind == "document.sealed" for one in carried)
    return HandoverSlip(
        heading=heading(site, "handover", request.language, None, holds_assumptions=False),
        package=body["package"],
        number=body["number"],
        chain=found[-1].entry.chain,
        first=body["first"],
        last=body["last"],
        counts=(
            (worded("COUNT_ENTRIES"), len(carried)),
            (worded("COUNT_PARTICIPANTS"), len(participants)),
            (worded("COUNT_DOCUMENTS"), documents),
        ),
        size=body.get("size") or 0,
        sha256=body["sha256"],
        check_code=check_code_of(body["sha256"]),
        recipient=worded("CENTRAL_TEAM"),
    )
