"""Approves the edition in force and rules on its contradictions, and says how both stand; it changes no edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from escc_desktop import failpoints
from escc_desktop.actions.authority import refuse_reading_login, require
from escc_desktop.actions.edition_commands import ApproveEdition, RuleContradiction
from escc_desktop.actions.local_time import local
from escc_desktop.actions.record_values import line
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import proven
from escc_desktop.actions.views import Outcome, PersonView
from escc_desktop.errors import Refused
from escc_desktop.store.facts import fact_of
from escc_desktop.study.values import LONGEST_TEXT
from escc_desktop.trial.delegation import PRINCIPAL


@dataclass(frozen=True, slots=True)
class RulingView:
    """One ruling: the words, "" where they are no longer kept, by whom and when (aware); ``entry`` names it."""

    contradiction: str
    words: str
    by: str
    at: datetime
    entry: str


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """Who approved the edition and when (aware)."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EditionStanding:
    """How the edition in force stands: who approved it, and the rulings in force and replaced, oldest first."""

    edition: str
    digest: str
    by_investigator: ApprovalView | None
    by_desk: ApprovalView | None
    rulings: tuple[RulingView, ...]

    @property
    def is_draft(self) -> bool:
        """Tell whether one of the two approvals is still missing."""
        return self.by_investigator is None or self.by_desk is None

    def ruling(self, contradiction: str) -> RulingView | None:
        """Return the ruling in force on one contradiction, the last one given."""
        return next((one for one in reversed(self.rulings) if one.contradiction == contradiction), None)


def edition_standing(site: Site) -> EditionStanding:
    """Return how the edition in force stands at this site."""
    return EditionStanding(site.study.edition, site.study.digest, *_approvals(site), _rulings(site))


def is_draft(site: Site) -> bool:
    """Tell whether an approval of the edition in force is missing: the investigator's or the desk's."""
    return None in _approvals(site)


def ruled(site: Site) -> frozenset[str]:
    """Return the contradictions on which the investigator has ruled."""
    return frozenset(str(one.entry.body["contradiction"]) for one in site.office.entries_of("contradiction.ruled"))


def _approvals(site: Site) -> tuple[ApprovalView | None, ApprovalView | None]:
    """Return the first approval of the principal investigator and of the desk."""
    investigator = desk = None
    for signed in site.office.entries_of("edition.approved"):
        entry = signed.entry
        if entry.body["digest"] != site.study.digest:
            continue
        view = ApprovalView(entry.actor.name, local(site, entry.at))
        if fact_of(signed).is_from_desk:
            desk = desk or view
        else:
            investigator = investigator or view
    return investigator, desk


def _rulings(site: Site) -> tuple[RulingView, ...]:
    found = [signed.entry for signed in site.office.entries_of("contradiction.ruled")]
    words = site.office.cabinet.texts.words(one.body["ruling"] for one in found)
    return tuple(
        RulingView(
            contradiction=one.body["contradiction"],
            words=words.get(one.body["ruling"], ""),
            by=one.actor.name,
            at=local(site, one.at),
            entry=f"{one.chain}:{one.seq}",
        )
        for one in found
    )


def approve_edition_here(site: Site, command: ApproveEdition) -> Outcome:
    """Approve the edition in force with the principal investigator's own key.

    Raises WrongPassphrase; VaultError PERSON_NOT_CERTIFIED, SLOT_NOT_CERTIFIED; Refused: NOT_ALLOWED (not the principal
    investigator), EDITION_APPROVED_BEFORE.
    """
    signer = _investigator(site, command.investigator)
    if edition_standing(site).by_investigator is not None:
        raise Refused("EDITION_APPROVED_BEFORE", edition=site.study.edition)
    hand = proven(site, signer, command.passphrase, PRINCIPAL)[0]
    body = {"edition": site.study.edition, "digest": site.study.digest}
    site.office.enter("edition.approved", body, hand=hand)
    failpoints.reached("edition.approved")
    return Outcome(site.study.digest, frozenset({"edition", "journal"}))


def rule_contradiction(site: Site, command: RuleContradiction) -> Outcome:
    """Keep how the principal investigator reads a contradiction; a later ruling replaces it and both stay.

    Raises WrongPassphrase; StudyError STUDY_UNKNOWN; VaultError PERSON_NOT_CERTIFIED, SLOT_NOT_CERTIFIED; Refused:
    NOT_ALLOWED (not the principal investigator), RULING_MISSING, RULING_LONG, NOTHING_CHANGED.
    """
    signer = _investigator(site, command.investigator)
    contradiction = site.study.contradiction(command.contradiction)
    words = line(command.ruling)
    if not words:
        raise Refused("RULING_MISSING")
    if len(words) > LONGEST_TEXT:
        raise Refused("RULING_LONG", most=LONGEST_TEXT)
    known = edition_standing(site).ruling(contradiction.id)
    if known is not None and known.words == words:
        raise Refused("NOTHING_CHANGED")
    hand = proven(site, signer, command.passphrase, PRINCIPAL)[0]
    text = site.office.seal_text(words)
    body = {"contradiction": contradiction.id, "edition": site.study.digest, "ruling": text.commitment}
    site.office.enter("contradiction.ruled", body, hand=hand, texts=(text,))
    failpoints.reached("contradiction.ruled")
    return Outcome(contradiction.id, frozenset({"edition", "participants", "journal"}))


def _investigator(site: Site, person: str) -> PersonView:
    refuse_reading_login(site)
    known = site.person_of(person)
    require(site, "approve_edition", known)
    return known
