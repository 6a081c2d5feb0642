"""Shows a PDF from memory and sends it to a printer page by page; it keeps and writes nothing."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from escc_desktop.gui.theme import colour, theme

_WIDEST = 880  # wider pages are harder to read at arm's length
_DOTS = 300  # per inch on paper: fine enough for the smallest type that is printed, 7 pt


class PdfPane(QWidget):
    """The pages of one PDF, one under the other, as wide as the pane; its bytes stay in memory."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = QPdfView(self)
        self.view.setObjectName("preview_view")
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.document)
        self.view.setMaximumWidth(_WIDEST)
        self._tint()
        theme().changed.connect(self._tint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(self.view, 100)
        layout.addStretch(1)
        self.setFocusProxy(self.view)

    def _tint(self) -> None:
        made = self.view.palette()
        made.setColor(QPalette.ColorRole.Dark, colour("rail"))
        self.view.setPalette(made)

    def show_pdf(self, data: bytes) -> None:
        """Show ``data`` from its first page."""
        self.clear()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.view.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Let go of what was shown."""
        self.document.close()
        if self._buffer.isOpen():
            self._buffer.close()
        self._buffer.setData(QByteArray())


class PrintRun(QObject):
    """Draws a page on ``printer`` in each turn of the event loop, so the window goes on. ``ended``: did all come."""

    ended = Signal(bool)

    def __init__(self, document: QPdfDocument, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._printer = printer
        self._painter = QPainter()
        first, last = printer.fromPage(), printer.toPage()
        self._page = max(0, first - 1)
        self._last = min(last, document.pageCount()) if last else document.pageCount()

    def start(self) -> None:
        """Begin; nothing to print or no printer ends at once."""
        self._printer.setFullPage(True)
        if self._page >= self._last or not self._painter.begin(self._printer):
            self.ended.emit(False)
            return
        QTimer.singleShot(0, self, self._print_page)

    def _print_page(self) -> None:
        sheet = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        points = self._document.pagePointSize(self._page)
        size = QSize(round(points.width() / 72 * _DOTS), round(points.height() / 72 * _DOTS))
        image = self._document.render(self._page, size)
        scale = min(sheet.width() / size.width(), sheet.height() / size.height())
        self._painter.drawImage(QRectF(0, 0, size.width() * scale, size.height() * scale), image)
        self._page += 1
        if self._page < self._last:
            self._printer.newPage()
            QTimer.singleShot(0, self, self._print_page)
        else:
            self.ended.emit(self._painter.end())
