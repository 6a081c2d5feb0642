"""Builds, writes and takes apart a backup: slots, checkpoint and vault in one signed file; it opens no vault.

``SITE01-A-backup-000123.esccb``: ``magic line | length (4 bytes, big endian) | head (canonical JSON) | device's
signature over the head (64 bytes) | slots | checkpoint | vault to the end``. The head names length and SHA-256 of each
part, so every byte is covered: one flipped bit is always found. The small parts come first: who may open the vault is
known before all of it was read. In clear stand only facts of study, site, device and chain, and what the slots say of
themselves. Everything is read and written in pieces, since a vault may be larger than the memory.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, BinaryIO, Final, Literal

import msgspec
from msgspec import Meta

from escc_desktop import failpoints
from escc_desktop.errors import BackupError, PackageError, TrustError
from escc_desktop.exchange import framing
from escc_desktop.exchange.stick import code_of, flush_folder
from escc_desktop.trust.certificates import Certificate, read_certificate, verify_chain
from escc_desktop.trust.entry import Hex64, Instant, Label, Name, is_instant
from escc_desktop.trust.keys import SIGNATURE_SIZE, SigningKey

FORMAT: Final = "escc-backup/1"
MAGIC: Final = b"ESCC backup 1\n"
SUFFIX: Final = ".esccb"
UNFINISHED: Final = ".part"
PIECE: Final = 1 << 20
"""Bytes read, hashed and written at once: a few milliseconds."""

PartName = Literal["slots", "checkpoint", "vault"]
FILES: Final[dict[PartName, str]] = {"slots": "slots.json", "checkpoint": "checkpoint.json", "vault": "vault.db"}
"""The parts in the order of the file, each with the name that it has in a vault's folder."""

_LARGEST: Final[dict[PartName, int]] = {"slots": 1 << 20, "checkpoint": 4096, "vault": 1 << 40}
_DOMAIN: Final = b"escc-backup-1\0"
_NAME: Final = r"\ASITE[A-Z0-9]{0,20}-[A-Z0-9]{0,20}-backup-[0-9]{6,16}\.esccb\Z"
_FLUSH_EVERY: Final = 4  # pieces: so that a slow stick answers "cancel" within a second and the bar tells the truth
_CODES: Final = {"PKG_MAGIC": "BACKUP_MAGIC", "PKG_SIGNATURE": "BACKUP_SIGNATURE"}

Amount = tuple[int, int]
"""How many bytes are done, and of how many."""

Pem = Annotated[str, Meta(pattern=r"\A-----BEGIN CERTIFICATE-----\n", max_length=16000)]
Number = Annotated[int, Meta(ge=1, le=2**53 - 1)]


class Parts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Length and SHA-256 of each part, in the order in which they stand in the file."""

    slots: framing.Body
    checkpoint: framing.Body
    vault: framing.Body

    def of(self, name: PartName) -> framing.Body:
        """Return what is said of one part."""
        said: framing.Body = getattr(self, name)
        return said


class BackupHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What stands in clear. ``size`` and ``head``: how many entries ``chain`` has in it, and the last one's hash.

    ``schema`` is the version of the vault's tables, ``app`` the program's; ``signers`` the device's certificate, then
    its site's authority.
    """

    format: str
    backup: Annotated[str, Meta(pattern=_NAME)]
    study: Label
    site: Label
    device: Label
    chain: Label
    generation: Number
    size: Number
    head: Hex64
    at: Instant
    schema: Number
    app: Name
    signers: Annotated[tuple[Pem, ...], Meta(min_length=1, max_length=2)]
    parts: Parts


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup whose beginning and length hold; its parts are not read yet, and its signer is not believed yet."""

    path: Path
    head: BackupHead
    front: bytes

    @property
    def size(self) -> int:
        """The length of the whole file in bytes."""
        return len(self.front) + sum(self.head.parts.of(name).length for name in FILES)


def backup_name(site: str, device: str, generation: int) -> str:
    """Return a backup's name: ``SITE01-A-backup-000123.esccb``."""
    site, device = (re.sub(r"[^A-Z0-9]", "", part.upper()) for part in (site, device))
    return f"SITE{site}-{device}-backup-{generation:06d}{SUFFIX}"


def front_of(head: BackupHead, key: SigningKey) -> bytes:
    """Return all that stands before the parts: magic line, head, and the signature of ``key``, the device's."""
    if read_certificate(head.signers[0]).public != key.public:
        raise BackupError("BACKUP_SIGNER", backup=head.backup)
    return framing.build(MAGIC, _DOMAIN, msgspec.to_builtins(head), key, b"")


def describe_file(path: Path) -> Generator[Amount, None, framing.Body]:
    """Return length and SHA-256 of a file for the head; yields ``Amount``. OSErrors pass."""
    digest, length, total = sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            length += len(piece)
            yield length, total
    return framing.Body(length=length, sha256=digest.hexdigest())


# reading


def open_backup(path: Path) -> BackupFile:
    """Read the beginning of a backup: its signature holds, and the file is as long as it says.

    Raises BackupError: BACKUP_MAGIC, BACKUP_FORM, BACKUP_SIGNATURE, BACKUP_CUT, BACKUP_LONGER, BACKUP_PLACE_*.
    """
    with medium(path.name), path.open("rb") as file:
        front = _read_front(file, path.name)
        size = file.seek(0, os.SEEK_END)
    backup = BackupFile(path, _head_of(front, path.name), front)
    if size != backup.size:
        raise BackupError("BACKUP_CUT" if size < backup.size else "BACKUP_LONGER", backup=path.name)
    return backup


def check_signer(head: BackupHead, root: str) -> Certificate:
    """Return the device that made a backup, followed up to ``root`` (PEM). Raises BackupError (BACKUP_SIGNER)."""
    try:
        signer = verify_chain(head.signers[0], head.signers[1:], root)
    except TrustError as problem:
        raise BackupError("BACKUP_SIGNER", backup=head.backup) from problem
    if (signer.kind, signer.study, signer.site, signer.id) != ("device", head.study, head.site, head.device):
        raise BackupError("BACKUP_SIGNER", backup=head.backup)
    return signer


def read_part(backup: BackupFile, name: Literal["slots", "checkpoint"]) -> bytes:
    """Return one of the small parts, checked. Raises BackupError (BACKUP_HASH, BACKUP_CUT, BACKUP_PLACE_*)."""
    said = backup.head.parts.of(name)
    before = 0 if name == "slots" else backup.head.parts.slots.length
    with medium(backup.path.name), backup.path.open("rb") as file:
        file.seek(len(backup.front) + before)
        data = file.read(said.length)
    if len(data) != said.length or sha256(data).hexdigest() != said.sha256:
        raise BackupError("BACKUP_HASH", backup=backup.path.name)
    return data


def read_through(backup: BackupFile, into: Path | None = None) -> Generator[Amount, None, str]:
    """Read every byte, check each part, and return the SHA-256 of the whole file (hexadecimal); yields ``Amount``.

    With ``into``, a folder, each part is written there under the name it has in a vault's folder; what was there
    under that name stays and is refused. Nothing in ``into`` may be believed unless this came to its end.

    Raises BackupError: BACKUP_HASH, BACKUP_CUT, BACKUP_LONGER, BACKUP_PLACE_* (where the backup lies), BACKUP_HERE_*.
    """
    name, total = backup.path.name, backup.size
    with medium(name):
        file = backup.path.open("rb")
    with file:
        with medium(name):
            front = file.read(len(backup.front))
        if front != backup.front:
            raise BackupError("BACKUP_HASH", backup=name)
        whole, done = sha256(front), len(front)
        for part, called in FILES.items():
            said, digest = backup.head.parts.of(part), sha256()
            with _written(into / called if into is not None else None) as copy:
                left = said.length
                while left:
                    with medium(name):
                        piece = file.read(min(PIECE, left))
                    if not piece:
                        raise BackupError("BACKUP_CUT", backup=name)
                    for one in (whole, digest):
                        one.update(piece)
                    if copy is not None:
                        copy.write(piece)
                    left, done = left - len(piece), done + len(piece)
                    yield done, total
            if digest.hexdigest() != said.sha256:
                raise BackupError("BACKUP_HASH", backup=name)
        with medium(name):
            if file.read(1):
                raise BackupError("BACKUP_LONGER", backup=name)
    return whole.hexdigest()


def _read_front(file: BinaryIO, name: str) -> bytes:
    start = file.read(len(MAGIC) + 4)
    if not start.startswith(MAGIC):
        raise BackupError("BACKUP_MAGIC", backup=name)
    length = int.from_bytes(start[len(MAGIC) :], "big")
    if length > framing.LARGEST_HEAD:
        raise BackupError("BACKUP_FORM", backup=name)
    return start + file.read(length + SIGNATURE_SIZE)


def _head_of(front: bytes, name: str) -> BackupHead:
    try:
        framed = framing.take_apart(front, MAGIC, len(front))
        head = msgspec.convert(framed.head, BackupHead)
        signer = read_certificate(head.signers[0])
        framing.check_signature(framed, _DOMAIN, signer.public)
    except PackageError as problem:
        raise BackupError(_CODES.get(problem.code, "BACKUP_FORM"), backup=name) from problem
    except (msgspec.ValidationError, TrustError) as problem:
        raise BackupError("BACKUP_FORM", backup=name) from problem
    is_named_right = head.backup == backup_name(head.site, head.device, head.generation)
    is_within = all(head.parts.of(part).length <= most for part, most in _LARGEST.items())
    if head.format != FORMAT or not is_named_right or not is_within or not is_instant(head.at):
        raise BackupError("BACKUP_FORM", backup=name)
    return head


@contextmanager
def _written(path: Path | None) -> Iterator[BinaryIO | None]:
    """Open a new file of ours for a part, or nothing; a full disk of this computer is told as such."""
    if path is None:
        yield None
        return
    with here(), path.open("xb") as file:
        yield file


# writing


def write_backup(folder: Path, front: bytes, head: BackupHead, source: Path) -> Generator[Amount, None, Path]:
    """Write a backup under its unfinished name, forced to the medium, and return its path; yields ``Amount``.

    ``source`` is a folder with the parts as ``head`` describes them. Left half way, or failing, it takes away what it
    began. Nothing that stands in ``folder`` under another name is touched. Raises BackupError: BACKUP_PLACE_*.
    """
    part = folder / (head.backup + UNFINISHED)
    total = len(front) + sum(head.parts.of(name).length for name in FILES)
    try:
        with medium(head.backup):
            if not folder.is_dir():
                raise BackupError("BACKUP_PLACE_GONE", backup=head.backup)
            part.unlink(missing_ok=True)
            with part.open("xb", buffering=0) as file:
                done = _put(file, front)
                for place, piece in enumerate(_pieces(source), 1):
                    done += _put(file, piece)
                    if not place % _FLUSH_EVERY:
                        os.fsync(file.fileno())
                    yield done, total
                failpoints.reached("backup.part_written")
                os.fsync(file.fileno())
                if hasattr(os, "posix_fadvise"):  # so that reading back asks the medium and not the memory
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        failpoints.reached("backup.part_synced")
    except BaseException:
        take_away(part)
        raise
    return part


def put_in_place(part: Path) -> Path:
    """Give a verified backup its name, force that name to the medium, and return its path.

    Raises BackupError: BACKUP_TAKEN when something of that name is there already, BACKUP_PLACE_*.
    """
    final = part.with_name(part.name.removesuffix(UNFINISHED))
    with medium(final.name):
        if final.exists():
            raise BackupError("BACKUP_TAKEN", backup=final.name)
        part.rename(final)
        failpoints.reached("backup.renamed")
        flush_folder(final.parent)
    return final


def take_away(path: Path) -> None:
    """Remove a file that nobody needs any more; that it cannot be removed now is no failure of what went before."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _pieces(source: Path) -> Iterator[bytes]:
    for called in FILES.values():
        with here(), (source / called).open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


def _put(file: BinaryIO, data: bytes) -> int:
    view, written = memoryview(data), 0
    while written < len(data):
        written += file.write(view[written:]) or 0
    return written


@contextmanager
def medium(name: str) -> Iterator[None]:
    """Tell what the operating system says of the place where backups lie as BackupError BACKUP_PLACE_*."""
    try:
        yield
    except OSError as problem:
        raise BackupError(f"BACKUP_PLACE_{code_of(problem).removeprefix('STICK_')}", backup=name) from problem


@contextmanager
def here() -> Iterator[None]:
    """Tell what the operating system says of this computer's own disk: BACKUP_HERE_FULL or BACKUP_HERE_FAILED."""
    try:
        yield
    except OSError as problem:
        code = "BACKUP_HERE_FULL" if code_of(problem) == "STICK_FULL" else "BACKUP_HERE_FAILED"
        raise BackupError(code, why=problem.strerror or type(problem).__name__) from problem
