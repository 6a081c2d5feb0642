"""The contradictions that concern somebody in screening and wait for a ruling, as a list; it asks nothing by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent

from escc_desktop.actions.asking_criteria import QueryView
from escc_desktop.gui.language import language
from escc_desktop.gui.runs import Mark, Text
from escc_desktop.gui.widgets.rows import Column, GroupRow, Row
from escc_desktop.gui.widgets.table import Table
from escc_desktop.study.edition import Study


class QueryList(Table):
    """One line per participant and contradiction; the signals of the table carry the participant's number."""

    def __init__(self, study: Study) -> None:
        super().__init__(fits=True)
        self.setObjectName("queries_table")
        self._study = study
        self._queries: tuple[QueryView, ...] = ()
        self.retranslate()
        self.hide()

    def show_queries(self, queries: tuple[QueryView, ...]) -> None:
        """Show ``queries``; without any the list is not there."""
        self._queries = queries
        title = self.tr("Asked by the register of contradictions: the principal investigator rules, page Study edition")
        rows: tuple[Row | GroupRow, ...] = tuple(self._row(one) for one in queries)
        self.set_rows((GroupRow(title, str(len(queries))), *rows) if rows else ())
        self.setVisible(bool(queries))

    def _row(self, one: QueryView) -> Row:
        known = self._study.contradiction(one.contradiction)
        held = (
            Mark("hard", self.tr("blocks enrolment")) if one.needs_ruling else Mark("query", self.tr("to be answered"))
        )
        cells = (
            Text(one.participant, weight=500),
            Text(one.contradiction),
            Text(known.problem.in_(language())),
            held,
        )
        return Row(one.participant, cells, self.tr("Open"))

    def retranslate(self) -> None:
        """Say the heads in the language that is shown."""
        self.set_name(self.tr("Contradictions that wait for a ruling"))
        self.set_columns(
            (
                Column(self.tr("Participant"), 90),
                Column(self.tr("No."), 40),
                Column(self.tr("Problem"), 200, stretches=True),
                Column(self.tr("State"), 120),
                Column("", 60),
            )
        )
        self.show_queries(self._queries)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
