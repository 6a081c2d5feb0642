"""Says which number comes next, and gives none after a restore until the last one that was given is known; it is read
from the desk's package or from the paper log.
"""

from __future__ import annotations

from dataclasses import dataclass

from escc_desktop.actions.authority import require
from escc_desktop.actions.commands import ConfirmNumbers
from escc_desktop.actions.packing import desk_chain
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import Refused
from escc_desktop.store.journal import EntryFilter
from escc_desktop.trial.numbers import enrolment_number, next_order, order_of, screening_number

PAPER_LOG = "paper_log"
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class LastNumbers:
    """The last orders that are known to have been given; below ``SiteFacts.first`` where none was."""

    screening: int
    enrolment: int


def next_screening(site: Site) -> int:
    """Return the next order of screening in the kit's block. Raises Refused NUMBERS_NOT_SURE, NUMBERS_USED_UP."""
    _refuse_unsure(site)
    return next_order(site.facts.first, site.facts.last, [last_numbers(site).screening])


def next_enrolment(site: Site) -> int:
    """Return the next order of enrolment in the kit's block, so that two devices of one site never give one number.

    Raises Refused NUMBERS_NOT_SURE.
    """
    _refuse_unsure(site)
    return max(site.facts.first - 1, last_numbers(site).enrolment) + 1


def are_sure(site: Site) -> bool:
    """Tell whether it is known which numbers were given: always so in a vault that was never restored.

    After a restore it is once the desk has acknowledged the chain at work (its package brought what it had received),
    or somebody read the last numbers from the paper log.
    """
    if len(site.line) == 1:
        return True
    if site.office.entries_of("numbers.confirmed", chain=site.office.chain):
        return True
    told = site.office.entries_of("package.received", chain=desk_chain(site.facts.site))
    return any(one.entry.body["chain"] == site.office.chain for one in told)


def last_numbers(site: Site) -> LastNumbers:
    """Return the highest orders of this kit's block that the journal knows of, before a restore and after it."""
    first = site.facts.first
    screening, enrolment = [first - 1], [first - 1]
    for stretch in site.line:
        screening += [int(str(one["order"])) for one in _last(site, "participant.screened", stretch.chain)]
        for one in _last(site, "participant.enrolled", stretch.chain):
            order = order_of(site.study, site.study.enrolment_pattern, site.facts.site, str(one["enrolment_number"]))
            enrolment += [order] if order is not None else []
        for signed in site.office.entries_of("numbers.confirmed", chain=stretch.chain):
            screening.append(int(signed.entry.body["screening"]))
            enrolment.append(int(signed.entry.body["enrolment"]))
    return LastNumbers(max(screening), max(enrolment))


def confirm_numbers(site: Site, command: ConfirmNumbers) -> Outcome:
    """Enter the last numbers as somebody read them from the paper log; an empty one says that none was given.

    Raises Refused: NOT_ALLOWED, NUMBER_TYPED (no number of this site), NUMBER_BELOW (the vault knows of a later one),
    NUMBER_OUTSIDE (beyond the kit's block).
    """
    require(site, "record")
    study, known = site.study, last_numbers(site)
    number = site.facts.site
    screening = _read(site, command.screening, study.number_pattern)
    if max(screening, site.facts.first - 1) < known.screening:
        raise Refused("NUMBER_BELOW", typed=command.screening, known=screening_number(study, number, known.screening))
    enrolment = _read(site, command.enrolment, study.enrolment_pattern)
    if max(enrolment, site.facts.first - 1) < known.enrolment:
        raise Refused("NUMBER_BELOW", typed=command.enrolment, known=enrolment_number(study, number, known.enrolment))
    body = {"screening": screening, "enrolment": enrolment, "how": PAPER_LOG}
    site.office.enter("numbers.confirmed", body)
    return Outcome(None, frozenset({"journal", "restored"}))


def _read(site: Site, typed: str, pattern: str) -> int:
    """Return the order of a typed number, 0 for none."""
    facts = site.facts
    written = "".join(typed.split()).upper()
    if not written:
        return 0
    is_order = written.isdecimal() and written.isascii() and len(written) <= _MOST_DIGITS
    order = int(written) if is_order else None
    order = order or order_of(site.study, pattern, facts.site, written)
    if order is None:
        raise Refused("NUMBER_TYPED", typed=typed.strip(), site=facts.site)
    if not facts.first <= order <= facts.last:
        raise Refused("NUMBER_OUTSIDE", typed=typed.strip(), first=facts.first, last=facts.last)
    return order


def _refuse_unsure(site: Site) -> None:
    if not are_sure(site):
        raise Refused("NUMBERS_NOT_SURE", device=site.device)


def _last(site: Site, kind: str, chain: str) -> list[dict[str, object]]:
    """Return the body of the last entry of ``kind`` in a chain: numbers are given upwards, so it has the highest."""
    found = site.office.journal.recent(1, wanted=EntryFilter(kinds=(kind,), chain=chain))
    return [one.entry.body for one in found]
