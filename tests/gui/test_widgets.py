"""The parts of the look by keyboard: answers, fields, rows of a form, tables, notices."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from escc_desktop.gui.application import Application
from escc_desktop.gui.runs import Mark, Text, Window, width_of, words_of
from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.choices import ChoiceBoxes, Option
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import DateField, FieldEdit, NoteField, PassphraseField, tidy_date, tidy_time
from escc_desktop.gui.widgets.form_row import FormRow, FormTable
from escc_desktop.gui.widgets.notices import ProgressCard, ReasonBar
from escc_desktop.gui.widgets.rows import Column, GroupRow, Row, RowsModel
from escc_desktop.gui.widgets.table import Table
from escc_desktop.gui.widgets.times import DateTimeField

ANSWERS = (Option("Y", "Yes", "y"), Option("N", "No", "n"), Option("NA", "N/A", "a"))
CODES = (("ND", "Not done"), ("UK", "Unknown"), ("NA", "Not applicable"))
ROWS = (
    GroupRow("Due today", "1"),
    Row("a", (Text("01-004"), Mark("due")), "Open"),
    GroupRow("Overdue", "1"),
    Row("b", (Text("01-002"), Mark("overdue", "Overdue 2 d")), "Book…"),
)


@pytest.fixture
def boxes(dressed: Application, qtbot: QtBot) -> ChoiceBoxes:
    made = ChoiceBoxes(ANSWERS)
    qtbot.addWidget(made)
    made.show()
    return made


def test_nothing_is_preselected(boxes: ChoiceBoxes) -> None:
    assert boxes.value() == ""


@pytest.mark.parametrize(("key", "code"), [("y", "Y"), ("n", "N"), ("a", "NA")])
def test_a_letter_answers(boxes: ChoiceBoxes, qtbot: QtBot, key: str, code: str) -> None:
    heard: list[str] = []
    boxes.chosen.connect(heard.append)
    QTest.keyClicks(boxes, key)
    assert (boxes.value(), heard) == (code, [code])


def test_arrows_move_the_answer_and_backspace_takes_it_back(boxes: ChoiceBoxes, qtbot: QtBot) -> None:
    for key, code in (
        (Qt.Key.Key_Right, "Y"),
        (Qt.Key.Key_Right, "N"),
        (Qt.Key.Key_Left, "Y"),
        (Qt.Key.Key_Left, "NA"),
    ):
        QTest.keyClick(boxes, key)
        assert boxes.value() == code
    QTest.keyClick(boxes, Qt.Key.Key_Backspace)
    assert boxes.value() == ""


def test_a_row_of_answers_is_one_stop_for_tab(boxes: ChoiceBoxes) -> None:
    boxes.set_value("N")
    found = boxes.findChildren(QAbstractButton)
    stops = [box for box in found if box.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [boxes.focusProxy()]
    assert stops[0].accessibleName() == "No"


def test_an_answer_that_does_not_exist_cannot_be_given(dressed: Application, qtbot: QtBot) -> None:
    grades = ChoiceBoxes(tuple(Option(str(k), str(k), str(k), k > 2) for k in range(1, 6)), is_joined=False)
    qtbot.addWidget(grades)
    QTest.keyClicks(grades, "1")
    assert grades.value() == ""
    QTest.keyClick(grades, Qt.Key.Key_Right)
    assert grades.value() == "3"


@pytest.mark.parametrize(
    ("typed", "partial", "written"),
    [
        ("20260305", False, "2026-03-05"),
        ("2026/3/5", False, "2026-03-05"),
        ("2026年3月5日", False, "2026-03-05"),
        ("2026-03-uk", True, "2026-03-UK"),
        ("2026-03", True, "2026-03-UK"),
        ("2026", True, "2026-UK-UK"),
        ("2026-03-UK", False, "2026-03-UK"),
        ("2026-UK-05", True, "2026-UK-05"),
        ("2026311", True, "2026311"),
        ("202603", False, "202603"),
        ("yesterday", True, "yesterday"),
    ],
)
def test_dates_are_tidied_and_never_imputed(typed: str, partial: bool, written: str) -> None:
    assert tidy_date(typed, may_be_partial=partial) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [("0810", "08:10"), ("8:10", "08:10"), ("23：59", "23:59"), ("2460", "2460"), ("123", "123"), ("", "")],
)
def test_times_are_tidied(typed: str, written: str) -> None:
    assert tidy_time(typed) == written


def test_t_writes_today(dressed: Application, qtbot: QtBot) -> None:
    field = DateField(lambda: date(2026, 3, 5))
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(field.edit, Qt.Key.Key_T)
    assert field.value() == "2026-03-05"
    field.set_read_only(True)
    field.set_value("")
    QTest.keyClick(field.edit, Qt.Key.Key_T)
    assert field.value() == ""


def test_an_instant_is_date_and_time(dressed: Application, qtbot: QtBot) -> None:
    field = DateTimeField(lambda: datetime(2026, 3, 5, 14, 30))
    qtbot.addWidget(field)
    field.button.click()
    assert field.value() == "2026-03-05 14:30"
    field.set_value("2026-03-06 08:10")
    assert (field.day.value(), field.time.value()) == ("2026-03-06", "08:10")


def test_caps_lock_is_noticed(dressed: Application, qtbot: QtBot) -> None:
    field = PassphraseField()
    qtbot.addWidget(field)
    heard: list[bool] = []
    field.caps_lock_seen.connect(heard.append)
    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    for letter, held in (("a", none), ("A", shift), ("1", none), ("Z", none), ("z", shift)):
        field.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Z, held, letter))
    assert heard == [False, False, True, True]
    assert field.value() == "aA1Zz"


def test_the_wheel_never_changes_a_choice(dressed: Application, qtbot: QtBot) -> None:
    combo = ComboField((("a", "A"), ("b", "B")), "Choose…")
    qtbot.addWidget(combo)
    assert combo.value() == ""
    combo.set_value("a")
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, turn)
    assert combo.value() == "a"
    combo.set_options((("b", "Bee"), ("a", "Ay")))
    assert combo.value() == "a"


def test_f2_codes_an_item_as_missing_and_asks_the_reason(dressed: Application, qtbot: QtBot) -> None:
    editor = FieldEdit(in_grid=True)
    row = FormRow("GGT", editor, unit="U/L", codes=CODES)
    qtbot.addWidget(row)
    row.show()
    row.activateWindow()
    editor.set_value("60")
    QTest.keyClick(editor, Qt.Key.Key_F2)
    offered = [button.text() for button in row.findChildren(QuietButton) if button.isVisible()]
    assert offered == ["Not done", "Unknown", "Not applicable"]
    QTest.keyClick(row, Qt.Key.Key_Escape)
    assert row.value() == "60"
    assert editor.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_F2)
    first = next(button for button in row.findChildren(QuietButton) if button.isVisible())
    with qtbot.waitSignal(row.edited):
        QTest.keyClick(first, Qt.Key.Key_Return)
    assert row.missing() == ("ND", "")
    assert row.value() == ""
    assert editor.isHidden()
    row.set_missing("ND", "sample too small")
    assert row.missing() == ("ND", "sample too small")
    row.set_missing("")
    assert row.value() == "60"


def test_a_check_stands_under_its_row_in_the_layout(dressed: Application, qtbot: QtBot) -> None:
    row = FormRow("Potassium", FieldEdit(in_grid=True))
    qtbot.addWidget(row)
    before = row.sizeHint().height()
    row.show_check("soft", "Up 44 % from 4.1.", "State the grounds…")
    assert row.sizeHint().height() >= before + 34
    assert row.widget.property("state") == "soft"
    row.clear_check()
    assert row.sizeHint().height() == before
    assert row.widget.property("state") == "plain"


def test_enter_moves_on_and_the_row_is_tinted(dressed: Application, qtbot: QtBot) -> None:
    form = FormTable()
    qtbot.addWidget(form)
    fields = [FieldEdit(in_grid=True, moves_on=True) for _ in range(2)]
    rows = [form.add_row(FormRow(f"Item {k}", field)) for k, field in enumerate(fields)]
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    fields[0].setFocus()
    assert form.current() is rows[0]
    QTest.keyClick(fields[0], Qt.Key.Key_Return)
    assert fields[1].hasFocus()
    assert (rows[0].is_current, rows[1].is_current) == (False, True)


def test_the_model_of_a_table_keeps_qt_rules(dressed: Application) -> None:
    model = RowsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester.model() is model
    model.set_columns((Column("Number"), Column("State"), Column("")))
    model.set_rows(ROWS)
    assert (model.rowCount(), model.columnCount()) == (4, 3)
    model.set_rows(ROWS[:2])
    assert model.data(model.index(1, 1)) == "Due"
    assert model.data(model.index(1, 2)) == "Open"
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags


@pytest.fixture
def table(dressed: Application, qtbot: QtBot) -> Table:
    made = Table((Column("Number"), Column("State"), Column("")), "Visits")
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    made.resize(500, 300)
    made.show()
    return made


def test_a_table_is_walked_and_opened_by_keyboard(table: Table, qtbot: QtBot) -> None:
    table.choose("a")
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    assert table.current_key() == "b"
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.acted) as acted:
        QTest.keyClick(table.view, Qt.Key.Key_Space)
    assert (opened.args, acted.args) == (["b"], ["b"])


def test_a_click_on_the_act_asks_for_it(table: Table, qtbot: QtBot) -> None:
    box = table.view.visualRect(table.model_of_rows.index(1, 2))
    with qtbot.waitSignal(table.acted) as acted:
        QTest.mouseClick(
            table.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 16, box.center().y())
        )
    assert acted.args == ["a"]


def test_new_rows_keep_the_choice_and_cut_nothing(table: Table) -> None:
    table.choose("b")
    table.set_rows((Row("b", (Text("01-002-K, a number of unusual length"), Mark("done"))), Row("c", ("01-003", ""))))
    assert table.current_key() == "b"
    assert table.view.columnWidth(0) >= width_of(Text("01-002-K, a number of unusual length")) + 12
    assert table.view.verticalScrollBar().maximum() == 0


def test_what_is_painted_can_be_read_aloud(dressed: Application) -> None:
    day = date(2026, 3, 19)
    assert words_of((Mark("overdue"), Text("10^9/L"))) == "Overdue 109/L"
    assert words_of(Window(day, day, day, day)) == "2026-03-19 – 2026-03-19 – 2026-03-19"


def test_a_reason_is_asked_before_saving(dressed: Application, qtbot: QtBot) -> None:
    bar = ReasonBar()
    qtbot.addWidget(bar)
    bar.ask(2, (("transcription", "Transcription error"), ("other", "Other")))
    assert not bar.button.isEnabled()
    bar.reason.set_value("transcription")
    bar.reason.edited.emit()
    bar.note.set_value("misread")
    with qtbot.waitSignal(bar.given) as given:
        bar.button.click()
    assert given.args == ["transcription", "misread"]


def test_progress_never_goes_back(dressed: Application, qtbot: QtBot) -> None:
    card = ProgressCard("Reading back", "Cancel leaves no half file")
    qtbot.addWidget(card)
    card.advance(0.6)
    card.advance(0.3)
    assert card.bar.value() == 600


def test_values_are_set_in_silence(dressed: Application, qtbot: QtBot) -> None:
    for editor in (
        FieldEdit(),
        NoteField(),
        DateField(),
        ComboField((("a", "A"),)),
        ChoiceBoxes(ANSWERS),
        DateTimeField(),
    ):
        qtbot.addWidget(editor)
        heard: list[str] = []
        editor.edited.connect(lambda heard=heard: heard.append("edited"))
        editor.set_value(
            "a" if isinstance(editor, ComboField) else "Y" if isinstance(editor, ChoiceBoxes) else "2026-03-05"
        )
        assert editor.value()
        assert heard == []
