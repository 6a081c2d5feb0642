"""Starts the window and takes a person from unlocking or the first run to the pages and back; it records nothing."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from escc_desktop.errors import EsccError, Refused
from escc_desktop.gui.application import Application
from escc_desktop.gui.first_frame import FirstFrame
from escc_desktop.gui.lanes import BackupLane, PaperLane, StoreLane, Task
from escc_desktop.gui.language import language, tongue
from escc_desktop.gui.rail import FootLine, StudyLine
from escc_desktop.gui.session_guard import SessionGuard
from escc_desktop.gui.volumes import MountedVolumes, Volumes
from escc_desktop.gui.window import MainWindow
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.actions.first_run import KitView
    from escc_desktop.actions.page_draft import PageDraft
    from escc_desktop.actions.passphrases import StrengthView
    from escc_desktop.actions.site import Site
    from escc_desktop.actions.views import PersonView, SiteView
    from escc_desktop.actions.whereabouts import Whereabouts
    from escc_desktop.gui.pages.unlock_page import DemonstrationPerson, UnlockPage
    from escc_desktop.gui.router import Router
    from escc_desktop.gui.workplace import Workplace

Clock = Callable[[], datetime]
Randomness = Callable[[int], bytes]


class Desktop(QObject):
    """One window over one vault folder, from unlocking to locking, for as long as the program runs."""

    def __init__(
        self,
        application: Application,
        window: MainWindow,
        vault: Path,
        kit: Path | None,
        clock: Clock,
        randomness: Randomness,
        demonstration: Path | None = None,
        volumes: Volumes | None = None,
    ) -> None:
        super().__init__(window)
        self.application, self.window, self.vault, self.kit = application, window, vault, kit
        self._clock, self._randomness, self._demonstration = clock, randomness, demonstration
        self._volumes = volumes or MountedVolumes()
        self._haste = Task()
        self.store, self.paper, self.backup = StoreLane(self), PaperLane(self), BackupLane(self)
        for lane in (self.store, self.paper, self.backup):
            lane.unexpected.connect(application.report)
            lane.problem.connect(window.show_problem)
            lane.start()
        self.workplace: Workplace | None = None
        self.router: Router | None = None
        self._held: dict[str, list[PageDraft]] = {}
        self.danger: Whereabouts | None = None
        self.guard = SessionGuard(application.qt, window, clock, window.preferences.idle_minutes)
        self.guard.lock_wanted.connect(self.lock)
        window.idle_chosen.connect(self.guard.idle.set_minutes)
        window.lock_asked.connect(self.lock)
        window.rail.chosen.disconnect()
        window.rail.chosen.connect(window.go_to)
        window.help_asked.connect(self._help)
        tongue().changed.connect(self._tell_frame)
        window.page_asked.connect(self._menu_page)
        window.about_asked.connect(self._about)
        window.passphrase_asked.connect(self._change_passphrase)
        application.qt.aboutToQuit.connect(self.stop)
        self.begin()

    def begin(self, *, was_open: bool = False) -> None:
        """Show the unlock page where there is a vault, or was: a pulled stick comes back. Else the first run."""
        from escc_desktop.actions.settling import settle

        settle(self.vault)
        if was_open or (self.vault / "slots.json").exists():
            self._show_unlock()
        else:
            self._show_first_run()

    # unlocking

    def _show_unlock(self) -> None:
        from escc_desktop.gui.pages.unlock_page import UnlockPage

        page = UnlockPage((), demo_people=self._demonstration_people())
        page.language_asked.connect(self._other_language)
        page.unlock_asked.connect(lambda person, words: self._unlock(page, person, words))
        page.restore_asked.connect(self.show_restore)
        page.forgotten_asked.connect(lambda person: self._show_recovery(page.people, person))
        self.window.cover(page)
        self.unlock_page = page

        def people() -> tuple[tuple[PersonView, ...], str]:
            from escc_desktop.actions.unlock import people as with_slots
            from escc_desktop.actions.unlock import site_number

            return with_slots(self.vault), site_number(self.vault)

        def ask() -> None:
            self.store.submit(people, lambda known: page.show_people(*known), self.window.show_problem, owner=page)
            self.store.submit(_import_ahead, owner=self)

        FirstFrame(page, ask)
        self._look_around(page, page.notices.place.tell_place)

    def _show_recovery(self, people: tuple[PersonView, ...], chosen: str) -> None:
        """Show the way back in for whoever forgot their passphrase."""
        from escc_desktop.gui.recovery_way import RecoveryWay

        way = RecoveryWay(self.vault, people, chosen, self.store, self._clock, self._randomness, self)
        way.opened.connect(self.open_site)
        way.page.left.connect(self._show_unlock)
        way.page.language_asked.connect(self._other_language)
        self.window.cover(way.page, "recovery")

    def show_restore(self) -> None:
        """Show how a backup is restored; a vault that is open is closed first."""
        from escc_desktop.gui.restore_way import RestoreWay

        self.lock()
        place = self.window.preferences.backup_folder
        way = RestoreWay(self.vault, place, self._volumes, self.store, self._clock, self._randomness, self)
        way.opened.connect(self.open_site)
        way.page.left.connect(self.begin)
        way.page.language_asked.connect(self._other_language)
        self.window.cover(way.page, "restore")
        way.start()

    def _look_around(self, page: QWidget, tell: Callable[[Whereabouts | None, Path], None]) -> None:
        """Find out whether the vault lies where it had better not, and tell the page that is shown."""

        def work() -> Whereabouts | None:
            from escc_desktop.gui.surroundings import look_around

            return look_around(self.vault)

        def found(danger: Whereabouts | None) -> None:
            self.danger = danger
            if isValid(page):
                tell(danger, self.vault)

        self.paper.submit(work, found, owner=self)

    def _unlock(self, page: UnlockPage, person: str, words: str) -> None:
        def steps() -> Generator[tuple[int, int], None, Site]:
            from escc_desktop.actions.unlock import unlocking

            opening = unlocking(self.vault, person, words, self._clock, self._randomness)
            while True:
                try:
                    step = next(opening)
                except StopIteration as end:
                    site: Site = end.value
                    return site
                if (
                    page.opening.is_stopped
                ):  # asked between two steps, so that a vault that was opened is never forgotten
                    opening.close()
                    raise Refused("OPENING_STOPPED")
                yield step

        refuse = self._told(page.refuse)
        self.store.submit_sliced(
            steps, self.open_site, refuse, owner=page, progress=lambda step: page.opening.show_step(*step)
        )

    def _told(self, tell: Callable[[str], None]) -> Callable[[EsccError], None]:
        return lambda problem: tell(explain(problem, language()))

    def _demonstration_people(self) -> tuple[DemonstrationPerson, ...]:
        """Return the invented people of a demonstration, whose passphrases lie in clear beside it and nowhere else."""
        from escc_desktop.gui.pages.unlock_page import DemonstrationPerson

        if self._demonstration is None:
            return ()
        import json

        listed = json.loads((self._demonstration / "people.json").read_text(encoding="utf-8"))
        wanted = [one for one in listed if one["role"] not in ("central", "kit")]
        return tuple(DemonstrationPerson(one["name"], one["role"], one["passphrase"]) for one in wanted)

    # first run

    def _show_first_run(self) -> None:
        from escc_desktop.gui.pages.first_run_page import FirstRunPage

        page = FirstRunPage(self.kit)
        page.language_asked.connect(self._other_language)
        page.restore_asked.connect(self.show_restore)

        def read(path: Path, words: str) -> None:
            def work() -> KitView:
                from escc_desktop.actions.first_run import read_kit

                return read_kit(path, words)

            self.store.submit(work, page.show_kit, self._told(page.refuse_kit), owner=page)

        def make(path: Path, kit_words: str, name: str, words: str) -> None:
            def work() -> Site:
                from escc_desktop.actions.first_run import first_run

                return first_run(self.vault, path, kit_words, name, words, self._clock, self._randomness)

            self.store.submit(work, self._opened_first, self._told(page.refuse), owner=page)

        def judge(name: str, typed: str, known: tuple[str, ...], then: Callable[[StrengthView], None]) -> None:
            def work() -> StrengthView:
                from escc_desktop.actions.passphrases import strength, words_of_people

                return strength(typed, (*known, *words_of_people((name,))))

            self.store.submit(work, then, owner=page)

        page.judge_asked.connect(judge)
        page.kit_asked.connect(read)
        page.first_run_asked.connect(make)
        self.first_run_page = page
        self.window.cover(page, "first_run")
        FirstFrame(page, lambda: self.store.submit(_import_ahead, owner=self))
        self._look_around(page, page.place.tell_place)

    def _opened_first(self, site: Site) -> None:
        self.open_site(site)
        if self.router is not None:
            self.router.open_menu_page("people")

    # the open site

    def open_site(self, site: Site) -> None:
        """Show the pages of a site that was just unlocked."""
        from escc_desktop.gui.background_check import BackgroundCheck
        from escc_desktop.gui.backup_notice import BackupNotice
        from escc_desktop.gui.clock_notice import ClockNotice
        from escc_desktop.gui.reading_notice import ReadingNotice
        from escc_desktop.gui.restore_notice import RestoreNotice
        from escc_desktop.gui.router import Router
        from escc_desktop.gui.safekeeping import Safekeeping
        from escc_desktop.gui.workplace import Workplace

        self.workplace = Workplace(site, self.store, self.paper, self)
        safekeeping = Safekeeping(self.workplace, self.backup, self._volumes, self.vault)
        self.workplace.safekeeping = safekeeping
        self.workplace.danger = (self.danger, self.vault)
        self.router = Router(self.workplace, self.window)
        self.workplace.changed.connect(self._tell_frame)
        self.window.uncover()
        self.router.to_rail("today")
        self._keep_again(site.person.id)
        self.router.take_up_drafts()
        self._tell_frame()
        self.guard.begin()
        BackgroundCheck(self.workplace, self.window.notices, self.show_restore).start()
        RestoreNotice(self.workplace, self.window.notices, self.window.show_dialog)
        safekeeping.changed.connect(lambda: self.window.preferences.remember_backups(safekeeping.folder))
        ClockNotice(self.workplace, self.window.notices).start()
        ReadingNotice(self.workplace, self.window.notices)
        BackupNotice(safekeeping, self.window.notices, lambda: self._menu_page("data_safety"))
        safekeeping.start()

    def _tell_frame(self, _: object = None) -> None:
        """Ask what the frame shows: after each change, and after another language was chosen."""
        if self.workplace is None:
            return

        def question(site: Site) -> SiteView:
            from escc_desktop.actions.asking import site_view

            return site_view(site)

        self.workplace.ask(question, self._show_frame, self.workplace)

    def _show_frame(self, view: SiteView) -> None:
        from escc_desktop.gui.pages.vocabulary import ago, filled, short_role

        place = f"{view.site_name}·{view.site}"
        words = self.tr("Edition {edition}, draft") if view.is_draft else self.tr("Edition {edition}, approved")
        edition = words.format(edition=view.edition)
        self.window.set_study(StudyLine(view.study, place, edition, view.is_draft, view.is_demonstration))
        self.window.set_counts(
            {
                "participants": view.participants,
                "adverse_events": view.open_adverse_events or None,
                "packages": view.to_send or None,
            }
        )
        made, is_late = view.safety.last_off_machine, view.safety.is_late
        words = filled(self.tr("Backup %1"), ago(made.at, view.safety.now)) if made else self.tr("No backup yet")
        mark = "warn" if is_late else "done"
        person = view.person
        foot = FootLine(person.name, short_role(person.role), person.name[:1], words, mark, view.not_confirmed)
        self.window.set_foot(foot)

    # locking and leaving

    def lock(self, why: str = "locked") -> None:
        """Keep what is unsaved, close the vault, drop the keys, empty the window and show the unlock page."""
        if self.workplace is None:
            return
        self.guard.end()
        self._end_session(why)
        if self.router is not None:
            self.router.leave()
            self.router = None
        self.workplace.deleteLater()
        self.workplace = None
        self.window.notices.clear()
        self.begin(was_open=True)

    def stop(self) -> None:
        """Lock and finish what the lanes have under way."""
        self.guard.end()
        self._end_session("closed")
        self.workplace = None
        for lane in (self.backup, self.store, self.paper):
            lane.stop()

    def _end_session(self, why: str) -> None:
        """Keep what is unsaved, make a last backup while there is time, and close the vault, in this order."""
        if self.workplace is None:
            return
        person = self.workplace.person
        if self.router is not None:
            self.router.keep_drafts(partial(self._hold, person))
        self._haste = Task()
        keeping = self.workplace.safekeeping
        parting = keeping.parting(why, self._haste) if keeping is not None else None
        self.workplace.lock(why, self._not_recorded, self, first=parting)

    def _hold(self, person: PersonView, draft: PageDraft, problem: EsccError) -> None:
        """Hold in memory what the vault could not take at the lock, until the same person unlocks again."""
        self._held.setdefault(person.id, []).append(draft)
        self.unlock_page.tell_held(person.name, problem)

    def _not_recorded(self, problem: EsccError) -> None:
        self.unlock_page.tell_not_recorded(problem)

    def _keep_again(self, person: str) -> None:
        """Bring into the vault what could not be kept at the last lock."""
        if self.workplace is None:
            return
        for draft in self._held.pop(person, ()):
            self._keep_held(self.workplace, person, draft)

    def _keep_held(self, workplace: Workplace, person: str, draft: PageDraft) -> None:
        def work(site: Site) -> None:
            from escc_desktop.actions.drafts import keep_draft

            keep_draft(site, draft)

        def refused(problem: EsccError) -> None:
            self._held.setdefault(person, []).append(draft)
            self.window.show_problem(problem)

        workplace.ask(work, lambda _: None, self, refused)

    def _other_language(self) -> None:
        self.window.choose_language("en" if tongue().language == "zh" else "zh")

    def _menu_page(self, name: str) -> None:
        if self.router is not None:
            self.router.open_menu_page(name)

    def _about(self) -> None:
        from escc_desktop.gui.about_dialog import AboutDialog

        dialog = AboutDialog(self.workplace.study if self.workplace is not None else None)
        self.window.show_dialog(dialog, dialog.button)

    def _change_passphrase(self) -> None:
        from escc_desktop.gui.pages.passphrase_dialog import PassphraseDialog

        if self.workplace is not None:
            self.window.show_dialog(PassphraseDialog(self.workplace))

    def _help(self, topic: str) -> None:
        from escc_desktop.gui.pages.handbook_view import HandbookView

        self.window.show_dialog(HandbookView(topic))


def _import_ahead() -> None:
    """Import, while a passphrase is typed, what unlocking needs; nothing of it is run."""
    import escc_desktop.actions.asking
    import escc_desktop.actions.carry_out
    import escc_desktop.actions.unlock
    import escc_desktop.gui.router  # noqa: F401
