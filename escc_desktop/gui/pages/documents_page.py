"""The documents kept in the vault, and the preview of one; nothing is kept until it is saved out, printed or signed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.commands import DocumentRequest, NotePrinted, SaveDocumentOut
from escc_desktop.actions.views import DocumentView, Outcome, Paper
from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.document_shown import Shown, file_name, record_words, state_cell
from escc_desktop.gui.pages.new_document import NewDocumentDialog
from escc_desktop.gui.pages.paperless import PaperlessBanner
from escc_desktop.gui.pages.signature_words import ink_words, why_not
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.unsaved_dialog import lay_over
from escc_desktop.gui.pages.vocabulary import filled, moment
from escc_desktop.gui.runs import Cell, Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.notices import Banner, EmptyState, ProblemCard
from escc_desktop.gui.widgets.table import Column, Row, Table
from escc_desktop.words import explain

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.pages.document_preview import PdfPane, PrintRun
    from escc_desktop.gui.workplace import Workplace

_EVERYBODY = "*"


class DocumentsPage(SitePage):
    """The list, and a preview over it. ``save_out_to`` and ``print_on`` are what the dialogs of the system lead to."""

    help_topic = "documents"
    concern = ("documents",)

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("documents_page")
        self._documents: tuple[DocumentView, ...] = ()
        self._shown: Shown | None = None
        self._pane: PdfPane | None = None
        self._run: PrintRun | None = None
        self._waiting: DocumentRequest | None = None
        self._make_header()
        self._make_list()
        self._make_preview()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_side)
        self._stack.addWidget(self._preview_side)
        self._problem = ProblemCard()
        self._problem.setObjectName("problem")
        self._problem.closed.connect(self._problem.hide)
        self._problem.hide()
        self.add(self._problem, self._stack)
        self.body.setStretchFactor(self._stack, 1)
        self.retranslate()

    def _make_header(self) -> None:
        self._filter = ComboField()
        self._filter.setObjectName("participant_filter")
        self._filter.edited.connect(self._tell)
        self._new = FilledButton(icon_name="file-plus")
        self._new.setObjectName("new_document")
        self._new.clicked.connect(self.new_document)
        self._back = QuietButton(icon_name="chevron-left")
        self._back.setObjectName("preview_back")
        self._back.clicked.connect(self.close_preview)
        self._save_out = QuietButton(icon_name="file-down")
        self._save_out.setObjectName("preview_save_out")
        self._save_out.clicked.connect(self.ask_where)
        self._print = FilledButton(icon_name="printer")
        self._print.setObjectName("preview_print")
        self._print.clicked.connect(self.ask_printer)
        self._ink = QuietButton(icon_name="pen-line", is_recording=True)
        self._ink.setObjectName("preview_record_ink")
        self._ink.clicked.connect(self._record_ink)
        self.header.add(self._filter, self._new, self._back, self._ink, self._save_out, self._print)

    def _make_list(self) -> None:
        self._table = Table(fits=True)
        self._table.setObjectName("documents")
        self._table.opened.connect(self.open_document)
        self._table.acted.connect(self.open_document)
        self._empty = EmptyState("file-text")
        self._empty.setObjectName("no_documents")
        self._empty.acted.connect(self._way_out)
        self._empty.hide()
        self._list_side = QWidget()
        column = QVBoxLayout(self._list_side)
        column.setContentsMargins(0, 0, 0, 0)
        self._paperless = PaperlessBanner(self.workplace, self)
        column.addWidget(self._paperless)
        column.addWidget(self._table)
        column.addWidget(self._empty)
        column.addStretch(1)

    def _make_preview(self) -> None:
        self._banner = Banner()
        self._banner.setObjectName("preview_banner")
        self._preview_side = QWidget()
        self._preview_column = QVBoxLayout(self._preview_side)
        self._preview_column.setContentsMargins(0, 0, 0, 0)
        self._preview_column.setSpacing(10)
        self._preview_line = RunsLine("")
        self._preview_column.addWidget(self._banner)
        self._preview_column.addWidget(self._preview_line)

    # the list

    def refresh(self) -> None:
        """Ask for the documents kept."""
        self.workplace.ask(asking.documents, self._show, self, self._refused)
        self._paperless.refresh()

    def show_for(self, participant: str | None = None) -> None:
        """Show the list, of one participant."""
        self.close_preview()
        if participant is not None:
            self._filter.set_options(((_EVERYBODY, self.tr("all")), (participant, participant)))
        self._filter.set_value(participant or _EVERYBODY)
        self.refresh()

    def _show(self, documents: tuple[DocumentView, ...]) -> None:
        self._documents = documents
        chosen = self._filter.value() or _EVERYBODY
        numbers = sorted({one.participant for one in documents if one.participant} | ({chosen} - {_EVERYBODY}))
        self._filter.set_options(((_EVERYBODY, self.tr("all")), *((one, one) for one in numbers)))
        self._filter.set_value(chosen)
        shown = self._shown
        if shown is not None and shown.kept is not None:
            known = next((one for one in documents if one.sha256 == shown.kept.sha256), shown.kept)
            self._shown = Shown(shown.data, shown.title, None, known)
        self._tell()

    def _tell(self) -> None:
        chosen = self._filter.value()
        shown = [one for one in self._documents if chosen in ("", _EVERYBODY, one.participant)]
        self._table.set_rows(tuple(self._row(one) for one in shown))
        self._table.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        if chosen in ("", _EVERYBODY):
            words = self.tr("A paper is kept here when it is signed, printed or saved out.")
            self._empty.tell(self.tr("No document yet"), words, self.tr("Make a document…"))
        else:
            words = filled(self.tr("The vault holds %1 of other participants."), len(self._documents))
            self._empty.tell(filled(self.tr("No document of %1"), chosen), words, self.tr("Show all"))
        self._tell_preview()

    def _way_out(self) -> None:
        if self._filter.value() in ("", _EVERYBODY):
            self.new_document()
        else:
            self.show_for(None)

    def _row(self, document: DocumentView) -> Row:
        study = self.workplace.study
        kinds = {one.id: one.label.in_(language()) for one in study.documents}
        about = record_words(study, document, language())
        name = (Text(kinds.get(document.kind, document.title), "ink", 500), Text(about, "ink2"))
        left = filled(self.tr("saved %1, printed %2"), document.times_saved_out, document.times_printed)
        cells: tuple[Cell, ...] = (
            moment(document.made_at),
            name if about else name[0],
            Text(document.participant or "–", "ink", 500),
            filled(self.tr("%1 p."), document.pages),
            state_cell(document),
            Text(document.made_by, "ink2"),
            Text(left, "ink2"),
        )
        return Row(document.sha256, cells, self.tr("Open"))

    # the preview

    def new_document(self) -> None:
        """Ask what is to be made."""
        chosen = self._filter.value()
        dialog = NewDocumentDialog(self.workplace, None if chosen in ("", _EVERYBODY) else chosen)
        dialog.chosen.connect(self.show_preview)
        lay_over(self.window(), dialog)

    def show_preview(self, request: DocumentRequest) -> None:
        """Draw a paper in memory and show it; nothing is kept."""
        self._problem.hide()
        self._waiting = request
        self._shown = None
        self._stack.setCurrentWidget(self._preview_side)
        self._tell_preview()

        def show(paper: Paper) -> None:
            if self._waiting is request:
                self._put(Shown(paper.data, paper.title, paper))

        self.workplace.preview(request, show, self._refused, self)

    def open_document(self, sha256: str) -> None:
        """Show a document that is kept."""
        found = next((one for one in self._documents if one.sha256 == sha256), None)
        if found is None:
            return
        self._problem.hide()

        def show(data: bytes) -> None:
            self._put(Shown(data, found.title, None, found))

        self.workplace.ask(lambda site: asking.document_bytes(site, sha256), show, self, self._refused)

    def _put(self, shown: Shown) -> None:
        from escc_desktop.gui.pages.document_preview import PdfPane

        if self._pane is None:
            self._pane = PdfPane()
            self._preview_column.addWidget(self._pane, 1)
        self._waiting = None
        self._shown = shown
        self._pane.show_pdf(shown.data)
        self._stack.setCurrentWidget(self._preview_side)
        self._tell_preview()
        self._pane.setFocus()

    def close_preview(self) -> None:
        """Go back to the list and let go of what was shown."""
        self._shown, self._waiting = None, None
        if self._pane is not None:
            self._pane.clear()
        self._stack.setCurrentWidget(self._list_side)
        self._tell_preview()

    def documents(self) -> tuple[DocumentView, ...]:
        """Return the documents that the list knows, the newest first."""
        return self._documents

    def shown(self) -> Shown | None:
        """Return what the preview shows."""
        return self._shown

    def _tell_preview(self) -> None:
        is_preview, shown = self._stack.currentWidget() is self._preview_side, self._shown
        self._filter.setVisible(not is_preview)
        self._new.setVisible(not is_preview)
        self._back.setVisible(is_preview)
        kept = shown.kept if shown is not None else None
        self._ink.setVisible(is_preview and kept is not None and kept.original == "ink" and bool(kept.records))
        for button in (self._save_out, self._print):
            button.setVisible(is_preview)
            button.setEnabled(shown is not None and self._run is None)
        if not is_preview:
            self.header.set_title(self.tr("Documents"))
            self.header.set_aside(filled(self.tr("%1 kept"), len(self._documents)))
            return
        self.header.set_title(self.tr("Preview"))
        self.header.set_aside(shown.title if shown else self.tr("being drawn…"))
        self._tell_banner(shown)

    def _tell_banner(self, shown: Shown | None) -> None:
        kept = shown.kept if shown else None
        by_hand = kept.ink if kept else ()
        self._banner.setVisible(kept is not None and (kept.is_void or any(one.is_void for one in by_hand)))
        unkept = self.tr("A preview. Saving it out or printing it keeps the document in the vault, as an entry.")
        told = [Mark("ink", ink_words(one), "ink2") for one in by_hand if not one.is_void]
        self._preview_line.set_runs(Mark("info", unkept, ink="ink2") if kept is None else tuple(told[:1]))
        self._preview_line.setVisible(kept is None or bool(told))
        if kept is not None and any(one.is_void for one in by_hand):
            last = [one for one in by_hand if one.is_void][-1]
            self._banner.tell("void", ink_words(last), why_not(last))
        if kept is not None and kept.is_void:
            self._banner.tell(
                "void",
                self.tr("The signature on this document no longer holds"),
                self.tr("The record changed after it was signed. Have it signed again; that makes a new document."),
            )

    def _record_ink(self) -> None:
        if self._shown is not None and self._shown.kept is not None:
            self.navigate.record_ink(document=self._shown.kept.sha256)

    # leaving the vault

    def ask_where(self) -> None:
        """Open the system's dialog for a file; ``save_out_to`` follows."""
        shown = self._shown
        if shown is None:
            return
        dialog = QFileDialog(self, self.tr("Save the document"), file_name(shown), "PDF (*.pdf)")
        dialog.setObjectName("save_out_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda path: self.save_out_to(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_out_to(self, path: Path) -> None:
        """Keep the document if it is not kept, and write it to ``path``."""

        def save(kept: DocumentView) -> None:
            self.workplace.do(SaveDocumentOut(kept.sha256, path), self._left, self._refused, self)

        self._keep_then(save)

    def _keep_then(self, then: Callable[[DocumentView], None]) -> None:
        shown = self._shown
        if shown is None:
            return
        if shown.kept is not None:
            then(shown.kept)
            return
        assert shown.paper is not None

        def kept(document: DocumentView) -> None:
            if self._shown is shown:
                self._shown = Shown(shown.data, shown.title, None, document)
                self._tell_preview()
            then(document)

        self.workplace.keep(shown.paper, kept, self._refused, self)

    def ask_printer(self) -> None:
        """Open the system's print dialog; ``print_on`` follows."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setObjectName("print_dialog")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # the print dialog's own ``open`` wants a slot by name

    def print_on(self, printer: QPrinter) -> None:
        """Keep the document if it is not kept, print it page by page, and note that it was printed."""
        from escc_desktop.gui.pages.document_preview import PrintRun

        def start(kept: DocumentView) -> None:
            if self._pane is None:
                return
            run = PrintRun(self._pane.document, printer, self)
            name = printer.printerName() or "PDF"
            run.ended.connect(lambda is_done: self._printed(kept, name, is_done))
            self._run = run
            self._tell_preview()
            run.start()

        self._keep_then(start)

    def _printed(self, kept: DocumentView, printer: str, is_done: bool) -> None:
        if self._run is not None:
            self._run.deleteLater()
        self._run = None
        self._tell_preview()
        if is_done:
            self.workplace.do(NotePrinted(kept.sha256, printer), self._left, self._refused, self)
        else:
            words = self.tr("The document is kept; nothing was noted as printed. Check the printer and try again.")
            self._problem.tell(self.tr("Unable to print"), words, "PRINT")
            self._problem.show()

    def _left(self, outcome: Outcome) -> None:
        self._problem.hide()
        self.refresh()

    def _refused(self, problem: EsccError) -> None:
        title, _, words = explain(problem, language()).partition("\n")
        self._problem.tell(title, words, problem.code)
        self._problem.show()
        if self._shown is None:
            self.close_preview()

    def retranslate(self) -> None:
        """Say everything in the language that is shown."""
        self._filter.set_words(prefix=self.tr("Participant: "))
        self._filter.setAccessibleName(self.tr("Participant"))
        self._new.setText(self.tr("Make a document…"))
        self._back.setText(self.tr("Back to the list"))
        self._save_out.setText(self.tr("Save PDF…"))
        self._print.setText(self.tr("Print…"))
        self._ink.setText(self.tr("Record signature by hand…"))
        self._paperless.say()
        self._table.set_name(self.tr("Documents"))
        self._table.set_columns(
            (
                Column(self.tr("Made"), 140),
                Column(self.tr("Document"), 260, stretches=True),
                Column(self.tr("Participant"), 100),
                Column(self.tr("Pages"), 60),
                Column(self.tr("Signature"), 120),
                Column(self.tr("By"), 90),
                Column(self.tr("Left the vault"), 150),
                Column("", 60),
            )
        )
        self._show(self._documents)
