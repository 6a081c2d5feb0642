"""Checks a whole store against itself and against the study root, in small steps; it repairs and changes nothing.

``verification`` yields after each step, each well under 50 ms, so that a lane can serve commands in between. What
comes in meanwhile is left to the next verification. It raises for the first thing that does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from sqlalchemy import bindparam, func, select, text

from escc_desktop.errors import JournalBroken, TrustError, VaultError
from escc_desktop.store import schema
from escc_desktop.store.agreement import Agreement, Place
from escc_desktop.store.cabinet import Cabinet
from escc_desktop.store.checkpoint import compare
from escc_desktop.store.journal import DERIVED, Head, derived
from escc_desktop.store.prepared import Prepared
from escc_desktop.store.readings import exhaust
from escc_desktop.store.signers import Signers
from escc_desktop.trust.certificates import read_certificate
from escc_desktop.trust.chain import ChainEnd, Checkpoint, check_chain, read_rows
from escc_desktop.trust.commitments import check
from escc_desktop.trust.entry import SignedEntry, genesis_prev, read_entry

STEP = 100
"""How many entries or texts are checked between two yields."""

_journal = schema.journal.c
_entries = Prepared(
    select(_journal.bytes, _journal.hash, _journal.signature, *(_journal[name] for name in DERIVED))
    .where(_journal.chain == bindparam("of"), _journal.seq.between(bindparam("first"), bindparam("last")))
    .order_by(_journal.seq)
)
_texts = (
    select(schema.texts)
    .where(schema.texts.c.commitment > bindparam("after"))
    .order_by(schema.texts.c.commitment)
    .limit(STEP)
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a verification has come: ``done`` of ``total`` of what this stage counts."""

    stage: Literal["pages", "entries", "texts", "files", "readings"]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was verified and held. ``missing_*`` are mentioned by entries and not kept here, which may be right:
    a text was redacted, a document did not travel. ``was_rooted`` says that certificates led to the study root.
    """

    entries: int
    chains: tuple[Head, ...]
    texts: int
    files: int
    participants: int
    missing_texts: tuple[str, ...]
    missing_files: tuple[str, ...]
    was_rooted: bool


def verification(
    cabinet: Cabinet,
    *,
    root: str | None = None,
    authorities: Sequence[str] = (),
    certificates: Sequence[str] = (),
    checkpoint: Checkpoint | None = None,
    with_pages: bool = False,
    own: Mapping[str, int | None] | None = None,
) -> Generator[Progress, None, Report]:
    """Verify the store step by step and return a ``Report``; iterate to the end or use ``verify``.

    ``root``, ``authorities`` and ``certificates`` are PEM, see ``Signers``; ``checkpoint`` as ``read_checkpoint`` gave
    it. ``with_pages`` also checks the seal of every page of the file, in one step that may take longer than others.
    ``own`` are the chains that were written here, each up to a number or (None) to its end: every text and document of
    which they speak must be here.

    Raises ``JournalBroken`` (``chain`` and ``seq`` of the first bad entry): CHAIN_*, JOURNAL_HASH, JOURNAL_COLUMNS,
    JOURNAL_GAP, JOURNAL_OTHER, what ``Agreement.note`` raises, TEXT_LOST, FILE_LOST; ``VaultError``: VAULT_DAMAGED,
    VAULT_UNGUARDED, VAULT_BEHIND, TEXT_CHANGED, FILE_CHANGED, READINGS_DIFFER.
    """
    yield from _check_file(cabinet, with_pages)
    heads = cabinet.journal.heads()
    signers = Signers(root, authorities, certificates)
    said = Agreement(cabinet.journal, signers)
    yield from _check_entries(cabinet, heads, signers, root, said)
    if checkpoint is not None:
        compare(cabinet.journal, checkpoint)
    kept_texts = yield from _check_texts(cabinet)
    kept_files = yield from _check_files(cabinet)
    missing_texts = tuple(one for one in said.texts if one not in kept_texts)
    missing_files = tuple(one for one in said.files if one not in kept_files)
    _refuse_lost("TEXT_LOST", own, [said.texts[one] for one in missing_texts])
    _refuse_lost("FILE_LOST", own, [said.files[one] for one in missing_files])
    participants = yield from _check_readings(cabinet)
    return Report(
        entries=sum(head.seq for head in heads),
        chains=heads,
        texts=len(kept_texts),
        files=len(kept_files),
        participants=participants,
        missing_texts=missing_texts,
        missing_files=missing_files,
        was_rooted=root is not None,
    )


def verify(
    cabinet: Cabinet,
    *,
    root: str | None = None,
    authorities: Sequence[str] = (),
    certificates: Sequence[str] = (),
    checkpoint: Checkpoint | None = None,
    with_pages: bool = True,
    own: Mapping[str, int | None] | None = None,
) -> Report:
    """Verify the store at one go; see ``verification``."""
    steps = verification(
        cabinet,
        root=root,
        authorities=authorities,
        certificates=certificates,
        checkpoint=checkpoint,
        with_pages=with_pages,
        own=own,
    )
    return exhaust(steps)


def _check_file(cabinet: Cabinet, with_pages: bool) -> Iterator[Progress]:
    vault = cabinet.vault
    if with_pages:
        damaged = vault.damaged_pages()
        if damaged:
            raise VaultError("VAULT_DAMAGED", path=vault.place, pages=len(damaged))
        yield Progress("pages", 1, 1)
    if vault.is_file:
        rows = vault.read(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        if {row.name: row.sql for row in rows} != schema.sqlite_triggers():
            raise VaultError("VAULT_UNGUARDED", path=vault.place)


def _check_entries(
    cabinet: Cabinet, heads: Sequence[Head], signers: Signers, root: str | None, said: Agreement
) -> Iterator[Progress]:
    total, done = sum(head.seq for head in heads), 0
    for chain in heads:
        study = read_certificate(root).study if root is not None else _study_of(cabinet, chain.chain)
        previous = genesis_prev(study, chain.chain)
        for first in range(1, chain.seq + 1, STEP):
            last = min(first + STEP - 1, chain.seq)
            rows = cabinet.vault.fetch(_entries, {"of": chain.chain, "first": first, "last": last})
            follow = partial(
                check_chain, chain=chain.chain, start_prev=previous, keys=signers.key_of, first=first, study=study
            )
            end = _checked(rows, chain.chain, first, follow, said)
            if end.seq != last:
                raise JournalBroken("JOURNAL_GAP", chain.chain, end.seq + 1, expected=end.seq + 1)
            previous, done = end.head, done + len(rows)
            yield Progress("entries", done, total)


def _study_of(cabinet: Cabinet, chain: str) -> str:
    rows = cabinet.vault.fetch(_entries, {"of": chain, "first": 1, "last": 1})
    if not rows:
        raise JournalBroken("JOURNAL_GAP", chain, 1, expected=1)
    try:
        return read_entry(rows[0][0], rows[0][2]).entry.study
    except TrustError as problem:
        raise JournalBroken("CHAIN_ENTRY", chain, 1, problem=problem) from problem


def _checked(
    rows: Sequence[Sequence[Any]],
    chain: str,
    first: int,
    follow: Callable[[Iterable[SignedEntry]], ChainEnd],
    said: Agreement,
) -> ChainEnd:
    """Read ``rows``, then ``follow`` them, then hold them against one another: each at one go, as the processor likes.

    Only when something does not hold are they taken one by one, so that it is the first such entry which is named.
    """
    try:
        entries = list(_read(rows, chain, first))
        end = follow(entries)
        for signed in entries:
            said.note(signed)
    except JournalBroken:
        follow(_noted(_read(rows, chain, first), said))
        raise
    return end


def _noted(entries: Iterable[SignedEntry], said: Agreement) -> Iterator[SignedEntry]:
    for signed in entries:
        yield signed
        said.note(signed)  # asked for the next one, the chain has found that this one follows and is signed


def _read(rows: Sequence[Sequence[Any]], chain: str, first: int) -> Iterator[SignedEntry]:
    pairs = ((row[0], row[2]) for row in rows)  # by place, as _entries asks for them
    for seq, (row, signed) in enumerate(zip(rows, read_rows(pairs, chain, first), strict=False), first):
        if row[1] != signed.hash:
            raise JournalBroken("JOURNAL_HASH", chain, seq)
        if row[3:] != derived(signed.entry):
            wrong = [
                name for name, kept, told in zip(DERIVED, row[3:], derived(signed.entry), strict=True) if kept != told
            ]
            raise JournalBroken("JOURNAL_COLUMNS", chain, seq, columns=", ".join(wrong))
        yield signed


def _refuse_lost(code: str, own: Mapping[str, int | None] | None, places: Sequence[Place]) -> None:
    for name, last in (own or {}).items():
        lost = [seq for chain, seq in places if chain == name and (last is None or seq <= last)]
        if lost:
            raise JournalBroken(code, name, min(lost), lost=len(lost))


def _check_texts(cabinet: Cabinet) -> Generator[Progress, None, set[str]]:
    total = _count(cabinet, schema.texts.c.commitment)
    seen: set[str] = set()
    after = ""
    while rows := cabinet.vault.read(_texts, {"after": after}):
        for row in rows:
            try:
                check(row.commitment, row.salt, row.text)
            except TrustError as problem:
                raise VaultError("TEXT_CHANGED", digest=row.commitment[:12]) from problem
            seen.add(row.commitment)
        after = rows[-1].commitment
        yield Progress("texts", len(seen), total)
    return seen


def _check_files(cabinet: Cabinet) -> Generator[Progress, None, set[str]]:
    names = cabinet.files.names()
    for done, name in enumerate(names, 1):
        cabinet.files.get(name)
        yield Progress("files", done, len(names))
    return set(names)


def _check_readings(cabinet: Cabinet) -> Generator[Progress, None, int]:
    known = cabinet.journal.participants()
    numbers = sorted({*known, *cabinet.readings.numbers()})
    for done, number in enumerate(numbers, 1):
        for _ in cabinet.readings.checking(number):
            yield Progress("readings", done - 1, len(numbers))
        yield Progress("readings", done, len(numbers))
    return len(known)


def _count(cabinet: Cabinet, column: Any) -> int:
    return int(cabinet.vault.read(select(func.count(column)))[0][0])
