"""Puts the parts of an edition together into one Study and checks what they say of one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from escc_desktop.study.criteria import check_bites, check_facts, eligibility_form, read_criteria
from escc_desktop.study.ctcae import read_terms
from escc_desktop.study.edition import (
    AdverseEventItems,
    Check,
    DocumentKind,
    Drug,
    EndItems,
    Form,
    Preset,
    ReportClock,
    Study,
    Visit,
)
from escc_desktop.study.lines import Place
from escc_desktop.study.lists import Stock, check_id, made_lists, read_code_lists, read_units
from escc_desktop.study.pages import read_forms
from escc_desktop.study.proof import Proof, Table, nearest, unique
from escc_desktop.study.questions import Label, Part
from escc_desktop.study.references import check_old_rule, check_rules, names_in
from escc_desktop.study.soundness import check_soundness
from escc_desktop.study.timetable import read_drug, read_head, read_presets, read_visits
from escc_desktop.study.wording import Words

FORMATS = (1, 2)
_NEEDED_LISTS = ("CHANGE_REASON", "SIGNING_MEANING", "GRADE", "SEX")
_EVENT_ITEMS = (
    "verbatim",
    "term",
    "grade",
    "started_on",
    "ended_on",
    "ongoing",
    "death",
    "outcome",
    "aware_at",
    "aware_how",
)
_PARTS: tuple[Part, ...] = ("unit", "low", "high", "judgement", "judged_on")


def build(proof: Proof, digest: str, is_proofread: bool = True) -> Study:
    """Return the study, noting every problem in ``proof``; with any finding the study must not be used.

    Without ``is_proofread`` only what the study cannot be built without is gone through.
    """
    table = proof.table("study.toml")
    head = table.one_table("study") or Table(proof, "study.toml", "study", {})
    proof.format = _format(head)
    words = Words.of(proof)
    versions = head.texts("consent_versions")
    terms = read_terms(proof)
    stock = Stock(words, {**read_code_lists(proof, words), **made_lists(words, terms, versions)})
    if proof.format > 1:
        stock.units, stock.conversions = read_units(proof, words)
    criteria, contradictions = read_criteria(proof, words)
    forms = read_forms(proof, stock)
    places = table.one_table("forms") or Table(proof, "study.toml", "forms", {})
    eligibility, consent = places.text("eligibility"), places.text("consent")
    places.close()
    forms[eligibility] = eligibility_form(eligibility, stock, criteria)
    check_bites(proof, criteria, contradictions, forms)
    check_facts(proof, criteria, forms)
    course = _course(proof, words, table, head, forms)
    study = Study(
        **_told(head, words),
        digest=digest,
        drugs=course.drugs,
        anchor_items=_anchors(table, forms),
        visits=course.visits,
        forms=forms,
        criteria=criteria,
        eligibility_form=eligibility,
        consent_form=consent,
        adverse_event=_adverse_event(table, course.names),
        code_lists=stock.lists,
        checks=_checks(proof, words, forms),
        contradictions=contradictions,
        documents=_documents(proof, words, forms),
        report_clocks=tuple(_clock(words, one) for one in table.tables("clock")),
        terms=terms,
        format=proof.format,
        preset=course.preset,
        presets=course.presets,
        units=stock.units,
        conversions=stock.conversions,
        part_labels=_part_labels(words),
        sources={key: words.label("source", key) for key in words.used_of("source")},
        end_of_treatment=_end_of_treatment(table) if proof.format > 1 else None,
    )
    head.close()
    table.close()
    _check_references(proof, table, study)
    if is_proofread:
        if proof.format > 1:
            check_soundness(proof, study, stock, check_rules(proof, study))
        words.note_orphans()
        proof.note_orphans()
    return study


def _told(head: Table, words: Words) -> dict[str, Any]:
    """Read what the head of study.toml and the wording say of the study itself."""
    labels = ("title", "short_title", "sponsor", "protocol_version", "participant_word", "ctcae_notice")
    return {
        **{name: words.label("study", name) for name in labels},
        "id": head.text("id"),
        "registry_ids": head.texts("registry_ids"),
        "edition": head.text("edition"),
        "status": head.one_of("status", ("draft", "approved")),
        "number_pattern": _pattern(head, "number_pattern"),
        "enrolment_pattern": _pattern(head, "enrolment_pattern"),
        "has_check_character": head.flag("has_check_character"),
        "consent_versions": head.texts("consent_versions"),
        "planned_participants": head.integer("planned_participants"),
        "ctcae_version": head.text("ctcae_version"),
        "assumptions": {name: words.label("assumption", name) for name in head.texts("assumptions")},
        "closing_days": head.integer("closing_days"),
        "source_seen_on": head.text("source_seen_on"),
    }


def _format(head: Table) -> int:
    """Read which language the edition is written in; a newer one than ours is read as ours, and refused."""
    format = head.integer("format", 1)
    if format not in FORMATS:
        head.note("format", "STUDY_NEW_FORMAT", format=format, newest=FORMATS[-1])
        return FORMATS[-1]
    return format


@dataclass(frozen=True, slots=True)
class _Course:
    """The drugs and visits that the study follows, and the presets it could follow."""

    names: tuple[str, ...]
    drugs: tuple[Drug, ...]
    visits: tuple[Visit, ...]
    preset: str = ""
    presets: tuple[Preset, ...] = ()


def _course(proof: Proof, words: Words, table: Table, head: Table, forms: Mapping[str, Form]) -> _Course:
    """Read the drugs and visits: from ``visits.toml`` in format 1, else from the preset that the study names."""
    found = table.tables("drug")
    if proof.format == 1:
        drugs = tuple(read_drug(words, one, one) for one in found)
        for one in found:
            one.close()
        return _Course(tuple(drug.id for drug in drugs), drugs, read_visits(proof, words, drugs, forms))
    heads: dict[str, Table] = {}
    for one in found:
        id = one.text("id")
        check_id(one, id)
        heads.setdefault(id, one)
        read_head(words, one)
    unique("drug", ((str(one.data.get("id", "")), one) for one in found))
    presets = {preset.id: preset for preset in read_presets(proof, words, heads, forms)}
    for one in found:
        one.close()
    name = head.text("preset")
    if name not in presets:
        if name:
            near = nearest(name, presets)
            head.note("preset", "STUDY_UNKNOWN_REFERENCE", what="preset", id=name, near=near)
        return _Course(tuple(heads), (), (), name, tuple(presets.values()))
    return _Course(tuple(heads), presets[name].drugs, presets[name].visits, name, tuple(presets.values()))


def _part_labels(words: Words) -> dict[str, Label]:
    """Return what the parts of a result are called, as far as the edition says it."""
    labels = {part: words.optional("part", part) for part in _PARTS} if words.proof.format > 1 else {}
    return {part: label for part, label in labels.items() if label.en}


_LONGEST_SPEC = 3  # as in {order:03d}


def _pattern(head: Table, key: str) -> str:
    """Read a pattern of numbers: it may hold {site} and {order:03d}, and must hold both."""
    pattern = head.text(key)
    try:
        parts = [(name, spec or "") for _, name, spec, _ in Formatter().parse(pattern) if name is not None]
        fields = [name for name, _ in parts]
        if any(len(spec) > _LONGEST_SPEC for _, spec in parts):
            raise ValueError(pattern)  # {order:0900000000d} is as long as it says
        pattern.format(site="01", order=1)
    except (ValueError, KeyError, IndexError, AttributeError):
        fields = []
    if sorted(fields) != ["order", "site"]:
        head.note(key, "STUDY_WRONG_KIND", key=key, expected="{site} and {order:03d}, each once")
        return "{site}-{order:03d}"
    return pattern


def _anchors(table: Table, forms: Mapping[str, Form]) -> dict[str, tuple[str, str]]:
    anchors: dict[str, tuple[str, str]] = {}
    part = Table(table.proof, table.file, "anchors", {}, ("anchors",))
    for anchor, place in table.pairs("anchors").items():
        form, _, item = place.partition(".")
        if form not in forms or item not in {one.id for one in forms[form].items}:
            part.note(anchor, "STUDY_UNKNOWN_REFERENCE", what="item", id=place, near="")
        anchors[anchor] = (form, item)
    return anchors


def _adverse_event(table: Table, drugs: tuple[str, ...]) -> AdverseEventItems:
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
        if set(pairs) != set(drugs):
            part.note(name, "STUDY_WRONG_KIND", key=name, expected="one item for each drug")
    part.close()
    return items


def _end_of_treatment(table: Table) -> EndItems | None:
    part = table.one_table("end_of_treatment", is_required=False)
    if part is None:
        return None
    items = EndItems(part.text("form"), part.text("drug"), part.text("last_dose"))
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
    table = proof.table("checks.toml")
    checks: list[Check] = []
    found = table.tables("check")
    for one in found:
        id, form = one.text("id"), one.text("form")
        check_id(one, id)
        rule = one.text("rule")
        each = one.maybe_text("each") if proof.format > 1 else None
        if form and form not in forms:
            one.note("form", "STUDY_UNKNOWN_REFERENCE", what="form", id=form, near=nearest(form, forms))
        names = names_in(rule)
        items = tuple(item.id for item in forms[form].items if item.id in names) if form in forms else ()
        message = words.label("check", id)
        is_hard = one.flag("is_hard", False)
        checks.append(Check(id, form, rule, is_hard, message, items, words.assumption(one), each))
        one.close()
        proof.keep("check", id, one)
        if proof.format == 1 and form in forms:
            check_old_rule(one, forms[form], "rule", rule)
    table.close()
    unique("check", ((check.id, one) for check, one in zip(checks, found, strict=True)))
    return tuple(checks)


def _documents(proof: Proof, words: Words, forms: Mapping[str, Form]) -> tuple[DocumentKind, ...]:
    table = proof.table("documents.toml")
    kinds: list[DocumentKind] = []
    found = table.tables("document")
    for one in found:
        id, form = one.text("id"), one.maybe_text("form")
        if form is not None and form not in forms:
            one.note("form", "STUDY_UNKNOWN_REFERENCE", what="form", id=form, near=nearest(form, forms))
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
    unique("document", ((kind.id, one) for kind, one in zip(kinds, found, strict=True)))
    return tuple(kinds)


def _check_references(proof: Proof, table: Table, study: Study) -> None:
    """Check what study.toml says of forms, items and lists."""
    event = study.adverse_event
    needed: list[tuple[Place, str, str]] = [(("forms", "consent"), study.consent_form, "")]
    needed += [(("adverse_event", key), event.form, getattr(event, key)) for key in _EVENT_ITEMS]
    needed += [
        (("adverse_event", "seriousness", place), event.form, item) for place, item in enumerate(event.seriousness)
    ]
    for key, pairs in (("causality", event.causality), ("action", event.action)):
        needed += [(("adverse_event", key, drug), event.form, item) for drug, item in pairs.items()]
    for place, clock in enumerate(study.report_clocks):
        needed.append((("clock", place, "starts_at"), clock.form, clock.starts_at))
        needed.append((("clock", place, "stops_at"), clock.form, clock.stops_at))
    end = study.end_of_treatment
    if end is not None:
        needed += [(("end_of_treatment", key), end.form, getattr(end, key)) for key in ("drug", "last_dose")]
    items = {form.id: {one.id for one in form.items} for form in study.forms.values()}
    for at, form, item in needed:
        if form not in items or (item and item not in items[form]):
            id = f"{form}.{item}"
            near = nearest(item, items[form]) if form in items else nearest(form, items)
            proof.note(table.file, id.strip("."), "STUDY_UNKNOWN_REFERENCE", at=at, what="item", id=id, near=near)
    for name in _NEEDED_LISTS:
        if name not in study.code_lists:
            near = nearest(name, study.code_lists)
            proof.note("codelists.toml", name, "STUDY_UNKNOWN_REFERENCE", what="code list", id=name, near=near)
    _check_fatal(proof, study)


def _check_fatal(proof: Proof, study: Study) -> None:
    event = study.adverse_event
    lists = study.code_lists
    for item in study.forms[event.form].items if event.form in study.forms else ():
        codes = lists[item.code_list].codes if item.code_list in lists and item.code_list else ()
        if item.id == event.outcome and event.fatal_outcome not in codes:
            facts = {"what": "choice", "id": event.fatal_outcome, "near": nearest(event.fatal_outcome, codes)}
            at = ("adverse_event", "fatal_outcome")
            proof.note("study.toml", "adverse_event.fatal_outcome", "STUDY_UNKNOWN_REFERENCE", at=at, **facts)
