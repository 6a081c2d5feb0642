"""Makes papers at the documents page: the blank sheet of one form, and the source data list of the edition."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import DocumentRequest, RegisterScreening
from escc_desktop.actions.unlock import lock
from escc_desktop.gui.pages.new_document import NewDocumentDialog
from tests.building import FULL_CONSENT, Places
from tests.journeys.seat import Seat, at_window

NUMBER = "01-001"


@pytest.fixture
def seat(full_places: Places, qapp: QApplication, qtbot: QtBot) -> Iterator[Seat]:
    """The coordinator at the documents page of a site of the full edition, with one participant."""
    site = full_places.unlock()
    carry_out(site, RegisterScreening("ZHHO", FULL_CONSENT))
    lock(site, "closed")
    with at_window(full_places, qapp, qtbot) as seat:
        seat.sit_down()
        seat.go("documents")
        seat.hand.click("new_document")
        seat.hand.find("new_document_dialog", QWidget)
        seat.rest()
        yield seat


def chosen(seat: Seat, **parts: str) -> DocumentRequest | None:
    """Choose in the dialog, one list after the other, and return what it would print."""
    for part, code in parts.items():
        seat.hand.choose(f"document_{part}", code)
        seat.rest()
    dialog = seat.window.findChild(NewDocumentDialog)
    assert dialog is not None
    return dialog.request()


def preview(seat: Seat) -> None:
    seat.hand.click("document_preview")
    seat.hand.find("preview_save_out", QAbstractButton)
    seat.rest()


def test_one_form_is_printed_blank(seat: Seat) -> None:
    request = chosen(seat, kind="worksheet", participant=NUMBER, subject="form:PT")
    assert request == DocumentRequest("worksheet", NUMBER, form="PT")
    offered = seat.hand.find("document_subject", QComboBox)
    codes = {offered.itemData(place) for place in range(offered.count())}
    study = seat.workplace.study
    assert {f"form:{form}" for form in study.forms} - codes == {f"form:{study.eligibility_form}"}
    preview(seat)


def test_the_source_data_list_needs_nothing_chosen(seat: Seat) -> None:
    assert chosen(seat, kind="source_data", language="en") == DocumentRequest("source_data", language="en")
    preview(seat)
