"""Names every picture that README and handbook show: one per page kind, language and look, and one per paper."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "handbook" / "pictures"
SIZE = (1366, 696)
LANGUAGES = ("zh", "en")
LOOKS = ("light", "dark")

PAGES = (
    "01-unlock",
    "01b-recovery",
    "01c-restore",
    "02-today",
    "03-participants",
    "04-participant",
    "05-form",
    "06-eligibility",
    "07-calendar",
    "08-adverse-event",
    "08b-ctcae-picker",
    "09-packages",
    "10-journal",
    "11-sign",
    "12-documents",
    "13-people",
    "13b-delegation",
    "14b-follow-up",
    "14-adverse-events",
    "15-first-run",
    "16-preview",
    "17-handbook",
    "18-originals",
    "18b-study-edition",
    "19-backup",
    "19b-laboratory",
)
PAPERS = (
    "20-paper-eligibility",
    "21-paper-worksheet",
    "22-paper-record",
    "23-paper-adverse-events",
    "24-paper-handover",
)


def page_picture(page: str, language: str, look: str) -> Path:
    """Return where the picture of a page lies."""
    return FOLDER / f"{page}-{language}-{look}.png"


def paper_picture(paper: str) -> Path:
    """Return where the picture of a paper lies; papers are in both languages at once and know no look."""
    return FOLDER / f"{paper}.png"


def wanted() -> list[Path]:
    """Return every picture that must be there."""
    pages = [page_picture(page, language, look) for page in PAGES for language in LANGUAGES for look in LOOKS]
    return [*pages, *(paper_picture(paper) for paper in PAPERS)]
