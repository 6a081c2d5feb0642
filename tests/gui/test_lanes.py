"""The lanes do work elsewhere and bring results home, known problems to the page and faults to one place."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from escc_desktop.errors import EsccError, Refused
from escc_desktop.gui.lanes import PaperLane, StoreLane


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[StoreLane]:
    made = StoreLane()
    made.start()
    yield made
    made.stop()


def test_work_runs_on_the_lane_and_its_result_at_home(lane: StoreLane, qtbot: QtBot) -> None:
    threads: list[int] = []
    answers: list[tuple[int, int]] = []

    def work() -> int:
        threads.append(threading.get_ident())
        return 42

    lane.submit(work, lambda value: answers.append((value, threading.get_ident())), owner=lane)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(42, threading.get_ident())]
    assert threads[0] != threading.get_ident()
    assert not lane.is_busy


def test_one_lane_keeps_the_order(lane: StoreLane, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(50):
        lane.submit(partial(int, number), done.append, owner=lane)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert done == list(range(50))


def test_a_known_problem_goes_to_the_page(lane: StoreLane, qtbot: QtBot) -> None:
    heard: list[str] = []

    def work() -> None:
        raise Refused("NOT_ELIGIBLE")

    lane.submit(
        work, None, lambda problem: heard.append(problem.code), owner=lane, always=lambda: heard.append("always")
    )
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["always", "NOT_ELIGIBLE"]


def test_a_problem_that_no_page_takes_goes_to_the_window(lane: StoreLane, qtbot: QtBot) -> None:
    def work() -> None:
        raise EsccError("X")

    with qtbot.waitSignal(lane.problem) as caught:
        lane.submit(work, owner=lane)
    assert caught.args is not None
    assert caught.args[0].code == "X"


def test_a_fault_goes_to_the_one_report_and_the_lane_lives(lane: StoreLane, qtbot: QtBot) -> None:
    heard: list[object] = []
    with qtbot.waitSignal(lane.unexpected) as caught:
        lane.submit(lambda: 1 // 0, heard.append, owner=lane, always=lambda: heard.append("always"))
    assert caught.args is not None
    assert isinstance(caught.args[0], ZeroDivisionError)
    lane.submit(lambda: "alive", heard.append, owner=lane)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["always", "alive"]


def test_nobody_is_called_for_a_deleted_owner(lane: StoreLane, qtbot: QtBot) -> None:
    owner, gate, heard = QObject(), threading.Event(), list[str]()
    lane.submit(lambda: gate.wait(5), lambda _: heard.append("deleted"), owner=owner, always=lambda: heard.append("!"))
    lane.submit(lambda: None, lambda _: heard.append("next"), owner=lane)
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["next"]


def test_a_cancelled_task_brings_nothing(lane: StoreLane, qtbot: QtBot) -> None:
    gate, heard = threading.Event(), list[str]()
    lane.submit(lambda: gate.wait(5), owner=lane)
    lane.submit(lambda: heard.append("ran"), lambda _: heard.append("told"), owner=lane).cancel()
    lane.submit(lambda: None, lambda _: heard.append("next"), owner=lane)
    gate.set()
    qtbot.waitUntil(lambda: "next" in heard)
    assert heard == ["next"]


def test_commands_go_between_the_slices_of_long_work(lane: StoreLane, qtbot: QtBot) -> None:
    order: list[str] = []
    pause = threading.Event()  # never set: a wait of 10 ms that lets the other thread go on

    def long() -> Generator[int, None, str]:
        for step in range(30):
            pause.wait(0.01)
            yield step
        return "long"

    seen: list[int] = []
    lane.submit_sliced(long, order.append, owner=lane, progress=seen.append)
    lane.submit(lambda: "short", order.append, owner=lane)
    qtbot.waitUntil(lambda: len(order) == 2, timeout=10_000)
    assert order == ["short", "long"]
    assert seen == list(range(30))


def test_long_work_stops_at_its_next_step_and_closes(lane: StoreLane, qtbot: QtBot) -> None:
    closed, begun = threading.Event(), threading.Event()

    def endless() -> Generator[int, None, None]:
        try:
            while True:
                begun.set()
                yield 0
        finally:
            closed.set()

    task = lane.submit_sliced(endless, owner=lane)
    qtbot.waitUntil(begun.is_set)
    task.cancel()
    qtbot.waitUntil(closed.is_set)
    qtbot.waitUntil(lambda: not lane.is_busy)


def test_stopping_finishes_what_was_submitted_and_drops_the_results(qtbot: QtBot) -> None:
    lane = PaperLane()
    lane.start()
    done: list[int] = []
    told: list[int] = []
    for number in range(20):
        lane.submit(partial(done.append, number), lambda _: told.append(0), owner=lane)
    lane.stop()
    assert done == list(range(20))
    assert lane.submit(lambda: done.append(99), owner=lane).is_cancelled
    assert done == list(range(20))
    assert told == []
