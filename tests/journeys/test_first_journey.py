"""Walks the ten points of the first journey in the real window, with the demonstration's story, and reads what came."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop import launch
from escc_desktop.actions.commands import DocumentRequest
from escc_desktop.actions.demonstration import Story, story
from escc_desktop.actions.desk import at_desk
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.reply import reply
from escc_desktop.actions.unlock import look_into
from escc_desktop.gui.application import Application
from escc_desktop.gui.desktop import Desktop
from escc_desktop.gui.pages.adverse_event_page import AdverseEventPage
from escc_desktop.gui.pages.calendar_page import CalendarPage
from escc_desktop.gui.pages.documents_page import DocumentsPage
from escc_desktop.gui.pages.eligibility_page import EligibilityPage
from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.gui.pages.packages_page import PackagesPage
from escc_desktop.gui.pages.participants_page import ParticipantsPage
from escc_desktop.gui.preferences import Preferences
from escc_desktop.gui.window import MainWindow
from escc_desktop.terminal.demo import Demonstration
from tests.journeys.delegating import delegate, settle
from tests.journeys.hand import Hand, pdf_text
from tests.journeys.places import Places, found

WORDS = {
    "administrator": "slow green kettle hums",
    "coordinator": "paper boats on the river",
    "investigator": "seven umbrellas in autumn",
}


def clock() -> datetime:
    """Return the machine's clock: the window runs on it as it does for a person."""
    return datetime.now().astimezone()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return found(tmp_path, clock, secrets.token_bytes)


@pytest.fixture
def desktop(places: Places, qapp: QApplication, qtbot: QtBot) -> Iterator[Desktop]:
    application = Application(qapp, places.folder / "reports", clock)
    application.dress("zh", "light")
    window = MainWindow(Preferences(places.folder / "preferences.ini"))
    qtbot.addWidget(window)
    application.tell_in(window, window.show_dialog)
    made = Desktop(application, window, places.vault, places.kit, clock, secrets.token_bytes)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    made.stop()


@pytest.fixture
def hand(desktop: Desktop, qtbot: QtBot) -> Hand:
    return Hand(qtbot, desktop.window)


@pytest.fixture
def told() -> Story:
    return story(date.today())


def begin(hand: Hand, desktop: Desktop, places: Places, told: Story) -> None:
    """2: the window opens on the kit, makes the vault and the first administrator, who adds two people."""
    people = told.told["people"]
    hand.write("kit_passphrase", places.kit_words)
    hand.click("kit_open")
    hand.write("administrator_name", people["administrator"]["name"])
    hand.write("administrator_passphrase", WORDS["administrator"])
    hand.write("administrator_repeated", WORDS["administrator"])
    hand.click("first_run_make")
    hand.find("people_page", QWidget)
    for who in ("coordinator", "investigator"):
        hand.write("person_name", people[who]["name"])
        hand.choose("person_role", people[who]["role"])
        hand.write("person_passphrase", WORDS[who])
        hand.write("person_repeated", WORDS[who])
        hand.click("person_add")
        hand.until(lambda: hand.find("person_name", QWidget).property("text") == "")
    delegate(hand, desktop, told, WORDS["investigator"])


def sign_in(hand: Hand, desktop: Desktop, told: Story, who: str) -> None:
    """Lock, then unlock as somebody else."""
    hand.shortcut(Qt.Key.Key_L)
    hand.find("unlock_page", QWidget)
    person = {"administrator": "P01", "coordinator": "P02", "investigator": "P03"}[who]
    hand.until(lambda: len(desktop.unlock_page.people) == 3)
    hand.choose("unlock_person", person)
    hand.write("unlock_passphrase", WORDS[who])
    hand.click("unlock")
    hand.find("today_page", QWidget)


def screen(hand: Hand, told: Story) -> str:
    """3: the consent gives the number, the sixteen criteria are answered by keyboard."""
    hand.click("register_screening")
    hand.find("register_screening_dialog", QWidget)
    for item, value in told.part("participant", "consent").items():
        hand.answer(item, value)
    hand.write("register_initials", told.part("participant")["initials"])
    hand.click("register_save")
    number = str(hand.find("register_number", QWidget).property("text"))
    hand.click("register_save")
    hand.find("eligibility_page", QWidget)
    answer_criteria(hand, told)
    hand.click("save")
    return number


def answer_criteria(hand: Hand, told: Story) -> None:
    answers = told.part("participant", "eligibility")
    keys = {"Y": Qt.Key.Key_Y, "N": Qt.Key.Key_N, "NA": Qt.Key.Key_A}
    for criterion, value in answers.items():
        if value not in keys or "_" in criterion:
            continue
        boxes = hand.find(f"criterion_{criterion}", QWidget)
        boxes.setFocus(Qt.FocusReason.TabFocusReason)
        hand.tap(boxes, keys[value])
        for dated in (one for one in answers if one.startswith(f"{criterion}_") and one.endswith("DAT")):
            hand.write(f"item_{dated}", answers[dated])
        note = answers.get(f"{criterion}_NOTE")
        if note:
            hand.write(f"note_{criterion}", note)
        hand.click("next")


def sign(hand: Hand, record: str, meaning: str) -> None:
    """4: the investigator reads the record, signs it on the coordinator's session, and the session goes on."""
    hand.click("ask_to_sign")
    hand.find("sign_dialog", QWidget)
    hand.until(lambda: hand.is_on(f"sign_tick_{record}"))
    hand.choose("sign_meaning", meaning)
    hand.write("sign_passphrase", WORDS["investigator"])
    hand.click("sign_confirm")
    hand.until(lambda: hand.seen("sign_dialog") is None)


def change_note(hand: Hand, told: Story) -> None:
    """4: a signed value is changed with a reason; the signature shows as void."""
    correction = told.part("participant", "eligibility_change")
    criterion = correction["item"].removesuffix("_NOTE")
    hand.page(EligibilityPage).go_to(criterion)
    hand.write(f"note_{criterion}", correction["value"])
    hand.choose("change_reason", correction["reason"])
    hand.click("save_changes")
    hand.find("void_banner", QWidget)


def enrol_and_book(hand: Hand, told: Story, number: str) -> None:
    """5: enrolled, first dose recorded, a visit booked on its target and moved out of its window with a reason."""
    hand.click("enrol")
    hand.until(lambda: hand.seen("enrol") is None)
    open_participant(hand, number)
    hand.click("participant_first_dose")
    hand.find("first_dose_dialog", QWidget)
    for drug, offset in told.part("participant", "first_dose").items():
        hand.write(f"first_dose_{drug}", told.day(offset).isoformat())
    hand.click("first_dose_save")
    hand.until(lambda: hand.seen("first_dose_dialog") is None)
    booking = told.part("participant", "booking")
    page = open_calendar(hand)
    booked = told.day(booking["on"])
    page.show_for(number, booked)
    hand.click(f"choose_{number}_{booking['visit']}")
    hand.write("visit_time", booking["at"])
    hand.click("save_visit")
    hand.until(lambda: (taken := page.grid.taken()) is not None and taken.booked_on == booked)
    page.grid.setFocus()
    moved = told.day(booking["moved_on"])
    for _ in range(booking["moved_on"] - booking["on"]):
        hand.tap(page.grid, Qt.Key.Key_Right)
    hand.until(lambda: moved.isoformat() in hand.text_of("calendar_panel"))
    hand.choose("move_reason", "OTHER")
    hand.write("move_reason_words", booking["reason"])
    hand.click("move_anyway")
    hand.until(lambda: (taken := page.grid.taken()) is not None and taken.booked_on == moved)


def open_participant(hand: Hand, number: str) -> None:
    hand.shortcut(Qt.Key.Key_2)
    hand.find("participants_page", QWidget)
    page = hand.page(ParticipantsPage)
    hand.until(lambda: page.table.model_of_rows.rowCount() > 0)
    page.table.choose(number)
    page.table.view.setFocus()
    hand.tap(page.table.view, Qt.Key.Key_Return)
    hand.find("participant_page", QWidget)


def open_calendar(hand: Hand) -> CalendarPage:
    hand.shortcut(Qt.Key.Key_3)
    hand.find("calendar_page", QWidget)
    return hand.page(CalendarPage)


def hold_visit(hand: Hand, told: Story, number: str) -> None:
    """6: the visit's form is filled by keyboard, saved, a value changed with a reason, its history shown by one key."""
    visit = told.part("participant", "visit")
    page = open_calendar(hand)
    page.show_for(number, told.day(visit["held"]))
    hand.click(f"choose_{number}_{visit['id']}")
    hand.click(f"fill_{visit['form']}")
    hand.find("form_page", QWidget)
    hand.write("observed_on", told.day(visit["held"]).isoformat())
    for item, value in told.part("participant", "visit", "values").items():
        hand.answer(item, value)
    hand.click("save")
    hand.until(lambda: "136" not in hand.text_of("history_panel"))
    correction = told.part("participant", "visit", "change")
    form = hand.page(FormPage)
    hand.until(lambda: form.matter is not None and form.matter.record.is_complete)
    hand.answer(correction["item"], correction["value"])
    hand.choose("change_reason", correction["reason"])
    hand.click("save_changes")
    hand.until(lambda: hand.seen("save_changes") is None)
    hand.press(f"item_{correction['item']}", Qt.Key.Key_F6)
    hand.until(lambda: "132" in hand.text_of("history_panel") and "136" in hand.text_of("history_panel"))


def report_event(hand: Hand, told: Story, number: str) -> None:
    """7: a serious adverse event; its clock stands on Today."""
    open_participant(hand, number)
    hand.click("participant_new_event")
    hand.find("adverse_event_page", QWidget)
    values = told.part("participant", "adverse_event")
    for item, value in values.items():
        hand.answer_event(item, value)
    hand.click("save")
    page = hand.page(AdverseEventPage)
    hand.until(lambda: page.matter is not None and page.matter.record.id is not None and not page.has_unsaved)
    hand.shortcut(Qt.Key.Key_1)
    hand.find(f"serious_{number}/AE/1", QWidget)


def print_papers(hand: Hand, told: Story, number: str, places: Places) -> list[Path]:
    """8: signed checklist, blank worksheet, filled record and event log are previewed from memory and saved out."""
    folder = places.folder / "papers"
    folder.mkdir()
    hand.shortcut(Qt.Key.Key_5)
    page = hand.page(DocumentsPage)
    visit = told.part("participant", "visit")
    record = f"{number}/{visit['id']}/{visit['form']}"
    hand.until(lambda: len(page.documents()) == 2)
    signed = page.documents()[0]
    assert signed.is_signed
    assert not signed.is_void
    assert page.documents()[1].is_void
    page.open_document(signed.sha256)
    made = [save_out(hand, page, folder / "eligibility.pdf")]
    booked = told.part("participant", "booking")["visit"]
    for name, request in (
        ("worksheet", DocumentRequest("worksheet", number, visit=booked)),
        ("record", DocumentRequest("record", number, record=record)),
        ("events", DocumentRequest("adverse_events", number)),
    ):
        page.show_preview(request)
        made.append(save_out(hand, page, folder / f"{name}.pdf"))
    return made


def save_out(hand: Hand, page: DocumentsPage, path: Path) -> Path:
    hand.until(lambda: page.shown() is not None)
    hand.click("preview_save_out")
    hand.choose_file("save_out_dialog", path)
    hand.until(lambda: path.exists() and (shown := page.shown()) is not None and shown.kept is not None)
    hand.click("preview_back")
    hand.until(lambda: page.shown() is None)
    return path


def exchange(hand: Hand, places: Places) -> Path:
    """9: exported as to a stick; the desk refuses a changed byte, takes the package, answers; the entries confirm."""
    hand.shortcut(Qt.Key.Key_6)
    hand.click("package_export")
    hand.choose_file("file_dialog", places.stick)
    hand.find("package_safe", QWidget)
    (package,) = places.stick.glob("*.escc")
    refuse_changed(places, package)
    with at_desk(places.central, None, places.desk_words, clock, secrets.token_bytes) as desk:
        (result,) = receive_packages(desk, [package])
        assert result.code == "RECEIVED", result
        receipt = reply(desk, "01", places.stick)
    hand.click("package_import")
    hand.choose_file("file_dialog", receipt)
    hand.find("package_notice", QWidget)
    page = hand.page(PackagesPage)
    hand.until(lambda: (view := page.view) is not None and view.confirmed_entries == result.entries)
    return package


def back_up(hand: Hand, desktop: Desktop, places: Places) -> Path:
    """Then a place for backups is chosen, which stands for a stick, and the first backup is made by itself."""
    desktop.window.action("data_safety").trigger()
    hand.click("backup_empty_act")
    hand.choose_file("file_dialog", places.stick)
    hand.click("place_off_machine")
    hand.click("place_use")
    hand.find("backup_ladder", QWidget)
    (backup,) = places.stick.glob("*.esccb")
    return backup


def refuse_changed(places: Places, package: Path) -> None:
    changed = places.folder / package.name
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    changed.write_bytes(data)
    store = Path(places.central) / "vault.db"
    before = store.read_bytes()
    with at_desk(places.central, None, places.desk_words, clock, secrets.token_bytes) as desk:
        (result,) = receive_packages(desk, [changed])
    assert not result.is_received
    assert result.message("zh") != result.code
    assert store.read_bytes() == before


def verify(places: Places, made: list[Path], sent: tuple[Path, ...], told: Story) -> None:
    """10: vault, package, backup and document are believed against the study root, by what an inspector types."""
    root = places.folder / "root.pem"
    root.write_text(places.root, encoding="ascii")
    words = places.folder / "words.txt"
    words.write_text(WORDS["coordinator"], encoding="utf-8")
    person = told.told["people"]["coordinator"]["name"]
    opened = ["--vault", str(places.vault), "--person", person, "--passphrase-file", str(words)]
    for path in (places.vault, *sent, made[0]):
        arguments = ["verify", str(path), "--root", str(root), "--person", person, "--passphrase-file", str(words)]
        assert launch.desktop([*arguments, *(opened if path != places.vault else [])]) == 0, path


def read_papers(made: list[Path], number: str, told: Story) -> None:
    """What stands on paper is what was entered, and each page says whose it is and how many there are."""
    eligibility, worksheet, record, events = (pdf_text(path) for path in made)
    for text in (eligibility, worksheet, record, events):
        assert "NCT07142421" in text
        assert "Page 1 of" in text
    changed = told.part("participant", "eligibility_change")["value"]
    assert "".join(changed.split()) in "".join(eligibility.split())
    assert told.part("people", "investigator")["name"] in eligibility
    assert "136" in record
    assert "132" in record
    assert "Febrile neutropenia" in events
    shown = subprocess.run(["pdfsig", str(made[0])], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in shown
    assert "Total document signed" in shown


def kinds(places: Places, person: str, words: str) -> list[str]:
    """Return the kinds of the device's own entries in their order."""
    with look_into(places.vault, person, words, clock, secrets.token_bytes) as site:
        return [one.entry.kind for one in site.office.journal.entries(site.office.chain)]


def test_the_first_journey(desktop: Desktop, hand: Hand, places: Places, told: Story, tmp_path: Path) -> None:
    begin(hand, desktop, places, told)
    sign_in(hand, desktop, told, "coordinator")
    number = screen(hand, told)
    settle(hand, desktop, told, number, WORDS["investigator"])
    record = f"{number}/IE"
    meaning = told.part("signing")["meaning"]
    sign(hand, record, meaning)
    change_note(hand, told)
    sign(hand, record, meaning)
    enrol_and_book(hand, told, number)
    hold_visit(hand, told, number)
    report_event(hand, told, number)
    made = print_papers(hand, told, number, places)
    package = exchange(hand, places)
    backup = back_up(hand, desktop, places)
    desktop.stop()
    verify(places, made, (package, backup), told)
    read_papers(made, number, told)
    headless = Demonstration(tmp_path / "headless", clock, secrets.token_bytes)
    headless.walk(participants=1)
    coordinator = told.told["people"]["coordinator"]["name"]
    walked = replace(places, folder=headless.folder)
    assert kinds(places, coordinator, WORDS["coordinator"]) == kinds(
        walked, coordinator, headless.passphrases["coordinator"]
    )
