"""Writes backups, reads them back, and tries every way in which a backup might not be what it was."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest

from escc_desktop.errors import BackupError
from escc_desktop.exchange import framing
from escc_desktop.exchange.backup_file import (
    FILES,
    FORMAT,
    BackupHead,
    Parts,
    backup_name,
    check_signer,
    describe_file,
    front_of,
    open_backup,
    put_in_place,
    read_part,
    read_through,
    write_backup,
)
from escc_desktop.trust.entry import instant
from tests.exchange.making import OURS
from tests.trust.making import AT, CHAIN, STUDY, study

T = TypeVar("T")
CONTENT = {"slots": b'{"slots":[]}', "checkpoint": b'{"at":1}', "vault": random.Random(3).randbytes((3 << 20) + 77)}


def through(steps: Generator[Any, None, T]) -> T:
    """Take every step and return what came at the end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value


def noting(steps: Generator[Any, None, T], seen: list[Any]) -> Generator[Any, None, T]:
    """Hand every step on and note it in ``seen``."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            value: T = end.value
            return value
        seen.append(step)
        yield step


def source_of(folder: Path, content: dict[str, bytes]) -> Path:
    folder.mkdir()
    for part, called in FILES.items():
        (folder / called).write_bytes(content[part])
    return folder


def head_of(source: Path, generation: int = 7, **changes: Any) -> BackupHead:
    described = {part: through(describe_file(source / called)) for part, called in FILES.items()}
    parts: dict[str, Any] = {
        "format": FORMAT,
        "backup": backup_name("01", "A", generation),
        "study": STUDY,
        "site": "01",
        "device": "A",
        "chain": CHAIN,
        "generation": generation,
        "size": 12,
        "head": "0" * 64,
        "at": instant(AT),
        "schema": 1,
        "app": "0.1.0",
        "signers": (OURS.device, OURS.authority),
        "parts": Parts(**described),
    }
    return BackupHead(**parts | changes)


def written(folder: Path, content: dict[str, bytes], **changes: Any) -> Path:
    """Write a backup with ``content`` into ``folder`` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    source = source_of(folder / "source", content)
    head = head_of(source, **changes)
    return put_in_place(through(write_backup(folder, front_of(head, OURS.device_key), head, source)))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of some megabytes."""
    return written(tmp_path_factory.mktemp("stick"), CONTENT)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a backup whose every bit can be tried."""
    return written(tmp_path_factory.mktemp("stick"), {**CONTENT, "vault": b"not a real vault"}).read_bytes()


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(BackupError) as caught:
        act()
    return caught.value.code


def read_whole(path: Path) -> str:
    return through(read_through(open_backup(path)))


def test_a_backup_gives_back_what_went_in(made: Path, tmp_path: Path) -> None:
    backup = open_backup(made)
    assert (made.name, backup.size) == ("SITE01-A-backup-000007.esccb", made.stat().st_size)
    assert check_signer(backup.head, OURS.root).id == "A"
    seen: list[tuple[int, int]] = []
    assert through(noting(read_through(backup, tmp_path), seen)) == sha256(made.read_bytes()).hexdigest()
    assert {part: (tmp_path / called).read_bytes() for part, called in FILES.items()} == CONTENT
    assert seen == sorted(seen)
    assert seen[-1] == (backup.size, backup.size)
    assert (read_part(backup, "slots"), read_part(backup, "checkpoint")) == (CONTENT["slots"], CONTENT["checkpoint"])
    assert list(made.parent.glob("*.part")) == []


def test_every_flipped_bit_is_found(small: bytes, tmp_path: Path) -> None:
    path = tmp_path / "flipped.esccb"
    unseen = []
    for place in range(len(small)):
        data = bytearray(small)
        data[place] ^= 1 << (place % 8)
        path.write_bytes(data)
        try:
            read_whole(path)
        except BackupError:
            continue
        unseen.append(place)
    assert unseen == []


def test_cut_and_longer_files_are_told_apart(small: bytes, tmp_path: Path) -> None:
    path = tmp_path / "changed.esccb"
    for data, code in (
        (small[:-1], "BACKUP_CUT"),
        (small + b"\0", "BACKUP_LONGER"),
        (small[:40], "BACKUP_FORM"),
        (b"", "BACKUP_MAGIC"),
        (b"ESCC package 1\n" + small, "BACKUP_MAGIC"),
        (small[:14] + b"\xff" + small[15:], "BACKUP_FORM"),
    ):
        path.write_bytes(data)
        assert refusal(lambda: read_whole(path)) == code
    assert refusal(lambda: open_backup(tmp_path / "nowhere.esccb")) == "BACKUP_PLACE_GONE"


def test_a_part_that_was_exchanged_is_found_before_it_is_believed(small: bytes, tmp_path: Path) -> None:
    path = tmp_path / "changed.esccb"
    path.write_bytes(small.replace(b'{"slots":[]}', b'{"slots":{}}'))
    backup = open_backup(path)
    assert refusal(lambda: read_part(backup, "slots")) == "BACKUP_HASH"
    assert refusal(lambda: through(read_through(backup))) == "BACKUP_HASH"


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "escc-backup/2"},
        {"backup": backup_name("01", "A", 8)},
        {"backup": "../../SITE01-A-backup-000007.esccb"},
        {"generation": 0},
        {"head": "x"},
        {"study": "a b"},
        {"at": "2026-02-31T00:00:00.000000Z"},
    ],
)
def test_a_signed_head_of_another_shape_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    source = source_of(tmp_path / "source", CONTENT)
    plain = msgspec.to_builtins(head_of(source)) | changes
    front = framing.build(b"ESCC backup 1\n", b"escc-backup-1\0", plain, OURS.device_key, b"")
    path = tmp_path / "odd.esccb"
    path.write_bytes(front + b"".join(CONTENT[part] for part in FILES))
    assert refusal(lambda: open_backup(path)) == "BACKUP_FORM"


def test_only_a_device_of_the_site_and_study_is_believed(made: Path, tmp_path: Path) -> None:
    head = open_backup(made).head
    assert refusal(lambda: check_signer(head, study(2).root)) == "BACKUP_SIGNER"
    stranger = msgspec.structs.replace(head, device="B")
    assert refusal(lambda: check_signer(stranger, OURS.root)) == "BACKUP_SIGNER"
    assert refusal(lambda: front_of(head, OURS.desk_key)) == "BACKUP_SIGNER"


def test_left_half_way_nothing_is_left(tmp_path: Path) -> None:
    source = source_of(tmp_path / "source", CONTENT)
    head = head_of(source)
    steps = write_backup(tmp_path, front_of(head, OURS.device_key), head, source)
    next(steps)
    assert [path.name for path in tmp_path.glob("*.part")] == [f"{head.backup}.part"]
    steps.close()
    assert list(tmp_path.glob("*.part")) == []


def test_what_has_the_name_already_stays(made: Path, tmp_path: Path) -> None:
    source = source_of(tmp_path / "source", CONTENT)
    head = head_of(source)
    (tmp_path / head.backup).write_bytes(b"another")
    part = through(write_backup(tmp_path, front_of(head, OURS.device_key), head, source))
    assert refusal(lambda: put_in_place(part)) == "BACKUP_TAKEN"
    assert (tmp_path / head.backup).read_bytes() == b"another"


def test_a_place_that_is_gone_or_no_folder_is_told(tmp_path: Path) -> None:
    source = source_of(tmp_path / "source", CONTENT)
    head = head_of(source)
    front = front_of(head, OURS.device_key)
    assert refusal(lambda: through(write_backup(tmp_path / "stick", front, head, source))) == "BACKUP_PLACE_GONE"
    (tmp_path / "stick").mkdir()
    steps = write_backup(tmp_path / "stick", front, head, source)
    next(steps)
    (tmp_path / "stick").rename(tmp_path / "pulled")
    part = through(steps)
    assert refusal(lambda: put_in_place(part)) == "BACKUP_PLACE_GONE"
    assert refusal(lambda: open_backup(part)) == "BACKUP_PLACE_GONE"
