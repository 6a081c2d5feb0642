"""Papers and people that the tests of printed papers share."""

from __future__ import annotations

import pytest

from escc_desktop.documents.rendering import render
from escc_desktop.documents.sheets import PaperDocument
from tests.documents.paper_samples import KINDS, MAKERS, TONGUES, SigningPeople, eligibility, make_people


@pytest.fixture(params=[f"{kind}-{tongue}" for kind in KINDS for tongue in TONGUES])
def any_sheet(request: pytest.FixtureRequest) -> PaperDocument:
    """Every kind of paper in every language."""
    kind, tongue = request.param.split("-")
    return MAKERS[kind](tongue)


@pytest.fixture(scope="session")
def signing_people() -> SigningPeople:
    """The people of the study."""
    return make_people(b"the study")


@pytest.fixture(scope="session")
def strangers() -> SigningPeople:
    """The people of another study's root."""
    return make_people(b"somebody else")


@pytest.fixture(scope="session")
def sealed_paper(signing_people: SigningPeople) -> bytes:
    """A signed eligibility checklist."""
    printed = render(eligibility())
    return signing_people.seal(printed.pdf, "Signature1")
