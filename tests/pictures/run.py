"""Takes the pictures of README and handbook from the real window, and of the papers; dev.py pictures calls it.

``--only 02 --only 07`` takes those alone. Offscreen always, so that each machine draws with the bundled fonts.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QSize, Qt  # noqa: E402
from PySide6.QtGui import QImage, QPainter  # noqa: E402
from PySide6.QtPdf import QPdfDocument  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget  # noqa: E402

from escc_desktop.actions.commands import DocumentRequest  # noqa: E402
from escc_desktop.actions.views import Paper  # noqa: E402
from escc_desktop.gui.desktop import Desktop  # noqa: E402
from escc_desktop.gui.language import tongue  # noqa: E402
from escc_desktop.gui.pages.calendar_grid import MonthGrid  # noqa: E402
from escc_desktop.gui.pages.sign_dialog import SignDialog  # noqa: E402
from escc_desktop.gui.theme import theme  # noqa: E402
from escc_desktop.gui.widgets.dialog import DialogFrame  # noqa: E402
from tests.pictures.kinds import FOLDER, PAPERS, page_picture, paper_picture, wanted  # noqa: E402
from tests.pictures.scene import BEGAN, Scene, router_of, workplace_of  # noqa: E402
from tests.pictures.small_png import write_png  # noqa: E402

FIRST = "01-001"
BOOKED_IN = 10  # days: story.toml, participant.booking
PAPER_WIDTH = 827  # px: A4 at 100 dpi


class Camera:
    """Goes from page to page and keeps what the window shows, once in each language and each look."""

    def __init__(self, scene: Scene, only: tuple[str, ...]) -> None:
        self.scene, self.only = scene, only
        self._language, self._look = "zh", "light"

    def wants(self, name: str) -> bool:
        """Tell whether this picture was asked for."""
        return not self.only or any(name.startswith(one) for one in self.only)

    def rounds(self) -> Iterator[None]:
        """Switch the window, as its menu does, to each language in each look."""
        for look, language in (("light", "zh"), ("light", "en"), ("dark", "en"), ("dark", "zh")):
            theme().set_mode("dark" if look == "dark" else "light")
            tongue().speak("en" if language == "en" else "zh")
            self._language, self._look = language, look
            yield

    def shoot(self, desktop: Desktop, name: str, *steps: Callable[[], object]) -> None:
        """Take the steps, letting the window come to rest after each, and keep what it shows."""
        if not self.wants(name):
            return
        for step in steps:
            step()
            self.scene.settle(desktop)
        self.scene.settle(desktop)
        keep(desktop.window.grab().toImage(), page_picture(name, self._language, self._look))

    def covers(self) -> None:
        """The unlock page and the first run."""
        kit, words = self.scene.demonstration.kit, self.scene.passphrase("kit")[1]
        locked = self.scene.desktop(Path(self.scene.told["vault"]))
        fresh = self.scene.desktop(self.scene.demonstration.folder / "another", kit)
        fresh.first_run_page.kit_asked.emit(kit, words)
        for _ in self.rounds():
            self.shoot(locked, "01-unlock")
            self.shoot(fresh, "15-first-run")
        for desktop in (locked, fresh):
            self.scene.close(desktop)

    def ways_back(self) -> None:
        """A forgotten passphrase, and a restore with the demonstration's backup proposed; neither is gone through."""
        vault = Path(self.scene.told["vault"])
        forgetful, restoring = self.scene.desktop(vault), self.scene.desktop(vault)
        forgetful.unlock_page.forgotten_asked.emit(forgetful.unlock_page.people[1].id)
        restoring.window.preferences.remember_backups(Path(self.scene.told["backups"][0]["path"]).parent)
        restoring.show_restore()
        for _ in self.rounds():
            self.shoot(forgetful, "01b-recovery")
            self.shoot(restoring, "01c-restore")
        for desktop in (forgetful, restoring):
            self.scene.close(desktop)

    def unlock(self, role: str) -> Desktop:
        """Open the site as one of its people."""
        desktop = self.scene.desktop(Path(self.scene.told["vault"]))
        desktop.unlock_page.unlock_asked.emit(*self.scene.passphrase(role))
        self.scene.until(lambda: desktop.router is not None)
        self.scene.settle(desktop)
        return desktop

    def pages(self, desktop: Desktop) -> None:
        """Every page of an open site, and what lies over pages."""
        router, window = router_of(desktop), desktop.window
        worksheet = DocumentRequest("worksheet", participant=FIRST, visit="FTDTPI-C2D1")
        for _ in self.rounds():
            self._rail(desktop)
            self.shoot(desktop, "07-calendar", lambda: window.go_to("calendar"), lambda: move_booking(window))
            put_back(window)
            self.shoot(desktop, "12-documents", router.open_documents)
            self.shoot(desktop, "04-participant", lambda: router.open_participant(FIRST))
            self.shoot(
                desktop,
                "05-form",
                lambda: router.open_form(FIRST, "CBC", "FTDTPI-C1D8"),
                lambda: focus(window, "item_WBC"),
            )
            self.shoot(
                desktop,
                "06-eligibility",
                lambda: router.open_eligibility(FIRST),
                lambda: router.eligibility.go_to("INCL02"),
            )
            self.shoot(desktop, "08-adverse-event", lambda: router.open_adverse_event(FIRST, f"{FIRST}/AE/1"))
            if self.wants("08b-ctcae-picker"):
                router.open_adverse_event(FIRST)
                self.scene.settle(desktop)
                self.shoot(desktop, "08b-ctcae-picker", lambda: search(window))
                search(window, "")
            self.shoot(
                desktop, "19-backup", lambda: router.open_menu_page("data_safety"), lambda: choose_row(window, 0)
            )
            self.shoot(desktop, "16-preview", lambda: router.preview(worksheet))
            router.to_rail("today")
            self.shoot(desktop, "11-sign", router.sign_as, lambda: read_one(window), lambda: read_one(window))
            close_dialogs(window)
            self.shoot(desktop, "17-handbook", lambda: router.handbook("eligibility"))
            close_dialogs(window)

    def _rail(self, desktop: Desktop) -> None:
        """The seven pages of the rail, with a row chosen where the panel tells of it."""
        window = desktop.window
        for name, page, row in (
            ("02-today", "today", -1),
            ("03-participants", "participants", -1),
            ("14-adverse-events", "adverse_events", -1),
            ("09-packages", "packages", 1),
            ("10-journal", "journal", 8),
        ):
            steps: list[Callable[[], object]] = [partial(window.go_to, page)]
            if row >= 0:
                steps.append(partial(choose_row, window, row))
            self.shoot(desktop, name, *steps)

    def people(self, desktop: Desktop) -> None:
        """The pages on which only a site administrator may do something."""
        for _ in self.rounds():
            self.shoot(desktop, "13-people", lambda: router_of(desktop).open_menu_page("people"))
            self.shoot(desktop, "13b-delegation", lambda: router_of(desktop).open_menu_page("delegation"))
            self.shoot(desktop, "14b-follow-up", lambda: router_of(desktop).open_menu_page("follow_up"))
            self.shoot(desktop, "18-originals", lambda: router_of(desktop).open_menu_page("originals"))
            self.shoot(desktop, "18b-study-edition", lambda: router_of(desktop).open_menu_page("study_edition"))
            self.shoot(desktop, "19b-laboratory", lambda: router_of(desktop).open_menu_page("laboratory"))

    def papers(self, desktop: Desktop) -> None:
        """Each kind of paper: those that the demonstration saved out, and a handover slip."""
        kept = {paper["kind"]: Path(paper["path"]).read_bytes() for paper in self.scene.told["documents"]}
        request = DocumentRequest("handover", package=Path(self.scene.told["packages"][0]["path"]).name)
        drawn: list[Paper] = []
        workplace_of(desktop).preview(request, drawn.append, self.scene.note_problem, desktop)
        self.scene.until(lambda: bool(drawn))
        kept["handover"] = drawn[0].data
        room = self.scene.demonstration.folder / "paper.pdf"
        for name, kind in zip(
            PAPERS, ("eligibility", "worksheet", "record", "adverse_events", "handover"), strict=True
        ):
            if self.wants(name):
                keep(first_page(kept[kind], room), paper_picture(name))


def focus(window: QWidget, name: str) -> None:
    """Put the cursor into a field."""
    window.activateWindow()
    next(one for one in window.findChildren(QWidget, name) if one.isVisible()).setFocus(Qt.FocusReason.TabFocusReason)


def move_booking(window: QWidget) -> None:
    """Take up the booking of the demonstration and move it by keyboard; nothing is saved."""
    put_back(window)
    month = next(one for one in window.findChildren(MonthGrid) if one.isVisible())
    month.setFocus(Qt.FocusReason.TabFocusReason)
    month.go_to(BEGAN.date() + timedelta(days=BOOKED_IN))
    QTest.keyClick(month, Qt.Key.Key_Space)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(month, key)


def put_back(window: QWidget) -> None:
    """Leave the calendar as it was."""
    for month in window.findChildren(MonthGrid):
        month.take_up(None)


def choose_row(window: QWidget, row: int) -> None:
    """Choose a row of the table that is shown."""
    table = next(one for one in window.findChildren(QTableView) if one.isVisible())
    table.setCurrentIndex(table.model().index(row, 0))


def search(window: QWidget, typed: str = "fr") -> None:
    """Type into the search of CTCAE terms as a person would; nothing closes the list of terms."""
    field = next(one for one in window.findChildren(QLineEdit, "term_search") if one.isVisible())
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    field.clear()
    QTest.keyClicks(field, typed)


def read_one(window: QWidget) -> None:
    """Read the next record that waits for a signature."""
    for dialog in window.findChildren(SignDialog):
        dialog.read(dialog.queue.next_unread())


def close_dialogs(window: QWidget) -> None:
    """Close whatever lies over the pages."""
    for dialog in window.findChildren(DialogFrame):
        dialog.close_dialog()


def first_page(data: bytes, room: Path) -> QImage:
    """Return the first page of a PDF on white."""
    room.write_bytes(data)
    document = QPdfDocument()
    document.load(str(room))
    points = document.pagePointSize(0)
    height = round(PAPER_WIDTH * points.height() / points.width())
    drawn = document.render(0, QSize(PAPER_WIDTH, height))
    page = QImage(drawn.size(), QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawImage(0, 0, drawn)
    painter.end()
    document.close()
    return page


def keep(picture: QImage, path: Path) -> None:
    """Write a picture where README and handbook look for it."""
    image = picture.convertToFormat(QImage.Format.Format_RGB888)
    width, line = image.width() * 3, image.bytesPerLine()
    data = bytes(image.constBits())
    pixels = b"".join(data[row * line : row * line + width] for row in range(image.height()))
    write_png(pixels, image.width(), image.height(), path)


def main(arguments: list[str]) -> int:
    """Take the pictures; 1 when the window met a problem meanwhile."""
    parser = argparse.ArgumentParser(prog="python3 dev.py pictures")
    parser.add_argument("--only", action="append", default=[], metavar="NUMBER")
    only = tuple(parser.parse_args(arguments).only)
    qt = QApplication(["pictures"])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        scene = Scene(qt, Path(folder))
        camera = Camera(scene, only)
        try:
            camera.covers()
            camera.ways_back()
            desktop = camera.unlock("coordinator")
            camera.pages(desktop)
            camera.papers(desktop)
            scene.close(desktop)
            camera.people(camera.unlock("site_administrator"))
        finally:
            scene.end()
    for fault in scene.faults:
        print(fault, file=sys.stderr)
    if not only:
        for stray in set(FOLDER.glob("*.png")) - set(wanted()):
            stray.unlink()
    size = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures, {size / 1e6:.1f} MB, in {FOLDER.relative_to(ROOT)}")
    return 1 if scene.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
