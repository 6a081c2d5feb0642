"""Says which program and which study edition this is; it asks nothing and goes nowhere."""

from __future__ import annotations

from escc_desktop import __version__
from escc_desktop.gui.runs import Text
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.frames import CardRow, Label
from escc_desktop.study.edition import Study


class AboutDialog(DialogFrame):
    """Version, study edition where a vault is open, licence; Close, Enter and Esc close it."""

    def __init__(self, study: Study | None) -> None:
        super().__init__("ESCC Desktop", self.tr("Close"), width=480)
        self.setObjectName("about")
        self.cancel_button.hide()
        rows = [(self.tr("Version"), __version__)]
        if study is not None:
            rows += [(self.tr("Study"), study.id), (self.tr("Study edition"), study.edition)]
        rows.append((self.tr("Licence"), "Apache-2.0"))
        for words, fact in rows:
            self.add(CardRow(Text(words, "ink2"), Text(fact)))
        offline = self.tr("This program never goes online. What leaves this computer leaves as a package or on paper.")
        self.add(Label(offline, "label", wraps=True))
        self.accepted.connect(self.close_dialog)
