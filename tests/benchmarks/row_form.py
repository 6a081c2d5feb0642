"""Measures a form page: its sixty editors over the same bare, the longest gap while it opens and saves, and crowds.

The work is counted in processor time of the thread that does it, since a form is drawn by the window's thread alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import thread_time

from PySide6.QtWidgets import QApplication, QMainWindow

from escc_desktop.gui.application import Application
from escc_desktop.gui.pages.form_body import FormBody
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.range_filling import RangeFilling
from escc_desktop.gui.pages.record_matter import matter_of
from escc_desktop.launch import clock
from escc_desktop.places import shipped
from escc_desktop.study import loading
from escc_desktop.study.edition import Form, Item, Study
from tests.benchmarks.appending import lengthen
from tests.benchmarks.floors.editors import build_bare
from tests.benchmarks.making import Walked
from tests.benchmarks.measuring import Row

ITEMS = 60
FEW, MANY = 35, 10_000


def row(walked: Walked) -> Row:
    """Return the row of the sixty editors: labels, units, codes, checks and all, each value bound to the draft."""
    qt = QApplication.instance() or QApplication(["escc-desktop"])
    assert isinstance(qt, QApplication)
    Application(qt, walked.folder / "reports", clock).dress("zh", "light")
    study = loading.load(loading.read_folder(Path(shipped("forms")) / "nct07142421-0.2"))
    form = long_form(study)
    study = replace(study, forms={**study.forms, form.id: form})
    window = QMainWindow()
    window.resize(1130, 600)
    window.show()

    def ours() -> float:
        return _spent(lambda: build_ours(qt, window, study, form))

    def floor() -> float:
        return _spent(lambda: build_bare(window, study, form.items))

    says = "rows of a form page, judged and drawn / a bare Qt editor and a label for each item, drawn; processor time"
    return Row("a form page of 60 items", 1.5, ours, floor, 21, says)


def long_form(study: Study) -> Form:
    """Return a form of sixty items of every type that a person answers, taken from forms of the edition."""
    items: dict[str, Item] = {}
    groups = []
    for group in (one for id in ("DH", "VS", "MH", "DM", "IC") for one in study.form(id).groups if not one.is_repeat):
        fresh = [item for item in group.items if item.id not in items and item.is_typed][: ITEMS - len(items)]
        items.update({item.id: item for item in fresh})
        plain = tuple(replace(item, shown_when=None) for item in fresh)
        if plain:
            groups.append(replace(group, items=plain))
    assert len(items) == ITEMS
    return replace(study.form("DH"), id="LONG", groups=tuple(groups))


def build_ours(qt: QApplication, window: QMainWindow, study: Study, form: Form) -> None:
    """Stand the rows of ``form`` in ``window`` until all are there and drawn."""
    draft = FormDraft(study, form, window)
    draft.load({})
    body = FormBody(draft, RangeFilling(draft, None), may_judge=True)
    body.build("zh", lambda: datetime(2026, 3, 5, 9, 0))
    window.setCentralWidget(body)
    body.show()
    while body.is_building:
        qt.processEvents()
    window.grab()


def crowd(walked: Walked) -> Row:
    """Return the row of what a form asks of the store at 10,000 participants over the same at 35."""
    ask = {count: _asker(walked, count) for count in (FEW, MANY)}
    says = "all that a form page asks of a vault of 10,000 participants / of one of 35"
    return Row("a form opened among 10,000", 1.2, ask[MANY], ask[FEW], 41, says)


def _asker(walked: Walked, participants: int) -> Callable[[], float]:
    site = walked.open(walked.copy(f"crowd-{participants}"))
    lengthen(site, site.office.journal.count() + participants * 2, each=2)
    number = site.office.readings.participants(limit=1)[0].number
    visit = next(one.id for one in site.study.visits if "VS" in one.forms)
    return lambda: _spent(lambda: matter_of(site, (number, "VS", visit, None)))


def _spent(work: Callable[[], object]) -> float:
    began = thread_time()
    work()
    return thread_time() - began
