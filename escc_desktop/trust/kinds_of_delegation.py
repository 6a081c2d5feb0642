"""Lists the kinds of entries about delegated tasks, training and the findings of monitors, each with its body."""

from __future__ import annotations

from typing import Final

import msgspec

from escc_desktop.trust.shapes import Body, Date, Hex64, Kind, Short


class DelegationGranted(Body, frozen=True, kw_only=True):
    """``specimen`` is the SHA-256 of a kept image, ``specimen_place`` commits to where an ink one is filed."""

    person: Short
    tasks: tuple[Short, ...]
    from_: Date = msgspec.field(name="from")
    until: Date | None = None
    specimen: Hex64 | None = None
    specimen_place: Hex64 | None = None


class DelegationEnded(Body, frozen=True, kw_only=True):
    """``delegation`` is the entry that granted it; from ``on`` no act may be done under it."""

    delegation: Short
    on: Date


class TrainingRecorded(Body, frozen=True, kw_only=True):
    """``filed_at`` commits to where the certificate is filed."""

    person: Short
    what: Short
    on: Date
    expires_on: Date | None = None
    filed_at: Hex64 | None = None


class FindingRaised(Body, frozen=True, kw_only=True):
    """``text`` commits to the words; the entry itself says of which participant and record."""

    text: Hex64


class FindingAnswered(Body, frozen=True, kw_only=True):
    finding: Short
    text: Hex64


class FindingClosed(Body, frozen=True, kw_only=True):
    finding: Short
    text: Hex64 | None = None


KINDS: Final = (
    Kind(
        "delegation.granted",
        2,
        DelegationGranted,
        "The principal investigator delegated tasks to a person.",
        texts=("specimen_place",),
        files=("specimen",),
    ),
    Kind("delegation.ended", 2, DelegationEnded, "The principal investigator ended a delegation."),
    Kind(
        "training.recorded",
        2,
        TrainingRecorded,
        "A training or certificate of a person was recorded.",
        texts=("filed_at",),
    ),
    Kind("finding.raised", 2, FindingRaised, "A monitor or quality controller raised a finding.", texts=("text",)),
    Kind("finding.answered", 2, FindingAnswered, "Somebody answered a finding.", texts=("text",)),
    Kind("finding.closed", 2, FindingClosed, "Whoever raised a finding closed it.", texts=("text",)),
)
