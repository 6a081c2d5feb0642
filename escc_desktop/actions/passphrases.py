"""Says which words whoever guesses a passphrase here would try first, and refuses what is too weak; it sets none.

The words come from the edition, the site and its people, so a word of another trial is nothing special here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

from escc_desktop.actions.site import Site, SiteFacts
from escc_desktop.errors import Refused, StudyError, TrustError
from escc_desktop.places import shipped
from escc_desktop.study import loading
from escc_desktop.study.edition import Study
from escc_desktop.trust.key_slots import LEAST_PASSPHRASE
from escc_desktop.trust.passphrases import judge
from escc_desktop.trust.pinyin import spellings

_PROGRAM = ("escc", "esccdesktop", "escc desktop")
_LEAST_WORD = 4
"""Letters: shorter words of a title (for, and, a) are everybody's."""


@dataclass(frozen=True, slots=True)
class StrengthView:
    """What a passphrase is worth: a mark from 0 to 4, whether that is enough, and codes of sentences of advice."""

    level: int
    is_enough: bool
    advice: tuple[str, ...]


def strength(passphrase: str, blocked: Iterable[str]) -> StrengthView:
    """Judge a passphrase that is being typed, never on the window's thread; ``blocked`` as ``blocked_words`` says."""
    judged = judge(passphrase, blocked)
    return StrengthView(judged.level, judged.is_enough, judged.advice)


def require_strong(passphrase: str, blocked: Iterable[str]) -> None:
    """Raise TrustError PASSPHRASE_SHORT, or Refused PASSPHRASE_WEAK with every reason and what would be better."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise TrustError("PASSPHRASE_SHORT", least=LEAST_PASSPHRASE)
    judged = judge(passphrase, blocked)
    if not judged.is_enough:
        raise Refused("PASSPHRASE_WEAK", *(TrustError(code) for code in judged.advice))


def blocked_words(site: Site, *names: str) -> tuple[str, ...]:
    """Return the words that are known at this site: of the trial, the place, everybody's names and ``names``."""
    people = (person.name for person in (*site.people.values(), *site.former.values()))
    return (*words_of_trial(site.study, site.facts), *words_of_people((*people, *names)))


def words_outside(study: str, site: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the words that are known of a vault while it is locked: ``names`` are those of its key slots.

    The edition lies inside; where this program ships one of the study, its words are taken from that.
    """
    names = tuple(names)
    for folder in sorted(shipped("forms").glob("*/study.toml")):
        with suppress(StudyError):
            edition = loading.load(loading.read_folder(folder.parent))
            if edition.id == study:
                return words_known(edition, (site,), names)
    return (*_PROGRAM, study, site, *words_of_people(names))


def words_of_trial(study: Study, facts: SiteFacts) -> tuple[str, ...]:
    """Return what stands on every paper of a trial at a site: numbers, titles, drugs, hospital, investigator."""
    return words_known(study, (facts.site, facts.site_name, facts.kit, facts.chain), (facts.investigator,))


def words_known(study: Study, places: Iterable[str], people: Iterable[str]) -> tuple[str, ...]:
    """Return the words of an edition, of ``places`` (site, hospital, kit) and of ``people`` (printed names)."""
    labels = (study.title, study.short_title, *(label for drug in study.drugs for label in (drug.label, drug.short)))
    english = " ".join(label.en for label in labels)
    titled = (word for word in re.findall(r"[A-Za-z]+", english) if len(word) >= _LEAST_WORD or word.isupper())
    drugs = chain.from_iterable(
        (drug.id, drug.label.en, drug.label.zh, drug.short.en, drug.short.zh) for drug in study.drugs
    )
    places = tuple(places)
    spelled = chain.from_iterable(spellings(place) for place in places)
    known = (*_PROGRAM, study.id, *study.registry_ids, *drugs, study.short_title.zh, *titled, *places, *spelled)
    return tuple(dict.fromkeys((*known, *words_of_people(people))))


def words_of_people(names: Iterable[str]) -> tuple[str, ...]:
    """Return printed names and how they may be typed: in pinyin, family name first or last, as initials."""
    names = tuple(names)
    typed = chain.from_iterable(spellings(name) for name in names)
    parts = chain.from_iterable(name.split() for name in names)
    return tuple(dict.fromkeys((*names, *typed, *parts)))
