"""Reads what is typed at the site and calls the actions; it decides nothing itself."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from escc_desktop import __version__, console
from escc_desktop.actions.views import VerificationView
from escc_desktop.words import say

Clock = Callable[[], datetime]
Randomness = Callable[[int], bytes]
OpenWindow = Callable[[Sequence[str]], int]


def run(given: Sequence[str], clock: Clock, randomness: Randomness, open_window: OpenWindow) -> int:
    """Run one typed ``escc-desktop`` command and return its exit code (0 done, 1 refused, 2 could not be tried)."""
    asked = argparse.Namespace()

    def work() -> int:
        try:
            _parser().parse_args(given, asked)
        except SystemExit as end:  # --help, --version
            return int(end.code or 0)
        return int(asked.command(asked, clock, randomness, open_window))

    def refusal(code: str, message: str) -> object:
        command = getattr(asked, "command", None)
        if command is _verify:
            return _verdict(_kind_of(Path(asked.path)), code, message)
        if command is _check_forms:
            return [{"file": asked.folder, "place": "", "code": code, "message": message, "line": 0, "fix": ""}]
        return console.plain_refusal(code, message)

    return console.attempt(work, refusal if "--json" in given else None)


def _parser() -> argparse.ArgumentParser:
    parser = console.Parser(prog="escc-desktop", description="The site program of the trial NCT07142421.")
    parser.add_argument("--version", action="version", version=f"ESCC Desktop {__version__}")
    parser.add_argument("--vault", metavar="DIR", help="open the window on this vault")
    parser.add_argument("--kit", metavar="FILE", help="first run on this kit")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="walk the demonstration, and open its window")
    demo.set_defaults(command=_demo)
    demo.add_argument("--to", required=True, metavar="DIR")
    demo.add_argument("--headless", action="store_true")
    demo.add_argument("--language", choices=("zh", "en"))
    demo.add_argument("--participants", type=int, default=6, metavar="N")
    demo.add_argument("--json", action="store_true")
    verify = commands.add_parser("verify", help="answer whether a vault, package, document or backup may be believed")
    verify.set_defaults(command=_verify)
    verify.add_argument("path", metavar="PATH")
    verify.add_argument("--root", metavar="CERT")
    verify.add_argument("--vault", metavar="DIR")
    verify.add_argument("--person", metavar="NAME")
    verify.add_argument("--passphrase-file", metavar="FILE")
    verify.add_argument("--json", action="store_true")
    forms = commands.add_parser("forms", help="work on an edition of the study").add_subparsers(required=True)
    check = forms.add_parser("check", help="proofread an edition")
    check.set_defaults(command=_check_forms)
    check.add_argument("folder", metavar="DIR")
    check.add_argument("--json", action="store_true")
    new = forms.add_parser("new", help="begin an edition: a small valid one, with comments that teach")
    new.set_defaults(command=_new_forms)
    new.add_argument("folder", metavar="DIR")
    new.add_argument("--id", default=None, metavar="STUDY", help="what the central desk calls the study")
    new.add_argument("--json", action="store_true")
    return parser


def _demo(asked: argparse.Namespace, clock: Clock, randomness: Randomness, open_window: OpenWindow) -> int:
    from escc_desktop.terminal.demo import Demonstration

    if asked.participants < 1:
        console.usage("--participants needs a number of 1 or more")
    folder = Path(asked.to).resolve()
    told = Demonstration(folder, clock, randomness).walk(asked.participants)
    if asked.json:
        console.answer(told)
    for step, seconds in told["seconds"].items():
        console.tell("DEMO_STEP", step=step, seconds=f"{seconds:.2f}")
    console.tell("DEMO_READY", folder=folder)
    if asked.headless or _has_no_display():
        return console.DONE
    language = ["--language", asked.language] if asked.language else []
    return open_window(["--vault", str(told["vault"]), "--demonstration", str(folder), *language])


def _has_no_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _kind_of(path: Path) -> str:
    """Return what a path that could not be verified was taken for; a document where nothing can be told."""
    from escc_desktop.actions.verify import kind_of

    try:
        return kind_of(path) or "document"
    except OSError:
        return "document"


def _verdict(
    kind: str, code: str, message: str, ok: bool = False, entries: int = 0, first_bad: tuple[str, int] | None = None
) -> dict[str, object]:
    place = {"chain": first_bad[0], "seq": first_bad[1]} if first_bad else None
    return {"kind": kind, "ok": ok, "code": code, "message": message, "entries": entries, "first_bad": place}


def _verify(asked: argparse.Namespace, clock: Clock, randomness: Randomness, _: OpenWindow) -> int:
    from escc_desktop.actions import verify

    path = Path(asked.path)
    if not path.exists():
        raise console.NotTried("INPUT_MISSING", path=path)
    kind = verify.kind_of(path)
    if not kind:
        raise console.NotTried("VERIFY_UNKNOWN_KIND", path=path)
    root = verify.read_root(console.read(asked.root), asked.root) if asked.root is not None else None
    if kind == "backup":
        answer = _verify_backup(asked, path, root, clock, randomness)
    elif kind != "vault" and not asked.vault:
        answer = verify.verify_file(kind, console.read(path), root, None)
    else:
        answer = _verify_with_vault(asked, kind, root, clock, randomness)
    return _tell_verdict(kind, answer, asked.json)


def _verify_with_vault(
    asked: argparse.Namespace, kind: str, root: str | None, clock: Clock, randomness: Randomness
) -> VerificationView:
    from escc_desktop.actions import verify
    from escc_desktop.actions.unlock import look_into

    vault = Path(asked.path if kind == "vault" else asked.vault)
    if not asked.person:
        console.usage("--person NAME is needed to open a vault")
    passphrase = console.secret(asked.passphrase_file, "Passphrase")
    with look_into(vault, asked.person, passphrase, clock, randomness) as site:
        if kind == "vault":
            return verify.verify_vault(site, root)
        return verify.verify_file(kind, console.read(asked.path), root, site)


def _verify_backup(
    asked: argparse.Namespace, path: Path, root: str | None, clock: Clock, randomness: Randomness
) -> VerificationView:
    """Verify a backup, whole with the passphrase of who has a slot in it, with ``--vault`` against that one too."""
    from escc_desktop.actions.unlock import look_into
    from escc_desktop.actions.verify_backup import Opening, verify_backup

    if not asked.person:
        if asked.vault:
            console.usage("--person NAME is needed to open a vault")
        return verify_backup(path, root, None, clock, randomness)
    opening = Opening(asked.person, console.secret(asked.passphrase_file, "Passphrase"))
    if not asked.vault:
        return verify_backup(path, root, opening, clock, randomness)
    with look_into(Path(asked.vault), opening.person, opening.passphrase, clock, randomness) as vault:
        return verify_backup(path, root, opening, clock, randomness, vault)


def _tell_verdict(kind: str, answer: VerificationView, as_json: bool) -> int:
    message = say(answer.code, console.language(), **answer.facts)
    if as_json:
        console.answer(_verdict(kind, answer.code, message, answer.is_sound, answer.entries, answer.first_bad))
    print(message, file=sys.stderr)
    return console.DONE if answer.is_sound else console.REFUSED


def _check_forms(asked: argparse.Namespace, clock: Clock, randomness: Randomness, _: OpenWindow) -> int:
    from escc_desktop.actions.forms import check_forms

    folder = Path(asked.folder)
    if not folder.is_dir():
        raise console.NotTried("INPUT_MISSING", path=folder)
    findings = check_forms(folder)
    language = console.language()
    lines: list[dict[str, object]] = [
        {
            **one.place,
            "code": one.code,
            "message": one.message(language),
            "line": one.line,
            "fix": one.fix(language),
        }
        for one in findings
    ]
    if asked.json:
        console.answer(lines)
    for line in lines:
        print(f"{line['file']}:{line['line']}: {line['message']}\n    {line['fix']}", file=sys.stderr)
    if not lines:
        console.tell("FORMS_SOUND", folder=folder)
    return console.REFUSED if lines else console.DONE


def _new_forms(asked: argparse.Namespace, clock: Clock, randomness: Randomness, _: OpenWindow) -> int:
    from escc_desktop.actions.forms import begin_edition

    folder = Path(asked.folder)
    written = begin_edition(folder, asked.id) if asked.id is not None else begin_edition(folder)
    if asked.json:
        console.answer({"ok": True, "folder": str(folder), "files": [str(path) for path in written]})
    console.tell("FORMS_BEGUN", folder=folder, files=len(written))
    return console.DONE
