"""The panel beside the packages: one package, or the ladder of proof of the export that was just made."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from escc_desktop.actions.views import ExportedPackage, PackageView
from escc_desktop.gui.language import language
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.vocabulary import filled, grouped, moment
from escc_desktop.gui.runs import Mark, Text
from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.frames import CardRow, Label, across, down, empty_layout
from escc_desktop.gui.widgets.ladder import Ladder, Step
from escc_desktop.gui.widgets.pages import SidePanel
from escc_desktop.words import say


class PackagePanel(SidePanel):
    """Shows a package; ``slip_asked`` carries its name when the handover slip is wanted, ``done`` closes an export."""

    slip_asked = Signal(str)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=308, parent=parent)
        self.setObjectName("package_panel")
        self._exported: ExportedPackage | None = None
        self._package: PackageView | None = None
        self.name = Label("", "emphasis")
        self.name.setObjectName("package_name")
        self._about = Label("", "plain", ink="ink2", wraps=True)
        self._body = down(gap=8)
        self.content.addWidget(self.name)
        self.content.addWidget(self._about)
        self.content.addLayout(self._body)
        self.slip = QuietButton(icon_name="printer")
        self.slip.setObjectName("package_slip")
        self.slip.clicked.connect(lambda: self.slip_asked.emit(self._shown_name()))
        self.done_button = QuietButton()
        self.done_button.setObjectName("package_done")
        self.done_button.clicked.connect(self.done)
        self.foot.addWidget(self.slip)
        self.foot.addWidget(self.done_button)
        self.retranslate()

    def show_package(self, package: PackageView | None) -> None:
        """Show one package of the table, or that none is chosen."""
        self._package, self._exported = package, None
        self.retranslate()

    def show_export(self, exported: ExportedPackage) -> None:
        """Show what an export left on the medium, step by step."""
        self._package, self._exported = exported.package, exported
        self.retranslate()

    def _shown_name(self) -> str:
        return self._package.name if self._package else ""

    def retranslate(self) -> None:
        """Say everything in the language that is shown."""
        empty_layout(self._body)
        self.slip.setText(self.tr("Print handover slip…"))
        self.done_button.setText(self.tr("Done"))
        self.done_button.setVisible(self._exported is not None)
        self.slip.setVisible(self._package is not None and self._package.is_ours)
        if self._package is None:
            self.set_title(self.tr("Package"))
            self.name.hide()
            self._about.show()
            self._about.setText(self.tr("Choose a package in the table, or export what is still to be sent."))
            return
        self.name.setText(self._package.name)
        self.name.show()
        if self._exported is not None:
            self._show_export(self._exported)
        else:
            self._show_package(self._package)
        self._show_code(self._package)

    def _show_package(self, package: PackageView) -> None:
        self.set_title(self.tr("Package") if package.is_ours else self.tr("Package of the desk"))
        self._about.hide()
        count = package.last - package.first + 1
        state = Mark("confirmed") if package.is_confirmed else Mark("wait")
        if not package.is_ours:
            state = Mark("yes", self.tr("Taken in"))
        rows = (
            (self.tr("Entries"), Text(f"{grouped(package.first)}–{grouped(package.last)}")),
            (self.tr("Number"), Text(grouped(count))),
            (self.tr("Exported") if package.is_ours else self.tr("Taken in"), Text(moment(package.at))),
            (self.tr("State"), state),
        )
        for words, right in rows:
            self._body.addWidget(CardRow(Text(words, "ink2"), right))

    def _show_export(self, exported: ExportedPackage) -> None:
        package = exported.package
        self.set_title(self.tr("This export"))
        self._about.show()
        count = package.last - package.first + 1
        said = self.tr("%1 (entry|entries)·%2 (participant|participants)·%3 (document|documents)")
        self._about.setText(filled(said, grouped(count), exported.participants, exported.documents))
        heads = {
            "STICK_WRITTEN": self.tr("Written"),
            "STICK_FLUSHED": self.tr("Flushed to the medium"),
            "STICK_READ_BACK": self.tr("Read back and verified"),
            "STICK_RENAMED": self.tr("Renamed"),
        }
        size = _size(exported.size)
        details = {
            "STICK_WRITTEN": f"{exported.path.name}.part, {size}",
            "STICK_READ_BACK": filled(self.tr("%1 equal to the byte"), size),
            "STICK_RENAMED": exported.path.name,
        }
        steps = tuple(
            Step(heads.get(code, say(code, language())), (details[code],) if code in details else (),
                 at.strftime("%H:%M:%S"), mark="done")
            for code, at, _ in exported.steps
        )  # fmt: skip
        ladder = Ladder(steps)
        ladder.setObjectName("package_ladder")
        self._body.addWidget(ladder)
        self._body.addWidget(self._safe(exported))

    def _safe(self, exported: ExportedPackage) -> QFrame:
        block = QFrame()
        block.setProperty("kind", "safe")
        block.setObjectName("package_safe")
        head = Label(self.tr("Safe to remove"), "emphasis")
        where = Label(str(exported.path.parent), "caption", wraps=True)
        row = across(MarkSign("done", 28), down(head, where, gap=2), gap=14, margins=(14, 12, 12, 12))
        row.setStretch(1, 1)
        block.setLayout(row)
        block.setAccessibleName(f"{head.text()} {where.text()}")
        return block

    def _show_code(self, package: PackageView) -> None:
        code = Label(package.check_code, "display")
        code.setObjectName("package_check_code")
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._body.addSpacing(6)
        self._body.addLayout(across(Label(self.tr("Check code"), "label"), None, code))
        if package.is_ours:
            words = self.tr("Read it out by telephone: the desk compares it with the package that came.")
            self._body.addWidget(Label(words, "caption", wraps=True))


def _size(size: int) -> str:
    if size < 100_000:
        return f"{size / 1000:.1f} kB"
    return f"{size / 1_000_000:.1f} MB"
