"""Answers under which edition a record was saved, with what that edition asked and the one in force does not."""

from __future__ import annotations

from dataclasses import dataclass

from escc_desktop.actions.site import EDITION_MEDIA, Site, load_study
from escc_desktop.actions.views import RecordView
from escc_desktop.errors import StudyError
from escc_desktop.study.edition import Form, Label, Study
from escc_desktop.study.shown import shown
from escc_desktop.study.values import Missing, Value


@dataclass(frozen=True, slots=True)
class CapturedView:
    """A record of another edition: its number ("" where it is not kept here), its digest, and each answer that has no
    place in the edition in force, as (question, answer) in the words of the edition under which it was saved.
    """

    edition: str
    digest: str
    beside: tuple[tuple[Label, Label], ...]


def captured_under(site: Site, record: RecordView) -> CapturedView | None:
    """Return under which other edition a record was saved; None of one that the edition in force asked."""
    if record.id is None or not record.edition or record.edition == site.study.digest:
        return None
    study = _edition(site, record.edition)
    now = site.study.forms.get(record.form)
    then = study.forms.get(record.form) if study is not None else None
    beside = tuple(
        _said(study, then, key, value) for key, value in record.values.items() if now is None or not _has(now, key)
    )
    return CapturedView(study.edition if study is not None else "", record.edition, beside)


def _edition(site: Site, digest: str) -> Study | None:
    """Return an edition that is kept in the vault, by its digest."""
    files = site.office.cabinet.files
    for name in files.names(EDITION_MEDIA):
        if name != site.facts.edition_file:
            study = load_study(files.get(name))
            if study.digest == digest:
                return study
    return None


def _has(form: Form, key: str) -> bool:
    try:
        form.item(key)
    except StudyError:
        return any(group.id == key.partition(".")[0] for group in form.groups)
    return True


def _said(study: Study | None, form: Form | None, key: str, value: Value) -> tuple[Label, Label]:
    if study is not None and form is not None and _has(form, key):
        item = form.item(key)
        return item.label, shown(study, item, value)
    words = value.code if isinstance(value, Missing) else value
    return Label(key, key), Label(words, words)
