"""Walks the journey with thirty words that belong to participants, then looks for each in every file that it left.

Home, temporary and configuration folders are the walk's own, and every file in them is searched, its name as well. Only
what a person let out to a folder of their own may hold the words; that folder lies elsewhere.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import zstandard

from tests.faults.ground import Ground
from tests.faults.trying import CLEAN, Attempt, Row, Trial, Verdict

ROOT = Path(__file__).resolve().parent.parent.parent
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
LARGEST = 64 << 20
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_GZIP, _ZSTD, _ZIP = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"PK\x03\x04"
_FAMILY, _GIVEN = "欧阳诸葛司徒尉迟令狐", "喆玥珺赟堃祎翀彧旻晗"


def canaries(chance: random.Random) -> dict[str, list[str]]:
    """Return ten names, ten numbers and ten notes that stand nowhere by chance."""
    names = [f"{_FAMILY[2 * (n % 5) : 2 * (n % 5) + 2]}{_GIVEN[n]}{chance.choice(_GIVEN)}{n}号" for n in range(10)]
    numbers = [f"1{chance.randrange(30, 99)}{chance.randrange(10**8, 10**9 - 1)}"[:11] for _ in range(5)]
    numbers += [
        f"110105{chance.randrange(1940, 2005)}0{chance.randrange(1, 9)}2{chance.randrange(10**4)}X" for _ in "12345"
    ]
    notes = [f"canary note {chance.randrange(10**12):012d}" for _ in range(10)]
    return {"names": names, "numbers": numbers, "notes": notes}


def spelled(words: list[str]) -> dict[bytes, str]:
    """Return every way in which the words may stand in a file."""
    return {word.encode(encoding): word for word in words for encoding in ENCODINGS}


def found_in(path: Path, wanted: dict[bytes, str]) -> set[str]:
    """Return the words that stand in a file, plain or inside any deflated or zstd stream in it."""
    data = path.name.encode() + b"\n" + path.read_bytes()
    return {word for part in (data, *unpacked(data)) for sign, word in wanted.items() if sign in part}


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield what unpacks from each place at which a packed stream may begin."""
    for sign in _ZLIB:
        yield from _tried(data, sign, lambda rest: zlib.decompressobj().decompress(rest, LARGEST))
    yield from _tried(data, _GZIP, lambda rest: zlib.decompressobj(31).decompress(rest, LARGEST))
    yield from _tried(data, _ZSTD, lambda rest: zstandard.ZstdDecompressor().decompressobj().decompress(rest))
    yield from _tried(data, _ZIP, _from_zip)


def _from_zip(rest: bytes) -> bytes:
    start = 30 + int.from_bytes(rest[26:28], "little") + int.from_bytes(rest[28:30], "little")
    return zlib.decompressobj(-15).decompress(rest[start:], LARGEST)


def _tried(data: bytes, sign: bytes, unpack: object) -> Iterator[bytes]:
    place = data.find(sign)
    while place >= 0:
        try:
            part = unpack(data[place:])  # type: ignore[operator]
        except (zlib.error, zstandard.ZstdError, EOFError, gzip.BadGzipFile):
            part = b""
        if part:
            yield part
        place = data.find(sign, place + 1)


def walk(folder: Path, told: dict[str, list[str]]) -> str:
    """Walk in a process with folders of its own in ``folder / "machine"``; return what went wrong, '' when nothing."""
    machine, outside, words = folder / "machine", folder / "outside", folder / "canaries.json"
    for name in ("home", "temporary", "configuration", "cache", "data", "runtime"):
        (machine / name).mkdir(parents=True, mode=0o700)
    outside.mkdir()
    words.write_text(json.dumps({**told, "outside": str(outside)}, ensure_ascii=False), encoding="utf-8")
    environ = {
        **os.environ,
        "HOME": str(machine / "home"),
        "TMPDIR": str(machine / "temporary"),
        "XDG_CONFIG_HOME": str(machine / "configuration"),
        "XDG_CACHE_HOME": str(machine / "cache"),
        "XDG_DATA_HOME": str(machine / "data"),
        "XDG_RUNTIME_DIR": str(machine / "runtime"),
        "QT_QPA_PLATFORM": "offscreen",
        "ESCC_CANARIES": str(words),
        "PYTHONPATH": str(ROOT),
    }
    asked = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "tests/journeys/leak_walk.py",
    ]
    asked += ["--basetemp", str(machine / "temporary" / "walk"), "-o", "tmp_path_retention_policy=all"]
    done = subprocess.run(asked, cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=1500)
    return "" if done.returncode == 0 else done.stdout[-2000:] + done.stderr[-500:]


def begin(ground: Ground, seed: int) -> Attempt:
    """Return how to try the one trial."""

    def attempt(trial: Trial) -> Verdict:
        told = canaries(trial.chance)
        wrong = walk(trial.folder, told)
        if wrong:
            return Verdict(unseen=1, why=f"the walk did not come to its end: {wrong}")
        words = [word for group in told.values() for word in group]
        wanted = spelled(words)
        files = [path for path in sorted((trial.folder / "machine").rglob("*")) if path.is_file()]
        hits = {str(path.relative_to(trial.folder)): found_in(path, wanted) for path in files}
        leaks = {name: found for name, found in hits.items() if found}
        if leaks:
            return Verdict(lost=sum(map(len, leaks.values())), why=f"{leaks}")
        left = {path.name for path in files}
        is_all_there = {"vault.db", "preferences.ini"} <= left and any(name.endswith(".esccb") for name in left)
        return CLEAN if is_all_there else Verdict(unseen=1, why=f"the walk left too little: {sorted(left)}")

    return attempt


ROW = Row("leak scan: 30 canaries through the journey", "0 hits", 1, 1, begin)
