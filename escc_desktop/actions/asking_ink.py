"""Answers what must be known to record a signature by hand; asking never writes."""

from __future__ import annotations

from escc_desktop.actions.authority import may
from escc_desktop.actions.commands import RecordSeen
from escc_desktop.actions.ink import save_signed
from escc_desktop.actions.originals import originals
from escc_desktop.actions.records import participant_of
from escc_desktop.actions.signature_views import InkLine, InkMatter
from escc_desktop.actions.site import Site
from escc_desktop.actions.view_rows import document_view
from escc_desktop.errors import Refused
from escc_desktop.trial.reading import DocumentReading, ParticipantReading, RecordReading


def ink_matter(site: Site, record: str | None = None, document: str | None = None) -> InkMatter:
    """Return what is signed: every record on ``document`` as it stands there, else ``record`` as it is now.

    Raises Refused DOCUMENT_UNKNOWN, RECORD_UNKNOWN.
    """
    office = site.office
    print_ = _print(site, document)
    first = record or (next(iter(print_.shows), None) if print_ is not None else None)
    found = office.readings.record(first) if first is not None else None
    if found is None:
        raise Refused("RECORD_UNKNOWN", record=first or "?")
    reading = participant_of(site, found.participant)
    ids = tuple(print_.shows) if print_ is not None else (found.record.id,)
    lines = tuple(_line(site, reading, reading.records[id], print_) for id in ids if id in reading.records)
    kinds = originals(site)
    prints = [one for one in reading.documents if found.record.id in one.shows and not one.is_signed]
    return InkMatter(
        lines=tuple(one for one in lines if one is not None),
        document=document,
        prints=tuple(document_view(site, reading.number, one, kinds) for one in reversed(prints)),
        people=tuple(sorted(site.people.values(), key=lambda one: (not may(site, "sign", one), one.id))),
        is_consent=found.record.form == site.study.consent_form,
        today=office.clock().date(),
    )


def _print(site: Site, document: str | None) -> DocumentReading | None:
    if document is None:
        return None
    found = site.office.readings.documents(sha256=document, limit=1)
    if not found:
        raise Refused("DOCUMENT_UNKNOWN", document=document[:16])
    return found[0].document


def _line(
    site: Site, reading: ParticipantReading, known: RecordReading, print_: DocumentReading | None
) -> InkLine | None:
    save = save_signed(site, reading, known, print_)
    if save is None:
        return None
    seen = RecordSeen(known.id, save.digest)
    return InkLine(seen, reading.number, known.form, known.visit, is_current=save.hash == known.hash)
