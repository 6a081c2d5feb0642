"""Lists the kinds of entries about devices, packages, editions and the keeping of the store, each with its body."""

from __future__ import annotations

from typing import Final

from escc_desktop.trust.shapes import Body, Count, Hex64, Kind, Pem, Short, Text


class Numbers(Body, frozen=True, kw_only=True):
    """The block of participant orders that a kit allows, both ends included."""

    first: Count
    last: Count


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


class MissingRun(Body, frozen=True, kw_only=True):
    """Entries of a chain that are known to have been written and that a backup did not hold, both ends included."""

    chain: Short
    first: Count
    last: Count


class RestoredFrom(Body, frozen=True, kw_only=True):
    """The last entry that was restored, and what was known to be missing at that moment."""

    chain: Short
    seq: Count
    head: Hex64
    missing: tuple[MissingRun, ...] | None = None


class DeviceCertified(Body, frozen=True, kw_only=True):
    kit: Short
    device: Short
    certificate: Pem
    recipient: Short
    edition: Hex64
    restored_from: RestoredFrom | None = None


class CarriedRun(Body, frozen=True, kw_only=True):
    """A run of another chain's entries that a package carried beside its own."""

    chain: Short
    first: Count
    last: Count
    head: Hex64


class PackageExported(Body, frozen=True, kw_only=True):
    package: Short
    number: Count
    first: Count
    last: Count
    head: Hex64
    sha256: Hex64
    size: Count | None = None
    confirmation: str | None = None
    also: tuple[CarriedRun, ...] | None = None


class PackageReceived(Body, frozen=True, kw_only=True):
    package: Short
    number: Count
    chain: Short
    first: Count
    last: Count
    head: Hex64
    sha256: Hex64
    also: tuple[CarriedRun, ...] | None = None


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


class NumbersConfirmed(Body, frozen=True, kw_only=True):
    """The last orders that were given out, as somebody read them; 0 where none was."""

    screening: Count
    enrolment: Count
    how: Short


class AlarmRaised(Body, frozen=True, kw_only=True):
    """``device`` sent ``package`` although ``by`` had taken its place."""

    code: Short
    device: Short
    by: Short
    package: Short
    number: Count
    sha256: Hex64


class BackupPlaceChosen(Body, frozen=True, kw_only=True):
    """``label`` is what people call the place; where it lies on a machine is nobody else's business."""

    label: Short
    is_off_machine: bool


class BackupMade(Body, frozen=True, kw_only=True):
    """``first`` to ``last`` and ``head``: how much of the chain it holds; ``size`` and ``sha256`` are the file's."""

    backup: Short
    generation: Count
    sha256: Hex64
    size: Count
    first: Count
    last: Count
    head: Hex64
    label: Short
    is_off_machine: bool


class BackupProved(Body, frozen=True, kw_only=True):
    """``entries`` is how many entries of all chains were verified; ``last`` and ``head`` are the chain's own."""

    backup: Short
    generation: Count
    sha256: Hex64
    last: Count
    head: Hex64
    entries: Count
    label: Short
    is_off_machine: bool


KINDS: Final = (
    Kind("study.founded", 1, StudyFounded, "The desk made the study's root key; its certificate is in the body."),
    Kind("kit.issued", 1, KitIssued, "The desk made a kit for one device of one site."),
    Kind("device.certified", 2, DeviceCertified, "A site's authority certified a device, from a kit or a restore."),
    Kind("package.exported", 2, PackageExported, "A package with a range of entries was written out."),
    Kind("package.received", 2, PackageReceived, "A package was checked and its entries taken in."),
    Kind("numbers.confirmed", 2, NumbersConfirmed, "After a restore, the last numbers given out were read from paper."),
    Kind("alarm.raised", 2, AlarmRaised, "The desk saw two machines at work where there may be one."),
    Kind("clock.changed", 1, ClockChanged, "The computer's clock or zone stepped."),
    Kind("edition.received", 1, EditionReceived, "An edition of the study was taken in."),
    Kind("edition.approved", 1, EditionApproved, "A person approved an edition by signing its digest."),
    Kind("backup.place_chosen", 2, BackupPlaceChosen, "A person chose the second place to which backups go."),
    Kind("backup.made", 2, BackupMade, "A backup was written, read back, opened again and verified whole."),
    Kind("backup.proved", 2, BackupProved, "A backup was restored to a place apart, opened and verified: a drill."),
)
