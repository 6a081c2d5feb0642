"""The main window: rail, pages, the cover of the unlock page, menu and keys; it shows what it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language, tongue
from escc_desktop.gui.preferences import IDLE_CHOICES, Preferences
from escc_desktop.gui.rail import PAGES, FootLine, Rail, StudyLine
from escc_desktop.gui.runs import Box, Text
from escc_desktop.gui.theme import MODES, Mode, theme
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.frames import CardRow
from escc_desktop.gui.widgets.notice_board import NoticeBoard
from escc_desktop.gui.widgets.notices import ProblemCard
from escc_desktop.gui.widgets.pages import Page
from escc_desktop.words import Language, explain

NAMES: tuple[str, ...] = tuple(name for name, _ in PAGES)

MENU_PAGES = ("people", "delegation", "follow_up", "originals", "laboratory", "study_edition", "data_safety")
"""The pages that stand in the menu and not in the rail."""


class MainWindow(QMainWindow):
    """The window. A *cover* (unlock, first run) hides rail and pages; nothing of a participant is in the title."""

    page_changed = Signal(str)
    lock_asked = Signal()
    help_asked = Signal(str)
    about_asked = Signal()
    page_asked = Signal(str)
    passphrase_asked = Signal()
    idle_chosen = Signal(int)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self._pages: dict[str, Page] = {}
        self._page_maker: Callable[[str], None] | None = None
        self._dialogs: list[DialogFrame] = []
        self._close_guard: Callable[[], bool] | None = None
        self._leave_guard: Callable[[Callable[[], None]], None] | None = None
        self.rail = Rail()
        self.rail.chosen.connect(self.go_to)
        self.rail.lock_asked.connect(self.lock_asked)
        self.rail.menu_asked.connect(self.open_menu)
        self.stack = QStackedWidget()
        self._frame = QWidget()
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        self.notices = NoticeBoard()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.stack, 1)
        row.addLayout(column, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._frame)
        self.setCentralWidget(self._whole)
        self._cover: QWidget | None = None
        self._cover_topic = "unlock"
        self.setWindowTitle("ESCC Desktop[*]")
        self.setMinimumSize(800, 560)
        self.resize(1366, 696)
        self._actions: dict[str, QAction] = {}
        self.menu = QMenu(self)
        self._make_actions()
        self._fill_menu()
        self._retranslate()

    # --- pages and cover ---

    def add_page(self, name: str, page: Page) -> None:
        """Put ``page`` at ``name``, one of ``NAMES`` or a name of its own (a participant's page)."""
        self.remove_page(name)
        self._pages[name] = page
        self.stack.addWidget(page)

    def remove_page(self, name: str) -> None:
        """Take the page at ``name`` out of the window and delete it."""
        page = self._pages.pop(name, None)
        if page is not None:
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()

    def set_page_maker(self, make: Callable[[str], None] | None) -> None:
        """Let ``make`` add a page that is wanted and not there yet: building all of them at once freezes the window."""
        self._page_maker = make

    def page(self, name: str) -> Page:
        """Return the page at ``name``; it is made now if it was not wanted before."""
        if name not in self._pages and self._page_maker is not None:
            self._page_maker(name)
        return self._pages[name]

    def current_name(self) -> str:
        """Return the name of the page that is shown, or ''."""
        shown = self.stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is shown), "")

    def go_to(self, name: str) -> None:
        """Leave for the page at ``name``, unless the guard keeps the person where something is not saved."""
        if self._leave_guard is None:
            self.show_page(name)
        else:
            self._leave_guard(lambda: self.show_page(name))

    def set_leave_guard(self, guard: Callable[[Callable[[], None]], None] | None) -> None:
        """Let ``guard`` decide when the page that is shown may be left: it calls what it was given, now or later."""
        self._leave_guard = guard

    def show_page(self, name: str, *, under: str = "") -> None:
        """Show the page at ``name``; ``under`` names the rail's entry that stays marked for an inner page."""
        if name not in self._pages and self._page_maker is not None:
            self._page_maker(name)
        page = self._pages.get(name)
        if page is None:
            return
        entry = under or name
        self.rail.show_page(entry)
        self.stack.setCurrentWidget(page)
        if not any(entry.hasFocus() for entry in self.rail.entries.values()):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        page.arrive()
        self.page_changed.emit(name)

    def cover(self, widget: QWidget, topic: str = "unlock") -> None:
        """Hide everything behind ``widget``, whose page of the handbook is ``topic``, and close every dialog."""
        for dialog in tuple(self._dialogs):
            dialog.close_dialog()
        self.uncover()
        self._cover = widget
        self._cover_topic = topic
        kept = cast("QWidget | None", widget.focusWidget())  # the field it put first; a new parent makes it forget
        first = kept or widget
        self._whole.addWidget(widget)
        self._whole.setCurrentWidget(widget)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._enable()

    def uncover(self) -> None:
        """Take the cover away and delete it."""
        if self._cover is not None:
            self._whole.removeWidget(self._cover)
            self._cover.hide()
            self._cover.deleteLater()
            self._cover = None
        self._whole.setCurrentWidget(self._frame)
        self._enable()

    @property
    def is_covered(self) -> bool:
        """Whether rail and pages are hidden."""
        return self._cover is not None

    @property
    def has_dialog(self) -> bool:
        """Whether a dialog lies over the pages."""
        return bool(self._dialogs)

    def set_study(self, study: StudyLine) -> None:
        """Show study, site, edition and the DEMO sign in the rail."""
        self.rail.set_study(study)

    def set_counts(self, counts: Mapping[str, int | None]) -> None:
        """Show the counts in the rail."""
        self.rail.set_counts(counts)

    def set_foot(self, foot: FootLine) -> None:
        """Show the foot of the rail."""
        self.rail.set_foot(foot)

    def set_close_guard(self, guard: Callable[[], bool] | None) -> None:
        """Ask ``guard`` before closing: False keeps the window (it may open a dialog that closes it later)."""
        self._close_guard = guard

    # --- dialogs ---

    def show_dialog(self, dialog: DialogFrame, focus: QWidget | None = None) -> None:
        """Lay ``dialog`` over the window; the keys of the pages rest until it is closed."""
        self._dialogs.append(dialog)
        dialog.closed.connect(lambda: self._dialog_closed(dialog))
        dialog.open_over(self, focus)
        self._enable()

    def _dialog_closed(self, dialog: DialogFrame) -> None:
        if dialog in self._dialogs:
            self._dialogs.remove(dialog)
        self._enable()

    def show_problem(self, problem: EsccError) -> None:
        """Tell a known problem that no page took."""
        title, _, rest = explain(problem, language()).partition("\n")
        dialog = DialogFrame(self.tr("Not possible just now"), self.tr("Close"))
        dialog.cancel_button.hide()
        card = ProblemCard()
        card.close_button.hide()
        card.tell(title, rest, problem.code)
        dialog.add(card)
        dialog.accepted.connect(dialog.close_dialog)
        self.show_dialog(dialog, dialog.button)

    def show_shortcuts(self) -> None:
        """Show the list of keys."""
        dialog = DialogFrame(self.tr("Keys"), self.tr("Close"))
        dialog.cancel_button.hide()
        for words, key in self._shortcut_lines():
            dialog.add(CardRow(Text(words), Box(key, 12)))
        dialog.accepted.connect(dialog.close_dialog)
        self.show_dialog(dialog, dialog.button)

    def _shortcut_lines(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Pages, from Today to Journal"), "Ctrl+1 … Ctrl+7"),
            (self.tr("Find on this page"), "Ctrl+F"),
            (self.tr("Next field; missing-data code of a field"), "Enter, F2"),
            (self.tr("Side panel, history of the item"), "F6"),
            (self.tr("Save"), "Ctrl+S"),
            (self.tr("Lock the screen"), "Ctrl+L"),
            (self.tr("Handbook"), "F1"),
            (self.tr("Menu"), "F10"),
            (self.tr("This list"), "Ctrl+/"),
        )

    # --- keys and menu ---

    def _make_actions(self) -> None:
        for number, name in enumerate(NAMES, 1):
            self._add_action(name, f"Ctrl+{number}", lambda page=name: self.go_to(page))
        self._add_action("lock", "Ctrl+L", self.lock_asked.emit)
        self._add_action("find", "Ctrl+F", lambda: self._on_page(lambda page: page.find_key()))
        self._add_action("panel", "F6", lambda: self._on_page(lambda page: page.panel_key()))
        self._add_action("help", "F1", self._ask_help)
        self._add_action("shortcuts", "Ctrl+/", self.show_shortcuts)
        self._add_action("menu", "F10", self.open_menu)
        for name in MENU_PAGES:
            self._add_action(name, "", partial(self.page_asked.emit, name))
        self._add_action("passphrase", "", self.passphrase_asked.emit)
        self._add_action("about", "", self.about_asked.emit)
        self._add_action("quit", "Ctrl+Q", self.close)

    def _add_action(self, name: str, key: str, act: Callable[..., object]) -> None:
        action = QAction(self)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _=False: act())
        self.addAction(action)
        self._actions[name] = action

    def action(self, name: str) -> QAction:
        """Return the action of a page's name, or of ``lock find panel help shortcuts menu passphrase about quit``."""
        return self._actions[name]

    def _enable(self) -> None:
        is_free = not self.is_covered and not self._dialogs
        for name in (*NAMES, *MENU_PAGES, "passphrase", "find", "panel", "menu"):
            self._actions[name].setEnabled(is_free)
        self._actions["lock"].setEnabled(not self.is_covered)
        self._actions["shortcuts"].setEnabled(not self._dialogs)

    def _on_page(self, act: Callable[[Page], None]) -> None:
        shown = self.stack.currentWidget()
        if isinstance(shown, Page):
            act(shown)

    def _ask_help(self) -> None:
        shown = self.stack.currentWidget()
        topic = shown.help_topic if isinstance(shown, Page) and not self.is_covered else self._cover_topic
        self.help_asked.emit(topic)

    def _fill_menu(self) -> None:
        # Made here and not by addMenu(""): PySide may delete the menu that addMenu returns while it is still in use.
        self._language_menu, self._look_menu, self._idle_menu = QMenu(self), QMenu(self), QMenu(self)
        for inner in (self._language_menu, self._look_menu, self._idle_menu):
            self.menu.addMenu(inner)
        self._language_actions = self._choices(self._language_menu, ("zh", "en"), self.choose_language)
        self._look_actions = self._choices(self._look_menu, MODES, self.choose_look)
        minutes = tuple(map(str, IDLE_CHOICES))
        self._idle_actions = self._choices(self._idle_menu, minutes, lambda chosen: self.choose_idle(int(chosen)))
        self.menu.addSeparator()
        for name in MENU_PAGES:
            self.menu.addAction(self._actions[name])
        self.menu.addAction(self._actions["passphrase"])
        self.menu.addSeparator()
        for name in ("help", "shortcuts", "about"):
            self.menu.addAction(self._actions[name])
        self.menu.addSeparator()
        for name in ("lock", "quit"):
            self.menu.addAction(self._actions[name])

    def _choices(self, menu: QMenu, names: tuple[str, ...], choose: Callable[..., None]) -> dict[str, QAction]:
        group = QActionGroup(self)
        made: dict[str, QAction] = {}
        for name in names:
            action = QAction(name, menu)
            menu.addAction(action)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, chosen=name: choose(chosen))
            group.addAction(action)
            made[name] = action
        return made

    def open_menu(self) -> None:
        """Open the menu over the button in the rail."""
        self._check_choices()
        at = self.rail.menu_button.mapToGlobal(QPoint(0, -self.menu.sizeHint().height()))
        self.menu.popup(at)

    def _check_choices(self) -> None:
        self._language_actions[tongue().language].setChecked(True)
        self._look_actions[theme().mode].setChecked(True)
        self._idle_actions[str(self.preferences.idle_minutes)].setChecked(True)

    def choose_language(self, chosen: Language) -> None:
        """Show ``chosen`` at once and keep it for the next start."""
        self.preferences.language = chosen
        tongue().speak(chosen)

    def choose_look(self, chosen: Mode) -> None:
        """Show the light, dark or system look at once and keep it for the next start."""
        self.preferences.mode = chosen
        theme().set_mode(chosen)

    def choose_idle(self, minutes: int) -> None:
        """Lock after so many minutes without a key or click from now on, 0 for never; kept for the next start."""
        self.preferences.idle_minutes = minutes
        self.idle_chosen.emit(minutes)

    def _retranslate(self) -> None:
        self._language_menu.setTitle(self.tr("Language"))
        self._look_menu.setTitle(self.tr("Look"))
        self._language_actions["zh"].setText("中文")
        self._language_actions["en"].setText("English")
        looks = {"light": self.tr("Light"), "dark": self.tr("Dark"), "system": self.tr("As the system")}
        for name, action in self._look_actions.items():
            action.setText(looks[name])
        self._idle_menu.setTitle(self.tr("Lock after a pause"))
        for chosen, action in self._idle_actions.items():
            minutes = self.tr("{count} minutes").format(count=chosen)
            action.setText(minutes if chosen != "0" else self.tr("Never (not advised)"))
        for name in NAMES:
            self._actions[name].setText(self.rail.page_words(name))
        words = {
            "lock": self.tr("Lock the screen"), "find": self.tr("Find"), "panel": self.tr("Side panel"),
            "help": self.tr("Handbook"), "shortcuts": self.tr("Keys"), "menu": self.tr("Menu"),
            "people": self.tr("People of this site"), "delegation": self.tr("Delegation log"),
            "follow_up": self.tr("Follow-up list"), "laboratory": self.tr("Laboratory"),
            "originals": self.tr("Originals"), "study_edition": self.tr("Study edition"),
            "passphrase": self.tr("Change my passphrase…"),
            "data_safety": self.tr("Data safety"),
            "about": self.tr("About ESCC Desktop"), "quit": self.tr("Quit"),
        }  # fmt: skip
        for name, text in words.items():
            self._actions[name].setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Say menu and keys in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the guard, keep the window's place."""
        if self._close_guard is not None and not self._close_guard():
            event.ignore()
            return
        self.preferences.geometry = self.saveGeometry()
        super().closeEvent(event)
