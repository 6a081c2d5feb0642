"""Reads the history of a record from the journal: what changed, from what to what, who, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from escc_desktop.actions.authority import delegation_logs
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import ChangeView
from escc_desktop.store.facts import fact_of
from escc_desktop.study.values import GONE, Missing, Value
from escc_desktop.trial.delegation import is_undelegated
from escc_desktop.trial.reading import Fact, in_order, values_in


def _saved(site: Site, participant: str, record: str) -> tuple[Fact, ...]:
    """Return what was saved of a record, in the order in which it counts: in one chain that of its numbers."""
    facts = [fact_of(one) for one in site.office.journal.by_record(participant, record)]
    if len({fact.chain for fact in facts}) > 1:
        facts = [fact_of(one) for one in site.office.journal.about(participant)]
    return tuple(one for one in in_order(facts) if (one.kind, one.record) == ("record.saved", record))


OBSERVED = "observed_on"
"""The day of the visit, where it is named among the items that changed."""
NOT_DONE = "not_done"
"""That the whole form was not done, where its changes are asked for by that name."""
WHY = "why:"
"""Before the id of a failed check: why its values stand all the same, where its changes are asked for."""


def changes_since(site: Site, participant: str, record: str, covers: str) -> tuple[ChangeView, ...]:
    """Return what was saved of a record after the save whose entry has the hash ``covers``, the oldest first.

    The day of the visit is one of the items (``OBSERVED``), and a save that changed none of them still tells of itself
    (``item`` is ''): the signature that it voided was a true one.
    """
    facts = _saved(site, participant, record)
    place = next((place for place, fact in enumerate(facts) if fact.hash == covers), -1)
    changes = record_changes(site, participant, record)
    zone, logs = site.office.clock().tzinfo, delegation_logs(site)
    found: list[ChangeView] = []
    for before, fact in zip(facts[place:], facts[place + 1 :], strict=False) if place >= 0 else ():
        told = [one for one in changes if one.entry == fact.entry]
        at = datetime.fromisoformat(fact.at).astimezone(zone)
        who: tuple[str, str, datetime, str, str | None, bool] = (
            fact.actor_name,
            fact.actor_role,
            at,
            fact.entry,
            fact.reason,
            is_undelegated(logs, fact.kind, fact.deed),
        )
        old, new = before.body.get("observed_on"), fact.body.get("observed_on")
        if old != new:
            told.append(ChangeView(OBSERVED, old, new, *who))
        found += told or [ChangeView("", None, None, *who)]
    return tuple(found)


def _justified(fact: Fact) -> dict[str, str]:
    return dict(fact.body.get("justified") or {})


def _beside(fact: Fact, words: Mapping[str, str]) -> dict[str, Value]:
    """Return what stands beside the answers: reasons for failed checks, a form not done, the day."""
    found: dict[str, Value] = {f"{WHY}{id}": words.get(commitment, GONE) for id, commitment in _justified(fact).items()}
    not_done, day = fact.body.get("not_done"), fact.body.get("observed_on")
    if not_done:
        found[NOT_DONE] = Missing(not_done["missing"], not_done.get("reason") or "")
    return {**found, OBSERVED: day} if day else found


def record_changes(site: Site, participant: str, record: str, item: str | None = None) -> tuple[ChangeView, ...]:
    """Return every change of a record, newest first; the first value has ``before`` None.

    ``item`` asks for one alone: an item, a key of a row, or by their names the day, a reason or a form not done.
    """
    facts = _saved(site, participant, record)
    commitments = [text for fact in facts for text in (*values_in(fact.body)[1].values(), *_justified(fact).values())]
    words = site.office.cabinet.texts.words(commitments)
    zone, logs = site.office.clock().tzinfo, delegation_logs(site)
    before: dict[str, Value] = {}
    changes: list[ChangeView] = []
    for fact in facts:
        plain, texts = values_in(fact.body)
        after: dict[str, Value] = {
            **plain,
            **{id: words.get(commitment, GONE) for id, commitment in texts.items()},
            **(_beside(fact, words) if item is not None else {}),
        }
        at = datetime.fromisoformat(fact.at).astimezone(zone)
        changes.extend(
            ChangeView(
                item=id,
                before=before.get(id),
                after=after.get(id),
                name=fact.actor_name,
                role=fact.actor_role,
                at=at,
                entry=fact.entry,
                reason=fact.reason,
                is_undelegated=is_undelegated(logs, fact.kind, fact.deed),
            )
            for id in {**before, **after}
            if (item is None or id == item) and before.get(id) != after.get(id)
        )
        before = after
    return tuple(reversed(changes))
