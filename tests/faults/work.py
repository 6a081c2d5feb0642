"""Does a coordinator's work at an open site, chosen by chance, by the commands of the window; it breaks nothing."""

from __future__ import annotations

import random

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import SaveRecord
from escc_desktop.actions.site import Site
from tests.building import ELIGIBLE, VITAL_SIGNS, change, record_of, screen

EVENT = {"AETERM": "发热", "AEONGO": "Y", "AESTDAT": "2026-03-04", "AEVER": "5.0"}


class Work:
    """Saves forms, changes them and screens, each step one command and at least one entry."""

    def __init__(self, site: Site, chance: random.Random) -> None:
        """Begin at ``site``, with whatever stands in it already."""
        self.site, self.chance = site, chance
        self._visits = [visit.id for visit in site.study.visits if "VS" in visit.forms]
        numbers = [one.number for one in site.office.readings.participants()]
        self._numbers = numbers
        self._notes = 0

    def step(self) -> tuple[int, str]:
        """Do one thing; return number and hash of the last entry, which must never be lost from here on."""
        tasks = [self._vital_signs] * 5 + [self._event] * 2 + [self._eligibility]
        if not self._numbers or (len(self._numbers) < 4 and self.chance.random() < 0.1):
            tasks = [self._screen]
        self.chance.choice(tasks)()
        return end_of(self.site)

    def _screen(self) -> None:
        self._numbers.append(screen(self.site))

    def _number(self) -> str:
        return self.chance.choice(self._numbers)

    def _vital_signs(self) -> None:
        number, visit = self._number(), self.chance.choice(self._visits)
        usual = {"SYSBP": str(self.chance.randrange(90, 141)), "PULSE": str(self.chance.randrange(60, 101))}
        values = {**{item: value for item, value in VITAL_SIGNS.items() if item != "HEIGHT"}, **usual}
        self._save(number, f"{number}/{visit}/VS", "VS", values, visit)

    def _eligibility(self) -> None:
        number = self._number()
        self._notes += 1
        note = f"CT {self.chance.randrange(1000)} mm, {self._notes}"  # none twice: saving what stands there is refused
        self._save(number, f"{number}/IE", "IE", {**ELIGIBLE, "INCL03_NOTE": note}, None)

    def _event(self) -> None:
        values = {**EVENT, "AETERM": f"发热 {self.chance.randrange(10**9)}"}
        carry_out(self.site, SaveRecord(self._number(), "AE", values, is_complete=False))

    def _save(self, number: str, record: str, form: str, values: dict[str, str], visit: str | None) -> None:
        found = self.site.office.readings.record(record)
        if found is None:
            carry_out(self.site, SaveRecord(number, form, values, visit=visit))
        elif dict(record_of(self.site, record).values) != values:
            change(self.site, number, record, values)
        else:
            self._event()


def end_of(site: Site) -> tuple[int, str]:
    """Return how many entries the site's chain has, and the hash of the last."""
    head = site.office.journal.head(site.office.chain)
    assert head is not None
    return head.seq, head.hash.hex()
