"""Says what is the original of a document at this site, paper signed by hand or the program's file; it signs none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from escc_desktop.actions.authority import require
from escc_desktop.actions.commands import ChooseOriginal, DocumentRequest
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome, RecordView
from escc_desktop.errors import Refused
from escc_desktop.study.edition import Study
from escc_desktop.trust.entry import SignedEntry, written_on

Original = Literal["ink", "electronic"]


def kind_of(study: Study, form: str) -> str:
    """Return the kind of document on which a record of ``form`` is signed: that of its form, else any record's."""
    return next((one.id for one in study.documents if one.form == form and one.is_signed), "record")


def signing_paper(study: Study, record: RecordView) -> DocumentRequest:
    """Return the paper on which a record is signed by hand: its own, or the log of its form."""
    kind = kind_of(study, record.form)
    if kind == "eligibility":
        return DocumentRequest("eligibility", record.participant, record.id, record.visit)
    if kind == "adverse_events":
        return DocumentRequest("adverse_events", record.participant)
    return DocumentRequest("record", record.participant, record.id, record.visit)


def originals(site: Site, on: date | None = None) -> Mapping[str, Original]:
    """Return kind -> original as it is now, or as it was at the end of a day; the edition's own until one is chosen."""
    found: dict[str, Original] = {one.id: one.original for one in site.study.documents}
    for signed in chosen(site):
        if on is None or written_on(signed.entry) <= on.isoformat():
            found[signed.entry.body["kind"]] = signed.entry.body["original"]
    return found


def original_of(site: Site, form: str) -> Original:
    """Return the original of what is signed for a record of ``form``; a consent is always signed on paper."""
    if form == site.study.consent_form:
        return "ink"
    return originals(site).get(kind_of(site.study, form), "electronic")


def choose_original(site: Site, command: ChooseOriginal) -> Outcome:
    """Decide for one kind; what was signed before, on paper or in the program, goes on to hold.

    Raises Refused: NOT_ALLOWED, ORIGINAL_FIXED (a kind that is not signed in the program), NOTHING_CHANGED.
    """
    require(site, "choose_original")
    kind = next((one for one in site.study.documents if one.id == command.kind), None)
    if kind is None or not kind.is_signed:
        names = (kind.label.en, kind.label.zh) if kind else (command.kind, command.kind)
        raise Refused("ORIGINAL_FIXED", kind=names[0], kind_zh=names[1])
    if originals(site)[kind.id] == command.original:
        raise Refused("NOTHING_CHANGED")
    site.office.enter("original.chosen", {"kind": kind.id, "original": command.original})
    return Outcome(command.original, frozenset({"originals", "participants", "documents", "journal"}))


def chosen(site: Site) -> tuple[SignedEntry, ...]:
    """Return what was decided at this site, on whichever device, in the order in which it counts."""
    found = [one for one in site.office.entries_of("original.chosen") if one.entry.site == site.facts.site]
    reached: dict[str, str] = {}
    placed: list[tuple[str, str, int, SignedEntry]] = []
    for signed in sorted(found, key=lambda one: (one.entry.chain, one.entry.seq)):
        entry = signed.entry
        reached[entry.chain] = max(entry.at, reached.get(entry.chain, ""))  # a clock that was set back reorders nothing
        placed.append((reached[entry.chain], entry.chain, entry.seq, signed))
    return tuple(signed for *_, signed in sorted(placed, key=lambda one: one[:3]))
