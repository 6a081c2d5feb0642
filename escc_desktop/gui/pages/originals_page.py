"""Says for each kind of document whether paper or program holds the original, and lets who may decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from escc_desktop.actions import asking
from escc_desktop.actions.commands import ChooseOriginal
from escc_desktop.actions.signature_views import OriginalView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.vocabulary import filled, moment
from escc_desktop.gui.runs import Icon, RunsLine, Text
from escc_desktop.gui.widgets.choices import ChoiceBoxes, Option
from escc_desktop.gui.widgets.frames import Card, Label, across, down, empty_layout, hairline

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_MAY = {"site_administrator", "principal_investigator"}


class OriginalsPage(SitePage):
    """One line for each kind that the program prints: what it is, its original, since when and by whom."""

    concern = ("originals",)
    help_topic = "originals"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("originals_page")
        self._views: tuple[OriginalView, ...] = ()
        self._may = not _MAY.isdisjoint(workplace.person.roles)
        self._about = Label("", "label", wraps=True)
        self._only = Label("", "label", wraps=True)
        self._only.setObjectName("originals_only")
        self._only.setVisible(not self._may)
        self._problem = Label("", "plain", ink="over", wraps=True)
        self._problem.setObjectName("originals_problem")
        self._problem.hide()
        self._card = Card(pad=0, gap=0)
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self.add(self._about, self._card, self._problem, self._only, None)
        self.retranslate()

    def refresh(self) -> None:
        """Ask what is decided."""
        self.workplace.ask(asking.original_views, self._show, self)

    def _show(self, views: tuple[OriginalView, ...]) -> None:
        self._views = views
        self._problem.hide()
        self._show_lines()

    def _show_lines(self) -> None:
        empty_layout(self._card.body)
        labels = {one.id: one.label.in_(language()) for one in self.workplace.study.documents}
        for place, view in enumerate(self._views):
            if place:
                self._card.add(hairline())
            self._card.add(self._line(view, labels.get(view.kind, view.kind)))

    def _line(self, view: OriginalView, name: str) -> QWidget:
        texts = down(Label(name, "strong"), RunsLine(Text(self._since(view), "ink2", size=12), height=18), gap=0)
        line = QWidget()
        line.setFixedHeight(58)
        if view.is_fixed:
            right: QWidget = RunsLine((Icon("printer"), Text(self.tr("always on paper"), "ink2")))
        else:
            right = self._boxes(view, name)
        line.setLayout(across(texts, None, right, margins=(16, 6, 16, 6)))
        return line

    def _boxes(self, view: OriginalView, name: str) -> ChoiceBoxes:
        electronic, ink = self.tr("Electronic, signed in the program"), self.tr("Paper, signed by hand")
        boxes = ChoiceBoxes((Option("electronic", electronic), Option("ink", ink)), is_required=True, height=32)
        boxes.setObjectName(f"original_{view.kind}")
        boxes.setAccessibleName(filled(self.tr("Original of %1"), name))
        for box, code in zip(boxes.boxes(), ("electronic", "ink"), strict=True):
            box.setObjectName(f"original_{view.kind}_{code}")
        boxes.set_value(view.original)
        boxes.set_read_only(not self._may)
        boxes.chosen.connect(lambda code: self._choose(view, code))
        return boxes

    def _since(self, view: OriginalView) -> str:
        if view.is_fixed:
            return self.tr("It is written on and signed by hand; the program signs none.")
        if view.chosen_at is None:
            return self.tr("As the study edition says; nobody has decided otherwise.")
        return filled(self.tr("Decided by %1 %2"), view.chosen_by, moment(view.chosen_at))

    def _choose(self, view: OriginalView, code: str) -> None:
        if code == view.original:
            return
        command = ChooseOriginal(view.kind, "ink" if code == "ink" else "electronic")
        self.workplace.do(command, None, self.explained(self._refused), self)

    def _refused(self, sentence: str, code: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        self._show_lines()

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self.header.set_title(self.tr("Originals"))
        about = (
            self.tr("Decides how each kind is signed from now on; what was signed before goes on to hold."),
            self.tr("On paper it is printed, signed by hand and filed, and the signature is recorded here."),
        )
        self._about.setText(" ".join(about))
        self._only.setText(self.tr("Only a site administrator or the principal investigator decides this."))
        self._show_lines()
