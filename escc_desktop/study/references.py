"""Holds the rules of an edition to its items, lists, visits, forms and units; it judges no rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from escc_desktop.errors import StudyError
from escc_desktop.study.edition import Form, Item, ItemGroup, Study
from escc_desktop.study.formulas import BSA
from escc_desktop.study.proof import Proof, Table, nearest
from escc_desktop.study.rule_kinds import Kind, clashes
from escc_desktop.study.rule_text import Named, Rule, parse
from escc_desktop.study.timetable import ANCHORS
from escc_desktop.study.units import units_of
from escc_desktop.study.values import YES_NO, YES_NO_NA


def names_in(rule: str) -> frozenset[str]:
    """Return the items of its own form that a rule names; none of what is no rule."""
    try:
        return parse(rule).names
    except StudyError:
        return frozenset()


def check_old_rule(table: Table, form: Form, key: str, rule: str) -> None:
    """Note what is no rule, or names an item that the form has not (format 1)."""
    try:
        names = parse(rule).names
    except StudyError as problem:
        table.note(key, problem.code, **problem.facts)
        return
    ids = {item.id for item in form.items}
    for name in sorted(names - ids):
        table.note(key, "STUDY_UNKNOWN_REFERENCE", what="item", id=f"{form.id}.{name}", near=nearest(name, ids))


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule where it stands: the key of a table, its form and, if it is judged for each row of a group, that group.

    ``item`` is whose rule it is, None for a check.
    """

    table: Table
    key: str
    text: str
    form: Form
    row: ItemGroup | None
    item: Item | None
    wanted: Kind


def rules_of(proof: Proof, study: Study) -> Iterator[Placed]:
    """Yield every rule that somebody wrote; those that the loader makes of a result are its own."""
    for form in study.forms.values():
        for group in form.groups:
            row = group if group.is_repeat else None
            for item in group.items:
                if item.shown_when is None and item.calculation is None:
                    continue
                table = proof.tables.get(("item", f"{form.id}.{item.id}"))
                if table is None or table.data.get("id") != item.id:
                    continue
                if item.shown_when is not None:
                    yield Placed(table, "shown_when", item.shown_when, form, row, item, "truth")
                if item.calculation is not None:
                    yield Placed(table, "calculation", item.calculation, form, row, item, "number")
    for check in study.checks:
        table = proof.tables.get(("check", check.id))
        if table is not None and check.rule and check.form in study.forms:
            form = study.forms[check.form]
            row = next((group for group in form.groups if group.id == check.each), None)
            if check.each is not None and (row is None or not row.is_repeat):
                repeats = [group.id for group in form.groups if group.is_repeat]
                near = nearest(check.each, repeats)
                table.note("each", "STUDY_UNKNOWN_REFERENCE", what="repeating group", id=check.each, near=near)
                continue
            yield Placed(table, "rule", check.rule, form, row, None, "truth")
    for one in study.contradictions:
        table = proof.tables.get(("contradiction", one.id))
        if table is not None and one.asked_when is not None and study.eligibility_form in study.forms:
            form = study.forms[study.eligibility_form]
            yield Placed(table, "asked_when", one.asked_when, form, None, None, "truth")


def check_rules(proof: Proof, study: Study) -> list[tuple[Placed, Rule]]:
    """Note what the rules of an edition say that cannot be; return those that can be read (format 2)."""
    around = _Around(study)
    read: list[tuple[Placed, Rule]] = []
    for placed in rules_of(proof, study):
        try:
            rule = parse(placed.text)
        except StudyError as problem:
            placed.table.note(placed.key, problem.code, **problem.facts)
            continue
        if _Reference(around, placed, rule.named).check(rule):
            read.append((placed, rule))
    return read


@dataclass(slots=True)
class _Around:
    """What rules may refer to in an edition, looked up once."""

    study: Study
    items: dict[str, Mapping[str, Item]] = field(init=False)
    visits: frozenset[str] = field(init=False)
    anchors: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        study = self.study
        self.items = {form.id: {item.id: item for item in form.items} for form in study.forms.values()}
        self.visits = frozenset(visit.id for preset in study.presets for visit in preset.visits)
        drugs = (drug.id for preset in study.presets for drug in preset.drugs)
        self.anchors = frozenset((*ANCHORS, *drugs, *study.anchor_items))

    def codes(self, item: Item) -> tuple[str, ...] | None:
        """Return the answers that an item may have, None where they are not closed."""
        if item.type in ("yes_no", "yes_no_na"):
            return YES_NO if item.type == "yes_no" else YES_NO_NA
        listed = self.study.code_lists.get(item.code_list) if item.code_list else None
        return listed.codes if listed is not None else None


@dataclass(slots=True)
class _Reference:
    """One rule held to the edition."""

    around: _Around
    placed: Placed
    named: Named
    is_sound: bool = True

    def note(self, code: str, /, **facts: object) -> None:
        """Note a problem of the rule."""
        self.is_sound = False
        self.placed.table.note(self.placed.key, code, **facts)

    def unknown(self, what: str, id: str, known: Iterator[str] | frozenset[str] | Mapping[str, object]) -> None:
        """Note a name that is none, with the one that was probably meant."""
        self.note("STUDY_UNKNOWN_REFERENCE", what=what, id=id, near=nearest(id.rpartition(".")[2], known))

    def item(self, name: str) -> Item | None:
        """Return the item that "ITEM" or "FORM.ITEM" means; None when there is none."""
        form, dot, item = name.partition(".")
        if not dot:
            form, item = self.placed.form.id, name
        return self.around.items.get(form, {}).get(item)

    def check(self, rule: Rule) -> bool:
        """Note everything; return whether the rule was sound."""
        named = self.named
        if named.own:
            self.check_own()
        if named.foreign:
            self.check_foreign()
        if named.functions:
            self.check_calls()
        if named.codes:
            self.check_codes()
        if self.is_sound:
            for clash in clashes(rule.tree, self.item, self.placed.wanted):
                self.note("STUDY_NOT_COMPARABLE", part=clash.part, found=clash.found, expected=clash.expected)
        return self.is_sound

    def check_own(self) -> None:
        """Items of the same form: they are there, in the same row if they stand in rows, and in a known unit."""
        form, row, items = self.placed.form, self.placed.row, self.around.items[self.placed.form.id]
        for name in sorted(self.named.own):
            item = items.get(name)
            if item is None:
                self.unknown("item", f"{form.id}.{name}", items)
                continue
            group = form.group_of(name)
            is_over_rows = name in self.named.over_rows
            if group.is_repeat and not is_over_rows and group.id != (row.id if row is not None else ""):
                self.note("STUDY_OUTSIDE_ROW", id=name, group=group.id)
            elif is_over_rows and not group.is_repeat:
                self.note("STUDY_NO_ROWS", id=name, group=group.id)
            if item.other_units and name in self.named.as_reported:
                self.note("STUDY_AS_REPORTED", id=name, unit=item.unit)

    def check_foreign(self) -> None:
        """Items of other forms: they are there, and it is said of which record they are."""
        forms, items = self.around.study.forms, self.around.items
        for form, name in sorted(self.named.foreign):
            id = f"{form}.{name}"
            if form not in forms:
                self.note("STUDY_UNKNOWN_REFERENCE", what="form", id=form, near=nearest(form, forms))
                continue
            if name not in items[form]:
                self.unknown("item", id, items[form])
                continue
            is_one = forms[form].kind == "once" or (forms[form].kind == self.placed.form.kind == "visit")
            if id in self.named.over_rows or (form, name) in self.named.looked_up:
                is_one = True
            if not is_one:
                self.note("STUDY_WHICH_RECORD", id=id, form=form)
            elif forms[form].group_of(name).is_repeat and id not in self.named.over_rows:
                self.note("STUDY_OUTSIDE_ROW", id=id, group=forms[form].group_of(name).id)

    def check_calls(self) -> None:
        """Visits, anchors, formulas, units and what is counted."""
        around, named, form = self.around, self.named, self.placed.form
        for what, asked, known in (
            ("visit", named.visits, around.visits),
            ("anchor", named.anchors, around.anchors),
            ("formula", named.formulas, frozenset(BSA)),
        ):
            for id in sorted(asked - known):
                self.unknown(what, id, known)
        repeats = {group.id for group in form.groups if group.is_repeat}
        for id in sorted(named.counted - repeats - around.study.forms.keys()):
            self.unknown("form or repeating group", id, frozenset(repeats | around.study.forms.keys()))
        units = units_of(around.study)
        for name, unit in sorted(named.units):
            item = self.item(name)
            if unit not in around.study.units:
                self.unknown("unit", unit, around.study.units)
            elif item is not None:
                for own in (item.unit, *item.other_units):
                    if (not own or own in around.study.units) and not units.can_convert(own, unit, item.testcd):
                        self.note("STUDY_NO_CONVERSION", id=name, found=own or "-", unit=unit)

    def check_codes(self) -> None:
        """Texts that an item is compared with: its list has them."""
        for name, code in sorted(self.named.codes):
            item = self.item(name)
            codes = self.around.codes(item) if item is not None else None
            if item is not None and codes is not None and code not in codes:
                list_id = f"{item.code_list or item.type}.{code}"
                self.note("STUDY_UNKNOWN_REFERENCE", what="choice", id=list_id, near=nearest(code, codes))
