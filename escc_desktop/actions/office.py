"""Holds an open store with whoever writes into it, and makes every act one signed entry; it knows no single task."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from escc_desktop import __version__
from escc_desktop.store.cabinet import Cabinet
from escc_desktop.store.journal import EntryFilter, Journal
from escc_desktop.store.readings import Readings
from escc_desktop.store.texts import CommittedText
from escc_desktop.trust.commitments import commit
from escc_desktop.trust.entry import Actor, Entry, SignedEntry, genesis_prev, instant, offset, sign_entry
from escc_desktop.trust.keys import SigningKey

Clock = Callable[[], datetime]
Randomness = Callable[[int], bytes]

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
    last_at: dict[str, datetime] = field(default_factory=dict)

    @property
    def journal(self) -> Journal:
        """The entries of every chain that is here."""
        return self.cabinet.journal

    @property
    def readings(self) -> Readings:
        """What the entries amount to."""
        return self.cabinet.readings

    def entries_of(self, *kinds: str, chain: str | None = None) -> tuple[SignedEntry, ...]:
        """Return every entry of ``kinds``, about participants or nobody, oldest first."""
        return self.journal.find(EntryFilter(kinds=kinds, chain=chain))

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
        now = self.clock()
        written = chain or self.chain
        before = self._last_at(written)
        flag = "ok"
        if before is not None and now + LONGEST_STEP < before:
            flag = "stepped_back"
            if kind != "clock.changed":
                stepped = {"before": instant(before), "after": instant(now), "why": flag}
                self._append("clock.changed", stepped, now, flag, written, self.hand)
        signed = self._append(
            kind, body, now, flag, written, hand or self.hand, participant, record, based_on, reason, texts
        )
        self.last_at[written] = now
        return signed

    def _append(
        self,
        kind: str,
        body: Mapping[str, Any],
        now: datetime,
        flag: str,
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
            clock=flag,  # type: ignore[arg-type]
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
        self.cabinet.append(signed, texts)
        return signed

    def _last_at(self, chain: str) -> datetime | None:
        if chain not in self.last_at:
            head = self.journal.head(chain)
            last = self.journal.entry(chain, head.seq) if head else None
            if last is None:
                return None
            self.last_at[chain] = datetime.fromisoformat(last.entry.at)
        return self.last_at[chain]
