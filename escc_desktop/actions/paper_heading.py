"""Fills in what stands at the head and foot of every printed page; it draws nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from escc_desktop.actions.edition_standing import EditionStanding, edition_standing
from escc_desktop.actions.local_time import local as local
from escc_desktop.actions.originals import Original, originals
from escc_desktop.actions.site import Site
from escc_desktop.study.edition import Label
from escc_desktop.study.shown import worded
from escc_desktop.trial.calendar import anchors_of, plan
from escc_desktop.trial.reading import ParticipantReading, RecordReading, SignatureReading
from escc_desktop.words import say

if TYPE_CHECKING:
    from escc_desktop.documents.sheets import Heading, SignatureBlock, Tongue

SHEET_LETTERS = {"eligibility": "E", "worksheet": "W", "record": "R", "adverse_events": "A", "handover": "H"} | {
    "work_handover": "L",
    "delegation": "D",
    "follow_up": "F",
    "source_data": "S",
}
FIELD = "Signature1"


def heading(
    site: Site,
    kind: str,
    tongue: Tongue,
    reading: ParticipantReading | None,
    visit: str | None = None,
    dated_on: str | None = None,
    holds_assumptions: bool = True,
    original: Original | None = None,
    ahead: int = 0,
) -> Heading:
    """Return the heading of one paper about ``reading`` (None: about no participant) and ``visit``.

    ``original`` is that of ``kind`` unless given; ``ahead`` papers are to be kept before this one.
    """
    from escc_desktop.documents.sheets import Heading

    study, office = site.study, site.office
    standing = edition_standing(site)
    planned = study.visit(visit) if visit else None
    head = office.journal.head(office.chain)
    return Heading(
        study_id=study.id,
        study_title=study.short_title,
        site=site.facts.site,
        participant=reading.number if reading else None,
        initials=reading.initials if reading else None,
        visit=planned.label if planned else None,
        visit_id=visit or "",
        visit_window=_window(site, reading, visit),
        dated_on=dated_on,
        edition=study.edition,
        protocol_version=study.protocol_version,
        is_draft=standing.is_draft,
        holds_assumptions=holds_assumptions,
        is_demonstration=site.facts.is_demonstration,
        checkpoint=f"{office.chain}:{head.seq} {_grouped(head.hash.hex()[:16])}" if head else "",
        printed_at=office.clock(),
        printed_by=f"{site.person.name}",
        sheet_number=f"{SHEET_LETTERS[kind]}-{_next_sheet(site) + ahead:06d}",
        tongue=tongue,
        original=original or originals(site).get(kind),
        approved=_approvals(standing),
    )


def _approvals(standing: EditionStanding) -> tuple[tuple[str, str], ...]:
    """Return who approved the edition and on which day, once both have; nothing while it is a draft."""
    both = (standing.by_investigator, standing.by_desk)
    return () if standing.is_draft else tuple((one.by, one.at.date().isoformat()) for one in both if one is not None)


def _window(site: Site, reading: ParticipantReading | None, visit: str | None) -> Label | None:
    if reading is None or visit is None:
        return None
    for planned in plan(site.study, anchors_of(site.study, reading)):
        if planned.visit_id == visit:
            first, last = planned.opens_on.isoformat(), planned.closes_on.isoformat()
            if first == last:
                return Label(first, first)
            facts = {"first": first, "last": last}
            return Label(say("PAPER_WINDOW", "en", **facts), say("PAPER_WINDOW", "zh", **facts))
    return None


def _next_sheet(site: Site) -> int:
    return site.office.readings.count_documents() + len(site.office.entries_of("document.sealed")) + 1


def filing_places(record: RecordReading) -> tuple[str, ...]:
    """Return the commitments to the binders' places of the papers of a record that were signed by hand."""
    return tuple(one.ink.filed_at for one in record.signatures if one.ink is not None)


def own_signature(record: RecordReading, signer: str | None) -> SignatureReading | None:
    """Return the newest electronic signature of ``signer`` that holds: the one whose paper is sealed."""
    own = (one for one in reversed(record.signatures) if one.by_id == signer and not one.is_void and one.ink is None)
    return next(own, None)


def signature_blocks(site: Site, record: RecordReading, signer: str | None = None) -> tuple[SignatureBlock, ...]:
    """Return the signatures of a record as printed; ``signer``'s newest gets the field that will be sealed.

    What had been recorded by mistake stands in the journal and on no paper.
    """
    newest = own_signature(record, signer)
    places = site.office.cabinet.texts.words(filing_places(record))
    shown = (one for one in record.signatures if one.flag != "withdrawn")
    return tuple(_block(site, one, FIELD if one is newest else None, places) for one in shown)


def _block(site: Site, signature: SignatureReading, field: str | None, places: Mapping[str, str]) -> SignatureBlock:
    from escc_desktop.documents.sheets import InkBlock, SignatureBlock

    meanings = site.study.signing_meanings
    known = signature.meaning in meanings.codes
    meaning = meanings.choice(signature.meaning).label if known else Label(signature.meaning, signature.meaning)
    ink, at = signature.ink, local(site, signature.at)
    return SignatureBlock(
        name=signature.by_name,
        role=worded(f"ROLE_{signature.role.upper()}"),
        signed_at=at,
        meaning=meaning,
        certificate=_grouped(_certificate(site, signature.entry)[:16]) if ink is None else "",
        entry=signature.entry,
        is_void=signature.is_void,
        field=field,
        ink=InkBlock(ink.signed_on, places.get(ink.filed_at, ""), ink.recorded_by, at) if ink is not None else None,
        flag=worded(f"INK_FLAG_{signature.flag.upper()}") if signature.flag else None,
    )


def _certificate(site: Site, place: str) -> str:
    """Return the fingerprint under which an entry signed; the signer may have another certificate by now."""
    signed = site.office.journal.named(place)
    return str(signed.entry.body["certificate"]) if signed is not None else ""


def _grouped(digits: str) -> str:
    """Return hexadecimal digits in fours, as people compare them."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
