"""A sheet of every part of the look with invented contents, for tests and pictures; no page uses it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from escc_desktop.gui.runs import Chip, Mark, Text, Window
from escc_desktop.gui.widgets.buttons import FilledButton, Pill, QuietButton, TabStrip
from escc_desktop.gui.widgets.choices import ChoiceBoxes, Option, Ring, TickBox
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import DateField, FieldEdit, SearchField
from escc_desktop.gui.widgets.form_row import FormRow, FormTable
from escc_desktop.gui.widgets.frames import Card, CardRow, across
from escc_desktop.gui.widgets.ladder import ClockRing, Ladder, Step
from escc_desktop.gui.widgets.notices import Banner, EmptyState, ProblemCard, ProgressCard, ReasonBar, UndoLine
from escc_desktop.gui.widgets.pages import Page, SidePanel
from escc_desktop.gui.widgets.table import Column, GroupRow, Row, Table
from escc_desktop.gui.widgets.times import TimeField

_TODAY = date(2026, 3, 19)


class StatesSheet(Page):
    """Banners, feedback, progress, reason, empty list and problem."""

    def __init__(self) -> None:
        super().__init__()
        self.broken, self.void, self.assumed = Banner(), Banner(), Banner()
        self.undo, self.progress, self.reason = UndoLine(), ProgressCard(), ReasonBar()
        self.empty, self.problem = EmptyState("funnel"), ProblemCard()
        left, right = QVBoxLayout(), QVBoxLayout()
        for part in (self.broken, self.void, self.assumed, self.undo, self.progress, self.reason):
            left.addWidget(part)
        right.addWidget(self.empty)
        right.addWidget(self.problem)
        for column in (left, right):
            column.setSpacing(12)
            column.addStretch(1)
        row = across(left, right, gap=16)
        row.setStretch(0, 1)
        row.setStretch(1, 1)
        self.body.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language that is shown."""
        self.header.set_title(self.tr("States and feedback"))
        self.header.set_aside(self.tr("component reference, not a page"))
        self.broken.tell(
            "hard",
            self.tr("12 entries are missing: the vault is read-only"),
            self.tr("Restore to go on."),
            self.tr("Restore…"),
            tone="over",
        )
        self.void.tell(
            "warn",
            self.tr("Signature void: 1 item changed after signing"),
            self.tr("The investigator reviews and signs again."),
            self.tr("Show change"),
        )
        self.assumed.tell("assume", self.tr("Visit windows are assumptions, not protocol, awaiting approval"))
        self.undo.tell(self.tr("Moved to {date}").format(date="2026-03-29"))
        self.progress.tell(
            self.tr("Reading back {name}").format(name="A-000042"), self.tr("Cancel leaves no half file")
        )
        self.progress.advance(0.62, self.tr("about {seconds} s").format(seconds=8))
        self.reason.ask(2, (("transcription", self.tr("Transcription error")),))
        self.empty.tell(
            self.tr("No participant matches"),
            self.tr("{shown} of {all} match the filter").format(shown=0, all=14),
            self.tr("Clear the filter"),
        )
        self.problem.tell(
            self.tr("The stick was removed before the package was complete"),
            self.tr("The vault is unchanged. Put the stick back and try again."),
            "EXP-104",
            self.tr("Try again"),
        )


def _answers() -> tuple[Option, ...]:
    return Option("Y", "是 Yes", "y"), Option("N", "否 No", "n"), Option("NA", "不适用 N/A", "a")


class PartsSheet(Page):
    """Table, form rows, answers, fields, pills, tabs, ladder and clock, with invented contents in either language."""

    def __init__(self) -> None:
        super().__init__()
        self.header.set_title("01-007-C CHYU")
        chips = (Text("男 62", "ink2"), Mark("active"), Chip("曲氟 C2D22", "drugA"), Chip("安罗 C3D15", "drugB"))
        self.header.set_aside(chips)
        self.header.add(QuietButton("打印…", "printer"), FilledButton("打开今天的访视"))
        self.tabs = TabStrip()
        self.tabs.set_tabs((("overview", "概览", ""), ("visits", "Visits", "13"), ("events", "不良事件", "5")))
        pill = Pill("治疗中", 7)
        pill.setChecked(True)
        self.search, self.sort = SearchField("筛选号、缩写 Ctrl+F"), ComboField((("n", "下次访视"),), prefix="排序：")
        self.sort.set_value("n")
        self.add(self.tabs, across(self.search, pill, Pill("Screening", 4), None, self.sort))
        self.table = self._table()
        self.form = self._form()
        self.add(self.table, self.form, None)
        self.set_panel(self._panel())

    def _table(self) -> Table:
        columns = (
            Column("筛选号", 90), Column("状态", 100), Column("访视", 120, stretches=True),
            Column("窗口", 120), Column("未结", 130), Column("", 60),
        )  # fmt: skip
        table = Table(columns, "Participants")
        inside = Window(date(2026, 3, 16), _TODAY, date(2026, 3, 22), _TODAY)
        past = Window(date(2026, 3, 9), date(2026, 3, 12), date(2026, 3, 15), date(2026, 3, 17))
        ahead = Window(date(2026, 3, 24), date(2026, 3, 27), date(2026, 3, 29), _TODAY)
        query, serious = Mark("query", "质疑 1"), Mark("sae", "SAE 1")
        numbers = [Text(number, weight=500) for number in ("01-004-7", "01-002-K", "01-001-5")]
        table.set_rows(
            (
                GroupRow("今天到访", "1"),
                Row("a", (numbers[0], Mark("due"), "曲氟第3周期第1天", inside, ""), "打开"),
                GroupRow("逾期与将关窗", "2"),
                Row("b", (numbers[1], Mark("overdue"), "安罗第5周期第1天", past, query), "预约…"),
                Row("c", (numbers[2], Mark("upcoming"), "FTD/TPI C5 day 15", ahead, serious), "View"),
            )
        )
        table.choose("b")
        return table

    def _form(self) -> FormTable:
        form = FormTable()
        form.add_group("血常规 Haematology")
        white = FieldEdit("nn.nn", in_grid=True, width=82, moves_on=True)
        white.set_value("3.10")
        row = form.add_row(FormRow("白细胞 WBC", white, unit="10^9/L", range_words="3.50–9.50", has_history=True))
        row.set_flag(Text("↓ L", "due", 600))
        potassium = FieldEdit("n.n", in_grid=True, width=82, moves_on=True)
        potassium.set_value("5.9")
        checked = form.add_row(FormRow("钾 Potassium", potassium, unit="mmol/L", range_words="3.5–5.3"))
        checked.show_check("soft", "比上次 4.1 升高 44 %。核对标本是否溶血；属实请写明依据。", "写明依据…")
        missing = FieldEdit(in_grid=True, width=82)
        codes = (("ND", "未做（ND）"), ("UK", "不详（UK）"), ("NA", "不适用（NA）"))
        form.add_row(FormRow("γ-谷氨酰转移酶 GGT", missing, codes=codes)).set_missing("ND", "标本量不足")
        answered = ChoiceBoxes(_answers(), height=26)
        answered.set_value("N")
        form.add_row(FormRow("妊娠或哺乳", answered))
        return form

    def _panel(self) -> SidePanel:
        panel = SidePanel("中性粒细胞·历史")
        grades = tuple(Option(str(grade), str(grade), str(grade), grade > 2) for grade in range(1, 6))
        boxes = ChoiceBoxes(grades, is_joined=False)
        boxes.set_value("3")
        ring = ClockRing()
        ring.show_left(0.52, "12:25", "剩余")
        steps = (
            Step("写入", ("A-000041.part，1.8 MB",), "09:36:02", "done"),
            Step("1.32", ("原因：转录错误", "李晓 2026-03-12 11:05 +08:00"), "#17842", is_current=True),
        )
        ticked, chosen = TickBox("持续"), Ring("NCS")
        ticked.setChecked(True)
        chosen.setChecked(True)
        card = Card("核对")
        card.add(CardRow(Mark("hard", "缺一项回答"), "1"), CardRow(Mark("wait"), Text("419", "ink2")))
        for part in (Ladder(steps), boxes, ring, card):
            panel.content.addWidget(part)
        panel.content.addLayout(across(ticked, chosen, Ring("CS"), None))
        day = DateField(lambda: _TODAY)
        panel.content.addLayout(across(day, TimeField(), None))
        panel.foot.addWidget(QuietButton("打开记录"))
        return panel
