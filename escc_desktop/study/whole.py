"""Puts the parts of an edition together into one Study and checks what they say of one another."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from string import Formatter

from escc_desktop.study.edition import (
    AdverseEventItems,
    Check,
    CodeList,
    CtcaeTerm,
    DocumentKind,
    Drug,
    Form,
    Label,
    ReportClock,
    Study,
)
from escc_desktop.study.pages import (
    check_rules,
    eligibility_form,
    made_lists,
    read_code_lists,
    read_criteria,
    read_forms,
)
from escc_desktop.study.proof import Proof, Table, Words, unique
from escc_desktop.study.timetable import read_visits

_NEEDED_LISTS = ("CHANGE_REASON", "SIGNING_MEANING", "GRADE", "SEX")


def build(proof: Proof, digest: str) -> Study:
    """Return the study, noting every problem in ``proof``; with any finding the study must not be used."""
    words = Words.of(proof)
    table = proof.table("study.toml")
    head = table.one_table("study") or Table(proof, "study.toml", "study", {})
    versions = head.texts("consent_versions")
    terms = _terms(proof)
    lists = {**read_code_lists(proof, words), **made_lists(words, terms, versions)}
    criteria, contradictions = read_criteria(proof, words)
    forms = read_forms(proof, words, lists)
    places = table.one_table("forms") or Table(proof, "study.toml", "forms", {})
    eligibility, consent = places.text("eligibility"), places.text("consent")
    places.close()
    forms[eligibility] = eligibility_form(eligibility, words, criteria)
    drugs = tuple(_drug(words, one) for one in table.tables("drug"))
    study = Study(
        id=head.text("id"),
        title=words.label("study", "title"),
        short_title=words.label("study", "short_title"),
        sponsor=words.label("study", "sponsor"),
        registry_ids=head.texts("registry_ids"),
        edition=head.text("edition"),
        protocol_version=words.label("study", "protocol_version"),
        status=head.one_of("status", ("draft", "approved")),
        digest=digest,
        participant_word=words.label("study", "participant_word"),
        number_pattern=_pattern(head, "number_pattern"),
        enrolment_pattern=_pattern(head, "enrolment_pattern"),
        has_check_character=head.flag("has_check_character"),
        consent_versions=versions,
        planned_participants=head.integer("planned_participants"),
        drugs=drugs,
        anchor_items=_anchors(table, forms),
        visits=read_visits(proof, words, drugs, forms),
        forms=forms,
        criteria=criteria,
        eligibility_form=eligibility,
        consent_form=consent,
        adverse_event=_adverse_event(table, drugs),
        code_lists=lists,
        checks=_checks(proof, words, forms),
        contradictions=contradictions,
        documents=_documents(proof, words, forms),
        report_clocks=tuple(_clock(words, one) for one in table.tables("clock")),
        ctcae_version=head.text("ctcae_version"),
        ctcae_notice=words.label("study", "ctcae_notice"),
        terms=terms,
        assumptions={name: words.label("assumption", name) for name in head.texts("assumptions")},
        closing_days=head.integer("closing_days"),
        source_seen_on=head.text("source_seen_on"),
    )
    head.close()
    table.close()
    _check_references(proof, study)
    words.note_orphans()
    proof.note_orphans()
    return study


def _pattern(head: Table, key: str) -> str:
    """Read a pattern of numbers: it may hold {site} and {order:03d}, and must hold both."""
    pattern = head.text(key)
    try:
        fields = [name for _, name, _, _ in Formatter().parse(pattern) if name is not None]
        pattern.format(site="01", order=1)
    except (ValueError, KeyError, IndexError, AttributeError):
        fields = []
    if sorted(fields) != ["order", "site"]:
        head.note(key, "STUDY_WRONG_KIND", key=key, expected="{site} and {order:03d}, each once")
        return "{site}-{order:03d}"
    return pattern


def _drug(words: Words, table: Table) -> Drug:
    id = table.text("id")
    drug = Drug(
        id=id,
        label=words.label("drug", id),
        short=words.label("drug_short", id),
        color_key=table.one_of("color_key", ("drugA", "drugB")),
        cycle_days=table.integer("cycle_days"),
        dosing_days=table.integers("dosing_days"),
        assumption=words.assumption(table),
    )
    if drug.cycle_days < 1 or not all(1 <= day <= drug.cycle_days for day in drug.dosing_days):
        table.note("dosing_days", "STUDY_WRONG_KIND", key="dosing_days", expected="days of the cycle")
    table.close()
    return drug


def _anchors(table: Table, forms: Mapping[str, Form]) -> dict[str, tuple[str, str]]:
    anchors: dict[str, tuple[str, str]] = {}
    for anchor, place in table.pairs("anchors").items():
        form, _, item = place.partition(".")
        if form not in forms or item not in {one.id for one in forms[form].items}:
            table.note(f"anchors.{anchor}", "STUDY_UNKNOWN_REFERENCE", what="item", id=place)
        anchors[anchor] = (form, item)
    return anchors


def _adverse_event(table: Table, drugs: tuple[Drug, ...]) -> AdverseEventItems:
    part = table.one_table("adverse_event") or Table(table.proof, table.file, "adverse_event", {})
    items = AdverseEventItems(
        form=part.text("form"),
        verbatim=part.text("verbatim"),
        term=part.text("term"),
        grade=part.text("grade"),
        started_on=part.text("started_on"),
        ended_on=part.text("ended_on"),
        ongoing=part.text("ongoing"),
        seriousness=part.texts("seriousness"),
        death=part.text("death"),
        outcome=part.text("outcome"),
        fatal_outcome=part.text("fatal_outcome"),
        aware_at=part.text("aware_at"),
        aware_how=part.text("aware_how"),
        causality=part.pairs("causality"),
        action=part.pairs("action"),
    )
    for name, pairs in (("causality", items.causality), ("action", items.action)):
        if set(pairs) != {drug.id for drug in drugs}:
            part.note(name, "STUDY_WRONG_KIND", key=name, expected="one item for each drug")
    part.close()
    return items


def _clock(words: Words, table: Table) -> ReportClock:
    id = table.text("id")
    clock = ReportClock(
        id=id,
        form=table.text("form"),
        label=words.label("clock", id),
        starts_at=table.text("starts_at"),
        stops_at=table.text("stops_at"),
        hours=table.integer("hours"),
        assumption=words.assumption(table),
    )
    table.close()
    return clock


def _checks(proof: Proof, words: Words, forms: Mapping[str, Form]) -> tuple[Check, ...]:
    file = "checks.toml"
    table = proof.table(file)
    checks: list[Check] = []
    for one in table.tables("check"):
        id, form = one.text("id"), one.text("form")
        rule = one.text("rule")
        message = words.label("check", id)
        if form in forms:
            names = check_rules(proof, file, forms[form], [(id, rule)])
            named = tuple(item.id for item in forms[form].items if item.id in names)
        else:
            one.note("form", "STUDY_UNKNOWN_REFERENCE", what="form", id=form)
            named = ()
        checks.append(Check(id, form, rule, one.flag("is_hard", False), message, named, words.assumption(one)))
        one.close()
    table.close()
    unique(proof, file, "check", (check.id for check in checks))
    return tuple(checks)


def _documents(proof: Proof, words: Words, forms: Mapping[str, Form]) -> tuple[DocumentKind, ...]:
    table = proof.table("documents.toml")
    kinds: list[DocumentKind] = []
    for one in table.tables("document"):
        id, form = one.text("id"), one.maybe_text("form")
        if form is not None and form not in forms:
            one.note("form", "STUDY_UNKNOWN_REFERENCE", what="form", id=form)
        kinds.append(
            DocumentKind(
                id=id,
                label=words.label("document", id),
                per=one.one_of("per", ("participant", "visit", "record", "package")),
                form=form,
                original=one.one_of("original", ("electronic", "ink")),
                is_signed=one.flag("is_signed"),
                assumption=words.assumption(one),
            )
        )
        one.close()
    table.close()
    unique(proof, "documents.toml", "document", (kind.id for kind in kinds))
    return tuple(kinds)


def _rows(proof: Proof, file: str, columns: tuple[str, ...]) -> list[list[str]]:
    rows = list(csv.reader(proof.text(file).splitlines()))
    if not rows or tuple(rows[0]) != columns:
        proof.note(file, "1", "STUDY_WRONG_KIND", key="columns", expected=", ".join(columns))
        return []
    for line, row in enumerate(rows[1:], 2):
        if len(row) != len(columns):
            proof.note(file, str(line), "STUDY_WRONG_KIND", key="columns", expected=len(columns))
            return []
    return rows[1:]


def _terms(proof: Proof) -> tuple[CtcaeTerm, ...]:
    """Read the CTCAE terms with their classes and, where given, what each grade means."""
    classes = {en: Label(en, zh) for en, zh in _rows(proof, "ctcae/classes.csv", ("class", "zh"))}
    criteria: dict[str, dict[int, Label]] = {}
    for llt, grade, en, zh in _rows(proof, "ctcae/grades.csv", ("llt", "grade", "en", "zh")):
        criteria.setdefault(llt, {})[int(grade) if grade.isdigit() else 0] = Label(en, zh)
    columns = ("llt", "term", "zh", "class", "grades", "initials", "expected")
    terms: list[CtcaeTerm] = []
    for llt, term, zh, group, grades, initials, expected in _rows(proof, "ctcae/terms.csv", columns):
        if group not in classes:
            proof.note("ctcae/terms.csv", llt, "STUDY_UNKNOWN_REFERENCE", what="class", id=group)
        exist = tuple(int(grade) for grade in grades if grade in "12345")
        meanings = criteria.pop(llt, {})
        if meanings and tuple(meanings) != exist:
            proof.note("ctcae/grades.csv", llt, "STUDY_WRONG_KIND", key="grade", expected=grades)
        label = Label(term, zh or term)
        soc = classes.get(group) or Label(group, group)
        terms.append(CtcaeTerm(llt, label, soc, exist, initials, expected == "Y", meanings))
    for llt in criteria:
        proof.note("ctcae/grades.csv", llt, "STUDY_UNKNOWN_REFERENCE", what="term", id=llt)
    unique(proof, "ctcae/terms.csv", "term", (term.llt_code for term in terms))
    return tuple(terms)


def _check_references(proof: Proof, study: Study) -> None:
    """Check what study.toml says of forms, items and lists."""
    file = "study.toml"
    needed: list[tuple[str, str]] = [(study.consent_form, "")]
    event = study.adverse_event
    what = (event.verbatim, event.term, event.grade, event.started_on, event.ended_on, event.ongoing)
    how = (event.death, event.outcome, event.aware_at, event.aware_how, *event.seriousness)
    needed += [(event.form, item) for item in (*what, *how, *event.causality.values(), *event.action.values())]
    for clock in study.report_clocks:
        needed += [(clock.form, clock.starts_at), (clock.form, clock.stops_at)]
    for form, item in needed:
        items = {one.id for one in study.forms[form].items} if form in study.forms else set()
        if form not in study.forms or (item and item not in items):
            proof.note(file, f"{form}.{item}".strip("."), "STUDY_UNKNOWN_REFERENCE", what="item", id=f"{form}.{item}")
    for name in _NEEDED_LISTS:
        if name not in study.code_lists:
            proof.note("codelists.toml", name, "STUDY_UNKNOWN_REFERENCE", what="code list", id=name)
    _check_fatal(proof, study.code_lists, study)


def _check_fatal(proof: Proof, lists: Mapping[str, CodeList], study: Study) -> None:
    event = study.adverse_event
    items = study.forms[event.form].items if event.form in study.forms else ()
    for item in items:
        codes = lists[item.code_list].codes if item.code_list in lists and item.code_list else ()
        if item.id == event.outcome and event.fatal_outcome not in codes:
            facts = {"what": "choice", "id": event.fatal_outcome}
            proof.note("study.toml", "adverse_event.fatal_outcome", "STUDY_UNKNOWN_REFERENCE", **facts)
