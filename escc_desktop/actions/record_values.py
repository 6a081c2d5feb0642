"""Turns what was typed into a form into what its entry holds, or says by item why it cannot; it saves nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from unicodedata import normalize

from escc_desktop.actions.site import Site
from escc_desktop.errors import EsccError, Refused, StudyError
from escc_desktop.store.texts import CommittedText
from escc_desktop.study.edition import Form, ItemGroup, Study
from escc_desktop.study.rows import STRUCK, is_struck, kept_rows, row_key, rows_of, struck_group
from escc_desktop.study.rules import Around
from escc_desktop.study.values import GONE, LONGEST_TEXT, Missing, Value, canonical, problem_with, problem_with_missing
from escc_desktop.trial.completeness import Failure, failed_checks, unanswered, unjustified
from escc_desktop.trial.reading import RecordReading

JUSTIFYING_FORMAT = 2
"""The format of editions since which a soft check that fails asks for a justification."""


def readable(
    study: Study, form: Form, typed: Mapping[str, Value], committed_to: Collection[str] = ()
) -> dict[str, Value]:
    """Return the values in their stored spelling; what is calculated is left out: the program works it out anew.

    ``committed_to`` are the keys whose words the record commits to: one whose words are not kept here stays ``GONE``.

    Raises Refused VALUES_UNREADABLE with every problem at once, StudyError for a key that the form does not have.
    """
    values: dict[str, Value] = {}
    problems: list[EsccError] = []
    for key, value in typed.items():
        if struck_group(form, key) is not None and value == STRUCK:
            values[key] = value
            continue
        item = form.item(key)
        if form.group_of(key).is_repeat and key == item.id:
            raise StudyError("STUDY_UNKNOWN", what="row", id=f"{form.id}.{key}")  # nobody would look for it there
        if not item.is_typed:
            continue
        if value == GONE and key in committed_to:
            values[key] = GONE
            continue
        if isinstance(value, Missing):
            values[key] = Missing(value.code, line(value.reason))
            problem = problem_with_missing(item, value)
        else:
            text = canonical(item, value)
            if not text:
                continue
            values[key] = text
            problem = problem_with(item, text, study.code_list(item.code_list) if item.code_list else None)
        problems += [problem] if problem is not None else []
    if problems:
        raise Refused("VALUES_UNREADABLE", *problems)
    return values


def refuse_rows(form: Form, values: Mapping[str, Value], known: RecordReading | None) -> None:
    """Raise Refused ROW_GONE where a saved row is missing instead of struck out, or struck out without what it said.

    ROWS_MANY where there are too many rows.
    """
    before = {**known.values, **known.texts} if known is not None else {}
    for group in (one for one in form.groups if one.layout == "repeat"):
        kept, typed = rows_of(group, values), [item.id for item in group.items if item.is_typed]
        gone = [n for n in rows_of(group, before) if n not in kept or _is_emptied(group, n, typed, before, values)]
        if gone:
            raise Refused("ROW_GONE", row=gone[0], group=group.label.en, group_zh=group.label.zh)
        if len(kept_rows(group, values)) > group.most_rows:
            raise Refused("ROWS_MANY", most=group.most_rows, group=group.label.en, group_zh=group.label.zh)


def _is_emptied(
    group: ItemGroup, n: int, items: list[str], before: Mapping[str, Value], values: Mapping[str, Value]
) -> bool:
    """Tell whether a struck row lost an answer: what is struck out stays legible."""
    keys = [row_key(item, n) for item in items]
    return is_struck(group, n, values) and any(key in before and key not in values for key in keys)


def refuse_incomplete(
    study: Study, form: Form, values: Mapping[str, Value], around: Around, justified: Mapping[str, str]
) -> None:
    """Raise Refused NOT_COMPLETE for every answer owed, hard check failed and soft check left without a reason."""
    problems: list[EsccError] = [
        EsccError("ITEM_UNANSWERED", item=form.item(key).label.en, item_zh=form.item(key).label.zh)
        for key in unanswered(form, values, around)
    ]
    failures = failed_checks(study, form, values, around)
    problems += [_told("CHECK_FAILED", one) for one in failures if one.is_hard]
    if study.format >= JUSTIFYING_FORMAT:
        problems += [_told("CHECK_UNJUSTIFIED", one) for one in unjustified(failures, justified)]
    if problems:
        raise Refused("NOT_COMPLETE", *problems)


def may_wait(
    study: Study, form: Form, values: Mapping[str, Value], around: Around, justified: Collection[str] = ()
) -> bool:
    """Tell whether a record owes something, and nothing but what may come later.

    Those are answers for which a missing code could stand, and reasons why values stand although a soft check fails;
    ``justified`` are the checks that have one.
    """
    owed, failures = unanswered(form, values, around), failed_checks(study, form, values, around)
    if any(not form.item(key).missing_codes for key in owed) or any(one.is_hard for one in failures):
        return False
    return study.format >= JUSTIFYING_FORMAT and bool(owed or unjustified(failures, justified))


def _told(code: str, failure: Failure) -> EsccError:
    return EsccError(code, check=failure.id, message=failure.message.en, message_zh=failure.message.zh)


def justifications(
    study: Study, form: Form, values: Mapping[str, Value], around: Around, typed: Mapping[str, str]
) -> dict[str, str]:
    """Return the reasons given for soft checks that fail now; one for a check that holds by now is let go.

    Raises Refused VALUES_UNREADABLE for one that is too long to travel in a package.
    """
    said = {id: line(words) for id, words in typed.items() if line(words)}
    if not said:
        return {}
    soft = {one.id for one in failed_checks(study, form, values, around) if not one.is_hard}
    kept = {id: words for id, words in said.items() if id in soft}
    long = [too_long(id, words) for id, words in kept.items() if len(words) > LONGEST_TEXT]
    if long:
        raise Refused("VALUES_UNREADABLE", *long)
    return kept


def too_long(what: str, words: str) -> EsccError:
    """Return that words are longer than a reason may be."""
    return EsccError("VALUE_LONG", item=what, length=len(words), most=LONGEST_TEXT)


def committed(
    site: Site, form: Form, values: Mapping[str, Value], justified: Mapping[str, str], known: RecordReading | None
) -> tuple[dict[str, Any], dict[str, str], list[CommittedText]]:
    """Return the body's values, its justifications and the new texts; unchanged words keep their commitment."""
    before = {**known.texts, **known.justified} if known else {}
    held = {text.commitment: text for text in site.office.cabinet.texts.of(before.values())}
    fresh: list[CommittedText] = []

    def commit(earlier: str, words: str) -> str:
        kept = held.get(earlier)
        text = kept if kept is not None and kept.text == words else site.office.seal_text(words)
        if text is not kept:
            fresh.append(text)
        return text.commitment

    body: dict[str, Any] = {}
    for key, value in values.items():
        if value == GONE and known is not None and key in known.texts:
            body[key] = {"text": known.texts[key]}
        elif isinstance(value, Missing):
            body[key] = {"missing": value.code, "reason": value.reason}
        elif struck_group(form, key) is None and form.item(key).is_free_text:
            body[key] = {"text": commit(known.texts.get(key, "") if known else "", value)}
        else:
            body[key] = value
    reasons = {id: commit(known.justified.get(id, "") if known else "", words) for id, words in justified.items()}
    return body, reasons, fresh


def line(typed: str) -> str:
    """Return words as one line in their one spelling."""
    return normalize("NFC", " ".join("".join(sign if sign.isprintable() else " " for sign in typed).split()))
