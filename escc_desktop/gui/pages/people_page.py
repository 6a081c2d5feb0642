"""Who works at this site, and how a person is added; only a site administrator can add one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from escc_desktop.actions.commands import AddPerson
from escc_desktop.actions.views import Outcome, PersonView
from escc_desktop.gui.pages.new_person import NewPerson
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.training_section import TrainingSection
from escc_desktop.gui.pages.vocabulary import filled, role_words
from escc_desktop.gui.runs import Mark, Text
from escc_desktop.gui.widgets.buttons import FilledButton, QuietButton
from escc_desktop.gui.widgets.frames import Label, across
from escc_desktop.gui.widgets.notices import Banner
from escc_desktop.gui.widgets.pages import SidePanel
from escc_desktop.gui.widgets.rows import Column, Row
from escc_desktop.gui.widgets.table import Table

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

ADMINISTRATOR = "site_administrator"
_NEEDED = ("coordinator", "principal_investigator")


class PeoplePage(SitePage):
    """The people in a table, the form for one more in the panel at the right."""

    concern = ("people", "training")
    help_topic = "people"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("people_page")
        self._people: tuple[PersonView, ...] = ()
        self._may_add = ADMINISTRATOR in workplace.person.roles
        self._banner = Banner("info")
        self._banner.setObjectName("people_needed")
        self._banner.acted.connect(lambda: self.form.name.setFocus(Qt.FocusReason.OtherFocusReason))
        self._banner.hide()
        self.table = Table(fits=True)
        self.table.setObjectName("people_table")
        self.table.acted.connect(self._let_go)
        self.table.opened.connect(self.change)
        self.table.chosen.connect(self._choose)
        self._chosen = ""
        self._change = QuietButton()
        self._change.setObjectName("person_change")
        self._change.setEnabled(False)
        self._change.clicked.connect(lambda: self.change(self._chosen))
        self.header.add(self._change)
        self._change.setVisible(self._may_add)
        self.add(self._banner, self.table)
        self._only = Label("", "label", wraps=True)
        self._only.setObjectName("people_only_administrator")
        self._only.setVisible(not self._may_add)
        self.training = TrainingSection(workplace)
        self.add(self._only, self.training, None)
        self._make_form()
        if self._may_add:
            self._add_panel()
        self.retranslate()

    def _make_form(self) -> None:
        self.form = NewPerson("person")
        self.form.finished.connect(self.save)
        self.form.set_judge(lambda name, typed, then: self.workplace.judge_passphrase(typed, name, then, self))
        self.form.edited.connect(self._edited)
        self._note = Label("", "plain", wraps=True)
        self.button = FilledButton(icon_name="user-plus")
        self.button.setObjectName("person_add")
        self.button.clicked.connect(self.save)
        self.clear_button = QuietButton()
        self.clear_button.setObjectName("person_clear")
        self.clear_button.clicked.connect(self.form.clear)

    def _add_panel(self) -> None:
        panel = SidePanel(width=326)
        panel.content.addWidget(self.form)
        panel.content.addWidget(self._note)
        row = across(self.clear_button, self.button)
        row.setStretch(1, 1)
        panel.foot.addLayout(row)
        self.set_panel(panel)
        panel.setFocusProxy(self.form)

    def refresh(self) -> None:
        """Ask who works here."""
        self.workplace.ask(lambda site: tuple(site.people.values()), self._show, self)
        self.training.refresh()

    def _show(self, people: tuple[PersonView, ...]) -> None:
        self._people = tuple(sorted(people, key=lambda person: person.id))
        self._show_rows()

    def _let_go(self, person: str) -> None:
        """Guide through the end of somebody's access."""
        from escc_desktop.gui.pages.leaver_dialog import LeaverDialog

        known = next((one for one in self._people if one.id == person), None)
        if known is not None and self._may_add:
            dialog = LeaverDialog(self.workplace, self.navigate, known)
            self.navigate.lay_over(dialog)
            dialog.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, person: str) -> None:
        self._chosen = person
        self._change.setEnabled(self._may_add and bool(person))

    def change(self, person: str) -> None:
        """Lay the dialog over the window that changes somebody's roles and last day."""
        from escc_desktop.gui.pages.change_person import ChangePersonDialog

        known = next((one for one in self._people if one.id == person), None)
        if known is not None and self._may_add:
            self.navigate.lay_over(ChangePersonDialog(self.workplace, known))

    @property
    def has_unsaved(self) -> bool:
        """Tell whether a person was begun and not added."""
        return bool(self.form.name.value() or self.form.passphrase.value())

    def save(self) -> None:
        """Add the person with what stands in the form; say what is missing instead."""
        if self.form.show_problem() or not self.button.isEnabled():
            return
        self.button.setEnabled(False)
        form = self.form
        command = AddPerson(form.name.value(), form.chosen_roles(), form.passphrase.value(), form.chosen_until())
        self.workplace.do(command, self._added, self.explained(self._refused), self)

    def _added(self, outcome: Outcome) -> None:
        assert isinstance(outcome.value, PersonView)
        person = outcome.value
        self.button.setEnabled(True)
        self.form.clear()
        self._note.set_ink("done")
        self._note.setText(filled(self.tr("%1 can unlock now, with the passphrase just chosen."), person.name))
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, sentence: str, code: str) -> None:
        self.button.setEnabled(True)
        self._note.set_ink("over")
        self._note.setText(sentence)

    def _edited(self) -> None:
        self._note.setText("")

    def _show_rows(self) -> None:
        certified = Mark("yes", self.tr("Certificate issued"))
        self.table.set_rows(
            tuple(
                Row(
                    person.id,
                    (
                        Text(person.name, weight=500),
                        "; ".join(role_words(role) for role in person.roles),
                        Text(person.id, "ink2"),
                        person.until.isoformat() if person.until else Text("–", "ink2"),
                        certified,
                    ),
                    self.tr("Leaves…") if self._may_add else "",
                )
                for person in self._people
            )
        )
        self.header.set_aside(filled(self.tr("%1 (person|people) of this site"), len(self._people)))
        have = {role for person in self._people for role in person.roles}
        missing = [role for role in _NEEDED if role not in have]
        self._banner.setVisible(bool(missing) and bool(self._people))
        if missing:
            names = self.tr(" and ").join(role_words(role) for role in missing)
            act = self.tr("Add now") if self._may_add else ""
            words = self.tr("Each chooses a passphrase of their own at this computer.")
            self._banner.tell("info", filled(self.tr("Still to be added: %1"), names), words, act)

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self.header.set_title(self.tr("People"))
        self.table.set_name(self.tr("People"))
        self.table.set_columns(
            (
                Column(self.tr("Name"), 150),
                Column(self.tr("Role"), 200, stretches=True),
                Column(self.tr("No."), 60),
                Column(self.tr("Login until"), 110),
                Column(self.tr("Certificate"), 150),
                Column("", 90, align="right"),
            )
        )
        if self.panel is not None:
            self.panel.set_title(self.tr("Add a person"))
        self._only.setText(self.tr("Only a site administrator can add people. Ask yours to unlock and add them here."))
        self.button.setText(self.tr("Add person"))
        self._change.setText(self.tr("Change roles or last day…"))
        self.clear_button.setText(self.tr("Empty"))
        self.training.retranslate()
        self._show_rows()
