"""Says who may do which act at a site on a day, and refuses whoever may not; it carries out no act itself."""

from __future__ import annotations

from datetime import date

from escc_desktop.actions.site import Site
from escc_desktop.actions.views import PersonView
from escc_desktop.errors import Refused
from escc_desktop.trial.participants import SIGNING_ROLES

ROLES = (
    "site_administrator",
    "principal_investigator",
    "sub_investigator",
    "coordinator",
    "quality_controller",
    "drug_manager",
    "monitor",
)
INVESTIGATORS = SIGNING_ROLES

# Acts only. A fact (a record, a booking, a first dose) may be recorded by everyone but a monitor: see the design,
# "an act may be refused; a fact never". A monitor's login is read-only by what the role is.
MAY = {
    "add_person": frozenset({"site_administrator"}),
    "remove_person": frozenset({"site_administrator"}),
    "sign": INVESTIGATORS,
    "choose_original": frozenset({"site_administrator", "principal_investigator"}),
    "enrol": INVESTIGATORS | {"coordinator"},
    "record": frozenset(ROLES) - {"monitor"},
    "exchange": frozenset(ROLES) - {"monitor"},
    "back_up": frozenset(ROLES) - {"monitor"},
}


def may(site: Site, act: str, person: PersonView, on: date | None = None) -> bool:
    """Tell whether ``person`` may do ``act`` on a day, today by the site's clock unless given."""
    return not MAY[act].isdisjoint(person.roles)


def delegates(site: Site, act: str, on: date | None = None) -> tuple[PersonView, ...]:
    """Return everybody of the site who may do ``act`` on a day, today by the site's clock unless given."""
    return tuple(one for one in site.people.values() if may(site, act, one, on))


def require(site: Site, act: str, person: PersonView | None = None, on: date | None = None) -> None:
    """Raise Refused (NOT_ALLOWED) unless ``person`` may do ``act`` on a day.

    Asked of whoever is at work and of today by the site's clock unless others are given.
    """
    asked = person or site.person
    if not may(site, act, asked, on):
        raise Refused("NOT_ALLOWED", act=act, name=asked.name, roles=", ".join(sorted(MAY[act])))
