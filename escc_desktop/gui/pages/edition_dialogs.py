"""Takes the principal investigator's approval of the edition and rulings on its contradictions; it grants nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escc_desktop.actions.asking_edition import EditionMatter
from escc_desktop.actions.edition_commands import ApproveEdition, RuleContradiction
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.edition_words import grouped_digest
from escc_desktop.gui.pages.signed_dialog import SignedDialog
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.widgets.fields import NoteField
from escc_desktop.gui.widgets.frames import Label, down
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.study.edition import Contradiction

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace


class ApproveDialog(SignedDialog):
    """What is approved, by its digest, and who signs. Object names begin with ``approve_edition``."""

    def __init__(self, workplace: Workplace, matter: EditionMatter) -> None:
        super().__init__(workplace, matter.investigators, "approve_edition", "badge-check")
        words = self.tr("Forms, visits, checks, criteria and every assumption of it count for this site.")
        self.say(filled(self.tr("Approve edition %1"), matter.standing.edition), words, self.tr("Approve"))
        digest = Label(grouped_digest(matter.standing.digest), "plain", wraps=True)
        digest.setObjectName("approve_edition_digest")
        same = self.tr("This digest is signed. It is the same at the desk and on every computer with this edition.")
        self.add(
            down(Label(self.tr("Digest of the edition"), "label"), digest, gap=3), Label(same, "label", wraps=True)
        )
        self.add_signer()
        self.accepted.connect(self._approve)

    def _approve(self) -> None:
        if self.is_signed():
            self.carry_out(ApproveEdition(self.investigator.value(), self.passphrase.value()))


class RuleDialog(SignedDialog):
    """The registry's words, what is at odds in them, and the ruling. Object names begin with ``rule``."""

    def __init__(self, workplace: Workplace, matter: EditionMatter, contradiction: Contradiction) -> None:
        super().__init__(workplace, matter.investigators, "rule", "pen-line")
        self._contradiction = contradiction
        words = self.tr(
            "The ruling is shown and printed where the contradiction bites. A later one replaces it; both stay."
        )
        self.say(filled(self.tr("Rule on contradiction %1"), contradiction.id), words, self.tr("Sign ruling"))
        self.ruling = NoteField(lines=4)
        self.ruling.setObjectName("rule_words")
        quote = Label(contradiction.quote, "strong", wraps=True)
        self.add(down(quote, Label(contradiction.problem.in_(language()), "label", wraps=True), gap=3))
        self.add(Labelled(self.tr("How the criterion is to be read"), self.ruling))
        self.add_signer()
        self.accepted.connect(self._rule)

    def _rule(self) -> None:
        if not self.ruling.value():
            self.tell(self.tr("Write how the criterion is to be read."))
        elif self.is_signed():
            signer, words = self.investigator.value(), self.passphrase.value()
            self.carry_out(RuleContradiction(self._contradiction.id, self.ruling.value(), signer, words))
