"""Holds the rules of an edition to its items, lists, visits and forms; it judges no rule."""

from __future__ import annotations

from escc_desktop.errors import StudyError
from escc_desktop.study.edition import Form, Study
from escc_desktop.study.proof import Proof, Table, nearest
from escc_desktop.study.rules import parse


def names_in(rule: str) -> frozenset[str]:
    """Return the names of a rule; none of what is no rule."""
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


def check_rules(proof: Proof, study: Study) -> None:
    """Note what is wrong with the rules of an edition (format 2)."""
    for form in study.forms.values():
        for item in form.items:
            table = proof.tables.get(("item", f"{form.id}.{item.id}"))
            for key, rule in (("shown_when", item.shown_when), ("calculation", item.calculation)):
                if rule is not None and table is not None:
                    _check(table, key, rule)
    for check in study.checks:
        table = proof.tables.get(("check", check.id))
        if table is not None and check.rule:
            _check(table, "rule", check.rule)


def _check(table: Table, key: str, rule: str) -> None:
    try:
        parse(rule)
    except StudyError as problem:
        table.note(key, problem.code, **problem.facts)
