"""Sets Qt up and catches what is our fault: one dialog, one report without participant data; the program goes on."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QEvent,
    QMessageLogContext,
    QObject,
    QRunnable,
    Qt,
    QThreadPool,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import QApplication, QWidget

from escc_desktop import __version__
from escc_desktop.gui import icons
from escc_desktop.gui.language import tongue
from escc_desktop.gui.theme import Mode, font, load_first_fonts, load_later_fonts, theme
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.frames import Label
from escc_desktop.words import Language

_log = logging.getLogger("escc.qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def report_of(fault: BaseException, at: datetime) -> str:
    """Return a report of ``fault``: versions, kinds and places in our code; no messages, they may hold data."""
    lines = [
        f"ESCC Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        at.isoformat(timespec="seconds"),
    ]
    shown: BaseException | None = fault
    while shown is not None:
        lines.append(type(shown).__qualname__)
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(shown.__traceback__)
        ]
        shown = shown.__cause__ or shown.__context__
    return "\n".join(lines) + "\n"


def _to_log(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    _log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)


class _Reports(QObject):
    """Hears from the thread that writes a report that it could not."""

    unwritten = Signal(str)


class _Writing(QRunnable):
    """Writes one report; a full disk must not make a second fault out of the first."""

    def __init__(self, path: Path, text: str, reports: _Reports) -> None:
        super().__init__()
        self._path = path
        self._text = text
        self._reports = reports

    def run(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(self._text, encoding="utf-8")
        except OSError as problem:
            _log.error("unable to write a report: %s", type(problem).__name__)
            self._reports.unwritten.emit(str(self._path))


class Application:
    """Qt, the look, the language and the one way in which our own faults are told.

    ``clock`` dates the reports. Make it once, before any widget; ``install`` takes over ``sys.excepthook``.
    """

    def __init__(self, qt: QApplication, reports: Path, clock: Callable[[], datetime]) -> None:
        self.qt = qt
        self.reports = reports
        self._clock = clock
        self._window: QWidget | None = None
        self._show_dialog: Callable[[DialogFrame], None] | None = None
        self._is_telling = False
        self._reports = _Reports(qt)

    def dress(self, chosen: Language, mode: Mode) -> None:
        """Set style, first fonts, language and look. The third font weight follows once the window stands."""
        self.qt.setApplicationName("ESCC Desktop")
        self.qt.setApplicationVersion(__version__)
        self.qt.setStyle("Fusion")
        load_first_fonts()
        self.qt.setFont(font("body"))
        self.qt.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
        self.qt.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
        tongue().speak(chosen)
        theme().set_mode(mode)
        theme().follow_system()
        QTimer.singleShot(0, load_later_fonts)

    def install(self) -> None:
        """Take Qt's messages into the log and every uncaught exception into a report."""
        qInstallMessageHandler(_to_log)
        self.take_over()
        self.qt.aboutToQuit.connect(icons.clear)

    def take_over(self) -> None:
        """Let every uncaught exception end in a report."""
        sys.excepthook = self._hook

    def tell_in(self, window: QWidget, show_dialog: Callable[[DialogFrame], None]) -> None:
        """Name the window that shows the one dialog."""
        self._window = window
        self._show_dialog = show_dialog

    def _hook(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self.qt.quit()
            return
        self.report(fault)

    def report(self, fault: BaseException) -> None:
        """Write the report of ``fault`` and tell it once; also the end of every lane's ``unexpected``."""
        at = self._clock()
        path = self.reports / f"report-{at:%Y%m%d-%H%M%S}.txt"
        text = report_of(fault, at)
        _log.error("unexpected: %s", text)
        self._tell(path, text)
        QThreadPool.globalInstance().start(_Writing(path, text, self._reports))  # last: the dialog hears how it went

    def _tell(self, path: Path, text: str) -> None:
        if self._is_telling or self._window is None or self._show_dialog is None:
            return
        try:
            self._is_telling = True
            self._show_dialog(self._dialog(path, text))
        except Exception:
            # The teller itself is broken: the report is written, and the program must stay open.
            _log.error("unable to tell a fault")
            self._is_telling = False

    def _dialog(self, path: Path, text: str) -> DialogFrame:
        dialog = FaultDialog(path, text)
        dialog.closed.connect(self._told)
        self._reports.unwritten.connect(dialog.tell_unwritten)
        return dialog

    def _told(self) -> None:
        self._is_telling = False


class FaultDialog(DialogFrame):
    """Tells that the program met a fault of its own: where the report is, copy the details, go on."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__("", "")
        self._text, self._is_unwritten = text, False
        self._what = Label("", wraps=True)
        self._where = Label(str(path), "caption", wraps=True)
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add(self._what, self._where)
        self.accepted.connect(self.close_dialog)
        self.cancel_button.clicked.disconnect()
        self.cancel_button.clicked.connect(self._copy)
        self._retranslate()

    def tell_unwritten(self, path: str) -> None:
        """Say that there is no file: the disk did not take it."""
        if path == self._where.text():
            self._is_unwritten = True
            self._where.hide()
            self._retranslate()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text)

    def _retranslate(self) -> None:
        super()._retranslate()
        if not hasattr(self, "_what"):
            return
        self.title.setText(self.tr("The program met a problem of its own"))
        written = self.tr(
            "Nothing was half saved; what was saved before is safe. A report without participant data lies here:"
        )
        unwritten = self.tr(
            "Nothing was half saved; what was saved before is safe. The disk did not take the report: copy the details."
        )
        self._what.setText(unwritten if self._is_unwritten else written)
        self.cancel_button.setText(self.tr("Copy details"))
        self.button.setText(self.tr("Close"))


_TOUCHED = frozenset((QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel))


class IdleWatch(QObject):
    """Tells when nobody touched mouse or keyboard for a while; 0 minutes never tell. The screen is then locked."""

    idle = Signal()

    def __init__(self, qt: QApplication, minutes: int) -> None:
        super().__init__(qt)
        self._qt = qt
        self._is_watching = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Wait for so long from now on; 0 is for ever."""
        self._minutes = minutes
        self._timer.setInterval(minutes * 60_000)
        self.set_watching(self._is_watching)

    def set_watching(self, is_watching: bool) -> None:
        """Watch while somebody is signed in; every event of every part passes here only while there is a wait."""
        self._is_watching = is_watching
        if is_watching and self._minutes:
            self._timer.start()
            self._qt.installEventFilter(self)
        else:
            self._timer.stop()
            self._qt.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew at every key, click and move."""
        if event.type() in _TOUCHED and self._timer.isActive():
            self._timer.start()
        return False
