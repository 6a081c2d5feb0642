"""Lists the kinds of entries about what is recorded of participants and what is printed, each with its body."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from escc_desktop.trust.shapes import Body, Count, Date, Hex64, Kind, PartialDay, Short, Text, Time


class Mark(Body, frozen=True, kw_only=True):
    """A value that is not plain text: missing with a code and a reason, or a commitment to free text."""

    missing: Short | None = None
    reason: str | None = None
    text: Hex64 | None = None

    def __post_init__(self) -> None:
        if (self.missing is None) == (self.text is None) or (self.text is not None and self.reason is not None):
            raise ValueError("a value is either missing or committed to")


class ParticipantScreened(Body, frozen=True, kw_only=True):
    number: Short
    order: Count
    initials: str
    sex: str | None = None


class RecordSaved(Body, frozen=True, kw_only=True):
    """``justified`` gives for each soft check that failed the commitment to why the values stand all the same.

    ``not_done``: the whole form was not done, with the code and the reason; it then holds no value.
    """

    form: Short
    visit: Short | None = None
    values: dict[str, str | Mark]
    observed_on: PartialDay | None = None
    is_complete: bool
    digest: Hex64
    justified: dict[Short, Hex64] | None = None
    not_done: Mark | None = None

    def __post_init__(self) -> None:
        if self.not_done is not None and (self.values or self.not_done.missing is None):
            raise ValueError("a form that was not done holds no value and says so with a code")


class RecordSigned(Body, frozen=True, kw_only=True):
    digest: Hex64
    meaning: Text
    certificate: Hex64
    covers: Hex64


class InkRecorded(Body, frozen=True, kw_only=True):
    """A signature by hand. ``signer`` is a person of the site, or a part in the consent that is not named here.

    ``sha256`` is the printed document, if known; ``filed_at`` a commitment to the binder's place; ``flag`` says why no
    gate accepts it, if so.
    """

    sha256: Hex64 | None = None
    digest: Hex64
    covers: Hex64
    signer: Short
    signer_name: Short | None = None
    role: Short
    meaning: Text
    signed_on: Date
    filed_at: Hex64
    flag: Short | None = None


class InkWithdrawn(Body, frozen=True, kw_only=True):
    """``ink`` is the entry that recorded the signature, ``chain:seq``; the entry's reason says why."""

    ink: Short


class OriginalChosen(Body, frozen=True, kw_only=True):
    kind: Short
    original: Literal["ink", "electronic"]


class ParticipantEnrolled(Body, frozen=True, kw_only=True):
    enrolment_number: Short
    eligibility: Hex64


class TreatmentStarted(Body, frozen=True, kw_only=True):
    first_dose_on: dict[str, Date]


class VisitBooked(Body, frozen=True, kw_only=True):
    """``forms`` are those chosen for an unscheduled visit; None where the plan says what a visit asks."""

    visit: Short
    on: Date
    at: Time | None = None
    forms: tuple[Short, ...] | None = None


class VisitNotDone(Body, frozen=True, kw_only=True):
    """A visit that did not take place; the entry's reason says why. ``forms`` are those that were open by then."""

    visit: Short
    forms: tuple[Short, ...]


class ContradictionRuled(Body, frozen=True, kw_only=True):
    """How the principal investigator reads a contradiction of the registry text; ``ruling`` commits to the words."""

    contradiction: Short
    edition: Hex64
    ruling: Hex64


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
    shows: dict[str, Hex64] | None = None


class DocumentSavedOut(Body, frozen=True, kw_only=True):
    sha256: Hex64
    kind: Short


class DocumentPrinted(Body, frozen=True, kw_only=True):
    sha256: Hex64
    kind: Short


KINDS: Final = (
    Kind("participant.screened", 1, ParticipantScreened, "A screening number was given; it is never given again."),
    Kind("record.saved", 3, RecordSaved, "A record was saved, new or changed; the values are the whole record."),
    Kind("record.signed", 1, RecordSigned, "A person signed a record with a meaning; a later change voids it."),
    Kind(
        "ink.recorded",
        2,
        InkRecorded,
        "A signature made by hand was recorded; a later change voids it.",
        texts=("filed_at",),
    ),
    Kind("ink.withdrawn", 2, InkWithdrawn, "A signature by hand had been recorded by mistake."),
    Kind("original.chosen", 2, OriginalChosen, "It was decided whether paper or program holds a document's original."),
    Kind("participant.enrolled", 1, ParticipantEnrolled, "A participant was enrolled on a signed eligibility record."),
    Kind("treatment.started", 1, TreatmentStarted, "The first dose of each drug; it anchors the calendar."),
    Kind("visit.booked", 3, VisitBooked, "A day was agreed for a visit."),
    Kind("visit.moved", 1, VisitMoved, "A booked visit was moved to another day."),
    Kind("visit.not_done", 3, VisitNotDone, "A planned visit did not take place."),
    Kind(
        "contradiction.ruled",
        3,
        ContradictionRuled,
        "The principal investigator ruled how a contradiction of the registry text is read.",
        texts=("ruling",),
    ),
    Kind(
        "document.sealed",
        2,
        DocumentSealed,
        "A document was rendered and its bytes stored under their SHA-256.",
        files=("sha256",),
    ),
    Kind("document.saved_out", 1, DocumentSavedOut, "A document left the vault as a file."),
    Kind("document.printed", 1, DocumentPrinted, "A document left the vault on paper."),
)
