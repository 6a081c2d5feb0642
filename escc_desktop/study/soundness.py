"""Finds what an edition as a whole cannot mean: circles, rules without effect, what nothing uses; it mends none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from escc_desktop.study.edition import Study
from escc_desktop.study.lists import MISSING, Stock
from escc_desktop.study.proof import Proof, Table
from escc_desktop.study.references import Placed
from escc_desktop.study.rule_text import Rule
from escc_desktop.study.satisfying import domain_of, never_false, never_true

OWN_LISTS = frozenset({MISSING, "CHANGE_REASON", "SIGNING_MEANING", "GRADE", "SEX", "CTCAE", "CONSENT_VERSION"})
"""The lists that the program asks for by itself."""

_Read = list[tuple[Placed, Rule]]


def check_soundness(proof: Proof, study: Study, stock: Stock, read: _Read) -> None:
    """Note circles and what nothing uses; ``read`` are the rules that refer to what there is."""
    check_circles(read)
    check_effects(study, read)
    check_anchors(proof, study)
    check_uses(proof, study, stock, read)


def check_circles(read: _Read) -> None:
    """Note each circle of items that are calculated or asked for by one another, at the first of its rules.

    What ``latest`` and ``at`` look up lies in other records and closes no circle.
    """
    needs: dict[str, set[str]] = {}
    places: dict[str, Placed] = {}
    for placed, rule in read:
        if placed.item is None:
            continue
        id = f"{placed.form.id}.{placed.item.id}"
        own = {f"{placed.form.id}.{name}" for name in rule.named.own}
        needs.setdefault(id, set()).update(
            own, (f"{form}.{name}" for form, name in rule.named.foreign - rule.named.looked_up)
        )
        places.setdefault(id, placed)
    done: set[str] = set()
    for start in places:
        for circle in _circles(start, needs, done):
            placed = places[circle[0]]
            placed.table.note(placed.key, "STUDY_CIRCLE", path=" -> ".join((*circle, circle[0])))


def check_effects(study: Study, read: _Read) -> None:
    """Note the conditions and checks that no answer can fulfil, and the checks that none can break."""
    for placed, rule in read:
        if placed.key == "calculation":
            continue
        named = [*((placed.form.id, name, name) for name in rule.named.own)]
        named += [(form, name, f"{form}.{name}") for form, name in rule.named.foreign]
        domains = {key: domain_of(study.forms[form].item(name), study.code_lists) for form, name, key in named}
        if never_true(rule, domains):
            placed.table.note(placed.key, "STUDY_NEVER_TRUE", rule=rule.text)
        elif placed.key == "rule" and never_false(rule, domains):
            placed.table.note(placed.key, "STUDY_NEVER_FALSE", rule=rule.text)


def _circles(start: str, needs: Mapping[str, set[str]], done: set[str]) -> Iterable[tuple[str, ...]]:
    """Walk from one item through what it needs; yield the circles met, and mark what was walked as done."""
    if start in done:
        return
    trail: dict[str, Iterable[str]] = {start: iter(sorted(needs[start]))}
    while trail:
        at, rest = next(reversed(trail.items()))
        for next_id in rest:
            if next_id in trail:
                names = list(trail)
                yield tuple(names[names.index(next_id) :])
            elif next_id in needs and next_id not in done:
                trail[next_id] = iter(sorted(needs[next_id]))
                break
        else:
            done.add(at)
            del trail[at]


def check_anchors(proof: Proof, study: Study) -> None:
    """Note an anchor whose day is asked for only at visits that are planned from it, or from such a one."""
    waits: dict[str, set[str]] = {}
    for anchor, (form, _) in study.anchor_items.items():
        if form in study.forms and study.forms[form].kind == "visit":
            waits[anchor] = {visit.anchor for visit in study.visits if form in visit.forms}
    while freed := [anchor for anchor, others in waits.items() if not others or not others <= waits.keys()]:
        for anchor in freed:
            del waits[anchor]
    for anchor, others in waits.items():
        table = Table(proof, "study.toml", "anchors", {}, ("anchors",))
        table.note(anchor, "STUDY_CIRCLE", path=" -> ".join((anchor, *sorted(others))))


def check_uses(proof: Proof, study: Study, stock: Stock, read: _Read) -> None:
    """Note the code lists, units and forms that nothing uses; not while a name may be misspelt that means one."""
    if any(one.code == "STUDY_UNKNOWN_REFERENCE" for one in proof.findings):
        return
    for id in study.code_lists:
        if id not in stock.used_lists and id not in OWN_LISTS:
            _unused(proof, "list", "code list", id)
    asked = {unit for _, rule in read for _, unit in rule.named.units}
    ends = {unit for one in study.conversions for unit in (one.from_unit, one.to_unit)}
    for id in study.units:
        if id not in stock.used_units and id not in asked and id not in ends:
            _unused(proof, "unit", "unit", id)
    planned = {form for preset in study.presets for visit in preset.visits for form in visit.forms}
    for form in study.forms.values():
        if form.kind == "visit" and form.id not in planned:
            _unused(proof, "form", "form of visits", form.id)


def _unused(proof: Proof, kind: str, what: str, id: str) -> None:
    table = proof.tables.get((kind, id))
    if table is not None:
        key = {"unit": "id", "form": "kind"}.get(kind, "")
        table.note(key, "STUDY_UNUSED", what=what, id=id)
