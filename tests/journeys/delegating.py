"""Lets the investigator of a journey delegate, approve and rule, and records the history, as the story says."""

from __future__ import annotations

from escc_desktop.actions.commands import Command, GrantDelegation
from escc_desktop.actions.demonstration import Story, history, settling
from escc_desktop.errors import EsccError
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
    _do(hand, desktop, command)


def settle(hand: Hand, desktop: Desktop, told: Story, number: str, words: str) -> None:
    """3: the investigator approves the edition and rules; what the criteria are decided by is recorded."""
    for command in (*settling(told, "P03", words), *history(told, number)):
        _do(hand, desktop, command)


def _do(hand: Hand, desktop: Desktop, command: Command) -> None:
    done: list[object] = []
    refused: list[EsccError] = []
    assert desktop.workplace is not None
    desktop.workplace.do(command, done.append, refused.append, desktop)
    hand.until(lambda: bool(done or refused))
    assert not refused
