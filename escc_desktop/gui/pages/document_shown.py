"""Names what the preview of the documents page shows; it draws nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from escc_desktop.actions.views import DocumentView, Paper
from escc_desktop.gui.pages.vocabulary import form_label, visit_label
from escc_desktop.gui.runs import Cell, Mark, Text
from escc_desktop.study.edition import Study
from escc_desktop.words import Language


@dataclass(frozen=True, slots=True)
class Shown:
    """What the preview shows: its bytes, and either the paper not kept yet or the document kept."""

    data: bytes = field(repr=False)
    title: str
    paper: Paper | None = None
    kept: DocumentView | None = None


def record_words(study: Study, document: DocumentView, language: Language) -> str:
    """Return what a document is about: the form of its record, where its kind does not say it, and the visit."""
    parts = (document.record or "").split("/")
    visit = document.visit or next((one.id for one in study.visits if one.id in parts), "")
    form = next((id for id in study.forms if id in parts), "") if document.kind == "record" else ""
    number = parts[-1] if form and parts[-1].isdigit() else ""
    words = (
        form_label(study, form, language) if form else "",
        number,
        visit and visit_label(study, visit, language, is_short=True),
    )
    return " ".join(word for word in words if word)


def file_name(shown: Shown) -> str:
    """Return a file name that tells the paper, its visit and the begin of its SHA-256, and nothing of a participant.

    Names of files outlive the file in the system's lists of what was opened last.
    """
    about = shown.kept or shown.paper
    assert about is not None
    parts = [about.kind, about.visit, sha256(shown.data).hexdigest()[:8]]
    return "-".join(part.replace("/", "-") for part in parts if part) + ".pdf"


def state_cell(document: DocumentView) -> Cell:
    """Return how the signature of a paper stands: in the program, by hand, void, or that there is none."""
    last = next(iter(document.ink[::-1]), None)
    if document.is_void or (last is not None and last.is_void):
        return Mark("void")
    if last is not None:
        return Mark("ink")
    return Mark("signed") if document.is_signed else Text("–", "ink3")
