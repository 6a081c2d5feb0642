"""Builds the planned visits of an edition from ``visits.toml``, repeats spelled out; it knows no dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from escc_desktop.study.edition import Drug, Form, Label, Visit
from escc_desktop.study.proof import Proof, Table, Words, unique

ANCHORS = ("consent", "first_dose", "last_dose")
"""The anchors beside the first dose of each drug."""

_MOST_REPEATS = 200


def read_visits(proof: Proof, words: Words, drugs: Iterable[Drug], forms: Mapping[str, Form]) -> tuple[Visit, ...]:
    """Read the visits, sorted by anchor as listed, then by day."""
    file = "visits.toml"
    table = proof.table(file)
    by_id = {drug.id: drug for drug in drugs}
    visits: list[Visit] = []
    for one in table.tables("visit"):
        visits.extend(_visits(words, one, by_id, forms))
        one.close()
    table.close()
    unique(proof, file, "visit", (visit.id for visit in visits))
    order = {series: place for place, series in enumerate(dict.fromkeys(visit.series for visit in visits))}
    return tuple(sorted(visits, key=lambda visit: (order[visit.series], visit.offset_days)))


def _visits(words: Words, table: Table, drugs: Mapping[str, Drug], forms: Mapping[str, Form]) -> Iterator[Visit]:
    pattern = table.text("id")
    label, short = words.label("visit", pattern), words.label("visit_short", pattern)
    assumption = words.assumption(table)
    anchor = table.one_of("anchor", (*ANCHORS, *drugs))
    drug = table.maybe_text("drug")
    if drug is not None and drug not in drugs:
        table.note("drug", "STUDY_UNKNOWN_REFERENCE", what="drug", id=drug)
        drug = None
    wanted = table.texts("forms")
    for form in wanted:
        if form not in forms:
            table.note("forms", "STUDY_UNKNOWN_REFERENCE", what="form", id=form)
        elif forms[form].kind != "visit":
            table.note("forms", "STUDY_WRONG_KIND", key="forms", expected="forms of kind visit")
    before, after = table.integer("before_days", 0), table.integer("after_days", 0)
    if before < 0 or after < 0:
        table.note("before_days", "STUDY_WRONG_KIND", key="before_days", expected="0 or more")
    series = table.text("series", anchor)
    for facts, offset in _repeats(table, drugs[drug] if drug else None):
        yield Visit(
            id=pattern.format_map(facts),
            label=_filled(label, facts),
            short=_filled(short, facts),
            anchor=anchor,
            offset_days=offset,
            before_days=before,
            after_days=after,
            forms=wanted,
            drug=drug,
            cycle=facts.get("cycle"),
            day=facts.get("day"),
            series=series,
            assumption=assumption,
        )


def _repeats(table: Table, drug: Drug | None) -> list[tuple[dict[str, int], int]]:
    """Return, for each visit that an entry stands for, the numbers of its name and its offset in days."""
    cycles, weeks = table.integers("cycles"), table.integers("weeks")
    offset = table.integer("offset_days", 0)
    if weeks:
        return [({"week": week}, week * 7 + offset) for week in weeks]
    if not cycles:
        return [({}, offset)]
    day = table.integer("day")
    if drug is None or len(cycles) != 2 or not 1 <= cycles[0] <= cycles[1] <= _MOST_REPEATS or day < 1:
        table.note("cycles", "STUDY_WRONG_KIND", key="cycles", expected="[first, last] with drug and day")
        return []
    return [
        ({"cycle": cycle, "day": day}, (cycle - 1) * drug.cycle_days + day - 1 + offset)
        for cycle in range(cycles[0], cycles[1] + 1)
    ]


def _filled(label: Label, facts: Mapping[str, int]) -> Label:
    return Label(label.en.format_map(facts), label.zh.format_map(facts))
