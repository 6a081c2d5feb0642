"""Holds what an open vault of a site is to the actions: the office, the study, the kit's facts, the person at work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, cast

import msgspec

from escc_desktop.actions.office import Office
from escc_desktop.actions.packing import desk_chain
from escc_desktop.actions.views import PersonView
from escc_desktop.errors import EsccError, JournalBroken, VaultError
from escc_desktop.store.cabinet import Cabinet
from escc_desktop.store.lineage import Stretch, line_of
from escc_desktop.store.signers import CERTIFYING, split_pem
from escc_desktop.study import loading
from escc_desktop.study.edition import Study
from escc_desktop.study.loading import EditionFiles
from escc_desktop.trust import canonical
from escc_desktop.trust.certificates import read_certificate
from escc_desktop.trust.entry import Entry, SignedEntry
from escc_desktop.trust.keys import SigningKey

KIT_MEDIA = "application/x-escc-site"
EDITION_MEDIA = "application/x-escc-edition"
EVERYBODY = 100_000
"""A limit for questions that want every participant, record or document: no site has as many."""
DEVICE_KEY = "device"
DEVICE_IDENTITY = "device-age"
CHAIN_AT_WORK = "chain"
DEVICE_AT_WORK = "device"
"""Names in the vault's own facts; a vault that was never restored has neither, its kit says both."""
_ABOUT_PEOPLE = ("person.certified", "person.recovered", "person.revoked", "slot.renewed")


class SiteFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the kit fixed for this device. Kept in the vault's files; ``device.certified`` names its SHA-256 as the kit.

    It stays as issued: after a restore another device writes another chain, see ``Site.device`` and ``Site.line``.
    ``root`` and ``authority`` are certificates (PEM), ``desk`` the desk's own; ``recipients`` are age recipients.
    """

    kit: str
    study: str
    site: str
    site_name: str
    device: str
    chain: str
    edition: str
    edition_file: str
    first: int
    last: int
    investigator: str
    root: str
    authority: str
    desk: tuple[str, ...]
    recipients: tuple[str, ...]
    is_demonstration: bool
    recovery: tuple[str, ...] = ()

    @property
    def recovery_recipients(self) -> tuple[str, ...]:
        """To whom a recovery box is sealed; the kits of version 0.1 named the desk's own recipients for that too."""
        return self.recovery or self.recipients

    def to_bytes(self) -> bytes:
        """Return the canonical bytes that are kept and named by their SHA-256."""
        return canonical.encode(msgspec.to_builtins(self))

    @classmethod
    def from_bytes(cls, data: bytes) -> SiteFacts:
        """Read what ``to_bytes`` gave."""
        return msgspec.convert(canonical.decode(data), cls)


@dataclass(slots=True)
class Site:
    """An open vault with the person at work. The faces hold it and hand it back; they look at study and person only."""

    office: Office
    study: Study
    facts: SiteFacts
    person: PersonView
    data_key: bytes = field(repr=False)
    authority_key: SigningKey | None = field(default=None, repr=False)
    people: Mapping[str, PersonView] = field(default_factory=dict)
    """Who works here, by id; whoever left is among the ``former``."""
    former: Mapping[str, PersonView] = field(default_factory=dict)
    certificates: Mapping[str, str] = field(default_factory=dict)
    """The last certificate (PEM) of everybody who works or worked here, by id."""
    issuers: Mapping[str, str] = field(default_factory=dict)
    """The certificate (PEM) of the site authority that issued theirs, by id; another one after a recovery."""
    recipients: Mapping[str, str] = field(default_factory=dict)
    """To whom a data key may be sealed, by id, as signed entries say: never as the file of key slots does."""
    stretches: tuple[Stretch, ...] = field(default=(), repr=False)
    doubt: EsccError | None = None
    """Why the vault is open read-only: it lags behind its checkpoint. None when it may be written."""

    def learn_people(self) -> None:
        """Read from the journal who is certified at this site, who left, and to whom a data key may be sealed.

        Who works here stands in the chain at work, which a restore begins with everybody; of the chains before it only
        those are known who were there. A revocation that came back later from such a chain holds nevertheless.
        """
        people: dict[str, PersonView] = {}
        former: dict[str, PersonView] = {}
        certificates: dict[str, str] = {}
        issuers: dict[str, str] = {}
        recipients: dict[str, str] = {}
        ended: set[str] = set()
        for signed in self._about_people():
            kind, body, person = signed.entry.kind, signed.entry.body, str(signed.entry.body["person"])
            is_at_work = signed.entry.chain == self.office.chain
            if kind in CERTIFYING:
                before = people.get(person) or former.pop(person, None)
                here = people if is_at_work else former
                here[person] = PersonView(person, body["name"], tuple(body["roles"]), _until(signed.entry, before))
                certificates[person], *above = split_pem(body["certificate"])
                issuers[person] = above[0] if above else self.facts.authority
            elif kind == "person.revoked" and is_at_work:
                former[person] = people.pop(person)
            elif kind == "person.revoked":
                ended.add(body["certificate"])
            is_owners = kind == "person.certified" or signed.entry.actor.id == person
            if body.get("recipient") and is_owners and is_at_work:
                recipients[person] = body["recipient"]
        for person in [one for one in people if read_certificate(certificates[one]).fingerprint in ended]:
            former[person] = people.pop(person)
        self.people, self.former = people, former
        self.certificates, self.issuers, self.recipients = certificates, issuers, recipients

    def _about_people(self) -> Iterator[SignedEntry]:
        try:
            chains = [stretch.chain for stretch in self.line]
        except JournalBroken:  # whoever checks the journal says so; until then it is read as far as it goes
            chains = [self.office.chain]
        for chain in chains:
            yield from self.office.entries_of(*_ABOUT_PEOPLE, chain=chain)

    @property
    def authority(self) -> str:
        """The certificate (PEM) of the site authority whose key is at hand, else that of the kit."""
        if self.authority_key is not None:
            for known in self.issuers.values():
                if read_certificate(known).public == self.authority_key.public:
                    return known
        return self.facts.authority

    @property
    def recovery_recipients(self) -> tuple[str, ...]:
        """To whom a recovery box is sealed: as the desk has told last, in a package, else as the kit said."""
        told = self.office.entries_of("recovery.prepared", chain=desk_chain(self.facts.site))
        return (str(told[-1].entry.body["recipient"]),) if told else self.facts.recovery_recipients

    def person_of(self, person: str) -> PersonView:
        """Return somebody who works here, by id. Raises VaultError PERSON_NOT_CERTIFIED."""
        known = self.people.get(person)
        if known is None:
            raise VaultError("PERSON_NOT_CERTIFIED", person=person)
        return known

    def name_of(self, person: str) -> str:
        """Return the printed name of somebody who works or worked here, by id; '' for nobody."""
        known = self.people.get(person) or self.former.get(person)
        return known.name if known is not None else ""

    @property
    def device(self) -> str:
        """The device at work: the kit's, or the one that a restore put in its place."""
        return self.line[-1].device

    @property
    def line(self) -> tuple[Stretch, ...]:
        """What was written here before and after each restore, oldest first. Raises JournalBroken LINE_BROKEN."""
        if not self.stretches:
            self.stretches = line_of(self.office.journal, self.office.chain)  # no chain ever begins anew
        return self.stretches

    def is_own(self, chain: str) -> bool:
        """Tell whether ``chain`` was written here, before a restore or after it."""
        return chain == self.office.chain or any(stretch.chain == chain for stretch in self.line)

    def device_certificates(self) -> tuple[str, ...]:
        """Return the certificate (PEM) of the device at work, then that of the site authority which issued it."""
        entries = self.office.entries_of("device.certified", chain=self.office.chain)
        return split_pem(str(entries[-1].entry.body["certificate"]))

    def identities(self) -> tuple[str, ...]:
        """Return the age identities that open what was sealed to this device, or to those in whose place it stands."""
        keys = self.office.cabinet.keys
        older = [name for name in keys.names() if name.startswith(f"{DEVICE_IDENTITY}/")]
        return tuple(keys.get(name).decode("ascii") for name in (DEVICE_IDENTITY, *reversed(older)))

    def close(self) -> None:
        """Close the vault and drop the keys."""
        self.authority_key = None
        self.data_key = b""
        self.office.cabinet.close()


def chain_at_work(cabinet: Cabinet, facts: SiteFacts) -> str:
    """Return the name of the chain that is written here."""
    return cabinet.vault.meta(CHAIN_AT_WORK) or facts.chain


def device_at_work(cabinet: Cabinet, facts: SiteFacts) -> str:
    """Return the name of the device that writes here."""
    return cabinet.vault.meta(DEVICE_AT_WORK) or facts.device


def _until(entry: Entry, before: PersonView | None) -> date | None:
    """Return the last day of a login as an entry says; who was recovered comes back to the login they had."""
    if entry.kind != "person.certified":
        return before.until if before is not None else None
    return date.fromisoformat(entry.body["until"]) if entry.body.get("until") else None


def pack_edition(files: EditionFiles) -> bytes:
    """Return an edition's files as one canonical file, for the vault."""
    return canonical.encode({name: data.decode("utf-8") for name, data in files.items()})


def unpack_edition(data: bytes) -> EditionFiles:
    """Return the files that ``pack_edition`` packed."""
    packed = cast("dict[str, Any]", canonical.decode(data))
    return {name: text.encode("utf-8") for name, text in packed.items()}


@lru_cache(maxsize=4)
def load_study(data: bytes) -> Study:
    """Return the study of an edition in a vault, which never changes and is therefore kept. Raises StudyError."""
    return loading.load(unpack_edition(data), is_accepted=True)
