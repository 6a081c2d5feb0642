"""Adds invented participants to a demonstration, each at another place of the screening: no page is empty."""

from __future__ import annotations

from datetime import timedelta

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import RegisterScreening, SaveRecord
from escc_desktop.actions.demonstration import Story
from escc_desktop.actions.site import Site
from escc_desktop.study.values import Value

_INITIALS = ("LIJG", "WXLI", "SUNM", "CHYU", "OYXF", "QIXM", "LIUW", "ZHYN", "HEYA", "MALI", "TANW", "GUFE", "DUYI")
_DAYS_AGO = (12, 9, 8, 6, 5, 3, 2, 1)


def add_crowd(site: Site, told: Story, count: int) -> None:
    """Add ``count`` participants in screening: consents on different days, criteria answered to different depths."""
    whole = told.part("participant", "eligibility")
    for number in range(count):
        ago = _DAYS_AGO[number % len(_DAYS_AGO)]
        consent = dict(told.part("participant", "consent"))
        on = (told.today - timedelta(days=ago)).isoformat()
        consent.update({item: f"{on} 09:40" for item in consent if item == site.study.anchor_items["consent"][1]})
        initials = _INITIALS[number % len(_INITIALS)]
        screened = str(carry_out(site, RegisterScreening(initials, consent)).value)
        answered: dict[str, Value] = dict(list(whole.items())[: 4 + 6 * (number % 5)])
        if number % 3 != 2:
            form = site.study.eligibility_form
            is_complete = set(answered) == set(whole)
            carry_out(site, SaveRecord(screened, form, answered, is_complete=is_complete))
