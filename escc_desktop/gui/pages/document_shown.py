"""Names what the preview of the documents page shows; it draws nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from escc_desktop.actions.views import DocumentView, Paper


@dataclass(frozen=True, slots=True)
class Shown:
    """What the preview shows: its bytes, and either the paper not kept yet or the document kept."""

    data: bytes = field(repr=False)
    title: str
    paper: Paper | None = None
    kept: DocumentView | None = None


def file_name(shown: Shown) -> str:
    """Return a file name that tells paper and participant number, and never a person's name."""
    about = shown.kept or shown.paper
    assert about is not None
    parts = [about.kind, about.participant, about.visit]
    return "-".join(part.replace("/", "-") for part in parts if part) + ".pdf"
