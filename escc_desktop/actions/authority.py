"""Says who may do which act at a site on a day, and refuses whoever may not; it carries out no act itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from escc_desktop.actions.site import Site
from escc_desktop.actions.views import PersonView
from escc_desktop.errors import Refused
from escc_desktop.store.facts import fact_of
from escc_desktop.trial.delegation import KINDS, MONITOR, PRINCIPAL, TASK_OF_ACT, DelegationLog, read_logs
from escc_desktop.trial.findings import RAISING_ROLES
from escc_desktop.trial.participants import SIGNING_ROLES
from escc_desktop.words import say

ADMINISTRATOR = "site_administrator"
ROLES = (
    ADMINISTRATOR,
    PRINCIPAL,
    "sub_investigator",
    "coordinator",
    "quality_controller",
    "drug_manager",
    MONITOR,
)
INVESTIGATORS = SIGNING_ROLES
_WORKING = frozenset(ROLES) - {MONITOR}

# Acts only. A fact (a record, a booking, a first dose) may be recorded by everyone but a monitor: see the design,
# "an act may be refused; a fact never". A monitor's login is read-only by what the role is. An act that belongs to a
# task (``trial.delegation.TASK_OF_ACT``) needs the principal investigator's delegation beside the role.
MAY = {
    "add_person": frozenset({ADMINISTRATOR}),
    "remove_person": frozenset({ADMINISTRATOR}),
    "delegate": frozenset({PRINCIPAL}),
    "approve_edition": frozenset({PRINCIPAL}),
    "sign": INVESTIGATORS,
    "choose_original": frozenset({ADMINISTRATOR, PRINCIPAL}),
    "obtain_consent": INVESTIGATORS,
    "decide_eligibility": INVESTIGATORS,
    "decide_medically": INVESTIGATORS,
    "enrol": INVESTIGATORS | {"coordinator"},
    "record": _WORKING,
    "exchange": _WORKING,
    "back_up": _WORKING,
    "raise_finding": RAISING_ROLES,
    "answer_finding": _WORKING,
}


SIGNING_ACTS = ("sign", "obtain_consent", "decide_eligibility", "decide_medically")
"""What a signature on a record can be, by its form: see ``signing_act``."""


def delegation_log(site: Site) -> DelegationLog:
    """Return the delegation log of this device."""
    return delegation_logs(site).get(site.office.chain, DelegationLog())


def delegation_logs(site: Site) -> dict[str, DelegationLog]:
    """Return the delegation log of every chain that is here; what a restore parted has one."""
    line = tuple(stretch.chain for stretch in site.line)
    return read_logs((fact_of(one) for one in site.office.entries_of(*KINDS)), line)


def signing_act(site: Site, form: str) -> str:
    """Return the act that signing a record of ``form`` is: one of ``SIGNING_ACTS``."""
    if form == site.study.consent_form:
        return "obtain_consent"
    if form == site.study.eligibility_form:
        return "decide_eligibility"
    return "decide_medically" if form == site.study.adverse_event.form else "sign"


def has_ended(person: PersonView, on: date) -> bool:
    """Tell whether a person's login has ended before day ``on``."""
    return person.until is not None and person.until < on


def may(site: Site, act: str, person: PersonView, on: date | None = None) -> bool:
    """Tell whether ``person`` may do ``act`` on a day, today by the site's clock unless given."""
    return _may(act, person, on or today(site), delegation_log(site) if act in TASK_OF_ACT else None)


def allowed(site: Site, acts: Iterable[str], person: PersonView, on: date | None = None) -> frozenset[str]:
    """Return those of ``acts`` that ``person`` may do on a day, today by the site's clock unless given."""
    day, log = on or today(site), delegation_log(site)
    return frozenset(act for act in acts if _may(act, person, day, log if act in TASK_OF_ACT else None))


def delegates(site: Site, act: str | tuple[str, ...], on: date | None = None) -> tuple[PersonView, ...]:
    """Return everybody of the site who may do ``act``, or one of several, on a day, today unless given."""
    day, acts = on or today(site), (act,) if isinstance(act, str) else act
    log = delegation_log(site) if any(one in TASK_OF_ACT for one in acts) else None
    return tuple(
        person
        for person in site.people.values()
        if any(_may(one, person, day, log if one in TASK_OF_ACT else None) for one in acts)
    )


def _may(act: str, person: PersonView, on: date, log: DelegationLog | None) -> bool:
    if MAY[act].isdisjoint(person.roles) or has_ended(person, on):
        return False
    return log is None or log.may_act(person.id, TASK_OF_ACT[act], on.isoformat())


def today(site: Site) -> date:
    """Return the day by the site's clock."""
    return site.office.clock().date()


def require(site: Site, act: str, person: PersonView | None = None, on: date | None = None) -> None:
    """Raise Refused unless ``person`` may do ``act`` on a day, naming everybody who could.

    Asked of whoever is at work and of today by the site's clock unless others are given. Codes: LOGIN_ENDED,
    NOT_ALLOWED (no role of theirs may), NOT_DELEGATED (the role may, the delegation log does not).
    """
    asked, day = person or site.person, on or today(site)
    refuse_ended(site, asked, day)
    if may(site, act, asked, day):
        return
    facts = {"act": act, "name": asked.name, **_worded(act), **_could(site, act, day)}
    if MAY[act].isdisjoint(asked.roles):
        raise Refused("NOT_ALLOWED", **facts, **_roles(act))
    raise Refused("NOT_DELEGATED", **facts, on=day.isoformat(), **task_words(TASK_OF_ACT[act]))


def refuse_ended(site: Site, person: PersonView, on: date) -> None:
    """Raise Refused LOGIN_ENDED, naming whom to ask, when a person's login has ended before day ``on``."""
    if has_ended(person, on):
        asked = [one.name for one in site.people.values() if ADMINISTRATOR in one.roles and not has_ended(one, on)]
        raise Refused(
            "LOGIN_ENDED", name=person.name, until=person.until, ask=", ".join(asked), ask_zh="、".join(asked)
        )


def refuse_reading_login(site: Site) -> None:
    """Raise Refused LOGIN_READS on the open session of a monitor or inspector: nobody signs or delegates on it."""
    if MONITOR in site.person.roles:
        raise Refused("LOGIN_READS", name=site.person.name)


def task_words(task: str) -> dict[str, str]:
    """Return a task in both languages, as facts of a sentence."""
    code = f"TASK_{task.upper()}"
    return {"task": say(code, "en"), "task_zh": say(code, "zh")}


def _worded(act: str) -> dict[str, str]:
    code = f"ACT_{act.upper()}"
    return {"what": say(code, "en"), "what_zh": say(code, "zh")}


def _roles(act: str) -> dict[str, str]:
    codes = [f"ROLE_{role.upper()}" for role in ROLES if role in MAY[act]]
    return {
        "roles": ", ".join(say(code, "en") for code in codes),
        "roles_zh": "、".join(say(code, "zh") for code in codes),
    }


def _could(site: Site, act: str, on: date) -> dict[str, str]:
    """Return who could do an act that day, as facts of a sentence; nobody is a word as well."""
    names = [one.name for one in delegates(site, act, on)]
    nobody = {language: say("NOBODY_COULD", language) for language in ("en", "zh")}
    return {"could": ", ".join(names) or nobody["en"], "could_zh": "、".join(names) or nobody["zh"]}
