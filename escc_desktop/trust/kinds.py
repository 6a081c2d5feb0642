"""Lists every kind of entry there is and the shape of its body; it gives none of them a meaning (``trial`` does).

The list is closed: an entry of a kind that is not here, or with a body of another shape, is refused. When the shape
of a body changes, its ``version`` becomes the new ``VOCABULARY`` number and ``UPCASTERS`` gets the function that turns
the older body into the newer. Bytes already written are never touched: up-casting happens on reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from escc_desktop.errors import TrustError

VOCABULARY: Final = 1

Text = Annotated[str, Meta(min_length=1, max_length=4000)]
Short = Annotated[str, Meta(min_length=1, max_length=200)]
Hex64 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Date = Annotated[str, Meta(pattern=r"\A\d{4}-\d\d-\d\d\Z")]
Time = Annotated[str, Meta(pattern=r"\A\d\d:\d\d\Z")]
Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Pem = Annotated[str, Meta(pattern=r"\A-----BEGIN CERTIFICATE-----\n", max_length=16000)]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The shape of one kind's body. A field that may be null may also be left out."""


class Numbers(Body, frozen=True, kw_only=True):
    """The block of participant orders that a kit allows, both ends included."""

    first: Count
    last: Count


class Mark(Body, frozen=True, kw_only=True):
    """A value that is not plain text: missing with a code and a reason, or a commitment to free text."""

    missing: Short | None = None
    reason: str | None = None
    text: Hex64 | None = None

    def __post_init__(self) -> None:
        if (self.missing is None) == (self.text is None) or (self.text is not None and self.reason is not None):
            raise ValueError("a value is either missing or committed to")


class StudyFounded(Body, frozen=True, kw_only=True):
    study: Short
    title: Text
    root: Pem


class KitIssued(Body, frozen=True, kw_only=True):
    kit: Short
    site: Short
    device: Short
    chain: Short
    edition: Hex64
    numbers: Numbers
    investigator: Short
    kit_sha256: Hex64


class DeviceCertified(Body, frozen=True, kw_only=True):
    kit: Short
    device: Short
    certificate: Pem
    recipient: Short
    edition: Hex64


class PersonCertified(Body, frozen=True, kw_only=True):
    person: Short
    name: Short
    roles: tuple[Short, ...]
    certificate: Pem
    by: Short


class SessionOpened(Body, frozen=True, kw_only=True):
    pass


class SessionClosed(Body, frozen=True, kw_only=True):
    why: Short


class ParticipantScreened(Body, frozen=True, kw_only=True):
    number: Short
    order: Count
    initials: str
    sex: str | None = None


class RecordSaved(Body, frozen=True, kw_only=True):
    form: Short
    visit: Short | None = None
    values: dict[str, str | Mark]
    observed_on: str | None = None
    is_complete: bool
    digest: Hex64


class RecordSigned(Body, frozen=True, kw_only=True):
    digest: Hex64
    meaning: Text
    certificate: Hex64
    covers: Hex64


class ParticipantEnrolled(Body, frozen=True, kw_only=True):
    enrolment_number: Short
    eligibility: Hex64


class TreatmentStarted(Body, frozen=True, kw_only=True):
    first_dose_on: dict[str, Date]


class VisitBooked(Body, frozen=True, kw_only=True):
    visit: Short
    on: Date
    at: Time | None = None


class VisitMoved(Body, frozen=True, kw_only=True):
    visit: Short
    from_: Date = msgspec.field(name="from")
    on: Date
    at: Time | None = None
    is_out_of_window: bool


class DocumentSealed(Body, frozen=True, kw_only=True):
    sha256: Hex64
    kind: Short
    title: Text
    record: Short | None = None
    visit: Short | None = None
    pages: Count
    is_signed: bool
    covers: str | None = None


class DocumentSavedOut(Body, frozen=True, kw_only=True):
    sha256: Hex64
    kind: Short


class DocumentPrinted(Body, frozen=True, kw_only=True):
    sha256: Hex64
    kind: Short


class PackageExported(Body, frozen=True, kw_only=True):
    package: Short
    number: Count
    first: Count
    last: Count
    head: Hex64
    sha256: Hex64
    size: Count | None = None
    confirmation: str | None = None


class PackageReceived(Body, frozen=True, kw_only=True):
    package: Short
    number: Count
    chain: Short
    first: Count
    last: Count
    head: Hex64
    sha256: Hex64


class ClockChanged(Body, frozen=True, kw_only=True):
    before: Short
    after: Short
    why: Short


class EditionReceived(Body, frozen=True, kw_only=True):
    edition: Short
    digest: Hex64


class EditionApproved(Body, frozen=True, kw_only=True):
    edition: Short
    digest: Hex64


@dataclass(frozen=True, slots=True)
class Kind:
    """One word of the vocabulary: its name, the vocabulary version of its body, the body's shape, what it says."""

    name: str
    version: int
    body: type[Body]
    says: str


_ALL: Final = (
    Kind("study.founded", 1, StudyFounded, "The desk made the study's root key; its certificate is in the body."),
    Kind("kit.issued", 1, KitIssued, "The desk made a kit for one device of one site."),
    Kind("device.certified", 1, DeviceCertified, "A site's authority certified a device opened from a kit."),
    Kind("person.certified", 1, PersonCertified, "A site administrator gave a person a certificate and roles."),
    Kind("session.opened", 1, SessionOpened, "A person unlocked the vault."),
    Kind("session.closed", 1, SessionClosed, "A person's session ended, and why."),
    Kind("participant.screened", 1, ParticipantScreened, "A screening number was given; it is never given again."),
    Kind("record.saved", 1, RecordSaved, "A record was saved, new or changed; the values are the whole record."),
    Kind("record.signed", 1, RecordSigned, "A person signed a record with a meaning; a later change voids it."),
    Kind("participant.enrolled", 1, ParticipantEnrolled, "A participant was enrolled on a signed eligibility record."),
    Kind("treatment.started", 1, TreatmentStarted, "The first dose of each drug; it anchors the calendar."),
    Kind("visit.booked", 1, VisitBooked, "A day was agreed for a visit."),
    Kind("visit.moved", 1, VisitMoved, "A booked visit was moved to another day."),
    Kind("document.sealed", 1, DocumentSealed, "A document was rendered and its bytes stored under their SHA-256."),
    Kind("document.saved_out", 1, DocumentSavedOut, "A document left the vault as a file."),
    Kind("document.printed", 1, DocumentPrinted, "A document left the vault on paper."),
    Kind("package.exported", 1, PackageExported, "A package with a range of entries was written out."),
    Kind("package.received", 1, PackageReceived, "A package was checked and its entries taken in."),
    Kind("clock.changed", 1, ClockChanged, "The computer's clock or zone stepped."),
    Kind("edition.received", 1, EditionReceived, "An edition of the study was taken in."),
    Kind("edition.approved", 1, EditionApproved, "A person approved an edition by signing its digest."),
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in _ALL})

# (kind, vocabulary version of the older body) -> function to the next newer body. Empty: this is the first version.
UPCASTERS: Final[Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]]] = MappingProxyType({})


def read_body(kind: str, body: object, version: int = VOCABULARY) -> Body:
    """Return ``body`` as the newest shape of ``kind``. Raises TrustError (KIND_UNKNOWN, KIND_NEWER, KIND_BODY)."""
    known = KINDS.get(kind)
    if known is None:
        raise TrustError("KIND_UNKNOWN", kind=kind)
    if version > VOCABULARY:
        raise TrustError("KIND_NEWER", kind=kind)
    for step in range(version, known.version):
        upcast = UPCASTERS.get((kind, step))
        if upcast is not None and isinstance(body, dict):
            body = upcast(body)
    try:
        return msgspec.convert(body, known.body)
    except (msgspec.ValidationError, ValueError) as problem:
        raise TrustError("KIND_BODY", kind=kind, problem=problem) from problem


def plain(body: Body) -> dict[str, Any]:
    """Return a body as the plain mapping that an entry carries."""
    simple: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(body))  # lists, as an entry read back has them
    return simple
