"""Switches language and look while every page shows data: no word of the other language stays, nothing breaks."""

from __future__ import annotations

import itertools
import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from escc_desktop.gui.language import tongue
from escc_desktop.gui.pages.form_page import FormPage
from escc_desktop.gui.theme import theme
from tests.building import ADMINISTRATOR, COORDINATOR, INVESTIGATOR
from tests.journeys.seat import IDS, Seat, words_in

CHINESE = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[A-Za-z]{3,}")

CARRIED = (ADMINISTRATOR, COORDINATOR, INVESTIGATOR, "示范医院", "中文", "发热", "中性粒细胞减少")
"""What people typed and names: it stands in every language."""

# Identifiers, abbreviations and names that Chinese sites write in Latin letters.
LATIN_CARRIED = re.compile(
    r"NCT07142421|ESCC Desktop|Ctrl|Enter|English|DEMO|SITE\d\d|escc|ECOG|CTCAE|FTD|TPI|ANLO|INCL\d+|EXCL\d+|ZHHO|OYXF"
    r"|LIJG|YYYY|HH:MM|nnn?|SAE|AE\b|PDF|SHA|USB|EDC|RECIST|AJCC|UICC|UTF|Shift|Tab|Esc|min\b|mmHg|bpm|kg|cm"
)


# The study's own words in both languages on purpose (a criterion, a paper's title), and codes drawn by chance.
BOTH = re.compile(
    r"criterion_text|registry_quote|contradictions_table|edition_digest|Patients? |Document made:|经病理学|LLT"
    r"|\b[0-9A-Z]{3}-[0-9A-Z]{3}\b|CRC"
)


def switch(seat: Seat, language: str) -> None:
    """Choose a language in the menu."""
    seat.window._language_actions[language].trigger()
    seat.rest()


def visible(seat: Seat) -> set[tuple[str, str]]:
    """Return what is told on the page that is shown and in the frame."""
    return set(words_in(seat.window))


def stale(told: set[tuple[str, str]], language: str) -> list[tuple[str, str]]:
    """Return what is told in another language than ``language``."""
    found = []
    for whose, words in sorted(told):
        rest = "" if BOTH.search(whose) or BOTH.search(words) else words
        for one in CARRIED:
            rest = rest.replace(one, "")
        if language == "en" and CHINESE.search(rest):
            found.append((whose, words))
        if language == "zh" and not CHINESE.search(rest) and LATIN.search(LATIN_CARRIED.sub("", rest)):
            found.append((whose, words))
    return found


def test_every_page_speaks_the_language_that_is_chosen(seat: Seat) -> None:
    left: list[str] = []
    for name in seat.pages():
        seat.go(name)
        first = visible(seat)
        left += [f"{name} en: {one}" for one in stale(first, "en")]
        switch(seat, "zh")
        left += [f"{name} zh: {one}" for one in stale(visible(seat), "zh")]
        switch(seat, "en")
        again = visible(seat)
        left += [f"{name} back: {one}" for one in again ^ first]
    assert not left, "\n".join(left)


def test_what_is_told_about_typed_values_follows_the_language(seat: Seat) -> None:
    seat.go("form")
    seat.hand.write("item_SYSBP", "290")
    seat.hand.write("item_DIABP", "ab")
    seat.hand.press("item_DIABP", Qt.Key.Key_Return)
    seat.rest()
    first = visible(seat)
    assert any("reason" in words for _, words in first)
    switch(seat, "zh")
    assert not stale(visible(seat), "zh")
    assert seat.hand.page(FormPage).has_unsaved
    switch(seat, "en")
    assert visible(seat) == first


def test_every_page_takes_the_look_that_is_chosen(seat: Seat) -> None:
    shown: dict[str, set[int]] = {"light": set(), "dark": set()}
    for name, look in zip(seat.pages(), itertools.cycle(("dark", "light"))):
        page = seat.go(name)
        before, canvas = visible(seat), page.grab().toImage()
        seat.window.choose_look("dark" if look == "dark" else "light")
        seat.rest()
        assert theme().name == look
        after = page.grab().toImage()
        assert after != canvas
        assert visible(seat) == before
        shown[look].add(after.pixelColor(1, after.height() - 1).rgb())
    assert all(len(colours) == 1 for colours in shown.values()), shown


def test_what_is_wrong_is_said_again_in_the_language_that_is_chosen(locked: Seat) -> None:
    hand, page = locked.hand, locked.desktop.unlock_page
    hand.until(lambda: len(page.people) == len(IDS))
    hand.choose("unlock_person", IDS[COORDINATOR])
    hand.tap(hand.find("unlock_passphrase", QWidget), Qt.Key.Key_Return)
    assert page.passphrase_field.problem() == "Type your passphrase."
    tongue().speak("zh")
    locked.rest()
    assert page.passphrase_field.problem() == "请输入密码。"
