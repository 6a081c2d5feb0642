"""Reads the terms of CTCAE that an edition carries, with their classes and grades; it grades nothing."""

from __future__ import annotations

import csv
import io

from escc_desktop.study.edition import CtcaeTerm, Label
from escc_desktop.study.proof import Proof, nearest

_GRADES = tuple("12345")


def _rows(proof: Proof, file: str, columns: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(proof.text(file), newline=""))
    rows: list[tuple[int, list[str]]] = []
    try:
        rows += [(reader.line_num, row) for row in reader]
    except csv.Error as problem:
        proof.note(file, str(reader.line_num), "STUDY_NOT_TOML", at=reader.line_num, problem=problem)
        return []
    if not rows or tuple(rows[0][1]) != columns:
        proof.note(file, "1", "STUDY_WRONG_KIND", at=1, key="columns", expected=", ".join(columns))
        return []
    for line, row in rows:
        if len(row) != len(columns):
            proof.note(file, str(line), "STUDY_WRONG_KIND", at=line, key="columns", expected=len(columns))
            return []
    return rows[1:]


def read_terms(proof: Proof) -> tuple[CtcaeTerm, ...]:
    """Read the CTCAE terms with their classes and, where given, what each grade means."""
    classes = {en: Label(en, zh) for _, (en, zh) in _rows(proof, "ctcae/classes.csv", ("class", "zh"))}
    criteria: dict[str, dict[int, Label]] = {}
    lines: dict[str, int] = {}
    for line, (llt, grade, en, zh) in _rows(proof, "ctcae/grades.csv", ("llt", "grade", "en", "zh")):
        criteria.setdefault(llt, {})[int(grade) if grade in _GRADES else 0] = Label(en, zh)
        lines[llt] = line
    columns = ("llt", "term", "zh", "class", "grades", "initials", "expected")
    terms: list[CtcaeTerm] = []
    seen: set[str] = set()
    for line, (llt, term, zh, group, grades, initials, expected) in _rows(proof, "ctcae/terms.csv", columns):
        if group not in classes:
            near = nearest(group, classes)
            proof.note("ctcae/terms.csv", llt, "STUDY_UNKNOWN_REFERENCE", at=line, what="class", id=group, near=near)
        exist = tuple(int(grade) for grade in grades if grade in _GRADES)
        meanings = criteria.pop(llt, {})
        if meanings and tuple(meanings) != exist:
            proof.note("ctcae/grades.csv", llt, "STUDY_WRONG_KIND", at=lines[llt], key="grade", expected=grades)
        if llt in seen:
            proof.note("ctcae/terms.csv", llt, "STUDY_TWICE", at=line, what="term", id=llt)
        seen.add(llt)
        label = Label(term, zh or term)
        soc = classes.get(group) or Label(group, group)
        terms.append(CtcaeTerm(llt, label, soc, exist, initials, expected == "Y", meanings))
    for llt in criteria:
        near = nearest(llt, seen)
        proof.note("ctcae/grades.csv", llt, "STUDY_UNKNOWN_REFERENCE", at=lines[llt], what="term", id=llt, near=near)
    return tuple(terms)
