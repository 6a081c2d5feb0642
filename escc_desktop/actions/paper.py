"""Makes papers in three steps, so that drawing never holds the store: gather (store), produce (paper), keep (store)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from escc_desktop import failpoints
from escc_desktop.actions.commands import DocumentKind, DocumentRequest
from escc_desktop.actions.paper_handover import handover_sheet
from escc_desktop.actions.paper_heading import FIELD, local, own_signature
from escc_desktop.actions.paper_logs import delegation_sheet, follow_up_sheet
from escc_desktop.actions.paper_records import record_sheet
from escc_desktop.actions.paper_sheets import (
    adverse_event_sheet,
    eligibility_sheet,
    shows,
    worksheet_sheet,
)
from escc_desktop.actions.paper_source_data import source_data_sheet
from escc_desktop.actions.paper_work_handover import work_handover_sheet
from escc_desktop.actions.site import Site
from escc_desktop.actions.view_rows import document_view, documents_about_nobody
from escc_desktop.actions.views import Outcome, Paper, PersonView
from escc_desktop.errors import Refused

if TYPE_CHECKING:
    from escc_desktop.documents.sheets import PaperDocument

PDF_MEDIA = "application/pdf"


@dataclass(frozen=True, slots=True)
class Seal:
    """The key and certificates that seal one paper; it lives until the paper lane has used it."""

    key: bytes = field(repr=False)
    certificate: str
    chain: tuple[str, ...]
    name: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """A sheet filled in and ready to be drawn; with ``seal`` it becomes a signed document."""

    request: DocumentRequest
    sheet: PaperDocument
    seal: Seal | None = None
    covers: str | None = None
    shows: Mapping[str, str] = field(default_factory=dict)


def gather(site: Site, request: DocumentRequest) -> PaperOrder:
    """Fill in the sheet that ``request`` asks for (store lane). Raises Refused, StudyError."""
    return PaperOrder(request, _sheet(site, request), shows=shows(site, request))


def _sheet(site: Site, request: DocumentRequest, signer: str | None = None, ahead: int = 0) -> PaperDocument:
    if request.kind == "eligibility":
        return eligibility_sheet(site, request, signer, ahead)
    if request.kind == "worksheet":
        return worksheet_sheet(site, request)
    if request.kind == "record":
        return record_sheet(site, request, signer, ahead)
    if request.kind == "adverse_events":
        return adverse_event_sheet(site, request)
    if request.kind == "work_handover":
        return work_handover_sheet(site, request)
    if request.kind == "delegation":
        return delegation_sheet(site, request)
    if request.kind == "source_data":
        return source_data_sheet(site, request)
    if request.kind == "follow_up":
        return follow_up_sheet(site, request)
    return handover_sheet(site, request)


def sealed_order(
    site: Site, record: str, signer: PersonView, key: bytes, *, ahead: int = 0, is_late: bool = False
) -> PaperOrder:
    """Return the order for the sealed paper of a record that ``signer`` has signed (store lane).

    ``ahead`` papers are kept before this one, so that each has a sheet number of its own. ``is_late``: it is sealed
    after the act, because the program had ended before the paper was made; the seal tells the true time of sealing.
    """
    found = site.office.readings.record(record)
    if found is None:
        raise Refused("RECORD_UNKNOWN", record=record)
    signature = own_signature(found.record, signer.id)
    if signature is None:
        raise Refused("NOTHING_TO_SIGN")
    is_eligibility = found.record.form == site.study.eligibility_form
    kind: DocumentKind = "eligibility" if is_eligibility else "record"
    request = DocumentRequest(kind, found.participant, record, found.record.visit, language="both")
    seal = Seal(
        key=key,
        certificate=site.certificates[signer.id],
        chain=(site.issuers[signer.id], site.facts.root),
        name=signer.name,
        reason=signature.meaning,
        at=site.office.clock() if is_late else local(site, signature.at),
    )
    return PaperOrder(request, _sheet(site, request, signer.id, ahead), seal, signature.entry)


def produce(order: PaperOrder) -> Paper:
    """Draw the paper and seal it (paper lane). Raises SealError."""
    from escc_desktop.documents.rendering import render

    printed = render(order.sheet)
    failpoints.reached("seal.drawn")
    data = printed.pdf
    if order.seal is not None:
        from escc_desktop.documents.sealing import seal

        data = seal(
            data,
            key=order.seal.key,
            certificate=order.seal.certificate,
            chain=order.seal.chain,
            name=order.seal.name,
            reason=order.seal.reason,
            location=order.sheet.heading.site,
            at=order.seal.at,
            field=FIELD,
        )
        failpoints.reached("seal.sealed")
    request = order.request
    return Paper(
        kind=request.kind,
        title=printed.title,
        data=data,
        pages=printed.pages,
        is_signed=order.seal is not None,
        participant=request.participant,
        record=request.record,
        visit=request.visit,
        covers=order.covers,
        shows=order.shows,
    )


def keep(site: Site, paper: Paper) -> Outcome:
    """Keep a paper's bytes in the vault by their SHA-256, as an entry (store lane); its value is a DocumentView."""
    office = site.office
    with office.transaction():
        name = office.cabinet.files.put(paper.data, PDF_MEDIA)
        failpoints.reached("seal.filed")
        body = {
            "sha256": name,
            "kind": paper.kind,
            "title": paper.title,
            "record": paper.record,
            "visit": paper.visit,
            "pages": paper.pages,
            "is_signed": paper.is_signed,
            "covers": paper.covers,
            "shows": dict(paper.shows) or None,
        }
        office.enter("document.sealed", body, participant=paper.participant, record=paper.record)
        failpoints.reached("seal.entered")
    failpoints.reached("seal.committed")
    office.keep_checkpoint()
    failpoints.reached("seal.noted")
    found = office.readings.documents(sha256=name, participant=paper.participant, limit=1) if paper.participant else ()
    known = found[0].document if found else next(one for one in documents_about_nobody(site) if one.sha256 == name)
    view = document_view(site, paper.participant, known)
    changes = {"documents", "journal"} | ({f"participant:{paper.participant}"} if paper.participant else set())
    return Outcome(view, frozenset(changes))
