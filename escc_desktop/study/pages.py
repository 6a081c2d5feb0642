"""Builds the forms, code lists and criteria of an edition from its tables; it opens no folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from escc_desktop.errors import StudyError
from escc_desktop.study.edition import (
    Choice,
    CodeList,
    Contradiction,
    Criterion,
    CtcaeTerm,
    Evidence,
    Form,
    FormKind,
    Item,
    ItemGroup,
    ItemType,
    Label,
    MissingCode,
    Part,
)
from escc_desktop.study.proof import Proof, Table, Words, unique
from escc_desktop.study.rules import parse

_DIGITS = re.compile(r"[1-9](\.[1-9])?")


def read_code_lists(proof: Proof, words: Words) -> dict[str, CodeList]:
    """Read ``codelists.toml``: one table per list, code = CDISC submission value."""
    lists: dict[str, CodeList] = {}
    table = proof.table("codelists.toml")
    for id in table.data:
        choices = tuple(
            Choice(code, words.label("code", f"{id}.{code}"), cdisc) for code, cdisc in table.pairs(id).items()
        )
        lists[id] = CodeList(id, words.label("list", id), choices)
    return lists


def made_lists(words: Words, terms: Iterable[CtcaeTerm], consent_versions: Iterable[str]) -> dict[str, CodeList]:
    """Return the lists that other files of the edition already hold: the CTCAE terms and the consent versions."""
    versions = tuple(Choice(version, Label(version, version), "") for version in consent_versions)
    return {
        "CTCAE": CodeList(
            "CTCAE", words.label("list", "CTCAE"), tuple(Choice(term.llt_code, term.label, "") for term in terms)
        ),
        "CONSENT_VERSION": CodeList("CONSENT_VERSION", words.label("list", "CONSENT_VERSION"), versions),
    }


def read_forms(proof: Proof, words: Words, lists: Mapping[str, CodeList]) -> dict[str, Form]:
    """Read every ``crf/<form>.toml``."""
    forms: dict[str, Form] = {}
    for file in sorted(name for name in proof.files if name.startswith("crf/") and name.endswith(".toml")):
        id = file.removeprefix("crf/").removesuffix(".toml")
        table = proof.table(file)
        groups = tuple(_group(words, id, one, lists) for one in table.tables("group"))
        form = Form(
            id=id,
            label=words.label("form", id),
            kind=table.one_of("kind", get_args(FormKind)),
            groups=groups,
            needs_signature=table.flag("needs_signature"),
            assumption=words.assumption(table),
        )
        table.close()
        unique(proof, file, "group", (group.id for group in groups))
        unique(proof, file, "item", (item.id for item in form.items))
        check_rules(proof, file, form, ((item.id, item.shown_when) for item in form.items if item.shown_when))
        _check_companions(proof, file, form)
        forms[id] = form
    return forms


def _group(words: Words, form: str, table: Table, lists: Mapping[str, CodeList]) -> ItemGroup:
    id = table.text("id")
    group = ItemGroup(
        id=id,
        label=words.label("group", f"{form}.{id}"),
        items=tuple(_item(words, form, one, lists) for one in table.tables("item")),
        layout=table.one_of("layout", ("fields", "table"), "fields"),
    )
    table.close()
    return group


def _item(words: Words, form: str, table: Table, lists: Mapping[str, CodeList]) -> Item:
    id = table.text("id")
    kind: Any = table.one_of("type", get_args(ItemType))
    code_list = table.maybe_text("code_list")
    if code_list is not None and code_list not in lists:
        table.note("code_list", "STUDY_UNKNOWN_REFERENCE", what="code list", id=code_list)
    if (kind in ("choice", "choices")) != (code_list is not None):
        table.note("code_list", "STUDY_WRONG_KIND", key="code_list", expected="a list for a choice, and only there")
    digits = table.maybe_text("digits")
    if digits is not None and not _DIGITS.fullmatch(digits):
        table.note("digits", "STUDY_WRONG_KIND", key="digits", expected='boxes such as "3" or "3.1"')
        digits = None
    missing: Any = table.texts("missing")
    if not set(missing) <= set(get_args(MissingCode)):
        table.note("missing", "STUDY_UNKNOWN_REFERENCE", what="missing code", id=", ".join(missing))
    source = table.text("source")
    item = Item(
        id=id,
        label=words.label("item", f"{form}.{id}"),
        type=kind,
        unit=table.text("unit", ""),
        digits=digits,
        low=table.number("low"),
        high=table.number("high"),
        code_list=code_list,
        is_required=table.flag("required", False),
        missing_codes=missing,
        source=words.label("source", source) if source else Label("", ""),
        cdash=table.text("cdash", ""),
        hint=words.optional("hint", f"{form}.{id}"),
        shown_when=table.maybe_text("shown_when"),
        assumption=words.assumption(table),
        decided_by=table.one_of("decided_by", ("anyone", "investigator"), "anyone"),
        companion_of=table.maybe_text("companion_of"),
        part=table.one_of("part", get_args(Part), "value"),
    )
    table.close()
    return item


def _check_companions(proof: Proof, file: str, form: Form) -> None:
    ids = {item.id for item in form.items}
    for item in form.items:
        if item.companion_of is not None and item.companion_of not in ids:
            proof.note(file, f"{item.id}.companion_of", "STUDY_UNKNOWN_REFERENCE", what="item", id=item.companion_of)


def check_rules(proof: Proof, file: str, form: Form, rules: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Note the rules that are none, and those that name an item which the form has not; return the names.

    ``rules``: (place, rule).
    """
    ids = {item.id for item in form.items}
    names: frozenset[str] = frozenset()
    for place, rule in rules:
        try:
            named = parse(rule).names
        except StudyError as problem:
            proof.note(file, place, problem.code, **problem.facts)
            continue
        names |= named
        for name in sorted(named - ids):
            proof.note(file, place, "STUDY_UNKNOWN_REFERENCE", what="item", id=f"{form.id}.{name}")
    return names


def read_criteria(proof: Proof, words: Words) -> tuple[tuple[Criterion, ...], tuple[Contradiction, ...]]:
    """Read ``criteria.toml``: the criteria in the registry's order and the register of contradictions."""
    file = "criteria.toml"
    table = proof.table(file)
    counts = {"INCL": 0, "EXCL": 0}
    criteria: list[Criterion] = []
    for one in table.tables("criterion"):
        id = one.text("id")
        if not re.fullmatch(r"(INCL|EXCL)\d\d", id):
            one.note("id", "STUDY_WRONG_KIND", key="id", expected="INCL01 or EXCL01")
            continue
        counts[id[:4]] += 1
        if int(id[4:]) != counts[id[:4]]:
            one.note("id", "STUDY_WRONG_KIND", key="id", expected=f"{id[:4]}{counts[id[:4]]:02d}")
        criteria.append(_criterion(words, one, id))
        one.close()
    contradictions = tuple(_contradiction(words, one) for one in table.tables("contradiction"))
    table.close()
    unique(proof, file, "criterion", (one.id for one in criteria))
    unique(proof, file, "contradiction", (one.id for one in contradictions))
    known = {one.id for one in contradictions}
    for criterion in criteria:
        for name in criterion.contradictions:
            if name not in known:
                proof.note(file, criterion.id, "STUDY_UNKNOWN_REFERENCE", what="contradiction", id=name)
    places = {one.id for one in criteria} | {"study", "adverse_event"}
    for contradiction in contradictions:
        for place in contradiction.bites:
            if place not in places:
                proof.note(file, contradiction.id, "STUDY_UNKNOWN_REFERENCE", what="criterion", id=place)
    return tuple(criteria), contradictions


def _criterion(words: Words, table: Table, id: str) -> Criterion:
    proof = table.one_table("evidence", is_required=False)
    evidence = None
    if proof is not None:
        evidence = Evidence(proof.text("item"), proof.integer("days"), words.assumption(proof))
        proof.close()
    return Criterion(
        id=id,
        kind="inclusion" if id.startswith("INCL") else "exclusion",
        number=int(id[4:]),
        text=words.label("criterion", id, en=table.text("text")),
        short=words.label("criterion_short", id),
        may_be_na=table.flag("may_be_na", False),
        contradictions=table.texts("contradictions"),
        evidence_hint=words.label("evidence", id),
        evidence=evidence,
    )


def _contradiction(words: Words, table: Table) -> Contradiction:
    id = table.text("id")
    contradiction = Contradiction(
        id=id,
        quote=table.text("quote"),
        problem=words.label("contradiction_problem", id),
        treatment=words.label("contradiction_treatment", id),
        bites=table.texts("bites"),
    )
    table.close()
    return contradiction


def eligibility_form(id: str, words: Words, criteria: Iterable[Criterion]) -> Form:
    """Build the eligibility form: for each criterion its answer, a note, and the date of its evidence if it has one."""
    note = words.label("study", "note")
    source = words.label("source", "WORKSHEET")
    groups: list[ItemGroup] = []
    criteria = tuple(criteria)
    for kind, group in (("inclusion", "INCL"), ("exclusion", "EXCL")):
        items: list[Item] = []
        for one in (criterion for criterion in criteria if criterion.kind == kind):
            items.append(
                Item(
                    one.id,
                    one.text,
                    "yes_no_na",
                    is_required=True,
                    source=source,
                    cdash="IEORRES",
                    decided_by="investigator",
                )
            )
            if one.evidence is not None:
                items.append(
                    Item(
                        one.evidence.item,
                        words.label("item", f"{id}.{one.evidence.item}"),
                        "date",
                        source=source,
                        assumption=one.evidence.assumption,
                        companion_of=one.id,
                    )
                )
            items.append(
                Item(f"{one.id}_NOTE", note, "text", source=source, hint=one.evidence_hint, companion_of=one.id)
            )
        groups.append(ItemGroup(group, words.label("group", f"{id}.{group}"), tuple(items)))
    return Form(id, words.label("form", id), "once", tuple(groups), needs_signature=True)
