"""Fills in the site's own lists, the delegation log and the follow-up list; drawing them is the paper floor's part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escc_desktop.actions.asking_findings import FindingView, follow_up
from escc_desktop.actions.asking_people import DelegationRow, delegation_rows
from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.actions.paper_heading import heading, local
from escc_desktop.actions.site import Site
from escc_desktop.study.questions import Label
from escc_desktop.study.shown import worded

if TYPE_CHECKING:
    from escc_desktop.documents.sheets import DelegationLine, DelegationSheet, FindingLine, FollowUpSheet


def delegation_sheet(site: Site, request: DocumentRequest) -> DelegationSheet:
    """Return the delegation log as it stands today."""
    from escc_desktop.documents.sheets import DelegationSheet

    day = site.office.clock().date().isoformat()
    head = heading(site, "delegation", request.language, None, dated_on=day, holds_assumptions=False)
    return DelegationSheet(head, tuple(_delegation(site, one) for one in delegation_rows(site)))


def _delegation(site: Site, row: DelegationRow) -> DelegationLine:
    from escc_desktop.documents.sheets import DelegationLine

    one, files = row.delegation, site.office.cabinet.files
    return DelegationLine(
        name=row.name,
        role=_role(row.roles[0]) if row.roles else Label("", ""),
        tasks=tuple(worded(f"TASK_{task.upper()}") for task in one.tasks),
        from_on=one.from_on,
        until_on=one.until_on,
        ended_on=one.ended_on,
        signed_by=one.granted_by,
        signed_at=local(site, one.granted_at),
        specimen=files.get(one.specimen) if one.specimen is not None and files.has(one.specimen) else None,
        filed_at=row.place,
    )


def follow_up_sheet(site: Site, request: DocumentRequest) -> FollowUpSheet:
    """Return the follow-up list as it stands today, in the order in which the findings were raised."""
    from escc_desktop.documents.sheets import FollowUpSheet

    day = site.office.clock().date().isoformat()
    head = heading(site, "follow_up", request.language, None, dated_on=day, holds_assumptions=False)
    found = sorted(follow_up(site).findings, key=lambda one: (one.said[0].at, one.entry))
    return FollowUpSheet(head, tuple(_finding(site, number, one) for number, one in enumerate(found, start=1)))


def _finding(site: Site, number: int, one: FindingView) -> FindingLine:
    from escc_desktop.documents.sheets import FindingLine, FindingWords

    said = tuple(
        FindingWords(
            word.name, _role(word.role), word.at, word.text, one.state == "closed" and index == len(one.said) - 1
        )
        for index, word in enumerate(one.said)
    )
    known = site.office.readings.record(one.record) if one.record is not None else None
    record = site.study.form(known.record.form).label if known is not None else None
    return FindingLine(number, one.participant or "", record, worded(f"PAPER_FINDING_{one.state.upper()}"), said)


def _role(role: str) -> Label:
    return worded(f"ROLE_{role.upper()}")
