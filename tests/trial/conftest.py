"""Gives the tests of the trial floor the shipped edition and a way to say facts about one invented participant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from escc_desktop.study.edition import Study
from escc_desktop.study.loading import load, read_folder
from escc_desktop.trial.reading import Fact

EDITION = Path(__file__).parents[2] / "forms" / "nct07142421-0.1"
Say = Callable[..., Fact]


@pytest.fixture(scope="session")
def trial_study() -> Study:
    """Return the shipped edition, loaded."""
    return load(read_folder(EDITION))


@pytest.fixture
def say() -> Say:
    """Return a function that makes the next fact about participant 01-001; each is one minute later than the last.

    A signature covers what was saved last of its record, unless its body says otherwise.
    """
    count = 0
    saved: dict[str | None, str] = {}

    def fact(kind: str, body: Mapping[str, Any], record: str | None = None, **more: Any) -> Fact:
        nonlocal count
        count += 1
        if kind == "record.signed":
            body = {"covers": saved.get(record, "h"), **body}
        told: dict[str, Any] = {
            "kind": kind,
            "chain": "01-A",
            "seq": count,
            "at": f"2026-03-05T06:{count:02d}:00.000000Z",
            "actor_id": "p1",
            "actor_name": "Li Xiao",
            "actor_role": "coordinator",
            "participant": "01-001",
            "record": record,
            "based_on": None,
            "edition": "ed",
            "body": body,
            "reason": None,
            "hash": f"{count:064x}",
            "site": "01",
        }
        made = Fact(**{**told, **more})
        if kind == "record.saved":
            saved[record] = made.hash
        return made

    return fact


@pytest.fixture
def screened(say: Say) -> Fact:
    """Return the fact that begins the participant."""
    return say("participant.screened", {"number": "01-001", "order": 1, "initials": "CHYU"})
