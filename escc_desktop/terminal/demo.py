"""Runs the demonstration: a desk, a kit, a site and one invented participant's journey, timed step by step."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from escc_desktop.actions import demonstration
from escc_desktop.actions.approve_edition import approve_edition
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import ExportPackage, ImportPackage
from escc_desktop.actions.demonstration_crowd import add_crowd
from escc_desktop.actions.desk import Desk, at_desk
from escc_desktop.actions.first_run import first_run
from escc_desktop.actions.found_study import found_study
from escc_desktop.actions.issue_kit import KitOrder, issue_kit
from escc_desktop.actions.outside import make_folder
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.reply import reply
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, unlock
from escc_desktop.actions.verify import verify_document, verify_package, verify_vault
from escc_desktop.actions.views import DocumentView, ExportedPackage, VerificationView
from escc_desktop.errors import PackageError, VaultError
from escc_desktop.places import shipped

Clock = Callable[[], datetime]
Randomness = Callable[[int], bytes]

PEOPLE_FILE = "people.json"
ANSWER_FILE = "demonstration.json"
UNFINISHED_FILE = "demonstration.unfinished"
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 5


class Demonstration:
    """One demonstration folder, walked once; a second run reopens what is there."""

    def __init__(self, folder: Path, clock: Clock, randomness: Randomness) -> None:
        """Begin in ``folder``, which must be empty or hold an earlier demonstration."""
        self.folder, self.clock, self.randomness = folder, clock, randomness
        self.told = demonstration.story(clock().date())
        self.vault, self.central = folder / "vault", folder / "central"
        self.root, self.kit = folder / "study-root.pem", folder / "SITE01-A.kit"
        self.stick, self.papers_folder = folder / "stick", folder / "papers"
        self.passphrases: dict[str, str] = {}
        self.seconds: dict[str, float] = {}
        self.papers: list[dict[str, str]] = []
        self.packages: list[dict[str, str]] = []
        self.receipts: list[dict[str, str]] = []
        self.backups: list[dict[str, str]] = []

    def walk(self, participants: int) -> dict[str, Any]:
        """Walk the ten points, or reopen an earlier walk, and return what ``demo --json`` answers.

        A walk that was cut short is begun afresh: nobody has worked in it. Raises VaultError DEMO_FOLDER_TAKEN when
        the folder holds anything else.
        """
        answer = self.folder / ANSWER_FILE
        if answer.exists():
            earlier: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
            return earlier
        self._clear()
        make_folder(self.folder)
        unfinished = self.folder / UNFINISHED_FILE
        unfinished.touch()
        self._found()
        site = self._begin()
        try:
            documents = self._work(site)
            add_crowd(site, self.told, participants - 1, self.passphrases["investigator"])
            with self._step("package and answer"):
                exported = self._exchange(site)
            with self._step("verify"):
                self._verify(site, documents, exported)
            with self._step("backup"):
                self.backups.append(_file(demonstration.back_up(site, self.stick), "backup"))
        finally:
            lock(site, "closed")
        told = self._answer()
        answer.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
        unfinished.unlink()
        return told

    def _clear(self) -> None:
        """Take away what a walk that was cut short has left; raise when there is anything that it did not make."""
        if not self.folder.exists():
            return
        if not self.folder.is_dir():
            raise VaultError("DEMO_FOLDER_TAKEN", path=self.folder)
        found = {path.name: path for path in self.folder.iterdir()}
        made = (self.vault, self.central, self.root, self.kit, self.stick, self.papers_folder)
        known = {name for path in made for name in (path.name, f"{path.name}.unfinished")}
        if found and (UNFINISHED_FILE not in found or not found.keys() <= known | {PEOPLE_FILE, UNFINISHED_FILE}):
            raise VaultError("DEMO_FOLDER_TAKEN", path=self.folder)
        for path in found.values():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    def _found(self) -> None:
        place, people = self.told.part("site"), self.told.told["people"]
        for who in (*people, "kit"):
            self.passphrases[who] = self._passphrase()
        (self.folder / PEOPLE_FILE).write_text(json.dumps(self._people(), ensure_ascii=False, indent=2), "utf-8")
        with self._step("central desk"):
            first, second = ((people[who]["name"], self.passphrases[who]) for who in ("desk", "second_at_desk"))
            root = found_study(str(self.central), place["study"], *first, self.clock, self.randomness, second=second)
            self.root.write_text(root, encoding="ascii")
            order = KitOrder(
                site=place["number"],
                site_name=place["name"],
                device=place["device"],
                investigator=people["investigator"]["name"],
                edition=shipped("forms") / place["edition"],
                numbers=place["numbers"],
                is_demonstration=True,
            )
            with self._at_desk() as desk:
                issue_kit(desk, order, self.passphrases["kit"], self._write_kit)

    def _at_desk(self) -> AbstractContextManager[Desk]:
        """Open the desk for its first person."""
        name = self.told.told["people"]["desk"]["name"]
        return at_desk(str(self.central), name, self.passphrases["desk"], self.clock, self.randomness)

    def _write_kit(self, data: bytes) -> None:
        self.kit.write_bytes(data)

    def _begin(self) -> Site:
        people, words = self.told.told["people"], self.passphrases
        with self._step("first run"):
            site = first_run(
                self.vault,
                self.kit,
                words["kit"],
                people["administrator"]["name"],
                words["administrator"],
                self.clock,
                self.randomness,
            )
            demonstration.add_people(site, self.told, words)
            lock(site, "switched")
            name = people["coordinator"]["name"]
            return unlock(self.vault, name, words["coordinator"], self.clock, self.randomness)

    def _work(self, site: Site) -> tuple[DocumentView, ...]:
        told, secret = self.told, self.passphrases["investigator"]
        eligibility = site.study.eligibility_form
        with self._step("screening"):
            number = demonstration.screen(site, told)
        with self._step("edition"):
            demonstration.settle(site, told, secret)
        with self._step("history"):
            demonstration.record_history(site, told, number)
        with self._step("signing"):
            first = demonstration.sign(site, told, number, eligibility, secret)
            correction = told.part("participant", "eligibility_change")
            record = f"{number}/{eligibility}"
            demonstration.change(site, number, record, correction["item"], correction["value"], correction["reason"])
            second = demonstration.sign(site, told, number, eligibility, secret)
        with self._step("enrolment and calendar"):
            demonstration.enrol_and_book(site, told, number)
        with self._step("visit form"):
            filled = demonstration.hold_visit(site, told, number)
        with self._step("adverse event"):
            demonstration.report_event(site, told, number)
        with self._step("paper"):
            checklist = (second, demonstration.save_out(site, second, self.papers_folder))
            papers = (checklist, *demonstration.print_papers(site, told, number, filled, self.papers_folder))
            for document, path in papers:
                self.papers.append({"path": str(path), "kind": document.kind, "sha256": document.sha256})
        return (first, *(document for document, _ in papers))

    def _exchange(self, site: Site) -> ExportedPackage:
        self.stick.mkdir(exist_ok=True)
        exported = carry_out(site, ExportPackage(self.stick)).value
        assert isinstance(exported, ExportedPackage)
        self.packages.append(_file(exported.path, "package"))
        with self._at_desk() as desk:
            (result,) = receive_packages(desk, [exported.path])
            if not result.is_received:
                raise PackageError(result.code, **result.facts)
            approve_edition(desk, shipped("forms") / self.told.part("site")["edition"])
            receipt = reply(desk, site.facts.site, self.stick)
        self.receipts.append(_file(receipt, "receipt"))
        carry_out(site, ImportPackage(receipt))
        return exported

    def _verify(self, site: Site, documents: tuple[DocumentView, ...], exported: ExportedPackage) -> None:
        root = self.root.read_text(encoding="ascii")
        answers = [verify_vault(site, root), verify_package(exported.path.read_bytes(), root, site)]
        answers += [
            verify_document(Path(paper["path"]).read_bytes(), root, site)
            for paper, document in zip(self.papers, documents[1:], strict=True)
            if document.is_signed
        ]
        for one in answers:
            _believe(one)

    def _answer(self) -> dict[str, Any]:
        return {
            "vault": str(self.vault),
            "central": str(self.central),
            "root": str(self.root),
            "documents": self.papers,
            "packages": self.packages,
            "receipts": self.receipts,
            "backups": self.backups,
            "people": self._people(),
            "seconds": self.seconds,
        }

    def _people(self) -> list[dict[str, str]]:
        people = [
            {"name": person["name"], "role": person["role"], "passphrase": self.passphrases[who]}
            for who, person in self.told.told["people"].items()
        ]
        return [*people, {"name": self.kit.name, "role": "kit", "passphrase": self.passphrases["kit"]}]

    def _passphrase(self) -> str:
        letters = [_LETTERS[byte % len(_LETTERS)] for byte in self.randomness(_GROUPS * _GROUP)]
        return "-".join("".join(letters[start : start + _GROUP]) for start in range(0, len(letters), _GROUP))

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        began = self.clock()
        yield
        self.seconds[name] = round((self.clock() - began).total_seconds(), 3)


def _file(path: Path, kind: str) -> dict[str, str]:
    return {"path": str(path), "kind": kind, "sha256": sha256(path.read_bytes()).hexdigest()}


def _believe(answer: VerificationView) -> None:
    """A demonstration whose own result does not verify is a fault of ours and must be heard."""
    if not answer.is_sound:
        raise VaultError(answer.code, **answer.facts)
