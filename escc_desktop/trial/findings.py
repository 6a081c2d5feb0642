"""Folds what monitors and quality controllers found, was answered and closed; the words themselves are kept elsewhere.

Nothing here is refused: what an entry says counts, and who may say it is judged before it is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from msgspec.structs import replace

from escc_desktop.trial.participants import Fact, FindingReading, FindingWord

RAISING_ROLES: Final = frozenset({"monitor", "quality_controller"})
"""Roles that raise findings; they judge what was done and have done none of it."""

KINDS: Final = ("finding.raised", "finding.answered", "finding.closed")

State = Literal["open", "answered", "closed"]


def state_of(finding: FindingReading) -> State:
    """Return how a finding stands: open again when its own side spoke last."""
    if finding.closed is not None:
        return "closed"
    return "answered" if finding.words and finding.words[-1].role not in RAISING_ROLES else "open"


def fold_finding(findings: tuple[FindingReading, ...], fact: Fact) -> tuple[FindingReading, ...]:
    """Return the findings after ``fact``; a word about a finding that is not here is left out."""
    if fact.kind == "finding.raised":
        raised = FindingReading(fact.entry, fact.participant, fact.record, _word(fact))
        return (*findings, raised)
    wanted = fact.body.get("finding")
    return tuple(_after(one, fact) if one.entry == wanted else one for one in findings)


def _after(finding: FindingReading, fact: Fact) -> FindingReading:
    if fact.kind == "finding.closed":
        return finding if finding.closed is not None else replace(finding, closed=_word(fact))
    return replace(finding, words=(*finding.words, _word(fact)))


def _word(fact: Fact) -> FindingWord:
    return FindingWord(
        text=fact.body.get("text"),
        by=fact.actor_id,
        name=fact.actor_name,
        role=fact.actor_role,
        at=fact.at,
        entry=fact.entry,
    )


def findings_about_nobody(facts: Iterable[Fact]) -> tuple[FindingReading, ...]:
    """Return the findings that are about no participant, in the order in which they were raised."""
    found: tuple[FindingReading, ...] = ()
    for fact in facts:
        if fact.participant is None:
            found = fold_finding(found, fact)
    return found
