"""Says what entries about passphrases, keys, the clock, rulings and visits not held did; see its neighbour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from escc_desktop.gui.pages.vocabulary import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from escc_desktop.gui.pages.journal_sentences import Teller


def _person_revoked(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "Access of %1 ended, last day %2; certificate revoked")
    return t.say(words, t.fact("name"), t.fact("on"))


def _slot_renewed(t: Teller) -> str:
    if t.fact("why") == "passphrase":
        return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Passphrase changed by %1"), t.fact("name"))
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Key slot of %1 made anew"), t.fact("name"))


def _key_rotated(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "The vault was written anew under a new data key"))


def _passphrase_refused(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "Wrong passphrases for %1: %2")
    return t.say(words, t.fact("name"), t.fact("times"))


def _attempts_lost(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "The count of wrong passphrases was missing or altered")
    return t.say(words)


def _clock_changed(t: Teller) -> str:
    words = {
        "stepped_back": QT_TRANSLATE_NOOP("JournalSentences", "The computer's clock was set back"),
        "jumped": QT_TRANSLATE_NOOP("JournalSentences", "The computer's clock was set forward"),
        "zone_changed": QT_TRANSLATE_NOOP("JournalSentences", "The computer's time zone was changed: %1 → %2"),
        "suspended": QT_TRANSLATE_NOOP("JournalSentences", "The computer was suspended"),
    }
    other = QT_TRANSLATE_NOOP("JournalSentences", "The computer's clock stepped")
    return t.say(words.get(t.fact("why"), other), t.fact("before"), t.fact("after"))


def _visit_not_done(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "%1 did not take place; %2 forms marked as not done")
    return t.say(words, t.visit(), t.fact("count"))


def _contradiction_ruled(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Ruling on contradiction %1"), t.fact("contradiction"))


SENTENCES: Final[Mapping[str, tuple[Callable[[Teller], str], str]]] = {
    "person.revoked": (_person_revoked, "user-minus"),
    "slot.renewed": (_slot_renewed, "key-round"),
    "key.rotated": (_key_rotated, "key-round"),
    "passphrase.refused": (_passphrase_refused, "shield-alert"),
    "visit.not_done": (_visit_not_done, "calendar-days"),
    "contradiction.ruled": (_contradiction_ruled, "pen-line"),
    "clock.changed": (_clock_changed, "clock"),
    "attempts.lost": (_attempts_lost, "shield-alert"),
}
