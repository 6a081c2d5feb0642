"""Builds the planned visits of an edition, repeats spelled out, and its presets of them; it knows no dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from string import Formatter
from typing import Any

from escc_desktop.study.edition import Drug, Form, Label, Preset, Visit
from escc_desktop.study.proof import Proof, Table, nearest, unique
from escc_desktop.study.wording import Words

ANCHORS = ("consent", "first_dose", "last_dose")
"""The anchors beside the first dose of each drug."""

_MOST_REPEATS = 200
_MOST_UNSCHEDULED = 99


def read_visits(proof: Proof, words: Words, drugs: Iterable[Drug], forms: Mapping[str, Form]) -> tuple[Visit, ...]:
    """Read ``visits.toml`` (format 1): the visits, sorted by anchor as listed, then by day."""
    table = proof.table("visits.toml")
    visits = _all_visits(words, table, drugs, forms)
    table.close()
    return visits


def read_presets(
    proof: Proof, words: Words, heads: Mapping[str, Table], forms: Mapping[str, Form]
) -> tuple[Preset, ...]:
    """Read every ``presets/<name>.toml`` (format 2): the cycles of the drugs of ``heads``, and the visits."""
    presets: list[Preset] = []
    for file in sorted(name for name in proof.files if name.startswith("presets/") and name.endswith(".toml")):
        id = file.removeprefix("presets/").removesuffix(".toml")
        table = proof.table(file)
        drugs: list[Drug] = []
        cycles = table.tables("drug")
        for one in cycles:
            name = one.text("id")
            if name in heads:
                drugs.append(read_drug(words, heads[name], one))
                one.close()
            elif name:
                one.note("id", "STUDY_UNKNOWN_REFERENCE", what="drug", id=name, near=nearest(name, heads))
        unique("drug", ((str(one.data.get("id", "")), one) for one in cycles))
        for name in heads.keys() - {drug.id for drug in drugs}:
            table.note("drug", "STUDY_MISSING_DRUG", id=name)
        assumption = words.assumption(table)
        label = words.label("preset", id)
        visits = _all_visits(words, table, drugs, forms)
        table.close()
        presets.append(Preset(id, label, tuple(drugs), visits, assumption))
    return tuple(presets)


def read_head(words: Words, head: Table) -> dict[str, Any]:
    """Read what a drug is, however it is given."""
    id = head.text("id")
    return {
        "id": id,
        "label": words.label("drug", id),
        "short": words.label("drug_short", id),
        "color_key": head.one_of("color_key", ("drugA", "drugB")),
    }


def read_drug(words: Words, head: Table, cycle: Table) -> Drug:
    """Return a drug: what it is from ``head``, how it is given from ``cycle``, which in format 1 are one table."""
    drug = Drug(
        **read_head(words, head),
        cycle_days=cycle.integer("cycle_days"),
        dosing_days=cycle.integers("dosing_days"),
        assumption=words.assumption(cycle),
    )
    if "cycle_days" in cycle.data and drug.cycle_days < 1:
        cycle.note("cycle_days", "STUDY_WRONG_KIND", key="cycle_days", expected="1 or more")
    elif not all(1 <= day <= drug.cycle_days for day in drug.dosing_days):
        cycle.note("dosing_days", "STUDY_WRONG_KIND", key="dosing_days", expected="days of the cycle")
    return drug


def _all_visits(words: Words, table: Table, drugs: Iterable[Drug], forms: Mapping[str, Form]) -> tuple[Visit, ...]:
    """Read the visits of one file, sorted by anchor as listed, then by day."""
    by_id = {drug.id: drug for drug in drugs}
    visits: list[Visit] = []
    made: list[tuple[str, Table]] = []
    for one in table.tables("visit"):
        some = list(_unscheduled(words, one, forms) if _is_unscheduled(one) else _visits(words, one, by_id, forms))
        visits += some
        made += [(visit.id, one) for visit in some]
        one.close()
    unique("visit", made)
    several = [one for one in table.tables("visit") if one.data.get("unscheduled") is True][1:]
    for one in several:
        one.note("unscheduled", "STUDY_TWICE", what="unscheduled visit", id=str(one.data.get("id", "")))
    order = {series: place for place, series in enumerate(dict.fromkeys(visit.series for visit in visits))}
    return tuple(sorted(visits, key=lambda visit: (order[visit.series], visit.offset_days)))


def _visits(words: Words, table: Table, drugs: Mapping[str, Drug], forms: Mapping[str, Form]) -> Iterator[Visit]:
    pattern = table.text("id")
    label, short = words.label("visit", pattern), words.label("visit_short", pattern)
    assumption = words.assumption(table)
    anchor = table.one_of("anchor", (*ANCHORS, *drugs))
    drug = table.maybe_text("drug")
    if drug is not None and drug not in drugs:
        table.note("drug", "STUDY_UNKNOWN_REFERENCE", what="drug", id=drug, near=nearest(drug, drugs))
        drug = None
    wanted = _forms(table, forms)
    before, after = table.integer("before_days", 0), table.integer("after_days", 0)
    if before < 0 or after < 0:
        table.note("before_days", "STUDY_WRONG_KIND", key="before_days", expected="0 or more")
    series = table.text("series", anchor)
    for facts, offset in _repeats(table, drugs[drug] if drug else None):
        if not _can_fill(table, (pattern, label.en, label.zh, short.en, short.zh), facts):
            return
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


def _is_unscheduled(table: Table) -> bool:
    """Tell whether an entry stands for visits that no plan asks for; format 1 does not know them."""
    return table.proof.format > 1 and "unscheduled" in table.data and table.flag("unscheduled")


def _unscheduled(words: Words, table: Table, forms: Mapping[str, Form]) -> Iterator[Visit]:
    """Return the unscheduled visits of an entry, as many as a participant may have: ``{n}`` is their number."""
    pattern = table.text("id")
    label, short = words.label("visit", pattern), words.label("visit_short", pattern)
    assumption = words.assumption(table)
    wanted = _forms(table, forms)
    if not wanted:
        table.note("forms", "STUDY_WRONG_KIND", key="forms", expected="one form or more")
    most = table.integer("most")
    if "most" in table.data and not 1 <= most <= _MOST_UNSCHEDULED:
        table.note("most", "STUDY_WRONG_KIND", key="most", expected=f"1 to {_MOST_UNSCHEDULED}")
        return
    texts = (pattern, label.en, label.zh, short.en, short.zh)
    if not _can_fill(table, texts, {"n": 1}):
        return
    for n in range(1, most + 1):
        facts = {"n": n}
        id = pattern.format_map(facts)
        yield Visit(
            id, _filled(label, facts), _filled(short, facts), "", n, 0, 0, wanted, series=pattern,
            assumption=assumption, number=n,
        )  # fmt: skip


def _forms(table: Table, forms: Mapping[str, Form]) -> tuple[str, ...]:
    """Return the forms that a visit names; noted where there is no such form of visits."""
    wanted = table.texts("forms")
    for form in wanted:
        if form not in forms:
            table.note("forms", "STUDY_UNKNOWN_REFERENCE", what="form", id=form, near=nearest(form, forms))
        elif forms[form].kind != "visit":
            table.note("forms", "STUDY_WRONG_KIND", key="forms", expected="forms of kind visit")
    return wanted


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


def _can_fill(table: Table, patterns: Iterable[str], facts: Mapping[str, int]) -> bool:
    """Tell whether each pattern names only numbers that this entry has; note it when not."""
    for pattern in patterns:
        try:
            if any(spec or how for _, _, spec, how in Formatter().parse(pattern)):
                raise ValueError(pattern)  # {cycle:>900000000} is as long as it says
            pattern.format_map(facts)
        except (ValueError, KeyError, IndexError, AttributeError, TypeError):
            names = " ".join(f"{{{name}}}" for name in facts)
            expected = f"a name with {names}" if names else "a name without braces"
            table.note("id", "STUDY_WRONG_KIND", key=pattern, expected=expected)
            return False
    return True


def _filled(label: Label, facts: Mapping[str, int]) -> Label:
    return Label(label.en.format_map(facts), label.zh.format_map(facts))
