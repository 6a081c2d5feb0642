"""Answers what the page of the study's edition asks, as frozen views; asking never writes."""

from __future__ import annotations

from dataclasses import dataclass

from escc_desktop.actions.edition_standing import EditionStanding, edition_standing
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import PersonView
from escc_desktop.trial.delegation import PRINCIPAL


@dataclass(frozen=True, slots=True)
class EditionMatter:
    """The page of the edition: how it stands, and who at this site could approve it and rule on its contradictions."""

    standing: EditionStanding
    investigators: tuple[PersonView, ...]


def edition_matter(site: Site) -> EditionMatter:
    """Return how the edition in force stands and the principal investigators of the site."""
    investigators = tuple(one for one in site.people.values() if PRINCIPAL in one.roles)
    return EditionMatter(edition_standing(site), investigators)
