"""One row of a table of results bound to the draft: result, unit, range, flag, judgement; it saves nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.icons import draw_icon
from escc_desktop.gui.pages.form_draft import FormDraft
from escc_desktop.gui.pages.form_editors import Now, make_editor
from escc_desktop.gui.pages.item_row import ItemRow
from escc_desktop.gui.pages.range_filling import RangeFilling
from escc_desktop.gui.pages.result_words import flag_cell
from escc_desktop.gui.pages.sentences_of_laboratory import limits_words
from escc_desktop.gui.pages.vocabulary import unit_words
from escc_desktop.gui.runs import Cell, Mark, Text, paint_runs, words_of
from escc_desktop.gui.theme import colour, sized_font
from escc_desktop.gui.widgets import result_grid as grid
from escc_desktop.gui.widgets.buttons import LinkButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import DateField, FieldEdit
from escc_desktop.gui.widgets.form_row import Editor
from escc_desktop.study.edition import Item, Part
from escc_desktop.study.values import Missing
from escc_desktop.trial.result_ranges import flag_of
from escc_desktop.words import Language, explain

Stop = tuple[str, QWidget]
_HEIGHT, _REASON, _LONGEST_FORMAT, _LEAST_WIDTH, _LEAST_GAP = 33, 260, 7, 700, 4
_BESIDE: tuple[Part, ...] = ("unit", "low", "high", "judgement", "judged_on")
_JUDGED: tuple[Part, ...] = ("judgement", "judged_on")
_TYPED: tuple[Part, ...] = ("unit", "low", "high")


class ResultRow(ItemRow):
    """A row of a table. The fields beside the result are made when needed: a range that was filled in is words.

    ``paste_asked`` carries what was pasted where it is more than one value; ``event_asked`` the item whose value is
    clinically significant.
    """

    paste_asked = Signal(str)
    event_asked = Signal(str)

    def __init__(
        self,
        draft: FormDraft,
        item: Item,
        companions: tuple[Item, ...],
        filling: RangeFilling,
        language: Language,
        now: Now | None,
        *,
        may_judge: bool,
        parent: QWidget | None = None,
    ) -> None:
        self._filling = filling
        self._parts: dict[Part, Item] = {one.part: one for one in companions}
        self._fields: dict[Part, QWidget] = {}
        self._is_open = False  # unit and range were asked for by hand
        self._now = now
        self._may_judge = may_judge
        self._is_coded = item.code_list is not None
        self._event: LinkButton | None = None
        super().__init__(draft, item.id, language, now, may_judge=may_judge, in_grid=not self._is_coded, parent=parent)
        self._label = self._label.replace(" *", "\u00a0*")  # a star alone on a line would be lost
        if isinstance(self.widget, FieldEdit):
            self.widget.installEventFilter(self)
            if len(self.widget.placeholderText()) > _LONGEST_FORMAT:
                self.widget.setPlaceholderText("")  # half a format would mislead

    # what it holds

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys that the row shows."""
        return (self.key, *(one.id for one in self._parts.values()))

    def _text(self, part: Part) -> str:
        item = self.item if part == "value" else self._parts.get(part)
        return self.draft.text(item.id) if item is not None else ""

    def flag(self) -> str:
        """Return how the result lies: "low", "high", "normal", "abnormal" for a coded one, "" where nothing is said."""
        value = self._text("value")
        if not self._is_coded:
            return flag_of(value, self._text("low"), self._text("high"))
        if not value or not self.item.normal:
            return ""
        return "normal" if value in self.item.normal else "abnormal"

    def _flag(self) -> str | None:
        """Return how the result lies to the edition's usual range, only where the laboratory's own is not there."""
        return None if self.flag() else super()._flag()

    def show_value(self) -> None:
        """Show what the draft holds for the result and everything beside it."""
        super().show_value()
        self._show_fields()
        self.update()

    def _said_aside(self) -> Cell:
        return ""  # unit, range and flag have columns of their own

    # the fields beside the result

    def _show_fields(self) -> None:
        wanted = self._wanted()
        for part in _BESIDE:
            item = self._parts.get(part)
            if item is None:
                continue
            if part in wanted and part not in self._fields:
                self._make(part, item)
            field = self._fields.get(part)
            if field is None:
                continue
            value = self.draft.value(item.id)
            shown = value.code if isinstance(value, Missing) else value
            if part == "unit" and not shown:
                shown = self.item.unit
            if cast("Editor", field).value() != shown:
                cast("Editor", field).set_value(shown)
            if field.isHidden() == (part in wanted):
                field.setVisible(part in wanted)
        self._show_event()
        self._place()

    def _wanted(self) -> set[str]:
        if self.missing() is not None:
            return set()
        wanted: set[str] = set()
        has_limits = bool(self._text("low") or self._text("high"))
        if self._is_open or (self._text("value") and not has_limits and not self._is_coded):
            wanted |= {"low", "high"}
        if "unit" in self._parts and self._is_open:
            wanted.add("unit")
        for part in _JUDGED:
            item = self._parts.get(part)
            if item is not None and self.draft.is_shown(item.id):
                wanted.add(part)
        return wanted

    def _make(self, part: Part, item: Item) -> None:
        if part == "judged_on":
            day = DateField(self._today if self._now is not None else None, in_grid=True)
            day.button.hide()  # T writes today's date; the head of the column says so
            day.edit.setMinimumWidth(0)
            day.edit.setMaximumWidth(grid.DATED)
            day.setObjectName(f"item_{item.id}_field")
            day.edit.setObjectName(f"item_{item.id}")
            made: QWidget = day
        else:
            made = make_editor(self.draft.study, item, self.language, None, in_grid=True)
        if isinstance(made, FieldEdit):
            made.setFixedWidth((grid.RANGE - 10) // 2)
            made.setPlaceholderText("")  # too narrow for the digits; the result beside it shows them
        made.setMinimumWidth(0)
        made.setAccessibleName(item.label.in_(self.language))
        made.setParent(self)
        may = (self._may_judge or item.decided_by == "anyone") and not self.draft.is_read_only
        if not may:
            cast("Editor", made).set_read_only(True)
        cast("Editor", made).edited.connect(lambda: self._take_part(item, part))
        self._fields[part] = made
        made.hide()

    def _today(self) -> date:
        assert self._now is not None
        return self._now().date()

    def _take_part(self, item: Item, part: Part) -> None:
        if part in ("low", "high"):
            self._is_open = True  # the fields stay while their row is worked on
        self.draft.set_value(item.id, cast("Editor", self._fields[part]).value(), is_typing=True)

    def open_parts(self) -> None:
        """Open unit and range of the row to be typed, with the cursor in the first of them."""
        if self.draft.is_read_only or self.missing() is not None or self._is_coded:
            return
        self._is_open = True
        self.show_value()
        for part in _TYPED:
            field = self._fields.get(part)
            if field is not None:
                field.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _show_event(self) -> None:
        is_significant = self._text("judgement") == "CS" and not self.draft.is_read_only
        if is_significant and self._event is None:
            self._event = LinkButton(parent=self)
            self._event.setObjectName(f"event_{self.key}")
            self._event.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._event.clicked.connect(lambda: self.event_asked.emit(self.key))
            self._event.setText(QCoreApplication.translate("ResultRow", "AE…"))
            words = QCoreApplication.translate("ResultRow", "New adverse event from %1")
            self._event.setAccessibleName(words.replace("%1", self.item.label.in_(self.language)))
        if self._event is not None:
            self._event.setVisible(is_significant)

    # keys and stops

    def later_stops(self) -> tuple[Stop, ...]:
        """Return the fields beside the result that still want something: they come after all results of the table."""
        found: list[Stop] = []
        for part in _BESIDE:
            item, field = self._parts.get(part), self._fields.get(part)
            if item is None or field is None or field.isHidden() or not self._takes(field, item):
                continue
            focused = QGuiApplication.focusObject()
            has_focus = isinstance(focused, QWidget) and (field is focused or field.isAncestorOf(focused))
            if has_focus or self.draft.value(item.id) == "" or self.draft.problem(item.id) is not None:
                found.append((item.id, field))
        return tuple(found)

    def _takes(self, field: QWidget, item: Item) -> bool:
        return (self._may_judge or item.decided_by == "anyone") and field.isEnabled() and not self.draft.is_read_only

    def key_of(self, widget: QWidget | None) -> str:
        """Return the key in whose field ``widget`` stands."""
        for part, field in self._fields.items():
            if widget is not None and (field is widget or field.isAncestorOf(widget)):
                return self._parts[part].id
        return self.key

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand on what was pasted where it is more than one value."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_press and cast("QKeyEvent", event).matches(QKeySequence.StandardKey.Paste) and not self._is_read_only:
            text = QGuiApplication.clipboard().text()
            if any(sign in text.strip() for sign in "\n\t"):
                self.paste_asked.emit(text)
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open unit and range at a click on their words."""
        columns, x = grid.Columns.at(self.width()), event.position().x()
        if columns.unit <= x < columns.flag and event.position().y() < self._first_height and not self._is_coded:
            self.open_parts()
            return
        super().mousePressEvent(event)

    # what is said under it

    def say(self) -> None:
        """Show under the row what is wrong with a value, what is not asked any more, and what looks unusual."""
        super().say()
        had = set(self.lines)
        names = {one for one in had if not one.startswith(("part_", "usual_", "range_"))}
        for part, item in self._parts.items():
            names |= self._say_part(part, item)
        warning = self.draft.warning(self.key) if self._flag() is not None else None
        if warning is not None and self.draft.problem(self.key) is None:
            names.add(f"usual_{self.key}")
            self.line(f"usual_{self.key}", wants_reason=False).tell("soft", explain(warning, self.language))
        other = self._filling.differing(self.key)
        if other is not None and other.range is not None:
            words = QCoreApplication.translate("ResultRow", "%1 states %2 for this day.").replace(
                "%1", other.range.laboratory
            )
            words = words.replace("%2", limits_words(other.low, other.high, ""))
            take = QCoreApplication.translate("ResultRow", "Take it over")
            names |= self._offer(f"range_{self.key}", words, take, lambda: self._filling.take(self.key))
        if names or had:
            self.keep_lines(names)

    def _say_part(self, part: Part, item: Item) -> set[str]:
        """Show what is wrong with one field beside the result; return the names of the lines that say so."""
        problem, field = self.draft.problem(item.id), self._fields.get(part)
        if field is not None:
            cast("Editor", field).set_state("hard" if problem is not None else "plain")
        if problem is not None:
            words = f"{item.label.in_(self.language)}: {explain(problem, self.language)}"
            self.line(f"part_{item.id}", wants_reason=False).tell("hard", words)
            return {f"part_{item.id}"}
        if self.draft.standing.applies.get(item.id) is False and self.draft.value(item.id) != "":
            kept = QCoreApplication.translate("ResultRow", "%1 is no longer asked; it is kept until it is cleared.")
            may = (self._may_judge or item.decided_by == "anyone") and not self.draft.is_read_only
            clear = QCoreApplication.translate("ResultRow", "Clear it") if may else ""
            words = kept.replace("%1", item.label.in_(self.language))
            return self._offer(f"part_{item.id}", words, clear, lambda: self.draft.set_value(item.id, ""))
        return set()

    def _offer(self, name: str, words: str, act: str, do: Callable[[], None]) -> set[str]:
        is_new = name not in self.lines
        line = self.line(name, wants_reason=False)
        line.tell("soft", words, act)
        if is_new:
            line.act_asked.connect(do)
            line.act_asked.connect(self.say)  # at once, though the cursor may be in the form
        return {name}

    def words(self) -> str:
        """Return what is painted, for screen readers and tests."""
        said = (self._label, self._code, self._unit_words(), self._range_words(), words_of(flag_cell(self.flag())))
        return " ".join(one for one in (*said, words_of(self._open_cell())) if one)

    # geometry and painting

    def _measure(self) -> None:
        width = grid.Columns.at(max(self.width(), _LEAST_WIDTH)).label_width
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        box = QFontMetrics(sized_font(13)).boundingRect(QRect(0, 0, width, 2000), flags, self._label)
        least = 38 if self._is_coded else _HEIGHT
        self._first_height = max(least, box.height() + 8)
        self._label_box = QRect(grid.LEFT, 0, width, self._first_height)
        height = self._first_height + sum(self._line_height(line) for line in self.lines.values())
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
        self._place()

    def _place(self) -> None:
        at, tall = grid.Columns.at(max(self.width(), _LEAST_WIDTH)), self._first_height
        self._label_box = QRect(grid.LEFT, 0, at.label_width, tall)
        if self.widget is not None:
            hint = self.widget.sizeHint()
            is_list = self._is_coded and isinstance(self.widget, ComboField)
            wide = grid.CODED if is_list else min(hint.width(), grid.CODED) if self._is_coded else grid.RESULT
            high = 30 if self._is_coded else 26
            self.widget.setGeometry(at.result, (tall - high) // 2, wide, high)
        if self._reason is not None and self._code:
            self._reason.setGeometry(at.unit, (tall - 26) // 2, _REASON, 26)
        limit = (grid.RANGE - 10) // 2
        places = {
            "unit": (at.unit, at.range - at.unit - _LEAST_GAP),
            "low": (at.range, limit),
            "high": (at.range + limit + 10, limit),
            "judgement": (at.judged, at.dated - at.judged - _LEAST_GAP),
            "judged_on": (at.dated, at.dated_width),
        }
        for part, field in self._fields.items():
            x, wide = places[part]
            field.setGeometry(x, (tall - 26) // 2, wide, 26)
        if self._event is not None:
            self._event.setGeometry(at.event, (tall - 28) // 2, grid.EVENT + grid.GAP, 28)
        y = tall
        for line in self.lines.values():
            line.setGeometry(0, y, self.width(), self._line_height(line))
            y += self._line_height(line)

    def resizeEvent(self, event: object) -> None:
        """Place everything anew: the label may wrap otherwise."""
        self._measure()

    def _is_shown(self, part: Part) -> bool:
        field = self._fields.get(part)
        return field is not None and not field.isHidden()

    def _unit_words(self) -> str:
        return unit_words(self.draft.study, self._text("unit") or self.item.unit, self.language)

    def _range_words(self) -> str:
        return limits_words(self._text("low"), self._text("high"), "")

    def _open_cell(self) -> Cell:
        item = self._parts.get("judgement")
        is_open = item is not None and self.draft.is_shown(item.id) and self.draft.value(item.id) == ""
        return Mark("unknown", QCoreApplication.translate("ResultRow", "to judge"), ink="ink2") if is_open else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw everything but the fields."""
        painter = QPainter(self)
        tall, at = self._first_height, grid.Columns.at(self.width())
        if self.is_current:
            painter.fillRect(QRect(0, 0, self.width(), tall), colour("select"))
        if self.has_line:
            painter.fillRect(QRect(grid.LEFT, 0, self.width() - 2 * grid.LEFT, 1), colour("line"))
        painter.setFont(sized_font(13))
        painter.setPen(colour("ink"))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._label_box, flags, self._label)
        if self._code:
            self._paint_code(painter, float(at.result))
        else:
            self._paint_columns(painter, at, tall)
        box = QRectF(self._history_box()).adjusted(5.5, 5.5, -5.5, -5.5)
        draw_icon(painter, "history", box, "ink2" if self.is_current else "ink3")
        painter.end()

    def _paint_columns(self, painter: QPainter, at: grid.Columns, tall: int) -> None:
        if not self._is_coded and not self._is_shown("unit"):
            paint_runs(painter, QRectF(at.unit, 0, grid.UNIT, tall), Text(self._unit_words(), "ink2"))
        if self._is_shown("low"):
            paint_runs(painter, QRectF(at.range + (grid.RANGE - 10) // 2 + 1, 0, 10, tall), Text("–", "ink3"))
        elif not self._is_coded:
            paint_runs(painter, QRectF(at.range, 0, grid.RANGE, tall), Text(self._range_words(), "ink2"))
        paint_runs(painter, QRectF(at.flag, 0, grid.FLAG + grid.GAP, tall), flag_cell(self.flag()))
        if self._is_shown("judgement"):
            paint_runs(painter, QRectF(at.dated, 0, grid.DATED + grid.GAP, tall), self._open_cell())
