"""Raises, answers and closes findings; their words are committed to and kept beside the journal, like all free text."""

from __future__ import annotations

from unicodedata import normalize

from escc_desktop.actions.authority import has_ended, require, today
from escc_desktop.actions.commands import AnswerFinding, CloseFinding, RaiseFinding
from escc_desktop.actions.records import participant_of
from escc_desktop.actions.site import EVERYBODY, Site
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import Refused
from escc_desktop.store.facts import fact_of
from escc_desktop.trial.findings import KINDS, RAISING_ROLES, findings_about_nobody, state_of
from escc_desktop.trial.participants import FindingReading

LONGEST = 2_000


def all_findings(site: Site) -> tuple[FindingReading, ...]:
    """Return every finding, those about participants first, each list in the order of raising."""
    readings = site.office.readings.participants(limit=EVERYBODY)
    about = [one for reading in readings for one in reading.findings]
    nobody = findings_about_nobody(fact_of(one) for one in site.office.entries_of(*KINDS))
    return (*about, *nobody)


def _about(site: Site, number: str) -> tuple[FindingReading, ...]:
    reading = site.office.readings.participant(number)
    return reading.findings if reading is not None else ()


def finding_of(site: Site, entry: str) -> FindingReading:
    """Return one finding. Raises Refused FINDING_UNKNOWN."""
    raised = site.office.journal.named(entry)
    number = raised.entry.participant if raised is not None else None
    found = _about(site, number) if number is not None else all_findings(site)
    known = next((one for one in found if one.entry == entry), None)
    if known is None:
        raise Refused("FINDING_UNKNOWN", entry=entry)
    return known


def raise_finding(site: Site, command: RaiseFinding) -> Outcome:
    """Write down what was found; the value is the entry that raised it.

    Raises Refused: NOT_ALLOWED, FINDING_EMPTY, FINDING_LONG, PARTICIPANT_UNKNOWN, RECORD_UNKNOWN.
    """
    require(site, "raise_finding")
    words = site.office.seal_text(_words(command.text))
    if command.participant is not None:
        reading = participant_of(site, command.participant)
        if command.record is not None and command.record not in reading.records:
            raise Refused("RECORD_UNKNOWN", record=command.record)
    elif command.record is not None:
        raise Refused("RECORD_UNKNOWN", record=command.record)
    body = {"text": words.commitment}
    signed = site.office.enter(
        "finding.raised", body, participant=command.participant, record=command.record, texts=(words,)
    )
    return Outcome(f"{signed.entry.chain}:{signed.entry.seq}", _changes(command.participant))


def answer_finding(site: Site, command: AnswerFinding) -> Outcome:
    """Answer a finding; a word of the side that raised it opens it again.

    Raises Refused: NOT_ALLOWED, FINDING_UNKNOWN, FINDING_CLOSED, FINDING_EMPTY, FINDING_LONG.
    """
    finding = finding_of(site, command.finding)
    if RAISING_ROLES.isdisjoint(site.person.roles):
        require(site, "answer_finding")
    if state_of(finding) == "closed":
        raise Refused("FINDING_CLOSED")
    words = site.office.seal_text(_words(command.text))
    body = {"finding": finding.entry, "text": words.commitment}
    site.office.enter("finding.answered", body, participant=finding.participant, record=finding.record, texts=(words,))
    return Outcome(finding.entry, _changes(finding.participant))


def close_finding(site: Site, command: CloseFinding) -> Outcome:
    """Close a finding, for whoever raised it; for a colleague of theirs once their login has ended.

    Raises Refused: NOT_ALLOWED, FINDING_UNKNOWN, FINDING_CLOSED, FINDING_ANOTHERS, FINDING_LONG.
    """
    require(site, "raise_finding")
    finding = finding_of(site, command.finding)
    if state_of(finding) == "closed":
        raise Refused("FINDING_CLOSED")
    if not may_close(site, finding):
        raise Refused("FINDING_ANOTHERS", name=finding.raised.name)
    words = site.office.seal_text(_words(command.text)) if command.text.strip() else None
    body = {"finding": finding.entry, "text": words.commitment if words is not None else None}
    site.office.enter(
        "finding.closed",
        body,
        participant=finding.participant,
        record=finding.record,
        texts=(words,) if words is not None else (),
    )
    return Outcome(finding.entry, _changes(finding.participant))


def may_close(site: Site, finding: FindingReading) -> bool:
    """Tell whether the person at work may close a finding."""
    if RAISING_ROLES.isdisjoint(site.person.roles):
        return False
    raiser = site.people.get(finding.raised.by) if finding.entry.startswith(f"{site.office.chain}:") else None
    return raiser is None or raiser.id == site.person.id or has_ended(raiser, today(site))


def _words(typed: str) -> str:
    """Return typed words in their one spelling, line by line. Raises Refused FINDING_EMPTY, FINDING_LONG."""
    signs = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in typed.replace("\r\n", "\n"))
    words = normalize("NFC", "\n".join(" ".join(line.split()) for line in signs.split("\n"))).strip()
    if not words:
        raise Refused("FINDING_EMPTY")
    if len(words) > LONGEST:
        raise Refused("FINDING_LONG", most=LONGEST)
    return words


def _changes(participant: str | None) -> frozenset[str]:
    about = {f"participant:{participant}"} if participant is not None else set[str]()
    return frozenset({"findings", "journal", *about})
