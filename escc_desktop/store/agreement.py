"""Holds entries against one another and against what is kept beside them; it checks no signature and no chain."""

from __future__ import annotations

from escc_desktop.errors import JournalBroken
from escc_desktop.store.journal import Journal
from escc_desktop.store.lineage import check_restored
from escc_desktop.store.signers import Signers
from escc_desktop.trial.participants import CONSENTING, SIGNING_ROLES
from escc_desktop.trust.chain import is_of_desk
from escc_desktop.trust.covered import record_digest
from escc_desktop.trust.entry import Entry, SignedEntry, written_on
from escc_desktop.trust.kinds import texts_in

Place = tuple[str, int]
"""The chain and the number of an entry."""

Covered = tuple[str | None, str | None, str]
"""What a signature may cover: participant, record and digest of a save."""


class Agreement:
    """What the entries read so far have said: saves by their hash, texts and files by the first that speaks of each."""

    def __init__(self, journal: Journal, signers: Signers) -> None:
        """Begin with nothing read; ``signers`` has seen each entry before it comes here, and maybe some after it."""
        self._journal = journal
        self._signers = signers
        self._saved: dict[str, Covered] = {}
        self._ink: dict[str, tuple[str | None, str | None]] = {}
        self.texts: dict[str, Place] = {}
        self.files: dict[str, Place] = {}

    def note(self, signed: SignedEntry) -> None:
        """Take in an entry whose chain and signature hold.

        Raises ``JournalBroken`` DESK_SITE_DATA (the desk speaks of a participant), RECORD_DIGEST (values and digest
        differ), SIGNATURE_ROLE (in a role that may not sign), SIGNATURE_CERTIFICATE (another's), SIGNATURE_COVERS (it
        names no save of that record with that digest), INK_SIGNER (nobody of that name and role was certified),
        INK_DATE (dated after it was recorded), INK_WITHDRAWN (no signature by hand of that record),
        RESTORED_FROM_OTHER (a chain goes on from an entry that is not here).
        """
        entry = signed.entry
        if entry.participant is not None and is_of_desk(entry.chain):
            raise JournalBroken("DESK_SITE_DATA", entry.chain, entry.seq, actor=entry.actor.name)
        for text in texts_in(entry.kind, entry.body):
            self.texts.setdefault(text, (entry.chain, entry.seq))
        if entry.kind == "record.saved":
            self._note_saved(signed)
        elif entry.kind == "record.signed":
            self._check_signature(entry)
        elif entry.kind == "ink.recorded":
            self._check_ink(entry)
        elif entry.kind == "ink.withdrawn":
            self._check_withdrawn(entry)
        elif entry.kind == "device.certified" and entry.body.get("restored_from"):
            check_restored(self._journal, entry.chain, entry.body["restored_from"])
        elif entry.kind == "document.sealed":
            self.files.setdefault(entry.body["sha256"], (entry.chain, entry.seq))

    def _note_saved(self, signed: SignedEntry) -> None:
        entry = signed.entry
        if record_digest(entry.record or "", entry.body, entry.edition, is_read=True) != entry.body["digest"]:
            raise JournalBroken("RECORD_DIGEST", entry.chain, entry.seq, actor=entry.actor.name)
        self._saved[signed.hash.hex()] = _covered(entry)

    def _check_signature(self, entry: Entry) -> None:
        facts = {"actor": entry.actor.name, "role": entry.actor.role}
        if entry.actor.role not in SIGNING_ROLES:
            raise JournalBroken("SIGNATURE_ROLE", entry.chain, entry.seq, **facts)
        if entry.body["certificate"] != self._signers.certificate_of(entry).fingerprint:
            raise JournalBroken("SIGNATURE_CERTIFICATE", entry.chain, entry.seq, **facts)
        self._check_covers(entry)

    def _check_covers(self, entry: Entry) -> None:
        covers = entry.body["covers"]
        found = self._saved.get(covers) or self._elsewhere(entry, covers)
        if found != _covered(entry):
            facts = {"actor": entry.actor.name, "role": entry.actor.role}
            raise JournalBroken("SIGNATURE_COVERS", entry.chain, entry.seq, **facts)

    def _check_ink(self, entry: Entry) -> None:
        """A signature by hand leaves no proof but the paper; what was recorded of it must agree with the chains."""
        body, place = entry.body, (entry.chain, entry.seq)
        signer, role, name = body["signer"], body["role"], body.get("signer_name")
        facts = {"actor": entry.actor.name, "name": name or role}
        is_part = signer == role and role in CONSENTING and name is None
        # Also one that has ended: it was signed before it is recorded. One that begins later may be known already.
        terms = [term for term in self._signers.terms(entry.chain, signer) if term.since <= entry.seq]
        if not is_part and not any(term.certificate.name == name and role in term.roles for term in terms):
            raise JournalBroken("INK_SIGNER", *place, **facts)
        if body["signed_on"] > written_on(entry):
            raise JournalBroken("INK_DATE", *place, **facts)
        self._check_covers(entry)
        self._ink[f"{entry.chain}:{entry.seq}"] = (entry.participant, entry.record)

    def _check_withdrawn(self, entry: Entry) -> None:
        chain = str(entry.body["ink"]).rpartition(":")[0]
        about = self._ink.get(entry.body["ink"])
        if about is None and chain != entry.chain:
            found = self._journal.named(str(entry.body["ink"]))
            is_ink = found is not None and found.entry.kind == "ink.recorded"
            about = (found.entry.participant, found.entry.record) if found is not None and is_ink else None
        if about != (entry.participant, entry.record) or not entry.reason:
            raise JournalBroken("INK_WITHDRAWN", entry.chain, entry.seq, actor=entry.actor.name)

    def _elsewhere(self, entry: Entry, covers: str) -> Covered | None:
        """Look for a save that another device wrote, whose chain is read later than this one."""
        known = self._journal.by_record(entry.participant or "", entry.record or "")
        found = (one.entry for one in known if one.hash.hex() == covers and one.entry.kind == "record.saved")
        return next((_covered(one) for one in found if one.chain != entry.chain), None)


def _covered(entry: Entry) -> Covered:
    return (entry.participant, entry.record, entry.body["digest"])
