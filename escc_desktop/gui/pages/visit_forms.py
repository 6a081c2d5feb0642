"""The forms of one visit, each with how it stands and the way to it; it asks nothing by itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from escc_desktop.actions.asking_visits import VisitFormView
from escc_desktop.gui.language import language
from escc_desktop.gui.marks import mark_word
from escc_desktop.gui.pages.vocabulary import form_label
from escc_desktop.gui.runs import Mark, RunsLine
from escc_desktop.gui.widgets.buttons import LinkButton
from escc_desktop.gui.widgets.frames import Scrolled, across, down, empty_layout
from escc_desktop.study.edition import Study


class VisitForms(Scrolled):
    """``wanted`` carries the form that was pressed. Object names: ``fill_<form>``, ``state_<form>``."""

    wanted = Signal(str)

    def __init__(self, study: Study) -> None:
        super().__init__(gap=0)
        self.setObjectName("visit_forms")
        self._study = study
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._states: dict[str, RunsLine] = {}
        self.inner.addLayout(self._lines)
        self.inner.addStretch(1)

    def show_forms(self, forms: tuple[str, ...]) -> None:
        """Show the ways to ``forms``; how they stand comes with ``show_states``."""
        empty_layout(self._lines)
        self._states = {}
        for form in forms:
            way = LinkButton(form_label(self._study, form, language()), "square-pen")
            way.setObjectName(f"fill_{form}")
            way.clicked.connect(lambda _=False, one=form: self.wanted.emit(one))
            state = RunsLine("", height=18)
            state.setObjectName(f"state_{form}")
            state.hide()
            self._states[form] = state
            self._lines.addLayout(down(across(way, None), across(state, None, margins=(28, 0, 0, 4)), gap=0))

    def show_states(self, views: tuple[VisitFormView, ...]) -> None:
        """Show how the forms stand; one that was not begun has no mark."""
        for view in views:
            line = self._states.get(view.form)
            if line is not None and view.state != "open":
                line.set_runs(Mark(view.state, mark_word(view.state), "ink2", 12))
                line.show()
