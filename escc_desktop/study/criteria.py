"""Builds the criteria of an edition, its register of contradictions, and the form that asks; it judges no answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from escc_desktop.study.edition import Contradiction, Criterion, Evidence, Form, Item, ItemGroup
from escc_desktop.study.lists import Stock
from escc_desktop.study.proof import Proof, Table, nearest, unique
from escc_desktop.study.wording import Words

_ID = re.compile(r"(INCL|EXCL)[0-9][0-9]")


def read_criteria(proof: Proof, words: Words) -> tuple[tuple[Criterion, ...], tuple[Contradiction, ...]]:
    """Read ``criteria.toml``: the criteria in the registry's order and the register of contradictions."""
    file = "criteria.toml"
    table = proof.table(file)
    counts = {"INCL": 0, "EXCL": 0}
    criteria: list[Criterion] = []
    found: list[tuple[str, Table]] = []
    for one in table.tables("criterion"):
        id = one.text("id")
        if not _ID.fullmatch(id):
            one.note("id", "STUDY_WRONG_KIND", key="id", expected="INCL01 or EXCL01")
            continue
        counts[id[:4]] += 1
        if int(id[4:]) != counts[id[:4]]:
            one.note("id", "STUDY_WRONG_KIND", key="id", expected=f"{id[:4]}{counts[id[:4]]:02d}")
        criteria.append(_criterion(words, one, id))
        found.append((id, one))
        one.close()
    registered = table.tables("contradiction")
    contradictions = tuple(_contradiction(words, one) for one in registered)
    table.close()
    unique("criterion", found)
    unique("contradiction", zip((one.id for one in contradictions), registered, strict=True))
    known = {one.id for one in contradictions}
    for criterion, (_, one) in zip(criteria, found, strict=True):
        proof.keep("criterion", criterion.id, one)
        for name in criterion.contradictions:
            if name not in known:
                near = nearest(name, known)
                one.note("contradictions", "STUDY_UNKNOWN_REFERENCE", what="contradiction", id=name, near=near)
    for contradiction, one in zip(contradictions, registered, strict=True):
        proof.keep("contradiction", contradiction.id, one)
    return tuple(criteria), contradictions


def check_bites(
    proof: Proof, criteria: Iterable[Criterion], contradictions: Iterable[Contradiction], forms: Mapping[str, Form]
) -> None:
    """Note a contradiction that bites nowhere: at no criterion and, from format 2, at no form and no ``FORM.ITEM``."""
    places = {one.id for one in criteria} | {"study", "adverse_event"}
    if proof.format > 1:
        places |= {*forms, *(f"{form.id}.{item.id}" for form in forms.values() for item in form.items)}
    for contradiction in contradictions:
        for place in contradiction.bites:
            if place not in places:
                facts = {"what": "criterion", "id": place, "near": nearest(place, places)}
                proof.tables["contradiction", contradiction.id].note("bites", "STUDY_UNKNOWN_REFERENCE", **facts)


def check_facts(proof: Proof, criteria: Iterable[Criterion], forms: Mapping[str, Form]) -> None:
    """Note a fact beside a criterion that is no item of a form."""
    places = {f"{form.id}.{item.id}" for form in forms.values() for item in form.items}
    for criterion in criteria:
        for fact in criterion.facts:
            if fact not in places:
                facts = {"what": "item", "id": fact, "near": nearest(fact, places)}
                proof.tables["criterion", criterion.id].note("facts", "STUDY_UNKNOWN_REFERENCE", **facts)


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
        facts=table.texts("facts") if words.proof.format > 1 else (),
    )


def _contradiction(words: Words, table: Table) -> Contradiction:
    id, is_asked = table.text("id"), words.proof.format > 1
    contradiction = Contradiction(
        id=id,
        quote=table.text("quote"),
        problem=words.label("contradiction_problem", id),
        treatment=words.label("contradiction_treatment", id),
        bites=table.texts("bites"),
        asked_when=table.maybe_text("asked_when") if is_asked else None,
        needs_ruling=is_asked and table.flag("needs_ruling", False),
    )
    table.close()
    return contradiction


def eligibility_form(id: str, stock: Stock, criteria: Iterable[Criterion]) -> Form:
    """Build the eligibility form: for each criterion its answer, a note, and the date of its evidence if it has one."""
    words = stock.words
    criteria = tuple(criteria)
    groups = tuple(
        ItemGroup(
            group,
            words.label("group", f"{id}.{group}"),
            tuple(item for one in criteria if one.kind == kind for item in _asked(id, stock, one)),
        )
        for kind, group in (("inclusion", "INCL"), ("exclusion", "EXCL"))
    )
    return Form(id, words.label("form", id), "once", groups, needs_signature=True)


def _asked(form: str, stock: Stock, criterion: Criterion) -> Iterator[Item]:
    words = stock.words
    source = words.label("source", "WORKSHEET")
    missing, unmapped = (stock.missing, "-") if words.proof.format > 1 else ((), "")
    target = f"IE.IEORRES[IETESTCD={criterion.id}]"
    yield Item(
        criterion.id,
        criterion.text,
        "yes_no_na",
        is_required=True,
        missing_codes=tuple(code for code in missing if code != "NA"),
        source=source,
        cdash="IEORRES",
        decided_by="investigator",
        sdtm=target,
        testcd=criterion.id,
    )
    if criterion.evidence is not None:
        yield Item(
            criterion.evidence.item,
            words.label("item", f"{form}.{criterion.evidence.item}"),
            "date",
            missing_codes=missing,
            source=source,
            cdash=unmapped,
            assumption=criterion.evidence.assumption,
            companion_of=criterion.id,
            sdtm="-",
        )
    yield Item(
        f"{criterion.id}_NOTE",
        words.label("study", "note"),
        "text",
        missing_codes=missing,
        source=source,
        cdash=unmapped,
        hint=criterion.evidence_hint,
        companion_of=criterion.id,
        sdtm="-",
    )
