"""Says what unsaved work is: what stood on a page and was not saved; it keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from escc_desktop.study.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDraft:
    """What stood on a page. ``typed`` holds, exactly as typed, what differs from ``saved``, the values shown as saved.

    ``based_on`` is ``RecordView.last`` as it was on screen, ``edition`` the digest of the edition under which it was
    typed, ``reason`` the reason for change and the words to it, ``at_item`` where the cursor was. ``is_on_screen``
    says that the page was in front: it is shown again at once. ``saved_at`` is set when it is kept.
    """

    name: str
    edition: str
    typed: Mapping[str, Value]
    saved: Mapping[str, Value] = field(default_factory=dict)
    participant: str | None = None
    form: str | None = None
    visit: str | None = None
    record: str | None = None
    based_on: str | None = None
    reason: tuple[str, str] = ("", "")
    at_item: str | None = None
    is_on_screen: bool = True
    saved_at: datetime | None = None
