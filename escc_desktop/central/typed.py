"""Reads what the central team types and calls the actions of the desk; it decides nothing itself."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from escc_desktop import console

Clock = Callable[[], datetime]
Randomness = Callable[[int], bytes]


def run(given: Sequence[str], clock: Clock, randomness: Randomness) -> int:
    """Run one ``escc-central`` command and return its exit code (0 done, 1 refused, 2 could not be tried)."""
    asked = argparse.Namespace()

    def work() -> int:
        try:
            _parser().parse_args(given, asked)
        except SystemExit as end:  # --help
            return int(end.code or 0)
        return int(asked.command(asked, clock, randomness))

    def refusal(code: str, message: str) -> object:
        packages = getattr(asked, "packages", None)
        if packages is None:
            return console.plain_refusal(code, message)
        return [{"package": Path(one).name, "code": code, "message": message, "entries": 0} for one in packages]

    return console.attempt(work, refusal if "--json" in given else None)


def _parser() -> argparse.ArgumentParser:
    parser = console.Parser(prog="escc-central", description="The central desk of ESCC Desktop.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    init = _command(commands, "init", _init, "make the study root, the desk and its keys")
    init.add_argument("--study", required=True, metavar="ID")
    init.add_argument("--root-out", required=True, metavar="FILE", help="where the root certificate (PEM) is written")
    _second(init, is_required=False)
    admit = _command(commands, "admit", _admit, "let another person work at the desk and hold the recovery key")
    admit.add_argument("--new-person", required=True, metavar="NAME")
    admit.add_argument("--new-passphrase-file", metavar="FILE")
    _second(admit, is_required=False)
    kit = _command(commands, "kit", _kit, "make a site kit for one device")
    kit.add_argument("--site", required=True, metavar="NN")
    kit.add_argument("--site-name", default="", metavar="NAME")
    kit.add_argument("--device", required=True, metavar="A")
    kit.add_argument("--investigator", required=True, metavar="NAME")
    kit.add_argument("--edition", required=True, metavar="DIR")
    kit.add_argument("--numbers", type=int, default=100, metavar="N")
    kit.add_argument("--out", required=True, metavar="FILE")
    kit.add_argument("--kit-passphrase-file", metavar="FILE")
    receive = _command(commands, "receive", _receive, "check, open and append packages of the sites")
    receive.add_argument("packages", nargs="+", metavar="PACKAGE")
    reply = _command(commands, "reply", _reply, "make the desk's package for a site")
    reply.add_argument("--site", required=True, metavar="NN")
    reply.add_argument("--out", required=True, metavar="DIR")
    _command(commands, "status", _status, "what the desk holds")
    approve = _command(commands, "approve", _approve, "sign the digest of an edition")
    approve.add_argument("--edition", required=True, metavar="DIR")
    recover = _command(commands, "recover", _recover, "answer a request from somebody who forgot a passphrase")
    recover.add_argument("request", metavar="REQUEST")
    recover.add_argument("--out", required=True, metavar="FILE", help="where the grant is written")
    recover.add_argument("--request-code", metavar="CODE", help="as the person read it out; refused when it differs")
    _second(recover, is_required=True)
    return parser


def _second(command: argparse.ArgumentParser, *, is_required: bool) -> None:
    command.add_argument("--second-person", required=is_required, metavar="NAME", help="who is there as well")
    command.add_argument("--second-passphrase-file", metavar="FILE")


def _command(
    commands: argparse._SubParsersAction[console.Parser], name: str, call: object, told: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=told, description=told)
    command.set_defaults(command=call)
    command.add_argument("--desk", required=True, metavar="PLACE", help="a folder, or postgresql+psycopg://...")
    command.add_argument("--person", metavar="NAME")
    command.add_argument("--passphrase-file", metavar="FILE")
    command.add_argument("--json", action="store_true")
    return command


def _passphrase(asked: argparse.Namespace) -> str:
    return console.secret(asked.passphrase_file, "Passphrase")


def _second_passphrase(asked: argparse.Namespace) -> str:
    return console.secret(asked.second_passphrase_file, "Second person's passphrase")


def _init(asked: argparse.Namespace, clock: Clock, randomness: Randomness) -> int:
    from escc_desktop.actions.found_study import found_study
    from escc_desktop.actions.study_root import code_of_root

    if not asked.person:
        console.usage("init needs --person NAME")
    root_out = Path(asked.root_out)
    first = _passphrase(asked)
    second = (asked.second_person, _second_passphrase(asked)) if asked.second_person else None
    code = code_of_root(found_study(asked.desk, asked.study, asked.person, first, clock, randomness, root_out, second))
    facts = {"desk": asked.desk, "root": asked.root_out, "root_code": code}
    _done(asked, facts, "DESK_FOUNDED", **facts)
    return console.DONE


def _admit(asked: argparse.Namespace, clock: Clock, randomness: Randomness) -> int:
    from escc_desktop.actions.admit import admit
    from escc_desktop.actions.desk import at_desk, desk_slots
    from escc_desktop.actions.key_holders import second_holder

    passphrase, new = _passphrase(asked), console.secret(asked.new_passphrase_file, "New person's passphrase")
    with at_desk(asked.desk, asked.person, passphrase, clock, randomness) as desk:
        slots = desk_slots(asked.desk)
        second = None
        if asked.second_person:
            second = second_holder(desk, slots, asked.second_person, _second_passphrase(asked))
        admitted = admit(desk, slots, asked.new_person, new, second)
    facts = {"person": admitted.person.name, "is_holder": admitted.is_holder, "holders": list(admitted.holders)}
    names = {"name": admitted.person.name, "holders": ", ".join(admitted.holders)}
    _done(asked, facts, "ADMITTED_HOLDER" if admitted.is_holder else "ADMITTED", **names)
    return console.DONE


def _recover(asked: argparse.Namespace, clock: Clock, randomness: Randomness) -> int:
    from escc_desktop.actions.desk import at_desk, desk_slots
    from escc_desktop.actions.grant_recovery import grant_recovery
    from escc_desktop.actions.key_holders import second_holder

    out, data = Path(asked.out), console.read(asked.request, 1 << 20)
    passphrase, other = _passphrase(asked), _second_passphrase(asked)
    with at_desk(asked.desk, asked.person, passphrase, clock, randomness) as desk:
        second = second_holder(desk, desk_slots(asked.desk), asked.second_person, other)
        granted = grant_recovery(desk, second, data, out, asked.request_code)
    facts = {
        "grant": asked.out,
        "site": granted.site,
        "chain": granted.chain,
        "person": granted.person,
        "name": granted.name,
        "request_code": granted.code,
        "is_code_compared": asked.request_code is not None,
        "was_answered": granted.was_answered,
        "holders": list(granted.holders),
    }
    told = {"name": granted.name, "site": granted.site, "request_code": granted.code, "out": asked.out}
    _done(asked, facts, "GRANT_WRITTEN" if asked.request_code else "GRANT_WRITTEN_UNCOMPARED", **told)
    return console.DONE


def _kit(asked: argparse.Namespace, clock: Clock, randomness: Randomness) -> int:
    from escc_desktop.actions.desk import at_desk
    from escc_desktop.actions.issue_kit import KitOrder, issue_kit_to
    from escc_desktop.actions.study_root import code_of_root

    order = KitOrder(asked.site, asked.site_name, asked.device, asked.investigator, Path(asked.edition), asked.numbers)
    passphrase, kit_passphrase = _passphrase(asked), console.secret(asked.kit_passphrase_file, "Kit passphrase")
    with at_desk(asked.desk, asked.person, passphrase, clock, randomness) as desk:
        issued, code = issue_kit_to(desk, order, kit_passphrase, Path(asked.out)), code_of_root(desk.root)
    block = {"first": issued.first, "last": issued.last}
    facts = {"out": asked.out, **block, "site": asked.site, "device": asked.device, "root_code": code}
    _done(asked, facts, "KIT_ISSUED", **facts)
    return console.DONE


def _receive(asked: argparse.Namespace, clock: Clock, randomness: Randomness) -> int:
    from escc_desktop.actions.desk import at_desk
    from escc_desktop.actions.receive_package import receive_packages

    with at_desk(asked.desk, asked.person, _passphrase(asked), clock, randomness) as desk:
        results = receive_packages(desk, [Path(package) for package in asked.packages])
    lines = [
        {"package": one.package, "code": one.code, "message": one.message(console.language()), "entries": one.entries}
        for one in results
    ]
    if asked.json:
        console.answer(lines)
    for one in results:
        console.tell("RESULT_LINE", package=one.package, result=one.code, message=one.message(console.language()))
    refused = [console.exit_code(one.code) for one in results if not one.is_received]
    return min(refused, default=console.DONE)  # one that is not sound counts more than one that is not there


def _reply(asked: argparse.Namespace, clock: Clock, randomness: Randomness) -> int:
    from escc_desktop.actions.desk import at_desk
    from escc_desktop.actions.reply import reply

    with at_desk(asked.desk, asked.person, _passphrase(asked), clock, randomness) as desk:
        path = reply(desk, asked.site, Path(asked.out))
    _done(asked, {"package": str(path)}, "REPLY_WRITTEN", package=path)
    return console.DONE


def _status(asked: argparse.Namespace, clock: Clock, randomness: Randomness) -> int:
    from escc_desktop.actions.desk import at_desk, status

    with at_desk(asked.desk, asked.person, _passphrase(asked), clock, randomness) as desk:
        held = status(desk)
    if asked.json:
        console.answer(held)
        return console.DONE
    for site in held["sites"]:
        console.tell("STATUS_LINE", **{**site, "last_received_at": site["last_received_at"] or "-"})
    if not held["sites"]:
        console.tell("STATUS_EMPTY", desk=asked.desk)
    console.tell("STATUS_ROOT", root_code=held["root_code"])
    return console.DONE


def _approve(asked: argparse.Namespace, clock: Clock, randomness: Randomness) -> int:
    from escc_desktop.actions.approve_edition import approve_edition
    from escc_desktop.actions.desk import at_desk

    with at_desk(asked.desk, asked.person, _passphrase(asked), clock, randomness) as desk:
        digest = approve_edition(desk, Path(asked.edition))
    _done(asked, {"edition": asked.edition, "digest": digest}, "EDITION_APPROVED", edition=asked.edition, digest=digest)
    return console.DONE


def _done(asked: argparse.Namespace, document: object, code: str, **facts: object) -> None:
    if asked.json:
        console.answer(document)
    console.tell(code, **facts)
