"""Walks the delegation log in the real window: end, refuse and say who could, keep and list the fact, delegate anew."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QWidget

from escc_desktop.gui.pages.delegation_dialog import GrantDialog
from escc_desktop.gui.pages.delegation_page import DelegationPage
from escc_desktop.gui.pages.documents_page import DocumentsPage
from escc_desktop.gui.widgets.table import Table
from tests.building import COORDINATOR, INVESTIGATOR, WORDS
from tests.journeys.furnishing import ENROLLED, VISIT
from tests.journeys.hand import pdf_text
from tests.journeys.seat import Seat
from tests.journeys.test_first_journey import save_out


def lines(table: QWidget) -> list[str]:
    """Return the words of each line of a table."""
    assert isinstance(table, Table)
    model = table.model_of_rows
    return [
        " ".join(str(model.data(model.index(row, column)) or "") for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def printed(seat: Seat, button: str, path: Path) -> str:
    """Press a page's print button, save the paper out, and return its words without spaces."""
    seat.hand.click(button)
    page = seat.hand.page(DocumentsPage)
    save_out(seat.hand, page, path)
    return "".join(pdf_text(path).split())


def test_the_log_and_the_list_print_from_their_pages(seat: Seat, tmp_path: Path) -> None:
    seat.go("delegation")
    log = printed(seat, "delegation_print", tmp_path / "log.pdf")
    for words in (
        COORDINATOR,
        INVESTIGATOR,
        "研究者授权分工表",
        "Delegationlog",
        "数据录入与质疑答复",
        "Enterdata,answerqueries",
    ):
        assert words in log, words
    seat.go("follow_up")
    assert "Nofindingshavebeenraised" in printed(seat, "follow_up_print", tmp_path / "list.pdf")


def test_ended_refused_listed_and_delegated_anew(seat: Seat) -> None:
    hand, shown = seat.hand, seat.go("delegation")
    assert isinstance(shown, DelegationPage)
    page: DelegationPage = shown
    (line,) = lines(page.table)
    assert all(words in line for words in (COORDINATOR, "2026-03-05", INVESTIGATOR, "holds"))

    page.end(page._matter.rows[0].delegation.entry if page._matter else "")
    hand.find("end_delegation_dialog", QWidget)
    hand.write("end_delegation_reason", "轮转")
    hand.write("end_delegation_passphrase", "not these words")
    hand.click("end_delegation_confirm")
    hand.until(lambda: bool(hand.find("end_delegation_problem", QWidget).property("text")))
    hand.write("end_delegation_passphrase", WORDS[INVESTIGATOR])
    hand.click("end_delegation_confirm")
    hand.until(lambda: "ended" in lines(page.table)[0])

    seat.let_pass(days=1)
    seat.router.open_form(ENROLLED, "VS", VISIT)
    seat.rest()
    hand.answer("PULSE", "80")
    hand.choose("change_reason", "TRANSCRIPTION")
    hand.click("save_changes")
    seat.rest()
    told = hand.find("recorded_undelegated", QWidget)
    hand.until(lambda: COORDINATOR in told.accessibleName() and "2026-03-06" in told.accessibleName())
    seat.go("delegation")
    hand.until(lambda: any("2026-03-06" in line and COORDINATOR in line for line in lines(page.flagged)))

    hand.click("delegate")
    dialog = hand.find("delegate_dialog", QWidget)
    assert isinstance(dialog, GrantDialog)
    assert not dialog.tasks["data"].isEnabled()
    hand.choose("delegate_person", "P02")
    assert not dialog.tasks["sign"].isEnabled()  # an investigator's
    for task in ("data", "enrol"):
        tick = hand.find(f"delegate_task_{task}", QAbstractButton)
        tick.click()
    hand.write("delegate_place", "研究者文件夹 5-1")
    hand.write("delegate_passphrase", WORDS[INVESTIGATOR])
    hand.click("delegate_confirm")
    hand.until(lambda: len(lines(page.table)) == 2)
    assert "研究者文件夹 5-1" in lines(page.table)[1]
    assert "holds" in lines(page.table)[1]
