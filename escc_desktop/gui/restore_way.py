"""Leads from the window without a vault, or with one that does not hold, through a restore; the page shows the rest."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from escc_desktop.errors import EsccError
from escc_desktop.gui.lanes import StoreLane
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.restore_page import RestorePage
from escc_desktop.gui.volumes import Volumes
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.actions.restore import RestoreStep
    from escc_desktop.actions.restored import RestoredView
    from escc_desktop.actions.sightings import BackupOffer, Missing, Sighting
    from escc_desktop.actions.site import Site

_SHARES = {"unpack": (0.0, 0.3), "verify": (0.3, 0.95), "replace": (0.95, 1.0)}


class RestoreWay(QObject):
    """One restore: ``opened`` carries the site once the person went on; ``page`` is the cover of the window."""

    opened = Signal(object)

    def __init__(
        self,
        vault: Path,
        remembered: str,
        volumes: Volumes,
        lane: StoreLane,
        clock: Callable[[], datetime],
        randomness: Callable[[int], bytes],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._vault, self._lane, self._clock, self._randomness = vault, lane, clock, randomness
        self._remembered, self._volumes = remembered, volumes
        self._site: Site | None = None
        self._places: tuple[Path, ...] = ()
        self.page = RestorePage()
        self.page.file_chosen.connect(self.take)
        self.page.chosen.connect(self._look)
        self.page.restore_asked.connect(self._restore)
        self.page.look_asked.connect(self._open_to_look)
        self.page.went_on.connect(lambda: self.opened.emit(self._site))

    def start(self) -> None:
        """Look for backups where they were kept, and on the sticks that are in."""

        def work() -> tuple[tuple[Path, ...], tuple[BackupOffer, ...]]:
            from escc_desktop.actions.sightings import offers

            places = [Path(self._remembered)] if self._remembered else []
            places += [volume.root for volume in self._volumes.mounted()]
            found = offers(place for place in places if place.is_dir())
            return tuple(dict.fromkeys((*places[:1], *(one.path.parent for one in found)))), found

        def found(told: tuple[tuple[Path, ...], tuple[BackupOffer, ...]]) -> None:
            self._places = told[0]
            self.page.show_offers(told[1])

        self._lane.submit(work, found, self._refused, owner=self.page)

    def take(self, path: Path) -> None:
        """Take the backup at ``path``, and look at what lies beside it."""

        def work() -> tuple[BackupOffer, ...]:
            from escc_desktop.actions.sightings import offer_of, offers

            chosen = offer_of(path)
            return (chosen, *(one for one in offers([path.parent]) if one.path != path))

        def found(offers: tuple[BackupOffer, ...]) -> None:
            self._places = tuple(dict.fromkeys((*self._places, path.parent)))
            self.page.show_offers(offers, path)

        self._lane.submit(work, found, self._refused, owner=self.page)

    def _look(self) -> None:
        """Ask what the chosen backup lacks of what can be seen."""
        offer = self.page.offer()
        typed, places = self.page.printed.value(), self._places

        def work() -> tuple[Missing, ...]:
            from escc_desktop.actions.sightings import missing_of, survey

            seen = (*survey(self._vault, places), *_printed(typed))
            return missing_of(offer.chain, offer.entries, seen) if offer is not None else ()

        self._lane.submit(work, self.page.show_missing, self._not_printed, owner=self.page)

    def _not_printed(self, problem: EsccError) -> None:
        self.page.refuse_printed(explain(problem, language()))

    def _refused(self, problem: EsccError) -> None:
        if problem.code == "RESTORE_ROOT_UNSEEN":
            self.page.ask_to_compare(str(problem.facts["root"]))
            return
        may_look = problem.code == "RESTORE_NEEDS_ADMINISTRATOR"
        self.page.refuse(explain(problem, language()), may_look=may_look)

    def _open_to_look(self, person: str, words: str) -> None:
        offer = self.page.offer()
        assert offer is not None
        self.page.set_busy(is_busy=True)

        def steps() -> Generator[RestoreStep, None, Site]:
            from escc_desktop.actions.look_at_backup import look_at_backup
            from escc_desktop.actions.restore import RestoreOrder

            return look_at_backup(RestoreOrder(self._vault, offer.path, person, words), self._clock, self._randomness)

        self._lane.submit_sliced(steps, self.opened.emit, self._refused, owner=self.page)

    def _restore(self, person: str, words: str) -> None:
        offer, typed, places = self.page.offer(), self.page.printed.value(), self._places
        compared = self.page.compared()
        assert offer is not None

        def steps() -> Generator[RestoreStep, None, tuple[Site, RestoredView]]:
            from escc_desktop.actions.restore import RestoreOrder, restore
            from escc_desktop.actions.restored import restored

            order = RestoreOrder(self._vault, offer.path, person, words, places, _printed(typed), compared)
            site = yield from restore(order, self._clock, self._randomness)
            view = restored(site)
            assert view is not None
            return site, view

        def done(told: tuple[Site, RestoredView]) -> None:
            self._site = told[0]
            self.page.show_done(told[1])

        def progress(step: RestoreStep) -> None:
            first, last = _SHARES[step.stage]
            self.page.show_progress(first + (last - first) * step.done / max(1, step.total))

        self._lane.submit_sliced(steps, done, self._refused, owner=self.page, progress=progress)


def _printed(typed: str) -> tuple[Sighting, ...]:
    from escc_desktop.actions.sightings import printed

    return (printed(typed),) if typed.strip() else ()
