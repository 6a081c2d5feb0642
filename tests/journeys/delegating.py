"""Lets the investigator of a journey delegate to the coordinator what the story says."""

from __future__ import annotations

from escc_desktop.actions.commands import GrantDelegation
from escc_desktop.actions.demonstration import Story
from escc_desktop.gui.desktop import Desktop
from tests.journeys.hand import Hand


def delegate(hand: Hand, desktop: Desktop, told: Story, words: str) -> None:
    """2: the investigator delegates tasks to the coordinator."""
    granted = told.part("delegation")
    command = GrantDelegation(
        person="P02",
        tasks=tuple(granted["tasks"]),
        from_on=told.today,
        until_on=told.day(granted["until"]),
        investigator="P03",
        passphrase=words,
        specimen_place=granted["specimen_place"],
    )
    done: list[object] = []
    assert desktop.workplace is not None
    desktop.workplace.do(command, done.append, None, desktop)
    hand.until(lambda: bool(done))
