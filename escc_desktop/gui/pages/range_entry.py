"""The fields in which ranges of a laboratory are entered from its paper, one item after the other; it keeps none."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from escc_desktop.actions.laboratory_commands import NewRange, SetRanges
from escc_desktop.gui.pages.form_editors import date_field, name_boxes
from escc_desktop.gui.pages.page_clock import PageClock
from escc_desktop.gui.widgets.choices import ChoiceBoxes, Option
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import DateField, FieldEdit
from escc_desktop.gui.widgets.frames import Label, across, down
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.study.reports import Result

OWN, OTHER = "own", "other"
_ANYBODY = "any"


class RangeEntry(QWidget):
    """Above what a whole paper shares (laboratory, paper, days), below one range. ``finished`` follows Enter.

    Object names: ``range_laboratory range_whose range_source range_source_on range_from range_until range_sex
    range_age_from range_age_to range_low range_high range_unit``.
    """

    finished = Signal()
    edited = Signal()

    def __init__(self, clock: PageClock) -> None:
        super().__init__()
        self._result: Result | None = None
        self._form = ""
        self.laboratory, self.source = FieldEdit(moves_on=True), FieldEdit(moves_on=True)
        self.whose = ChoiceBoxes(height=30)
        self.source_on = date_field("range_source_on", clock.now)
        self.from_on = date_field("range_from", clock.now)
        self.until_on = date_field("range_until", None)
        self.sex = ChoiceBoxes(height=30)
        self.age_from, self.age_to = FieldEdit(width=54, moves_on=True), FieldEdit(width=54, moves_on=True)
        self.low, self.high = FieldEdit(width=86, moves_on=True), FieldEdit(width=86)
        self.unit = ComboField()
        names = (
            (self.laboratory, "laboratory"), (self.source, "source"), (self.age_from, "age_from"),
            (self.age_to, "age_to"), (self.low, "low"), (self.high, "high"), (self.unit, "unit"),
        )  # fmt: skip
        for field, name in names:
            field.setObjectName(f"range_{name}")
        for field in (self.age_from, self.age_to, self.low, self.high):
            field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for field in (self.laboratory, self.source, self.low, self.high, self.age_from, self.age_to):
            field.edited.connect(self.edited)
        self.high.returnPressed.connect(self.finished)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        self._labels = {
            "laboratory": Labelled("", self.laboratory),
            "source": Labelled("", self.source),
            "source_on": Labelled("", self.source_on, stretches=False),
            "from": Labelled("", self.from_on, stretches=False),
            "until": Labelled("", self.until_on, stretches=False),
            "low": Labelled("", self.low, stretches=False),
            "high": Labelled("", self.high, stretches=False),
            "unit": Labelled("", self.unit),
        }
        named = self._labels
        self._for, self._ages, self._to = Label("", "label"), Label("", "label"), Label("–", "label")
        self._item = Label("", "strong", wraps=True)
        self._item.setObjectName("range_item")
        limits = across(named["low"], named["high"], named["unit"], gap=8)
        limits.setStretch(2, 1)
        days = across(named["from"], named["until"], None, gap=8)
        ages = across(self._ages, self.age_from, self._to, self.age_to, None, gap=6)
        sheet = down(named["laboratory"], self.whose, named["source"], named["source_on"], days, gap=7)
        one = down(self._item, across(self._for, self.sex, None, gap=8), ages, limits, gap=7)
        self.setLayout(down(sheet, 6, one, gap=7))

    def show_result(self, form: str, result: Result | None, words: str) -> None:
        """Take up the item whose range is entered; what was typed of the one before goes, the paper stays."""
        self._form, self._result = form, result
        self._item.setText(words)
        self.low.set_value("")
        self.high.set_value("")
        units = tuple((one, one) for one in result.units if one) if result is not None else ()
        self.unit.set_options(units)
        self.unit.set_value(units[0][0] if units else "")
        self._labels["unit"].setVisible(bool(units))

    def show_laboratory(self, name: str, *, is_own: bool) -> None:
        """Name the laboratory whose paper it is, unless something was typed."""
        if not self.laboratory.value():
            self.laboratory.set_value(name)
            self.whose.set_value(OWN if is_own else OTHER)

    @property
    def has_typed(self) -> bool:
        """Tell whether a range was begun."""
        return bool(self.low.value() or self.high.value())

    def command(self) -> SetRanges | str:
        """Return what is to be kept, or the sentence that says what is missing."""
        days = {}
        for name, field in (("from", self.from_on), ("until", self.until_on), ("dated", self.source_on)):
            days[name] = day_of(field)
            if field.value() and days[name] is None:
                return self.tr("Type each date as 2026-03-05.")
        ages = [field.value() for field in (self.age_from, self.age_to)]
        if any(age and not (age.isascii() and age.isdigit()) for age in ages):
            return self.tr("Type ages in completed years.")
        if self._result is None:
            return self.tr("Choose an item in the table.")
        if not self.whose.value():
            return self.tr("Say whose laboratory it is.")
        first = days["from"]
        if first is None:
            return self.tr("From which day on does it hold? The paper says so.")
        low_age, high_age = (int(age) if age else None for age in ages)
        sex = self.sex.value() if self.sex.value() in ("M", "F") else None
        new = NewRange(
            self._form, self._result.item.id, self.low.value(), self.high.value(), self.unit.value(), sex, low_age,
            high_age,
        )  # fmt: skip
        return SetRanges(
            self.laboratory.value(), self.whose.value() == OWN, (new,), first, self.source.value(), days["dated"],
            days["until"],
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        words = {
            "laboratory": self.tr("Laboratory"),
            "source": self.tr("Paper"),
            "source_on": self.tr("Dated"),
            "from": self.tr("Holds from"),
            "until": self.tr("until"),
            "low": self.tr("From"),
            "high": self.tr("To"),
            "unit": self.tr("Unit"),
        }
        for name, said in words.items():
            self._labels[name].set_words(said)
        self.source.setPlaceholderText(self.tr("Range sheet and its number"))
        self.until_on.setAccessibleName(self.tr("Holds until"))
        self.low.setAccessibleName(self.tr("Lower limit"))
        self.high.setAccessibleName(self.tr("Upper limit"))
        self.age_from.setAccessibleName(self.tr("Age from"))
        self.age_to.setAccessibleName(self.tr("Age to"))
        self._for.setText(self.tr("For"))
        self._ages.setText(self.tr("Ages"))
        whose = (Option(OWN, self.tr("This hospital's")), Option(OTHER, self.tr("Another's")))
        sexes = (Option(_ANYBODY, self.tr("all")), Option("M", self.tr("men"), "m"), Option("F", self.tr("women"), "f"))
        for boxes, options, name, said in (
            (self.whose, whose, "range_whose", self.tr("Whose laboratory")),
            (self.sex, sexes, "range_sex", self.tr("For whom")),
        ):
            boxes.set_options(options)
            name_boxes(boxes, name, options)
            boxes.setAccessibleName(said)
        if not self.sex.value():
            self.sex.set_value(_ANYBODY)


def day_of(field: DateField) -> date | None:
    """Return the day in a field, None where there is none."""
    try:
        return date.fromisoformat(field.value()) if field.value() else None
    except ValueError:
        return None
