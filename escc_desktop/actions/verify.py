"""Answers whether a vault, package or document may be believed, and names the first thing that differs."""

from __future__ import annotations

from collections.abc import Generator
from hashlib import sha256
from pathlib import Path

from escc_desktop.actions.leaving import sealed_entry
from escc_desktop.actions.site import DEVICE_IDENTITY, Site
from escc_desktop.actions.views import VerificationView
from escc_desktop.errors import EsccError, JournalBroken, PackageError, TrustError, VaultError
from escc_desktop.exchange.package import check_sender, open_package, read_envelope, signed_entries
from escc_desktop.store.places import SLOTS_FILE
from escc_desktop.store.readings import exhaust
from escc_desktop.store.signers import SPEAKING, Signers
from escc_desktop.store.verification import Progress, verification
from escc_desktop.trust.certificates import read_certificate
from escc_desktop.trust.chain import read_checkpoint
from escc_desktop.trust.slot_file import check_slots, read_slots


def read_root(data: bytes, name: object) -> str:
    """Return the study root (PEM) that the file ``name`` holds, however its lines end.

    Raises VaultError ROOT_UNREADABLE for anything else: against no root nothing was tried, and none must mean sound.
    """
    pem = data.decode("ascii", errors="replace").replace("\r\n", "\n").strip() + "\n"
    try:
        is_root = read_certificate(pem).kind == "root"
    except TrustError:
        is_root = False
    if not is_root:
        raise VaultError("ROOT_UNREADABLE", path=name)
    return pem


def verify_slices(
    site: Site, root: str | None = None, *, with_pages: bool = False
) -> Generator[tuple[int, int], None, VerificationView]:
    """Verify the whole vault in slices; yields (done, total) and returns the answer.

    ``root`` (PEM) is the study root from outside; without one the kit's own is used and the answer says so.
    ``with_pages`` also checks the key slots and the seal of every page of the file, which may take longer than a slice.
    """
    cabinet = site.office.cabinet
    data = cabinet.checkpoints.read()
    entries = cabinet.journal.count()
    try:
        if root is not None and read_certificate(root).fingerprint != read_certificate(site.facts.root).fingerprint:
            raise TrustError("CERT_ROOT")
        if with_pages:
            _check_slots(cabinet.vault.folder)
        steps = verification(
            cabinet,
            root=root or site.facts.root,
            authorities=(site.facts.authority,),
            certificates=site.facts.desk,
            checkpoint=read_checkpoint(data, site.office.device_key.public) if data else None,
            with_pages=with_pages,
            own=_written_here(site),
        )
        report = yield from _counted(steps)
    except EsccError as problem:
        return refused(problem, entries)
    code = "VERIFIED_VAULT" if root is not None else "VERIFIED_VAULT_OWN_ROOT"
    facts = {"entries": str(report), "chains": ", ".join(head.chain for head in cabinet.journal.heads())}
    if len(site.line) > 1:
        code = "VERIFIED_VAULT_RESTORED" if root is not None else "VERIFIED_VAULT_OWN_ROOT_RESTORED"
        facts["restored"] = ", ".join(f"{stretch.chain}:{stretch.last}" for stretch in site.line[:-1])
    return VerificationView(True, code, facts, report, None)


def doubting_slices(site: Site) -> Generator[tuple[int, int], None, VerificationView]:
    """Verify the open vault as ``verify_slices`` does; one that does not hold can only be read from then on."""
    answer = yield from verify_slices(site)
    if not answer.is_sound:
        site.doubt = EsccError(answer.code, **answer.facts)
        site.office.cabinet.vault.make_read_only()
    return answer


def _check_slots(folder: Path | None) -> None:
    """Raise TrustError (SLOT_DAMAGED, naming whose) unless every key slot beside a vault is as it was written."""
    if folder is not None and (folder / SLOTS_FILE).exists():
        check_slots(read_slots(folder / SLOTS_FILE))


def damaged_slot(site: Site) -> EsccError | None:
    """Return what is wrong with the key slots beside the open vault, None when nothing is.

    No record is in doubt for that: whoever it concerns cannot unlock, and everybody else works on.
    """
    try:
        _check_slots(site.office.cabinet.vault.folder)
    except EsccError as problem:
        return problem
    except OSError as problem:
        return VaultError("INPUT_UNREADABLE", path=SLOTS_FILE, why=problem.strerror or "")
    return None


def _written_here(site: Site) -> dict[str, int | None]:
    """Return the chains that were written here, each up to where the next one goes on from it."""
    try:
        return {stretch.chain: stretch.last for stretch in site.line}
    except JournalBroken:  # the verification finds what is wrong with it, and says it better
        return {site.office.chain: None}


def _counted(steps: Generator[Progress, None, object]) -> Generator[tuple[int, int], None, int]:
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return int(end.value.entries)
        yield (step.done, step.total)


def verify_vault(site: Site, root: str | None) -> VerificationView:
    """Verify the whole vault at one go, every page of its file included."""
    return exhaust(verify_slices(site, root, with_pages=True))


def verify_package(data: bytes, root: str | None, site: Site | None) -> VerificationView:
    """Verify a package: whole with an open vault that it is sealed to, else its envelope and ciphertext."""
    try:
        if site is not None:
            return _verified_whole(data, root or site.facts.root, site)
        envelope = read_envelope(data)
        if root is None:
            return VerificationView(True, "VERIFIED_ENVELOPE_NO_ROOT", {"package": envelope.package}, 0, None)
        check_sender(envelope, root)
        return VerificationView(True, "VERIFIED_ENVELOPE", {"package": envelope.package}, 0, None)
    except EsccError as problem:
        return refused(problem, 0)


def _verified_whole(data: bytes, root: str, site: Site) -> VerificationView:
    cabinet = site.office.cabinet
    opened = open_package(data, cabinet.keys.get(DEVICE_IDENTITY).decode("ascii"), root)
    signers = Signers(root, (site.facts.authority,), site.facts.desk)
    for earlier in site.office.entries_of(*SPEAKING):
        signers.key_of(earlier.entry)
    entries = 0
    for signed in signed_entries(opened.content):
        entries += 1
        place = (signed.entry.chain, signed.entry.seq)
        try:
            signed.verify(signers.key_of(signed.entry))
        except TrustError as problem:
            raise JournalBroken("CHAIN_SIGNATURE", *place, actor=signed.entry.actor.name) from problem
        known = cabinet.journal.entry(signed.entry.chain, signed.entry.seq)
        if known is not None and known.bytes != signed.bytes:
            raise JournalBroken("JOURNAL_FORK", signed.entry.chain, signed.entry.seq, expected=known.hash.hex()[:12])
    facts = {"package": opened.envelope.package, "entries": str(entries)}
    return VerificationView(True, "VERIFIED_PACKAGE", facts, entries, None)


def verify_document(data: bytes, root: str | None, site: Site | None) -> VerificationView:
    """Verify a sealed document against the study root and, with an open vault, against the journal's hash of it."""
    from escc_desktop.documents.carried import carried_root
    from escc_desktop.documents.checking import check_sealed

    try:
        trusted = root or (site.facts.root if site is not None else None)
        name = sha256(data).hexdigest()
        if site is not None:
            sealed = sealed_entry(site, name)
            if sealed is None:
                raise PackageError("DOCUMENT_NOT_IN_JOURNAL", sha256=name[:16])
            if not sealed.entry.body["is_signed"]:
                return VerificationView(True, "VERIFIED_DOCUMENT_UNSIGNED", {"sha256": name[:16]}, 0, None)
        report = check_sealed(data, trusted or carried_root(data))
    except EsccError as problem:
        is_unsigned = problem.code == "SEAL_COUNT" and problem.facts["found"] == "0"
        return refused(PackageError("DOCUMENT_UNSIGNED") if is_unsigned else problem, 0)
    names = ", ".join(signer.name for signer in report.signers)
    if trusted is None:
        code = "VERIFIED_DOCUMENT_NO_ROOT"
    else:
        code = "VERIFIED_DOCUMENT" if site is not None else "VERIFIED_DOCUMENT_NO_JOURNAL"
    return VerificationView(True, code, {"names": names}, 0, None)


def verify_file(kind: str, data: bytes, root: str | None, site: Site | None) -> VerificationView:
    """Verify a package or a document, as ``kind_of`` told them apart."""
    return verify_package(data, root, site) if kind == "package" else verify_document(data, root, site)


def refused(problem: EsccError, entries: int) -> VerificationView:
    """Return the answer for what did not hold."""
    first_bad = (problem.chain, problem.seq) if isinstance(problem, JournalBroken) else None
    if problem.code == "VAULT_BEHIND":  # of a journal that was cut short, the first that is missing
        first_bad = (problem.facts["chain"], int(problem.facts["first"]))
    return VerificationView(False, problem.code, problem.facts, entries, first_bad)


def kind_of(path: Path) -> str:
    """Return "vault" for a folder, else "package", "backup", "document" or "" by the file's first bytes."""
    if path.is_dir():
        return "vault"
    with path.open("rb") as file:
        start = file.read(16)
    for kind in ("package", "backup"):
        if start.startswith(f"ESCC {kind}".encode()):
            return kind
    return "document" if start.startswith(b"%PDF-") else ""
