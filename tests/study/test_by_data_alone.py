"""Adds a form, a visit, checks and a criterion to the edition by editing its files, and meets them everywhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import DocumentRequest, RegisterScreening
from escc_desktop.actions.paper import gather, produce
from escc_desktop.actions.unlock import lock
from escc_desktop.gui.pages.eligibility_page import EligibilityPage
from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.gui.pages.journal_page import JournalPage
from escc_desktop.study.loading import load, read_folder
from tests.building import FULL_CONSENT, VITAL_SIGNS, Places, build, copy, record_of, save
from tests.handbook.recipes import EDITION, RECIPES, follow
from tests.journeys.seat import Seat, at_window, words_in

NUMBER, DAY = "01-001", "2026-03-05"
VITALS = {key: value for key, value in VITAL_SIGNS.items() if key != "HEIGHT"}
SOFT = '\n[[check]]\nid = "NRS2"\nform = "NRS"\nrule = "NRSSCORE < 5"\n'
TOLD = {"en": "A score of 5 or more: tell the dietitian", "zh": "总分 5 分及以上：请通知营养师"}
REASON = "dietitian told by telephone"


@dataclass(frozen=True)
class Added:
    """Words of what was added, as they must be met."""

    form: str = "Nutritional risk screening"
    item: str = "Total score"
    visit: str = "Telephone call after the first dose"
    short_visit: str = "Call"
    hard: str = "NRS 2002 has 7 points at most"
    soft: str = TOLD["en"]
    criterion: str = "Patients who cannot swallow tablets."


ADDED = Added()


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the edition with everything added: by the steps of the handbook, and a soft check beside."""
    folder = Path(shutil.copytree(EDITION, tmp_path_factory.mktemp("forms") / "nct07142421-0.3"))
    follow(RECIPES["resources/handbook/en/data_of_study.md"].blocks, folder)
    with (folder / "checks.toml").open("a", encoding="utf-8") as file:
        file.write(SOFT)
    for language, words in TOLD.items():
        (folder / "wording" / language / "nrs2.toml").write_text(f'[check]\nNRS2 = "{words}"\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def begun(edited: Path, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """A site that began with it, with one participant, the call's vital signs and the new criterion answered."""
    places = build(tmp_path_factory.mktemp("begun"), edited)
    site = places.unlock()
    carry_out(site, RegisterScreening("ZHHO", FULL_CONSENT))
    save(site, NUMBER, "VS", VITALS, visit="CALL", observed_on="2026-03-10")
    save(site, NUMBER, "IE", {"EXCL09": "N"}, is_complete=False)
    lock(site, "closed")
    return places


@pytest.fixture
def seat(begun: Places, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """The coordinator at the window of that site, in English."""
    with at_window(copy(begun, tmp_path / "site"), qapp, qtbot) as seat:
        seat.sit_down()
        yield seat


def paper(places: Places, request: DocumentRequest) -> str:
    """Return the words of a paper as another reader finds them, without spaces."""
    site = places.unlock()
    try:
        data = produce(gather(site, request)).data
    finally:
        site.close()
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


def stands(words: str, text: str) -> bool:
    return "".join(words.split()) in text


def opened(seat: Seat, form: str, visit: str) -> FormPage:
    """Open a form and wait until all of it stands."""
    seat.hand.come_forward()
    seat.router.open_form(NUMBER, form, visit)
    page = seat.hand.page(FormPage)
    seat.hand.until(lambda: page.matter is not None and page.matter.record.form == form)
    seat.rest()
    return page


def type_in(text: str) -> None:
    """Type over what stands where the cursor is, and go on with Enter."""
    field = QApplication.focusWidget()
    assert field is not None
    if isinstance(field, QLineEdit):
        field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def shown(seat: Seat) -> str:
    return "\n".join(words for _, words in words_in(seat.window))


def journal(seat: Seat, line: str) -> str:
    """Go to the journal, choose the line that says ``line``, and return what list and panel say."""
    page = seat.go("journal")
    assert isinstance(page, JournalPage)
    model = page.table.model_of_rows
    said = [
        " ".join(str(model.index(row, column).data() or "") for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]
    found = next(row for row, words in enumerate(said) if line in words)
    page.table.view.setCurrentIndex(model.index(found, 0))
    seat.rest()
    seat.hand.until(lambda: line in seat.hand.text_of("entry_panel"))
    return shown(seat)


def test_the_edition_holds_what_was_added_and_nothing_else(edited: Path) -> None:
    before, after = load(read_folder(EDITION)), load(read_folder(edited))
    assert set(after.forms) - set(before.forms) == {"NRS"}
    assert {one.id for one in after.visits} - {one.id for one in before.visits} == {"CALL"}
    assert {one.id for one in after.checks} - {one.id for one in before.checks} == {"NRS1", "NRS2"}
    assert {one.id for one in after.criteria} - {one.id for one in before.criteria} == {"EXCL09"}


def test_the_form_and_its_checks_are_on_the_page_the_papers_and_in_the_journal(seat: Seat) -> None:
    page = opened(seat, "NRS", "SAFETY")
    assert all(words in shown(seat) for words in (ADDED.form, ADDED.item))
    for item, typed in (("NRSDAT", DAY), ("NRSSCORE", "8")):
        page.go_to_item(item)
        type_in(typed)
    seat.hand.until(lambda: ADDED.hard in shown(seat))
    page.go_to_item("NRSSCORE")
    type_in("6")
    seat.hand.until(lambda: ADDED.hard not in shown(seat) and ADDED.soft in shown(seat))
    page.go_to_item("why:NRS2")
    type_in(REASON)
    seat.hand.shortcut(Qt.Key.Key_S)
    seat.hand.until(lambda: not page.has_unsaved)
    seat.rest()
    told = journal(seat, ADDED.form)
    assert all(words in told for words in (ADDED.form, ADDED.item, ADDED.soft, REASON))
    seat.desktop.lock()
    seat.hand.until(lambda: not seat.desktop.store.is_busy)
    record = DocumentRequest("record", NUMBER, f"{NUMBER}/SAFETY/NRS", "SAFETY", language="en")
    source = paper(seat.places, record)
    assert all(stands(words, source) for words in (ADDED.form, ADDED.item, ADDED.soft, REASON))


def test_the_form_is_on_the_blank_worksheet_of_its_visit(begun: Places) -> None:
    blank = paper(begun, DocumentRequest("worksheet", NUMBER, visit="SAFETY", language="en"))
    assert all(stands(words, blank) for words in (ADDED.form, ADDED.item))


def test_the_visit_is_on_the_page_the_papers_and_in_the_journal(seat: Seat, begun: Places) -> None:
    opened(seat, "VS", "CALL")
    assert ADDED.visit in shown(seat)
    told = journal(seat, "Vital signs")
    assert ADDED.short_visit in told
    blank = paper(begun, DocumentRequest("worksheet", NUMBER, visit="CALL", language="en"))
    source = paper(begun, DocumentRequest("record", NUMBER, f"{NUMBER}/CALL/VS", "CALL", language="en"))
    assert stands(ADDED.visit, blank)
    assert stands(ADDED.visit, source)


def test_the_criterion_is_on_the_page_the_papers_and_in_the_journal(seat: Seat, begun: Places) -> None:
    seat.router.open_eligibility(NUMBER)
    seat.hand.page(EligibilityPage)
    seat.rest()
    assert "Cannot swallow tablets" in shown(seat)
    told = journal(seat, "Eligibility")
    assert ADDED.criterion in told
    site = begun.unlock()
    assert record_of(site, f"{NUMBER}/IE").values["EXCL09"] == "N"
    site.close()
    blank = paper(begun, DocumentRequest("worksheet", NUMBER, form="IE", language="en"))
    source = paper(begun, DocumentRequest("eligibility", NUMBER, f"{NUMBER}/IE", language="en"))
    assert stands(ADDED.criterion, blank)
    assert stands(ADDED.criterion, source)
