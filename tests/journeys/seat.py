"""A person at the window of the furnished site, who unlocks it, goes from page to page and reads what stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from escc_desktop.actions.unlock import people
from escc_desktop.gui.application import Application
from escc_desktop.gui.desktop import Desktop
from escc_desktop.gui.lanes import StoreLane
from escc_desktop.gui.language import tongue
from escc_desktop.gui.pages.form_body import FormBody
from escc_desktop.gui.preferences import Preferences
from escc_desktop.gui.router import Router
from escc_desktop.gui.runs import RunsLine
from escc_desktop.gui.theme import theme
from escc_desktop.gui.widgets.field_row import FieldRow
from escc_desktop.gui.widgets.group_head import GroupHead, RowHead
from escc_desktop.gui.widgets.table import Table
from escc_desktop.gui.window import MENU_PAGES, NAMES, MainWindow
from escc_desktop.gui.workplace import Workplace
from tests.building import ADMINISTRATOR, COORDINATOR, INVESTIGATOR, WORDS, ZONE, Places, randomness
from tests.journeys.furnishing import ENROLLED, SERIOUS, VISIT
from tests.journeys.hand import Hand
from tests.journeys.sticks import Sticks

IDS = {ADMINISTRATOR: "P01", COORDINATOR: "P02", INVESTIGATOR: "P03"}
INNER = ("participant", "eligibility", "form", "adverse_event", *MENU_PAGES)


@dataclass(frozen=True, slots=True)
class Seat:
    """The window, the hand at it and the folder behind it."""

    application: Application
    desktop: Desktop
    hand: Hand
    places: Places

    @property
    def window(self) -> MainWindow:
        return self.desktop.window

    @property
    def router(self) -> Router:
        """The open site's router."""
        assert self.desktop.router is not None
        return self.desktop.router

    @property
    def workplace(self) -> Workplace:
        """The open site's workplace."""
        assert self.desktop.workplace is not None
        return self.desktop.workplace

    @property
    def lane(self) -> StoreLane:
        return self.desktop.store

    def unlock(self, who: str = COORDINATOR, words: str | None = None) -> None:
        """Choose a name, type the passphrase and press Enter; do not wait for what comes."""
        hand = self.hand
        hand.find("unlock_page", QWidget)
        hand.until(lambda: len(self.desktop.unlock_page.people) == len(IDS))
        hand.choose("unlock_person", IDS[who])
        hand.write("unlock_passphrase", words or WORDS[who])
        hand.tap(hand.find("unlock_passphrase", QWidget), Qt.Key.Key_Return)

    def sit_down(self, who: str = COORDINATOR) -> None:
        """Unlock and wait for the pages."""
        self.unlock(who)
        self.hand.find("today_page", QWidget)
        self.rest()

    def let_pass(self, **time: float) -> None:
        """Let time go by at the open window, which did not sleep meanwhile: a clock that jumps would lock it."""
        self.places.clock.set_by(**time)
        for source in self.desktop.guard.sources:
            source.end()
            source.begin()

    def rest(self) -> None:
        """Wait until everything that was asked has been answered and shown."""
        self.hand.until(self._is_idle)
        QApplication.processEvents()  # what was made for an answer is laid out and shown with the next events
        self.hand.until(self._is_idle)

    def _is_idle(self) -> bool:
        if any(lane.is_busy for lane in (self.desktop.store, self.desktop.paper, self.desktop.backup)):
            return False
        return not any(body.is_building for body in self.window.findChildren(FormBody) if body.isVisible())

    def go(self, name: str) -> QWidget:
        """Go to a page by its name and wait until it shows its answers."""
        router = self.router
        inner: dict[str, Callable[[], None]] = {
            "participant": lambda: router.open_participant(ENROLLED),
            "eligibility": lambda: router.open_eligibility(ENROLLED),
            "form": lambda: router.open_form(ENROLLED, "VS", VISIT),
            "adverse_event": lambda: router.open_adverse_event(ENROLLED, SERIOUS),
            **{page: partial(router.open_menu_page, page) for page in MENU_PAGES},
        }
        if name in inner:
            inner[name]()
        else:
            self.window.action(name).trigger()
        self.hand.until(lambda: self.window.current_name() == name)
        self.rest()
        return self.window.page(name)

    def places_people(self) -> tuple[str, ...]:
        """Return the names of everybody who has a key slot now."""
        return tuple(one.name for one in people(self.places.vault))

    def pages(self) -> tuple[str, ...]:
        """Return the names of all pages, those of the rail first."""
        return (*NAMES, *INNER)


def true_pace(places: Places) -> Callable[[], datetime]:
    """Return a clock that begins where the site's stands and goes on by itself."""
    ahead = places.clock() - datetime.now(ZONE)
    return lambda: datetime.now(ZONE) + ahead


@contextmanager
def at_window(
    places: Places, qapp: QApplication, qtbot: QtBot, clock: Callable[[], datetime] | None = None
) -> Iterator[Seat]:
    """Set a person before the locked window of a site, in English and light; the site is closed afterwards.

    ``clock`` is that of ``places`` unless given; where much is done at once ``true_pace`` keeps it from looking as if
    the machine had slept.
    """
    clock = clock or places.clock
    application = Application(qapp, places.folder / "reports", clock)
    application.dress("en", "light")
    window = MainWindow(Preferences(places.folder / "preferences.ini"))
    qtbot.addWidget(window)
    application.tell_in(window, window.show_dialog)
    volumes = Sticks(places.folder, (places.stick, places.folder / "other"))
    desktop = Desktop(application, window, places.vault, None, clock, randomness, volumes=volumes)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    try:
        yield Seat(application, desktop, Hand(qtbot, window), places)
    finally:
        desktop.stop()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # closed: nobody dresses it again
        tongue().speak("en")
        theme().set_mode("light")


def words_in(top: QWidget, *, is_visible: bool = True) -> list[tuple[str, str]]:
    """Return everything a person or a screen reader is told in a part of the window: (whose, words)."""
    told: list[tuple[str, str]] = []
    for part in (top, *top.findChildren(QWidget)):
        if is_visible and not part.isVisible():
            continue
        whose = part.objectName() or type(part).__name__
        told += [(whose, words) for words in _words_of(part) if words]
    return told


def _words_of(part: QWidget) -> list[str]:
    said = [part.accessibleName(), part.accessibleDescription(), part.toolTip(), part.windowTitle()]
    if isinstance(part, QLabel | QAbstractButton):
        said.append(part.text())
    if isinstance(part, QLineEdit):
        said += [part.text(), part.placeholderText()]
    if isinstance(part, QTextBrowser):
        said.append(part.toPlainText())
    if isinstance(part, QComboBox):
        said += [part.itemText(place) for place in range(part.count())]
    if isinstance(part, RunsLine | FieldRow | GroupHead | RowHead):
        said.append(part.words())
    if isinstance(part, Table):
        said += _words_of_table(part)
    return said


def _words_of_table(table: Table) -> list[str]:
    model = table.model_of_rows
    said = [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in range(model.columnCount())]
    for row in range(model.rowCount()):
        said += [
            str(model.index(row, column).data(role) or "")
            for column in range(model.columnCount())
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        ]
    return said
