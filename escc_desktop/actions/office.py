"""Holds an open store with whoever writes into it, and makes every act one signed entry; it knows no single task."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from escc_desktop import __version__
from escc_desktop.errors import VaultError
from escc_desktop.store.cabinet import Cabinet
from escc_desktop.store.journal import Journal
from escc_desktop.store.readings import Readings
from escc_desktop.store.texts import CommittedText
from escc_desktop.trust.commitments import commit
from escc_desktop.trust.entry import Actor, ClockFlag, Entry, SignedEntry, genesis_prev, instant, offset, sign_entry
from escc_desktop.trust.keys import SigningKey

Clock = Callable[[], datetime]
Randomness = Callable[[int], bytes]

Running = tuple[timedelta, timedelta]
"""For how long a machine has run, and for how long of that awake."""

LONGEST_DRIFT = timedelta(seconds=30)
"""A clock that ran on by more or less than the machine did was set, if by more than this; networks correct by less."""

LONGEST_SLEEP = timedelta(minutes=1)
"""A machine that slept for longer between two entries was suspended: that becomes an entry."""

LONGEST_STEP = timedelta(seconds=2)
"""A clock that shows an earlier time than the entry before, by more than this, was set back: that becomes an entry."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes, and with which key."""

    actor: Actor
    key: SigningKey = field(repr=False)


@dataclass(slots=True)
class Office:
    """An open store and the hand that writes into its chain. ``edition`` is the digest of the edition in force.

    ``system`` writes what no person does (the clock was set back); without one it is the person at work.
    ``device_key`` signs checkpoints; at the desk, where no device keeps one, it is the person's own key.
    """

    cabinet: Cabinet
    clock: Clock
    randomness: Randomness
    study: str
    site: str
    chain: str
    hand: Hand
    device_key: SigningKey = field(repr=False)
    edition: str | None = None
    system: Hand | None = None
    last_at: dict[str, datetime] = field(default_factory=dict)
    _ran: dict[str, Running] = field(default_factory=dict)
    _undo: list[Callable[[], None]] = field(default_factory=list)
    _finish: list[Callable[[], object]] = field(default_factory=list)
    _entered: list[tuple[str, int]] = field(default_factory=list)

    @property
    def journal(self) -> Journal:
        """The entries of every chain that is here."""
        return self.cabinet.journal

    @property
    def readings(self) -> Readings:
        """What the entries amount to."""
        return self.cabinet.readings

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block as one transaction; when it fails, what it did outside the store is undone as well."""
        self._undo.clear()
        self._finish.clear()
        self._entered.clear()
        try:
            with self.cabinet.transaction():
                yield
            for finish in self._finish:
                finish()
        except BaseException:
            self.last_at.clear()
            if self._is_undone():
                for undo in reversed(self._undo):
                    undo()
            raise
        finally:
            self._undo.clear()

    def _is_undone(self) -> bool:
        """Tell whether the transaction that just failed left nothing in the store.

        A disk may fail after the commit was done: then the entry stands, and what it speaks of must stand as well. The
        same where the store cannot be asked: a file without its entry does less harm than an entry without its file.
        """
        try:
            return not any(self.journal.entry(*place) for place in self._entered[:1])
        except VaultError:
            return False

    def on_failure(self, undo: Callable[[], None]) -> None:
        """Call ``undo`` should the open transaction fail: a file on a stick is not rolled back by the store."""
        self._undo.append(undo)

    def once_kept(self, finish: Callable[[], object]) -> None:
        """Call ``finish`` once the open transaction is kept: a file gets its name when the journal knows of it."""
        self._finish.append(finish)

    def entries_of(self, *kinds: str, chain: str | None = None) -> tuple[SignedEntry, ...]:
        """Return the entries of ``kinds`` about no participant, oldest first: the store has an index of them."""
        return self.journal.by_kind(*kinds, chain=chain)

    def keep_checkpoint(self, *, is_durable: bool = False) -> None:
        """Note beside the vault how far our chain has come; call it after each commit."""
        at = instant(self.clock())
        self.cabinet.write_checkpoint(self.device_key, self.study, self.site, self.chain, at, is_durable=is_durable)

    def seal_text(self, text: str) -> CommittedText:
        """Return a fresh commitment to ``text`` with what opens it."""
        made = commit(text, self.randomness)
        return CommittedText(made.digest, made.salt, text)

    def enter(
        self,
        kind: str,
        body: Mapping[str, Any],
        *,
        participant: str | None = None,
        record: str | None = None,
        based_on: str | None = None,
        reason: str | None = None,
        hand: Hand | None = None,
        chain: str | None = None,
        texts: Sequence[CommittedText] = (),
    ) -> SignedEntry:
        """Append one signed entry inside the open transaction and bring the readings up to it.

        ``hand`` is another person who signs this one entry (sign as...); ``chain`` another chain of the same store.
        """
        now, ran = self.clock(), _running(self.clock)
        written, writer = chain or self.chain, hand or self.hand
        if kind == "person.certified" and self.system is None and body["person"] == writer.actor.id:
            # Whoever says who they are says that first; what the clock did is entered with their next word.
            before = self._last_at(written)
            signed = self._append(kind, body, now, "ok", written, writer)
            self.last_at[written] = before or now
            return signed
        flag = self._note_clock(written, now, ran)
        signed = self._append(kind, body, now, flag, written, writer, participant, record, based_on, reason, texts)
        self.last_at[written] = now
        if ran is not None:
            self._ran[written] = ran
        return signed

    def _note_clock(self, chain: str, now: datetime, ran: Running | None) -> ClockFlag:
        """Enter that the clock was set or the machine slept since the last entry; return the flag of the next."""
        before = self._last_at(chain)
        if before is None:
            return "ok"
        flag = stepped(before, now, self._ran.get(chain), ran)
        if flag in ("stepped_back", "jumped"):
            self._note_changed(chain, now, instant(before), instant(now), flag, flag)
            return flag
        if offset(now) != offset(before):
            self._note_changed(chain, now, offset(before), offset(now), "zone_changed", "zone_changed")
            return "zone_changed"
        if has_slept(self._ran.get(chain), ran):
            self._note_changed(chain, now, instant(before), instant(now), "suspended", "ok")
        return "ok"

    def _note_changed(self, chain: str, now: datetime, before: str, after: str, why: str, flag: ClockFlag) -> None:
        changed = {"before": before, "after": after, "why": why}
        self._append("clock.changed", changed, now, flag, chain, self.system or self.hand)

    def _append(
        self,
        kind: str,
        body: Mapping[str, Any],
        now: datetime,
        flag: ClockFlag,
        chain: str,
        hand: Hand,
        participant: str | None = None,
        record: str | None = None,
        based_on: str | None = None,
        reason: str | None = None,
        texts: Sequence[CommittedText] = (),
    ) -> SignedEntry:
        head = self.journal.head(chain)
        entry = Entry(
            study=self.study,
            site=self.site,
            chain=chain,
            seq=head.seq + 1 if head else 1,
            prev=head.hash.hex() if head else genesis_prev(self.study, chain),
            at=instant(now),
            zone=now.tzname() or "UTC",
            offset=offset(now),
            clock=flag,
            actor=hand.actor,
            kind=kind,
            participant=participant,
            record=record,
            based_on=based_on,
            edition=self.edition,
            body=dict(body),
            reason=reason,
            app=__version__,
        )
        signed = sign_entry(entry, hand.key)
        self._entered.append((entry.chain, entry.seq))
        self.cabinet.append(signed, texts)
        return signed

    def _last_at(self, chain: str) -> datetime | None:
        if chain not in self.last_at:
            head = self.journal.head(chain)
            last = self.journal.entry(chain, head.seq) if head else None
            if last is None:
                return None
            at = datetime.fromisoformat(last.entry.at)
            self.last_at[chain] = at.astimezone(timezone(_length(last.entry.offset)))
        return self.last_at[chain]


def _running(clock: Clock) -> Running | None:
    """Return for how long the machine has run, where the clock can tell: whole, and awake."""
    tell = getattr(clock, "running", None)
    if tell is None:
        return None
    whole, awake = tell()
    return timedelta(seconds=whole), timedelta(seconds=awake)


def stepped(before: datetime, now: datetime, ran_before: Running | None, ran: Running | None) -> ClockFlag:
    """Tell whether the wall clock was set between two entries: "stepped_back", "jumped" or "ok".

    A clock that runs on by more or less than the machine did was set; without that (the first entry of a session)
    only an earlier time tells.
    """
    if now + LONGEST_STEP < before:
        return "stepped_back"
    if ran_before is None or ran is None:
        return "ok"
    set_by = (now - before) - (ran[0] - ran_before[0])
    if abs(set_by) <= LONGEST_DRIFT:
        return "ok"
    return "jumped" if set_by > timedelta() else "stepped_back"


def has_slept(ran_before: Running | None, ran: Running | None) -> bool:
    """Tell whether the machine was suspended for more than a moment between two entries."""
    if ran_before is None or ran is None:
        return False
    return (ran[0] - ran_before[0]) - (ran[1] - ran_before[1]) > LONGEST_SLEEP


def _length(offset: str) -> timedelta:
    """Return what ``+08:00`` says as a length of time."""
    length = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
    return -length if offset[0] == "-" else length
